"""The campaign in small: what it promises holds, and a Kliping that is wrong turns it red."""

import shutil
from pathlib import Path

import pytest

from benchmarks.outages import kills, runs, scripts
from benchmarks.outages.certificates import ANOTHER, EXPIRED, RIGHT
from benchmarks.outages.receiver import CLOSED, HANG, Arrival, always
from benchmarks.outages.runs import Run, Variant
from benchmarks.outages.verdict import Report, held_against, out_of_order

MINUTE = 60.0


def down(time: float, _key: str, _tries: int, _arrivals: int) -> tuple[int, str]:
    """Nobody listens for ten minutes, and for five somebody reads and says nothing."""
    if time < 15 * MINUTE:
        return (CLOSED if time < 10 * MINUTE else HANG), ""
    return 204, ""


def gone(time: float, _key: str, _tries: int, _arrivals: int) -> tuple[int, str]:
    """It wants nothing any more, and then it does."""
    return (410 if 2 * MINUTE <= time < 20 * MINUTE else 204), ""


@pytest.mark.parametrize(
    "variant",
    [
        Variant(script=down, lasting=15 * MINUTE, end=30 * MINUTE, kills=2),
        Variant(script=gone, lasting=10 * MINUTE, end=21 * MINUTE, again=True),
        Variant(
            script=always, lasting=15 * MINUTE, end=30 * MINUTE, no_names=(MINUTE, 10 * MINUTE)
        ),
        Variant(script=scripts.sevenths, lasting=5 * MINUTE, end=60 * MINUTE),
        Variant(script=scripts.hangs_up, lasting=5 * MINUTE, end=60 * MINUTE),
    ],
    ids=lambda variant: str(variant.script.__name__),
)
def test_all_arrives_whatever_the_receiver_does(tmp_path: Path, variant: Variant) -> None:
    assert runs.ran(tmp_path, "small", variant, 40, seed=7).violations == []


def certificate(time: float) -> str:
    """It has expired, and then it is somebody else's."""
    if time < 5 * MINUTE:
        return EXPIRED
    return ANOTHER if time < 10 * MINUTE else RIGHT


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to issue certificates")
def test_a_receiver_with_a_certificate_of_another_is_told_nothing_until_it_has_its_own(
    tmp_path: Path,
) -> None:
    seen: list[Run] = []
    variant = Variant(
        script=always,
        shown=certificate,
        lasting=10 * MINUTE,
        end=30 * MINUTE,
        checked=seen.append,
    )
    assert runs.ran(tmp_path, "small", variant, 20, seed=7).violations == []
    (run,) = seen
    assert run.first() >= 10 * MINUTE
    assert any("certificate has expired" in answer for answer in run.answers)
    assert any("not valid for" in answer for answer in run.answers)


@pytest.mark.parametrize("point", ["K15", "K17", "K19"])
def test_a_kill_loses_nothing(point: str) -> None:
    assert kills.once(point, 1, seed=7).violations == []


def test_a_kliping_that_marks_before_it_sends_turns_it_red() -> None:
    report = kills.once("K17", 2, seed=7, mutation="marks-first")
    assert [each.partition(",")[0] for each in report.violations] == ["1 lost"]


def test_a_kliping_that_keeps_validators_before_items_turns_it_red() -> None:
    report = kills.once("K11", 1, seed=7, mutation="validators-first")
    assert report.violations[0].startswith("1 lost")


def arrival(key: str, status: int = 204, digest: str = "a") -> Arrival:
    return Arrival(1.0, key, digest, status, (key,))


@pytest.mark.parametrize(
    ("came", "problem"),
    [
        ([arrival("a"), arrival("b")], None),
        ([arrival("a")], "1 lost"),
        ([arrival("a"), arrival("b", 500)], "1 lost"),
        ([arrival("b"), arrival("a")], "1 out of order"),
        ([arrival("a"), arrival("a"), arrival("b")], "1 taken twice"),
        ([arrival("a", 500, "x"), arrival("a"), arrival("b")], "1 ids with two bodies"),
        ([arrival("a"), arrival("b"), arrival("c")], "1 told that nobody owed"),
    ],
)
def test_what_does_not_hold_is_found(came: list[Arrival], problem: str | None) -> None:
    report = Report("small", 7)
    owed = {"a": "st", "b": "st"}
    held_against(report, owed, came, dict.fromkeys(owed, "delivered"), kills=0)
    found = [each.partition(",")[0] for each in report.violations]
    assert found == ([] if problem is None else [problem])


def test_order_is_that_of_the_first_arrival_of_each() -> None:
    owed = {"a": "st", "b": "st", "c": "other"}
    assert out_of_order(owed, ["a", "c", "b", "a"]) == []
    assert out_of_order(owed, ["b", "a"]) == ["a"]


def test_what_is_settled_in_the_store_is_looked_at_too() -> None:
    report = Report("small", 7)
    held_against(report, {"a": "st"}, [arrival("a")], {"a": "waiting"}, kills=0)
    assert len(report.violations) == 1
