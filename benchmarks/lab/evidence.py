"""What one run left behind: requests, arrivals, rows, and how the daemon fared."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.lab.oracle import Expected, Fate, Oracle
from benchmarks.lab.plan import Plan, Site
from benchmarks.lab.roles import CHILDREN, Kind

SETTLED = 3.0  # seconds after which what was read before a kill is surely kept
SEEN = 1.0  # seconds from the last list of a first poll to its being kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request to a site, as the site wrote it down; times are monotonic seconds."""

    site: int
    target: str
    method: str
    host: str
    agent: str
    conditional: bool
    start: float
    end: float
    status: int
    retry_after: str | None
    tagged: bool
    whole: bool

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One webhook, as the receiver wrote it down."""

    id: str
    at: float
    wall: float
    status: int  # 0: the connection was dropped
    target: str
    method: str
    digest: str
    complaint: str
    inside: int
    body: str

    @property
    def taken(self) -> bool:
        return 200 <= self.status < 300


def read_asked(file: Path) -> list[Asked]:
    """The requests of a log of the sites."""
    return [Asked(**row) for row in _rows(file)]


def read_arrivals(file: Path) -> list[Arrival]:
    """The arrivals of a log of the receiver."""
    return [Arrival(**row) for row in _rows(file)]


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    """The lines of a log that may still be growing: its last line may be half there."""
    if file.exists():
        for line in file.read_text(encoding="utf-8").split("\n")[:-1]:
            yield json.loads(line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One life of the daemon: from its start to its end, and what was seen of it."""

    start: float
    end: float
    killed: bool
    code: int
    last: str = ""  # of what it wrote


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Everything that one run left behind."""

    oracle: Oracle
    zero: float  # monotonic time of the opening
    asked: Sequence[Asked]
    arrivals: Sequence[Arrival]
    lives: Sequence[Life]
    stored: Sequence[str] = ()  # address of each article in the store
    integrity: str = "ok"  # what the database says of itself
    foreign: frozenset[str] = frozenset()  # addresses beyond loopback that it had a socket to
    orphans: int = 0  # processes that outlived it
    stopping: float = 0.0  # seconds from SIGTERM to its end
    peak: Mapping[str, int] = field(default_factory=dict)  # bytes, by what was measured

    @property
    def plan(self) -> Plan:
        return self.oracle.plan

    @property
    def kills(self) -> list[float]:
        return [life.end for life in self.lives if life.killed]

    @cached_property
    def by_site(self) -> dict[int, list[Asked]]:
        """The requests to each site, in order."""
        found: dict[int, list[Asked]] = {site.number: [] for site in self.plan.sites}
        for one in sorted(self.asked, key=lambda one: one.start):
            found[one.site].append(one)
        return found

    @cached_property
    def fates(self) -> dict[int, Expected]:
        return self.oracle.fates(self.watched)

    @cached_property
    def watched(self) -> dict[int, float]:
        """By site, the seconds after the opening when its first poll was surely kept."""
        since = {site.number: self._first_poll(site) for site in self.plan.sites}
        return {number: when for number, when in since.items() if when is not None}

    def _first_poll(self, site: Site) -> float | None:
        paths = [path for _, path in site.inlets if not site.robots.forbids(path)]
        if Kind.INDEX in site.role.kinds:
            paths += CHILDREN
        for life in self.lives:
            firsts = [
                next(
                    (
                        one.end
                        for one in self.by_site[site.number]
                        if one.path == path
                        and life.start <= one.start <= life.end
                        and one.status in {200, 304}
                    ),
                    None,
                )
                for path in paths
            ]
            ends = [end for end in firsts if end is not None]
            if len(ends) == len(paths) > 0 and (
                not life.killed or max(ends) + SETTLED < life.end
            ):
                return max(ends) + SEEN - self.zero
        return None

    @cached_property
    def unread(self) -> set[int]:
        """The items that must be stored and were never given to the daemon."""
        given = {(one.site, one.path) for one in self.asked if one.status == 200 and one.whole}
        return {
            number
            for number, expected in self.fates.items()
            if expected.stored is Fate.MUST
            and (self.plan.placed[number][0].number, self.plan.placed[number][1].path)
            not in given
        }

    def item(self, url: str) -> int | None:
        """The item whose address is `url`, whatever its query; None: no item's."""
        parts = urlsplit(url)
        return self._items.get((parts.netloc, parts.path))

    @cached_property
    def _items(self) -> dict[tuple[str, str], int]:
        return {
            (f"{site.address}:{site.port}", item.path): number
            for number, (site, item) in self.plan.placed.items()
        }
