"""What the benchmark of cadence measures: its world, its rules, its figures."""

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

import pytest

from benchmarks.cadence import STRETCHES, between, cost, many, summed, trial, tuned
from benchmarks.cadence_policies import (
    END,
    MOST,
    Answers,
    Ours,
    fixed,
    media_cloud,
    miniflux,
    oracle,
    run,
)
from benchmarks.cadence_world import (
    BEFORE,
    DAYS,
    Newsrooms,
    Source,
    made,
    replayed,
    scored,
)

EVEN = (1 / 24,) * 24
REAL = Newsrooms((EVEN, (0.0,) * 6 + (1 / 12,) * 12 + (0.0,) * 6), (1.0,) * 7, ())
STEADY = Source(
    posts=tuple(hour + 0.5 for hour in range(24 * (BEFORE + DAYS))),
    rates=((24.0,) * (BEFORE + DAYS), EVEN),
    room=20,
    copy=0.0,
    phase=0.0,
    changed=False,
    failing=0.0,
)


def test_the_same_seed_makes_the_same_world_and_another_another_one() -> None:
    assert made(REAL, 1, 4) == made(REAL, 1, 4) != made(REAL, 2, 4)


def test_newsrooms_publish_what_is_to_be_expected_of_them() -> None:
    sources = made(REAL, 1, 10)
    expected = sum(sum(source.rates[0]) for source in sources)
    assert sum(len(source.posts) for source in sources) == pytest.approx(expected, rel=0.1)
    assert [source.changed for source in sources] == [True, *[False] * 9]
    at_night = [post for post in sources[1].posts if post % 24 < 6]
    assert at_night == []


def test_a_replay_shows_weeks_of_what_a_newsroom_published_and_a_rate_for_each_day() -> None:
    year = tuple(hour + 0.25 for hour in range(24 * 365))
    real = replace(REAL, times=(year,) * len(REAL.days))
    sources = replayed(real, 1, 6)
    assert sources == replayed(real, 1, 6) != replayed(real, 2, 6)
    for source in sources:
        assert {post % 1 for post in source.posts} == {0.25}
        assert 0 < source.posts[0] < source.posts[-1] < 24 * (BEFORE + DAYS)
        posts, days = len(source.posts), sum(source.rates[0])
        assert days == pytest.approx(posts, rel=0.1)
    assert len({len(source.posts) for source in sources}) > 1


def test_a_cache_shows_what_there_was_when_it_last_asked() -> None:
    cached = replace(STEADY, copy=0.5, phase=0.2)
    assert cached.shown(10.1) == pytest.approx(9.7)
    assert cached.shown(10.3) == pytest.approx(10.2)
    assert STEADY.shown(10.1) == 10.1
    assert replace(cached, copy=40.0, room=30).hidden == (40 - 30) * 20 + 2


def test_posts_wait_for_the_next_answer_and_leave_short_lists_unread() -> None:
    begin = 24.0 * BEFORE
    polls = [[(begin + 1, True), (begin + 2, False), (begin + 3.5, True)]]
    assert scored([STEADY], polls, 0, 1).waits == [0.5, 2.0, 1.0, 0.0]
    short = replace(STEADY, room=1)
    assert scored([short], polls, 0, 1).lost == 2
    assert scored([STEADY], polls, 0, 1, changed=True).waits == []


def test_the_oracle_polls_evenly_what_comes_evenly_and_within_an_hour_in_any_case() -> None:
    ((*polls,),) = run(oracle, [STEADY], 1, 0.02)
    gaps = [later[0] - one[0] for one, later in pairwise(polls)]
    assert min(gaps) == pytest.approx(max(gaps)) == pytest.approx((2 * 0.02) ** 0.5)
    dead = replace(STEADY, rates=((0.0,) * 40, EVEN))
    gaps = [
        later[0] - one[0]
        for polls in run(oracle, [dead], 1, 0.02)
        for one, later in pairwise(polls)
    ]
    assert set(map(round, gaps)) == {round(MOST)}


@pytest.mark.parametrize(("policy", "scale"), [(oracle, -0.5), (miniflux, 1.0)])
def test_a_policy_is_tuned_to_a_number_of_polls(policy: object, scale: float) -> None:
    start = 0.02 if policy is oracle else 12.0
    found, _ = tuned(policy, [STEADY], 1, 96 * DAYS, scale=start, power=scale)  # type: ignore[arg-type]  # parametrized
    assert sum(map(len, found)) == pytest.approx(96 * DAYS, rel=0.02)


def test_rules_of_others_do_what_they_say() -> None:
    failing = replace(STEADY, failing=1.0)
    (polls,) = run(fixed, [failing], 1, 48)
    assert {answered for _, answered in polls} == {False}
    assert len(polls) == pytest.approx(48 * DAYS, abs=1)
    (polls,) = run(media_cloud, [STEADY], 1, 0.0)
    assert polls[-1][0] - polls[-2][0] <= 24
    assert polls[-1][0] < END


def test_ours_keeps_the_budget_and_finds_every_post() -> None:
    sources = made(REAL, 3, 3, errors=0.0, caches=False)
    polls = Ours(sources, 3, 96).watch()
    assert sum(map(len, polls)) == pytest.approx(96 * 3 * DAYS, rel=0.02)
    for source, mine in zip(sources, polls, strict=True):
        last = bisect_right(source.posts, mine[-1][0])
        begun = bisect_right(source.posts, 24 * BEFORE)
        assert len(scored([source], [mine], 0, DAYS).waits) == last - begun


def test_what_the_oracle_reaches_at_more_polls_follows_its_other_prices() -> None:
    points = [(200.0, 5.0, 9.0), (100.0, 10.0, 18.0), (50.0, 20.0, 36.0)]
    assert between(points, 100, 1) == 10
    assert between(points, 120, 1) == pytest.approx(10 / 1.2)
    assert between(points, 100, 2) == 18


def test_the_figures_name_every_policy_and_stretch() -> None:
    sources = made(REAL, 5, 10)
    table = [summed([result]) for result in trial(sources[:2], 5, 30)]
    assert [row["policy"] for row in table][:2] == ["oracle", "Kliping"]
    assert all(set(STRETCHES) <= set(row) for row in table)


def test_the_same_answers_come_whatever_is_asked_of_them() -> None:
    one, other = Answers(1, 2, 0.5), Answers(1, 2, 0.5)
    assert [one.first(), one.next(), one.next()] == [other.first(), other.next(), other.next()]


def test_what_many_sources_take_is_measured() -> None:
    found = many(50)
    assert found["sources"] == 50
    assert 0 < found["MB to weigh them"] < 1


def test_what_a_decision_costs_is_measured() -> None:
    assert set(cost(20, 1)) == {"decision", "price, a source an hour"}
