"""The headline as a page shows it: in a heading, or in what says the same as its `<title>`."""

from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from crawler.extract import titles
from crawler.extract.words import fold

_ASIDE = 30  # letters of a word in a heading that is not of the headline
_LONGEST = 400  # characters of a text that may be a headline


def said(node: LexborNode, window: str) -> str:
    """What a heading says; without a word above or behind it that is no part of `<title>`."""
    text = titles.shown(node)
    first = node.first_child
    if first is None or first.next is None or len(text) > _LONGEST:
        return text
    key, parts = fold(text), titles.parts(window)
    for child in node.iter():
        aside = fold(child.text(deep=True))
        for rest in (key.removeprefix(aside), key.removesuffix(aside)) if aside else ():
            if len(aside) <= _ASIDE and len(rest) < len(key) and rest in parts:
                return parts[rest]
    return text


def unmarked(texts: Iterable[tuple[LexborNode, str]], window: str) -> list[str]:
    """The headline of a page that does not say what it is: what stands there and in `<title>`."""
    parts = titles.parts(window)
    shown = (parts.get(fold(text)) for _, text in texts if len(text) < _LONGEST)
    return [found for found in shown if found is not None][:1]
