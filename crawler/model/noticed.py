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
class Noticed:
    """What a reader saw of a page beside its article; for the memory of the host.

    Blocks are fingerprints, see `extract.repeated`.
    """

    blocks: tuple[int, ...] = ()  # the short ones, those that were left out with them
    hearts: tuple[int, ...] = ()  # the longest ones: a text that is told again has them again
    repeated: float = 0.0  # share of the text that was left out, for other articles have it too
    hints: tuple[tuple[str, str], ...] = ()  # key and selector of each hint that was tried …
    missed: tuple[Missed, ...] = ()  # … and those that gave nothing


@dataclass(frozen=True, slots=True)
class Trace:
    """What the memory of a host keeps of one article."""

    title: str
    hearts: tuple[int, ...]
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """How often something fails on the pages of a host: see `drift`."""

    seen: float = 0.0  # pages, older ones counting less …
    failed: float = 0.0  # … and those that failed
    after: float = 0.0  # those of `seen` that came right after a failure …
    again: float = 0.0  # … and failed too
    last: bool = False  # whether the last page failed
    sum: float = 0.0  # evidence that it fails nearly always by now, in nats
    pending: tuple[bool, ...] = ()  # pages since `sum` was 0 last, not counted yet
    since: datetime | None = None  # when it was found to fail nearly always; None: it does not
    example: str = ""  # URL of a page on which it failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is remembered of the pages of one host."""

    gauges: Mapping[str, Gauge] = field(default_factory=lambda: MappingProxyType({}))
    length: float = 0.0  # typical characters of a body, a geometric mean; 0: none was seen
    pages: int = 0
    told: datetime | None = None  # when a change was last reported


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A change of a host's pages, or the end of one: reported once."""

    host: str
    recovered: bool
    signs: tuple[str, ...]  # what has changed, in words
    example: str  # URL of a page that shows it
    at: datetime
