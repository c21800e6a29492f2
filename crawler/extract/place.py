"""What is known of an element that has text in it, and whether it is one of several cards."""

from selectolax.lexbor import LexborNode

from crawler.extract.markup import INLINE_IDS, ids

_ALONE = 1.5  # of a block's prose: around a teaser there is less
_SEVERAL = 3  # articles side by side: they may be cards
_NO_NAMES: frozenset[str] = frozenset()
(_A,), (_ARTICLE,) = map(ids, ("a", "article"))


class Place:
    """What is known of an element that has text in it.

    It holds no node: places know one another both ways, and would keep the whole tree in memory.
    """

    __slots__ = (
        "apart", "block", "children", "faint", "first", "id", "kind", "linked", "links", "names",
        "own", "parent", "prose", "weight",
    )  # fmt: skip

    def __init__(self, node: LexborNode, key: int, parent: "Place | None", first: int) -> None:
        self.id = key
        self.kind = node.tag_id
        self.parent = parent
        self.first = first
        self.weight = 0.0  # of the prose in it, where that can be the article's
        self.prose = 0.0  # all of the prose in it
        self.own = 0.0  # of the prose that is directly its own, where it is a block
        self.links = 0  # characters of links in it
        self.children: list[Place] = []
        self.block = self.kind not in INLINE_IDS
        self.names = _NO_NAMES  # words of its class and id, where they are asked for
        self.linked = self.kind == _A
        self.apart = False  # not of the article at all
        self.faint = False  # hardly of the article
        if parent is not None:
            self.linked = self.linked or parent.linked
            self.apart, self.faint = parent.apart, parent.faint
            parent.children.append(self)


def is_one_of_many(article: Place) -> bool:
    """Whether an article has others beside it, each perhaps in an element of its own."""
    one: Place | None = article
    for _ in range(2):
        above = one.parent if one is not None else None
        if above is None:
            return False
        beside = sum(
            child.kind == _ARTICLE or any(inner.kind == _ARTICLE for inner in child.children)
            for child in above.children
        )
        if beside >= _SEVERAL:
            return True
        one = above
    return False


def is_card(block: Place) -> bool:
    """Whether a paragraph stands alone beside a linked headline."""
    wrapper = block.parent
    for _ in range(3):
        if wrapper is None or wrapper.own or len(wrapper.children) > 3:
            return False
        if wrapper.prose > _ALONE * block.own:
            return False
        if wrapper.links - block.links > 20:
            return True
        wrapper = wrapper.parent
    return False
