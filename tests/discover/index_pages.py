"""Index pages of different make, all invented, and which of their links are articles."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

TITLES = (
    "Harga Beras di Pasar Induk Turun Tiga Hari Berturut-turut",
    "Wali Kota Resmikan Jembatan Baru di Atas Sungai Ciliwung",
    "Gempa Magnitudo 5,2 Guncang Pesisir Selatan, Warga Sempat Mengungsi",
    "Tim Voli Putri Melaju ke Final Setelah Menang Dramatis",
    "Pemerintah Siapkan Bantuan untuk Petani Terdampak Kekeringan",
    "Jadwal Kereta Bandara Berubah Mulai Pekan Depan",
    "Mahasiswa Ciptakan Alat Penyaring Air dari Limbah Kelapa",
    "Pedagang Keluhkan Sewa Kios yang Naik Dua Kali Lipat",
    "New Ferry Route to Open Before the Holiday Season",
    "Central Bank Holds Rates as Inflation Slows Again",
    "Kebijakan Baru soal Parkir di Pusat Kota Mulai Diuji",
    "Tentang Laut yang Makin Naik dan Kampung yang Bertahan",
)
EXTRA = "Lomba Perahu Naga Kembali Digelar di Danau Toba"


def slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


@dataclass(frozen=True, slots=True)
class IndexPage:
    """A page as one make of site writes it; `articles` has what must be found, with titles."""

    make: str
    url: str
    html: str
    articles: dict[str, str]


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang=id><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


NAV = """<header class="site-header"><a href="/"><img src="/logo.png" alt="Kabar Contoh, berita hari ini dari nusantara"></a>
<nav><ul><li><a href="/nasional">Nasional</a></li><li><a href="/ekonomi">Ekonomi</a></li>
<li><a href="/ekonomi/keuangan-dan-perbankan-syariah">Keuangan dan Perbankan Syariah</a></li>
<li><a href="/gaya-hidup">Gaya Hidup</a></li><li><a href="/video/rekaman-detik-detik-banjir-di-kampung">Video</a></li>
<li><a href="/tag/pilkada-serentak-tahun-depan">Pilkada Serentak Tahun Depan</a></li>
<li><a href="/indeks">Indeks</a></li><li><a href="/login?next=%2F">Masuk</a></li></ul></nav></header>"""
FOOT = """<section class="topics"><a href="/topik/harga-beras-di-pasar-induk">Harga beras di pasar induk</a>
<a href="/tag/gempa">#gempa</a></section>
<div class="paging"><a href="?page=2">2</a><a href="?page=3">3</a><a href="?page=2">Selanjutnya</a></div>
<footer><a href="/tentang-kami">Tentang Kami</a><a href="/redaksi">Redaksi</a>
<a href="/pedoman-media-siber">Pedoman Media Siber</a><a href="/kebijakan-privasi-dan-data-pengguna">Kebijakan Privasi dan Data Pengguna</a>
<a href="/syarat-dan-ketentuan-penggunaan-situs">Syarat dan Ketentuan Penggunaan Situs</a>
<a href="/karir/lowongan-penulis-berita">Karir</a><a href="mailto:redaksi@kabar.example">redaksi@kabar.example</a>
<a href="https://social.example/kabar/status/1234567890123">Ikuti kami di media sosial untuk berita terbaru</a>
<a href="https://iklan.kabar.example/paket-hemat-untuk-usaha-kecil-anda">Paket Hemat Iklan untuk Usaha Kecil Anda</a>
<a href="javascript:void(0)">Kembali ke atas halaman ini sekarang</a><a href="#top">Ke atas</a></footer>"""


def made(
    make: str,
    path: Callable[[int, str], str],
    card: Callable[[str, str], str],
    *,
    url: str = "https://www.kabar.example/indeks",
    around: str = "{}",
    head: str = "",
) -> IndexPage:
    """An index page: `path` gives an article's link, `card` the markup around it."""
    links = {path(at, slug(title)): title for at, title in enumerate(TITLES)}
    cards = "\n".join(card(link, title) for link, title in links.items())
    return IndexPage(make, url, page(NAV + around.format(cards) + FOOT, head), links)


def _heading(link: str, title: str) -> str:
    return (
        f'<div class="item"><a href="{link}"><img src="/i.jpg" alt=""></a><h3 class="item__title">'
        f'<a href="{link}">{title}</a></h3><a class="cat" href="/ekonomi">Ekonomi</a>'
        f'<span class="date">02/11/2026, 10:15 WIB</span></div>'
    )


def _wrapped(link: str, title: str) -> str:
    return (
        f'<article><a href="{link}"><picture><img src="/i.jpg" alt="Ilustrasi"></picture><h2>{title}</h2>'
        f"<p>Ringkasan singkat dari berita ini, satu kalimat saja.</p>"
        f'<time datetime="2026-11-02T10:15:00+07:00">2 jam lalu</time></a></article>'
    )


def _bare(link: str, title: str) -> str:
    return f'<div class="row"><div class="col"><a href="{link}">{title}</a><div>10:15 WIB</div></div></div>'


def _wordpress(link: str, title: str) -> str:
    return (
        f'<div class="td_module_10 td_module_wrap"><div class="td-module-thumb"><a href="{link}" rel="bookmark" '
        f'title="{title}"><img class="entry-thumb" src="/i.jpg" alt=""></a></div><div class="item-details">'
        f'<h3 class="entry-title td-module-title"><a href="{link}" rel="bookmark">{title}</a></h3>'
        f'<span class="td-post-author-name"><a href="/author/reporter-satu-dari-daerah/">Reporter Satu dari Daerah</a></span>'
        f'<span class="td-post-date"><time datetime="2026-11-02T10:15:00+07:00">2 November 2026</time></span>'
        f'<div class="td-module-comments"><a href="{link}#respond">0</a></div>'
        f'<a href="/category/berita-daerah-terbaru/">Berita Daerah Terbaru</a></div></div>'
    )


def _more(link: str, title: str) -> str:
    return (
        f'<li class="wp-block-post"><h2 class="wp-block-post-title"><a href="{link}">{title}</a></h2>'
        f'<div class="wp-block-post-excerpt"><p>Ringkasan.</p><a class="more" href="{link}">Baca selengkapnya</a></div></li>'
    )


def _table(link: str, title: str) -> str:
    return f'<tr><td width=20><img src=b.gif></td><td><font size=2><a href="{link}">{title}</a></font></td></tr>'


def _picture(link: str, title: str) -> str:
    return (
        f'<div class=card><a href="{link}" title="{title}"><img src="/i.jpg"></a>'
        f'<div class=t>{title}</div><a href="{link}">Selengkapnya</a></div>'
    )


def _next_data() -> IndexPage:
    links = {f"/nasional/{640000 + at}/{slug(title)}": title for at, title in enumerate(TITLES)}
    data = {
        "props": {
            "pageProps": {
                "menu": [{"title": "Ekonomi dan Bisnis Nasional", "url": "/ekonomi"}],
                "tags": [
                    {"title": "Harga Beras Pasar Induk", "url": "/tag/harga-beras-pasar-induk"}
                ],
                "articles": [
                    {"title": title, "url": link, "published_at": "2026-11-02 10:15:00"}
                    for link, title in links.items()
                ],
            }
        }
    }
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'
    return IndexPage(
        "data of a framework",
        "https://www.kabar.example/",
        page(f"{NAV}<div id=__next></div>{FOOT}{script}"),
        links,
    )


def _item_list() -> IndexPage:
    links = {f"https://www.kabar.example/{slug(title)}": title for title in TITLES}
    data = {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "url": link, "name": title}
            for at, (link, title) in enumerate(links.items(), 1)
        ],
    }
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return IndexPage(
        "item list", "https://www.kabar.example/terbaru", page(NAV + FOOT, head), links
    )


def _home() -> IndexPage:
    """A home page: sections with headings that link, a popular list beside, other newsrooms."""
    links = {
        f"https://{host}.kabar.example/read/2026/11/02/1015{at:03}78/{slug(title)}": title
        for at, title in enumerate(TITLES)
        for host in [("nasional", "ekonomi", "bola")[at % 3]]
    }
    first, *rest = links.items()
    sections = "".join(
        f'<section><h2><a href="https://{name}.kabar.example/">{name.title()}</a></h2>'
        f'<h2><a href="/{name}/laporan-khusus-dari-lapangan">Laporan Khusus dari Lapangan</a></h2>'
        + "".join(
            f'<div class="c"><a href="{link}?utm_source=home"><h4>{title}</h4></a></div>'
            for link, title in rest
            if f"//{name}." in link
        )
        + "</section>"
        for name in ("nasional", "ekonomi", "bola")
    )
    extra = f"https://bola.kabar.example/read/2026/11/01/99887766/{slug(EXTRA)}"
    aside = (
        f'<aside class="popular"><ol><li><a href="{first[0]}">{first[1]}</a></li><li><a href="{extra}">{EXTRA}</a></li></ol>'
        '<a href="https://tetangga.example/read/2026/11/02/1234567/kabar-dari-situs-lain">Kabar dari situs lain yang bermitra</a>'
        '<a href="https://tv.kabar.example/read/2026/11/02/7654321/siaran-langsung-pertandingan">Siaran langsung pertandingan malam ini</a>'
        '<a href="https://foto.kabar.example/read/2026/11/02/7654322/potret-pagi-di-pelabuhan">Potret pagi di pelabuhan rakyat</a></aside>'
    )
    body = f'{NAV}<main><div class="hl"><h1><a href="{first[0]}">{first[1]}</a></h1></div>{sections}</main>{aside}{FOOT}'
    return IndexPage(
        "home page", "https://www.kabar.example/", page(body), {**links, extra: EXTRA}
    )


PAGES = (
    made(
        "date and id, headings",
        lambda at, words: (
            f"https://ekonomi.kabar.example/read/2026/11/02/1015{at:02}78/{words}"
        ),
        _heading,
        url="https://indeks.kabar.example/?page=1",
    ),
    made(
        "d-id",
        lambda at, words: f"https://news.kabar.example/berita/d-76543{at:02}/{words}",
        _heading,
    ),
    made(
        "root slug, WordPress",
        lambda _, words: f"https://www.kabar.example/{words}/",
        _wordpress,
    ),
    made(
        "date and slug, blocks",
        lambda _, words: f"/2026/11/02/{words}/",
        _more,
        around="<ul>{}</ul>",
    ),
    made(
        "section and pr-id",
        lambda at, words: f"/ekonomi/pr-0112345{at:03}/{words}?page=all",
        _wrapped,
    ),
    made(
        "node or slug, Drupal",
        lambda at, words: f"/node/{30123 + at}" if at % 2 else f"/berita/{words}",
        _heading,
    ),
    made("id and slug, bare rows", lambda at, words: f"/berita/{481200 + at}/{words}", _bare),
    made("number in the query", lambda at, _: f"/news.php?id={48120 + at}", _bare),
    made(
        "stamp",
        lambda at, words: f"/ekonomi/20261102101500-92-{1167890 + at}/{words}",
        _wrapped,
    ),
    made(
        "section, slug with id", lambda at, words: f"/ekonomi/{words}-{2091100 + at}", _wrapped
    ),
    made("root slug with code", lambda at, words: f"/{words}-gK{at}x", _heading),
    made(
        "section and slug, English",
        lambda at, words: f"/{('business', 'city')[at % 2]}/{words}",
        _wrapped,
    ),
    made("hex id", lambda at, words: f"/makro/64f0c2ab{at:02x}ed/{words}", _bare),
    made(
        "old tables",
        lambda at, words: f"/index.php/berita/detail/{1200 + at}/{words}.html",
        _table,
        around="<table>{}</table>",
    ),
    made("pictures only", lambda at, words: f"/bisnis/read/{6123400 + at}/{words}", _picture),
    made(
        "relative to a base",
        lambda at, words: f"{words}-{5123400 + at}",
        _heading,
        head='<base href="https://www.kabar.example/asia/">',
    ),
    made("news-id", lambda at, words: f"/news-{20480 + at}-{words}", _bare),
    made("slug.html under a month", lambda _, words: f"/2026/11/{words}.html", _heading),
    made("id before slug", lambda at, words: f"/bola/{1690100 + at}-{words}", _wrapped),
    made(
        "mobile host",
        lambda at, words: f"https://m.kabar.example/read/{700100 + at}/{words}",
        _bare,
    ),
    _next_data(),
    _item_list(),
    _home(),
)
