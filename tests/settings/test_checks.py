from pathlib import Path

import pytest

from tests.settings.folders import SOURCE, complaints, configured


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


@pytest.mark.parametrize(
    ("settings", "channel", "complaint"),
    [
        ("operators: [desk]", "", None),
        ("operators: [dekst]", "", "operators[0]: there is no channel"),
        ("operators: []", "digest: ['7:00']", "digest[0]"),
        ("operators: []", "quiet: '22:00-22:00'", "quiet: expected hours that begin and end"),
        ("operators: []", "most: 20/s", "most"),
        ("operators: []", "digest: ['07:00'], quiet: '22:00-06:00', most: 20/min", None),
    ],
)
def test_who_is_told_when_is_checked(
    settings: str, channel: str, complaint: str | None
) -> None:
    found = complaints(
        f"settings: {{{settings}}}", f"channels: [{{name: desk, kind: console, {channel}}}]"
    )
    assert [complaint in each for each in found if complaint] == ([True] if complaint else [])
    assert bool(found) is (complaint is not None)


TELEGRAM = f"tgram://12345678:{'x' * 35}"
MAIL = "kind: email, host: mail.example, from: a@a.example, to: [b@a.example]"


@pytest.mark.parametrize(
    ("channel", "complaint"),
    [
        (f"kind: apprise, url: '{TELEGRAM}/1'", None),
        (f"kind: apprise, url: '{TELEGRAM}/1/2'", "url: expected one target, found 2"),
        ("kind: apprise, url: 'nosuch://a'", "url: expected an address that Apprise can use"),
        (MAIL, None),
        (f"{MAIL}, tls: none", None),
        (f"{MAIL}, user: a, password: b", None),
        (f"{MAIL}, user: a, password: b, tls: none", "in the clear"),
        (f"{MAIL}, user: a", "expected user and password, or neither"),
        (f"{MAIL}, templates: nowhere-at-all", "templates: expected a folder"),
        ("kind: email, host: m.example, from: a b, to: [x]", "from: expected an address like"),
        ("kind: feed, path: 'umpan/{rule}'", None),
        ("kind: feed, path: a, entries: 0", "entries"),
        ("kind: file, path: a, rotate: 10MB, keep: 1", None),
        ("kind: file, path: a, rotate: 10", "rotate: expected a size like '100MB'"),
        (
            "kind: webhook, url: 'https://a.example', secret: []",
            "secret: expected a text, or a list",
        ),
    ],
)
def test_a_channel_that_could_not_send_is_refused_when_it_is_read(
    channel: str, complaint: str | None
) -> None:
    found = complaints(SOURCE + f"channels: [{{name: c, {channel}}}]")
    if complaint is None:
        assert found == []
    else:
        assert complaint in "\n".join(found)
        assert TELEGRAM not in "\n".join(found)


def test_a_template_that_cannot_be_read_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "digest.html").write_text("<p>\n{% for x %}")
    (found,) = complaints(SOURCE + f"channels: [{{name: c, {MAIL}, templates: '{tmp_path}'}}]")
    assert "templates: digest.html:2: " in found


def test_secrets_of_every_kind_of_channel_are_hidden_and_better_kept_elsewhere() -> None:
    text = f"""
    channels:
      - {{name: a, kind: webhook, url: 'https://a.example', secret: [one-{"x" * 16}, two]}}
      - {{name: b, kind: apprise, url: '{TELEGRAM}/1'}}
      - {{name: c, {MAIL}, user: a, password: sandi-lewat}}
    """
    loaded = configured(SOURCE, text)
    assert {"one-" + "x" * 16, "two", f"{TELEGRAM}/1", "sandi-lewat"} <= loaded.secrets
    said = "\n".join(map(str, loaded.warnings))
    for key in ("[0].secret[0]: a secret", "[1].url: a secret", "[2].password: a secret"):
        assert f"channels{key} stands in the file" in said
    assert "channels[0].secret[1]: this secret is short" in said


def test_a_mail_server_may_be_connected_to_on_its_port() -> None:
    loaded = configured(SOURCE, f"channels: [{{name: c, {MAIL}, port: 2525}}]")
    assert ("mail.example", 2525) in loaded.addresses


def test_an_address_that_is_missing_is_complained_of_once() -> None:
    (found,) = complaints(SOURCE + "channels: [{name: c, kind: apprise, url: '${env:NONE}'}]")
    assert "environment variable NONE" in found


@pytest.mark.parametrize(
    ("public", "warned"),
    [
        ("https://kliping.example.org", False),
        ("http://8.8.8.8:8321/a", False),
        ("http://127.0.0.1:8321", True),
        ("http://192.168.1.7", True),
        ("http://[::1]:8321", True),
        ("https://localhost", True),
        ("https://nas.local/kliping", True),
    ],
)
def test_an_address_that_no_hub_can_reach_is_doubted(public: str, *, warned: bool) -> None:
    whole = configured(f"settings: {{web: {{public: '{public}'}}}}", SOURCE)
    assert ["settings.web.public" in each.key for each in whole.warnings] == [True] * warned
