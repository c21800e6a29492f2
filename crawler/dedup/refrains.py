"""What a host says in all its articles: sign-offs, notices, where to follow it.

No selector knows them all, and in short articles they are half of the text.  They are found by
their being repeated: among a host's latest articles, copies of one another left out, some
shingles stand in many.
"""

from collections import OrderedDict, deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import numpy as np

from crawler.dedup.shingles import UNSAID, Hashes, Said, firsts

LATEST = 20  # articles of a host that are compared
REPEATED = 4  # a shingle that so many of them have is no news
AGAIN = 4  # articles after which is looked again
HOSTS = 1024  # remembered at once, some 30 kB each


@dataclass(slots=True)
class _Host:
    latest: deque[Said] = field(default_factory=lambda: deque(maxlen=LATEST))
    said: Said = field(default_factory=lambda: UNSAID)
    since: int = 0  # articles learned since it was last looked


class Refrains:
    """What hosts repeat, by their latest articles.

    Of a host that is not `in` it nothing is known (any more): `begin` it.
    """

    def __init__(self) -> None:
        self._hosts: OrderedDict[str, _Host] = OrderedDict()

    def __contains__(self, host: str) -> bool:
        return host in self._hosts

    def begin(self, host: str, latest: Iterable[Hashes]) -> None:
        """Take up a host with the distinct shingles of its latest articles, oldest first."""
        own = _Host(latest=deque(map(firsts, latest), LATEST))
        own.said = _repeated(own.latest)
        self._hosts[host] = own
        while len(self._hosts) > HOSTS:
            self._hosts.popitem(last=False)

    def learn(self, host: str, distinct: Hashes) -> None:
        """Take in an article of `host`, all its shingles; none that repeats another of them."""
        own = self._hosts[host]
        own.latest.append(firsts(distinct))
        own.since += 1
        if own.since >= AGAIN:
            own.said, own.since = _repeated(own.latest), 0

    def of(self, host: str) -> Said:
        """The first halves of the shingles that `host` repeats, in order."""
        self._hosts.move_to_end(host)
        return self._hosts[host].said


def _repeated(latest: Collection[Said]) -> Said:
    if len(latest) < REPEATED:
        return UNSAID
    found = np.sort(np.concatenate([UNSAID, *latest]))
    reach = REPEATED - 1
    return np.unique(found[reach:][found[reach:] == found[: len(found) - reach]])
