"""What kind of page it is: whether there is an article on it, and whether it is whole."""

import re
from collections.abc import Sequence

from crawler.extract.linked_data import LinkedData
from crawler.model import PageState

_CHALLENGE = re.compile(
    r"just a moment|attention required|access denied|are you a robot|verify you are human|checking your browser|captcha|request unsuccessful|enable javascript and cookies",
    re.IGNORECASE,
)


def tell(paragraphs: Sequence[str], data: LinkedData, title: str) -> PageState:
    """The state of the page that gave `paragraphs`."""
    length = sum(map(len, paragraphs))
    if length < 400 and _CHALLENGE.search(title + " " + " ".join(paragraphs)):
        return PageState.BLOCKED
    if not length:
        return PageState.EMPTY
    if data.paid and length < 900:
        return PageState.PARTIAL
    return PageState.FULL
