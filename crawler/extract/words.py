"""Small questions about text that several readers ask."""

import re

_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """`text` on one line, white space single, no-break spaces ordinary."""
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def fold(text: str) -> str:
    """Letters and digits only, lower case: equal for texts that say the same."""
    return "".join(filter(str.isalnum, text.lower()))
