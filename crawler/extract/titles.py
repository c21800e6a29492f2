"""The headline, by vote among the witnesses: page, JSON-LD, Open Graph, the window's title.

Witnesses that say the same but for punctuation and case speak for one headline; one that was
cut short speaks for the whole.  Of the spellings of the headline that wins, the one told most
often is taken, so nothing is written that no witness wrote.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.extract.words import clean, fold

LONGEST = 500  # characters
_TAIL = re.compile(r"\s+[|\-–—•·»:/]\s+|\s*[|»]\s*|--")
_CUT = 20  # letters and digits: a shorter beginning may be of another headline
_CLOSE = 0.5  # of a vote: the window's title is made from another witness's words


@dataclass(frozen=True, slots=True)
class _Witness:
    text: str
    key: str
    weight: float


def choose(
    *, page: Sequence[str], headline: str, shared: Sequence[str], window: str, site: str
) -> str:
    """The title most witnesses tell; empty where none does.

    `page` are its h1 elements, `shared` what Open Graph and its kin say, `window` the text of
    `<title>`.  Where all differ, what the publisher tells machines to be the headline counts most.
    """
    witnesses = [
        _Witness(text, key, weight)
        for text, weight in _told(page, headline, shared, site)
        if (key := fold(text))
    ]
    if not witnesses:
        return without_site(window, site)[:LONGEST]
    name = fold(window)
    best = max(witnesses, key=lambda one: _votes(one, witnesses, name))
    same = [one for one in witnesses if one.key == best.key]
    spelling = max(same, key=lambda one: _spelt(one.text, same, window))
    return spelling.text[:LONGEST]


def _told(
    page: Sequence[str], headline: str, shared: Sequence[str], site: str
) -> list[tuple[str, float]]:
    told = [(text, 1.0) for text in page]
    told.append((without_site(headline, site), 1.2))
    distinct = dict.fromkeys(without_site(text, site) for text in shared)
    return told + [(text, 0.9) for text in distinct]


def _votes(one: _Witness, witnesses: Sequence[_Witness], window: str) -> float:
    votes = sum(other.weight for other in witnesses if _speaks_for(other.key, one.key))
    return votes + (1.0 if one.key in window else 0.0)


def _speaks_for(told: str, whole: str) -> bool:
    return told == whole or (len(told) >= _CUT and whole.startswith(told))


def _spelt(text: str, same: Sequence[_Witness], window: str) -> float:
    votes = sum(one.weight for one in same if one.text == text)
    return votes + (_CLOSE if text in window else 0.0)


def without_site(title: str, site: str) -> str:
    """`title` without the name of the site that stands behind it.

    >>> without_site("Pasar dibuka lagi - Kota Contoh", "Kota Contoh")
    'Pasar dibuka lagi'
    """
    name = fold(site)
    tails = list(_TAIL.finditer(title)) if name else []
    for last in reversed(tails):
        tail = fold(title[last.end() :])
        if last.start() > 0 and tail and _is_name(tail, name):
            return clean(title[: last.start()])
    return title


def _is_name(tail: str, name: str) -> bool:
    """Whether the folded end of a title is the site's folded name, or nearly."""
    return tail in name or (name in tail and len(tail) <= 2 * len(name))
