"""What kind of page it is: whether there is an article on it, and whether it is whole.

A page that calls itself an article is believed unless it holds a challenge or an error; one
that does not is a list when most of its prose stands on cards, or when it is a home page.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.extract import notices
from crawler.extract.words import CUT, is_sentence
from crawler.model import PageState

_SHORT = 600  # characters of text: more of it is no challenge and no error page
_BRIEF = 250  # the same, where the page calls itself an article: there are flashes of news
_SCANTY = 80  # characters of text: less of it is no article
_WHOLE = 1500  # characters of text: more of it is no teaser, whatever is charged for the page
_PARAGRAPHS = 3  # whole ones under a headline: a text, whatever stands around it
_HEAD = 200_000  # bytes of a page that are looked at for what guards it
_SENTENCE = (
    50  # characters of a sentence that was cut off; a shorter one may trail off by itself
)
_LAST = re.compile(r"(?<=[.!?])\s+")
_CARDS = 6  # teasers on a page that is a list
_LINE = 20.0  # characters that do not count of each paragraph, as where prose is weighed
_SOME, _NEARLY_ALL = 0.5, 0.8  # of the page's prose: on teasers
_BEYOND = 1.5  # times the prose on no teaser: a text with more is made of teasers
_HEADLINES = 10  # links that read like headlines, on a page without a text of its own
# Of the systems that let nobody in without a script, in what else the page is made of.
_GUARDS = re.compile(
    rb"captcha-delivery\.com|_Incapsula_Resource|awsWafCookieDomainList|token\.awswaf\.com|px-captcha"
    rb"|_cf_chl_opt|/cdn-cgi/challenge-platform/h/|_sec/cp_challenge|ddos-guard/js-challenge"
    rb"|perfdrive\.com|kasada|/\.well-known/sgcaptcha"
)
_LISTS = re.compile(  # words in addresses of pages that list others
    r"/(?:tags?|topics?|topik|kanal|channel|categor(?:y|ies)|kategori|search|cari|pencarian|authors?|penulis"
    r"|indeks|index|rubrik|label|archives?|arsip|thema|themen|suche|autor(?:en)?|sujet|auteur|temas?|page)(?:[/?.]|$)",
    re.IGNORECASE,
)
_WORDS = 5  # of a headline; what names a desk or a tag has fewer
_CAPTIONS = 150  # characters under pictures: a page of pictures is an article
_WIDE = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff]"
)
_WIDTH = 3  # letters that one letter of such writing says as much as, nearly


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the other readers saw that tells the kind of page."""

    url: str
    title: str
    paragraphs: Sequence[str]
    declared: bool  # the page calls itself an article
    described: bool = False  # … and says what it is about: no system does so everywhere
    listing: bool  # the page calls itself a site, a collection, a search
    paid: bool  # the page says it is not free to read
    headed: bool  # the headline stands on the page
    cards: int  # teasers: a headline that is a link, and a line or two
    carded: float  # share of the page's prose that is on them
    free: float = math.inf  # prose that is on none
    around: Iterable[str]  # the page's short texts
    captions: int = 0  # characters that are told under the article's pictures
    headlines: int = 0  # links that read like headlines; counted where there is little text
    raw: bytes = b""  # the page


def tell(seen: Evidence) -> PageState:
    """The state of the page."""
    length = _length(seen.paragraphs)
    shown = (seen.title, *seen.paragraphs)
    if length < (_BRIEF if seen.declared else _SHORT):
        if notices.is_challenge(shown):
            return PageState.PARTIAL if _is_begun(seen) else PageState.BLOCKED
        if notices.is_missing(shown if length < _BRIEF else (seen.title,)):
            return PageState.EMPTY
    if length < _WHOLE and notices.asks_consent(shown):
        return PageState.BLOCKED
    if _is_list(seen, length):
        return PageState.LIST
    if (not length or (length < _SCANTY and not seen.declared)) and not _is_gallery(seen):
        return PageState.BLOCKED if _is_guarded(seen) else PageState.EMPTY
    if length < _WHOLE and (seen.paid or notices.is_charged("\n".join(seen.around))):
        return PageState.PARTIAL
    if length < _SHORT and seen.paragraphs and _is_cut(seen.paragraphs[-1]):
        return PageState.PARTIAL
    return PageState.FULL


def size(texts: Iterable[str]) -> int:
    """How much texts say, in letters of an alphabet.

    >>> size(["pasar", "市場"])
    11
    """
    return sum(
        len(text) + (0 if text.isascii() else (_WIDTH - 1) * len(_WIDE.findall(text)))
        for text in texts
    )


def is_little(paragraphs: Sequence[str]) -> bool:
    """Whether it takes a closer look at the page to tell what so little text is."""
    return _length(paragraphs) < _SCANTY


def _length(paragraphs: Sequence[str]) -> int:
    """The `size` of a text; of one that is long in any writing just its characters."""
    characters = sum(map(len, paragraphs))
    return characters if characters >= _WHOLE else size(paragraphs)


def _is_guarded(seen: Evidence) -> bool:
    """Whether a page without text is one that lets nobody in."""
    around = tuple(seen.around)
    return (
        notices.is_challenge(around)
        or notices.asks_consent(around)
        or _GUARDS.search(seen.raw, 0, _HEAD) is not None
    )


def _is_gallery(seen: Evidence) -> bool:
    """Whether the pictures and what stands under them are the article."""
    return seen.captions >= _CAPTIONS and (
        seen.declared or (seen.headed and _is_headline(seen))
    )


def _is_begun(seen: Evidence) -> bool:
    """Whether an article begins above what lets nobody in: its headline, and what it says."""
    if not (seen.headed and _is_headline(seen)) or notices.is_challenge((seen.title,)):
        return False
    return any(
        _is_paragraph(text) and not notices.is_challenge((text,)) for text in seen.paragraphs
    )


def _is_cut(text: str) -> bool:
    """Whether the text stops in the middle of a long sentence."""
    return text.rstrip().endswith(CUT) and len(_LAST.split(text)[-1]) >= _SENTENCE


def _is_list(seen: Evidence, length: int) -> bool:
    if seen.described or (seen.declared and _is_headline(seen)):
        return False
    if is_home(seen.url) or (length < _SCANTY and seen.headlines >= _HEADLINES):
        return True
    if not _is_headline(seen) and _is_made_of_cards(seen):
        return True
    whole = sum(map(_is_paragraph, seen.paragraphs))
    if seen.headed and (whole >= _PARAGRAPHS or (whole and _is_headline(seen))):
        return False
    if seen.cards >= _CARDS and seen.carded > (0.3 if length < _SHORT // 2 else _NEARLY_ALL):
        return True
    few = seen.cards >= _CARDS // 2 and seen.carded > _SOME
    return seen.listing and few and length < _WHOLE


def _is_made_of_cards(seen: Evidence) -> bool:
    """Whether what was taken for the text stands on teasers; an address may say so as well."""
    least = _SOME if _LISTS.search(seen.url) else _NEARLY_ALL
    text = sum(max(size((one,)) - _LINE, 0.0) for one in seen.paragraphs)
    made = text > _BEYOND * seen.free or (not seen.paragraphs and not seen.free)
    return seen.cards >= _CARDS // 2 and seen.carded > least and made


def _is_headline(seen: Evidence) -> bool:
    """Whether the page is called by a headline, not by the name of a desk, a tag, an author."""
    words = len(seen.title.split()) + len(_WIDE.findall(seen.title)) // _WIDTH
    return words >= _WORDS and not _LISTS.search(seen.url)


def is_home(url: str) -> bool:
    """Whether the address is that of a site; with a number in its query it is that of an article."""
    parts = urlsplit(url)
    return not parts.path.strip("/") and not re.search(r"=\d", parts.query)


def _is_paragraph(text: str) -> bool:
    return size((text,)) >= _SCANTY and is_sentence(text)
