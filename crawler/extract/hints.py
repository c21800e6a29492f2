"""What the operator says of one site: selectors that come before the general reading."""

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from crawler.extract.words import clean
from crawler.model import Site

LONGEST = 1000  # characters of a selector


def first(tree: LexborHTMLParser, css: str | None) -> LexborNode | None:
    """The first element that `css` selects; None where it matches nothing or is no selector."""
    found = every(tree, css)
    return found[0] if found else None


def every(tree: LexborHTMLParser, css: str | None) -> list[LexborNode]:
    """All elements that `css` selects."""
    if css is None or len(css) > LONGEST or ":lexbor-" in css:  # its selector parser overruns
        return []
    try:
        return tree.css(css)
    except SelectolaxError:
        return []


def text(tree: LexborHTMLParser, css: str | None) -> str:
    """The text of the first element that `css` selects and that has any."""
    return next(
        (told for node in every(tree, css) if (told := clean(node.text(deep=True)))), ""
    )


def remove(tree: LexborHTMLParser, site: Site) -> None:
    """Take what the operator does not want off the page."""
    for css in site.remove:
        for node in every(tree, css):
            node.decompose()
