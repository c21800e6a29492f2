"""Since when a rule asks what it asks."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from crawler.rules import Rule, simple
from crawler.store import open_store
from crawler.store.sqlite import SqliteStore
from tests.builders import NOON, a_rule, after


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with open_store(tmp_path) as opened:
        yield opened


async def since(store: SqliteStore, now: datetime, *rules: Rule, rest: str = "") -> datetime:
    """Since when the last of `rules` asks what it asks."""
    known = await store.instate(rules, {rest} - {""}, now)
    assert set(known) == {rule.name for rule in rules}
    return known[rules[-1].name] if rules else NOON


async def test_a_rule_that_stays_keeps_its_time(store: SqliteStore) -> None:
    assert await since(store, NOON, a_rule("banjir")) == NOON
    assert await since(store, after(days=1), a_rule("banjir")) == NOON


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("longsor OR banjir", True),
        ("  (banjir OR (longsor))", True),
        ("banjir OR longsor OR Banjir", True),
        ("banjir OR “longsor”", True),
        ("banjir OR longsor OR gempa", False),
        ("banjir longsor", False),
        ("=Banjir OR longsor", False),
        ("title:(banjir OR longsor)", False),
    ],
)
async def test_only_a_query_that_asks_something_else_is_new(
    store: SqliteStore, query: str, *, same: bool
) -> None:
    await since(store, NOON, a_rule("banjir OR longsor"))
    later = after(hours=1)
    assert await since(store, later, a_rule(query)) == (NOON if same else later)
    assert await since(store, after(hours=2), a_rule(query)) == (NOON if same else later)


@pytest.mark.parametrize(
    "limited",
    [
        a_rule(sources=frozenset("ab")),
        a_rule(tags=frozenset("ab")),
        a_rule(languages=frozenset("ab")),
    ],
)
async def test_its_limits_are_part_of_what_it_asks(store: SqliteStore, limited: Rule) -> None:
    await since(store, NOON, a_rule())
    assert await since(store, after(hours=1), limited) == after(hours=1)
    assert await since(store, after(hours=2), limited) == after(hours=1)


async def test_what_it_does_with_its_answers_is_not(store: SqliteStore) -> None:
    await since(store, NOON, a_rule())
    assert await since(store, after(hours=1), a_rule(channels=("lain",))) == NOON


async def test_a_rule_that_rests_keeps_its_time_and_one_that_is_gone_does_not(
    store: SqliteStore,
) -> None:
    gempa = a_rule("gempa", name="gempa")
    await since(store, NOON, a_rule(), gempa)
    await since(store, after(hours=1), rest="banjir")
    assert await since(store, after(hours=2), gempa, a_rule()) == NOON
    assert await since(store, after(hours=2), gempa) == after(hours=2)


async def test_a_new_name_is_a_new_rule(store: SqliteStore) -> None:
    await since(store, NOON, a_rule())
    assert await since(store, after(hours=1), a_rule(name="air")) == after(hours=1)


async def test_a_clock_that_was_set_back_makes_no_rule_newer_than_now(
    store: SqliteStore,
) -> None:
    await since(store, NOON, a_rule())
    assert await since(store, after(hours=-1), a_rule()) == after(hours=-1)
    assert await since(store, after(hours=-2), a_rule("(banjir)")) == after(hours=-2)


async def test_the_rules_of_a_store_that_is_older_than_this_memory_are_not_new(
    tmp_path: Path,
) -> None:
    async with open_store(tmp_path) as store:
        await store._writer.run(
            lambda db: db.execute("insert into facts values ('rules', 'as old as the store')")
        )
        assert (await since(store, NOON, a_rule())).year == 1970
        assert await since(store, NOON, a_rule(), a_rule(name="air")) == NOON


async def test_lists_that_look_the_same_on_one_line_are_told_apart(store: SqliteStore) -> None:
    def listed(terms: tuple[str, ...]) -> Rule:
        lists, query = json.dumps(terms), simple(terms, (), ())
        return Rule(
            name="a", text="any: banjir, longsor", query=query, channels=(), lists=lists
        )

    older = replace(listed(("banjir", "longsor")), lists="")  # as a version before kept it
    later = after(hours=1)
    assert await since(store, NOON, older) == NOON
    assert await since(store, later, listed(("banjir", "longsor"))) == NOON
    assert await since(store, later, listed(("banjir, longsor",))) == later


async def test_a_spelling_that_was_canonical_in_an_earlier_version_makes_no_rule_new(
    store: SqliteStore,
) -> None:
    await since(store, NOON, a_rule("banjir NEAR rob"))
    older = "update rules set asks = 'rob NEAR/4 banjir', text = 'rob NEAR banjir'"
    await store._writer.run(lambda db: db.execute(older))
    assert await since(store, after(hours=1), a_rule("rob NEAR/4 banjir")) == NOON
    await store._writer.run(lambda db: db.execute(older))
    assert await since(store, after(hours=1), a_rule("banjir NEAR/4 rob")) == NOON
    (row,) = await store._writer.run(lambda db: db.execute("select asks from rules").fetchall())
    assert row == ("banjir NEAR/4 rob",)
    later = after(hours=2)
    assert await since(store, later, a_rule("banjir ONEAR/4 rob")) == later
