import pytest

from tests.settings.folders import SOURCE, complaints


@pytest.mark.parametrize(
    ("first", "second", "complaint"),
    [
        (
            "sources: [{name: a, url: 'https://a.example'}]",
            "\nsources: [{name: a, url: 'https://b.example'}]",
            "config/2.yaml:2: sources[0].name: the source 'a' is given twice, first in config/1.yaml:1",
        ),
        (
            "sources: [{name: caf\u00e9, url: 'https://a.example'}]",
            "sources: [{name: cafe\u0301, url: 'https://b.example'}]",
            "config/2.yaml:1: sources[0].name: the source",
        ),
        (
            "rules: [{name: a, query: x}]",
            "rules:\n- query: y\n  name: a",
            "config/2.yaml:3: rules[0].name: the rule 'a' is given twice, first in config/1.yaml:1",
        ),
        (
            "channels: [{name: a, kind: console}]",
            "channels: [{name: b, kind: console}, {name: a, kind: file, path: x}]",
            "config/2.yaml:1: channels[1].name: the channel 'a' is given twice",
        ),
        (
            "sites: [{host: a.example}]",
            "sites: [{host: A.example.}]",
            "config/2.yaml:1: sites[0].host: the site 'A.example.' is given twice",
        ),
        (
            "settings: {keep: 30d}",
            "settings: {workers: 2, keep: 30d}",
            "config/2.yaml:1: settings.keep: the setting keep is given twice, first in config/1.yaml:1",
        ),
    ],
)
def test_what_is_given_twice_names_both_places(first: str, second: str, complaint: str) -> None:
    (found,) = complaints(first, second)
    assert found.startswith(complaint)


def test_a_rule_a_source_and_a_channel_may_share_a_name() -> None:
    text = "rules: [{name: a, query: x, channels: [a]}]\nchannels: [{name: a, kind: console}]"
    assert complaints(SOURCE, text) == []


@pytest.mark.parametrize(
    ("rule", "complaint"),
    [
        ("channels: [desk, desc]", "rules[0].channels[1]: there is no channel 'desc': did you mean"),
        ("channels: [x]", "rules[0].channels[0]: there is no channel 'x'; there are: desk"),
        ("only: {sources: [antar]}", ("rules[0].only.sources[0]: there is no source 'antar': did you "
         "mean 'antara'?")),
    ],
)  # fmt: skip
def test_a_name_that_nobody_has_is_refused_with_the_near_one(rule: str, complaint: str) -> None:
    (found,) = complaints(
        "channels: [{name: desk, kind: console}]",
        "sources: [{name: antara, url: 'https://a.example'}]",
        f"rules: [{{name: r, query: x, {rule}}}]",
    )
    assert found.startswith(f"config/3.yaml:1: {complaint}")


def test_naming_a_channel_that_is_wrong_otherwise_is_not_wrong_too() -> None:
    (found,) = complaints(
        "channels: [{name: desk, kind: webhook, url: x}]",
        "rules: [{name: r, query: x, channels: [desk]}]",
    )
    assert "channels[0].url" in found
