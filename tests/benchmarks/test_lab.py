"""What has no life of its own: the rules, the figures, the times of the kills, the command."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.lab.configuration import write
from benchmarks.lab.invented import invented
from benchmarks.lab.pages import CorporaMissing, from_corpora
from benchmarks.lab.report import figures, some_of_each, table
from benchmarks.lab.rules import COUNT, MOST, TELLING, Rule, rules
from benchmarks.lab.run import kills
from benchmarks.lab.shape import misshapen
from benchmarks.lab.words import All, Any, Not, Term, Text
from tests.benchmarks.world import a_body, a_plan, an_honest_run, an_oracle

ROOT = Path(__file__).resolve().parents[2]


def test_rules_match_what_they_are_meant_to() -> None:
    bodies = [Text(page.html.decode()) for page in invented(60, 1)]
    made = rules(bodies, 1)
    hits = [sum(rule.query.holds((body,)) for body in bodies) for rule in made]
    assert len({str(rule.query) for rule in made}) == len(made) == COUNT
    assert all(1 <= count <= MOST for count in hits[:TELLING])
    assert set(hits[TELLING:]) == {0}
    assert {rule.form for rule in made} == {"query", "any", "all"}


A, B, C = (Term((word,)) for word in ("a1", "b1", "c1"))


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        (Rule("r", All((A, Not(B)))), {"query": "a1 AND NOT b1"}),
        (Rule("r", Any((A, Term(("b1", "c1")))), "any"), {"any": ["a1", "b1 c1"]}),
        (Rule("r", All((Any((A, B)), Not(C))), "any"), {"any": ["a1", "b1"], "none": ["c1"]}),
        (Rule("r", All((A, Not(B), C)), "all"), {"all": ["a1", "c1"], "none": ["b1"]}),
    ],
)
def test_a_rule_is_written_as_its_form_says(rule: Rule, row: dict[str, object]) -> None:
    assert rule.written() == row


def test_kills_after_the_rush_lie_apart_within_the_growth() -> None:
    for seed in range(50):
        times = kills(seed, 120.0).times
        assert len(times) == 4
        assert times[0] >= 6.0
        assert times[-1] < 120.0
        assert min(b - a for a, b in pairwise(times)) >= 7.0


def test_the_configuration_lets_the_daemon_out_to_loopback_only(tmp_path: Path) -> None:
    write(tmp_path, a_plan(), [Rule("r", A)], 20_001)
    settings = json.loads((tmp_path / "settings.yaml").read_text(encoding="utf-8"))["settings"]
    assert settings["only_addresses"] == settings["allow_addresses"]
    assert all(address.startswith("127.0.") for address in settings["only_addresses"])
    assert len(settings["only_addresses"]) == 21
    for file in tmp_path.iterdir():
        assert "whsec_" not in file.read_text(encoding="utf-8")


def test_the_documented_shape_has_nothing_wrong_with_it() -> None:
    body = a_body("r", "http://127.0.1.1:1/berita/1/a", "situs-01")
    assert misshapen(json.dumps(body), ["situs-01"]) == []


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (("type",), "article.found", "type article.found"),
        (("timestamp",), 5, "no timestamp"),
        (("data",), [], "no object with an object `data`"),
        (("data", "rule"), None, "rule is None"),
        (("data", "story"), {"id": "s", "first": True}, "story.outlets is Ellipsis"),
        (("data", "urgency"), "soon", "urgency soon"),
        (("data", "article", "source"), "kompas", "source kompas"),
        (("data", "article", "authors"), "Redaksi", "article.authors is 'Redaksi'"),
        (("data", "matches"), [], "no matches"),
        (("data", "matches"), ["x"], "a match is 'x'"),
        (("data", "matches"), [{"term": "x"}], "a match's field is None"),
    ],
)
def test_says_what_is_wrong_with_a_message(
    path: tuple[str, ...], value: object, problem: str
) -> None:
    body = a_body("r", "http://127.0.1.1:1/berita/1/a", "situs-01")
    inner = body
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    assert problem in misshapen(json.dumps(body), ["situs-01"])


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (1, 1), (2, 1), (0, 6)])
def test_a_match_lies_within_its_snippet(start: int, end: int) -> None:
    body = a_body("r", "http://127.0.1.1:1/berita/1/a", "situs-01")
    body["data"]["matches"][0].update(start=start, end=end)
    assert misshapen(json.dumps(body), ["situs-01"]) == [f"a match from {start} to {end} of 5"]


def test_figures_of_an_honest_run_can_be_printed() -> None:
    told = figures("plain", an_honest_run(an_oracle()), [])
    assert told.alerts_taken == told.alerts_owed > 0
    assert told.repeats == told.refused == 0
    assert told.latency_p99 >= told.latency_median > 0
    assert "violations  none" in table(told)
    assert json.loads(json.dumps(told.json()))["run"] == "plain"


def test_of_many_violations_the_first_of_each_kind_are_shown() -> None:
    found = [f"lost: {n}" for n in range(10)] + ["robots: x"]
    assert some_of_each(found) == [*found[:8], "lost: and 2 more", "robots: x"]


def test_missing_corpora_are_named(tmp_path: Path) -> None:
    with pytest.raises(CorporaMissing, match=r"gold\.jsonl is missing: name the folder"):
        from_corpora(tmp_path)


def test_the_command_says_what_is_missing_and_ends_with_66(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "benchmarks/replay.py"), "--shared", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (66, "")
    assert "gold.jsonl is missing" in done.stderr


@pytest.mark.slow
def test_a_quick_replay_passes_plain_and_with_kills() -> None:
    """The daemon itself, from configuration to webhooks, about a minute."""
    command = [sys.executable, str(ROOT / "benchmarks/replay.py"), "--quick"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=290, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
