"""Looks that are due at articles, the versions that they found, and who is told of what changed."""

from collections.abc import Callable

from sqlite_utils import Database

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
from crawler.store.rows import (
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


def plan(database: Database, article: str, verdict: Verdict | None) -> None:
    """Look at an article again when what was decided of it says so."""
    if verdict is None or verdict.look is None:
        return
    matched = int(bool(verdict.alerts or verdict.skips))
    row: Row = {"article": article, "due": stamp(verdict.look), "matched": matched}
    insert(
        database,
        "revisits",
        row,
        "on conflict (article) do update set matched = max(matched, excluded.matched)",
    )


def take(database: Database, now: int, until: int, room: int) -> list[Job]:
    """Looks that are due, oldest first; put off, so that a crash loses none."""
    sql = "select article from revisits where due <= :now order by due limit :room"
    due = run(database, sql, {"now": now, "room": room}).fetchall()
    for (article,) in due:
        run(
            database,
            "update revisits set due = :until where article = :article",
            {"until": until, "article": article},
        )
    return [Job(Step.REVISIT, article) for (article,) in due]


def look(database: Database, key: str) -> Look | None:
    """The look that is due at an article; None where there is none, or no article any more."""
    sql = """
        select articles.*, round, matched, etag, revisits.modified as since,
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
            validators=Validators(row["etag"], row["since"]),
        )
    return None


def looked(database: Database, key: str, due: int | None, validators: Validators) -> None:
    """Keep that a look is over, and when the next is; None: it was the last."""
    values = {
        "key": key,
        "due": due,
        "etag": validators.etag,
        "modified": validators.modified,
    }
    if due is None:
        run(database, "delete from revisits where article = :key", values)
    else:
        sql = """
            update revisits set due = :due, round = round + 1, etag = :etag, modified = :modified
            where article = :key
        """
        run(database, sql, values)


def revise(
    database: Database,
    filing: Filing,
    now: int,
    decide: Callable[[Heard], Verdict],
    *,
    replaces: Article | None,
) -> Verdict | None:
    """Decide who is told of what became of an article; None where it was dropped meanwhile.

    `filing` has its new version, which `replaces` the one that is kept; None: it is as it was.
    """
    sql = "select story from articles where id = :id"
    found = run(database, sql, {"id": filing.id}).fetchall()
    if not found:
        return None
    ((story,),) = found
    terms: dict[str, frozenset[str]] = {}
    told = "select rule, matches from alerts where article = :id and type != 'story.updated'"
    for rule, matches in run(database, told, {"id": filing.id}).fetchall():
        terms[rule] = frozenset(match.term for match in matches_of(matches))
    verdict = decide(Heard(story=stories.story(database, story), terms=terms))
    if replaces is not None:
        _replace(database, filing, replaces, now)
    for alert in verdict.alerts:
        filings.raised(database, alert, filing.id, story, now)
    if verdict.alerts:
        run(database, "update revisits set matched = 1 where article = :id", {"id": filing.id})
    return verdict


def _replace(database: Database, filing: Filing, old: Article, now: int) -> None:
    version = {"article": filing.id, "seen": now, "title": old.title, "text": old.text}
    insert(database, "versions", version, "on conflict (article, seen) do nothing")
    search.leave(database, filing.id)  # while its old text is there to be taken out by
    columns = article_row(filing.article)
    names = ", ".join(f"{name} = :{name}" for name in columns)
    run(database, f"update articles set {names} where id = :id", {**columns, "id": filing.id})
    search.enter(database, filing.id, search.tokens(filing.article, filing.source))


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
