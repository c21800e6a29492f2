"""Text from strangers made fit to be shown: one line, in one direction, without controls.

A terminal obeys what a title tells it to (ESC), and a reader believes the order he sees (bidi
controls, invisible characters, towers of accents).
"""

import re
import unicodedata
from collections.abc import Callable

import regex

KEPT = "\u200c\u200d"  # joiners: Persian and emoji are misspelt without them
MARKS = 4  # combining marks on one letter; no language needs more
TOWER = regex.compile(rf"(\p{{M}}{{{MARKS}}})\p{{M}}+")
UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})
# Letters, marks and symbols by category, and yet nothing that is seen.
BLANK = regex.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0d\U000e0000-\U000e0fff]"
)
RIGHT_TO_LEFT = frozenset({"R", "AL"})
FIRST_STRONG, END = "\u2068", "\u2069"  # UAX #9: the text between moves nothing around it
CLUSTER = regex.compile(r"\X")  # UAX #29: what a reader takes for one character


def plain(text: str, most: int = 500) -> str:
    r"""The text on one line of at most `most` characters; white space at its ends stays one.

    >>> plain("Harga\n\x1b[31mberas\u202e naik")
    'Harga [31mberas naik'
    """
    shown = "".join(map(_shown, text[: most * 4]))
    shown = unicodedata.normalize("NFD", re.sub(r"\s+", " ", BLANK.sub("", shown)))
    return cut(unicodedata.normalize("NFC", TOWER.sub(r"\1", shown)), most)


def cut(text: str, most: int, size: Callable[[str], int] = len) -> str:
    """The text within `most`, as `size` counts; what is too long ends with … after a whole cluster.

    `size` counts every character as one or more.

    >>> cut("Banjir besar", 8), cut("👨‍👩‍👧 x", 4)
    ('Banjir…', '…')
    """
    if size(text) <= most:
        return text
    room = most - size("…")
    kept: list[str] = []
    for cluster in CLUSTER.findall(text[: most + 1]):  # more cannot fit, however long it is
        room -= size(cluster)
        if room < 0:
            break
        kept.append(cluster)
    return "".join(kept).rstrip() + "…" if most >= size("…") else ""


def leftward(text: str) -> bool:
    """Whether something in the text runs from right to left."""
    return any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in text)


def isolated(text: str) -> str:
    """The text, kept from reordering what stands beside it where it runs from right to left."""
    return f"{FIRST_STRONG}{text}{END}" if leftward(text) else text


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    if character not in KEPT and unicodedata.category(character) in UNSHOWN:
        return ""
    return character
