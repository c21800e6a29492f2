"""What the operator says of one site: selectors that come before the general reading.

Each is checked.  One that gives nothing on a page is noted, and what the general reading finds
stands in its place.
"""

from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from crawler.article_text import line
from crawler.extract.words import clean, fold, is_sentence
from crawler.model import Missed, Site

LONGEST = 1000  # characters of a selector
LONGEST_TEXT = 300  # characters of a title, a byline, a date; more is another element's text
LEAST = 80  # characters of a body that are no links
_WHOLE = frozenset({"html", "head", "body"})
_AWAY = frozenset({"nav", "menu"})
_FOOT, _OWN = frozenset({"footer"}), frozenset({"article", "main"})
_PARTS = frozenset({"p", "li", "blockquote", "td", "dd"})
_PARAGRAPH = 80  # characters of a sentence that is no title and no byline
_ARTICLE = 0.9  # of the article's text: who takes so much of it takes it all
_HALF = 0.5  # of the text around a paragraph: with less of it there are others
_MOST = 10  # elements whose names are put together


class Hints:
    """The hints for one page, and what came of them."""

    def __init__(self, tree: LexborHTMLParser, site: Site | None) -> None:
        self._tree = tree
        self._remove = site.remove if site is not None else ()
        self._selectors = {} if site is None else _selectors(site)
        self.tried: list[tuple[str, str]] = []
        self.missed: list[Missed] = []

    @property
    def removes(self) -> bool:
        """Whether anything is to be taken off the page."""
        return bool(self._remove)

    def remove(self, article: LexborNode | None, title: str) -> None:
        """Take what the operator does not want off the page, but not the article or its headline.

        Those are the `article` and the `title` of the general reading, or where hints say.
        """
        articles = self._meant("body", LEAST) or ([] if article is None else [article])
        headlines = self._meant("title", 1) or [
            node
            for node in self._tree.css("h1")
            if title and fold(title) in fold(node.text(deep=True))
        ]
        for css in self._remove:
            found = self._every("remove", css)
            if problem := _problem_of_removal(found, articles, headlines):
                self.missed.append(Missed("remove", css, problem))
                continue
            for node in found:
                node.decompose()

    def _meant(self, key: str, least: int) -> list[LexborNode]:
        """What a hint selects, if that has so much text; nothing is noted."""
        css = self._selectors.get(key)
        found = (self._select(css) or []) if css is not None else []
        return found if sum(map(_prose, found)) >= least else []

    def text(self, key: str) -> str:
        """The text of the first element that the hint selects and that has any; or nothing.

        Of authors it is the names in all of them.
        """
        css = self._selectors.get(key)
        if css is None:
            return ""
        selected = self._every(key, css)
        found = [node for node in selected if not _problem(key, node)]
        if selected and not found:
            self.reject(key, _problem(key, selected[0]))
            return ""
        texts = (_told(key, node) for node in found)
        told = next((text for text in texts if text), "")
        if key == "author":
            told = ", ".join(dict.fromkeys(islice(filter(None, (told, *texts)), _MOST)))
        if found and not told:
            self.reject(key, "selects elements without text")
        elif len(told) > LONGEST_TEXT:
            self.reject(key, f"selects a text of {len(told):,} characters")
            return ""
        return told

    def body(self) -> LexborNode | None:
        """The element that holds the article; None where the hint does not tell.

        Where the hint selects several, the first is given what the others hold.
        """
        css = self._selectors.get("body")
        if css is None:
            return None
        found = self._every("body", css)
        texts = [node for node in found if _prose(node) >= LEAST]
        if len(found) == 1 and texts and _is_one_of_many(texts[0]):
            self.reject("body", "selects one paragraph of several")
            return None
        if texts:
            return _together(texts)
        if found:
            self.reject("body", "selects elements with next to no text")
        return None

    def reject(self, key: str, problem: str) -> None:
        """Note that what a hint selects is not what it is for."""
        self.missed.append(Missed(key, self._selectors[key], problem))

    def _every(self, key: str, css: str) -> list[LexborNode]:
        self.tried.append((key, css))
        found = self._select(css)
        if not found:
            problem = "is no selector that can be used" if found is None else "matches nothing"
            self.missed.append(Missed(key, css[:LONGEST], problem))
        return found or []

    def _select(self, css: str) -> list[LexborNode] | None:
        """The elements that a selector selects; None where it is none that can be used."""
        if len(css) > LONGEST or ":lexbor-" in css:  # its selector parser overruns
            return None
        try:
            return self._tree.css(css)
        except (SelectolaxError, UnicodeEncodeError):  # the latter: half of a letter
            return None


def _problem(key: str, node: LexborNode) -> str:
    """Why an element can hardly be what a hint is for; empty where it can."""
    if key == "author" and node.tag == "h1":
        return "selects the headline"
    footer = _is_in(node, _FOOT) and not _is_in(
        node, _OWN
    )  # an article may have one of its own
    if key != "published" and (footer or _is_in(node, _AWAY)):
        return "selects navigation"
    if key != "published" and _is_in(node, _PARTS) and _is_paragraph(_told(key, node)):
        return "selects a paragraph"
    return ""


def _is_in(node: LexborNode, tags: frozenset[str]) -> bool:
    """Whether an element is one of these, or stands in one."""
    above: LexborNode | None = node
    while above is not None and above.tag not in tags:
        above = above.parent
    return above is not None


def _is_paragraph(text: str) -> bool:
    return len(text) >= _PARAGRAPH and is_sentence(text)


def _is_one_of_many(node: LexborNode) -> bool:
    """Whether a paragraph has others beside it, with more text than its own."""
    around = node.parent
    if node.tag not in _PARTS or around is None:
        return False
    return _prose(node) < _HALF * _prose(around)


def _problem_of_removal(
    found: Sequence[LexborNode],
    articles: Sequence[LexborNode],
    headlines: Sequence[LexborNode],
) -> str:
    """Why elements cannot be taken off the page; empty where they can."""
    if any(node.tag in _WHOLE for node in found):
        return "selects the whole page"
    taken = frozenset(node.mem_id for node in found)
    text = sum(map(_prose, articles))
    if text and sum(_taken(taken, article) for article in articles) > _ARTICLE * text:
        return "takes the article"
    if headlines and all(_is_taken(taken, headline) for headline in headlines):
        return "takes the headline"
    return ""


def _taken(taken: frozenset[int], article: LexborNode) -> int:
    """How many characters of an article are in the elements taken, told by their ids."""
    if _is_taken(taken, article):
        return _prose(article)
    inside = (node for node in article.traverse() if node.mem_id in taken)
    return sum(_prose(node) for node in inside if not _is_taken(taken, node.parent))


def _is_taken(taken: frozenset[int], node: LexborNode | None) -> bool:
    """Whether an element is, or stands in, one of those taken."""
    above = node
    while above is not None and above.mem_id not in taken:
        above = above.parent
    return above is not None


def _prose(node: LexborNode) -> int:
    """How many characters of an element are not links: a list of links is no body."""
    linked = sum(len(clean(link.text(deep=True))) for link in node.css("a"))
    return len(clean(node.text(deep=True))) - linked


def _told(key: str, node: LexborNode) -> str:
    """What an element says; of a date what machines are told comes first."""
    stated = node.attributes.get("datetime") if key == "published" else None
    return (line if key == "title" else clean)(stated or node.text(deep=True))


def _together(nodes: Sequence[LexborNode]) -> LexborNode:
    """The first element, with copies of the others in it; what stands in another is with it."""
    first, *others = nodes
    held = {first.mem_id}
    for node in others:
        above: LexborNode | None = node  # a list of selectors may select it twice
        while above is not None and above.mem_id not in held:
            above = above.parent
        if above is None:
            held.add(node.mem_id)
            first.insert_child(node)
    return first


def _selectors(site: Site) -> dict[str, str]:
    """The hints by the keys that the configuration calls them by."""
    hints = {
        "title": site.title,
        "author": site.author,
        "published": site.published,
        "body": site.content,
    }
    return {key: css for key, css in hints.items() if css is not None}
