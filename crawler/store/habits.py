"""What is remembered of each host: traces of its latest articles, and figures of its pages.

Of a host little more than `ARTICLES` traces are kept, of some 300 bytes each, and of all hosts `MOST`;
the figures are one row a host.
"""

import json
from array import array
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from crawler.boilerplate import ARTICLES, learned
from crawler.dedup.urls import host
from crawler.fold import words
from crawler.model import Figures, Filing, Gauge, Trace, Verdict
from crawler.store.rows import Row, maybe_moment, maybe_stamp, run

MOST = 100_000  # traces of all hosts together
SELDOM = 8  # one filing in so many looks whether there are more of a host than are kept
LONGEST = 200  # characters of a headline's words
_SIZE = 8  # bytes of a fingerprint


def bare_host(url: str) -> str:
    """The host of a page as its habits are known by: without `www.`."""
    return host(url).removeprefix("www.")


# blocks that repeat


def repeated(database: Database, name: str) -> frozenset[int]:
    """Fingerprints of the blocks that the host `name` puts on its articles."""
    found = run(
        database,
        "select title, hearts, blocks from traces where host = :host order by seq desc"
        " limit :most",
        {"host": name, "most": ARTICLES},
    )
    return learned(
        Trace(title, _numbers(hearts), _numbers(blocks)) for title, hearts, blocks in found
    )


def trace(filing: Filing) -> Row | None:
    """The row that keeps what an article teaches of its host; None where it teaches nothing."""
    noticed = filing.article.noticed
    if not noticed.blocks:
        return None
    return {
        "host": bare_host(filing.article.url),
        "title": " ".join(words(filing.article.title[:LONGEST]))[:LONGEST],
        "hearts": _bytes(noticed.hearts),
        "blocks": _bytes(noticed.blocks),
    }


def keep(
    database: Database, row: Row | None, filing: Filing, verdict: Verdict, now: int
) -> None:
    """Remember an article that is kept for the first time.  A copy teaches nothing."""
    if row is not None and verdict.copy_of is None:
        values = {**row, "seen": now, "most": ARTICLES}
        cursor = run(database, TRACE, values)
        if (cursor.lastrowid or 0) % SELDOM == 0:
            run(database, FORGET, values)
    if verdict.figures is not None:
        keep_figures(
            database, bare_host(filing.article.url), filing.source, verdict.figures, now
        )


TRACE = """
    insert into traces (host, title, hearts, blocks, seen)
    values (:host, :title, :hearts, :blocks, :seen)
"""
FORGET = """
    delete from traces where host = :host and seq <= (
        select seq from traces where host = :host order by seq desc limit 1 offset :most
    )
"""


def _bytes(numbers: Iterable[int]) -> bytes:
    return array("Q", numbers).tobytes()


def _numbers(kept: bytes) -> tuple[int, ...]:
    return tuple(array("Q", kept[: len(kept) // _SIZE * _SIZE]))


# figures


def figures(database: Database, name: str) -> Figures:
    """What is remembered of the pages of the host `name`."""
    found = run(database, FIGURES, {"host": name}).fetchone()
    return Figures() if found is None else _figures(*found)


COLUMNS = "pages, articles, length, language, gauges, told, open"
FIGURES = f"select {COLUMNS} from habits where host = :host"
KEEP = f"""
    insert into habits (host, source, {COLUMNS}, seen)
    values (:host, :source, :pages, :articles, :length, :language, :gauges, :told, :open, :seen)
    on conflict (host) do update set source = excluded.source, pages = excluded.pages,
        articles = excluded.articles, length = excluded.length, language = excluded.language,
        gauges = excluded.gauges, told = excluded.told, open = excluded.open, seen = excluded.seen
"""


def keep_figures(
    database: Database, name: str, source: str, figures: Figures, now: int
) -> None:
    """Keep the figures after another page of the host `name`, found by `source`."""
    values = {
        "host": name,
        "source": source,
        "pages": figures.pages,
        "articles": figures.articles,
        "length": figures.length,
        "language": figures.language,
        "gauges": _json({key: _gauge_row(each) for key, each in figures.gauges.items()}),
        "told": maybe_stamp(figures.told),
        "open": int(figures.open),
        "seen": now,
    }
    run(database, KEEP, values)


def figures_of(row: Row) -> Figures:
    """A row of `habits`."""
    return _figures(*(row[column] for column in COLUMNS.split(", ")))


def _figures(
    pages: int,
    articles: int,
    length: float,
    language: str,
    gauges: str,
    *rest: int | None,
) -> Figures:
    told, is_open = rest
    return Figures(
        pages=pages,
        articles=articles,
        gauges={key: _gauge_of(kept) for key, kept in json.loads(gauges).items()},
        length=length,
        language=language,
        told=maybe_moment(told),
        open=bool(is_open),
    )


def _gauge_row(gauge: Gauge) -> list[Any]:
    counts = (gauge.seen, gauge.failed, gauge.after, gauge.again, gauge.evidence)
    return [
        *[round(count, 6) for count in counts],
        int(gauge.last),
        gauge.pending,
        maybe_stamp(gauge.since),
        gauge.example,
        gauge.at,
    ]


def _gauge_of(kept: list[Any]) -> Gauge:
    seen, failed, after, again, evidence, last, pending, since, example, at = kept
    return Gauge(
        seen=seen,
        failed=failed,
        after=after,
        again=again,
        evidence=evidence,
        last=bool(last),
        pending=pending,
        since=maybe_moment(since),
        example=example,
        at=at,
    )


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


# upkeep


def prune(database: Database, before: int) -> int:
    """Forget a batch of what is older than `before`, or more than is kept of all hosts together."""
    old = """
        delete from traces where seq in (
            select seq from traces
            where seen < :before or seq <= (select max(seq) from traces) - :most
            order by seq limit :batch
        )
    """
    idle = """
        delete from habits where host in (
            select host from habits where seen < :before limit :batch
        )
    """
    values = {"before": before, "most": MOST, "batch": 200}
    return sum(run(database, sql, values).rowcount for sql in (old, idle))
