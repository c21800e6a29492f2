"""What stands above and below the text of an article and is not of it: headline, byline, date."""

import re
from collections.abc import Iterable

from crawler.extract.bylines import is_labelled
from crawler.extract.words import fold, is_sentence

LINE = 120  # characters: a longer line with a name or a date in it is prose
_ALIKE = 0.5  # of the words of the shorter: lines that share so many say the same
_WORD = re.compile(r"\w{3,}")
_STAMP = re.compile(  # a day with its year, the month in figures or in letters
    r"\b\d{1,2}[./ -]+(?:\d{1,2}|[^\W\d_]{3,10})\.?[,./ -]+(?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?|[^\W\d_]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b"
)
_DATED = re.compile(
    r"\W*(?:(?:last )?(?:updated|modified)|published|posted|diterbitkan|diperbarui|dipublikasikan"
    r"|terbit|veröffentlicht|aktualisiert|stand|publi[éc]|mis à jour|modifi|actualizad|atualizad"
    r"|pubblicat|aggiornat|gepubliceerd|bijgewerkt|publicerad|uppdaterad|publisert|oppdatert)",
    re.IGNORECASE,
)
_LABELS = 16  # letters beside the names in a byline: `Written by`, `Autorin/Autor`
_WHO = re.compile(r",? (?:is|was|are|adalah|merupakan|ist|sind|est|es|is een|är|er)\b")


def is_like(text: str, title: str) -> bool:
    """Whether a line is the headline in other words, or with a word above it or below."""
    wanted, told = _words(title), _words(text)
    return len(wanted & told) >= _ALIKE * min(len(wanted), len(told)) > 0


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.replace("\u00ad", "").lower()))


def holds(text: str, key: str) -> bool:
    """Whether a line is the headline that was folded to `key`, and at most some words more."""
    return 0 < len(key) <= len(text) < len(key) + LINE and key in fold(text)


def is_dateline(text: str) -> bool:
    """Whether a line tells when the article was published, or by a label who wrote it."""
    if len(text) >= LINE:
        return False
    if _DATED.match(text) and any(map(str.isdigit, text)):
        return True
    yeared = "19" in text or "20" in text  # as all of _STAMP; to search for that is dear
    dated, labelled = yeared and _STAMP.search(text) is not None, is_labelled(text)
    return (dated and labelled) or ((dated or labelled) and not is_sentence(text))


def is_signature(text: str, names: Iterable[str]) -> bool:
    """Whether a line is made of the authors' `names` and a label."""
    if len(text) >= LINE:
        return False
    key = rest = fold(text)
    for name in names:
        rest = rest.replace(fold(name), "")
    return len(rest) < len(key) and len(rest) <= _LABELS


def introduces(text: str, names: Iterable[str]) -> bool:
    """Whether a paragraph says who one of the authors is."""
    return any(text.startswith(name) and _WHO.match(text, len(name)) for name in names)
