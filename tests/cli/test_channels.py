import json
from pathlib import Path

import pytest

from tests.channels.lab import a_post_office, a_service
from tests.cli.command import configured, kliping

TEXT = """
settings:
  allow_addresses: ["127.0.0.1"]
  only_addresses: ["127.0.0.1"]
sources: [{name: contoh, url: "http://127.0.0.1:9/"}]
rules:
  - {name: banjir, query: banjir, channels: [layar, arsip]}
  - {name: gempa, query: gempa, channels: [layar]}
channels:
  - {name: layar, kind: console}
  - {name: arsip, kind: file, path: a.jsonl, digest: ["07:00", "16:00"], quiet: "22:00-06:00", most: 20/h}
  - {name: umpan, kind: feed, path: "umpan/{rule}"}
  - {name: hook, kind: webhook, url: "http://127.0.0.1:%d/x", secret: "${env:HOOK}"}
  - {name: surat, kind: email, host: 127.0.0.1, port: %d, tls: none, from: a@b.example, to: [c@d.example]}
  - {name: tidur, kind: console, enabled: false}
"""


def set_up(folder: Path, hook: int = 9, mail: int = 9) -> Path:
    return configured(folder, TEXT % (hook, mail), closed=False)


def run(*arguments: str, folder: Path, code: int = 0) -> str:
    done = kliping(*arguments, folder=folder, code=code, HOOK="kata-sandi-yang-panjang")
    return done.stdout + done.stderr


def test_channels_are_listed_with_the_rules_that_tell_them(tmp_path: Path) -> None:
    set_up(tmp_path)
    rows = [line.split() for line in run("channels", folder=tmp_path).splitlines()]
    assert rows[1] == ["layar", "console", "Asia/Jakarta", "banjir,", "gempa"]
    assert rows[-1] == ["tidur", "rests"]
    records = [
        json.loads(line) for line in run("channels", "--json", folder=tmp_path).splitlines()
    ]
    assert records[1] == {
        "name": "arsip",
        "kind": "file",
        "timezone": "Asia/Jakarta",
        "digest": ["07:00", "16:00"],
        "quiet": "22:00-06:00",
        "most": "20/h",
        "trouble": None,
        "rules": ["banjir"],
    }
    (line,) = (
        line for line in run("channels", folder=tmp_path).splitlines() if "arsip" in line
    )
    assert "07:00, 16:00  22:00-06:00  20/h  banjir" in line


def test_a_sample_goes_to_each_kind(tmp_path: Path) -> None:
    with a_service() as service, a_post_office() as office:
        set_up(tmp_path, service.port, office.port)
        assert "Pesan percobaan" in run("channels", "test", "layar", folder=tmp_path)
        assert "Ringkasan: 3 berita" in run(
            "channels", "test", "layar", "--digest", folder=tmp_path
        )
        for name in ("arsip", "umpan", "hook", "surat"):
            said = run("channels", "test", name, folder=tmp_path)
            assert said == f"{name}: the sample was taken.\n"
        (request,) = service.requests
        assert request.said["type"] == "article.matched"
        assert "Webhook-Signature" in {name.title() for name in request.headers}
        assert len(office.mails) == 1
    assert (tmp_path / "state" / "umpan" / "contoh.atom").is_file()
    assert not (tmp_path / "state" / "kliping.db").exists()


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("hook", 1, "kliping: hook: not taken: connect: 127.0.0.1:9: "),
        ("tidur", 1, "the channel 'tidur' rests"),
        ("layr", 2, "there is no channel 'layr': did you mean 'layar'?"),
        ("x", 2, "there are: layar, arsip, umpan, hook, surat"),
    ],
)
def test_what_cannot_be_sent_says_why(tmp_path: Path, name: str, code: int, said: str) -> None:
    set_up(tmp_path)
    assert said in run("channels", "test", name, folder=tmp_path, code=code)
