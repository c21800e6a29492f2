"""What readers wrote under the article, where the page holds it."""

from collections import Counter
from collections.abc import Iterable
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.article_text import line
from crawler.extract.markup import COMMENTS, is_there, tokens

NAMED = '[class*="ment"],[id*="ment"]'  # comment, komentar, Kommentare; few, for speed
_HOLDERS = frozenset({"div", "section", "ol", "ul", "aside", "dl"})
_ITEM = '[itemprop="comment"],[itemtype$="/Comment"],li.comment,article.comment,.comment-item,.comment'
_LISTED = "ol>li,ul>li"
_DEFINED = "dl>dd.comment-body,dl>dd.comment-content"  # who wrote it is the term
_WORDS = '.comment-content,.comment-text,[itemprop="text"]'
_BODY = ".comment-body"  # with or without who wrote it, and when
_DEEP = 3  # elements around each other that hold nothing but the comments
_AREAS = 20  # that are looked into; many more are not comments
_MOST = 200


def read(named: Iterable[LexborNode]) -> tuple[str, ...]:
    """The readers' comments, in page order; `named` are the elements that `NAMED` selects."""
    areas = filter(_is_area, named)
    return next((texts for area in islice(areas, _AREAS) if (texts := _texts(area))), ())


def _is_area(node: LexborNode) -> bool:
    """Whether an element holds comments and nothing but: systems name whole pages for them."""
    return (
        node.tag in _HOLDERS
        and not tokens(node).isdisjoint(COMMENTS)
        and is_there(node)
        and node.css_first("h1") is None
        and node.text(deep=True).strip() != ""  # most wait for a script to fill them
    )


def _texts(area: LexborNode) -> tuple[str, ...]:
    marked = [item for item in area.css(_ITEM) if item.mem_id != area.mem_id]
    items = marked or area.css(_DEFINED) or area.css(_LISTED) or _alike(area)
    texts = (_words(item) for item in items[:_MOST])
    return tuple(dict.fromkeys(text for text in texts if text))


def _alike(area: LexborNode) -> list[LexborNode]:
    """Elements side by side that are named for comments, by the name that most of them have."""
    for _ in range(_DEEP):
        children = [child for child in area.iter() if child.tag in _HOLDERS]
        named = [(child.attributes.get("class"), child) for child in children]
        found = Counter(name for name, child in named if name and _is_item(child))
        if found:
            most = max(found, key=found.__getitem__)
            return [child for name, child in named if name == most]
        if len(children) != 1:
            break
        area = children[0]
    return []


def _is_item(node: LexborNode) -> bool:
    """Whether an element is named for comments and holds text, and no form above it."""
    if tokens(node).isdisjoint(COMMENTS):
        return False
    first = node.css_first("form,p")
    return first is not None and first.tag == "p"


def _words(item: LexborNode) -> str:
    """What one reader wrote: all of its paragraphs, but not of the answers within."""
    words = item.css_first(_WORDS)
    if words is not None:
        return line(words.text(deep=True, separator=" "))
    body = item.css_first(_BODY)
    holder = item if body is None else body
    own = [child for child in holder.iter() if child.tag == "p"] or holder.css("p")[:1]
    if not own and (body is not None or item.tag == "dd"):
        own = [holder]
    return line(" ".join(child.text(deep=True, separator=" ") for child in own))
