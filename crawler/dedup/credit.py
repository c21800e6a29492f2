"""Whose report an article is: the agency or house that it credits itself.

    Jakarta (ANTARA) - …           where the report begins
    … (ant/reuters)                where it ends
    COPYRIGHT © ANTARA 2026        a notice
    Sumber: Kantor Berita Contoh   a line that says so
    Reuters                        in place of an author

Only what the article says of itself counts: "dikutip dari Reuters" in a sentence cites, and credits nobody.
"""

import re

from crawler.fold import fold, words
from crawler.model import Article

# An agency -> how it is written, folded; all that follows is data for these.
AGENCIES = {
    "ANTARA": ("antara", "ant", "antara news", "antaranews", "antaranews com", "lkbn antara"),
    "Reuters": ("reuters", "rtr", "thomson reuters"),
    "AFP": ("afp", "agence france presse"),
    "AP": ("ap", "ap news", "apnews", "associated press", "the associated press"),
    "dpa": ("dpa", "deutsche presse agentur"),
    "Xinhua": ("xinhua", "kantor berita xinhua"),
    "Anadolu": ("anadolu", "anadolu agency"),
    "Bernama": ("bernama",),
    "Kyodo": ("kyodo", "kyodo news"),
    "Yonhap": ("yonhap", "yonhap news agency"),
    "TASS": ("tass", "itar tass"),
    "EFE": ("efe",),
    "UPI": ("upi", "united press international"),
    "Bloomberg": ("bloomberg", "bloomberg news"),
    "BBC": ("bbc", "bbc news", "bbc indonesia", "bbc news indonesia"),
    "VOA": ("voa", "voaindonesia", "voa indonesia", "voice of america"),
    "DW": ("dw", "deutsche welle"),
    "Sputnik": ("sputnik",),
}
HOUSES = re.compile(r"^(?:kantor berita|lkbn|perum lkbn|news agency)\s+")
SHORT = frozenset(
    {"ant", "rtr", "ap", "dw", "upi", "efe"}
)  # words too, but for where they stand
ENDS = 3  # paragraphs in which a report may end
TAIL = 100  # characters of a paragraph that are looked at
LONGEST = 60  # characters of a source's name

_BEGINS = (
    re.compile(r"^[^()\n]{0,60}\(([^()\n]{2,40})\)\s*[-\u2013\u2014:]"),
    re.compile(r"^[^/\n]{0,60}/([A-Z][\w ]{1,30})/\s*[-\u2013\u2014:.]"),
    re.compile(r"^[A-Z][\w .'/-]{2,40},\s*([A-Z][\w. ]{1,30}?|dpa)\s+[-\u2013\u2014]+\s"),
)
_END = re.compile(r"[(\[]([^()\[\]\n]{2,40})[)\]]\W*$")
_ALONE = re.compile(r"\W*([A-Z][\w. ]{1,30}?)\W*")  # a whole paragraph
_IN_BRACKETS = re.compile(r"\(([^()]{2,40})\)")
_NOTICE = re.compile(
    r"(?:copyright|hak cipta|©|\(c\))\W+(?:©\W*)?(?:\d{4}\W+)?([\w. ]{2,40}?)(?:\W+\d{4})?\W*$",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"^(?:sumber|source)(?:\s+(?:berita|artikel))?\s*:\s*(\S.*)$", re.IGNORECASE
)


def credit(article: Article) -> str:
    """The agency or house that `article` credits; empty where it credits none."""
    paragraphs = [line for block in article.paragraphs for line in block.split("\n")]
    return (
        _begun(paragraphs[:1])
        or _ended(paragraphs[-ENDS:])
        or next((name for each in article.authors if (name := _authored(each))), "")
    )


def agency(name: str) -> str:
    """The agency that a newsroom or source of this name is; empty where it is none.

    >>> agency("antara-news"), agency("kabar-hulu")
    ('ANTARA', '')
    """
    return _agency(re.sub(r"[-_.]", " ", name))


def _begun(first: list[str]) -> str:
    for paragraph in first:
        for found in (begin.match(paragraph) for begin in _BEGINS):
            if found is not None and (name := _among(found[1], short=True)):
                return name
    return ""


def _ended(last: list[str]) -> str:
    for paragraph in reversed(last):
        line = paragraph[-TAIL:].strip()
        if found := _SOURCE.match(paragraph[:TAIL].strip()):
            named = _place(found[1].strip(" ."))
            known = _among(named, short=False) or _agency(named.partition(".")[0])
            return known or (named if len(named) <= LONGEST else "")
        if (found := _END.search(line)) and (name := _among(found[1], short=True)):
            return name
        if (found := _NOTICE.search(line)) and (name := _agency(found[1])):
            return name
        if (found := _ALONE.fullmatch(paragraph)) and (name := _agency(found[1])):
            return name
    return ""


def _authored(author: str) -> str:
    """The agency in place of an author, beside one or in brackets behind one."""
    inside = _IN_BRACKETS.search(author)
    return _among(author, short=False) or (_agency(inside[1]) if inside else "")


def _place(source: str) -> str:
    """A source as it is named; where it is an address, the name of its host without what all have."""
    found = re.match(r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+)(?:/\S*)?$", source)
    return source if found is None else found[1]


def _among(written: str, *, short: bool) -> str:
    """The first agency in a list such as `ant/reuters` or `Reuters, AFP`."""
    for part in re.split(r"[/,;&+]", written):
        if name := _agency(part, short=short):
            return name
    return ""


def _agency(written: str, *, short: bool = False) -> str:
    """The agency that goes by this name; `short` forms only where such a name is expected."""
    name = HOUSES.sub("", " ".join(words(fold(written))))
    if name in SHORT and not short:
        return ""
    return _NAMES.get(name, "")


_NAMES = {form: agency for agency, forms in AGENCIES.items() for form in forms}
