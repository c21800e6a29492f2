import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from crawler.settings.models import (
    RuleSection,
    SettingsSection,
    SiteSection,
    SourceSection,
    WebhookSettings,
)
from crawler.settings.schema import schema
from crawler.settings.tree import parse
from tests.settings.folders import complaints

VALIDATOR = Draft202012Validator(schema())
WHOLE = """
settings:
  state: state
  store: sqlite
  timezone: Asia/Jakarta
  user_agent: "kliping/{version} (+https://example.org/contact)"
  allow_addresses: ["10.0.0.0/8:80", "[::1]:9000"]
  only_addresses: []
  proxy: null
  ca_file: null
  operators: []
  language: id
  polls: 96/d
  keep: 90d
  workers: 16
  parsers: 2
  web: {listen: "127.0.0.1:8321", public: "https://kliping.example.org"}
sources:
  - name: sinpo
    enabled: true
    url: https://sinpo.example
    feeds: ["${env:FEED}"]
    every: auto
    on_first_poll: remember
    headers: {X: y}
    robots: ${env:ROBOTS}
    delay: 1s
  - {name: b, url: "https://b.example:81", every: 5m, on_first_poll: 2h, language: null}
rules:
  - name: asia-tengah
    query: 'Kazakhstan OR "Asia Tengah"'
    channels: [desk]
    only: {sources: [], tags: [], languages: []}
    urgency: normal
    tell: story
    max_age: 3d
    must_match: ["Kazakhstan", {title: "Asia Tengah", body: [a, b]}]
  - {name: b, any: [a, b], all: [], none: []}
channels:
  - {name: desk, kind: webhook, url: "${env:URL}", secret: "${env:S}"}
  - {name: telegram, kind: apprise, url: x, digest: ["07:00"], quiet: "22:00-06:00", most: 20/h}
  - {name: mail, kind: email, host: mail.example, from: a@b.example, to: [c@d.example]}
  - {name: umpan, kind: feed, path: a.xml}
  - {name: berkas, kind: file, path: a.jsonl}
  - {name: layar, kind: console}
sites:
  - {host: sinpo.example, title: h1, author: .a, published: .d, body: .c, remove: [.x]}
"""


def value(text: str) -> Any:
    found: list[Any] = []
    tree = parse("f.yaml", text.encode(), found)
    assert found == []
    return tree.value


def test_it_is_a_schema_of_the_draft_it_names() -> None:
    Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(schema())) == schema()


@pytest.mark.parametrize(
    "text",
    [WHOLE, "", "sources:", "{}", "settings: {keep: '${env:KEEP}', language: '${env:L}'}"],
)
def test_what_may_be_written_is_valid(text: str) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(value(text) or {})] == []


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every mapping in a configuration, but for those whose keys are the user's own."""
    if isinstance(node, list):
        return [each for n, item in enumerate(node) for each in places(item, (*path, n))]
    if not isinstance(node, dict) or path[-1:] == ("headers",):
        return []
    return [path, *(each for key in node for each in places(node[key], (*path, key)))]


@pytest.mark.parametrize("path", places(value(WHOLE)), ids=str)
def test_an_unknown_key_is_invalid_everywhere(path: tuple[Any, ...]) -> None:
    whole = value(WHOLE)
    inner = whole
    for part in path:
        inner = inner[part]
    inner["unheard_of"] = "x"
    assert not VALIDATOR.is_valid(whole)


@pytest.mark.parametrize(
    "text",
    [
        "settings: {keep: 90}",
        "settings: {keep: 90 days}",
        "settings: {language: fr}",
        "settings: {workers: 0}",
        "settings: {workers: '8'}",
        "settings: {polls: 96}",
        "sources: [{name: a}]",
        "sources: [{url: 'https://a.example'}]",
        "sources: [{name: a b, url: 'https://a.example'}]",
        "sources: [{name: a, url: a.example}]",
        "sources: [{name: a, url: 'https://a.example', every: 15}]",
        "sources: [{name: a, url: 'https://a.example', every: sometimes}]",
        "sources: [{name: a, url: 'https://a.example', enabled: 'no'}]",
        "channels: [{name: a, kind: webhok}]",
        "channels: [{name: a, kind: file}]",
        "channels: [{name: a, kind: console, path: x}]",
        "rules: [{name: a, query: x, urgency: soon}]",
    ],
)
def test_an_editor_sees_what_would_be_refused(text: str) -> None:
    assert not VALIDATOR.is_valid(value(text))


VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 5, -1, 300, 1.5, "", " ", "x", "a b", "15m", "0s", "auto", "alert"),
    *("${env:X}", "$${", "id", "pt-BR", "UTC", "https://a.example", "http://[::1]:80/ x"),
    *(
        "10.0.0.0/8",
        "96/d",
        "webhook",
        "console",
        "story",
        "obey",
        "a.example",
        "~/x",
        "h1 > a",
    ),
    *("sixteen letters.", "line\nline", "é", "INFO@x", "[::1]:9", "once", "07:00", "x\n", "新"),
    *([], {}, ["x"], ["x", "y"], ["https://a.example"], [5], {"title": "x"}, {"X": "y"}, [{}]),
    *(
        ["10.0.0.1", "::1"],
        [None],
        {"tags": ["x"]},
        {"languages": ["ID"]},
        ["h1", ".x"],
        "sqlite",
    ),
)
MODELS: dict[str, type[BaseModel]] = {
    "settings": SettingsSection,
    "sources": SourceSection,
    "rules": RuleSection,
    "channels": WebhookSettings,
    "sites": SiteSection,
}


def with_one(section: str, field: str, value: Any) -> dict[str, Any]:
    """A configuration that can be used, but perhaps for one value."""
    whole: dict[str, Any] = {
        "settings": {"keep": "30d"},
        "sources": [{"name": "a", "url": "https://a.example", "tags": ["x"]}],
        "rules": [{"name": "a", "query": "x", "channels": ["c"], "only": {"tags": ["x"]}}],
        "channels": [
            {"name": "c", "kind": "console"},
            {"name": "d", "kind": "webhook", "url": "https://a.example"},
        ],
        "sites": [{"host": "a.example"}],
    }
    item = whole[section] if section == "settings" else whole[section][-1]
    item[field] = value
    return whole


@pytest.mark.parametrize(
    ("section", "field"),
    [(section, field) for section, model in MODELS.items() for field in model.model_fields],
)
def test_whatever_loads_is_valid(section: str, field: str) -> None:
    for value in VALUES:
        whole = with_one(section, field, value)
        if not complaints(json.dumps(whole, ensure_ascii=False), environ={"X": "x"}):
            assert [error.message for error in VALIDATOR.iter_errors(whole)] == []
