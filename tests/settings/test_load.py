import random
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from crawler import __version__
from crawler.errors import ConfigError
from crawler.model import Inlet, InletKind, Site, Source, Tell, Urgency
from crawler.settings import ConsoleSettings, FileSettings, WebhookSettings, load
from crawler.settings.load import build
from tests.settings.folders import SOURCE, complaints, configured


def test_what_is_not_said_has_its_default() -> None:
    settings = configured(SOURCE).settings
    assert settings.state == Path("state")
    assert settings.timezone == "Asia/Jakarta"
    assert settings.user_agent == f"kliping/{__version__} (+https://example.org/contact)"
    assert settings.allow_addresses == settings.only_addresses == ()
    assert settings.ca_file is None
    assert settings.language == "id"
    assert settings.polls == 96
    assert settings.keep == timedelta(days=90)
    assert (settings.workers, settings.parsers) == (16, 2)


def test_settings_may_stand_in_several_files() -> None:
    whole = configured("settings: {keep: 30d}", "settings: {workers: 4}", SOURCE)
    assert (whole.settings.keep, whole.settings.workers) == (timedelta(days=30), 4)


def test_relative_paths_start_in_the_working_directory_that_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"settings: {{state: here, ca_file: ca.pem}}\n{SOURCE}")
    (tmp_path / "ca.pem").write_text("x")
    settings = load(tmp_path, environ={}, base=tmp_path).settings
    assert settings.state == tmp_path / "here"
    assert settings.ca_file == tmp_path / "ca.pem"


def test_a_source_is_converted_whole() -> None:
    (source,) = configured("""
    settings: {timezone: Asia/Makassar}
    sources:
      - name: contoh
        url: https://contoh.example
        listings: [https://contoh.example/indeks]
        feeds: [https://contoh.example/feed, https://contoh.example/feed]
        sitemaps: [https://contoh.example/sitemap.xml]
        every: 5m
        language: ID
        network: Contoh Grup
        tags: [politik, hukum]
        on_first_poll: 2h
        headers: {Accept-Language: id}
        robots: ignore
        delay: 50ms
    """).sources
    assert source == Source(
        name="contoh",
        url="https://contoh.example",
        inlets=(
            Inlet(InletKind.FEED, "https://contoh.example/feed"),
            Inlet(InletKind.SITEMAP, "https://contoh.example/sitemap.xml"),
            Inlet(InletKind.LISTING, "https://contoh.example/indeks"),
        ),
        every=timedelta(minutes=5),
        timezone="Asia/Makassar",
        language="id",
        network="Contoh Grup",
        tags=("politik", "hukum"),
        remember_first=True,
        first_younger_than=timedelta(hours=2),
        headers=(("Accept-Language", "id"),),
        obey_robots=False,
        delay=timedelta(milliseconds=50),
    )


def test_a_source_that_says_little_is_the_sources_default() -> None:
    (source,) = configured(SOURCE).sources
    assert source == Source(name="a", url="https://a.example")


def test_a_source_may_tell_what_it_lists_at_first() -> None:
    (source,) = configured(SOURCE.replace("}]", ", on_first_poll: alert}]")).sources
    assert (source.remember_first, source.first_younger_than) == (False, None)


def test_a_rule_is_converted_whole() -> None:
    (rule,) = configured(
        SOURCE,
        """
    channels: [{name: layar, kind: console}]
    rules:
      - name: banjir
        query: |
          banjir
          OR "tanah longsor"
        channels: [layar, layar]
        only: {sources: [a], languages: [ID]}
        urgency: urgent
        tell: once
        max_age: 6h
        must_match: [Banjir di kota., {title: Tanah longsor, source: a, lang: id}]
        must_not_match: [Cerah di kota.]
    """,
    ).rules
    assert (rule.name, rule.text) == ("banjir", 'banjir OR "tanah longsor"')
    assert rule.channels == ("layar",)
    assert (rule.sources, rule.languages) == (frozenset({"a"}), frozenset({"id"}))
    assert (rule.urgency, rule.tell) == (Urgency.URGENT, Tell.ONCE)
    assert rule.max_age == timedelta(hours=6)


def test_the_simple_form_of_a_rule_does() -> None:
    text = "rules: [{name: a, any: [banjir, tanah longsor], all: [Jakarta], none: [diskon]}]"
    (rule,) = configured(SOURCE, text).rules
    assert rule.text == "any: banjir, tanah longsor; all: Jakarta; none: diskon"


def test_channels_and_sites_are_converted() -> None:
    whole = configured(
        SOURCE,
        """
    settings: {timezone: Asia/Jayapura}
    channels:
      - {name: a, kind: console}
      - {name: b, kind: file, path: alerts.jsonl, timezone: UTC}
      - {name: c, kind: webhook, url: "https://x.example:8443/h", secret: "${env:S}"}
    sites:
      - {host: Contoh.Example., title: h1, body: .isi, remove: [.iklan, .baca-juga]}
    """,
        environ={"S": "sixteen letters."},
    )
    console, file, webhook = whole.channels
    assert isinstance(console, ConsoleSettings)
    assert isinstance(file, FileSettings)
    assert isinstance(webhook, WebhookSettings)
    assert [one.timezone for one in whole.channels] == ["Asia/Jayapura", "UTC", "Asia/Jayapura"]
    assert file.path == Path("alerts.jsonl")
    assert whole.sites == (
        Site(
            host="contoh.example", title="h1", content=".isi", remove=(".iklan", ".baca-juga")
        ),
    )
    assert whole.addresses == {("x.example", 8443)}


def test_ports_that_addresses_write_are_collected() -> None:
    text = """
    sources:
      - name: a
        url: http://A.example:8000
        feeds: ["http://[::1]:81/feed"]
      - {name: b, url: "http://b.example:82", enabled: false}
    """
    assert configured(text).addresses == {("a.example", 8000), ("::1", 81)}


def test_what_rests_is_known_and_left_out() -> None:
    whole = configured("""
    sources:
      - {name: a, url: "https://a.example"}
      - {name: b, url: "https://b.example", enabled: false}
    channels:
      - {name: c, kind: console, enabled: false}
      - {name: d, kind: console}
    rules:
      - {name: e, query: x, channels: [c, d], only: {sources: [b]}}
      - {name: f, query: y, channels: [d], enabled: false}
    """)
    assert [one.name for one in whole.sources] == ["a"]
    assert [one.name for one in whole.channels] == ["d"]
    assert [(one.name, one.channels) for one in whole.rules] == [("e", ("d",))]
    assert whole.resting == {("sources", "b"), ("channels", "c"), ("rules", "f")}


def test_a_rule_that_rests_must_still_be_readable() -> None:
    (complaint,) = complaints(SOURCE, "rules: [{name: a, query: '(x', enabled: false}]")
    assert complaint.startswith('config/2.yaml:1: rule "a": ')


def test_sections_may_be_empty() -> None:
    assert complaints("sources:\nrules:\nchannels:\nsites:\nsettings:\n", "# nothing", "") == []


def test_complaints_come_all_at_once_in_the_order_of_the_files() -> None:
    found = complaints(
        "sources:\n- {name: a, url: x}\n- {name: b c, url: 'https://b.example', evry: 5m}",
        "a: [",
        "rules:\n- {name: r, query: '(x', tel: once, channels: [no]}",
    )
    assert [one.split(": ")[:2] for one in found] == [
        ["config/1.yaml:2", "sources[0].url"],
        ["config/1.yaml:3", "sources[1].name"],
        ["config/1.yaml:3", "sources[1].evry"],
        ["config/2.yaml:1", "expected YAML, but it cannot be read here"],
        ["config/3.yaml:2", "rules[0].tel"],
        ["config/3.yaml:2", 'rule "r"'],
        ["config/3.yaml:2", "rules[0].channels[0]"],
    ]


def large(sources: int) -> bytes:
    """A configuration as large as a serious user's."""
    each = (
        "  - name: s{n}\n    url: https://s{n}.example\n    feeds: [https://s{n}.example/feed]\n"
        "    every: 15m\n    timezone: Asia/Jakarta\n    language: id\n    network: N{n}\n"
        "    tags: [a, b]\n    delay: 2s\n"
    )
    return ("sources:\n" + "".join(each.format(n=n) for n in range(sources))).encode()


def test_five_hundred_sources_are_read_in_a_moment() -> None:
    data = large(500)
    started = time.process_time()
    whole = build({"config/sources.yaml": data}, environ={})
    assert (
        time.process_time() - started < 3
    )  # 0.7 s on one 2.5 GHz core; the rest is for others
    assert len(whole.sources) == 500


def test_a_file_that_is_cut_anywhere_raises_nothing_but_complaints() -> None:
    data = (
        large(6) + b'rules:\n- {name: "\xc3\xa9", query: a AND (b OR c), must_match: [a b]}\n'
    )
    data += b"channels:\n- name: c\n  kind: webhook\n  url: ${env:URL}\n"
    cuts = {*range(200), *random.Random(1).sample(range(len(data)), 800)}
    read = 0
    for cut in sorted(cuts):
        with suppress(ConfigError):
            build({"config/a.yaml": data[:cut]}, environ={"URL": "https://a.example"})
            read += 1
    assert 0 < read < len(cuts)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("sources: [{name: a, url: 'https://a.example', every: 59s}]", "a poll each 59s"),
        ("sources: [{name: a, url: 'https://a.example', every: 1500ms}]", "a poll each 1500ms"),
        ("sources: []", "config: sources: no source is enabled"),
        (f"{SOURCE}rules: [{{name: r, query: x}}]", "the rule 'r' names no channels"),
        (
            (
                f"{SOURCE}rules: [{{name: r, query: x, channels: [c]}}]\n"
                "channels: [{name: c, kind: console, enabled: false}]"
            ),
            "every channel of the rule 'r' rests",
        ),
        (
            (
                "sources: [{name: a, url: 'https://a.example', tags: [politik]}]\n"
                "rules: [{name: r, query: x, channels: [c], only: {tags: [politk]}}]\n"
                "channels: [{name: c, kind: console}]"
            ),
            "no source has the tag 'politk': did you mean 'politik'?",
        ),
        (
            "sources: [{name: a, url: 'https://a.example', headers: {X-Api-Key: abcdef}}]",
            "a secret stands in the file",
        ),
    ],
)
def test_what_is_hardly_meant_is_warned_of(text: str, warning: str) -> None:
    (found,) = configured(text).warnings
    assert warning in str(found)


def test_what_is_plain_is_not_warned_of() -> None:
    text = """
    sources: [{name: a, url: "https://a.example", every: 1m, headers: {Accept-Language: id}}]
    channels: [{name: c, kind: console}]
    rules: [{name: r, query: x, channels: [c]}]
    """
    assert configured(text).warnings == ()


def test_names_of_files_that_nobody_would_give_stay_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "a\n\x1b[31m.yaml").write_text("x: 1")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, environ={}, base=tmp_path)
    (complaint,) = caught.value.complaints
    assert str(complaint).startswith("a???31m.yaml:1: x: there is no such key")
