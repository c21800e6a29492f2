"""What queries came to, kept from one run to the next: 100,000 of them need not be read again.

{"edition": of the program that wrote it, "check": of the rest}    JSON, one line
[(query, clauses, words, places), …]            as marshal writes it, which is read twice as quickly

A query that is on the shelf was once read without fault by the same program, so that its tree can
wait until an article brings it up.  What is damaged or of another edition is not used at all.
"""

import json
import marshal
from collections.abc import Callable
from hashlib import blake2b
from typing import NamedTuple, cast

from crawler.rules.clauses import Clause
from crawler.rules.digest import Digest, digest
from crawler.rules.tree import Node

_Row = tuple[str, tuple[Clause, ...], tuple[str, ...], tuple[str, ...]]


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
        self._saved: dict[str, _Row] = {}
        self._used: list[_Row] = []
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
            self._used.append(row)
            return Looked(cast("Node", None), Digest._make(row[1:]), read)
        query = read()
        told = digest(query)
        self._used.append((asked, *told))
        self.changed = True
        return Looked(query, told, None)

    def saved(self) -> bytes:
        """What was looked for, to be kept."""
        body = marshal.dumps(list({row[0]: row for row in self._used}.values()))
        return _head(self._edition, body) + body


def _head(edition: str, body: bytes) -> bytes:
    check = blake2b(body, digest_size=16).hexdigest()
    return json.dumps({"edition": _whole(edition), "check": check}).encode() + b"\n"


def _whole(edition: str) -> str:
    """An edition of the program with that of marshal, which differs between Pythons."""
    return f"{edition} marshal {marshal.version}"


def _rows(edition: str, saved: bytes) -> dict[str, _Row]:
    """The rows by their queries; raises ValueError with what is wrong."""
    head, _, body = saved.partition(b"\n")
    try:
        own = json.loads(head)
        other = own["edition"] != _whole(edition)
    except (ValueError, TypeError, KeyError):
        raise ValueError("it is damaged") from None
    if other:
        raise ValueError("another version of the program wrote it")
    if head + b"\n" != _head(edition, body):
        raise ValueError("it is damaged")
    return {row[0]: row for row in marshal.loads(body)}  # noqa: S302  # as it was written: see above
