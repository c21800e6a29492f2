"""`rules`, `rules tidy`, `rules test`, `rules explain`."""

import json
from pathlib import Path

import pytest

from tests.cli.command import SMALL, configured, kliping
from tests.cli.conftest import ONE, TWO

RESTING = SMALL.replace(
    "channels:\n  - name: layar",
    "  - name: gempa\n    enabled: false\n    query: gempa OR tsunami\n    channels: []\n"
    "channels:\n  - name: layar",
)


def test_rules_are_listed_with_what_became_of_them(folder: Path) -> None:
    (line,) = kliping("rules", "--json", folder=folder).stdout.splitlines()
    listed = json.loads(line)
    assert (listed["name"], listed["query"], listed["channels"]) == (
        "banjir",
        "banjir",
        ["layar"],
    )
    assert (listed["state"], listed["hits_30d"]) == ("new", 1)
    assert listed["last_alert"] is not None
    table = kliping("rules", folder=folder).stdout
    assert "hits in 30d" in table
    assert "layar" in table


def test_rules_that_rest_are_listed_and_a_store_is_not_needed(tmp_path: Path) -> None:
    place = configured(tmp_path, RESTING)
    done = kliping("rules", "--json", folder=place)
    states = {
        json.loads(line)["name"]: json.loads(line)["state"] for line in done.stdout.splitlines()
    }
    assert states == {"banjir": "new", "gempa": "rests"}
    assert "there is no database yet" in done.stderr


def test_a_query_is_written_in_its_canonical_spelling(folder: Path) -> None:
    said = kliping(
        "rules", "tidy", "((banjir  “Kota Tua”)) -(rob OR title:hujan)", folder=folder
    )
    assert said.stdout == 'banjir AND "kota tua" AND NOT (rob OR title:hujan)\n'
    assert kliping("rules", "tidy", folder=folder).stdout == "banjir: banjir\n"
    assert "^" in kliping("rules", "tidy", "(banjir", folder=folder, code=1).stderr


def test_a_query_is_tried_on_what_is_stored(folder: Path) -> None:
    said = kliping("rules", "test", "rapat OR banjir", "--since", "7d", folder=folder).stdout
    assert "2 matches" in said
    assert "[Banjir] di hulu" in said
    assert "\x1b" not in said
    found = json.loads(
        kliping("rules", "test", "banjir", "--json", "--samples", "1", folder=folder).stdout
    )
    assert (found["rule"], found["matches"], found["alerts"]) == ("banjir", 1, 1)
    assert [sample["url"] for sample in found["samples"]] == [ONE]
    assert sum(day["matches"] for day in found["days"]) == 1


def test_an_edit_is_compared_with_the_rule_as_it_stands(folder: Path) -> None:
    said = kliping("rules", "test", "banjir", "rapat", folder=folder).stdout
    assert "gains 1, loses 1" in said
    assert any(line.startswith("+ ") and "Rapat" in line for line in said.splitlines())
    assert any(line.startswith("- ") and "Banjir" in line for line in said.splitlines())
    found = json.loads(
        kliping("rules", "test", "banjir", "rapat", "--json", folder=folder).stdout
    )
    assert [one["url"] for one in found["gains"]] == [TWO]
    assert [one["url"] for one in found["loses"]] == [ONE]
    said = kliping("rules", "test", "tidak ada", "rapat", folder=folder, code=1).stderr
    assert "there is no rule 'tidak ada'" in said


@pytest.mark.parametrize(
    ("rule", "article", "said"),
    [
        ("banjir", ONE, ["✓ banjir", "title: [Banjir] di hulu", "Told ", "meja: delivered "]),
        ("banjir", TWO, ["✗ banjir  not there: banjir", "the article does not answer"]),
        ("rapat AND NOT banjir", TWO, ["✓ AND", "  ✓ rapat", "  ✓ NOT", "It answers."]),
        ("rapta", TWO, ["✗ rapta  not there: rapta; nearest is rapat", "It does not answer."]),
    ],
)
def test_an_answer_is_explained_clause_by_clause(
    folder: Path, rule: str, article: str, said: list[str]
) -> None:
    out = kliping("rules", "explain", rule, article, folder=folder).stdout
    for part in said:
        assert part in out
    assert "\x1b" not in out


def test_an_explanation_is_there_for_programs_too(folder: Path) -> None:
    done = kliping("rules", "explain", "banjir AND gempa", ONE, "--json", folder=folder)
    found = json.loads(done.stdout)
    assert (found["rule"], found["answers"]) == (None, False)
    with_words, without = found["explanation"]["parts"]
    assert (with_words["holds"], with_words["matches"][0]["field"]) == (True, "title")
    assert (without["holds"], without["missing"]) == (False, "not there: gempa")
    assert "zzz" in kliping("rules", "explain", "banjir", "zzz", folder=folder, code=1).stderr


@pytest.mark.parametrize("command", [(), ("tidy",), ("test",), ("explain",)])
def test_each_command_gives_an_example(folder: Path, command: tuple[str, ...]) -> None:
    said = kliping("rules", *command, "--help", folder=folder).stdout
    assert "Example: kliping rules" in said or not command
