"""A reading process from within: what it takes and gives, byte by byte."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.model import Found, Listing
from crawler.readers import child, errand, wire
from crawler.readers.errand import Errand, Result
from tests.readers.test_contract import a_reply

ROOT = Path(__file__).parents[2]


def answers(questions: bytes) -> list[bytes]:
    """What a child of its own writes when it is asked `questions`."""
    done = subprocess.run(
        [sys.executable, "-c", "from crawler.readers.child import main; main(5.0)"],
        input=questions,
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    rest, parts = done.stdout, []
    while rest:
        rest = rest.removeprefix(wire.TAKEN)  # no length begins with it: that were 2**29 bytes
        size = wire.length(rest[: wire.HEAD.size])
        parts.append(rest[wire.HEAD.size :][:size])
        rest = rest[wire.HEAD.size + size :]
    return parts


def test_it_says_that_it_is_ready_and_answers_in_order() -> None:
    questions = [Errand("inlets", (a_reply(body),)) for body in ("", "<urlset/>", "<html>")]
    ready, *rest = answers(b"".join(map(wire.packed, questions)))
    assert wire.unpacked(ready, str) == ""
    results = [wire.unpacked(answer, Result) for answer in rest]
    assert [result.value for result in results] == [None, (), ()]
    assert "empty" in results[0].problem


def test_it_ends_with_its_input() -> None:
    assert len(answers(b"")) == 1


def test_half_a_question_ends_it_quietly() -> None:
    assert len(answers(wire.packed(Errand("inlets", ()))[:-3])) == 1


def test_too_long_an_answer_is_a_reason() -> None:
    result = Result(Listing((Found(url="x" * (wire.ANSWER + 1)),)), last=True)
    short = wire.unpacked(child.packed(result)[wire.HEAD.size :], Result)
    assert short.last
    assert "more than any article or list has" in short.problem


@pytest.mark.parametrize(
    "module", ["httpx", "typer", "asyncio", "sqlite3", "crawler.app", "crawler.store"]
)
def test_it_loads_no_more_than_it_needs(module: str) -> None:
    """Every process pays for what it loads, in memory and in the time after a kill."""
    code = f"import sys, crawler.readers.child; from crawler.readers import errand; errand.load(); print({module!r} in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=True,
    )
    assert done.stdout == "False\n"
    assert errand.WORK


def test_it_looks_for_garbage_seldom_once_all_is_loaded() -> None:
    asked = "import gc; from crawler.readers import child; child.settle(); print(gc.get_threshold()[0], gc.get_freeze_count())"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, cwd=ROOT, timeout=60, check=True
    )
    often, frozen = map(int, done.stdout.split())
    assert often > gc.get_threshold()[0]
    assert frozen > 0
