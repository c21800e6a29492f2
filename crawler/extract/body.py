"""Where on the page the article is: the element that holds its text.

Every text node that is long enough to be prose weighs for the block it is in; blocks weigh for
the elements around them.  Text in navigation, links, cards (a headline with a link, and a line
or two) and elements named like furniture weighs little or nothing, but decides nothing alone.
From the page's root the way goes down to the heaviest child as long as that loses little.
"""

from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.heads import is_like
from crawler.extract.markup import (
    APART,
    CAPTIONS,
    COMMENTS,
    FOREIGN,
    FURNITURE,
    INLINE_IDS,
    PICTURES,
    TEXT,
    ids,
    words,
)
from crawler.extract.place import Place, is_card, is_one_of_many
from crawler.extract.words import fold, is_sentence

_PROSE = 25  # characters: shorter text nodes are labels, names, links
_KEPT = 0.62  # of the text: the share a part must hold to be taken for the whole
_NEARLY_ALL = 0.8  # of the prose: an element with more is the page, whatever it is called
_MUCH = 0.3  # of the prose: an element with more is not furniture because of its name alone
_TOLD = 80  # characters of a sentence that says something, even if it is a link
_BODY = 400  # of weight: an element with the headline and so much text has the article
_CARD = 400  # characters of prose beside a linked headline that are still a teaser
_ABOVE = 5  # elements above a block in which its article is looked for
_LEADING = ",".join(f"h{n} a,a h{n}" for n in range(1, 7))
_RIVAL = 0.4  # of the heaviest element's weight: what the one with the headline must have
_HEADINGS = 5  # that are looked at
_TWIN = 0.15  # of the heaviest element's weight: what its twin must have to go on with the text
_SLACK = 40  # characters of white space that a headline may have around it
_CAPTION = 500  # of prose: what has more is text, whatever it is called
_CAPTIONED = CAPTIONS | PICTURES
_TELLING = _CAPTIONED | COMMENTS | FOREIGN | FURNITURE
_APART = ids(*APART)
_NAVIGATION = ids("nav", "footer", "form")
_LEAVES = ids("p", "h1", "h2", "h3", "h4", "li", "blockquote", "td")
(_A,), (_ARTICLE,), (_FORM,) = map(ids, ("a", "article", "form"))

Texts = Sequence[tuple[LexborNode, str]]
_Link = tuple[LexborNode, int, str]  # the block that it is in, its number, its text


def texts(tree: LexborHTMLParser) -> list[tuple[LexborNode, str]]:
    """Every text node of the page that says something, in page order."""
    if tree.body is None:
        return []
    return [
        (node, node.text_content or "")
        for node in tree.body.traverse(include_text=True, skip_empty=True)
        if node.tag_id == TEXT
    ]


class Places:
    """How much prose each element of the page holds."""

    def __init__(self, root: LexborNode, found: Texts, title: str) -> None:
        self.texts = found
        self.title = title
        self.marked = False
        self.root = Place(root, root.mem_id, None, 0)
        self.known = {root.mem_id: self.root}
        self.nodes = {root.mem_id: root}
        self.inner: dict[int, list[Place]] = {}  # the places right within one
        self.blocks: dict[int, Place] = {}  # those with prose of their own
        self._add_all()
        self.headlines = self._find(title) or self._find_near(title)
        self.cards = 0  # teasers on the page
        self.carded = 0.0  # prose that is on them
        self._gather_prose()
        self._mark()
        self._gather_weight()
        if self.root.weight <= 0:
            self._believe()

    def _add_all(self) -> None:
        """Let each text weigh for the block it is in, past the inline elements around it.

        Links come last, and make no place known: most stand where there is no prose at all.
        """
        links: list[_Link] = []
        told = [
            (at, node, text)
            for at, (node, text) in enumerate(self.texts)
            if len(text) >= _PROSE
        ]
        for at, node, text in told:
            around, linked = block_around(node)
            if around is None:
                continue
            place = None if linked else self.place(around, at)
            if place is None or place.linked:
                links.append((around, at, text))
            else:
                self._add(place, text)
        if not self.blocks:
            links = self._add_linked(links)
        for around, _, text in links:
            self._add_link(around, len(text))

    def _add_linked(self, links: Sequence[_Link]) -> list[_Link]:
        """Take sentences in links for prose, where there is no other: a link was never closed."""
        rest = []
        for link in links:
            around, at, text = link
            place = self.place(around, at) if len(text) >= _TOLD and is_sentence(text) else None
            if place is None:
                rest.append(link)
            else:
                self._add(place, text)
        return rest

    def _add(self, place: Place, text: str) -> None:
        weight = len(text) - 20.0
        if len(text) < 80 and not is_sentence(text):
            weight *= 0.3
        place.own += weight
        self.blocks[place.id] = place

    def _add_link(self, around: LexborNode | None, length: int) -> None:
        """Tell the smallest known place that it has a link in it."""
        while around is not None:
            place = self.known.get(around.mem_id)
            if place is not None:
                place.links += length
                return
            around = around.parent

    def _gather_prose(self) -> None:
        """Add up prose and links from below: children come after their parents."""
        for place in reversed(self.known.values()):
            place.prose += place.own
            if place.parent is not None:
                place.parent.prose += place.prose
                place.parent.links += place.links

    def _gather_weight(self) -> None:
        for block in self.blocks.values():
            self._weigh(block)
        for place in reversed(self.known.values()):
            if place.parent is not None:
                place.parent.weight += place.weight

    def _believe(self) -> None:
        """Let all prose weigh, where names and elements would leave nothing of it."""
        for place in self.known.values():
            place.apart = place.apart and place.kind in _NAVIGATION
            place.weight = 0.0
        self._gather_weight()

    def _weigh(self, block: Place) -> None:
        if block.apart:
            return
        weight = block.own
        if block.faint:
            weight *= 0.2
        if weight < _CARD and (is_card(block, self.inner) or self._is_in_card(block)):
            self.cards += 1
            self.carded += weight
            weight *= 0.15
        block.weight = weight

    def _is_in_card(self, block: Place) -> bool:
        """Whether a paragraph is in one of several short articles that lead to others."""
        article: Place | None = block
        for _ in range(_ABOVE):
            if article is None or article.kind == _ARTICLE:
                break
            article = article.parent
        if article is None or article.kind != _ARTICLE or article.id in self.headed:
            return False
        if article.prose >= _CARD or not is_one_of_many(article, self.inner):
            return False
        return self.node(article).css_first(_LEADING) is not None

    def _find(self, title: str) -> list[int]:
        """The numbers of the texts that are the headline."""
        told = fold(title)
        if not told:
            return []
        start = title.lower().split(maxsplit=1)[0]
        least = max(len(title) - _SLACK, len(told))  # folding makes nothing longer
        most = len(title) + _SLACK
        return [
            at
            for at, (_, text) in enumerate(self.texts)
            if least <= len(text) < most and start in text.lower() and fold(text) == told
        ]

    def _find_near(self, title: str) -> list[int]:
        """The number of the last text of the h1 that says nearly what the title says.

        A headline may be in parts, have a word above it, or be worded otherwise for machines.
        """
        for heading in self.node(self.root).css("h1")[:_HEADINGS]:
            if is_like(heading.text(deep=True), title):
                inside = {node.mem_id for node in heading.traverse(include_text=True)}
                return [n for n, (node, _) in enumerate(self.texts) if node.mem_id in inside][
                    -1:
                ]
        return []

    def _mark(self) -> None:
        """Mark what is apart from the article, and what hardly can be of it.

        What holds the headline, or nearly all the prose, is neither, whatever it is called.
        """
        self.marked = True
        self.headed = self._above_headline()
        page, much = _NEARLY_ALL * self.root.prose, _MUCH * self.root.prose
        for key, place in self.known.items():  # parents come before their children
            above = place.parent
            if above is not None:
                place.apart, place.faint = above.apart, above.faint
                if place.apart:
                    continue
            if place.block:
                place.names = words(self.nodes[key].attributes)
            names, plain = place.names, place.kind not in _APART
            if plain and names.isdisjoint(_TELLING):
                continue
            if key in self.headed or (place.prose > page and self._may_be_all(place)):
                continue
            captioned = place.prose < _CAPTION and not names.isdisjoint(_CAPTIONED)
            if captioned or not plain or not names.isdisjoint(COMMENTS):
                place.apart = True
            elif not names.isdisjoint(FOREIGN) or (
                place.prose < much and not names.isdisjoint(FURNITURE)
            ):
                place.faint = True

    def _may_be_all(self, place: Place) -> bool:
        """Whether an element can be the page itself: a form is, on the pages of old systems."""
        return not self.headed or place.kind == _FORM

    def _above_headline(self) -> set[int]:
        """The elements that hold the headline, where it stands but once."""
        found: set[int] = set()
        if self.headlines:
            node = self.texts[self.headlines[-1]][0].parent
            while node is not None:
                found.add(node.mem_id)
                node = node.parent
        return found

    def node(self, place: Place) -> LexborNode:
        """The element of a place."""
        return self.nodes[place.id]

    def place(self, node: LexborNode, at: int) -> Place | None:
        """The place of an element, made known with all above it; `at` is the text it holds."""
        places = self.known
        chain = []
        known: Place | None = None
        above: LexborNode | None = node
        while above is not None:
            key = above.mem_id
            known = places.get(key)
            if known is not None:
                break
            chain.append((key, above))
            above = above.parent
        if known is None:
            return None
        while chain:
            key, one = chain.pop()
            around = known
            known = places[key] = Place(one, key, around, at)
            self.nodes[key] = one
            self.inner.setdefault(around.id, []).append(known)
            if self.marked and known.block:
                known.names = words(one.attributes)
        return known

    def heaviest(self) -> Place | None:
        """The smallest element that holds the article's text; None on a page without text."""
        place = self.root
        if place.weight <= 0:
            return None
        while True:
            best = self._one_of_several(place) or self._headed(place) or self._best(place)
            if best is None or not best.block:
                return place
            if (
                not self._is_whole(best)
                and not self._is_headed(best)
                and (
                    best.weight < _KEPT * place.weight or _is_split(self.inner[place.id], best)
                )
            ):
                return place
            if best.own >= 0.5 * best.weight and best.kind in _LEAVES:
                return place
            place = best

    def _one_of_several(self, place: Place) -> Place | None:
        """The first of several whole articles, as pages have them that never end."""
        several = [
            child
            for child in self.inner.get(place.id, ())
            if child.weight > 0.2 * place.weight and self._is_whole(child)
        ]
        return several[0] if len(several) > 1 else None

    def _is_whole(self, place: Place) -> bool:
        """Whether an element is marked as an article, and is more than a card."""
        return place.kind == _ARTICLE and (place.weight >= _BODY or place.id in self.headed)

    def _headed(self, place: Place) -> Place | None:
        """The child that holds the headline and a good deal of text."""
        inner = self.inner.get(place.id, ())
        headed = next(filter(self._is_headed, inner), None)
        best = None if headed is None else self._best(place)
        if (
            headed is None
            or best is None
            or headed.weight < _RIVAL * best.weight
            or _are_twins(headed, best)
        ):
            return None
        return headed

    def _best(self, place: Place) -> Place | None:
        return max(self.inner.get(place.id, ()), key=_weight, default=None)

    def _is_headed(self, place: Place) -> bool:
        return place.weight > _BODY and place.id in self.headed


def block_around(node: LexborNode) -> tuple[LexborNode | None, bool]:
    """The block that a text is in, and whether the text is in a link within it."""
    around, linked = node.parent, False
    while around is not None and (kind := around.tag_id) in INLINE_IDS:
        linked = linked or kind == _A
        around = around.parent
    return around, linked


def _weight(place: Place) -> float:
    return place.weight


def _is_split(inner: Sequence[Place], best: Place) -> bool:
    """Whether the text goes on beside its heaviest part: in its twins, or in paragraphs."""
    for child in inner:
        if child is best or child.faint or child.weight < 80:
            continue
        much = child.weight > _TWIN * best.weight
        if child.kind in _LEAVES and child.own and (much or child.first > best.first):
            return True  # what stands above may be a standfirst
        if much and _are_twins(child, best):
            return True
    return False


def _are_twins(one: Place, other: Place) -> bool:
    """Whether two elements are made for the same thing, as parts of one text are."""
    if one is other or one.kind != other.kind:
        return False
    shared = len(one.names & other.names)
    return shared > 0 and 2 * shared >= max(len(one.names), len(other.names))
