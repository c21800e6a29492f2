"""What the web of a replay is: its sites, what each lists, when each article appears.

Decided beforehand from a seed, so that sites, oracle and checks agree without talking.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from benchmarks.lab.pages import Page
from benchmarks.lab.words import fold, pieces

DELAY = timedelta(milliseconds=100)  # asked of the daemon between two requests to one host
OPEN, HIDDEN = "/berita/", "/arsip/"  # where articles lie; the second is what some forbid
BENT = "/r/"  # addresses that redirect to articles
COPIES = 0.08  # of all pages, published by a second site as well
FROM_THE_START = 0.45  # of a site's articles, there before the daemon is
LAST = 1.0  # seconds before the growth ends, the latest publication


class Kind(StrEnum):
    """How a site lists its articles."""

    RSS = "rss"
    ATOM = "atom"
    JSON = "json"
    SITEMAP = "sitemap"
    INDEX = "index"  # a sitemap of two sitemaps
    LISTING = "listing"


PATHS = {
    Kind.RSS: "/feed/rss.xml",
    Kind.ATOM: "/feed/atom.xml",
    Kind.JSON: "/feed/feed.json",
    Kind.SITEMAP: "/news-sitemap.xml",
    Kind.INDEX: "/sitemap-semua.xml",
    Kind.LISTING: "/indeks",
}
CHILDREN = ("/sitemap-1.xml", "/sitemap-2.xml")  # of Kind.INDEX


class Manner(StrEnum):
    """How a site behaves."""

    PLAIN = "plain"
    BUSY = "busy"  # asks for rest now and then
    SLOW = "slow"  # its pages take seconds to come
    DEAD = "dead"  # nothing listens there
    BENDING = "bending"  # lists addresses that redirect


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """A robots.txt: its groups as `(agent, ((allowed, prefix), …))`, or a status alone."""

    status: int = 200
    groups: tuple[tuple[str, tuple[tuple[bool, str], ...]], ...] = ()
    sitemap: str | None = None  # path of its `Sitemap:` line

    def forbids(self, path: str) -> bool:
        """Whether a crawler called kliping may not ask for `path` (RFC 9309, without wildcards)."""
        if path == "/robots.txt":
            return False
        if self.status != 200:
            return self.status >= 500
        groups = dict(self.groups)
        rules = groups.get("kliping", groups.get("*", ()))
        said = [(len(prefix), allowed) for allowed, prefix in rules if path.startswith(prefix)]
        return bool(said) and not max(said)[1]

    def text(self, origin: str) -> str:
        blocks = [
            "\n".join(
                [f"User-agent: {agent}"]
                + [
                    f"{'Allow' if allowed else 'Disallow'}: {prefix}"
                    for allowed, prefix in rules
                ]
            )
            for agent, rules in self.groups
        ]
        if self.sitemap is not None:
            blocks.append(f"Sitemap: {origin}{self.sitemap}")
        return "\n\n".join(blocks) + "\n"


WELCOME = Robots(groups=(("*", ((True, "/"),)),))
NONE = Robots(status=404)
CLOSED = Robots(groups=(("*", ((False, "/"),)),))
BROKEN = Robots(status=500)
PARTLY = Robots(groups=(("*", ((False, HIDDEN), (False, "/masuk"))),))
FEEDLESS = Robots(groups=(("*", ((False, "/feed/"),)),))
INVITED = Robots(
    groups=(("*", ((False, "/"),)), ("kliping", ((False, "/"), (True, OPEN), (True, "/feed/"))))
)
POINTING = Robots(groups=(("*", ((False, "/masuk"),)),), sitemap=PATHS[Kind.SITEMAP])


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What one site is there for."""

    kinds: tuple[Kind, ...]
    manner: Manner = Manner.PLAIN
    robots: Robots | None = None  # None: welcome and none by turns
    named: bool = True  # the configuration names its feeds; False: it names the home page only
    remember: bool = False  # on_first_poll


SPECIAL = (
    Role(kinds=(Kind.RSS,), manner=Manner.BUSY),
    Role(kinds=(Kind.ATOM,), manner=Manner.SLOW),
    Role(kinds=(Kind.RSS,), manner=Manner.DEAD),
    Role(kinds=(Kind.RSS,), manner=Manner.BENDING, robots=PARTLY),
    Role(kinds=(Kind.RSS,), robots=CLOSED),
    Role(kinds=(Kind.ATOM,), robots=BROKEN),
    Role(kinds=(Kind.RSS,), robots=PARTLY),
    Role(kinds=(Kind.RSS, Kind.SITEMAP), robots=FEEDLESS),
    Role(kinds=(Kind.JSON,), robots=INVITED),
    Role(kinds=(Kind.RSS,), named=False),
    Role(kinds=(Kind.SITEMAP,), named=False, robots=POINTING),
    Role(kinds=(Kind.LISTING,), named=False, robots=NONE),
)
ORDINARY = (
    (Kind.RSS,),
    (Kind.ATOM,),
    (Kind.JSON,),
    (Kind.SITEMAP,),
    (Kind.INDEX,),
    (Kind.LISTING,),
    (Kind.RSS, Kind.SITEMAP),
    (Kind.ATOM, Kind.LISTING),
    (Kind.JSON, Kind.INDEX),
    (Kind.RSS, Kind.LISTING),
)


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
    growth: float  # seconds during which the sites grow
    every: int  # seconds between two polls of a source
    hurdles: bool  # some pages fail at first; they take over a minute to be asked again
    sites: tuple[Site, ...]
    pages: tuple[Page, ...] = field(repr=False)

    @cached_property
    def placed(self) -> dict[int, tuple[Site, Item]]:
        """Every item with its site, by its id."""
        return {item.id: (site, item) for site in self.sites for item in site.items}


def roles(count: int) -> list[Role]:
    """The roles of `count` sites: the special ones first, then ordinary ones by turns."""
    ordinary = [
        Role(kinds=ORDINARY[n % len(ORDINARY)], remember=n % 3 == 2)
        for n in range(max(0, count - len(SPECIAL)))
    ]
    return [*SPECIAL, *ordinary][:count]


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

    `opened` stands in for dates that nobody has said.
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
