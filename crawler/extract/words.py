"""Small questions about text that several readers ask."""

import re
from functools import lru_cache

_SIGNS = re.compile(r"[\W_]+")
_ASCII_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}
CUT = ("...", "…", "[…]", "[...]", "(…)", "(...)")  # what ends a text that was cut off
ENDS = ".!?…:;\"'”’»)。！？」』“"  # a line that does not end so is a label or a headline


def clean(text: str) -> str:
    """`text` on one line, white space single, no-break spaces ordinary."""
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def tidy(text: str) -> str:
    """`text` with single spaces: of the kinds of white space, the no-break space stays."""
    for sign in "\n\t\r\f":
        if sign in text:
            text = text.replace(sign, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


@lru_cache(maxsize=64)  # of three texts two are asked for again, on the same page
def fold(text: str) -> str:
    """Letters and digits only, lower case: equal for texts that say the same."""
    text = text.lower()
    if text.isascii():  # most are, and it takes a tenth of the time
        return text.translate(_ASCII_SIGNS)
    return _SIGNS.sub("", text)


def is_sentence(text: str) -> bool:
    """Whether `text` ends like a sentence."""
    return text.rstrip()[-1:] in ENDS and text != ""
