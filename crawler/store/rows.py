"""Values as rows, and rows as values."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from struct import Struct
from typing import Any

from sqlite_utils import Database

from crawler.model import (
    NO_HUBS,
    Article,
    Hubs,
    Inlet,
    InletKind,
    InletState,
    Match,
    Moment,
    PageState,
    Picture,
    Precision,
    Seen,
    Validators,
)

Row = dict[str, Any]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BETWEEN = "\n\n"  # parts the paragraphs of a body
MICROSECOND = timedelta(microseconds=1)


def stamp(time: datetime) -> int:
    """A time as whole microseconds since 1970, UTC.

    >>> stamp(datetime(1970, 1, 1, 7, 0, 1, tzinfo=UTC) - timedelta(hours=7))
    1000000
    """
    return (time - EPOCH) // MICROSECOND


def maybe_stamp(time: datetime | None) -> int | None:
    """`stamp`, where there is a time."""
    return None if time is None else stamp(time)


def moment(stamped: int) -> datetime:
    """The time of a stamp, in UTC."""
    return EPOCH + stamped * MICROSECOND


def maybe_moment(stamped: int | None) -> datetime | None:
    """`moment`, where there is a stamp."""
    return None if stamped is None else moment(stamped)


def plain(text: str) -> str:
    """`text` as UTF-8 can hold it: halves of a surrogate pair are joined, lone ones replaced."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def run(database: Database, sql: str, values: Mapping[str, Any]) -> sqlite3.Cursor:
    """Execute `sql`; text that UTF-8 cannot hold is mended, for pages hold anything."""
    try:
        return database.execute(sql, dict(values))
    except UnicodeEncodeError:
        mended = {k: plain(v) if isinstance(v, str) else v for k, v in values.items()}
        return database.execute(sql, mended)


def rows(database: Database, sql: str, values: Mapping[str, Any]) -> list[Row]:
    """What `sql` selects, each row by the names of its columns."""
    cursor = run(database, sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def insert(database: Database, table: str, row: Row, conflict: str = "") -> bool:
    """Put `row` into `table`; whether it went in.  `conflict` is an `on conflict` clause."""
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    sql = f"insert into {table} ({names}) values ({values}) {conflict}"
    return run(database, sql, row).rowcount > 0


def article_row(article: Article) -> Row:
    """The columns that hold `article`."""
    return {
        "url": article.url,
        "canonical": article.canonical,
        "state": article.state.value,
        "title": article.title,
        "authors": _json(article.authors),
        **_moment_row("published", article.published),
        **_moment_row("modified", article.modified),
        "language": article.language,
        "site": article.site,
        "section": article.section,
        "tags": _json(article.tags),
        "pictures": _json([[p.url, p.alt, p.caption] for p in article.pictures]),
        "paragraphs": _paragraphs(article),
        "comments": _json(article.comments),
        "text": plain(article.text),
    }


def article_of(row: Row) -> Article:
    """The article that `article_row` gave `row` for."""
    return Article(
        url=row["url"],
        canonical=row["canonical"],
        state=PageState(row["state"]),
        title=row["title"],
        authors=_list(row["authors"]),
        published=moment_of(row, "published"),
        modified=moment_of(row, "modified"),
        language=row["language"],
        site=row["site"],
        section=row["section"],
        tags=_list(row["tags"]),
        pictures=tuple(Picture(*picture) for picture in json.loads(row["pictures"])),
        paragraphs=paragraphs_of(row["paragraphs"], row["text"]),
        comments=_list(row["comments"]),
        text=row["text"],
    )


def matches_json(matches: Iterable[Match]) -> str:
    """Matches as JSON."""
    return _json([[m.term, m.field, m.snippet, m.start, m.end] for m in matches])


def matches_of(text: str) -> tuple[Match, ...]:
    """The matches that `matches_json` gave `text` for."""
    return tuple(Match(*match) for match in json.loads(text))


def inlet_row(state: InletState) -> Row:
    """The columns that hold what is remembered of an inlet."""
    return {
        "kind": state.inlet.kind.value,
        "url": state.inlet.url,
        "parent": state.parent,
        "etag": state.validators.etag,
        "modified": state.validators.modified,
        "first": maybe_stamp(state.first),
        "read": maybe_stamp(state.read),
        "failures": state.failures,
        "problem": state.problem,
        "checked": maybe_stamp(state.checked),
        "lies": state.lies,
        "listed": listed_blob(state.listed),
        "wish": None if state.wish is None else state.wish // MICROSECOND,
        "hubs": hubs_json(state.hubs),
    }


def inlet_of(row: Row) -> InletState:
    """What `inlet_row` gave `row` for."""
    return InletState(
        inlet=Inlet(InletKind(row["kind"]), row["url"]),
        parent=row["parent"],
        validators=Validators(row["etag"], row["modified"]),
        first=maybe_moment(row["first"]),
        read=maybe_moment(row["read"]),
        failures=row["failures"],
        problem=row["problem"],
        checked=maybe_moment(row["checked"]),
        lies=row["lies"],
        listed=listed_of(row["listed"]),
        wish=None if row["wish"] is None else row["wish"] * MICROSECOND,
        hubs=hubs_of(row["hubs"]),
        pushed=maybe_moment(row.get("pushed")),  # of another table: not every look has it
    )


def hubs_json(hubs: Hubs) -> str | None:
    """Hubs as JSON, the topic first; None where there are none."""
    return _json([hubs.topic, *hubs.urls]) if hubs.urls else None


def hubs_of(text: str | None) -> Hubs:
    """What `hubs_json` gave `text` for."""
    if text is None:
        return NO_HUBS
    topic, *urls = json.loads(text)
    return Hubs(tuple(urls), topic)


_SEEN = Struct("<qq")  # the key, the seconds since 1970
_UNDATED = -(1 << 63)


def listed_blob(listed: Iterable[Seen]) -> bytes:
    """The links of a list as they are remembered; 16 bytes each."""
    return b"".join(
        _SEEN.pack(
            each.key,
            _UNDATED if each.published is None else stamp(each.published) // 1_000_000,
        )
        for each in listed
    )


def listed_of(kept: bytes) -> tuple[Seen, ...]:
    """What `listed_blob` gave `kept` for, times in UTC and to the second."""
    return tuple(
        Seen(key, None if seconds == _UNDATED else moment(seconds * 1_000_000))
        for key, seconds in _SEEN.iter_unpack(kept)
    )


def stated(time: datetime | None) -> str | None:
    """A publisher's time with its offset, as text."""
    return None if time is None else time.isoformat()


def stated_of(text: str | None) -> datetime | None:
    """The time that `stated` gave `text` for."""
    return None if text is None else datetime.fromisoformat(text)


def _paragraphs(article: Article) -> str:
    """The paragraphs; where the text holds them as they are, only from where to where.

    They are most of an article, so this saves a third of the database.
    """
    paragraphs = [plain(paragraph) for paragraph in article.paragraphs]
    body = BETWEEN.join(paragraphs)
    start = plain(article.text).find(body)
    if start < 0 or body.split(BETWEEN) != paragraphs:
        return _json(paragraphs)
    return _json({"start": start, "end": start + len(body)})


def paragraphs_of(kept: str, text: str) -> tuple[str, ...]:
    """The paragraphs of an article, from the columns `paragraphs` and `text`."""
    found = json.loads(kept)
    if isinstance(found, list):
        return tuple(found)
    return tuple(text[found["start"] : found["end"]].split(BETWEEN))


def _moment_row(name: str, moment: Moment | None) -> Row:
    if moment is None:
        return {name: None, f"{name}_precision": None}
    return {name: moment.at.isoformat(), f"{name}_precision": moment.precision.value}


def moment_of(row: Row, name: str) -> Moment | None:
    """A time as a publisher states it, from the columns `name` and `name_precision`."""
    if row[name] is None:
        return None
    return Moment(datetime.fromisoformat(row[name]), Precision(row[f"{name}_precision"]))


def _json(value: Any) -> str:
    # Not as escapes: a lone surrogate is mended on its way in, not on every way out.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _list(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
