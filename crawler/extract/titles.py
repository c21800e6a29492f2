"""The headline, by vote among the witnesses: JSON-LD, Open Graph, the page, the window's title.

What the publisher tells machines to be the headline weighs most, then what is told to those who
share the page; a heading of the page decides where neither speaks.  Those who share outvote the
machines' headline where each kind of them is told the same other one, and the window's title or
the page says it too; not where the machines are told of two headlines, which of them it is.  Witnesses that say the same
but for punctuation and case speak for one headline, and one that was cut short speaks for the
whole.  Of its spellings the one told most often is taken: nothing is written that none wrote.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.article_text import line
from crawler.extract.markup import INLINE_IDS, TEXT, ids
from crawler.extract.votes import Chosen, vote
from crawler.extract.words import fold

(_BR,) = ids("br")
LONGEST = 500  # characters
JSON_LD, OPEN_GRAPH, HEADING, SHARED, WINDOW = (
    *("JSON-LD headline", "og:title", "h1", "twitter:title", "title"),
)
_WEIGHTS = {JSON_LD: 1.4, OPEN_GRAPH: 1.0, SHARED: 0.5, HEADING: 0.2}
_TOLD_APART = 0.5  # of a vote more for JSON-LD that knows another headline and does not take it
_SPELLING = {JSON_LD: 1.0, OPEN_GRAPH: 1.0, HEADING: 0.4, SHARED: 0.2}
_COPIED = 0.5  # of a vote on spelling: the window's title is made from another witness's words
_CONFIRMED = 0.15  # of a vote: between equals the one that the window's title has
_DOUBTED = 0.5  # JSON-LD that shares no words with anybody may be of another article
_TAIL = re.compile(  # one first sign for all of them: that is quickly looked for
    r"[\s|»-](?:(?<=\s)(?:\s*(?:[|\-–—•·»:/]+\s+|(?=\())|\s*[|»]\s*)|(?<=[|»])\s*|(?<=-)-)"
)
_CUT = 15  # letters and digits: a shorter beginning may be of another headline
_STOPS_SHORT = re.compile(r"\s*(?:…|\.\.\.)$")
_GOES_ON = re.compile(r"\s*[\"“”„«»'‘’]|\s?[^\W\d_A-ZÀ-ÖØ-Þ]")
_WIDE = "\u0e00"  # from here on a letter says as much as a syllable or a word
_COMMON = 5  # letters in a row that two tellings of one headline share, or 2 wide ones


@dataclass(frozen=True, slots=True)
class _Witness:
    name: str
    text: str
    key: str


def choose(
    *,
    page: Sequence[str],
    headline: str,
    shared: Sequence[str],
    window: str,
    site: str,
    alternative: str = "",
) -> Chosen[str]:
    """The title with the most votes, and why; empty where no witness speaks.

    `page` are its h1 elements, `headline` is JSON-LD's and `alternative` its other one, `shared`
    what Open Graph and then its kin say, `window` the text of `<title>`.
    """
    all_told = [
        *((JSON_LD, headline),),
        *zip((OPEN_GRAPH, *(SHARED for _ in shared)), shared, strict=False),
        *((HEADING, text) for text in dict.fromkeys(page)),
        *((WINDOW, window),),
    ]
    told = [(name, text[: 2 * LONGEST]) for name, text in all_told]
    *witnesses, frame = _cleaned(told, site)
    voters = [one for one in witnesses if one.key]
    if not voters:
        text = frame.text[:LONGEST]
        return Chosen(text, vote("title", told, WINDOW if text else "", "nothing else is told"))
    apart = alternative != ""
    votes = {one.key: _votes(one, voters, frame, apart=apart) for one in voters}
    best = max(votes, key=votes.__getitem__)
    same = [one for one in voters if one.key == best]
    spelt = max(same, key=lambda one: _spelt(one.text, same, frame.text))
    return Chosen(
        spelt.text[:LONGEST],
        vote("title", told, spelt.name, _reason(votes[best], len(votes))),
    )


def _reason(votes: float, candidates: int) -> str:
    if candidates == 1:
        return "all witnesses agree"
    return f"{votes:.3g} votes, the most of {candidates} headlines"


def _cleaned(told: Sequence[tuple[str, str]], site: str) -> list[_Witness]:
    """The witnesses without the site's name; the key of one that tells nothing else is empty."""
    own = next(_tails_of(told[-1][1], told[:-1]), "")
    texts = dict.fromkeys(text for _, text in told)  # most witnesses say the same
    bare = {text: without_site(without_site(text, site), own) for text in texts}
    keys = {text: fold(text) for text in bare.values()}
    names = {fold(site), own}
    stated = {keys[bare[text]] for name, text in told if name == JSON_LD} - names
    bases = {keys[bare[text]] for name, text in told if name == HEADING} - names | stated
    cut = {
        text: text if key in stated else _without_tail(text, bases)
        for text, key in keys.items()
    }
    keys |= {text: fold(text) for text in cut.values() if text not in keys}
    return [
        _Witness(name, short, "" if (key := keys[short]) in names else key)
        for name, text in told
        for short in (cut[bare[text]],)
    ]


def _tails_of(window: str, told: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The headings that end the window's title: on such pages the site's name is one.

    Not where nobody else tells what stands before, and that is the shorter: then the site's name
    begins the title.
    """
    headings = {fold(text) for name, text in told if name == HEADING}
    others = {fold(text) for _, text in told}
    for tail in _TAIL.finditer(window):
        key, before = fold(window[tail.end() :]), fold(window[: tail.start()])
        if not before or key not in headings:
            continue
        if len(key) < len(before) or any(one.startswith(before) for one in others - {key}):
            yield key


def _without_tail(text: str, bases: set[str]) -> str:
    """`text` without what follows the whole headline (a section, a slogan)."""
    for tail in _TAIL.finditer(text):
        if tail.start() > 0 and fold(text[: tail.start()]) in bases:
            return line(text[: tail.start()])
    return text


def _votes(one: _Witness, voters: Sequence[_Witness], frame: _Witness, *, apart: bool) -> float:
    speakers = {(v.name, v.key): v.name for v in voters if _speaks_for(v, one)}
    votes = sum(map(_WEIGHTS.__getitem__, speakers.values()))
    if apart and JSON_LD in speakers.values():
        votes += _TOLD_APART
    if len(speakers) == 1 and one.name == JSON_LD and _is_alone(one, voters, frame):
        votes = _DOUBTED
    return votes + (_CONFIRMED if one.key in frame.key else 0.0)


def _speaks_for(told: _Witness, whole: _Witness) -> bool:
    return told.key == whole.key or (
        len(told.key) >= _CUT and whole.key.startswith(told.key) and _is_cut(told, whole)
    )


def _is_cut(told: _Witness, whole: _Witness) -> bool:
    """Whether the telling stops in the middle of a phrase of the whole headline."""
    begun = _STOPS_SHORT.sub("", told.text)
    if len(begun) < len(told.text) or not whole.text.startswith(begun):
        return len(begun) < len(told.text)
    return _GOES_ON.match(whole.text, len(begun)) is not None


def _is_alone(one: _Witness, voters: Sequence[_Witness], frame: _Witness) -> bool:
    """Whether no other of at least two witnesses has words of it."""
    others = [v for v in (*voters, frame) if v.name != one.name and v.key]
    size = 2 if max(one.key) >= _WIDE else _COMMON
    parts = {one.key[at : at + size] for at in range(len(one.key) - size + 1)}
    return len(others) > 1 and not any(part in v.key for v in others for part in parts)


def _spelt(text: str, same: Sequence[_Witness], window: str) -> float:
    votes = sum(_SPELLING[one.name] for one in same if one.text == text)
    return votes + (_COPIED if text in window else 0.0)


def shown(heading: LexborNode) -> str:
    """What a heading says, as a reader sees it: its lines are parted by a space."""
    first = heading.first_child
    if first is None or (first.tag_id == TEXT and first.next is None):
        return line(heading.text(deep=True))
    parts: list[str] = []
    for node in heading.traverse(include_text=True):
        if node.tag_id == TEXT and not _is_hidden(node.parent):
            apart = node.parent is not None and _is_apart(node.parent, heading)
            text = node.text_content or ""
            parts.append(f" {text} " if apart else text)
        elif node.tag_id == _BR:
            parts.append(" ")
    return line("".join(parts))


def _is_hidden(node: LexborNode | None) -> bool:
    if node is None or node.tag_id not in INLINE_IDS:
        return False
    attributes = node.attributes
    style = (attributes.get("style") or "").replace(" ", "")
    return "hidden" in attributes or "display:none" in style


def _is_apart(node: LexborNode, heading: LexborNode) -> bool:
    """Whether an element in a heading stands on lines of its own."""
    if node.tag_id not in INLINE_IDS:
        return node.mem_id != heading.mem_id
    return "display:block" in (node.attributes.get("style") or "").replace(" ", "")


def without_site(title: str, site: str) -> str:
    """`title` without the name of the site that stands behind it.

    >>> without_site("Pasar dibuka lagi - Kota Contoh", "Kota Contoh")
    'Pasar dibuka lagi'
    """
    name = fold(site)
    tails = list(_TAIL.finditer(title)) if name else []
    for last in reversed(tails):
        tail = fold(title[last.end() :])
        if last.start() > 0 and tail and _is_name(tail, name):
            return line(title[: last.start()])
    return title


def host(window: str, url: str) -> str:
    """The host of `url`, if the text of `<title>` ends with it; else empty.

    >>> host("Pasar dibuka lagi - kota.example", "https://www.kota.example/17")
    'kota.example'
    """
    name = (urlsplit(url).hostname or "").removeprefix("www.")
    return name if name and window.lower().endswith(name) else ""


def house(window: str, title: str) -> str:
    """What stands beside the headline in the text of `<title>`, at its very end or beginning.

    >>> house("Pasar dibuka lagi - Kota - Kota Contoh", "Pasar dibuka lagi")
    'Kota Contoh'
    """
    key = fold(title)
    tails = list(_TAIL.finditer(window)) if key else []
    for tail in tails:
        if tail.start() > 0 and fold(window[: tail.start()]) == key:
            return line(window[tails[-1].end() :])
        if fold(window[tail.end() :]) == key:
            return line(window[: tails[0].start()])
    return ""


def parts(window: str) -> dict[str, str]:
    """What of the text of `<title>` may be the headline, by its folded form."""
    tails = list(_TAIL.finditer(window))
    ends = [
        window,
        *(window[: one.start()] for one in tails),
        *(window[one.end() :] for one in tails),
    ]
    return {key: line(one) for one in ends if len(key := fold(one)) >= _CUT}


def _is_name(tail: str, name: str) -> bool:
    """Whether the folded end of a title is the site's folded name, or nearly."""
    return tail in name or (name in tail and len(tail) <= 2 * len(name))
