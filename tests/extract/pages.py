"""Pages to read in tests: a reply around markup, and what comes of it."""

import json
from datetime import UTC, datetime

from selectolax.lexbor import LexborHTMLParser

from crawler.extract import extract
from crawler.model import Article, Brief, Reply, Site

URL = "https://kota.example/berita/17/pasar"
NOW = datetime(2026, 8, 3, 12, 0, tzinfo=UTC)
PROSE = (
    "Pemerintah kota membuka kembali pasar lama setelah perbaikan selama tiga bulan penuh.",
    "Pedagang menata kios sejak subuh dan pembeli pertama datang sebelum pukul tujuh pagi.",
    "Saluran air di jalan utama masih dikerjakan, sehingga sebagian jalan ditutup sampai Mei.",
    "Wali kota meminta semua orang menjaga kebersihan los dan tidak berjualan di trotoar.",
)

GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "@id": "#org", "name": "Kota Contoh"},
        {"@type": "Person", "@id": "#ani", "name": "Ani Contoh"},
        {
            "@type": ["NewsArticle"],
            "headline": "Pasar Lama Dibuka Lagi",
            "author": {"@id": "#ani"},
            "publisher": {"@id": "#org"},
            "articleSection": "Kota",
            "keywords": "pasar, kota",
            "inLanguage": "id-ID",
            "datePublished": "2026-01-12T09:01:00+07:00",
        },
    ],
}


def linked(data: object) -> str:
    """JSON-LD in its script; a string as it stands."""
    text = data if isinstance(data, str) else json.dumps(data)
    return f'<script type="application/ld+json">{text}</script>'


def a_reply(body: str | bytes, *, url: str = URL, charset: str | None = "utf-8") -> Reply:
    raw = body if isinstance(body, bytes) else body.encode()
    return Reply(url=url, status=200, type="text/html", charset=charset, body=raw, at=NOW)


def read(
    body: str | bytes, *, url: str = URL, site: Site | None = None, zone: bool = True
) -> Article:
    return extract(Brief(url=url, site=site, zone_known=zone), a_reply(body, url=url))


def a_page(inside: str = "", *, head: str = "", title: str = "Pasar Lama Dibuka Lagi") -> str:
    """A page with a headline, and `inside` or else four paragraphs below it."""
    body = inside or "".join(f"<p>{text}</p>" for text in PROSE)
    return (
        f"<!doctype html><html lang=id><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<body><main><h1>{title}</h1><div class=isi>{body}</div></main></body></html>"
    )


def a_tree(body: str) -> LexborHTMLParser:
    return LexborHTMLParser(body.encode(), scripting=True)
