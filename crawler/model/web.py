"""What is asked of the web and what it answers; where a site lists its articles."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask "has it changed?" with (RFC 9110, section 8.8)."""

    etag: str | None = None
    modified: str | None = None  # Last-Modified, as the server wrote it


NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True)
class Hubs:
    """Who says when a list changes, as the list or its server names them (WebSub)."""

    urls: tuple[str, ...] = ()  # of hubs, best first; none: nobody does
    topic: str | None = None  # URL by which they know the list


NO_HUBS = Hubs()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One URL to ask for, and how."""

    url: str
    since: Validators = NO_VALIDATORS
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # for its origin only
    obey_robots: bool = True
    delay: timedelta = timedelta(seconds=1)  # from the end of one answer to the next request


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Reply:
    """What a server sent for one URL, whole, with its content coding undone."""

    url: str  # after redirects
    status: int
    type: str  # media type, lower case, without parameters; empty where none was given
    charset: str | None  # as the Content-Type header says, unchecked
    body: bytes
    validators: Validators = NO_VALIDATORS
    fresh: timedelta | None = None  # how long its server says that it stands; None: not at all
    links: tuple[tuple[str, str], ...] = ()  # of its headers: a relation and an address each
    at: datetime  # when it was received, UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsFile:
    """What is remembered of the robots.txt of an origin."""

    url: str  # where it was read, after redirects
    body: bytes | None = None  # the last good copy; empty: all is allowed; None: there is none
    read: datetime | None = None  # when that was read
    due: datetime  # when to ask again
    failures: int = 0  # in a row
    problem: str = ""  # why the last one failed


class InletKind(StrEnum):
    """The kinds of places where a source lists its articles."""

    FEED = "feed"  # RSS, Atom, RDF, JSON Feed
    SITEMAP = "sitemap"  # sitemap, news sitemap, sitemap index
    LISTING = "listing"  # an index page or a home page, read by its links


@dataclass(frozen=True, slots=True)
class Inlet:
    """One place where a source lists its articles."""

    kind: InletKind
    url: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A link of a list, as it is remembered until the next reading."""

    key: int  # 64-bit hash of its identity, signed
    published: datetime | None = None  # to the second


@dataclass(frozen=True, slots=True, kw_only=True)
class InletState:
    """What is remembered of an inlet between two polls."""

    inlet: Inlet
    parent: str | None = (
        None  # URL of the list of lists that led to it; None: it stands by itself
    )
    validators: Validators = NO_VALIDATORS
    checked: datetime | None = None  # when "not modified" was last held against a whole answer
    lies: int = 0  # times that it turned out untrue
    wish: timedelta | None = None  # how long after `read` its server wishes not to be asked
    listed: tuple["Seen", ...] = ()  # its last list, the first ones of it
    first: datetime | None = None  # when it first gave a list; None: never
    read: datetime | None = None  # when it last did, "not modified" included
    failures: int = 0  # readings failed in a row
    problem: str = ""  # why the last one failed
    hubs: Hubs = NO_HUBS  # as its last list named them
    pushed: datetime | None = None  # when a hub last said that it has changed; None: never


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A link that an inlet says is an article, with what the inlet itself tells of it."""

    url: str  # absolute, http or https
    title: str | None = None
    summary: str | None = None  # plain text
    published: datetime | None = None
    inlet: str | None = None  # URL of the inlet that showed it first; None: not known


@dataclass(frozen=True, slots=True)
class Listing:
    """One reading of an inlet: articles, and further inlets to read (a sitemap's index)."""

    found: tuple[Found, ...] = ()
    more: tuple[Inlet, ...] = ()
    older: str | None = None  # URL of the page that this list says it goes on at
    wish: timedelta | None = None  # how long it asks to be kept before it is read again
    hubs: Hubs = NO_HUBS  # who says when it changes
