"""What of an article tells its event: its first words, as a few hundred bytes.

title and text --fold--> words --count--> how often each --hash--> a number for each word

News says the most important first, so only the first words count.  A long word counts once as it is
and once by its beginning, so that its endings matter less, whatever the language.  Names weigh more:
two events differ in who and where, though both may be floods.  A name is what is written with a
capital within sentences.
"""

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from crawler.fold import fold, runs, tokens

Traits: TypeAlias = npt.NDArray[np.uint32]  # slot * WEIGHTS + weight

SLOTS = 1 << 22  # places for words: two texts seem to share a word that they do not once in 200
WEIGHTS = 1 << 10  # how much a word weighs in its article is below it
TITLE = 2  # what stands in the title counts as often
READ = 120  # words of the text; with 240, two events of one conflict are joined more often
KEPT = 120  # distinct words; with more of them, and with fewer than 60, stories come out worse
BEGINNING = 5  # letters; stories come out about as well with 6, worse with 4 and 7
REMEMBERED = 1 << 15  # runs and words: news repeats its words
_FINENESS = 64  # steps to a weight of 1
NAMED = 1.15  # a name weighs as much as so many other words
_STOPS, _CLOSING = frozenset([".", "!", "?", "…", ""]), "\"'”’)]»"
_FIRM = re.compile(r"[^\W\d_]&[^\W\d_]")  # AT&T is no "at"
_BOTH = math.sqrt(2)  # what a short word weighs, which is its own beginning
# Only what is frequent everywhere: the rest is learned from the articles at hand.
_EVERYWHERE = """
about after all also an and are as at be been but by can for from had has have he her his
if in into is it its more no not of on or our out over said she so than that the their
them they this to up was we were what when which who will with would you your ada adalah
agar akan anda antara atau bagi bisa dalam dan dari dengan di dia hari hingga ia ini itu
juga kami karena kata ke kita lebih mereka oleh pada para saat saya sebagai secara sudah
tak telah tersebut tidak untuk usai yang
"""
_EMPTY = frozenset(_EVERYWHERE.split())


def traits(title: str, paragraphs: Sequence[str]) -> Traits:
    """What tells the event of an article; the same in every run and on every machine."""
    often, capitals = dict[str, int](), dict[str, int]()
    for texts, times in (([title], TITLE), (paragraphs, 1)):
        for word, capital in islice(_words(texts), READ):
            known = often.get(word)
            if known is not None:
                often[word] = known + times
            elif len(often) < KEPT:
                often[word] = times
            capitals[word] = capitals.get(word, 0) + capital
    begun, named = dict[str, int](), set[str]()
    for word, times in often.items():
        start = word[:BEGINNING]
        begun[start] = begun.get(start, 0) + times
        if capitals[word] > 0:
            named.add(start)
    found = {
        _slot(word): _weight(times, capitals[word] > 0)
        for word, times in often.items()
        if word not in begun
    }
    for start, times in begun.items():
        factor = _BOTH if start in often else 1.0
        found[_slot(start + "*")] = _weight(times, start in named, factor)
    return np.array([slot * WEIGHTS + weight for slot, weight in found.items()], np.uint32)


def packed(of: Traits) -> bytes:
    """As it is stored: 4 bytes a trait, the order kept."""
    return of.astype("<u4").tobytes()


def unpacked(stored: bytes) -> Traits:
    """What was `packed`."""
    return np.frombuffer(stored, "<u4").astype(np.uint32)


def _words(texts: Iterable[str]) -> Iterable[tuple[str, int]]:
    """Words that may tell something, each with a word for or against its being a name: 1, -1 or 0."""
    for text in texts:
        begins = True
        for words, capital, ends in map(_said, runs(text)):
            for word in words:
                yield word, 0 if begins and capital > 0 else capital
            begins = ends


@lru_cache(REMEMBERED)
def _said(run: str) -> tuple[tuple[str, ...], int, bool]:
    """The words in a run that may tell something; 1 with a capital, else -1; whether a sentence ends."""
    plain = fold(run.replace("&", "")) if _FIRM.search(run) else fold(run)
    words = [part for token in tokens(plain) for part in token.replace("'", "-").split("-")]
    first = next(filter(str.isalpha, run), "")
    ends = run.rstrip(_CLOSING)[-1:] in _STOPS
    telling = tuple(word for word in words if _tells(word))
    return telling, 1 if first.isupper() else -1, ends


def _tells(word: str) -> bool:
    """Single letters are endings ('s) and initials; but one Han or kana letter is a word."""
    return word not in _EMPTY and (len(word) > 1 or not word.isascii())


@lru_cache(REMEMBERED)
def _slot(word: str) -> int:
    digest = blake2b(word.encode(errors="surrogatepass"), digest_size=4).digest()
    return int.from_bytes(digest, "big") % SLOTS


@lru_cache(REMEMBERED)
def _weight(times: int, name: bool, factor: float = 1.0) -> int:
    """Twice as often is not twice as telling: the logarithm, in whole steps."""
    more = NAMED if name else 1.0
    return min(round(_FINENESS * factor * more * math.log1p(times)), WEIGHTS - 1)
