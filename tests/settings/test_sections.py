from typing import Any

import pytest

from crawler.errors import Complaint
from crawler.settings.models import RuleSection
from crawler.settings.sections import KINDS, entries
from crawler.settings.tree import parse
from tests.settings.folders import complaints


def read(text: str) -> tuple[Any, list[Complaint]]:
    found: list[Complaint] = []
    tree = parse("f.yaml", text.encode(), found)
    return entries(tree, tree.value, found), found


def test_every_section_is_there_even_if_a_file_has_none() -> None:
    found, _ = read("")
    assert set(found) == {"settings", "sources", "rules", "channels", "sites"}
    assert not any(found.values())


def test_an_entry_knows_its_name_its_place_and_what_was_written() -> None:
    found, _ = read("rules:\n- name: a\n- query: ${env:Q}\n  name: b\n")
    entry = found["rules"][1]
    assert entry.name == "b"
    assert entry.written(("query",)) == "${env:Q}"
    assert entry.complaint(("query",), "p") == Complaint("f.yaml", 3, "rules[1].query", "p")


def test_what_is_right_of_a_wrong_entry_is_kept_for_further_checks() -> None:
    found, said = read("rules: [{name: a b, query: x, tel: once}]")
    assert len(said) == 2
    assert isinstance(found["rules"][0].model, RuleSection)
    assert found["rules"][0].model.query == "x"


def test_too_little_is_nothing() -> None:
    found, said = read("rules: [{name: a, query: 5}, 7]")
    assert len(said) == 2
    assert [entry.model for entry in found["rules"]] == [None, None]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_unknown_key_of_a_channel_is_told_by_the_keys_of_its_kind(kind: str) -> None:
    found = complaints(f"channels: [{{name: a, kind: {kind}, enabld: true}}]")
    assert any("channels[0].enabld: there is no such key: did you mean 'enabled'?" in one
               for one in found)  # fmt: skip


def test_what_the_tree_complained_of_is_not_complained_of_again() -> None:
    (found,) = complaints("sources: [{name: a, url: !!str 'https://a.example', every: auto}]")
    assert "tags such as" in found
