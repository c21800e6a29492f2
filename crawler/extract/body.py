"""Where on the page the article is: the element that holds its text."""

from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.blocks import Blocks
from crawler.extract.markup import APART, INLINE, tokens
from crawler.extract.promotion import is_promotion
from crawler.extract.words import fold

_PROSE = 30  # characters: shorter text nodes are labels, names, links
_KEPT = 0.62  # of the text: the share a part must hold to be taken for the whole
_COMMENTS = frozenset({"comment", "comments", "komentar", "disqus", "respond", "kommentare"})


def texts(tree: LexborHTMLParser) -> list[tuple[LexborNode, str]]:
    """Every text node of the page that says something, in page order."""
    if tree.body is None:
        return []
    return [
        (node, node.text_content or "")
        for node in tree.body.traverse(include_text=True, skip_empty=True)
        if node.tag_id == _TEXT
    ]


def container(
    tree: LexborHTMLParser, texts: Sequence[tuple[LexborNode, str]]
) -> LexborNode | None:
    """The smallest element that holds the article's text; None on a page without text."""
    root = tree.body
    if root is None:
        return None
    weights = _Weights(root)
    for node, text in texts:
        if len(text) >= _PROSE:
            weights.add(node, text)
    return weights.heaviest()


def blocks(root: LexborNode, title: str) -> list[str]:
    """The article's blocks in reading order, without what surrounds it."""
    told = fold(title)
    return [
        block.text.replace("\v", "\n")
        for block in Blocks(root).found
        if not is_promotion(block.text, block.linked) and fold(block.text) != told
    ]


_TEXT = 2  # the tag id of text nodes


class _Place:
    """What is known of an element that has text in it."""

    __slots__ = ("apart", "block", "children", "linked", "node", "parent", "weight")

    def __init__(self, node: LexborNode, parent: "_Place | None") -> None:
        self.node, self.parent = node, parent
        self.weight = 0.0
        self.children: list[_Place] = []
        tag = node.tag or ""
        self.block = tag not in INLINE
        self.linked: bool = tag == "a" or (parent is not None and parent.linked)
        self.apart: bool = (
            tag in APART
            or (parent is not None and parent.apart)
            or (self.block and not tokens(node).isdisjoint(_COMMENTS))
        )
        if parent is not None:
            parent.children.append(self)


class _Weights:
    """How much prose each element of the page holds."""

    def __init__(self, root: LexborNode) -> None:
        self.root = _Place(root, None)
        self.places = {root.mem_id: self.root}

    def add(self, node: LexborNode, text: str) -> None:
        parent = node.parent
        place = None if parent is None else self.place(parent)
        if place is None or place.apart or place.linked:
            return
        weight = max(len(text) - 20, 0) ** 1.0
        if len(text) < 80 and text.rstrip()[-1:] not in '.!?”"':
            weight *= 0.3
        while place is not None:
            place.weight += weight
            place = place.parent

    def place(self, node: LexborNode) -> _Place | None:
        chain = []
        at: LexborNode | None = node
        while at is not None and (known := self.places.get(at.mem_id)) is None:
            chain.append(at)
            at = at.parent
        if at is None:
            return None
        for one in reversed(chain):
            known = _Place(one, known)
            self.places[one.mem_id] = known
        return known

    def heaviest(self) -> LexborNode | None:
        place = self.root
        if not place.weight:
            return None
        while True:
            best = max(place.children, key=lambda child: child.weight, default=None)
            if best is None or not best.block or best.weight < _KEPT * place.weight:
                return place.node
            if not any(child.block for child in best.children):
                return (
                    place.node
                    if best.node.tag in {"p", "h1", "h2", "li", "blockquote"}
                    else best.node
                )
            place = best
