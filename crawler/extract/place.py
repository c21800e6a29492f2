"""What is known of an element that has text in it, and whether it is one of several cards."""

from collections.abc import Mapping, Sequence

from selectolax.lexbor import LexborNode

from crawler.extract.markup import INLINE_IDS, ids

_ALONE = 1.5  # of a block's prose: around a teaser there is less
_SEVERAL = 3  # articles side by side: they may be cards
_WITHIN = 3  # elements right within a card
_LINKED = 20  # characters of a link that is a headline
_NO_NAMES: frozenset[str] = frozenset()
(_A,), (_ARTICLE,) = map(ids, ("a", "article"))


class Place:
    """What is known of an element that has text in it.

    It holds no node, and only what is above it: places that knew one another both ways would keep
    the whole page in memory until somebody looks for such circles.
    """

    __slots__ = (
        "apart", "block", "faint", "first", "id", "kind", "linked", "links", "names", "own",
        "parent", "prose", "weight",
    )  # fmt: skip

    def __init__(self, node: LexborNode, key: int, parent: "Place | None", first: int) -> None:
        self.id = key
        self.kind = kind = node.tag_id
        self.parent = parent
        self.first = first
        self.weight = 0.0  # of the prose in it, where that can be the article's
        self.prose = 0.0  # all of the prose in it
        self.own = 0.0  # of the prose that is directly its own, where it is a block
        self.links = 0  # characters of links in it
        self.block = kind not in INLINE_IDS
        self.names = _NO_NAMES  # words of its class and id, where they are asked for
        if parent is None:
            self.linked = kind == _A
            self.apart = False  # not of the article at all
            self.faint = False  # hardly of the article
        else:
            self.linked = kind == _A or parent.linked
            self.apart, self.faint = parent.apart, parent.faint


Inner = Mapping[int, Sequence[Place]]  # the places right within one, by its id, in page order


def is_one_of_many(article: Place, inner: Inner) -> bool:
    """Whether an article has others beside it, each perhaps in an element of its own."""
    one = article
    for _ in range(2):
        above = one.parent
        if above is None:
            return False
        beside = sum(
            child.kind == _ARTICLE
            or any(within.kind == _ARTICLE for within in inner.get(child.id, ()))
            for child in inner[above.id]
        )
        if beside >= _SEVERAL:
            return True
        one = above
    return False


def is_card(block: Place, inner: Inner) -> bool:
    """Whether a paragraph stands alone beside a linked headline."""
    wrapper = block.parent
    for _ in range(3):
        if wrapper is None or wrapper.own or len(inner[wrapper.id]) > _WITHIN:
            return False
        if wrapper.prose > _ALONE * block.own:
            return False
        if wrapper.links - block.links > _LINKED:
            return True
        wrapper = wrapper.parent
    return False
