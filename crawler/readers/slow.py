"""Which hosts send documents that take long to read."""

from collections import OrderedDict

SLOW = 0.9  # seconds for one document; so long does no honest page take
_MOST = 1000  # hosts remembered


class SlowHosts:
    """The hosts whose last document took long, the latest of them."""

    def __init__(self) -> None:
        self._hosts: OrderedDict[str, None] = OrderedDict()  # the latest last

    def __contains__(self, host: str) -> bool:
        return host in self._hosts

    def note(self, host: str, took: float) -> None:
        """Remember whether the last document of `host`, read in `took` seconds, took long."""
        self._hosts.pop(host, None)
        if took > SLOW:
            self._hosts[host] = None
        if len(self._hosts) > _MOST:
            self._hosts.popitem(last=False)
