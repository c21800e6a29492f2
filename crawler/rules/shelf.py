"""What queries came to, kept from one run to the next: 100,000 of them need not be read again.

{"edition": of the program that wrote it, "check": of the rest}
[[query, clauses, words, places], …]            JSON, one line each

A query that is on the shelf was once read without fault by the same program, so that its tree can
wait until an article brings it up.  What is damaged or of another edition is not used at all.
"""

import json
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple, cast

from crawler.rules.digest import Digest, digest
from crawler.rules.tree import Node


class Looked(NamedTuple):
    """A query as a `Rule` takes it."""

    query: Node  # to be read by `read` where there is that
    digest: Digest
    read: Callable[[], Node] | None


class Shelf:
    """Queries and what they came to."""

    def __init__(self, edition: str = "", saved: bytes = b"") -> None:
        """The shelf that a program of `edition` has saved; an empty one where it is not usable."""
        self._edition = edition
        self.problem: str | None = None  # why what was saved is not used; None: it is
        self._saved: dict[str, Sequence[Any]] = {}
        self._used: dict[str, Digest] = {}
        self.changed = False  # whether anything was looked for that was not there
        if saved:
            try:
                self._saved = _rows(edition, saved)
            except (ValueError, TypeError, KeyError) as error:
                self.problem = str(error)

    def look(self, asked: str, read: Callable[[], Node]) -> Looked:
        """What the query `asked` came to, which `read` reads if need be.  Raises what `read` does."""
        row = self._saved.get(asked)
        if row is not None:
            _, clauses, words, places = row
            told = Digest(tuple(map(tuple, clauses)), tuple(words), tuple(places))
            self._used[asked] = told
            return Looked(cast("Node", None), told, read)
        query = read()
        told = self._used[asked] = digest(query)
        self.changed = True
        return Looked(query, told, None)

    def saved(self) -> bytes:
        """What was looked for, to be kept."""
        rows = [[asked, *told] for asked, told in self._used.items()]
        body = json.dumps(rows, ensure_ascii=True, separators=(",", ":")).encode()
        return _head(self._edition, body) + body


def _head(edition: str, body: bytes) -> bytes:
    check = blake2b(body, digest_size=16).hexdigest()
    return json.dumps({"edition": edition, "check": check}).encode() + b"\n"


def _rows(edition: str, saved: bytes) -> dict[str, Sequence[Any]]:
    """The rows by their queries; raises ValueError with what is wrong."""
    head, _, body = saved.partition(b"\n")
    try:
        own = json.loads(head)
        other = own["edition"] != edition
    except (ValueError, TypeError, KeyError):
        raise ValueError("it is damaged") from None
    if other:
        raise ValueError("another version of the program wrote it")
    if head + b"\n" != _head(edition, body):
        raise ValueError("it is damaged")
    return {row[0]: row for row in json.loads(body)}
