"""A gauge: seldom a false alarm, soon a true one.  Chance comes from seeds; nothing is timed."""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from crawler.gauge import ADOPTED, OVER, Prior, Reading, is_idle, read, share
from crawler.model import Gauge

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FIELD = Prior(1, 10)
WORKS = Prior(2, 20, learns=0, broken=0.95)
HOSTS = 25
PAGES = 600  # of each


def shown(
    pages: Iterable[bool], prior: Prior = FIELD, gauge: Gauge | None = None, start: int = 0
) -> Iterator[Gauge]:
    """The gauge after each page, as its caller keeps it: idle pages are only counted."""
    gauge = gauge or Gauge()
    for number, failed in enumerate(pages, start + 1):
        if failed or not is_idle(gauge):
            gauge = read(gauge, Reading(failed, number, f"u{number}", NOW), prior)
        yield gauge


def changes(gauges: Iterable[Gauge]) -> int:
    """How often it went from well to failing."""
    failing, count = False, 0
    for gauge in gauges:
        count += gauge.since is not None and not failing
        failing = gauge.since is not None
    return count


def chance(dice: random.Random, rate: float, bursts: float, pages: int) -> Iterator[bool]:
    """Failures at `rate`; `bursts` is how much one depends on the one before: 0 to 1."""
    failed = dice.random() < rate
    for _ in range(pages):
        failed = dice.random() < (rate + bursts * (failed - rate))
        yield failed


STABLE = [(rate, bursts) for rate in (0.0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.6, 0.9) for bursts in (0.0, 0.3)]  # fmt: skip


def test_hosts_that_stay_as_they_are_raise_at_most_one_alarm_in_ten_thousand_pages() -> None:
    dice = random.Random(20261122)
    raised = {
        (rate, bursts): sum(
            changes(shown(chance(dice, rate, bursts, PAGES))) for _ in range(HOSTS)
        )
        for rate, bursts in STABLE
    }
    assert sum(raised.values()) / (len(STABLE) * HOSTS * PAGES) <= 1e-4, raised


@pytest.mark.parametrize(
    ("rate", "median", "most"), [(0.0, 12, 14), (0.02, 10, 14), (0.1, 12, 20), (0.2, 14, 30)]
)
def test_a_change_is_seen_within_a_dozen_pages_or_so(
    rate: float, median: int, most: int
) -> None:
    dice = random.Random(20261122)
    delays = []
    for _ in range(41):
        *_, before = shown(chance(dice, rate, 0.0, 200))
        broken = (dice.random() < 0.98 for _ in range(100))
        after = shown(broken, gauge=before, start=200)
        delays.append(next(n for n, g in enumerate(after, 1) if g.since is not None))
    assert sorted(delays)[20] <= median
    assert max(delays) <= most


def test_what_always_failed_is_no_change() -> None:
    assert changes(shown([True] * 500)) == 0


def test_of_a_host_that_is_new_nothing_is_said() -> None:
    assert changes(shown([False] * 5 + [True] * 20)) == 0


def test_a_hint_that_never_worked_is_found_out_and_one_that_works_is_not() -> None:
    assert [g.since is not None for g in shown([True] * 14, WORKS)][-1]
    assert changes(shown([True] * 5, WORKS)) == 0
    assert changes(shown([False, True] * 100, WORKS)) == 0


def test_what_is_on_few_pages_as_things_are_cannot_be_missed() -> None:
    dice = random.Random(3)
    assert changes(shown(chance(dice, 0.95, 0.0, 2000))) == 0
    assert changes(shown([*[False] * 60, *[True] * 60])) == 1


def test_a_change_is_over_when_pages_are_as_they_were_and_one_good_page_is_not_enough() -> None:
    *_, failing = shown([*[False] * 60, *[True] * 40])
    assert failing.since == NOW
    assert failing.example.startswith("u")
    gauges = list(shown([False] * 8, gauge=failing, start=100))
    assert gauges[0].since is not None
    assert gauges[-1].since is None
    assert 3 <= sum(g.since is not None for g in gauges) <= OVER
    assert changes(shown([False, True] * 3, gauge=gauges[-1], start=108)) == 0


def test_a_change_that_lasts_becomes_what_is_usual() -> None:
    pages = [*[False] * 60, *[True] * (ADOPTED + 40)]
    *_, gauge = shown(pages)
    assert gauge.since is None
    assert changes(shown(pages)) == 1
    assert changes(shown([True] * 200, gauge=gauge, start=len(pages))) == 0


@given(st.lists(st.booleans(), max_size=400), st.sampled_from([FIELD, WORKS]))
def test_its_numbers_stay_what_they_are(pages: list[bool], prior: Prior) -> None:
    for gauge in shown(pages, prior):
        assert 0 <= gauge.again <= gauge.failed <= gauge.seen + 1e-6
        assert gauge.again <= gauge.after + 1e-6
        assert gauge.evidence >= 0
        assert len(gauge.pending) <= ADOPTED
        assert (gauge.since is None) == (gauge.example == "")


@given(st.lists(st.booleans(), max_size=300))
def test_counting_idle_pages_later_is_as_good_as_at_once(pages: list[bool]) -> None:
    *_, late = [Gauge(), *shown([*pages, True])]
    at_once = Gauge()
    for number, failed in enumerate([*pages, True], 1):
        at_once = read(at_once, Reading(failed, number, f"u{number}", NOW), FIELD)
    assert late.seen == pytest.approx(at_once.seen)
    assert late.failed == pytest.approx(at_once.failed)
    assert late.after == pytest.approx(at_once.after)
    assert (late.since, late.pending) == (at_once.since, at_once.pending)


def test_the_share_of_late_pages_counts_those_that_were_only_counted() -> None:
    *_, gauge = shown([False] * 50 + [True] * 10)
    assert share(gauge, 60) == pytest.approx(1 / 6, abs=0.02)
    assert share(gauge, 60) > share(shown_more(gauge, 200), 260)
    assert share(Gauge(), 0) == 0


def shown_more(gauge: Gauge, good: int) -> Gauge:
    *_, after = shown([False] * good, gauge=gauge, start=60)
    return after
