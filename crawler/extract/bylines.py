"""Names out of bylines: who wrote it, by what the page shows to people."""

import re

from crawler.extract.words import clean

LABEL = re.compile(
    r"\s*(?:laporan(?:\s+wartawan)?|reporter|penulis|pewarta|jurnalis|wartawan|kontributor|oleh|ditulis\s+oleh"
    r"|(?:written\s+|reported\s+|posted\s+)?by|author|von|par|por|escrito\s+por|di|door|av|af|autor|autore|auteur|författare|tekst|foto)\b\s*[:\-–]?\s*",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"^\s*(?:(?:laporan(?:\s+wartawan)?|reporter|penulis|pewarta|jurnalis|wartawan|kontributor|ditulis\s+oleh|oleh)\b\s*(?:[:\-–]|$|(?=\s))"
    r"|(?:written\s+|reported\s+|posted\s+)?by(?:\s*:|\s|$)|author\s*:|von\s|par\s|por\s)",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\s*(?:,|;|/|\||•|·|\s(?:and|dan|und|et|y|e|en|och|og|&)\s)\s*", re.IGNORECASE
)
_NOT_A_NAME = re.compile(
    r"\d{2}|https?:|www\.|@|[<>{}\[\]=]|\.(?:com|php|html)$", re.IGNORECASE
)
_NO_ONE = frozenset(
    [
        "admin",
        "administrator",
        "redaksi",
        "editor",
        "editorial",
        "staff",
        "newsroom",
        "author",
        "unknown",
        "guest",
        "anonymous",
        "none",
        "null",
    ]
)


def names(text: str) -> list[str]:
    """The names in a byline such as `Oleh: Ani dan Budi`; none where it holds no name."""
    text = clean(text)
    text = LABEL.sub("", text, count=1) if LABEL.match(text) else text
    return [
        name
        for part in _PARTS.split(text)
        if (name := part.strip(" .:-–|,\"'")) and is_name(name)
    ]


def is_name(text: str) -> bool:
    """Whether `text` can be the name of a person or a house."""
    words = text.split()
    return (
        0 < len(words) <= 7
        and 2 <= len(text) <= 60
        and not _NOT_A_NAME.search(text)
        and text.lower() not in _NO_ONE
        and any(char.isupper() or not char.isascii() for char in text)
    )
