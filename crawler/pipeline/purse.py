"""What a poll costs: worked out anew each hour, from how much all adaptive sources publish.

The store has what is known of each; here only sums are kept.  What was polled since the last time
is counted in this process: a restart forgives what was owed, a day's budget at most.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from crawler.cadence import SLOWEST, SOONEST, Ledger, Weighed, clock, settled, weighed
from crawler.model import Pace, Source
from crawler.ports import Store

AGAIN = timedelta(hours=1)
SETTLING = timedelta(minutes=5)  # … while many sources are new: first lists say much
MANY = 10  # one in so many, more than fail for ever
HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Purse:
    """The price of a poll, as of when it was worked out; one for all steps."""

    ledger: Ledger = field(default_factory=Ledger)
    at: datetime | None = None  # when it was worked out; None: never
    sources: Mapping[str, Source] | None = None  # for which it was
    polls: float = 0.0  # a source a day, likewise
    taken: int = 0  # polls of adaptive sources since

    def stale(self, sources: Mapping[str, Source], polls: float, now: datetime) -> bool:
        """Whether to work it out anew, for these `sources` and so many `polls` each a day."""
        if self.at is None or self.polls != polls or self.sources is not sources:
            return True
        all_of = self.ledger.all_of
        patience = SETTLING if all_of.unknown * MANY > all_of.sources else AGAIN
        return not self.at <= now < self.at + patience

    async def settle(
        self, store: Store, sources: Mapping[str, Source], polls: float, now: datetime
    ) -> None:
        """Work the price out for the adaptive ones of `sources` as of now, where that is due."""
        if not self.stale(sources, polls, now):
            return
        taken, self.taken = self.taken, 0
        self.at, self.sources, self.polls = now, sources, polls
        adaptive = {name: each for name, each in sources.items() if each.every is None}

        def weigh(paces: Iterable[tuple[str, Pace]]) -> Weighed:
            return weighed(pace for name, pace in paces if name in adaptive)

        self.ledger = settled(
            self.ledger,
            await store.paces(weigh),
            taken,
            clock(now, _usual(adaptive.values(), now)),
            polls=polls,
            least=SOONEST / HOUR,
            most=SLOWEST / HOUR,
        )


def offset(zone: str, now: datetime) -> timedelta:
    """How far ahead of UTC the clocks of a time zone are."""
    return now.astimezone(_zone(zone)).utcoffset() or timedelta(0)


_zone = lru_cache(ZoneInfo)


def _usual(sources: Iterable[Source], now: datetime) -> timedelta:
    """The clock that most of `sources` keep, from UTC."""
    zones = Counter(each.timezone for each in sources)
    return offset(zones.most_common(1)[0][0], now) if zones else timedelta(0)
