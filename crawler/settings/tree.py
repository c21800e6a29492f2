"""YAML 1.2 text -> plain values, and the line of each: safe, and within fixed bounds.

The parser's events are composed here and not by the YAML library, so that aliases are counted
before anything is expanded (no alias bombs), no tag builds an object, every key is text and
given once, and the scalars are those of the core schema of YAML 1.2 (`no` and `on` are text).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from ruamel.yaml.reader import ReaderError

from crawler.errors import Complaint, ConfigError

MOST_ALIASES = 100
MOST_NODES = 100_000  # with every alias counted as what it stands for
DEEPEST = 32  # lists and mappings inside one another

CORE = (  # YAML 1.2.2, section 10.3.2; numbers of more digits stay text
    (re.compile(r"(?:|~|null|Null|NULL)"), lambda _: None),
    (re.compile(r"(?:true|True|TRUE)"), lambda _: True),
    (re.compile(r"(?:false|False|FALSE)"), lambda _: False),
    (re.compile(r"[-+]?[0-9]{1,100}"), int),
    (re.compile(r"0o[0-7]{1,20}"), lambda text: int(text, 0)),
    (re.compile(r"0x[0-9a-fA-F]{1,15}"), lambda text: int(text, 0)),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?[0-9]+[eE][-+]?[0-9]+"), float),
)
NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """One file, read: its values, and where they stand."""

    file: str
    value: Any
    lines: Mapping[Path, int]  # from 1; of a key where there is one; none inside an alias
    broken: frozenset[Path] = (
        frozenset()
    )  # complained of here; a second complaint would confuse
    marked: bool = False  # the file ends with the end marker `...`

    def line(self, path: Path) -> int | None:
        """The line of what is at `path`, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if (line := self.lines.get(path[:length])) is not None:
                return line
        return None

    def complaint(self, path: Path, problem: str) -> Complaint:
        """`problem`, with the place of `path`."""
        return Complaint(self.file, self.line(path), dotted(path), problem)


def dotted(path: Path) -> str:
    """A path as people write it.

    >>> dotted(("rules", 2, "only", "sources", 0))
    'rules[2].only.sources[0]'
    """
    parts = (f"[{part}]" if isinstance(part, int) else f".{_plain(part)}" for part in path)
    return "".join(parts).removeprefix(".")


def parse(file: str, data: bytes, complaints: list[Complaint]) -> Tree:
    """The one document in `data`; what can be passed over is added to `complaints`.

    Raises ConfigError where the file cannot be read on.
    """
    text = _decoded(file, data)
    composer = _Composer(file, complaints)
    try:
        value = composer.document(YAML(typ="safe", pure=True).parse(text))
    except (YAMLError, ValueError, OverflowError, IndexError) as error:
        raise ConfigError([_unreadable(file, text, error)]) from None
    marked = re.search(r"^\.\.\.\s*\Z", text, re.MULTILINE) is not None
    return Tree(file, value, composer.lines, frozenset(composer.broken), marked)


def _decoded(file: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = "expected UTF-8, found other bytes: save the file as UTF-8"
        raise ConfigError([Complaint(file, line, "", problem)]) from None


def _unreadable(file: str, text: str, error: Exception) -> Complaint:
    if isinstance(error, ReaderError):
        line = text.count("\n", 0, error.position) + 1
        character = error.character
        code = character if isinstance(character, int) else ord(str(character)[:1])
        return Complaint(file, line, "", f"expected text, found the character U+{code:04X}")
    mark, problem = None, ""
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        problem = ", ".join(filter(None, (error.context, error.problem)))
    return Complaint(
        file,
        None if mark is None else mark.line + 1,
        "",
        f"expected YAML, but it cannot be read here: {problem or 'not a valid escape'}",
    )


def _plain(key: str) -> str:
    """A key as a complaint may show it: short, on one line."""
    clean = "".join(c if c.isprintable() else "?" for c in key)
    if not clean.strip():
        return repr(clean)
    return clean if len(clean) <= 60 else f"{clean[:57]}..."


@dataclass(slots=True)
class _Anchored:
    value: Any
    nodes: int
    height: int


@dataclass(slots=True)
class _Composer:
    """Builds the values of one file from its events; counts as it goes."""

    file: str
    complaints: list[Complaint]
    lines: dict[Path, int] = field(default_factory=dict)
    broken: set[Path] = field(default_factory=set)
    anchors: dict[str, _Anchored | None] = field(default_factory=dict)  # None: still open
    aliases: int = 0
    nodes: int = 0
    events: Iterator[Event] = field(default_factory=lambda: iter(()))

    def document(self, events: Iterator[Event]) -> Any:
        """The value of the only document; None where there is none."""
        self.events = events
        next(self.events)  # the start of the stream
        start = next(self.events)
        if isinstance(start, StreamEndEvent):
            return None
        if isinstance(start, DocumentStartEvent) and start.version not in {None, (1, 2)}:
            self._stop(start, "expected YAML 1.2, found a %YAML line that says otherwise")
        value = self.node(next(self.events), (), 0)
        next(self.events)  # the end of the document
        following = next(self.events)
        if not isinstance(following, StreamEndEvent):
            self._stop(following, "expected one document, found a second one after --- or ...")
        return value

    def node(self, event: Event, path: Path, depth: int) -> Any:
        """The value that `event` starts; it stands at `path`, inside `depth` collections."""
        self.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, AliasEvent):
            return self._alias(event, depth)
        if not isinstance(event, (ScalarEvent, SequenceStartEvent, MappingStartEvent)):
            self._stop(event, "expected a value")
        self._count(event, 1)
        if event.tag is not None:
            self._complain(event, path, "tags such as !!str are not read: write a plain value")
        if event.anchor is None:
            return self._value(event, path, depth)
        before, self.anchors[event.anchor] = self.nodes, None
        value = self._value(event, path, depth)
        self.anchors[event.anchor] = _Anchored(value, self.nodes - before + 1, _height(value))
        return value

    def _value(self, event: Event, path: Path, depth: int) -> Any:
        if isinstance(event, ScalarEvent):
            return self._scalar(event, path)
        if depth == DEEPEST:
            self._stop(event, f"expected at most {DEEPEST} levels, found more")
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path, depth + 1)
        return self._mapping(path, depth + 1)

    def _scalar(self, event: ScalarEvent, path: Path) -> Any:
        text = event.value
        if bad := NOT_TEXT.search(text):
            code = ord(bad[0])
            self._complain(event, path, f"expected text, found the character U+{code:04X}")
            return ""
        if event.style:  # quoted, or a block
            return text
        for pattern, read in CORE:
            if pattern.fullmatch(text):
                return read(text)
        return text

    def _sequence(self, path: Path, depth: int) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            values.append(self.node(event, (*path, len(values)), depth))
        return values

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self._key(event, path, depth)
            if key in values:
                first = self.lines[*path, key]
                problem = f"the key {_plain(key)} is given twice, first in line {first}"
                self._complain(event, (*path, key), problem, hide=False)
            if key is None or key in values:
                kept, self.lines = self.lines, {}
                self.node(next(self.events), (*path, key or "?"), depth)
                self.lines = kept
                continue
            self.lines[*path, key] = event.start_mark.line + 1
            values[key] = self.node(next(self.events), (*path, key), depth)
        return values

    def _key(self, event: Event, path: Path, depth: int) -> str | None:
        """The key that `event` starts; None, with a complaint, where it is not plain text."""
        if isinstance(event, ScalarEvent) and not event.style and event.value == "<<":
            self._count(event, 1)
            problem = "YAML 1.2 has no merge key <<: write the keys out"
            self._complain(event, path, problem, hide=False)
            return None
        kept, self.lines = self.lines, {}
        key = self.node(event, path, depth)
        self.lines = kept
        if isinstance(key, str) and not isinstance(event, AliasEvent):
            return key
        problem = "expected a word as key, found something else: put it in quotes"
        self._complain(event, path, problem, hide=False)
        return None

    def _alias(self, event: AliasEvent, depth: int) -> Any:
        self.aliases += 1
        if self.aliases > MOST_ALIASES:
            self._stop(event, f"expected at most {MOST_ALIASES} aliases, found more")
        if event.anchor not in self.anchors:
            self._stop(event, f"no anchor &{_plain(event.anchor)} stands above this alias")
        target = self.anchors[event.anchor]
        if target is None:
            self._stop(event, f"the alias *{_plain(event.anchor)} stands inside itself")
        self._count(event, target.nodes)
        if depth + target.height > DEEPEST:
            self._stop(event, f"expected at most {DEEPEST} levels, found more in this alias")
        return target.value

    def _count(self, event: Event, nodes: int) -> None:
        self.nodes += nodes
        if self.nodes > MOST_NODES:
            self._stop(event, f"expected at most {MOST_NODES:,} values, found more")

    def _complain(self, event: Event, path: Path, problem: str, *, hide: bool = True) -> None:
        if hide:
            self.broken.add(path)
        line = event.start_mark.line + 1
        self.complaints.append(Complaint(self.file, line, dotted(path), problem))

    def _stop(self, event: Event, problem: str) -> NoReturn:
        raise ConfigError([Complaint(self.file, event.start_mark.line + 1, "", problem)])


def _height(value: Any) -> int:
    """How many lists and mappings stand inside one another in `value`."""
    match value:
        case dict():
            return 1 + max(map(_height, value.values()), default=0)
        case list():
            return 1 + max(map(_height, value), default=0)
        case _:
            return 0
