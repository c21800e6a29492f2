import sys
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest

from benchmarks.rules_hostile import SOURCE, TEXTS, article, rules
from crawler.rules import Ruleset

SIZES = (1000, 2000, 4000)  # characters
MOST = 2.1  # times the work for twice the text, at most
STEADY = 2000  # lines that are run whatever the text is


def lines_run(task: Callable[[], object]) -> int:
    """How many lines of Python a task runs: its work, without a clock."""
    count = 0

    def step(_: FrameType, event: str, __: object) -> Any:
        nonlocal count
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        task()
    finally:
        sys.settrace(before)
    return count


def test_work_is_counted_and_the_square_of_a_text_shows() -> None:
    def squared(size: int) -> list[bool]:
        found = []
        for one in range(size):
            for other in range(size):
                found.append(one < other)  # noqa: PERF401  # lines of its own are what is counted
        return found

    few, many = (lines_run(partial(squared, size)) for size in (100, 200))
    assert many / few > 3.9


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_takes_more_work_than_it_is_longer(name: str) -> None:
    ruleset = Ruleset(rules())
    texts = [article(TEXTS[name](size)) for size in SIZES]
    work = [lines_run(partial(ruleset.matches, text, SOURCE)) for text in texts]
    for few, many in pairwise(work):
        assert many <= MOST * few + STEADY
