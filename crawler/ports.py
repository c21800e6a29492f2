"""The seams between deciding and doing, and the promise each one makes.

Every implementation of a port is checked by one shared test suite (tests/store/test_contract.py
and its like), so a promise written here is a promise kept by all of them.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from socket import socket
from ssl import SSLContext
from types import MappingProxyType
from typing import Protocol, TypeVar

from crawler.model import (
    NO_VALIDATORS,
    Answer,
    Article,
    Brief,
    Circuit,
    Drift,
    Figures,
    Filing,
    Found,
    Heard,
    Inlet,
    Job,
    Kept,
    Known,
    Listing,
    Look,
    Manners,
    Memory,
    Message,
    Named,
    Outcome,
    Pace,
    Page,
    Post,
    Reply,
    Request,
    RobotsFile,
    Standing,
    Step,
    Subscription,
    Tried,
    Validators,
    Verdict,
    Word,
)
from crawler.rules import Rule

R = TypeVar("R")
NOTHING: Mapping[str, datetime] = MappingProxyType({})
Take = Callable[[str], Awaitable[Sequence[Job]]]  # a step: takes a key, returns what follows


class Fetcher(Protocol):
    """Reads URLs, politely: robots.txt, one request a host at a time, a gap between them."""

    async def get(self, request: Request) -> Reply | None:
        """Read a URL; None means "not changed since `request.since`".

        The reply is always a 2xx.  Raises Unreachable (ask later) or Refused (do not).
        """

    async def sitemaps(self, request: Request) -> tuple[str, ...]:
        """The `Sitemap:` lines of the robots.txt of `request.url`'s host, absolute URLs.

        Raises Unreachable.
        """


class Hosts(Protocol):
    """What is remembered of hosts over restarts, so that none is asked more than it wants."""

    async def robots(self, origin: str) -> RobotsFile | None:
        """What is remembered of the robots.txt of `origin`, `scheme://host:port`."""

    async def keep_robots(self, origin: str, file: RobotsFile) -> None:
        """Keep how asking for it ended; without a body, the last good copy stays as it was."""

    async def resting(self, now: datetime) -> Mapping[str, datetime]:
        """Until when each host rests that asked for it, `rest` told so."""


class Poster(Protocol):
    """Sends bytes to addresses from the configuration; the same address guard as Fetcher."""

    async def post(self, post: Post) -> Answer:
        """POST, follow no redirect, read at most 64 KiB of the answer.

        Raises Undelivered where no answer came in time.
        """


class Hub(Protocol):
    """Asks the hubs that lists name; the same address guard and manners as Fetcher."""

    async def submit(self, post: Post) -> Answer:
        """POST in the host's turn, again where a 307 or 308 leads; read little of the answer.

        Raises Undelivered where no answer came in time, or the host rests.
        """


class Dialer(Protocol):
    """Connects to hosts of the configuration; the same address guard as Fetcher."""

    async def dial(self, host: str, port: int) -> socket:
        """A connected socket in blocking mode, for the caller to close.

        Raises Undelivered where none could be had.
        """

    def tls(self) -> SSLContext:
        """What to speak TLS with: verified, with the authorities of the configuration."""


class Outlet(Poster, Dialer, Protocol):
    """Every way out that a channel may take."""


class Reader(Protocol):
    """Runs the pure readers (discover/, extract/) elsewhere, within a deadline and a memory limit.

    Every method raises Unreadable where the bytes are not what was expected, and ReaderDied
    where reading them crashed, hung or ran out of memory.
    """

    async def listing(self, inlet: Inlet, reply: Reply, timezone: str) -> Listing:
        """What an inlet lists; `timezone` is that of its dates without a zone."""

    async def inlets(self, reply: Reply) -> tuple[Inlet, ...]:
        """The feeds a home page names, best first, then the index pages that it links to."""

    async def article(self, brief: Brief, reply: Reply) -> Article:
        """The article on a page, whatever its state."""


class Store(Protocol):
    """The only memory.  Each method is one transaction and may raise StoreBusy.

    Sources, pages and deliveries have a due time.  To take one is to put its time off by a
    lease; to be done with it is to clear its time.  So whatever a crash leaves undone comes due
    again by itself.  Methods that return None for a key mean: done with, or never known.
    """

    async def recover(self) -> int:
        """Take back every lease of an earlier run; return how many.

        Called once by the one daemon of a state folder when it starts.
        """

    async def pull_in(self, now: datetime, latest: datetime) -> int:
        """Make due `now` what is due after `latest`, as when the clock was set back; how many."""

    async def sync(self, sources: Iterable[str], now: datetime) -> None:
        """Watch exactly these sources; those not known before are due now.

        One that is no longer named rests: its memory is kept and it is never due.
        """

    async def instate(
        self, rules: Iterable[Rule], resting: Iterable[str], now: datetime
    ) -> Mapping[str, datetime]:
        """Note what each rule asks; since when, by its name, it has asked that.

        A rule that is new or asks something else than before does so from `now` on; one of those
        called in `resting` keeps its time; one that is neither is forgotten.
        """

    async def take(
        self,
        now: datetime,
        lease: timedelta,
        room: Mapping[Step, int],
        channels: Mapping[str, Manners] | None = None,
    ) -> list[Job]:
        """Jobs that are due, at most `room[step]` of each, put off by `lease`.

        Of DELIVER: at most 4 of one channel at a time, and none whose channel still owes an
        earlier delivery of the same story.  `channels` says which there are, and what each wants:
        what it does not want one by one becomes a digest here, in the same transaction; None: all
        there are, each as it comes.  Of a channel that is down one is taken now and then; of one
        that wants nothing any more, none.  Of READ: one page a host at a time, none of a host
        that rests, and at most 4 of one source.  Oldest due first.
        """

    async def follow(self, hosts: Iterable[str], now: datetime, lease: timedelta) -> list[Job]:
        """The next READ job of each of `hosts`, by the rules of `take`."""

    async def memory(self, source: str) -> Memory:
        """What is remembered of `source`; an empty Memory where it is not known."""

    async def paces(self, weigh: Callable[[Iterable[tuple[str, Pace]]], R]) -> R:
        """What `weigh` makes of the paces of all sources that are watched, one after the other.

        It must be pure, and keep none of them: there may be many.
        """

    async def keep_poll(
        self,
        source: str,
        conclude: Callable[[Sequence[Found]], tuple[Memory, datetime]],
        *,
        found: Iterable[Found] = (),
        now: datetime,
        watched: Mapping[str, datetime] = NOTHING,
    ) -> Kept:
        """Keep how a poll ended, with its links, in one transaction.

        `watched` says, for the URLs of links that are news if nobody had shown them before, since
        when a list that holds them has been watched: they become pages, due now.  The others are
        only known from now on.  A link that became known in this way after that time is news all
        the same: another list only came to be watched too late.  `conclude` gets the links that are
        new and tells what to remember of the source, and when to poll it next; it must be pure.
        """

    async def page(self, key: str) -> Page | None:
        """A page that is still to be read."""

    async def file(
        self, filing: Filing, now: datetime, decide: Callable[[Known], Verdict]
    ) -> Verdict | None:
        """Decide on an article; keep it with its alerts and deliveries; be done with its page.

        Looking up what is known, deciding and keeping are one transaction: of two copies of a
        text that are filed at once, one sees the other.  `decide` must be pure; it may be called
        again.  None where the article was kept before: under the key of its page, or under one of
        its claims if the headline is the same, or half of the text.  Then only its keys are added, and
        `decide` is not called.  Filing twice is as good as once.
        """

    async def look(self, key: str) -> Look | None:
        """The look that is due at the article with the id `key`; None: there is none."""

    async def looked(
        self,
        key: str,
        due: datetime | None,
        validators: Validators = NO_VALIDATORS,
        *,
        counts: bool = True,
        missing: bool = False,
    ) -> None:
        """Keep that a look is over, if it `counts`, if the page was `missing`; next: `due`, or never."""

    async def revise(
        self,
        filing: Filing,
        now: datetime,
        decide: Callable[[Heard], Verdict],
        *,
        replaces: Article | None,
    ) -> Verdict | None:
        """Decide on what became of an article, and keep it, in one transaction.

        `filing` has its new version, and `replaces` the version that is kept, which is put by;
        None: the article is as it was.  None where it was dropped meanwhile.
        """

    async def repeated(self, host: str) -> frozenset[int]:
        """Fingerprints of blocks that `host`, without `www.`, puts on many of its articles.

        See `boilerplate`: what `file` kept of its latest articles decides.
        """

    async def watch(
        self,
        host: str,
        source: str,
        now: datetime,
        conclude: Callable[[Figures], tuple[Figures, tuple[Drift, ...]]],
    ) -> tuple[Drift, ...]:
        """Conclude from a page of `host` that held no article, and keep the figures.

        One transaction; `conclude` must be pure.  Articles come with `file`, whose `Known` has
        the figures as they were and whose `Verdict` those to keep.
        """

    async def unread(
        self,
        key: str,
        problem: str,
        until: datetime | None,
        *,
        crashed: bool = False,
        tried: bool = True,
    ) -> None:
        """Keep why a page could not be read, and try again at `until`; None: set it aside.

        `crashed` says that it killed its reader; `tried` is False where nobody was asked for it.
        """

    async def rest(self, host: str, until: datetime) -> None:
        """Take no page of `host` before `until`."""

    async def delivery(self, key: str) -> tuple[str, Message] | None:
        """The channel and the message of a delivery that is still to go out, `at` its creation."""

    async def delivered(self, key: str, now: datetime) -> None:
        """A receiver took the delivery."""

    async def undelivered(
        self,
        key: str,
        problem: str,
        now: datetime,
        conclude: Callable[[Tried, Circuit], Outcome],
    ) -> Outcome | None:
        """A try failed; `conclude` tells, purely, what becomes of it and of its channel.

        None where it was delivered, or given up, meanwhile: that stays so.
        """

    async def put_back(self, key: str, now: datetime) -> None:
        """A delivery that was taken waits as if it had not been."""

    async def held_up(self, now: datetime) -> bool:
        """Whether a delivery is due that only the pace of its channel keeps back for a moment."""

    async def mind(
        self, now: datetime, beat: timedelta, conclude: Callable[[Standing], Word]
    ) -> int:
        """Conclude from how sources, channels and deliveries do what operators are to hear.

        One transaction; `conclude` must be pure.  `beat` is the time between two heartbeats.
        Return how many messages to operators came of it.
        """

    async def orphans(self, known: Iterable[str], before: datetime, now: datetime) -> int:
        """Give up what has waited since `before` for channels not `known`; how many."""

    async def checkpoint(self) -> None:
        """Move what only the log of writes holds into the database itself."""

    async def prune(self, articles: datetime, seen: datetime) -> int:
        """Drop articles first seen before `articles`, and what was seen before `seen`.

        Nothing that is still to be delivered is dropped.  Return how many articles went.
        """


class Subscriptions(Protocol):
    """What is remembered of subscriptions at hubs.  Each method is one transaction, as in Store."""

    async def tend(
        self,
        conclude: Callable[[Named, tuple[Subscription, ...]], Iterable[Subscription]],
    ) -> None:
        """Keep those subscriptions that `conclude` gives, new and changed ones.

        It gets the hubs that lists name, by source and URL of the inlet, of sources that are
        watched; and all subscriptions.  It must be pure.
        """

    async def due(self, now: datetime, most: int) -> list[str]:
        """The keys of at most `most` subscriptions whose hub is to be asked, oldest first."""

    async def find(self, key: str) -> Subscription | None:
        """The subscription with this key."""

    async def amend(
        self, key: str, conclude: Callable[[Subscription], Subscription | None]
    ) -> Subscription | None:
        """Keep what `conclude` makes of a subscription, and return that; None: it is dropped.

        `conclude` must be pure; it is not called where there is no such subscription.
        """

    async def hear(self, key: str, now: datetime, gap: timedelta) -> bool:
        """The list of a subscription has changed: its source is due now; whether that is news.

        But not within `gap` of the last time, nor while it is being polled: then it is due when
        that is over.  One that fails keeps its time.
        """


class Channel(Protocol):
    """A way to tell someone."""

    async def send(self, message: Message) -> None:
        """Hand `message` over.

        Raises Undelivered (try later), Rejected (try later, and tell the operator) or Gone (never
        again).
        """


class Engine(Protocol):
    """Runs the steps: each on its beat, and each job a step returns, once at a time."""

    async def run(self, steps: Mapping[Step, Take], beats: Mapping[Step, timedelta]) -> None:
        """Run until cancelled.

        A job may be lost in a crash and may be run twice; the steps are written for both.
        A step that raises is logged and forgotten: the store still knows what is undone.
        """
