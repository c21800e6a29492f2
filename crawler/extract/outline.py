"""The nodes below an element in page order, as lists of numbers that questions are asked of.

It is made in one pass, because asking the tree for the text or the links of each element anew is
what costs time.
"""

from selectolax.lexbor import LexborNode

from crawler.extract.markup import TEXT, ids

HOLDERS = ids(  # elements that start a block of their own
    *("address", "article", "aside", "blockquote", "center", "dd", "details", "dir", "div"),
    *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
    *("h4", "h5", "h6", "header", "hgroup", "hr", "li", "main", "menu", "nav", "ol", "p"),
    *("pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th"),
    *("thead", "tr", "ul"),
)
PICTURE = ids("img", "picture", "figure")
_SHOWING = ids("a", "h2", "h3", "h4", "h5")  # a link around or in a heading is of a card
(_A,) = ids("a")
IN_LINK, IN_HEADING, SLANTED = 1, 2, 4
_BOTH = IN_LINK | IN_HEADING
_INSIDE = {  # what a text is, by the elements around it
    **dict.fromkeys(ids("h2", "h3", "h4", "h5"), IN_HEADING),
    **dict.fromkeys(ids("i", "em", "small", "cite"), SLANTED),
    _A: IN_LINK,
}
NEARLY_ALL = 0.8  # of all text: what is called so and has more is the page


class Outline:
    """The nodes below an element in page order, as lists; the element itself is number 0."""

    __slots__ = (
        "above", "headed", "holds", "kinds", "last", "lengths", "links", "nodes", "pictured", "texts",
        "within",
    )  # fmt: skip

    def __init__(self, root: LexborNode) -> None:
        self.nodes: list[LexborNode] = []
        self.kinds: list[int] = []  # tag ids
        self.above: list[int] = []  # number of the parent
        self.texts: list[str] = []  # of text nodes; empty for elements
        self.within: list[int] = []  # whether it is (in) a link, a heading, slanted letters
        self.lengths: list[int] = []  # characters of text within
        self.last: list[int] = []  # the last node within
        self._gather(root)
        count = len(self.nodes)
        self.links = [0] * count  # characters of links within
        self.headed = [False] * count  # whether a linked headline is within
        self.holds = [False] * count  # whether an element that starts a block is within
        self.pictured = [False] * count  # whether a picture is within
        self._add_up()
        if self.links[0] > NEARLY_ALL * self.lengths[0]:  # a link that was never closed
            self.links = [0] * count
            self.within = [0] * count

    def _gather(self, root: LexborNode) -> None:
        nodes, kinds, above, texts = self.nodes, self.kinds, self.above, self.texts
        within, lengths, last = self.within, self.lengths, self.last
        number = up = inside = 0  # `up` is the element gone through, `inside` what it is within
        later: list[tuple[LexborNode | None, int]] = []  # the next of an element, and its `up`
        node: LexborNode | None = root
        while True:
            if node is None:
                last[up] = number - 1
                if len(later) < 2:  # what follows the root is not asked for
                    return
                node, up = later.pop()
                inside = within[up]
                continue
            kind = node.tag_id
            nodes.append(node)
            kinds.append(kind)
            above.append(up)
            last.append(number)
            if kind == TEXT:
                text = node.text_content or ""
                texts.append(text)
                lengths.append(len(text.strip()))
                within.append(inside)
                node = node.next
            else:
                later.append((node.next, up))
                up, inside = number, inside | _INSIDE.get(kind, 0)
                texts.append("")
                lengths.append(0)
                within.append(inside)
                node = node.first_child
            number += 1

    def _add_up(self) -> None:
        """What a node has from those within it, the last first."""
        lengths, links, holds, pictured = self.lengths, self.links, self.holds, self.pictured
        headed, within, above, kinds = self.headed, self.within, self.above, self.kinds
        for number in range(len(lengths) - 1, 0, -1):
            up, kind, length = above[number], kinds[number], lengths[number]
            if length:
                lengths[up] += length
                if kind == TEXT:
                    continue
                if kind == _A:
                    links[number] = length
                links[up] += links[number]
            elif kind == TEXT:
                continue
            if headed[number] or (kind in _SHOWING and within[number] & _BOTH == _BOTH):
                headed[up] = True
            if holds[number] or kind in HOLDERS:
                holds[up] = True
            if pictured[number] or kind in PICTURE:
                pictured[up] = True
