"""Folding: which spellings are the same word, and where words begin and end.

text --runs--> runs --plain--> plain runs --WORD--> words --fold--> folded words

A run is what stands between white space.  Most runs are one word and a comma; because news
repeats its words, whoever reads many texts remembers what a run came to (see rules/reading.py).
"""

import re
import unicodedata
from collections.abc import Iterable
from operator import itemgetter

_PLAIN = {
    **dict.fromkeys("‘’‚‛ʹʻʼʽˈ′‵＇`´", "'"),
    **dict.fromkeys("“”„‟«»″‶＂", '"'),
    **dict.fromkeys("‐‑‒–−﹣－⁃", "-"),
}
# Characters that take no room: soft hyphen, joiners, marks of direction, variation selectors.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e0fff"
)
# Scripts that put no space between words: Thai, Lao, Myanmar, Khmer, kana, Han.
_UNSPACED_BLOCKS = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3005, 0x3007),
    (0x3041, 0x30FF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA9E0, 0xA9FF),
    (0xAA60, 0xAA7F),
    (0xF900, 0xFAFF),
)
_LETTERED = "LNM"  # first letters of the Unicode categories that words are made of
# Where combining marks are: not among Han, Hangul and Tangut, half of all characters.  Beyond the
# last one only variation selectors are marks, and those are invisible.
_MARKED_BLOCKS = ((0, 0x30FF), (0xA640, 0xABFF), (0xFB00, 0x16FFF), (0x1BC00, 0x1E94A))


def _ranges(blocks: Iterable[tuple[int, int]], kinds: str) -> str:
    """The inside of a character class of a regular expression: the characters of some `kinds`.

    `kinds` are first letters of Unicode categories; only characters in `blocks` are meant.
    """
    parts: list[str] = []
    for first, last in blocks:
        told = map(unicodedata.category, map(chr, range(first, last + 1)))
        parts += (
            f"\\U{first + found.start():08x}-\\U{first + found.end() - 1:08x}"
            for found in re.finditer(f"[{kinds}]+", "".join(map(itemgetter(0), told)))
        )
    return "".join(parts)


_MARKS = _ranges(_MARKED_BLOCKS, "M")
_UNSPACED = _ranges(_UNSPACED_BLOCKS, _LETTERED) + "\U00020000-\U0003ffff"
# Latin, Greek and Cyrillic: the letters whose accents do not count.
_ACCENTED = (
    "a-zA-Z\u00aa\u00ba\u00c0-\u02af\u1d00-\u1dbf\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff"
)
_ACCENTED += "\uab30-\uab6f\u0370-\u0482\u048a-\u052f\u1c80-\u1c8f\u1f00-\u1fff\ua640-\ua66e"

_TYPOGRAPHIC = re.compile(f"[{''.join(_PLAIN)}{_INVISIBLE}]")
_ACCENTS = re.compile(f"([{_ACCENTED}])[{_MARKS}]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_ASCII = bytes(range(128))
_FEW = 16  # characters that are cheaper replaced one by one than all at once
_ATOM = f"(?:[^\\W_{_UNSPACED}][{_MARKS}]*)+"
_WORD = re.compile(f"[{_UNSPACED}]|{_ATOM}(?:['-]{_ATOM})*")
_ASCII_WORD = re.compile("[a-zA-Z0-9]+(?:['-][a-zA-Z0-9]+)*")  # the same, where all is ASCII
_GAPPED_ATOM = f"(?:[^\\W_{_UNSPACED}][{_MARKS}]*|[*?])+"
_GAPPED_WORD = re.compile(f"[{_UNSPACED}]|{_GAPPED_ATOM}(?:['-]{_GAPPED_ATOM})*")
_RUN = re.compile(r"\S+")


def plain(text: str) -> str:
    """`text` in NFKC, with typewriter quotes and hyphens, without what takes no room.

    Capitals and accents stay.

    >>> plain("Jum’at\u00ad an–nur")
    "Jum'at an-nur"
    """
    if text.isascii():
        return text.replace("`", "'")
    text = _typewritten(text)
    if text.isascii():  # most texts, but for their quotes and dashes
        return text
    text = unicodedata.normalize("NFKC", text)
    return unicodedata.normalize("NFKC", _typewritten(text))  # NFKC makes some quotes of others


def _typewritten(text: str) -> str:
    odd = set(_TYPOGRAPHIC.findall(beyond_ascii(text)))
    if len(odd) > _FEW:
        return _TYPOGRAPHIC.sub(lambda found: _PLAIN.get(found[0], ""), text)
    for letter in odd:
        text = text.replace(letter, _PLAIN.get(letter, ""))
    return text.replace("`", "'")


def beyond_ascii(text: str) -> str:
    """What of `text` is not ASCII: little, as a rule, and found quickly."""
    odd = text.encode(errors="surrogatepass").translate(None, _ASCII)
    return odd.decode(errors="surrogatepass")


def fold(text: str) -> str:
    """`text` as it is compared: plain, in lower case, Latin, Greek and Cyrillic without accents.

    >>> fold("Zürich") == fold("ZURICH")
    True

    Source: Unicode Standard 16, section 3.13 (caseless matching); accents are then dropped,
    which that section does not do.
    """
    text = plain(text).casefold()
    if text.isascii():
        return text
    spread = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", _BEYOND_ASCII.sub(_without_accents, spread))


def _without_accents(found: re.Match[str]) -> str:
    """A stretch that is not ASCII without accents: only in such are any, but for the first letter."""
    start = found.start()
    before = found.string[start - 1 : start]
    return _ACCENTS.sub(r"\1", before + found[0])[len(before) :]


def runs(text: str) -> list[str]:
    """What stands between white space, in order; every word lies in one run.

    >>> runs("Serang-menyerang, kata (Jum’at)")
    ['Serang-menyerang,', 'kata', '(Jum’at)']
    """
    return text.split()


def run_spans(text: str) -> list[tuple[int, int]]:
    """Where each of `runs(text)` begins and ends."""
    return [found.span() for found in _RUN.finditer(text)]


def tokens(text: str) -> list[str]:
    """The words of `text` as it is spelled, but plain; hyphened words are not taken apart.

    >>> tokens("Serang–menyerang, kata Jum’at")
    ['Serang-menyerang', 'kata', "Jum'at"]
    """
    word = _ASCII_WORD if text.isascii() else _WORD
    return word.findall(plain(text))


def gapped_tokens(text: str) -> list[str]:
    """The words of a query's `text`, where `*` and `?` are letters.

    >>> gapped_tokens("serang* organi?asi")
    ['serang*', 'organi?asi']
    """
    return _GAPPED_WORD.findall(plain(text))


def token_spans(text: str) -> list[tuple[int, int]]:
    """Where the parts of words (between hyphens and apostrophes) are in a `text` that is plain."""
    spans = []
    for found in _WORD.finditer(text):
        start = found.start()
        for part in re.split("['-]", found[0]):
            spans.append((start, start + len(part)))
            start += len(part) + 1
    return spans


def parts(token: str) -> list[tuple[str, int, int]]:
    """A token and the words inside it, each with its first place and its number of places.

    >>> parts("serang-menyerang")
    [('serang-menyerang', 0, 2), ('serang', 0, 1), ('menyerang', 1, 1)]
    >>> parts("jum'at-sabtu")[:3]
    [("jum'at-sabtu", 0, 3), ("jum'at", 0, 2), ('jum', 0, 1)]
    """
    found: dict[tuple[str, int, int], None] = {}  # a set that keeps its order
    groups = [group.split("'") for group in token.split("-")]
    found[token, 0, sum(map(len, groups))] = None
    place = 0
    for group in groups:
        found["'".join(group), place, len(group)] = None
        for atom in group:
            found[atom, place, 1] = None
            place += 1
    return list(found)


def words(text: str) -> list[str]:
    """The folded words of `text`, in order; a word with a hyphen or apostrophe, then its parts.

    >>> words("Don't panic: 42 Häuser!")
    ["don't", 'don', 't', 'panic', '42', 'hauser']
    >>> words("東京 dan Phở")
    ['東', '京', 'dan', 'pho']
    """
    return [form for token in tokens(text) for form, _, _ in parts(fold(token))]
