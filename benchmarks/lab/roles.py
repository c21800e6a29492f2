"""What each site of a replay is there for: what it lists, how it behaves, what it forbids."""

from dataclasses import dataclass
from enum import StrEnum

OPEN, HIDDEN = "/berita/", "/arsip/"  # where articles lie; the second is what some forbid
BENT = "/r/"  # addresses that redirect to articles


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


def roles(count: int) -> list[Role]:
    """The roles of `count` sites: the special ones first, then ordinary ones by turns."""
    ordinary = [
        Role(kinds=ORDINARY[n % len(ORDINARY)], remember=n % 3 == 2)
        for n in range(max(0, count - len(SPECIAL)))
    ]
    return [*SPECIAL, *ordinary][:count]
