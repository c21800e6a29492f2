import pytest

from tests.settings.folders import complaints

NAMED = "name: a, url: 'https://a.example'"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("setings: {}", "setings: there is no such key: did you mean 'settings'?"),
        ("zzz: 1", "zzz: there is no such key; expected one of settings, sources, rules"),
        ("[a]", "expected keys such as settings, sources, rules, channels, sites; found a list"),
        ("sources: {a: b}", "sources: expected a list, each item with - before it; found a mapping"),
        ("sources: [text]", "sources[0]: expected a mapping of keys, found 'text'"),
        ("sources: [null]", "sources[0]: expected a mapping of keys, found nothing"),
        ("settings: 5", "settings: expected a mapping of keys, found the number 5"),
        ("settings: {state: 5}", "settings.state: expected text, found the number 5: put it in"),
        ("settings: {state: ''}", "settings.state: expected text, found ''"),
        ("settings: {workers: '8'}", "settings.workers: expected a whole number, found '8': write"),
        ("settings: {workers: true}", "settings.workers: expected a whole number, found true"),
        ("settings: {workers: 1.5}", "settings.workers: expected a whole number, found the number"),
        ("settings: {workers: 99999999999999999999999}", "settings.workers: expected at most 256"),
        ("settings: {user_agent: 'x {verson}'}", "settings.user_agent: expected nothing in braces"),
        ("settings: {only_addresses: [localhost]}", ("settings.only_addresses[0]: expected an "
         "address like '10.0.0.5', '10.0.0.0/8', '10.0.0.5:8080' or '[::1]:80', found 'localhost': "
         "did you mean '127.0.0.1'?")),
        ("sources: [{name: a, url: a.example/x}]", ("sources[0].url: expected an address like "
         "'https://example.org/path', with http:// or https://, found 'a.example/x': "
         "did you mean 'https://a.example/x'?")),
        ("'': 1", "'': there is no such key"),
        ("settings: {workers: 0}", "settings.workers: expected at least 1, found the number 0"),
        ("settings: {workers: 999}", "settings.workers: expected at most 256, found the number"),
        ("settings: {keep: 90}", "settings.keep: expected a duration like '50ms', '90s', '15m'"),
        ("settings: {keep: 5m}", "settings.keep: expected at least '1h', found '5m'"),
        ("settings: {polls: 96}", "settings.polls: expected polls a day or an hour like '96/d'"),
        ("settings: {language: ID}", "settings.language: expected 'id' or 'en', found 'ID': did"),
        ("settings: {timezone: WIB}", ("settings.timezone: expected a time zone like 'Asia/Jakarta',"
         " found 'WIB': did you mean 'Asia/Jakarta'?")),
        ('settings: {user_agent: "a\\nb"}', "settings.user_agent: expected 1 to 256 characters"),
        ("settings: {ca_file: nowhere.pem}", "settings.ca_file: expected a file that can be read"),
        ("settings: {allow_addresses: [10.0.0.1/8]}", ("settings.allow_addresses[0]: expected the "
         "first address of the block, found '10.0.0.1/8': did you mean '10.0.0.0/8'?")),
        ("sources: [{url: 'https://a.example'}]", "sources[0]: expected the key name, which is"),
        ("sources: [{name: a}]", "sources[0]: expected the key url, which is missing"),
        ("sources: [{name: a b, url: 'https://a.example'}]", ("sources[0].name: expected 1 to 64 "
         "letters, digits, '-', '_' or '.', without spaces, found 'a b': for example 'a-b'")),
        (f"sources: [{{{NAMED}, enabled: no}}]", ("sources[0].enabled: expected true or false, "
         "found 'no': YAML 1.2 writes true and false")),
        (f"sources: [{{{NAMED}, every: 15}}]", ("sources[0].every: expected a duration like '50ms', "
         "'90s', '15m', '6h' or '30d', or 'auto', found the number 15")),
        (f"sources: [{{{NAMED}, every: 500ms}}]", "sources[0].every: expected at least '1s'"),
        (f"sources: [{{{NAMED}, delay: 2h}}]", "sources[0].delay: expected at most '1h'"),
        (f"sources: [{{{NAMED}, tags: politik}}]", ("sources[0].tags: expected a list, found "
         "'politik': write it in brackets, [ … ]")),
        (f"sources: [{{{NAMED}, feeds: null}}]", "sources[0].feeds: expected a list, found nothing"),
        (f"sources: [{{{NAMED}, tags: [1]}}]", "sources[0].tags[0]: expected text, found the number"),
        (f"sources: [{{{NAMED}, robots: ignor}}]", "sources[0].robots: expected 'obey' or 'ignore'"),
        (f"sources: [{{{NAMED}, headers: [a]}}]", "sources[0].headers: expected a mapping of header"),
        (f"sources: [{{{NAMED}, headers: {{Host: x}}}}]", "sources[0].headers: the header Host is"),
        (f"sources: [{{{NAMED}, on_first_poll: now}}]", "sources[0].on_first_poll: expected a dur"),
        ("rules: [{name: a}]", "rules[0]: expected query, or any/all/none, found neither"),
        ("rules: [{name: a, query: x, any: [y]}]", "rules[0]: expected query, or any/all/none, found"),
        ("rules: [{name: a, query: x, only: {tagz: []}}]", ("rules[0].only.tagz: there is no such key:"
         " did you mean 'tags'?")),
        ("rules: [{name: a, query: x, must_match: [{titel: x}]}]", ("rules[0].must_match[0]: there is "
         "no part 'titel': did you mean 'title'?")),
        ("rules: [{name: a, query: x, must_match: [5]}]", "rules[0].must_match[0]: expected a text,"),
        ("channels: [{name: a}]", "channels[0]: expected the key kind, which is missing"),
        ("channels: [{name: a, kind: webhok}]", ("channels[0].kind: expected 'webhook', 'file', "
         "'console', 'apprise', 'email', 'feed', found 'webhok': did you mean 'webhook'?")),
        ("channels: [{name: a, kind: 5}]", "channels[0].kind: expected 'webhook'"),
        ("channels: [{name: a, kind: [x]}]", "channels[0].kind: expected 'webhook'"),
        ("channels: [{name: a, kind: console, path: x}]", "channels[0].path: there is no such key;"),
        ("channels: [{name: a, kind: file}]", "channels[0]: expected the key path, which is missing"),
        ("sites: [{host: 'https://a.example'}]", "sites[0].host: expected a host like 'example.org',"),
        ("sites: [{host: a.example, title: 'a['}]", "sites[0].title: expected a CSS selector like"),
    ],
)  # fmt: skip
def test_a_complaint_says_what_was_expected_and_what_was_found(
    text: str, complaint: str
) -> None:
    (found,) = complaints(text)
    assert found.startswith(f"config/1.yaml:1: {complaint}")
    assert "\n" not in found
