"""Pages for a replay without corpora: small village news that nobody ever published."""

import random
from datetime import UTC, datetime, timedelta
from html import escape

from benchmarks.lab.pages import Page

SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "di",
    "du",
    "ga",
    "gi",
    "ka",
    "ke",
    "ku",
    "la",
    "le",
    "lu",
    "ma",
    "me",
    "mu",
    "na",
    "ni",
    "nu",
    "pa",
    "pi",
    "ra",
    "ri",
    "ru",
    "sa",
    "si",
    "su",
    "ta",
    "te",
    "tu",
    "wa",
]
WHO = {
    "id": [
        "Dinas perikanan",
        "Kelompok tani",
        "Pengelola pasar",
        "Panitia lomba",
        "Perawat puskesmas",
        "Kepala desa",
        "Operator kapal",
        "Guru sekolah dasar",
        "Petugas bendungan",
        "Pedagang sayur",
    ],
    "en": [
        "The harbour office",
        "A farmers' group",
        "The market board",
        "The festival committee",
        "Local nurses",
        "The village head",
        "Ferry operators",
        "Primary school teachers",
        "Dam keepers",
        "Vegetable sellers",
    ],
}
DID = {
    "id": [
        "memperbaiki",
        "menunda",
        "membuka kembali",
        "menghitung ulang",
        "memindahkan",
        "memeriksa",
        "merayakan",
        "membagikan",
        "menolak",
        "mengumumkan",
    ],
    "en": [
        "repaired",
        "postponed",
        "reopened",
        "counted again",
        "moved",
        "inspected",
        "celebrated",
        "handed out",
        "turned down",
        "announced",
    ],
}
WHAT = {
    "id": [
        "jadwal kapal malam",
        "bantuan bibit padi",
        "jembatan gantung",
        "harga cabai rawit",
        "lomba perahu naga",
        "lumbung bersama",
        "saluran irigasi",
        "pameran batik",
        "perpustakaan keliling",
        "hasil panen kopi",
    ],
    "en": [
        "the night ferry timetable",
        "rice seed aid",
        "the hanging bridge",
        "the price of chillies",
        "the dragon boat race",
        "a shared granary",
        "the irrigation canal",
        "the batik fair",
        "the travelling library",
        "the coffee harvest",
    ],
}
WHY = {
    "id": [
        "setelah hujan tiga hari",
        "menjelang akhir pekan",
        "karena permintaan warga",
        "sesuai anggaran baru",
        "tanpa biaya tambahan",
        "meski cuaca memburuk",
        "bersama para relawan",
        "sejak Senin pagi",
    ],
    "en": [
        "after three days of rain",
        "ahead of the weekend",
        "because residents asked for it",
        "within the new budget",
        "at no extra cost",
        "although the weather worsened",
        "together with volunteers",
        "since Monday morning",
    ],
}


def invented(count: int, seed: int) -> list[Page]:
    """`count` short news pages, half Indonesian and half English, the same for the same `seed`."""
    dice = random.Random(seed)
    return [_invented(number, dice) for number in range(count)]


def _invented(number: int, dice: random.Random) -> Page:
    language = "id" if number % 2 == 0 else "en"
    places = [_place(dice) for _ in range(3)]
    title = f"{_clause(language, dice)} — {places[0]}"
    paragraphs = [
        " ".join(_sentence(language, dice.choice(places), dice) for _ in range(4))
        for _ in range(dice.randint(4, 7))
    ]
    published = datetime(2026, 3, 1, 8, tzinfo=UTC) + timedelta(hours=7 * number)
    return Page(
        name=f"invented/{number}",
        html=_html(language, title, published, paragraphs).encode(),
        title=title,
        published=published,
    )


def _place(dice: random.Random) -> str:
    return "".join(dice.choice(SYLLABLES) for _ in range(4)).capitalize()


def _clause(language: str, dice: random.Random) -> str:
    return " ".join(dice.choice(table[language]) for table in (WHO, DID, WHAT))


def _sentence(language: str, place: str, dice: random.Random) -> str:
    at = "di" if language == "id" else "in"
    number = dice.randint(12, 980)
    count = f"{number} keluarga" if language == "id" else f"{number} families"
    return f"{_clause(language, dice)} {at} {place} {dice.choice(WHY[language])}, {count}."


def _html(language: str, title: str, published: datetime, paragraphs: list[str]) -> str:
    by = "Oleh Redaksi Contoh" if language == "id" else "By Redaksi Contoh"
    body = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return f"""<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)} | Warta Contoh</title>
<meta property="og:type" content="article"><meta property="og:title" content="{escape(title)}">
<meta property="article:published_time" content="{published.isoformat()}"></head>
<body><header><nav><a href="/">Beranda</a> <a href="/kanal/ekonomi">Ekonomi</a></nav></header>
<main><article><h1>{escape(title)}</h1>
<div class="byline">{by} <time datetime="{published.isoformat()}">{published:%d/%m/%Y %H:%M}</time></div>
{body}
</article></main><footer>© Warta Contoh</footer></body></html>
"""
