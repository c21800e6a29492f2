"""What the web of a replay is: its sites, what each lists, when each article appears.

Decided beforehand from a seed, so that sites, oracle and checks agree without talking.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from benchmarks.lab.pages import Page
from benchmarks.lab.roles import (
    BENT,
    HIDDEN,
    NONE,
    OPEN,
    PARTLY,
    PATHS,
    SPECIAL,
    WELCOME,
    Kind,
    Manner,
    Robots,
    Role,
    roles,
)
from benchmarks.lab.words import fold, pieces

DELAY = timedelta(milliseconds=100)  # asked of the daemon between two requests to one host
COPIES = 0.08  # of all pages, published by a second site as well
FROM_THE_START = 0.45  # of a site's articles, there before the daemon is
LAST = 1.0  # seconds before the growth ends, the latest publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One article on one site."""

    id: int
    page: int  # index in the plan's pages
    title: str  # as it is listed
    published: datetime  # as it is listed
    path: str
    appears: float  # seconds after the opening; below 0: before it
    bent: bool = False  # listed under an address that redirects to `path`

    @property
    def listed(self) -> str:
        """The path under which it is listed."""
        return f"{BENT}{self.id}" if self.bent else self.path


@dataclass(frozen=True, kw_only=True)
class Site:
    """One site of the replay, at an address of its own."""

    number: int
    port: int
    role: Role
    items: tuple[Item, ...] = ()

    @property
    def name(self) -> str:
        return f"situs-{self.number:02}"

    @property
    def address(self) -> str:
        return f"127.0.1.{self.number}"

    @property
    def origin(self) -> str:
        return f"http://{self.address}:{self.port}"

    @property
    def robots(self) -> Robots:
        if self.role.robots is not None:
            return self.role.robots
        return WELCOME if self.number % 2 else NONE

    @property
    def inlets(self) -> tuple[tuple[Kind, str], ...]:
        """What lists its articles, and where."""
        if not self.role.named and self.role.kinds == (Kind.LISTING,):
            return ((Kind.LISTING, "/"),)
        return tuple((kind, PATHS[kind]) for kind in self.role.kinds)

    @cached_property
    def readable(self) -> bool:
        """Whether any of its lists may be read."""
        return self.role.manner is not Manner.DEAD and any(
            not self.robots.forbids(path) for _, path in self.inlets
        )

    def allows(self, item: Item) -> bool:
        """Whether `item` can be reached by asking only what robots.txt allows."""
        return self.readable and not any(map(self.robots.forbids, (item.path, item.listed)))

    def url(self, item: Item) -> str:
        """Where `item` is read, after redirects."""
        return self.origin + item.path

    def visible(self, seconds: float) -> list[Item]:
        """What is published `seconds` after the opening, newest first."""
        there = [item for item in self.items if item.appears <= seconds]
        return sorted(there, key=lambda item: (-item.appears, item.id))


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A whole replay."""

    seed: int
    opened: datetime
    growth: float  # seconds during which the sites grow
    every: int  # seconds between two polls of a source
    hurdles: bool  # some pages fail at first; they take over a minute to be asked again
    sites: tuple[Site, ...]
    pages: tuple[Page, ...] = field(repr=False)

    @cached_property
    def placed(self) -> dict[int, tuple[Site, Item]]:
        """Every item with its site, by its id."""
        return {item.id: (site, item) for site in self.sites for item in site.items}


def plan(
    pages: Sequence[Page],
    *,
    seed: int,
    port: int,
    sites: int,
    growth: float,
    every: int,
    hurdles: bool,
    opened: datetime,
) -> Plan:
    """Spread `pages` over `sites` sites at `port`, with copies, from a `seed`.

    `opened`, now or soon, stands in for dates that nobody has said.
    """
    dice = random.Random(seed)
    chosen = roles(sites)
    shares: list[list[int]] = [[] for _ in chosen]
    order = list(range(len(pages)))
    dice.shuffle(order)
    for turn, page in enumerate(order):
        shares[turn % sites].append(page)
    for page in dice.sample(order, int(len(order) * COPIES)):
        first = next(n for n, share in enumerate(shares) if page in share)
        others = [n for n in range(len(SPECIAL), sites) if n != first]
        shares[dice.choice([n for n in others if not chosen[n].remember] or others)].append(
            page
        )
    ids = iter(dice.sample(range(100_000, 999_999), sum(map(len, shares))))
    return Plan(
        seed=seed,
        opened=opened,
        growth=growth,
        every=every,
        hurdles=hurdles,
        pages=tuple(pages),
        sites=tuple(
            Site(
                number=number,
                port=port,
                role=role,
                items=tuple(
                    _item(
                        next(ids),
                        turn,
                        page,
                        page=pages[page],
                        role=role,
                        growth=growth,
                        opened=opened,
                        dice=dice,
                    )
                    for turn, page in enumerate(share)
                ),
            )
            for number, (role, share) in enumerate(zip(chosen, shares, strict=True), start=1)
        ),
    )


def _item(
    number: int,
    turn: int,
    index: int,
    *,
    page: Page,
    role: Role,
    growth: float,
    opened: datetime,
    dice: random.Random,
) -> Item:
    slug = "-".join(pieces(fold(page.title).encode("ascii", "ignore").decode())[:8])
    hidden = role.robots is PARTLY and turn % 2 == 1
    first = dice.random() < FROM_THE_START or (role.manner is Manner.BUSY and turn < 2)
    later = dice.uniform(min(12.0 if role.remember else 4.0, growth / 2), growth - LAST)
    return Item(
        id=number,
        page=index,
        title=page.title,
        published=page.published or opened,
        path=f"{HIDDEN if hidden else OPEN}{number}/{slug or 'kabar-hari-ini-di-desa'}",
        appears=-1.0 if first else later,
        bent=role.manner is Manner.BENDING and turn % 4 < 2,
    )
