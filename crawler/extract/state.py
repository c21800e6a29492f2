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
_HEAD = 200_000  # bytes of a page that are looked at for what guards it
_CARDS = 6  # teasers on a page that is a list
_HEADLINES = 10  # links that read like headlines, on a page without a text of its own
_CHALLENGE = re.compile(
    r"just a moment|attention required|access (?:to this page )?(?:has been )?denied|not a robot"
    r"|are you (?:a )?(?:robot|human)|verif(?:y|ying) (?:that )?you(?:'re| are) (?:not a |a )?human"
    r"|(?:checking|verifying) (?:if|your browser)|captcha|pardon our interruption|unusual traffic"
    r"|request unsuccessful|enable (?:javascript|js|cookies)|aktifkan (?:javascript|cookie)"
    r"|ddos protection|security checkpoint|you (?:have been|are) blocked|bukan robot"
    r"|(?:memverifikasi|membuktikan) bahwa anda|memeriksa (?:browser|peramban) anda"
    r"|(?:log|sign) ?in to continue|silakan (?:masuk|login)|please (?:log|sign) in"
    r"|before you continue|(?:we value|menghargai) (?:your privacy|privasi anda)|cookie consent"
    r"|persetujuan cookie|ob sie ein mensch sind|bevor sie (?:weiterlesen|fortfahren)"
    r"|mit ihrer zustimmung|nous respectons votre vie privée|avant de continuer"
    r"|su privacidad (?:es importante|nos importa)|we use cookies and .{0,60}partners",
    re.IGNORECASE,
)
# Of the systems that let nobody in without a script, in what else the page is made of.
_GUARDS = re.compile(
    rb"captcha-delivery\.com|_Incapsula_Resource|awsWafCookieDomainList|token\.awswaf\.com|px-captcha"
    rb"|_cf_chl_opt|/cdn-cgi/challenge-platform/h/|_sec/cp_challenge|ddos-guard/js-challenge"
    rb"|perfdrive\.com|kasada|/\.well-known/sgcaptcha"
)
_MISSING = re.compile(
    # The number alone may count anything ("1.500 warga"), and may begin a headline.
    r"(?:error|kesalahan|http|status|kode) ?:?(?:404|410|50[0234])\b"
    r"|\b(?:404|410|50[0234])\W+(?:error|not found|gone|internal|bad gateway|service un|gateway)"
    r"|^\W*(?:404|410|50[0234])\b(?![.,]\d)(?! \w+ \w+ \w)"
    r"|(?:page|article|story) (?:was )?not (?:be )?found|page (?:doesn.t exist|can.t be found)"
    r"|(?:halaman|artikel|berita).{0,40}tidak (?:dapat )?(?:ditemukan|tersedia|ada)"
    r"|(?:halaman|artikel|berita).{0,40}(?:sudah|telah) (?:dihapus|dipindahkan|tidak)"
    r"|nicht gefunden|introuvable|no encontrad|non trovat|não encontrad|niet gevonden|nie znaleziono"
    r"|internal server error|error establishing a database|(?:site|under) maintenance"
    r"|sedang (?:dalam )?(?:perbaikan|pemeliharaan)$|(?:be|are) (?:right )?back soon"
    r"|domain (?:is|may be) for sale|this domain (?:has expired|is parked)",
    re.IGNORECASE | re.MULTILINE,
)
_CHARGED = re.compile(
    r"(?:subscribe|sign up|log in|register) (?:now )?to (?:continue|read|unlock)|to continue reading"
    r"|(?:article|content|story) is (?:only |exclusively )?(?:reserved|exclusive|available) (?:only )?"
    r"(?:for|to)|subscribers? only|(?:to|and) read the (?:rest|full (?:article|story))"
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
    headlines: int = 0  # links that read like headlines; counted where there is little text
    raw: bytes = b""  # the page


def tell(seen: Evidence) -> PageState:
    """The state of the page."""
    length = sum(map(len, seen.paragraphs))
    if length < (_BRIEF if seen.declared else _SHORT):
        shown = "\n".join((seen.title, *seen.paragraphs)).replace("’", "'")
        if _CHALLENGE.search(shown):
            return PageState.BLOCKED
        if _MISSING.search(shown if length < _BRIEF else seen.title):
            return PageState.EMPTY
    if _is_list(seen, length):
        return PageState.LIST
    if not length or (length < _SCANTY and not seen.declared):
        blocked = any(map(_CHALLENGE.search, seen.around)) or _GUARDS.search(seen.raw, 0, _HEAD)
        return PageState.BLOCKED if blocked else PageState.EMPTY
    if length < _WHOLE and (seen.paid or any(map(_CHARGED.search, seen.around))):
        return PageState.PARTIAL
    if length < _SHORT and seen.paragraphs[-1].rstrip().endswith(("…", "...")):
        return PageState.PARTIAL
    return PageState.FULL


def is_little(paragraphs: Sequence[str]) -> bool:
    """Whether it takes a closer look at the page to tell what so little text is."""
    return sum(map(len, paragraphs)) < _SCANTY


def _is_list(seen: Evidence, length: int) -> bool:
    if seen.declared:
        return False
    if _is_home(seen.url) or (length < _SCANTY and seen.headlines >= _HEADLINES):
        return True
    if seen.headed and sum(map(_is_paragraph, seen.paragraphs)) >= _PARAGRAPHS:
        return False
    if seen.cards >= _CARDS and seen.carded > (0.3 if length < _SHORT // 2 else 0.8):
        return True
    few = seen.cards >= _CARDS // 2 and seen.carded > 0.5
    return seen.listing and few and length < _WHOLE


def _is_home(url: str) -> bool:
    """Whether the address is that of a site; with a number in its query it is that of an article."""
    parts = urlsplit(url)
    return not parts.path.strip("/") and not re.search(r"=\d", parts.query)


def _is_paragraph(text: str) -> bool:
    return len(text) >= _SCANTY and is_sentence(text)
