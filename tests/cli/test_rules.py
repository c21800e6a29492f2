"""`rules`, `rules tidy`, `rules test`, `rules explain`."""

import json
from pathlib import Path

import pytest

from crawler.cli.rules import LANGUAGE
from crawler.rules import parser
from crawler.rules.tree import PARTS, VALUES
from crawler.store import DATABASE
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
        ("banjir", TWO, ["✗ banjir  not there", "the article does not answer"]),
        ("rapat AND NOT banjir", TWO, ["✓ AND", "  ✓ rapat", "  ✓ NOT", "It answers."]),
        ("rapta", TWO, ["✗ rapta  not there; nearest is rapat", "It does not answer."]),
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
    assert "Example: kliping rules" in said
    assert " and  " not in said


def test_options_may_stand_before_the_command_too(folder: Path, tmp_path: Path) -> None:
    place = ("--config", str(folder / "config"), "--state", str(folder / "state"), "--json")
    found = json.loads(kliping("rules", *place, "tidy", folder=tmp_path).stdout)
    assert found == {"rule": "banjir", "query": "banjir", "tidy": "banjir"}
    found = json.loads(kliping("rules", *place, "test", "banjir", folder=tmp_path).stdout)
    assert (found["rule"], found["matches"]) == ("banjir", 1)
    found = json.loads(
        kliping("rules", *place, "explain", "banjir", ONE, folder=tmp_path).stdout
    )
    assert (found["rule"], found["answers"]) == ("banjir", True)
    behind = ("--config", str(folder / "nowhere"))
    kliping("rules", *place, "tidy", *behind, folder=tmp_path, code=78)


def test_a_name_is_known_and_a_mistyped_one_is_told(folder: Path) -> None:
    assert kliping("rules", "tidy", "banjir", folder=folder).stdout == "banjir: banjir\n"
    told = "no rule is called 'banjirr'; tried as a query (near: banjir)"
    for command in (("tidy", "banjirr"), ("test", "banjirr"), ("explain", "banjirr", ONE)):
        assert told in kliping("rules", *command, folder=folder).stderr
    assert kliping("rules", "test", "gempa", folder=folder).stderr == ""


def test_a_query_is_tidied_without_a_configuration(tmp_path: Path) -> None:
    assert kliping("rules", "tidy", "Banjir", folder=tmp_path).stdout == "banjir\n"
    kliping("rules", "tidy", folder=tmp_path, code=78)


def test_a_damaged_database_is_not_taken_for_none(tmp_path: Path) -> None:
    place = configured(tmp_path, RESTING)
    (place / "state").mkdir()
    (place / "state" / DATABASE).write_bytes(b"no database at all" * 400)
    done = kliping("rules", folder=place, code=74)
    assert done.stdout == ""
    assert str(DATABASE) in done.stderr
    checked = kliping("check", folder=place)
    assert "rules were tried on nothing" in checked.stderr


def test_help_shows_the_language_with_every_field_and_its_limits() -> None:
    fields = [f"{field}:" for field in (*PARTS, *VALUES) if field]
    assert [field for field in fields if field not in LANGUAGE] == []
    assert f"{parser.MOST_CHARACTERS:,} characters" in LANGUAGE
