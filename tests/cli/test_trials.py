from datetime import UTC, timedelta

import pytest

from crawler.backtest import Hit, Trial
from crawler.cli.trials import WIDE, bar, picked, record, shown
from crawler.model import Match
from crawler.store.sights import Stored
from tests.builders import NOON, a_rule, after, an_article


def a_hit(days: float, title: str = "Banjir", fate: str = "article.matched") -> Hit:
    stored = Stored(
        id=f"id{days:g}",
        article=an_article(title=title),
        source="contoh",
        network="contoh",
        first_seen=after(days=-days),
        stored_at=after(days=-days),
        story="st",
        copy_of=None,
    )
    words = Match("banjir", "title", "Air\x1b[31m dan banjir di hulu", 13, 19)
    return Hit(stored=stored, fate=fate, matches=(words, words))


def a_trial(*hits: Hit, days: int = 3) -> Trial:
    return Trial(
        rule=a_rule(),
        since=NOON - timedelta(days=days),
        until=NOON,
        articles=10,
        judged=4,
        hits=hits,
    )


def test_a_trial_is_shown_as_a_chart_a_sum_and_samples() -> None:
    told, again = a_hit(0.1), a_hit(1.1, "Lagi", "story already told")
    assert list(shown(a_trial(told, again), None, UTC, 1)) == [
        "banjir",
        "10 articles stored since 19 Nov 2026; 4 of them read",
        "",
        "19 Nov   ·",
        "20 Nov   ·",
        f"21 Nov  {'█' * WIDE} 1, none told",
        f"22 Nov  {'█' * WIDE} 1",
        "",
        "2 matches, 0.7 a day; 1 alert, one in 3 days (not told: 1 story already told).",
        "",
        "22 Nov 09:36 contoh id0.1  Banjir",
        "  title: Air [31m dan \x1b[1m[banjir]\x1b[0m di hulu",
        "… and 1 more",
    ]


def test_what_would_have_been_told_is_shown_first() -> None:
    again, told, old = a_hit(0.1, fate="too old"), a_hit(1), a_hit(2)
    assert picked((again, told, old), 2) == [told, old]
    assert picked((again, told, old), 9) == [told, old, again]


def test_many_days_are_shown_by_the_week() -> None:
    lines = list(shown(a_trial(a_hit(1), a_hit(2), days=60), None, UTC, 0))
    bars = [line for line in lines if line[2:6] in {" Sep", " Oct", " Nov"}]
    assert len(bars) == 9
    assert bars[-1].startswith("19 Nov") or "2" in bars[-1]


@pytest.mark.parametrize(
    ("number", "most", "long"), [(0, 0, 0), (0, 9, 0), (1, 9999, 1), (9, 9, WIDE)]
)
def test_a_bar_is_as_long_as_what_it_counts(number: int, most: int, long: int) -> None:
    assert len(bar(number, most)) == long


def test_gains_and_losses_are_shown_beside_each_other() -> None:
    old, new = a_trial(a_hit(1, "Lama"), a_hit(2)), a_trial(a_hit(2), a_hit(0.5, "Baru"))
    lines = list(shown(new, old, UTC, 5))
    assert "Against the rule as it stands (2 matches, 2 alerts): gains 1, loses 1." in lines
    assert [line for line in lines if line.startswith(("+", "-"))] == [
        "+ 22 Nov 00:00 contoh id0.5  Baru",
        "- 21 Nov 12:00 contoh id1  Lama",
    ]
    kept = record(new, old, UTC, 5)
    assert [one["id"] for one in kept["gains"]] == ["id0.5"]
    assert [one["id"] for one in kept["loses"]] == ["id1"]
