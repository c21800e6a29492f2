"""A rule tried on what is stored."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from crawler import backtest, judge
from crawler.backtest import Trial
from crawler.model import Moment, Tell
from crawler.rules import Rule
from crawler.store import open_store
from crawler.store.sqlite import SqliteStore
from tests.builders import NOON, a_rule, a_source, after, an_article
from tests.store.world import filing

SINCE = after(days=-30)


async def keep(
    store: SqliteStore,
    number: int,
    title: str,
    *,
    published: Moment | None = None,
    **given: object,
) -> None:
    """File an article that no rule was there for; `text` is what its copies have in common."""
    article = replace(an_article(title=title), published=published)
    seen = given.pop("first_seen", after(minutes=number))
    assert isinstance(seen, datetime)
    filed = filing(number, article=article, first_seen=seen, **given)
    await store.file(filed, seen, lambda known: judge.verdict(filed, [], known, seen))


async def tried(store: SqliteStore, rule: Rule, since: datetime = SINCE) -> Trial:
    done = []
    trial = await backtest.trial(
        store.shelf,
        rule,
        {"contoh": a_source(tags=("kota",))},
        since=since,
        now=after(days=1),
        on=lambda *at: done.append(at),
    )
    assert len(done) == trial.judged
    return trial


def fates(trial: Trial) -> dict[str, str]:
    return {hit.stored.article.title: hit.fate for hit in trial.hits}


async def test_a_trial_says_what_would_have_been_told_and_what_not(tmp_path: Path) -> None:
    old = Moment(after(days=-9))
    async with open_store(tmp_path) as store:
        await keep(store, 1, "Banjir satu", fingerprint="a")
        await keep(store, 2, "Banjir dua", fingerprint="a", network="lain", source="lain")
        await keep(store, 3, "Banjir tiga", fingerprint="a", network="ketiga", source="ketiga")
        await keep(store, 4, "Banjir lama", published=old)
        await keep(store, 5, "Rapat kota")
        trial = await tried(store, a_rule("title:banjir"))
    assert fates(trial) == {
        "Banjir lama": "older than the rule's max_age",
        "Banjir tiga": "story already told",
        "Banjir dua": "story.updated",
        "Banjir satu": "article.matched",
    }
    assert (trial.articles, len(trial.hits), trial.alerts) == (5, 4, 2)
    assert trial.silent == {"older than the rule's max_age": 1, "story already told": 1}


async def test_a_trial_ends_as_the_daemon_would_have(tmp_path: Path) -> None:
    """The same articles once filed with the rule at hand, and once tried on afterwards."""
    rule = a_rule("title:banjir", tell=Tell.ONCE)
    async with open_store(tmp_path) as store:
        told = []
        for number in range(12):
            article = an_article(title=f"{'Banjir' if number % 3 else 'Air'} {number}")
            filed = filing(
                number,
                article=article,
                first_seen=after(minutes=number),
                fingerprint=f"text {number % 4}",
                network=f"koran {number % 5}",
                source=f"koran {number % 5}",
            )
            hits = [(rule, ())] if number % 3 else []
            verdict = await store.file(
                filed,
                filed.first_seen,
                partial(judge.verdict, filed, hits, now=filed.first_seen),
            )
            assert verdict is not None
            told += [filed.id for _ in verdict.alerts]
        trial = await tried(store, rule)
    assert [hit.stored.id for hit in reversed(trial.hits) if hit.is_told] == told


async def test_a_trial_keeps_to_the_limits_of_the_rule(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:
        await keep(store, 1, "Banjir satu")
        await keep(store, 2, "Banjir dua", source="lain", network="lain")
        limited = a_rule(tags=frozenset({"kota"}))
        assert list(fates(await tried(store, limited))) == ["Banjir satu"]
        assert len((await tried(store, a_rule())).hits) == 2


async def test_days_without_a_match_are_days_too(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:
        await keep(store, 1, "Air", first_seen=after(days=-3))
        await keep(store, 2, "Banjir", first_seen=after(days=-1))
        trial = await tried(store, a_rule("title:banjir"))
    assert trial.since == after(days=-3), "the store reaches no further back"
    assert trial.days == 4
    assert trial.daily(UTC) == {
        date(2026, 11, 19): (0, 0),
        date(2026, 11, 20): (0, 0),
        date(2026, 11, 21): (1, 1),
        date(2026, 11, 22): (0, 0),
        date(2026, 11, 23): (0, 0),
    }


async def test_an_empty_store_answers_nothing(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:
        trial = await tried(store, a_rule())
    assert (trial.articles, trial.hits, trial.since) == (0, (), SINCE)
    assert trial.days == 31


async def test_what_an_edit_gains_and_loses_is_told_apart(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:
        for number, title in enumerate(("Banjir", "Banjir rob", "Rob")):
            await keep(store, number, title)
        old = await tried(store, a_rule("title:banjir"))
        new = await tried(store, a_rule("title:rob"))
    gained, lost = backtest.compared(old, new)
    assert [hit.stored.article.title for hit in gained] == ["Rob"]
    assert [hit.stored.article.title for hit in lost] == ["Banjir"]


async def test_only_the_hits_that_are_asked_for_have_their_words(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:
        for number in range(3):
            await keep(store, number, "Banjir", first_seen=NOON - timedelta(minutes=number))
        trial = await tried(store, a_rule("title:banjir"))
        assert [hit.matches for hit in trial.hits] == [()] * 3
        trial = await backtest.worded(store.shelf, trial, {}, trial.hits[1:2])
    assert [[one.snippet for one in hit.matches] for hit in trial.hits] == [[], ["Banjir"], []]
    assert all(hit.stored.article.paragraphs == () for hit in trial.hits)
