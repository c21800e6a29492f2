"""An article's way in: known or new, which story, who is told, all at once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from sqlite_utils import Database

from crawler.dedup.identity import bears_out
from crawler.dedup.original import original, published
from crawler.dedup.shingles import shingles
from crawler.dedup.stories.traits import Traits, traits
from crawler.dedup.urls import owner
from crawler.model import Alert, Copy, Filing, Known, Verdict
from crawler.store import dates, deliveries, habits, parameters, search, stories
from crawler.store.copies import MOST, REACH, Copies, Entry, Twin
from crawler.store.rows import (
    Row,
    article_of,
    article_row,
    insert,
    matches_json,
    rows,
    run,
    stamp,
)


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """An article with what was worked out of it before the transaction."""

    filing: Filing
    entry: Entry  # for the index of copies
    trace: Row | None  # what it teaches of its host
    tokens: str  # by which it is searched
    traits: Traits  # by which its story is found


def taught(filing: Filing) -> Taught:
    """An article, and what it takes some time to work out of it."""
    text = filing.article.paragraphs if filing.fingerprint else ()
    name = habits.bare_host(filing.article.url)
    entry = Entry(filing.id, name, stamp(filing.first_seen), shingles(text))
    tokens = search.tokens(filing.article, filing.source)
    about = traits(filing.article.title, filing.article.paragraphs)
    return Taught(filing, entry, habits.trace(filing), tokens, about)


@dataclass(frozen=True, slots=True)
class Memory:
    """What the writer holds in memory of the articles that are kept."""

    copies: Copies = field(default_factory=Copies)
    window: stories.Window = field(default_factory=stories.Window)


def file(
    database: Database,
    memory: Memory,
    told: Taught,
    now: int,
    decide: Callable[[Known], Verdict],
) -> Verdict | None:
    """Decide on an article and keep it; None where it was kept before."""
    filing = told.filing
    article, again, verdict = _kept(database, filing), None, None
    twins = memory.copies.of(database, told.entry) if article is None else []
    if article is None:
        article = again = _claimed(database, filing, {twin.article for twin in twins})
    if article is None:
        known, number = _known(database, memory, told, twins)
        verdict = decide(known)
        _keep(database, filing, verdict, now)
        if number is not None:
            stories.number(database, verdict.story, number)
        search.enter(database, filing.id, told.tokens)
        memory.copies.add(database, told.entry, teaches=verdict.copy_of is None)
        habits.keep(database, told.trace, filing, verdict, now)
    _name(database, filing, article or filing.id, now)
    if again is not None:
        _follow(database, filing, again, now)
    parameters.learn(database, filing, now)
    _done_with(database, filing.page)
    return verdict


def _known(
    database: Database, memory: Memory, told: Taught, twins: Sequence[Twin]
) -> tuple[Known, int | None]:
    """What bears on an article, and the number of its story; None: it is that of its original."""
    filing, story, number = told.filing, None, None
    copies = _copies(database, filing, twins)
    if original(copies, filing) is None:
        time = stamp(published(filing))
        story, number = memory.window.place(database, filing.id, told.traits, time)
    return Known(copies, story, habits.figures(database, told.entry.host)), number


def _kept(database: Database, filing: Filing) -> str | None:
    """The article that this one is by its page, though its text may be pruned by now."""
    values: Row = {"id": filing.id, "page": filing.page}
    sql = """
        select article from names where name = :page and not claimed
        union all select id from articles where id = :id
    """
    for (known,) in run(database, sql, values).fetchall():
        return str(known)
    return None


def _claimed(database: Database, filing: Filing, twins: Collection[str]) -> str | None:
    """The article that this one is by a name that it claims, and bears out."""
    for name in (filing.page, *(claim.key for claim in filing.claims)):
        sql = "select * from articles where id = (select article from names where name = :name)"
        for row in rows(database, sql, {"name": name}):
            same_text = row["fingerprint"] == filing.fingerprint != ""
            twin = row["id"] in twins
            if same_text or bears_out(filing.article, article_of(row), twins=twin):
                return str(row["id"])
    return None


def _follow(database: Database, filing: Filing, article: str, now: int) -> None:
    """Look from now on where an article is by now, and soon if it says something else there."""
    sql = "select url, fingerprint from articles where id = :id"
    for url, text in run(database, sql, {"id": article}).fetchall():
        if owner(url) != owner(filing.found):  # one who counts clicks, say
            return
        if not filing.fingerprint:  # a teaser, whose article stands where it was
            return
        values = {"id": article, "page": filing.page}
        run(database, "update articles set page = :page where id = :id", values)
        if text != filing.fingerprint:
            dates.look(database, filing.page, filing.found, now)


def _name(database: Database, filing: Filing, article: str, now: int) -> None:
    """Note what the article is known by.

    What another claims, too, goes to the one that came last: who claims it next is most like that.
    """
    sql = "on conflict (name) do update set seen = max(seen, excluded.seen)"
    own = ", ".join(
        f"{name} = excluded.{name}" for name in ("article", "claimed", "url", "why")
    )
    about, is_new = {"article": article, "seen": now}, article == filing.id
    for claim in filing.claims:
        row = {"name": claim.key, "claimed": 1, "url": claim.url, "why": claim.why}
        insert(database, "names", row | about, sql)
        if is_new:
            run(database, TAKE, row | {"article": article})
    row = {"name": filing.page, "claimed": 0, "url": filing.found, "why": "found"}
    insert(database, "names", row | about, f"{sql}, {own}")


TAKE = """
    update names set article = :article, url = :url, why = :why where name = :name and claimed
"""


def _copies(database: Database, filing: Filing, twins: Sequence[Twin]) -> tuple[Copy, ...]:
    """Articles that this one repeats, or that repeat it, within the window, earliest first."""
    seen = stamp(filing.first_seen)
    sql = """
        select article, story, first_seen from fingerprints
        where fingerprint = :fingerprint and fingerprint != ''
        and first_seen between :after and :before order by first_seen, seq limit :most
    """
    span = {"after": seen - REACH, "before": seen + REACH, "most": MOST}
    found = run(database, sql, {"fingerprint": filing.fingerprint, **span}).fetchall()
    copies = {
        article: (first_seen, _copy(database, article, 1.0, story))
        for article, story, first_seen in found
    }
    for twin in twins:
        copy = _copy(database, twin.article, twin.containment)
        copies.setdefault(twin.article, (twin.first_seen, copy))
    return tuple(copy for _, copy in sorted(copies.values(), key=itemgetter(0)))


def _copy(database: Database, article: str, contained: float, story: str = "") -> Copy:
    """A copy; `story` is that of one whose article was dropped."""
    sql = "select title, network, story from articles where id = :id"
    title, network, own = run(database, sql, {"id": article}).fetchone() or ("", "", story)
    alerted = run(
        database, "select distinct rule from alerts where article = :id", {"id": article}
    ).fetchall()
    told = frozenset(rule for (rule,) in alerted)
    return Copy(article, stories.story(database, own), title, network, contained, told)


def _keep(database: Database, filing: Filing, verdict: Verdict, now: int) -> None:
    seen, story = stamp(filing.first_seen), verdict.story
    stories.enter(database, story, filing.network, article=filing.id, seen=seen)
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
            "contained": verdict.contained,
            "origin": filing.origin,
            "fingerprint": filing.fingerprint,
            **article_row(filing.article),
        },
    )
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
    answered(database, verdict, filing.id, story, now)


def answered(database: Database, verdict: Verdict, article: str, story: str, now: int) -> None:
    """Keep what was decided of the rules that an article answers: what they tell, or why nothing."""
    for skip in verdict.skips:
        insert(
            database,
            "skips",
            {"article": article, "rule": skip.rule, "reason": skip.reason, "created": now},
            "on conflict (article, rule) do nothing",
        )
    for alert in verdict.alerts:
        _raised(database, alert, article, story, now)


def _raised(database: Database, alert: Alert, article: str, story: str, now: int) -> None:
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
            "outlets": alert.outlets,
            "created": now,
        },
        "on conflict (id) do nothing",
    )
    deliveries.enter(database, alert, story, now)


def _done_with(database: Database, page: str) -> None:
    """Let a page wait no more; its list's date is kept, to see when that moves."""
    run(
        database,
        "update pages set state = 'done', due = null, taken = null, problem = '',"
        " title = null, summary = null where key = :key",
        {"key": page},
    )
