"""The data that a page holds for its scripts, as values: nothing of it is executed.

<script type="application/json">   JSON, plain or in numbered parts (Nuxt 3, SvelteKit)
self.__next_f.push([1,"…"])        rows of React's stream: `1:["$","p",null,{…}]`
window.__STATE__ = {…}             whatever is assigned: Nuxt, Redux, Apollo, Gatsby, Fusion
data-page="{…}"                    attributes with JSON in them: Inertia, React on Rails
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract import literals
from crawler.extract.json_data import Json, load

MOST = 4_000_000  # characters of data that are read of one page
_MOST_VALUES = 60  # of them
_LEAST = 100  # characters: what is shorter holds no article
_TRIES = 200  # beginnings of data in one script that are looked at
_LETTERS = 4  # of a token, about
_PLAIN = 20  # tokens of what is pushed, if it is no JSON
_ROWS = 10_000  # of a stream
_DEEPEST = 60
_NUMBERED = frozenset({"__NUXT_DATA__"})
_HOLDERS = "[data-page],[data-props],[data-react-props],[data-state],[props]"
_PUSHED = re.compile(r"__next_f\.push\(\s*(?=\[)")
_ASSIGNED = re.compile(
    r"(?<![\w.$])(?:(?:window|self|globalThis)(?:\.|\[[\"'])[\w$.]{1,60}(?:[\"']\])?|(?:var|let|const)\s[\w$]{1,60}"
    r"|[A-Z]\w{0,30}\.[\w.]{1,60})\s?=\s?"
    r"(?=[\[{]|JSON\.parse\(|\(?\s?(?:function\s?)?\([\w$,\s]{0,4000}\)\s?(?:=>\s?)?\{)"
)
_ROW = re.compile(rb"([0-9a-f]{1,8}):(T([0-9a-f]{1,8}),)?", re.IGNORECASE)
_REFERENCE = re.compile(r"\$[L@]?([0-9a-f]{1,8})")


def values(scripts: Iterable[LexborNode], tree: LexborHTMLParser, word: str = "") -> list[Json]:
    """What the page's scripts and attributes hold, in page order; only those with `word` in them."""
    return list(islice(_values(scripts, tree, word), _MOST_VALUES))


def _values(scripts: Iterable[LexborNode], tree: LexborHTMLParser, word: str) -> Iterator[Json]:
    left = MOST
    streamed: list[str] = []
    for node in scripts:
        attributes = node.attributes
        if "src" in attributes or "ld+json" in (attributes.get("type") or ""):
            continue
        text = node.text(deep=True)
        left -= len(text)
        if left < 0:
            break
        if "__next_f" in text:
            streamed += _pushed(text)
        elif len(text) < _LEAST or word not in text:
            continue
        elif "json" in (attributes.get("type") or "") or attributes.get("id") in _NUMBERED:
            yield _stated(text, attributes)
        else:
            yield from _assigned(text)
    stream = "".join(streamed)
    if stream and word in stream:
        yield rows(stream)
    yield from _held(tree, word)


def _stated(text: str, attributes: Mapping[str, str | None]) -> Json:
    """JSON in a script of its own; older Angular writes its quotes as `&q;`."""
    value = load(text.replace("&q;", '"') if "&q;" in text else text)
    if attributes.get("id") in _NUMBERED and isinstance(value, list):
        return numbered(value)
    return value


def _pushed(text: str) -> Iterator[str]:
    for found in islice(_PUSHED.finditer(text), _TRIES):
        value, _ = literals.read(text, found.end(), tokens=_PLAIN)
        if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str):
            yield value[1]


def _assigned(text: str) -> Iterator[Json]:
    at, tokens = 0, literals.MOST_TOKENS
    for _ in range(_TRIES):
        found = _ASSIGNED.search(text, at)
        if found is None:
            break
        value, end = literals.read(text, found.end(), tokens=tokens)
        at = max(end, found.end())
        tokens = max(tokens - (at - found.end()) // _LETTERS, 0) if value is None else tokens
        if end - found.end() >= _LEAST:
            yield value


def _held(tree: LexborHTMLParser, word: str) -> Iterator[Json]:
    for node in tree.css(_HOLDERS)[:_MOST_VALUES]:
        for text in node.attributes.values():
            if text and _LEAST <= len(text) < MOST and text[0] in "{[" and word in text:
                yield load(text)


def rows(stream: str) -> Json:
    """The rows of a stream of React's, what they refer to in its place."""
    told: dict[str, Json] = {}
    source, at = stream.encode("utf-8", "replace"), 0
    for _ in range(_ROWS):
        found = _ROW.match(source, at)
        if found is None:
            break
        end = source.find(b"\n", found.end())
        end = len(source) if end < 0 else end
        if found[3]:
            end = found.end() + int(found[3], 16)
            told[found[1].decode()] = source[found.end() : end].decode("utf-8", "replace")
            at = end
            continue
        told[found[1].decode()] = load(source[found.end() : end].decode("utf-8", "replace"))
        at = end + 1
    if not told:
        return load(stream)
    known: dict[str, Json] = {}
    return [_row(key, told, known, 0) for key, value in told.items() if value is not None]


def _row(key: str, told: Mapping[str, Json], known: dict[str, Json], depth: int) -> Json:
    """A row with others in place of references to them, as far as they are no circle."""
    if key not in known:
        known[key] = None  # of a circle, what is met again is left out
        known[key] = _joined(told[key], told, known, depth)
    return known[key]


def _joined(value: Json, told: Mapping[str, Json], known: dict[str, Json], depth: int) -> Json:
    if depth > _DEEPEST:
        return None
    if isinstance(value, str) and (found := _REFERENCE.fullmatch(value)) and found[1] in told:
        return _row(found[1], told, known, depth + 1)
    if isinstance(value, list):
        return [_joined(one, told, known, depth + 1) for one in value]
    if isinstance(value, dict):
        return {key: _joined(one, told, known, depth + 1) for key, one in value.items()}
    return value


def numbered(parts: Sequence[Json]) -> Json:
    """The first of `parts`, in which numbers stand for other parts.

    Source: the format of the package devalue, which Nuxt 3 and SvelteKit write.
    """
    made: dict[int, Json] = {}
    return _part(parts, 0, made, 0)


def _part(parts: Sequence[Json], number: Json, made: dict[int, Json], depth: int) -> Json:
    if not isinstance(number, int) or not 0 <= number < len(parts) or depth > _DEEPEST:
        return None
    if number in made:
        return made[number]
    made[number] = None  # of a circle, what is met again is left out
    value = parts[number]
    if isinstance(value, dict):
        value = {key: _part(parts, one, made, depth + 1) for key, one in value.items()}
    elif isinstance(value, list) and value and isinstance(value[0], str):
        value = _part(parts, value[1], made, depth + 1) if len(value) > 1 else None
    elif isinstance(value, list):
        value = [_part(parts, one, made, depth + 1) for one in value]
    made[number] = value
    return value
