"""Everything that can go wrong, as one tree, split by what the caller can do about it.

KlipingError
├── ConfigError          the operator must change a file in config/ (all complaints at once)
├── QueryError           one query cannot be read; knows the column
├── FormatError          a text is not in the article text format; knows the line
├── FetchError           one URL could not be read
│   ├── Unreachable      now: try again later (timeout, 5xx, 429)
│   └── Refused          ever: do not try again (robots.txt, 404, 410, an address not allowed)
├── ReadError            bytes were fetched, but hold nothing to read
│   ├── Unreadable       not what was expected (no feed, not text)
│   ├── NoArticle        a page, but no article now (a challenge, a list, empty); try later
│   └── ReaderDied       the reading process crashed, hung or ran out of memory on them
├── DeliveryError        one message did not go out
│   ├── Undelivered      now: try again later
│   └── Rejected         not as things are: the receiver said no; tried again, then given up visibly
│       └── Gone         never again: the receiver wants no message any more; the channel is parked
└── StoreError           the store could not answer
    ├── StoreBusy        now: locked, disk full, read-only; nothing was kept, ask again
    ├── StoreUnusable    ever: a foreign file, a newer schema, damage; the operator must act
    └── AlreadyRunning   another daemon holds the state folder

A step catches only the branch it can act on; whatever is not in this tree is a bug, and rises.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta


class KlipingError(Exception):
    """Base of every error that Kliping raises on purpose."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong with the configuration, and where.

    >>> str(Complaint("config/sources.yaml", 7, "sources[0].every", "expected a duration like '15m', got 15"))
    "config/sources.yaml:7: sources[0].every: expected a duration like '15m', got 15"
    """

    file: str
    line: int | None  # counted from 1; None where no line is to blame
    key: str  # dotted path such as `rules[2].tell`; empty for the file as a whole
    problem: str  # what was expected, what was found, and how to mend it

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return (
            f"{place}: {self.key}: {self.problem}" if self.key else f"{place}: {self.problem}"
        )


class ConfigError(KlipingError):
    """The configuration cannot be used; `complaints` holds every reason, in file order."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("\n".join(str(complaint) for complaint in self.complaints))


class QueryError(KlipingError):
    """A query cannot be read; `column` is where, counted from 0."""

    def __init__(self, problem: str, text: str, column: int) -> None:
        self.problem, self.text, self.column = problem, text, column
        shown = f"\n    {text}\n    {' ' * _width(text[:column])}^" if text.strip() else ""
        super().__init__(problem + shown)


_UNSEEN = frozenset({"Mn", "Me", "Cf"})  # marks, and what takes no room
_WIDE = frozenset({"W", "F"})


def _width(text: str) -> int:
    """How many columns of a terminal `text` takes: two for wide letters, none for what is unseen.

    Source: Unicode Standard Annex 11 (East Asian width).
    """
    seen = [letter for letter in text if unicodedata.category(letter) not in _UNSEEN]
    return len(seen) + sum(unicodedata.east_asian_width(letter) in _WIDE for letter in seen)


class FormatError(KlipingError):
    """A text is not in the article text format; `line` is where, counted from 1."""

    def __init__(self, line: int, expected: str) -> None:
        self.line, self.expected = line, expected
        super().__init__(f"line {line}: expected {expected}")


class FetchError(KlipingError):
    """A URL could not be read.  `code` is a short word for tables and logs (`timeout`)."""

    def __init__(self, url: str, code: str, problem: str) -> None:
        self.url, self.code, self.problem = url, code, problem
        super().__init__(f"{url}: {problem}")


class Unreachable(FetchError):
    """The URL may be readable later.

    `retry_after` is the server's own wish, None if it told none; `host_wide` says that the
    whole host asked for rest (429, 503), not only this URL.
    """

    def __init__(
        self,
        url: str,
        code: str,
        problem: str,
        *,
        retry_after: timedelta | None = None,
        host_wide: bool = False,
    ) -> None:
        self.retry_after, self.host_wide = retry_after, host_wide
        super().__init__(url, code, problem)


class Refused(FetchError):
    """The URL will not become readable by asking again soon."""


class ReadError(KlipingError):
    """What was fetched cannot be read."""


class Unreadable(ReadError):
    """The bytes are not what was expected of them."""


class NoArticle(ReadError):
    """The page was read, and what it holds just now is no article."""


class ReaderDied(ReadError):
    """The reading process crashed, ran out of time or of memory, and was replaced."""


class DeliveryError(KlipingError):
    """A message did not go out."""


class Undelivered(DeliveryError):
    """The channel may take the message later; `retry_after` is its own wish, if it told one."""

    def __init__(self, problem: str, retry_after: timedelta | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(problem)


class Rejected(DeliveryError):
    """The receiver refuses the message as things are (400, 401, 404, 413, ...)."""


class Gone(Rejected):
    """The receiver wants no message any more (410)."""


class StoreError(KlipingError):
    """The store could not answer."""


class StoreBusy(StoreError):
    """Locked, full or read-only just now; nothing was kept and asking again is right."""

    def __init__(self, problem: str, *, full: bool = False) -> None:
        self.full = full  # whether it is for want of room on the disk
        super().__init__(problem)


class StoreUnusable(StoreError):
    """The file cannot be used as a store: foreign, damaged, or of a newer Kliping."""


class AlreadyRunning(StoreError):
    """Another daemon holds the state folder."""
