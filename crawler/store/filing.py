"""An article's way in: known or new, which story, who is told, all at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlite_utils import Database

from crawler.dedup.identity import WINDOW
from crawler.fold import words
from crawler.model import Alert, Filing, Known, Story, Verdict
from crawler.store import habits, search
from crawler.store.rows import Row, article_row, insert, matches_json, rows, run, stamp


def file(
    database: Database,
    filing: Filing,
    now: int,
    decide: Callable[[Known], Verdict],
    trace: Row | None = None,
) -> Verdict | None:
    """Decide on an article and keep it; None where it was kept before.

    `trace` is what it teaches of its host.
    """
    article = _kept(database, filing)
    verdict = None
    if article is None:
        figures = habits.figures(database, habits.host_of(filing.article.url))
        verdict = decide(replace(_known(database, filing), figures=figures))
        _keep(database, filing, verdict, now)
        habits.keep(database, trace, filing, verdict, now)
    _name(database, filing, article or filing.id, now)
    _done_with(database, filing.page)
    return verdict


def _kept(database: Database, filing: Filing) -> str | None:
    """The article that this one is, though its text may be pruned by now."""
    values: Row = {"id": filing.id, "page": filing.page}
    sql = """
        select article from names where name = :page and not claimed
        union all select id from articles where id = :id
    """
    for (known,) in run(database, sql, values).fetchall():
        return str(known)
    for name in (filing.page, *filing.claims):
        sql = """
            select id, title, fingerprint from articles
            where id = (select article from names where name = :name)
        """
        for row in rows(database, sql, {"name": name}):
            if _borne_out(filing, row):
                return str(row["id"])
    return None


def _borne_out(filing: Filing, row: Row) -> bool:
    """Whether a claim is true: a template may claim one address for all its pages."""
    same_text = row["fingerprint"] == filing.fingerprint != ""
    headline = " ".join(words(filing.article.title))
    return same_text or (bool(headline) and headline == " ".join(words(row["title"])))


def _name(database: Database, filing: Filing, article: str, now: int) -> None:
    """Note what the article is known by; what is another's stays the other's."""
    sql = "on conflict (name) do update set seen = max(seen, excluded.seen)"
    for name in filing.claims:
        row = {"name": name, "article": article, "claimed": 1, "seen": now}
        insert(database, "names", row, sql)
    row = {"name": filing.page, "article": article, "claimed": 0, "seen": now}
    insert(database, "names", row, f"{sql}, article = excluded.article, claimed = 0")


def _known(database: Database, filing: Filing) -> Known:
    """The earliest copy of the text within the window, and its story."""
    seen, window = stamp(filing.first_seen), WINDOW // timedelta(microseconds=1)
    found = run(
        database,
        "select article, story from fingerprints where fingerprint = :fingerprint"
        " and fingerprint != '' and first_seen between :after and :before"
        " order by first_seen, seq limit 1",
        {
            "fingerprint": filing.fingerprint,
            "after": seen - window,
            "before": seen + window,
        },
    ).fetchall()
    for copy, story in found:
        sql = "select title, network from articles where id = :id"
        about = run(database, sql, {"id": copy}).fetchone() or ("", "")
        return Known(
            story=_story(database, story), copy_of=copy, title=about[0], network=about[1]
        )
    return Known()


def _story(database: Database, story: str) -> Story:
    networks = run(
        database, "select network from story_networks where story = :story", {"story": story}
    )
    told = run(
        database, "select distinct rule from alerts where story = :story", {"story": story}
    )
    return Story(story, _set(networks.fetchall()), _set(told.fetchall()))


def _set(found: list[tuple[str]]) -> frozenset[str]:
    return frozenset(value for (value,) in found)


def _keep(database: Database, filing: Filing, verdict: Verdict, now: int) -> None:
    seen, story = stamp(filing.first_seen), verdict.story
    insert(
        database,
        "stories",
        {"id": story, "first_article": filing.id, "started_at": seen},
        "on conflict (id) do nothing",
    )
    insert(
        database,
        "story_networks",
        {"story": story, "network": filing.network},
        "on conflict (story, network) do nothing",
    )
    insert(
        database,
        "articles",
        {
            "id": filing.id,
            "page": filing.page,
            "source": filing.source,
            "network": filing.network,
            "first_seen": seen,
            "stored_at": now,
            "story": story,
            "copy_of": verdict.copy_of,
            "fingerprint": filing.fingerprint,
            **article_row(filing.article),
        },
    )
    search.enter(database, filing.id, search.tokens(filing.article, filing.source))
    if filing.fingerprint:
        insert(
            database,
            "fingerprints",
            {
                "fingerprint": filing.fingerprint,
                "first_seen": seen,
                "article": filing.id,
                "story": story,
            },
        )
    for skip in verdict.skips:
        insert(
            database,
            "skips",
            {"article": filing.id, "rule": skip.rule, "reason": skip.reason, "created": now},
            "on conflict (article, rule) do nothing",
        )
    for alert in verdict.alerts:
        _raise(database, alert, filing.id, story, now)


def _raise(database: Database, alert: Alert, article: str, story: str, now: int) -> None:
    """Keep an alert with its deliveries; ids and bodies that are kept already never change."""
    insert(
        database,
        "alerts",
        {
            "id": alert.id,
            "type": alert.type,
            "rule": alert.rule,
            "article": article,
            "story": story,
            "urgency": alert.urgency.value,
            "matches": matches_json(alert.matches),
            "created": now,
        },
        "on conflict (id) do nothing",
    )
    for delivery in alert.deliveries:
        insert(
            database,
            "deliveries",
            {
                "id": delivery.id,
                "alert": alert.id,
                "channel": delivery.channel,
                "story": story,
                "body": delivery.body,
                "state": "waiting",
                "due": now,
                "created": now,
            },
            "on conflict (id) do nothing",
        )


def _done_with(database: Database, page: str) -> None:
    run(
        database,
        "update pages set state = 'done', due = null, taken = null, problem = '',"
        " title = null, summary = null, published = null where key = :key",
        {"key": page},
    )
