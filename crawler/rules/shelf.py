"""What queries came to, kept from one run to the next: 100,000 of them need not be read again.

{"edition": of the program that wrote it, "check": of the rest}    JSON, one line
{query: (clauses, words, places), …}, lexicon   as marshal writes it, which is read twice as quickly

A query that is on the shelf was once read without fault by the same program, so that its tree can
wait until an article brings it up.  What is damaged or of another edition is not used at all.
"""

import json
import marshal
import re
from collections.abc import Callable
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple, cast

from crawler.rules.clauses import Clause
from crawler.rules.digest import Digest, digest
from crawler.rules.lexicon import Lexicon, Saved
from crawler.rules.tree import Node

# The first line; no longer than any edition, however long a damaged one is.
_HEAD = re.compile(rb'\{"edition": ("(?:[^"\\\n]|\\.){0,500}"), "check": "[0-9a-f]{32}"\}\n')

_Row = tuple[tuple[Clause, ...], tuple[str, ...], tuple[str, ...]]  # a Digest


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
        self._saved: dict[str, _Row] = {}  # and not looked for yet
        self._lexicon: Saved | None = None
        self._used: dict[str, Digest] = {}
        self.changed = False  # whether what was looked for is to be saved
        if saved:
            try:
                self._saved, self._lexicon = _read(edition, saved)
            except (ValueError, TypeError, EOFError) as error:  # the last two: of marshal
                self.problem = str(error)

    def look(self, asked: str, read: Callable[[], Node]) -> Looked:
        """What the query `asked` came to, which `read` reads if need be.  Raises what `read` does."""
        told = self._used.get(asked)
        if told is None:
            row = self._saved.pop(asked, None)
            if row is None:
                query = read()
                told = self._used[asked] = digest(query)
                self.changed = True
                return Looked(query, told, None)
            told = self._used[asked] = Digest._make(row)
        return Looked(cast("Node", None), told, read)

    def lexicon(self) -> Lexicon:
        """The words of the queries that were saved, for one Ruleset, which goes on with it.

        An empty one where most of these queries were not looked for; then what was is to be saved.
        """
        saved, self._lexicon = self._lexicon, None
        if len(self._saved) > len(self._used):
            self.changed, saved = True, None
        return Lexicon(saved=saved)

    def saved(self) -> bytes:
        """What was looked for, to be kept."""
        same: dict[str, str] = {}  # equal words are one, which is then read once
        rows = {asked: _shared(row, same) for asked, row in self._used.items()}
        words = Lexicon.saved(chain.from_iterable(words for _, words, _ in rows.values()))
        body = marshal.dumps((rows, words))
        return _head(self._edition, body) + body


def _shared(row: _Row, same: dict[str, str]) -> _Row:
    """An equal row, of words that are the `same` as those of others."""
    clauses, words, places = row
    return (
        tuple([tuple([same.setdefault(key, key) for key in clause]) for clause in clauses]),
        tuple([same.setdefault(key, key) for key in words]),
        tuple([same.setdefault(place, place) for place in places]),
    )


def _head(edition: str, body: bytes | memoryview) -> bytes:
    check = blake2b(body, digest_size=16).hexdigest()
    return json.dumps({"edition": _whole(edition), "check": check}).encode() + b"\n"


def _whole(edition: str) -> str:
    """An edition of the program with that of marshal, which differs between Pythons."""
    return f"{edition} marshal {marshal.version}"


def _read(edition: str, saved: bytes) -> tuple[dict[str, _Row], Saved]:
    """The rows by their queries, and their words; raises ValueError with what is wrong.

    Nothing of it is taken apart before it is known to be what this program wrote.
    """
    head = _HEAD.match(saved)
    if head is None:
        raise ValueError("it is damaged")
    if head[1] != json.dumps(_whole(edition)).encode():
        raise ValueError("another version of the program wrote it")
    body = memoryview(saved)[head.end() :]
    if head[0] != _head(edition, body):
        raise ValueError("it is damaged")
    found: tuple[dict[str, _Row], Saved] = marshal.loads(body)  # noqa: S302  # as it was written: see above
    return found
