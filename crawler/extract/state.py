"""What kind of page it is: whether there is an article on it, and whether it is whole.

A page that calls itself an article is believed unless it holds a challenge or an error; one
that does not is a list when most of its prose stands on cards, or when it is a home page.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.extract.words import is_sentence
from crawler.model import PageState

_SHORT = 600  # characters of text: more of it is no challenge and no error page
_BRIEF = 250  # the same, where the page calls itself an article: there are flashes of news
_SCANTY = 80  # characters of text: less of it is no article
_WHOLE = 1500  # characters of text: more of it is no teaser, whatever is charged for the page
_PARAGRAPHS = 3  # whole ones under a headline: a text, whatever stands around it
_CARDS = 6  # teasers on a page that is a list
_CHALLENGE = re.compile(
    r"just a moment|attention required|access (?:to this page )?(?:has been )?denied|not a robot"
    r"|are you (?:a )?(?:robot|human)|verif(?:y|ying) (?:that )?you(?:'re| are) (?:not a |a )?human"
    r"|checking (?:if|your browser)|captcha|pardon our interruption|unusual traffic|ddos protection"
    r"|request unsuccessful|enable (?:javascript|cookies)|aktifkan (?:javascript|cookie)"
    r"|(?:log|sign) ?in to continue|silakan (?:masuk|login)|before you continue|we value your privacy"
    r"|persetujuan cookie|cookie consent|please (?:log|sign) in",
    re.IGNORECASE,
)
_MISSING = re.compile(
    # The number alone may count anything ("1.500 warga"), and may begin a headline.
    r"(?:error|kesalahan|http|status|kode) ?:?(?:404|410|50[0234])\b"
    r"|\b(?:404|410|50[0234])\W+(?:error|not found|gone|internal|bad gateway|service un|gateway)"
    r"|^\W*(?:404|410|50[0234])\b(?![.,]\d)(?! \w+ \w+ \w)"
    r"|(?:page|article|story) (?:was )?not (?:be )?found|page doesn.t exist"
    r"|(?:halaman|artikel|berita).{0,40}tidak (?:dapat )?(?:ditemukan|tersedia|ada)"
    r"|nicht gefunden|introuvable|no encontrad|non trovat|não encontrad|niet gevonden",
    re.IGNORECASE,
)
_CHARGED = re.compile(
    r"(?:subscribe|sign up|log in|register) (?:now )?to (?:continue|read|unlock)|to continue reading"
    r"|(?:article|content|story) is (?:reserved|only|exclusive|available) (?:for|to)|subscribers? only"
    r"|langganan untuk|khusus (?:pelanggan|pembaca)|berlangganan .{0,30}(?:membaca|akses)"
    r"|il vous reste|réservée? aux abonnés|jetzt weiterlesen|weiterlesen mit|nur für abonnenten"
    r"|exclusivo para suscriptores|riservato agli abbonati|exclusivo para assinantes",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the other readers saw that tells the kind of page."""

    url: str
    title: str
    paragraphs: Sequence[str]
    declared: bool  # the page calls itself an article
    listing: bool  # the page calls itself a site, a collection, a search
    paid: bool  # the page says it is not free to read
    headed: bool  # the headline stands on the page
    cards: int  # teasers: a headline that is a link, and a line or two
    carded: float  # share of the page's prose that is on them
    around: Iterable[str]  # the page's short texts


def tell(seen: Evidence) -> PageState:
    """The state of the page."""
    length = sum(map(len, seen.paragraphs))
    if length < (_BRIEF if seen.declared else _SHORT):
        shown = " ".join((seen.title, *seen.paragraphs))
        if _CHALLENGE.search(shown):
            return PageState.BLOCKED
        if _MISSING.search(shown if length < _BRIEF else seen.title):
            return PageState.EMPTY
    if _is_list(seen, length):
        return PageState.LIST
    if not length or (length < _SCANTY and not seen.declared):
        blocked = any(map(_CHALLENGE.search, seen.around))
        return PageState.BLOCKED if blocked else PageState.EMPTY
    if length < _WHOLE and (seen.paid or any(map(_CHARGED.search, seen.around))):
        return PageState.PARTIAL
    if length < _SHORT and seen.paragraphs[-1].rstrip().endswith(("…", "...")):
        return PageState.PARTIAL
    return PageState.FULL


def _is_list(seen: Evidence, length: int) -> bool:
    if seen.declared:
        return False
    if not urlsplit(seen.url).path.strip("/"):
        return True
    if seen.headed and sum(map(_is_paragraph, seen.paragraphs)) >= _PARAGRAPHS:
        return False
    if seen.cards >= _CARDS and seen.carded > (0.3 if length < _SHORT // 2 else 0.8):
        return True
    return seen.listing and seen.cards >= _CARDS // 2 and length < _WHOLE


def _is_paragraph(text: str) -> bool:
    return len(text) >= _SCANTY and is_sentence(text)
