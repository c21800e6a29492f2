"""Names out of bylines: `Laporan: Ani`, `Oleh Ani dan Budi`, `By Ani and Budi, Contoh News`.

A label says who of the people named is an author.  Editors, photographers and translators are
not; what stands behind their labels is left out.
"""

import re

from crawler.extract.words import clean

_WRITES = (
    r"laporan(?:\s+wartawan)?|reporter|penulis|pewarta|jurnalis|wartawan|kontributor|ditulis\s+oleh"
    r"|oleh|(?:written|reported|posted|story|words)\s+by|by|author|ein\s+artikel\s+von|von|par|por"
    r"|escrito\s+por|autor[ae]?|auteur|skrevet\s+av|napisał"
)
_LABEL = re.compile(
    rf"\s*(?:(?:{_WRITES})\b\s*[:\-–|]?|(?:di|door|av|af|texte?|tekst)\s*:)\s*", re.IGNORECASE
)
_LABELLED = re.compile(  # a short word such as `di` labels only with a colon
    r"\s*(?:(?:laporan(?:\s+wartawan)?|reporter|penulis|pewarta|jurnalis|wartawan|kontributor)"
    r"\s*(?:[:\-–]|$)|(?:ditulis\s+oleh|oleh)\b\s*(?:[:\-–]|$|\s)|laporan\s+wartawan\s"
    r"|(?:(?:written|reported|posted|story|words)\s+)?by(?:\s*:|\s+(?=(?-i:[A-Z]))|\s*$)"
    r"|(?:autor[ae]?|author|auteur|texte?|tekst|di|door)\s*:|(?:von|par|por)\s+(?=(?-i:[A-ZÀ-Ž])))",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:editor|penyunting|redaktur|foto|photos?|fotografer|photographer|translat\w+|übersetz\w+"
    r"|penerjemah|updated|diperbarui|published|sumber|source)\b\s*:?.*$",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:[,;|•·/]|\s(?:and|dan|und|with|&)\s)\s*", re.IGNORECASE)
_JOINT = re.compile(r"(?<=\w\s\w{3})\s(?:y|e|et|en|och|og|i)\s(?=\w+\s\w{2})", re.IGNORECASE)
_NO_NAME = re.compile(r"\d{2}|https?:|www\.|@|[<>{}\[\]=?!]", re.IGNORECASE)
_NO_ONE = frozenset(
    {
        *(
            "admin",
            "administrator",
            "redaksi",
            "editor",
            "editorial",
            "staff",
            "newsroom",
            "author",
        ),
        *(
            "unknown",
            "guest",
            "anonymous",
            "none",
            "null",
            "undefined",
            "reporter",
            "penulis",
            "bio",
        ),
        *(
            "facebook",
            "twitter",
            "whatsapp",
            "share",
            "linkedin",
            "email",
            "follow",
            "instagram",
            "x",
        ),
    }
)
_EDGES = " .:-–—|,\"'()"


def names(text: str) -> list[str]:
    """The names in a byline; none where it holds no name.

    >>> names("Oleh: Ani Contoh dan Budi | Editor: Cici")
    ['Ani Contoh', 'Budi']
    """
    line = _OTHERS.sub("", _unlabelled(clean(text).strip(_EDGES)))
    return [name for name in split(line) if is_name(name)]


def is_labelled(text: str) -> bool:
    """Whether a line begins with a label such as `Oleh` or `By`."""
    return _LABELLED.match(text) is not None


def split(text: str) -> list[str]:
    """The parts of a list of names, without the label before it."""
    line = _JOINT.sub(",", _unlabelled(clean(text)))
    return [name for part in _PARTS.split(line) if (name := part.strip(_EDGES))]


def _unlabelled(text: str) -> str:
    label = _LABEL.match(text)
    return text[label.end() :] if label else text


def is_told(text: str) -> bool:
    """Whether what machines are told is a name: no address, no number, not `admin`."""
    return (
        2 <= len(text) <= 80
        and not _NO_NAME.search(text)
        and text.lower() not in _NO_ONE
        and any(map(str.isalpha, text))
    )


def is_name(text: str) -> bool:
    """Whether words that people are shown can be the name of a person or a house."""
    words = text.split()
    return (
        is_told(text)
        and len(words) <= 6
        and len(text) <= 60
        and all(word[0].isupper() or not word[0].isascii() or len(word) <= 3 for word in words)
        and any(word[0].isupper() or not word[0].isascii() for word in words)
    )
