"""What reading its pages teaches of a host: blocks that repeat, figures, a change of template."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Missed:
    """A hint of `sites:` that gave nothing on a page."""

    key: str  # as the configuration calls it: title, author, published, body, remove
    selector: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """Where a page says that there is more of its article; of its own domain, else unchecked."""

    whole: str | None = None  # URL of all its pages at once
    next: str | None = None  # URL of what a pager calls the next page
    pages: tuple[tuple[int, str], ...] = ()  # its other pages by their numbers, in order
    amp: str | None = None  # URL of the same in AMP


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """What a reader saw of a page beside its article; for the memory of the host.

    Blocks are fingerprints, see `extract.repeated`.
    """

    blocks: tuple[int, ...] = ()  # the short ones, those that were left out with them
    hearts: tuple[int, ...] = ()  # the longest ones: a text that is told again has them again
    repeated: float = 0.0  # share of the text that was left out, for other articles have it too
    hints: tuple[tuple[str, str], ...] = ()  # key and selector of each hint that was tried …
    missed: tuple[Missed, ...] = ()  # … and those that gave nothing
    further: Further = Further()
    addresses: tuple[str, ...] = ()  # that it claims, in any way, to be its own; unchecked


@dataclass(frozen=True, slots=True)
class Trace:
    """What the memory of a host keeps of one article."""

    title: str
    hearts: tuple[int, ...]
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """How often one thing fails on the pages of a host; see `gauge`."""

    seen: float = 0.0  # pages, older ones counting less …
    failed: float = 0.0  # … and those on which it failed
    after: float = 0.0  # pages right after one on which it failed …
    again: float = 0.0  # … and those of them on which it failed too
    last: bool = False  # whether it failed on the last one
    evidence: float = 0.0  # that this is no longer how it was, in nats
    pending: str = ""  # pages since there is evidence, not counted above: 1 is one that failed
    since: datetime | None = None  # when it was found to fail nearly always; None: it does not
    example: str = ""  # URL of the page that showed it
    at: int = 0  # pages it has counted; those since then did not fail


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is remembered of the pages of one host."""

    pages: int = 0
    articles: int = 0  # pages that held one
    gauges: Mapping[str, Gauge] = field(default_factory=lambda: MappingProxyType({}))
    length: float = 0.0  # typical characters of a body; 0: no article yet
    language: str = ""  # of its articles; empty where it is not known
    told: datetime | None = None  # when a change of its pages was told last …
    open: bool = False  # … and that it is over was not


@dataclass(frozen=True, slots=True)
class Drift:
    """A change of a host's pages, or the end of one: each is told once."""

    host: str
    over: bool  # the pages are again as they were
    signs: tuple[str, ...]  # what has changed, in words
    example: str  # URL of a page that shows it
    at: datetime
