from dataclasses import replace
from datetime import timedelta

import pytest

from benchmarks.lab.oracle import Extracted, Fate, Oracle
from benchmarks.lab.plan import Plan
from benchmarks.lab.rules import Rule
from benchmarks.lab.words import Term
from tests.benchmarks.world import a_plan

RULE = Rule("r", Term(("jembatan",)))
LONG = " ".join(f"kata{n}" for n in range(60))


def oracle(planned: Plan, title: str = "", body: str = LONG, state: str = "full") -> Oracle:
    return Oracle(planned, dict.fromkeys(planned.placed, Extracted(state, title, body)), [RULE])


@pytest.fixture(scope="module")
def planned() -> Plan:
    made = a_plan()
    sites = tuple(
        replace(site, items=tuple(replace(item, title="Judul") for item in site.items))
        for site in made.sites
    )
    return replace(made, sites=sites)


def test_a_word_in_the_body_must_be_told(planned: Plan) -> None:
    told = oracle(planned, body=f"{LONG} jembatan")
    assert set(told.matches.values()) == {Fate.MUST}


def test_a_word_in_a_title_that_the_feed_does_not_have_may_be_told(planned: Plan) -> None:
    assert set(oracle(planned, title="Jembatan").matches.values()) == {Fate.MAY}


def test_equal_texts_are_one_group_and_owed_once(planned: Plan) -> None:
    told = oracle(planned, body=f"{LONG} jembatan")
    fates = told.fates({site.number: 0.0 for site in planned.sites})
    assert [set(group) for group in told.groups] == [set(planned.placed)]
    assert told.owed(fates) == []  # some may be stored and not told: nothing is certain
    alerting = [
        replace(site, role=replace(site.role, remember=False)) for site in planned.sites
    ]
    sure = oracle(replace(planned, sites=tuple(alerting)), body=f"{LONG} jembatan")
    assert sure.owed(sure.fates({})) == [("r", sure.groups[0])]


def test_short_equal_texts_are_no_copies(planned: Plan) -> None:
    assert len(oracle(planned, body="Segera hadir.").groups) == len(planned.placed)


def test_what_is_no_article_is_neither_stored_nor_told(planned: Plan) -> None:
    fates = oracle(planned, state="list").fates({})
    assert {fate.stored for fate in fates.values()} == {Fate.NEVER}


@pytest.mark.parametrize(("age", "told"), [(3649, Fate.MUST), (3651, Fate.NEVER)])
def test_what_is_older_than_the_rules_allow_is_stored_and_not_told(
    planned: Plan, age: int, told: Fate
) -> None:
    site = next(site for site in planned.sites if site.readable and not site.role.remember)
    small = replace(planned, sites=(site,))
    page = Extracted("full", "", LONG, small.opened - timedelta(days=age))
    fates = Oracle(small, dict.fromkeys(small.placed, page), [RULE]).fates({})
    allowed = [fates[item.id] for item in site.items if site.allows(item)]
    assert {(fate.stored, fate.told) for fate in allowed} == {(Fate.MUST, told)}


def test_a_source_that_remembers_is_told_of_what_comes_after_its_first_poll(
    planned: Plan,
) -> None:
    site = next(site for site in planned.sites if site.role.remember)
    old, new = site.items[0], site.items[1]
    moved = replace(site, items=(replace(old, appears=-1.0), replace(new, appears=10.0)))
    small = replace(planned, sites=(moved,))
    told = oracle(small)
    assert [
        [fate.told for fate in told.fates(watched).values()]
        for watched in ({site.number: 5.0}, {site.number: 12.0}, {})
    ] == [[Fate.NEVER, Fate.MUST], [Fate.NEVER, Fate.MAY], [Fate.NEVER, Fate.MAY]]
