"""Looks that are due at articles, the versions that they found, and who is told of what changed."""

from collections.abc import Callable
from datetime import timedelta

from sqlite_utils import Database

from crawler.dedup.urls import host
from crawler.model import (
    Article,
    Filing,
    Heard,
    Job,
    Look,
    Step,
    Validators,
    Verdict,
)
from crawler.store import filing as filings, search, stories
from crawler.store.filing import Memory, Taught
from crawler.store.rows import (
    MICROSECOND,
    Row,
    article_of,
    article_row,
    insert,
    matches_of,
    moment,
    rows,
    run,
    stamp,
)

PATIENCE = timedelta(hours=1) // MICROSECOND  # a look is late by


def plan(database: Database, filing: Filing, verdict: Verdict | None) -> None:
    """Look at an article again when what was decided of it says so."""
    if verdict is None or verdict.look is None:
        return
    row: Row = {
        "article": filing.id,
        "host": host(filing.found),
        "due": stamp(verdict.look),
        "matched": int(bool(verdict.alerts or verdict.skips)),
    }
    insert(
        database,
        "revisits",
        row,
        "on conflict (article) do update set matched = max(matched, excluded.matched)",
    )


def take(database: Database, now: int, until: int, room: int) -> list[Job]:
    """Take one look each at hosts that neither rest nor are being looked at, oldest first.

    New articles go first: a look waits while pages of its host do, but no longer than `PATIENCE`.
    """
    jobs: list[Job] = []
    for name, oldest in run(database, WAITING_HOSTS, {"now": now}).fetchall():
        asked = {"host": name, "now": now, "patient": oldest > now - PATIENCE}
        ((busy,),) = run(database, BUSY_HOST, asked).fetchall()
        if not busy:
            taken = {"host": name, "now": now, "until": until}
            jobs += [Job(Step.REVISIT, key) for (key,) in run(database, TAKE, taken).fetchall()]
        if len(jobs) == room:
            break
    return jobs


# Each host with a look planned, found by stepping from one to the next in the index.
WAITING_HOSTS = """
    with recursive planned (host) as (
        select min(host) from revisits where exists (select 1 from revisits where due <= :now)
        union all
        select (select min(host) from revisits where host > planned.host)
        from planned where planned.host is not null
    )
    select host, (select min(due) from revisits where revisits.host = planned.host) as oldest
    from planned where host is not null and oldest <= :now order by oldest
"""
BUSY_HOST = """
    select exists (select 1 from hosts where host = :host and free > :now)
        or exists (
            select 1 from revisits where host = :host and taken is not null and due > :now
        )
        or (:patient and exists (select 1 from pages where host = :host and due <= :now))
"""
TAKE = """
    update revisits set taken = due, due = :until where article = (
        select article from revisits where host = :host and due <= :now order by due limit 1
    ) returning article
"""


def look(database: Database, key: str) -> Look | None:
    """The look that is due at an article; None where there is none, or no article any more."""
    sql = """
        select articles.*, round, matched, missing, etag, revisits.modified as since,
            (select names.url from names where names.name = articles.page) as found
        from revisits join articles on articles.id = revisits.article where id = :key
    """
    for row in rows(database, sql, {"key": key}):
        return Look(
            filing=Filing(
                id=row["id"],
                page=row["page"],
                source=row["source"],
                network=row["network"],
                first_seen=moment(row["first_seen"]),
                found=row["found"] or row["url"],
                fingerprint=row["fingerprint"],
                article=article_of(row),
            ),
            stored_at=moment(row["stored_at"]),
            matched=bool(row["matched"]),
            round=row["round"],
            missing=bool(row["missing"]),
            validators=Validators(row["etag"], row["since"]),
        )
    return None


def looked(
    database: Database,
    key: str,
    due: int | None,
    validators: Validators,
    *,
    counts: bool,
    missing: bool,
) -> None:
    """As in `ports.Store`."""
    values = {
        "key": key,
        "due": due,
        "counts": int(counts),
        "missing": int(missing),
        "etag": validators.etag,
        "modified": validators.modified,
    }
    if due is None:
        run(database, "delete from revisits where article = :key", values)
    else:
        sql = """
            update revisits set due = :due, taken = null, round = round + :counts,
            missing = :missing, etag = :etag, modified = :modified where article = :key
        """
        run(database, sql, values)


def revise(
    database: Database,
    memory: Memory,
    taught: Taught,
    now: int,
    decide: Callable[[Heard], Verdict],
    *,
    replaces: Article | None,
) -> Verdict | None:
    """Decide who is told of what became of an article; None where it was dropped meanwhile.

    What is `taught` is its new version, which `replaces` the one that is kept; None: it is as it was.
    """
    filing = taught.filing
    sql = "select story from articles where id = :id"
    found = run(database, sql, {"id": filing.id}).fetchall()
    if not found:
        return None
    ((story,),) = found
    terms: dict[str, frozenset[str]] = {}
    told = "select rule, matches from alerts where article = :id"
    for rule, matches in run(database, told, {"id": filing.id}).fetchall():
        terms[rule] = frozenset(match.term for match in matches_of(matches))
    verdict = decide(Heard(story=stories.story(database, story), terms=terms))
    if replaces is not None:
        _replace(database, taught, replaces, now)
        memory.copies.renew(database, taught.entry)
        memory.window.renew(database, filing.id, taught.traits)
    filings.answered(database, verdict, filing.id, story, now)
    if verdict.alerts or verdict.skips:
        run(database, "update revisits set matched = 1 where article = :id", {"id": filing.id})
    return verdict


def _replace(database: Database, taught: Taught, old: Article, now: int) -> None:
    filing = taught.filing
    version = {"article": filing.id, "seen": now, "title": old.title, "text": old.text}
    insert(database, "versions", version, "on conflict (article, seen) do nothing")
    search.leave(database, filing.id)  # while its old text is there to be taken out by
    columns = {"fingerprint": filing.fingerprint, **article_row(filing.article)}
    names = ", ".join(f"{name} = :{name}" for name in columns)
    run(database, f"update articles set {names} where id = :id", {**columns, "id": filing.id})
    search.enter(database, filing.id, taught.tokens)
    # The one of its old text stays: who copied that has a copy of it still.
    sql = """
        insert into fingerprints (fingerprint, first_seen, article, story)
        select fingerprint, first_seen, id, story from articles where id = :id
        and fingerprint != '' and not exists (
            select 1 from fingerprints
            where fingerprint = articles.fingerprint and first_seen = articles.first_seen
            and article = articles.id
        )
    """
    run(database, sql, {"id": filing.id})


def prune(database: Database, _: int) -> int:
    """Drop a batch of versions whose article was dropped."""
    sql = """
        delete from versions where (article, seen) in (
            select article, seen from versions where not exists (
                select 1 from articles where id = versions.article
            ) limit 200
        )
    """
    return run(database, sql, {}).rowcount
