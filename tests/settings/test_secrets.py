import os
from pathlib import Path

import pytest
from pydantic import SecretStr

from crawler.settings import WebhookSettings
from tests.settings.folders import SOURCE, complaints, configured

CANARY = "canary-4f1c9a7e55d0b2"


def hook(secret: str, url: str = "https://a.example/hook") -> str:
    return f"{SOURCE}channels:\n  - {{name: hook, kind: webhook, url: '{url}', secret: '{secret}'}}\n"


def secret_of(text: str, environ: dict[str, str]) -> str:
    found = configured(text, environ=environ).channels[0]
    assert isinstance(found, WebhookSettings)
    assert isinstance(found.secret, SecretStr)
    return found.secret.get_secret_value()


def test_the_environment_is_filled_in_anywhere_in_a_text() -> None:
    assert secret_of(hook("a-${env:A}-${env:A}-z"), {"A": CANARY}) == f"a-{CANARY}-{CANARY}-z"


def test_two_dollars_write_a_plain_one() -> None:
    assert secret_of(hook("$${env:A}-and-so-on"), {}) == "${env:A}-and-so-on"


def test_a_filled_in_value_is_not_filled_in_again() -> None:
    assert secret_of(hook("${env:A}"), {"A": "${env:B} and so on"}) == "${env:B} and so on"


def test_a_file_is_read_without_its_last_line_end(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text(f"{CANARY}\n")
    path.chmod(0o600)
    assert secret_of(hook(f"${{file:{path}}}"), {}) == CANARY


def test_a_credential_is_read_from_the_folder_systemd_names(tmp_path: Path) -> None:
    (tmp_path / "desk").write_text(CANARY)
    (tmp_path / "desk").chmod(0o440)  # as systemd's ACLs make it look
    environ = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    assert secret_of(hook("${credential:desk}"), environ) == CANARY


@pytest.mark.parametrize(
    "mode", [0o640, 0o604, 0o644, 0o660, 0o606, 0o620, 0o602, 0o666, 0o777]
)
def test_a_file_that_others_may_read_or_write_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "secret"
    path.write_text(CANARY)
    path.chmod(mode)
    (complaint,) = complaints(hook(f"${{file:{path}}}"))
    assert complaint.endswith("others may read or write it: chmod 600 mends that")
    assert CANARY not in complaint


@pytest.mark.parametrize("mode", [0o600, 0o400, 0o700])
def test_a_file_of_ones_own_is_read(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "secret"
    path.write_text(CANARY)
    path.chmod(mode)
    assert complaints(hook(f"${{file:{path}}}")) == []


@pytest.mark.parametrize(
    ("reference", "problem"),
    [
        ("${env:NOT_SET}", "expected the environment variable NOT_SET, which is not set"),
        ("${env:EMPTY}", "expected a value in env:EMPTY, found nothing in it"),
        ("${env:LINES}", "expected one line of plain text in the environment variable LINES"),
        ("${env:a b}", "expected the name of an environment variable"),
        ("${env:}", "expected the name of an environment variable"),
        ("${NAME}", "expected ${env:NAME}, ${file:/path} or ${credential:NAME}"),
        ("${Env:NAME}", "expected ${env:NAME}"),
        ("${env:NAME", "expected ${env:NAME}"),
        ("${file:secret}", "expected an absolute path"),
        ("${file:/nonexistent/secret}", "expected the file /nonexistent/secret, but: no such"),
        ("${file:/dev/zero}", "expected the file /dev/zero, but it is not a regular file"),
        ("${file:/}", "expected the file /, but"),
        ("${credential:x}", "expected the credential x, but CREDENTIALS_DIRECTORY is not set"),
        ("${credential:../x}", "expected the name of a credential"),
        ("${credential:..}", "expected the name of a credential"),
    ],
)
def test_a_missing_secret_is_one_complaint_at_its_line(reference: str, problem: str) -> None:
    environ = {"EMPTY": "", "LINES": f"{CANARY}\nb", "a b": CANARY}
    text = f"{SOURCE}channels:\n- name: a\n  kind: webhook\n  url: https://a.example\n  secret: {reference!r}\n"
    (complaint,) = complaints(text, environ=environ)
    assert complaint.startswith(f"config/1.yaml:6: channels[0].secret: {problem}")
    assert CANARY not in complaint


def test_a_pipe_in_place_of_a_secret_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    (complaint,) = complaints(hook(f"${{file:{tmp_path / 'pipe'}}}"))
    assert "it is not a regular file" in complaint


@pytest.mark.parametrize(
    "text",
    [
        "settings: {timezone: '${env:C}'}",
        "settings: {language: '${env:C}', polls: '${env:C}', keep: '${env:C}'}",
        "settings: {allow_addresses: ['${env:C}'], workers: '${env:C}', ca_file: '${env:C}'}",
        "settings: {user_agent: '${env:C}é', web: '${env:C}', proxy: 'x${env:C}'}",
        "sources: [{name: '${env:C} b', url: 'ftp://${env:C}', every: '${env:C}'}]",
        "sources: [{name: a, url: 'https://x:${env:C}@a.example/?token=${env:C}'}]",
        "sources: [{name: a, url: 'https://a.example', headers: {Host: '${env:C}'}}]",
        "sources: [{name: a, url: 'https://a.example', headers: {X: 'é${env:C}'}, enabled: '${env:C}'}]",
        "sources: [{name: '${env:C}', url: 'https://a.example'}, {name: '${env:C}', url: 'https://b.example'}]",
        "rules: [{name: a, query: '(x OR ${env:C}'}]",
        "rules: [{name: a, query: '${env:C}:x'}]",
        "rules: [{name: '${env:C}', query: '(x'}]",
        "rules: [{name: a, any: ['${env:C} OR x']}]",
        "rules: [{name: a, query: x, channels: ['${env:C}'], only: {sources: ['${env:C}']}}]",
        "rules: [{name: a, query: x, must_match: ['y ${env:C}', {'body': '${env:C}'}]}]",
        "rules: [{name: '${env:C}', query: x, must_match: ['y']}]",
        "channels: [{name: a, kind: '${env:C}', url: x}]",
        "channels: [{name: a, kind: webhook, url: 'x${env:C}'}]",
        "channels: [{name: a, kind: webhook, url: 'https://a.example', secret: ['${env:C}', 3]}]",
        "channels: [{name: a, kind: email, host: '${env:C} x', user: '${env:C}', password: '${env:C}', to: '${env:C}'}]",
        "channels: [{name: a, kind: apprise, url: '${env:C}', most: '${env:C}'}]",
        "sites: [{host: 'https://${env:C}', title: '[[${env:C}'}]",
        "sites: [{host: '${env:C}'}, {host: '${env:C}'}]",
    ],
)
@pytest.mark.parametrize("canary", [CANARY, "Canary With Blanks", "K4n"])
def test_no_complaint_holds_a_secret(text: str, canary: str) -> None:
    found = complaints(text, environ={"C": canary})
    assert found
    assert canary.lower() not in "\n".join(found).lower()
    assert canary.replace(" ", "-").lower() not in "\n".join(found).lower()


@pytest.mark.parametrize(
    "text",
    [
        f"channels: [{{name: a, kind: webhook, url: 'x', secret: '{CANARY}'}}]",
        f"channels: [{{name: a, kind: webhook, url: 'x', secret: ['{CANARY}']}}]",
        f"channels: [{{name: a, kind: webhook, url: 'https://a.example:x/{CANARY}'}}]",
        f"channels: [{{name: a, kind: webhook, url: 'https://a.example', secret: 'whsec_{CANARY}'}}]",
        f"channels: [{{name: a, kind: apprise, url: 'tgram://{CANARY}/1'}}]",
        f"sources: [{{name: a, url: 'https://x:{CANARY}@a.example/?token={CANARY}'}}]",
        f"sources: [{{name: a, url: 'https://a.example', headers: {{Cookie: 'é{CANARY}'}}}}]",
        f"settings: {{proxy: 'http://x:{CANARY}@a.example', store: 'postgresql://x:{CANARY}@y/z'}}",
        f"settings: {{store: 'mysql://x:{CANARY}@y/z'}}",
    ],
)
def test_no_complaint_holds_a_secret_that_stands_in_the_file(text: str) -> None:
    found = complaints(text)
    assert found
    assert CANARY not in "\n".join(found)


def test_no_repr_and_no_warning_holds_a_secret() -> None:
    text = f"""
    sources:
      - name: a
        url: https://a.example/?key=${{env:C}}
        every: 5s
        headers: {{Authorization: 'Bearer ${{env:C}}', Cookie: '{CANARY}'}}
    channels:
      - {{name: b, kind: webhook, url: 'https://a.example/${{env:C}}', secret: 'whatever-${{env:C}}'}}
      - {{name: c, kind: webhook, url: 'https://a.example/x', secret: '{CANARY}-'}}
    """
    whole = configured(text, environ={"C": CANARY})
    shown = [repr(whole), repr(whole.channels), repr(whole.settings), *map(str, whole.warnings)]
    assert CANARY not in "\n".join(shown)
    assert {CANARY, f"{CANARY}-"} <= whole.secrets


def test_a_secret_is_also_known_as_it_stands_in_an_address() -> None:
    secrets = configured(hook("${env:A}"), environ={"A": "sixteen letters/+"}).secrets
    assert {"sixteen letters/+", "sixteen%20letters%2F%2B"} <= secrets


def test_a_secret_in_the_file_is_warned_of_and_one_from_outside_is_not() -> None:
    (warning,) = configured(hook(CANARY)).warnings
    assert str(warning).startswith("config/1.yaml:3: channels[0].secret: a secret stands in")
    assert configured(hook("${env:A}"), environ={"A": CANARY}).warnings == ()
