"""Text from strangers made fit to be shown: one line, in one direction, without controls.

A terminal obeys what a title tells it to (ESC), and a reader believes the order he sees (bidi
controls, invisible characters, towers of accents).
"""

import re
import unicodedata

KEPT = "\u200c\u200d"  # joiners: Persian and emoji are misspelt without them
MARKS = 4  # combining marks on one letter; no language needs more
TOWER = re.compile(
    rf"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{{{MARKS}}})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})


def plain(text: str, most: int = 500) -> str:
    r"""The text on one line of at most `most` characters; white space at its ends stays one.

    >>> plain("Harga\n\x1b[31mberas\u202e naik")
    'Harga [31mberas naik'
    """
    shown = "".join(map(_shown, text[: most * 4]))
    shown = TOWER.sub(r"\1", re.sub(r"\s+", " ", shown))
    return shown if len(shown) <= most else shown[: most - 1].rstrip() + "…"


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    if character not in KEPT and unicodedata.category(character) in UNSHOWN:
        return ""
    return character
