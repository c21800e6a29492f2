"""An invented news site on loopback, for commands that look at one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

SENTENCES = (
    "Air sungai naik sejak Minggu dini hari dan merendam ratusan rumah warga di tiga kelurahan.",
    "Petugas mengevakuasi warga lanjut usia dengan perahu karet menuju balai desa terdekat.",
    "Hujan diperkirakan masih turun sampai Selasa malam menurut kantor cuaca setempat.",
    "Dapur umum dibuka di halaman balai desa dan melayani makan siang untuk empat ratus orang.",
)


def an_article(number: int, hour: int = 8, offset: str = "+08:00") -> str:
    """A page with an article on it, as a small publisher makes one."""
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    at = f"2026-11-22T{hour:02}:15:00{offset}"
    return (
        f"<!doctype html><html lang=id><head><title>Banjir ke-{number} di Kota Hulu</title>"
        f'<meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{at}">'
        f'<meta name="author" content="Reporter Satu"></head><body><article>'
        f"<h1>Banjir ke-{number} di Kota Hulu</h1>"
        f'<span class="author">Oleh Reporter Satu</span>{body}</article></body></html>'
    )


@contextmanager
def a_site(pages: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Its origin, and the paths that were asked; `{origin}` in a page is filled in."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.append(self.path)
            text = pages.get(self.path)
            body = (text or "tidak ada").replace("{origin}", origin).encode()
            kind = "text/xml" if body.startswith(b"<?xml") else "text/html"
            self.send_response(200 if text is not None else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    origin = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield origin, asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def a_feed(count: int) -> str:
    """Its feed, an item an hour."""
    items = "".join(
        f"<item><title>Banjir ke-{n} di Kota Hulu</title><link>{{origin}}/berita/{1000 + n}/banjir-ke-{n}</link>"
        f"<pubDate>Sun, 22 Nov 2026 {n:02}:15:00 +0800</pubDate></item>"
        for n in range(count - 1, -1, -1)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Contoh</title>{items}</channel></rss>'


def whole(count: int = 8) -> dict[str, str]:
    """A site with a home page, a feed that nothing names, and articles."""
    home = "<!doctype html><html lang=id><body><h1>Kabar Contoh</h1></body></html>"
    articles = {
        f"/berita/{1000 + n}/banjir-ke-{n}": an_article(n, hour=n) for n in range(count)
    }
    return {"/": home, "/feed": a_feed(count), **articles}
