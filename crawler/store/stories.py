"""Where an article belongs: the window of stories, kept beside the articles and mended with them.

    traits of an article ──> window (memory) ──> its story, and the articles that it moves
                                  │                                │
                            `tellings` (rows)        articles, alerts and newsrooms go with them

The rows say all that the window knows, so whoever starts again decides alike.  It is made of them when the
first article comes, and belongs to the thread that writes; where a transaction was undone the window is
ahead of its rows, which is seen by its last one, and made anew.

What was told of an article goes where it goes.  So stories that merge are told to nobody again,
and of one that parts the part that nobody heard of is news still.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlite_utils import Database

from crawler.dedup.identity import WINDOW, short_id, story_id
from crawler.dedup.stories.traits import Traits
from crawler.dedup.stories.window import Place, Row as Telling, Stories
from crawler.model import Story
from crawler.store.rows import MICROSECOND, moment, rows, run

MOST = 200_000  # articles in the window: bounds its memory, some 3 kB each
UPKEEP = 500  # articles after which those of before the window are let go of …
BATCH = 1000  # … at most so many at once
LOAD = (
    "select seq, time, story, traits from tellings order by seq"  # when the first article comes
)
TELLING = """
    select seq from tellings where article = :article and story = (
        select number from stories where id = (select story from articles where id = :article)
    )
"""
NUMBER = "select id from stories where number = :number order by started_at limit 1"


class Window:
    """The stories of late; every call is part of the transaction that keeps an article."""

    def __init__(self, most: int = MOST, upkeep: int = UPKEEP) -> None:
        self._most, self._upkeep = most, upkeep
        self._stories: Stories | None = None  # made when it is first asked
        self._last = 0  # the last row that it knows

    def place(
        self, database: Database, article: str, traits: Traits, time: int
    ) -> tuple[Story, int]:
        """The story of a new article, without it, and the number of that; mends the stories near.

        `time`, a stamp, is when it was published; not after it was first seen.
        """
        placed = self._place(database, article, traits, time)
        return story(database, _named(database, placed.story, article)), placed.story

    def adopt(
        self, database: Database, article: str, traits: Traits, time: int, *, key: str
    ) -> None:
        """Take in an article that is kept in the story `key`: it goes where it belongs by now."""
        placed = self._place(database, article, traits, time)
        if placed.story == self._last:  # of its own, so under the name that it has
            number(database, key, placed.story)
        new = _named(database, placed.story, article)
        if new != key:
            _found(database, new, article)
            number(database, new, placed.story)
            _move(database, article, new)

    def _place(self, database: Database, article: str, traits: Traits, time: int) -> Place:
        stories = self._made(database)
        seq = self._last + 1
        if seq % self._upkeep == 0:
            self.prune(database, 0)
        self._last = seq
        placed = stories.add(seq, traits, moment(time))
        run(
            database,
            "insert into tellings values (:seq, :article, :time, :story, :traits)",
            {
                "seq": seq,
                "article": article,
                "time": time,
                "story": placed.story,
                "traits": placed.kept,
            },
        )
        _mend(database, placed, article)
        return placed

    def renew(self, database: Database, article: str, traits: Traits) -> None:
        """Know an article by other traits; none that is a copy, or from before the window."""
        values: dict[str, object] = {"article": article}
        for (seq,) in run(database, TELLING, values).fetchall():
            kept = self._made(database).renew(seq, traits)
            if kept is not None:
                values = {"seq": seq, "traits": kept}
                run(database, "update tellings set traits = :traits where seq = :seq", values)

    def _made(self, database: Database) -> Stories:
        ((last,),) = run(database, "select ifnull(max(seq), 0) from tellings", {}).fetchall()
        if self._stories is None or last != self._last:
            self._stories, self._last = Stories(_tellings(database)), last
        return self._stories

    def prune(self, database: Database, _: int) -> int:
        """Let go of what is too old, or too much; never of the last, whose number must not come again."""
        before = "(select max(time) from tellings) - :window"
        sql = f"""
            delete from tellings where seq in (
                select seq from tellings
                where seq < (select max(seq) from tellings) and (time < {before} or seq <= (
                    select seq from tellings order by seq desc limit 1 offset :most
                )) limit :batch
            ) returning seq
        """
        values = {"window": WINDOW // MICROSECOND, "most": self._most, "batch": BATCH}
        gone = run(database, sql, values).fetchall()
        if self._stories is not None:
            self._stories.forget(seq for (seq,) in gone)
        return len(gone)


def _tellings(database: Database) -> Iterator[Telling]:
    for seq, time, number, kept in run(database, LOAD, {}):
        yield Telling(seq, moment(time), number, kept)


def story(database: Database, key: str) -> Story:
    """What is known of the story with the id `key`, whether or not it is kept yet."""
    values = {"story": key}
    networks = run(
        database, "select network from story_networks where story = :story", values
    ).fetchall()
    told = run(
        database,
        "select rule, max(outlets) from alerts where story = :story group by rule",
        values,
    ).fetchall()
    return Story(
        key,
        frozenset(network for (network,) in networks),
        frozenset(rule for rule, _ in told),
        {rule: outlets for rule, outlets in told if outlets},
        tuple((network, url) for network, url, _ in run(database, LINKS, values)),
    )


LINKS = """
    select network, url, min(first_seen) as first from articles where story = :story
    group by network order by first, network limit 9
"""


def enter(database: Database, key: str, network: str, *, article: str, seen: int) -> None:
    """Keep that a newsroom told a story, `article` being its first if there was none before."""
    run(
        database,
        """
        insert into stories (id, first_article, started_at) values (:story, :article, :seen)
        on conflict (id) do nothing
        """,
        {"story": key, "article": article, "seen": seen},
    )
    run(
        database,
        """
        insert into story_networks (story, network) values (:story, :network)
        on conflict (story, network) do nothing
        """,
        {"story": key, "network": network},
    )


def number(database: Database, key: str, given: int) -> None:
    """Note the number of a story, by which the window knows it."""
    sql = "update stories set number = :number where id = :story and number is null"
    run(database, sql, {"story": key, "number": given})


def _named(database: Database, number: int, article: str) -> str:
    """The id of the story with a number: as it is kept, or as it will be."""
    for (known,) in run(database, NUMBER, {"number": number}).fetchall():
        return str(known)
    sql = "select article from tellings where seq = :number"
    for (first,) in run(database, sql, {"number": number}).fetchall():
        return story_id(first)
    return "st_" + short_id("story", str(number), article)


def _mend(database: Database, placed: Place, article: str) -> None:
    """Move articles to the stories that they belong to by now; `article` is what showed it."""
    homes: dict[int, Counter[str]] = {}
    for move in placed.moved:
        new = _named(database, move.now, article)
        sql = "update tellings set story = :story where seq = :seq returning article"
        values = {"story": move.now, "seq": move.article}
        for (moved,) in run(database, sql, values).fetchall():
            _found(database, new, moved)
            number(database, new, move.now)
            _move(database, moved, new)
        homes.setdefault(move.was, Counter())[new] += 1
    for gone in placed.merged:
        home = min(homes[gone], key=lambda new: (-homes[gone][new], new))
        for (old,) in run(database, NUMBER, {"number": gone}).fetchall():
            _dissolve(database, old, home)


FAMILY = """
    with recursive family (id) as (
        select :article
        union select articles.id from articles join family on articles.copy_of = family.id
    )
    select id from family
"""


def _move(database: Database, article: str, new: str) -> None:
    """Give an article and its copies to another story, with what was told of them."""
    for (one,) in run(database, FAMILY, {"article": article}).fetchall():
        values = {"article": one, "new": new}
        left = rows(database, "select story, network from articles where id = :article", values)
        run(database, "update articles set story = :new where id = :article", values)
        run(database, "update fingerprints set story = :new where article = :article", values)
        _follow(database, "select id from alerts where article = :article", values)
        for row in left:
            _leave(database, row["story"], row["network"], new)


def _leave(database: Database, old: str, network: str, new: str) -> None:
    """Count a newsroom's article among those of the story `new`, and no more among those of `old`."""
    values = {"old": old, "network": network, "new": new}
    run(
        database,
        """
        insert into story_networks (story, network) values (:new, :network)
        on conflict (story, network) do nothing
        """,
        values,
    )
    run(
        database,
        """
        delete from story_networks where story = :old and network = :network and not exists (
            select 1 from articles where story = :old and network = :network
        )
        """,
        values,
    )


def _dissolve(database: Database, old: str, new: str) -> None:
    """Give all that is left of a story to another: it is no more."""
    values = {"old": old, "new": new}
    _follow(database, "select id from alerts where story = :old", values)
    for sql in (
        "update articles set story = :new where story = :old",
        "update fingerprints set story = :new where story = :old",
        """
        insert into story_networks (story, network)
        select :new, network from story_networks where story = :old
        on conflict (story, network) do nothing
        """,
        "delete from story_networks where story = :old",
        """
        update stories set started_at = min(started_at, (
            select started_at from stories where id = :old
        )) where id = :new
        """,
        "delete from stories where id = :old",
    ):
        run(database, sql, values)


def _follow(database: Database, alerts: str, values: dict[str, str]) -> None:
    """Give alerts, found by the statement `alerts`, to the story `new`, with what still goes out."""
    told: Sequence[tuple[str]] = run(database, alerts, values).fetchall()
    for (alert,) in told:
        mine = {"alert": alert, "new": values["new"]}
        run(database, "update alerts set story = :new where id = :alert", mine)
        run(database, "update deliveries set story = :new where alert = :alert", mine)


def _found(database: Database, key: str, article: str) -> None:
    """Keep a story that began with an article which was of another until now."""
    run(
        database,
        """
        insert into stories (id, first_article, started_at)
        select :story, :article, ifnull(
            (select first_seen from articles where id = :article),
            (select time from tellings where article = :article order by seq limit 1)
        ) on conflict (id) do nothing
        """,
        {"story": key, "article": article},
    )
