"""The index of stored articles: which of them may answer a query.

article ──keys──> tokens ──> `search` (FTS5)         in the transaction that keeps the article
query ──needed──> clauses ──> tokens, joined by AND and OR ──> candidates, newest first

It only narrows; the matcher judges what comes out.  A key is one token, whatever is in it.  Where
keys come to be made otherwise, the index is emptied and filled anew, a little at a time; what is
not in it yet is a candidate of every query.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from sqlite_utils import Database

from crawler.model import Article
from crawler.rules import Node, narrowing
from crawler.rules.clauses import Clause
from crawler.store.rows import Row, article_of, insert, rows, run

BATCH = 50  # articles filled in at once
PAGES = 500  # of the index put in order at once, where some articles were dropped
FEW = 200  # candidates that are judged sooner than patterns are looked up
MOST = 1000  # words that a clause is spread into; one with more leaves nothing out
EDITION = f"{narrowing.EDITION}, Unicode {unicodedata.unidata_version}"
_LONGEST = 200  # characters of a token; what is longer is cut, and answers every pattern
_CUT = "\N{HORIZONTAL ELLIPSIS}"  # a token of articles with a key that was cut
_ODD = re.compile("[\0- \x7f]")  # would end a token


# Filling


def prepare(database: Database) -> None:
    """Empty the index if it holds keys of another edition."""
    if _fact(database, "search") == EDITION:
        return
    database.execute("begin immediate")
    run(database, "insert into search (search) values ('delete-all')", {})
    run(database, "delete from searched", {})
    _state(database, "search", EDITION)
    run(database, "delete from facts where name = 'searched'", {})
    if not rows(database, "select 1 from articles limit 1", {}):
        _state(database, "searched", "all")
    database.execute("commit")


def enter(database: Database, key: str, tokens: str) -> None:
    """Note the article `key`; `tokens` are as `tokens` gives them."""
    if insert(database, "searched", {"article": key}, "on conflict (article) do nothing"):
        sql = """
            insert into search (rowid, keys)
            select seq, :tokens from searched where article = :article
        """
        run(database, sql, {"article": key, "tokens": tokens})


def leave(database: Database, key: str) -> None:
    """Forget the article `key`, which must still be kept."""
    sql = """
        select articles.*, seq from searched join articles on articles.id = searched.article
        where searched.article = :article
    """
    for row in rows(database, sql, {"article": key}):
        # The index has no copy of what it was told, and must be told the same to forget it.
        values = {"seq": row["seq"], "tokens": tokens(article_of(row), row["source"])}
        forget = "insert into search (search, rowid, keys) values ('delete', :seq, :tokens)"
        run(database, forget, values)
        run(database, "delete from searched where seq = :seq", {"seq": row["seq"]})


def fill(database: Database, _: int = 0) -> int:
    """Enter some of the articles that are not in the index yet; return how many."""
    if _fact(database, "searched") is not None:
        return 0
    found = rows(database, f"select * {MISSING} limit {BATCH}", {})
    for row in found:
        enter(database, row["id"], tokens(article_of(row), row["source"]))
    if not found:
        _state(database, "searched", "all")
    return len(found)


def tighten(database: Database, dropped: int) -> None:
    """Give back some of the room that `dropped` articles took; all of it where most are gone."""
    ((left,),) = database.execute("select count(*) from searched").fetchall()
    if dropped > left:
        run(database, "insert into search (search) values ('optimize')", {})
    elif dropped:
        sql = "insert into search (search, rank) values ('merge', :pages)"
        run(database, sql, {"pages": PAGES})


def tokens(article: Article, source: str) -> str:
    """What the index is told of an article."""
    keys = narrowing.keys(article, source)
    cut = {_CUT} if any(len(key) > _LONGEST for key in keys) else set()
    return " ".join(sorted({_token(key) for key in keys} | cut))


MISSING = """
    from articles where not exists (select 1 from searched where article = articles.id)
"""


def _fact(database: Database, name: str) -> str | None:
    found = rows(database, "select value from facts where name = :name", {"name": name})
    return found[0]["value"] if found else None


def _state(database: Database, name: str, value: str) -> None:
    sql = "on conflict (name) do update set value = excluded.value"
    insert(database, "facts", {"name": name, "value": value}, sql)


def _token(key: str) -> str:
    """A key as one token; that two keys may become one only lets more through."""
    return _ODD.sub("_", key[:_LONGEST]).encode(errors="replace").decode()


# Looking


def candidates(database: Database, query: Node | None, limits: Row) -> list[str]:
    """Ids of the articles that may answer `query`, newest first.

    `limits` are `since` and `until`, times when articles were first seen, and `source`; each may
    be None.
    """
    if _fact(database, "search") != EDITION:
        return _ids(database, "from articles", limits)
    sought = None if query is None else _expression(database, narrowing.needed(query))
    if sought is None:
        return _ids(database, "from articles", limits)
    unsure = "" if _fact(database, "searched") else f"union select id {MISSING}"
    sql = f"""
        from articles where id in (
            select article from search join searched on searched.seq = search.rowid
            where search match :sought {unsure}
        )
    """
    return _ids(database, sql, {**limits, "sought": sought})


def _ids(database: Database, sql: str, limits: Row) -> list[str]:
    asked = {
        "since": "first_seen >= :since",
        "until": "first_seen < :until",
        "source": "source = :source",
    }
    wanted = [clause for name, clause in asked.items() if limits.get(name) is not None]
    joint = " and " if "where" in sql else " where "
    where = f"{joint}{' and '.join(wanted)}" if wanted else ""
    order = "order by first_seen desc, articles.rowid desc"
    return [row["id"] for row in rows(database, f"select id {sql}{where} {order}", limits)]


def _expression(database: Database, clauses: Sequence[Clause]) -> str | None:
    """What the articles must answer that have a key of each clause; None: it leaves nothing out."""
    plain = [clause for clause in clauses if not any(map(_is_spread, clause))]
    easy = _joined([[_quoted(key) for key in clause] for clause in plain])
    if len(plain) == len(clauses) or (easy is not None and _is_few(database, easy)):
        return easy
    spread = {key for clause in clauses for key in clause if _is_spread(key)}
    words = _spread(database, spread)
    choices = [
        [token for key in clause for token in words.get(key) or [_quoted(key)]]
        for clause in clauses
    ]
    return _joined(choice for choice in choices if len(choice) <= MOST)


def _joined(choices: Iterable[Sequence[str]]) -> str | None:
    return " AND ".join(f"({' OR '.join(choice)})" for choice in choices) or None


def _is_few(database: Database, sought: str) -> bool:
    sql = f"select rowid from search where search match :sought limit {FEW}"
    return len(rows(database, sql, {"sought": sought})) < FEW


def _is_spread(key: str) -> bool:
    """Whether a key stands for words that must be looked up."""
    return narrowing.pattern_of(key)[1] is not None and not _is_start(key)


def _is_start(key: str) -> bool:
    return "*" in key[-1:] and key.count("*") == 1 and "?" not in key


def _quoted(key: str) -> str:
    """A key as the index is asked for it: a token, or the start of one."""
    if narrowing.pattern_of(key)[1] is not None:
        start = _token(key[:-1]).replace('"', '""')
        return f'"{start}"*'
    return '"' + _token(key).replace('"', '""') + '"'


def _spread(database: Database, keys: Iterable[str]) -> Mapping[str, list[str]]:
    """The tokens that each of `keys` stands for."""
    terms: dict[str, list[str]] = {}
    found: dict[str, list[str]] = {}
    for key in keys:
        space, pattern = narrowing.pattern_of(key)
        if pattern is None:
            continue
        if space not in terms:
            terms[space] = _terms(database, space)
        words = narrowing.answering(pattern, terms[space])
        found[key] = [_quoted(_CUT), *(_quoted(space + word) for word in words)]
    return found


def _terms(database: Database, space: str) -> list[str]:
    """The words of the index, of one part or of title and body, without the part's name."""
    if not space:
        sql = "select term from search_words where instr(term, ':') = 0"
        return [row["term"] for row in rows(database, sql, {})]
    sql = "select term from search_words where term >= :first and term < :last"
    values = {"first": space, "last": space[:-1] + chr(ord(":") + 1)}
    return [row["term"][len(space) :] for row in rows(database, sql, values)]
