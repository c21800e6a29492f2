"""What a site allows robots to read (RFC 9309), remembered for a day and over restarts.

answer of /robots.txt     what it means
2xx                       what it says, in its first 500 KiB
4xx, lost in redirects    everything is allowed (RFC 9309, 2.3.1.3 and 2.3.1.2)
5xx, 429, nothing at all  the last good copy stands for 30 days; without one nothing is asked,
                          and it is tried again after 10 minutes, 20, … a day (2.3.1.4)
"""

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice

import httpx
from protego import Protego

from crawler.errors import StoreError
from crawler.fetch.exchange import Raw
from crawler.fetch.fault import Fault
from crawler.fetch.guard import Target
from crawler.model import RobotsFile
from crawler.ports import Hosts

TOKEN = "kliping"  # noqa: S105 -- the product token in User-agent lines, no secret
FRESH = timedelta(hours=24)
STANDS = timedelta(days=30)
AGAIN, AGAIN_AT_MOST = timedelta(minutes=10), timedelta(hours=24)
READ = 500 * 1024  # bytes, RFC 9309, 2.5
LONGEST_DELAY = timedelta(seconds=30)  # of Crawl-delay
SITEMAPS = 1_000  # lines that are kept
# Faults that the page itself would meet: they say nothing of robots, and once they are gone
# there is no reason to stay away.
NO_WAY_IN = frozenset({"url", "address", "dns", "connect", "tls", "resting"})
SITES = 10_000  # remembered …
LINES = 100_000  # … and of their files together; one can weigh 700 bytes

AGENT = re.compile(r"\s*user[- ]?agent\s*(?::|\s)\s*([^#\s]*)", re.IGNORECASE)

Ask = Callable[[Target, timedelta], Awaitable[tuple[Target, Raw]]]  # follows redirects politely


@dataclass(frozen=True, slots=True)
class Rules:
    """What a robots.txt says to us; None where it lets everybody read everything."""

    file: Protego | None = None
    delay: timedelta = timedelta(0)  # its Crawl-delay
    sitemaps: tuple[str, ...] = ()
    lines: int = 0

    def allows(self, url: httpx.URL) -> bool:
        """Whether we may read `url`."""
        return self.file is None or self.file.can_fetch(str(url), TOKEN)


def read_rules(body: bytes, url: httpx.URL) -> Rules:
    r"""The rules in the robots.txt at `url`; whatever it holds, it is read as far as it goes.

    >>> rules = read_rules(b"User-agent: *\nDisallow: /x", httpx.URL("https://example.org/robots.txt"))
    >>> rules.allows(httpx.URL("https://example.org/x/y"))
    False
    """
    text = body[:READ].decode("utf-8", errors="replace").removeprefix("\ufeff")
    lines = [_for_us(line) for line in text.splitlines()]
    file = Protego.parse("\n".join(lines))
    delay = timedelta(seconds=min(file.crawl_delay(TOKEN) or 0, LONGEST_DELAY.total_seconds()))
    return Rules(file, delay, _sitemaps(file, url), len(lines))


def _for_us(line: str) -> str:
    """The line, with every user agent that is not us made the same.

    Protego keeps each rule once for each agent of its group: 20,000 agents with 20,000 rules
    would take minutes and all memory.
    """
    agent = AGENT.match(line)
    if agent is None:
        return line
    name = agent[1].split("/", 1)[0].lower().rstrip("*") or "*"
    return f"user-agent: {name if name in {'*', TOKEN} else 'somebody-else'}"


def _sitemaps(file: Protego, url: httpx.URL) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for line in islice(file.sitemaps, SITEMAPS):
        try:
            address = url.join(line)
        except (httpx.InvalidURL, ValueError):
            continue
        if address.scheme in {"http", "https"}:
            found[str(address)] = None
    return tuple(found)


@dataclass(slots=True)
class _Site:
    """What is remembered of an origin; times are the clock's, in seconds."""

    asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    recalled: bool = False  # what an earlier run knew of it was looked up
    rules: Rules | None = None  # the last good copy
    read: float = 0.0  # when that was
    due: float = 0.0  # when to ask again
    failures: int = 0
    problem: str = ""


class Robots:
    """Knows the rules of sites, asking each of them once a day."""

    def __init__(
        self,
        ask: Ask,
        clock: Callable[[], float] = time.monotonic,
        sites: int = SITES,
        memory: Hosts | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._ask, self._clock, self._most = ask, clock, sites
        self._memory, self._now = memory, now
        self._sites: OrderedDict[tuple[str, str, int], _Site] = OrderedDict()

    async def rules(self, target: Target, gap: timedelta) -> Rules:
        """The rules for the site of `target`; a Fault where they cannot be known now.

        A request to the site leaves `gap` to the one before.
        """
        site = self._site(target.origin)
        async with site.asking:
            if not site.recalled:
                await self._recall(site, target.origin)
            if self._clock() >= site.due:
                await self._refresh(site, target, gap)
        if site.rules is not None and self._clock() < site.read + STANDS.total_seconds():
            return site.rules
        raise Fault(
            "robots",
            f"its robots.txt cannot be read: {site.problem}",
            retry_after=timedelta(seconds=max(0.0, site.due - self._clock())),
        )

    async def _refresh(self, site: _Site, target: Target, gap: timedelta) -> None:
        url = target.url.copy_with(raw_path=b"/robots.txt")
        try:
            at, raw = await self._ask(Target(url, target.host, target.port), gap)
            rules = await asyncio.to_thread(_meaning, raw, at)  # half a second at worst
            body = raw.body if 200 <= raw.status < 300 else b""
        except Fault as fault:
            if fault.code in NO_WAY_IN and not fault.redirected:
                raise
            if fault.code != "redirect":
                await self._failed(site, target, f"{fault.code}: {fault.problem}")
                return
            rules, at, body = Rules(), target, b""
        site.rules, site.read, site.failures, site.problem = rules, self._clock(), 0, ""
        site.due = site.read + FRESH.total_seconds()
        self._make_room()
        await self._keep(site, target.origin, str(at.url), body)

    async def _failed(self, site: _Site, target: Target, problem: str) -> None:
        wait = min(AGAIN * 2 ** min(site.failures, 10), AGAIN_AT_MOST)
        site.failures, site.problem = site.failures + 1, problem
        site.due = self._clock() + wait.total_seconds()
        await self._keep(site, target.origin, str(target.url), None)

    async def _keep(
        self, site: _Site, origin: tuple[str, str, int], url: str, body: bytes | None
    ) -> None:
        """Keep for the next run how asking ended; `body` is the copy that it gave, if one."""
        if self._memory is None:
            return
        now = self._now()
        file = RobotsFile(
            url=url,
            body=None if body is None else body[:READ],
            read=None if body is None else now,
            due=now + timedelta(seconds=site.due - self._clock()),
            failures=site.failures,
            problem=site.problem,
        )
        with suppress(StoreError):  # then the next run asks again
            await self._memory.keep_robots(_name(origin), file)

    async def _recall(self, site: _Site, origin: tuple[str, str, int]) -> None:
        """Take up what an earlier run knew of a site."""
        site.recalled = True
        if self._memory is None:
            return
        file = None
        with suppress(StoreError):
            file = await self._memory.robots(_name(origin))
        if file is None:
            return
        now, clock = self._now(), self._clock()
        # The clock of the machine may have been set back, or have been wrong.
        wait = min(max(file.due - now, timedelta(0)), AGAIN_AT_MOST)
        site.due = clock + wait.total_seconds()
        site.failures, site.problem = file.failures, file.problem
        if file.body is not None and file.read is not None:
            site.rules = await asyncio.to_thread(read_rules, file.body, httpx.URL(file.url))
            site.read = clock - max(0.0, (now - file.read).total_seconds())
            self._make_room()

    def _site(self, origin: tuple[str, str, int]) -> _Site:
        site = self._sites.pop(origin, None) or _Site()
        self._sites[origin] = site
        self._make_room()
        return site

    def _make_room(self) -> None:
        """Forget those unused for longest, until what is remembered fits."""
        lines = sum(site.rules.lines for site in self._sites.values() if site.rules is not None)
        while len(self._sites) > 1 and (len(self._sites) > self._most or lines > LINES):
            _, gone = self._sites.popitem(last=False)
            lines -= 0 if gone.rules is None else gone.rules.lines


def _name(origin: tuple[str, str, int]) -> str:
    scheme, host, port = origin
    return f"{scheme}://{host}:{port}"


def _meaning(raw: Raw, at: Target) -> Rules:
    if 200 <= raw.status < 300:
        return read_rules(raw.body, at.url)
    if 400 <= raw.status < 500 and raw.status != 429:
        return Rules()
    raise Fault(f"http_{raw.status}", f"HTTP {raw.status}")
