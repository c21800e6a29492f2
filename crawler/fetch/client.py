"""The web as the rest of Kliping sees it: pages in, messages out.

get ─> gate ─> robots.txt ─> a turn at the host ─> one exchange ─┬─> reply, or an error
        └────────────────────── redirect, at most five times ────┘
"""

import socket
import ssl
import time
import weakref
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import certifi
import httpx

from crawler.errors import Refused
from crawler.fetch import heap
from crawler.fetch.decoding import ACCEPTED
from crawler.fetch.dial import dial
from crawler.fetch.exchange import Limits, Raw
from crawler.fetch.fault import Fault
from crawler.fetch.guard import UNSPEAKABLE, Guard, Target, guard
from crawler.fetch.headers import fresh_for, links, media_type, retry_after, validators
from crawler.fetch.lines import Lines
from crawler.fetch.manners import Manners
from crawler.fetch.network import Lookup, Names, system_lookup
from crawler.fetch.robots import Robots
from crawler.fetch.verdict import WHOLE_HOST, complaint
from crawler.model import NO_VALIDATORS, Answer, Post, Reply, Request
from crawler.ports import Hosts

REDIRECTS = frozenset({301, 302, 303, 307, 308})
LIMITS = Limits()
AGAIN = frozenset({307, 308})  # of these, the ones that ask for the same POST elsewhere
REST = timedelta(seconds=60)  # of a host that says "too much" and not for how long
PAUSE = timedelta(seconds=1)  # between two requests to a hub
WANTED = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
# What a source's own headers do not decide.
OURS = frozenset(
    {
        *("accept-encoding", "connection", "content-length", "expect", "host", "if-match"),
        *("if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "range"),
        *("te", "trailer", "transfer-encoding", "upgrade"),
    }
)

Header = tuple[bytes, bytes]


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


class Web:
    """Fetcher, Poster and Dialer over one guard (see `ports`)."""

    def __init__(
        self,
        guard: Guard,
        lines: Lines,
        manners: Manners,
        *,
        names: Names,
        tls: ssl.SSLContext,
        user_agent: str,
        limits: Limits,
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
        memory: Hosts | None = None,
    ) -> None:
        self._guard, self._lines, self._manners = guard, lines, manners
        self._names, self._tls = names, tls
        self._user_agent, self._limits, self._now = _bytes(user_agent), limits, now
        self._clock = clock
        self._robots = Robots(self._robots_file, clock, memory=memory, now=now)

    def allow_ports(self, configured: Collection[tuple[str, int]]) -> None:
        """Take over the hosts and ports that a configuration that was read again writes out."""
        self._guard = self._guard.with_ports(configured)
        self._lines.guard_by(self._guard)

    def let_rest(self, host: str, wish: timedelta) -> None:
        """Leave `host` alone that asked an earlier run for it; without a port, all usual ones."""
        name, _, port = host.rpartition(":")
        places = [host] if port.isdigit() and name else [f"{host}:80", f"{host}:443"]
        for place in places:
            self._manners.rest(place, wish)

    async def get(self, request: Request) -> Reply | None:
        """Read a URL; see `ports.Fetcher`."""
        try:
            return await self._read(request)
        except Fault as fault:
            raise fault.of(request.url) from fault

    async def sitemaps(self, request: Request) -> tuple[str, ...]:
        """The sitemaps that a host's robots.txt names; see `ports.Fetcher`."""
        try:
            target = self._guard.target(request.url)
            return (await self._robots.rules(target, request.delay)).sitemaps
        except Fault as fault:
            error = fault.of(request.url)
            if isinstance(error, Refused):
                return ()  # a host that may not be asked names none
            raise error from fault

    async def post(self, post: Post) -> Answer:
        """Hand bytes to a receiver; see `ports.Poster`."""
        try:
            request = self._posting(post, self._guard.target(post.url))
            raw = await self._lines.deliver(request, post.timeout)
        except Fault as fault:
            raise fault.of_post() from fault
        return Answer(raw.status, retry_after(raw.headers.get("retry-after"), self._now()))

    def _posting(self, post: Post, target: Target) -> httpx.Request:
        ours = {b"host": target.url.netloc, b"user-agent": self._user_agent}
        headers = list((ours | dict(_pairs(post.headers.items()))).items())
        return httpx.Request("POST", target.url, headers=headers, content=post.body)

    async def submit(self, post: Post) -> Answer:
        """Ask a hub; see `ports.Hub`."""
        try:
            return await self._submit(post, self._guard.target(post.url))
        except Fault as fault:
            raise fault.of_post() from fault

    async def _submit(self, post: Post, target: Target) -> Answer:
        """The answer at the end of the redirects; every hop in its turn, all within one time."""
        left = post.timeout
        for _ in range(self._limits.redirects + 1):
            async with self._manners.turn(target.place, PAUSE):
                started = self._clock()
                raw = await self._lines.deliver(self._posting(post, target), left)
                wish = retry_after(raw.headers.get("retry-after"), self._now())
                if raw.status in WHOLE_HOST:
                    self._manners.rest(target.place, REST if wish is None else wish)
            left -= timedelta(seconds=self._clock() - started)
            if raw.status not in AGAIN:
                return Answer(raw.status, wish)
            target = self._next(target, raw)
        raise Fault("redirect", f"more than {self._limits.redirects} redirects", lasting=True)

    async def dial(self, host: str, port: int) -> socket.socket:
        """A connection to a configured host; see `ports.Dialer`."""
        try:
            return await dial(self._guard, self._names, host, port)
        except Fault as fault:
            raise fault.of_post() from fault

    def tls(self) -> ssl.SSLContext:
        """TLS as a client; see `ports.Dialer`."""
        return self._tls

    async def _read(self, request: Request) -> Reply | None:
        target = self._guard.target(request.url)
        at, raw = await self._follow(request, target, self._limits.total)
        asked = request.since != NO_VALIDATORS
        trouble = complaint(raw, self._now(), conditional=asked)
        if trouble is not None:
            raise trouble if at == target else trouble.at(at.place)
        if raw.status == 304:
            return None
        kind, charset = media_type(raw.headers.get("content-type"))
        reply = Reply(
            url=str(at.url),
            status=raw.status,
            type=kind,
            charset=charset,
            body=raw.body,
            validators=validators(raw.headers),
            fresh=fresh_for(raw.headers, self._now()),
            links=links(raw.headers.get_list("link")),
            at=self._now(),
        )
        if raw.share is not None:  # it weighs as long as anybody holds the reply
            weakref.finalize(reply, raw.share.drop)
        return reply

    async def _robots_file(self, target: Target, gap: timedelta) -> tuple[Target, Raw]:
        request = Request(url=str(target.url), obey_robots=False, delay=gap)
        return await self._follow(request, target, self._limits.robots)

    async def _follow(
        self, request: Request, first: Target, total: timedelta
    ) -> tuple[Target, Raw]:
        """The answer at the end of the redirects, and where that is.

        Every hop goes through the gate, the robots.txt and the turns of its own host; `total`
        is the time that all exchanges may take together.
        """
        target, seen, left = first, {first.url}, total
        for _ in range(self._limits.redirects + 1):
            headers = self._headers(request, target, own=target.origin == first.origin)
            try:
                raw, took = await self._ask(request, target, headers, left)
            except Fault as fault:
                raise (fault if target is first else fault.at(target.place)) from fault
            if raw.status not in REDIRECTS:
                return target, raw
            target, left = self._next(target, raw), left - took
            if target.url in seen:
                raise Fault("redirect", "redirects in a circle", lasting=True)
            seen.add(target.url)
        raise Fault("redirect", f"more than {self._limits.redirects} redirects", lasting=True)

    async def _ask(
        self, request: Request, target: Target, headers: list[Header], left: timedelta
    ) -> tuple[Raw, timedelta]:
        """One exchange in its turn, if robots may have it, and how long it took."""
        gap = request.delay
        if request.obey_robots:
            rules = await self._robots.rules(target, gap)
            if not rules.allows(target.url):
                raise Fault("robots", "its robots.txt forbids it", lasting=True)
            gap = max(gap, rules.delay)
        async with self._manners.turn(target.place, gap):
            started = self._clock()
            message = httpx.Request("GET", target.url, headers=headers)
            raw = await self._lines.send(target, message, left)
            if raw.status in WHOLE_HOST:
                wish = retry_after(raw.headers.get("retry-after"), self._now())
                self._manners.rest(target.place, REST if wish is None else wish)
            return raw, timedelta(seconds=self._clock() - started)

    def _headers(self, request: Request, target: Target, *, own: bool) -> list[Header]:
        """The headers of a request; a source's `own` go to no other origin."""
        headers = {
            b"host": target.url.netloc,  # or httpx decodes it, and stumbles over odd punycode
            b"user-agent": self._user_agent,
            b"accept": WANTED.encode(),
            b"accept-encoding": ACCEPTED.encode(),
        }
        if request.since.etag is not None:
            headers[b"if-none-match"] = _bytes(request.since.etag)
        if request.since.modified is not None:
            headers[b"if-modified-since"] = _bytes(request.since.modified)
        if own:
            headers |= dict(
                _pairs(pair for pair in request.headers if pair[0].lower() not in OURS)
            )
        return list(headers.items())

    def _next(self, target: Target, raw: Raw) -> Target:
        """Where a redirect leads; a Fault where that is nowhere, or from https to http."""
        places = set(raw.headers.get_list("location"))
        location = places.pop().strip(" \t").replace(" ", "%20") if len(places) == 1 else ""
        if not location or UNSPEAKABLE.search(location):
            raise Fault("redirect", "a redirect to nowhere", lasting=True)
        try:
            onward = self._guard.target(str(target.url.join(location)))
        except (httpx.InvalidURL, ValueError) as error:
            raise Fault("redirect", f"a redirect to no URL: {error}", lasting=True) from error
        except Fault as fault:
            code = "redirect" if fault.code == "url" else fault.code
            raise Fault(
                code, f"a redirect to {fault.problem}", lasting=True, redirected=True
            ) from fault
        if target.url.scheme == "https" and onward.url.scheme == "http":
            raise Fault("redirect", "a redirect from https to http", lasting=True)
        return onward


@asynccontextmanager
async def open_web(
    *,
    user_agent: str,
    allow: Sequence[str] = (),
    only: Sequence[str] = (),
    configured: Collection[tuple[str, int]] = (),
    ca_file: Path | None = None,
    resolver: Lookup = system_lookup,
    now: Callable[[], datetime] = utc_now,
    limits: Limits = LIMITS,
    memory: Hosts | None = None,
) -> AsyncIterator[Web]:
    """The web, open until the block ends.

    `allow` and `only` are `settings.allow_addresses` and `only_addresses`; `configured` holds
    the hosts and ports that the configuration writes out.  `ca_file` is trusted beside the
    usual authorities; `memory` is where manners outlast a restart.  The process environment is not consulted.  Raises ValueError where a
    place cannot be read, and OSError where `ca_file` cannot.
    """
    heap.give_back()
    rules = guard(allow, only, configured)
    names, tls = Names(resolver), _tls(ca_file)
    lines = Lines(rules, names, tls, limits)
    try:
        yield Web(
            rules,
            lines,
            Manners(),
            names=names,
            tls=tls,
            user_agent=user_agent,
            limits=limits,
            now=now,
            memory=memory,
        )
    finally:
        await lines.close()


@cache
def _tls(ca_file: Path | None) -> ssl.SSLContext:
    """TLS as a client: verified, 1.2 or newer, and deaf to SSLKEYLOGFILE and SSL_CERT_FILE."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # checks certificate and host name
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cafile=certifi.where())
    if ca_file is not None:
        context.load_verify_locations(cafile=str(ca_file))
    return context


def _pairs(headers: Iterable[tuple[str, str]]) -> list[Header]:
    return [(_bytes(name).lower(), _bytes(value)) for name, value in headers]


def _bytes(text: str) -> bytes:
    """A header's text as it travels: as it was received, byte for byte, else as UTF-8."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", errors="replace")
