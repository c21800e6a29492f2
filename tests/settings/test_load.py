import random
import time
from contextlib import suppress
from pathlib import Path

import pytest

from crawler.errors import ConfigError
from crawler.settings import load
from crawler.settings.load import build
from tests.settings.folders import SOURCE, complaints, configured


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
