"""A site with a robots.txt, a clock, and what is remembered of it over restarts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import httpx

from crawler.errors import StoreBusy
from crawler.fetch.exchange import Raw
from crawler.fetch.fault import Fault
from crawler.fetch.guard import Guard, Target
from crawler.fetch.robots import Robots
from crawler.model import RobotsFile
from tests.builders import NOON

URL = httpx.URL("https://example.org/robots.txt")
PAGE = Guard().target("https://example.org/berita/1")
NO_GAP = timedelta(0)


@dataclass
class Remembered:
    """`ports.Hosts` in a dictionary; one that is `broken` answers nothing."""

    files: dict[str, RobotsFile] = field(default_factory=dict)
    broken: bool = False

    async def robots(self, origin: str) -> RobotsFile | None:
        if self.broken:
            raise StoreBusy("locked")
        return self.files.get(origin)

    async def keep_robots(self, origin: str, file: RobotsFile) -> None:
        if self.broken:
            raise StoreBusy("locked")
        old = self.files.get(origin)
        if file.body is None and old is not None:
            file = replace(file, url=old.url, body=old.body, read=old.read)
        self.files[origin] = file

    async def resting(self, now: datetime) -> Mapping[str, datetime]:
        return {}


@dataclass
class Site:
    """Answers for a robots.txt, and a clock."""

    answers: list[Raw | Fault]
    now: float = 0.0
    asked: int = 0
    memory: Remembered | None = None
    robots: Robots = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Forget all but the memory."""
        started = self.now
        self.robots = Robots(
            self.ask,
            clock=lambda: self.now - started,  # another clock, as after a start of the machine
            memory=self.memory,
            now=lambda: NOON + timedelta(seconds=self.now),
        )

    async def ask(self, target: Target, gap: timedelta) -> tuple[Target, Raw]:
        assert str(target.url) == str(URL)
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, Fault):
            raise answer
        return target, answer

    async def verdict(self) -> bool | timedelta | None:
        """Whether the page may be read, or for how long that cannot be known."""
        try:
            return (await self.robots.rules(PAGE, NO_GAP)).allows(PAGE.url)
        except Fault as fault:
            return fault.retry_after if fault.code == "robots" and not fault.lasting else None


def said(text: str, status: int = 200) -> Raw:
    return Raw(status, httpx.Headers(), text.encode())


FORBIDS = said("User-agent: *\nDisallow: /berita")
