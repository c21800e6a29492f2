"""The index of texts: which stored articles have half of a text, or are half in it.

    text ──> sieve (memory) ──> candidates ──> shade (row) ──> text (article) ──> copies

The rows of `copies` are only ever appended and dropped, so keeping an article writes one page of the
disk and not one for each shingle.  The sieve is made of them when the first article comes, in a
second for 100,000 and ten for a million, and belongs to the thread that writes.  Where a
transaction is undone the sieve keeps a text without a row, or with the row of another; what is found
is read again, so that is no harm.
"""

import json
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from sqlite_utils import Database

from crawler.dedup.copies import COPY, Text, containment, may_hold, shade, told
from crawler.dedup.identity import WINDOW
from crawler.dedup.refrains import LATEST, Refrains
from crawler.dedup.shingles import UNSAID, Hashes, Said, distinct, shingles
from crawler.dedup.sieve import Sieve, sample
from crawler.store.rows import MICROSECOND, Row, paragraphs_of, rows, run

REACH = WINDOW // MICROSECOND
MOST = 32  # texts that are read for one article: an agency's report may have hundreds of copies
RECENT = 1000  # articles whose shingles are at hand, some 3 kB each
UPKEEP = 1000  # articles after which what was dropped is let go of
BATCH = 200  # rows in one transaction
FEW = 32  # rows read at once
SOUGHT = """
    select seq, article, host, first_seen, shade from copies
    where seq in (select value from json_each(:seqs))
"""
STORED = "select seq, sample, length(shade) from copies order by seq"
COUNTED = "select count(*) from copies"
CACHE = -500  # kB of pages: what is read through once is not worth more
INSERT = """
    insert into copies (article, host, first_seen, sample, shade)
    values (:article, :host, :first_seen, :sample, :shade)
"""
Texts = Callable[[Database, str], Sequence[str] | None]


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """An article, as far as copies go."""

    article: str
    host: str  # empty: not known
    first_seen: int
    found: Hashes  # all its shingles, in order


@dataclass(frozen=True, slots=True)
class Twin:
    """A stored article that is a copy."""

    article: str
    first_seen: int
    seq: int  # order of filing
    containment: float  # the share of the smaller text that the other has too


def paragraphs(database: Database, article: str) -> Sequence[str] | None:
    """The paragraphs of a stored article; None where it was dropped."""
    sql = "select paragraphs, text from articles where id = :id"
    for row in rows(database, sql, {"id": article}):
        return paragraphs_of(row["paragraphs"], row["text"])
    return None


class Copies:
    """What finds copies; `texts` says where the texts of articles are."""

    def __init__(self, texts: Texts = paragraphs) -> None:
        self._texts = texts
        self._index: _Index | None = None  # made when it is first asked
        self._refrains = Refrains()
        self._recent: OrderedDict[str, Hashes] = OrderedDict()  # shingles of articles
        self._asked: tuple[Entry, Text] | None = (
            None  # what was looked up last: it is kept next
        )

    def of(self, database: Database, entry: Entry, most: int | None = MOST) -> list[Twin]:
        """Copies of an article first seen within the window of it, earliest first.

        At most `most` texts are read, those first of which most seems to be in it; None: all.
        """
        whole = self._text(database, entry.host, entry.found)
        self._asked, twins = (entry, whole), {}
        for row in islice(self._candidates(database, whole, entry.first_seen), most):
            share = self._share(database, whole, row)
            if share >= COPY and row["article"] != entry.article:
                twins[row["seq"]] = Twin(row["article"], row["first_seen"], row["seq"], share)
        return sorted(twins.values(), key=lambda twin: (twin.first_seen, twin.seq))

    def add(self, database: Database, entry: Entry, *, teaches: bool = True) -> None:
        """Take in an article; whether it `teaches` what its host repeats: no copy does."""
        index, asked = self._made(database), self._asked
        if asked is not None and asked[0] is entry:
            whole = asked[1]
        else:
            whole = self._text(database, entry.host, entry.found)
        if teaches and entry.host and len(entry.found):
            untouched = len(whole.ordered) == len(entry.found)
            every = whole.distinct if untouched else distinct(entry.found)
            self._refrains.learn(entry.host, every)
        if not len(whole):
            return
        self._remember(entry.article, entry.found)
        sampled = sample(whole.ordered, len(whole), len(index.sieve))
        row = {
            "article": entry.article,
            "host": entry.host,
            "first_seen": entry.first_seen,
            "sample": sampled.astype("<u4").tobytes(),
            "shade": shade(whole),
        }
        index.seqs.append(run(database, INSERT, row).lastrowid or 0)
        if index.sieve.add(sampled, len(whole)) % UPKEEP == 0:
            ((oldest,),) = run(database, "select min(seq) from copies", {}).fetchall()
            index.sieve.forget(bisect_left(index.seqs, oldest))

    def renew(self, database: Database, entry: Entry) -> None:
        """Know an article by another text from now on."""
        values = {"article": entry.article, "first_seen": entry.first_seen}
        sql = "delete from copies where article = :article and first_seen = :first_seen"
        run(database, sql, values)
        self._recent.pop(entry.article, None)
        self.add(database, entry, teaches=False)

    def _made(self, database: Database) -> "_Index":
        if self._index is None:
            self._index = _Index.of(database)
        return self._index

    def _candidates(self, database: Database, whole: Text, first_seen: int) -> Iterator[Row]:
        """Rows of articles that may be copies, those first of which most seems to be in it."""
        index = self._made(database)
        found = iter(index.sieve.candidates(whole.distinct))
        while few := [index.seqs[number] for number in islice(found, FEW)]:
            by_seq = {
                row["seq"]: row for row in rows(database, SOUGHT, {"seqs": json.dumps(few)})
            }
            for row in filter(None, map(by_seq.get, few)):
                near = abs(row["first_seen"] - first_seen) <= REACH
                shorter = len(row["shade"]) < len(whole)
                if near and (shorter or may_hold(row["shade"], whole)):
                    yield row

    def _share(self, database: Database, whole: Text, row: Row) -> float:
        found = self._shingles(database, row["article"])
        return containment(whole, self._text(database, row["host"], found))

    def _shingles(self, database: Database, article: str) -> Hashes:
        """Those of a stored article: copies come soon after one another, so often known still."""
        if article not in self._recent:
            self._remember(article, shingles(self._texts(database, article) or ()))
        self._recent.move_to_end(article)
        return self._recent[article]

    def _remember(self, article: str, found: Hashes) -> None:
        self._recent[article] = found
        if len(self._recent) > RECENT:
            self._recent.popitem(last=False)

    def _text(self, database: Database, host: str, found: Hashes) -> Text:
        """What of an article on `host` with the shingles `found` can be a copy."""
        if not host:
            return told(found, UNSAID)
        if host not in self._refrains:
            self._refrains.begin(host, self._latest(database, host))
        return told(found, self._refrains.of(host))

    def _latest(self, database: Database, host: str) -> list[Hashes]:
        """The shingles of the latest articles of `host` that are no copies, oldest first."""
        sql = """
            select article from copies where host = :host and not exists (
                select 1 from articles where id = copies.article and copy_of is not null
            ) order by seq desc limit :latest
        """
        found = run(database, sql, {"host": host, "latest": LATEST}).fetchall()
        texts = [shingles(self._texts(database, each) or ()) for (each,) in reversed(found)]
        return [distinct(each) for each in texts if len(each)]


@dataclass(slots=True)
class _Index:
    """What is held in memory."""

    sieve: Sieve = field(default_factory=Sieve)
    seqs: "array[int]" = field(
        default_factory=lambda: array("I")
    )  # of the texts in the sieve: four bytes last for four thousand million articles

    @classmethod
    def of(cls, database: Database) -> "_Index":
        """The index of all that is stored."""
        index = cls()
        ((count,),) = run(database, COUNTED, {}).fetchall()
        with _cached(database, CACHE):
            index.sieve.extend(index.stored(database), count)
        return index

    def stored(self, database: Database) -> Iterator[tuple[Said, int]]:
        """What is stored of each text, noting which it is."""
        for seq, sampled, size in run(database, STORED, {}):
            self.seqs.append(seq)
            yield np.frombuffer(sampled, "<u4"), size


@contextmanager
def _cached(database: Database, size: int) -> Iterator[None]:
    """Let SQLite keep so many pages at hand, or kB where it is negative, until the block ends."""
    ((usual,),) = run(database, "pragma cache_size", {}).fetchall()
    database.execute(f"pragma cache_size = {size}")
    try:
        yield
    finally:
        database.execute(f"pragma cache_size = {usual}")


def prune(database: Database, _: int) -> int:
    """Drop a batch of texts that no article to come can be a copy of."""
    sql = """
        delete from copies where seq in (
            select seq from copies
            where first_seen < (select max(first_seen) from copies) - :window limit :batch
        )
    """
    return run(database, sql, {"window": REACH, "batch": BATCH}).rowcount
