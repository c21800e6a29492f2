"""`kliping import` and `kliping export`."""

import os
from pathlib import Path

from crawler.settings import load
from tests.cli.command import configured, kliping

OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="Daerah">
<outline text="Kabar" xmlUrl="https://kabar.example/feed" htmlUrl="https://kabar.example/"/>
<outline text="Buruk \x7f" xmlUrl="gopher://x/"/></outline></body></opml>"""


def test_subscriptions_are_written_and_come_out_again(tmp_path: Path) -> None:
    configured(tmp_path)
    (tmp_path / "a.opml").write_text(OPML, encoding="utf-8")
    shown = kliping("import", "a.opml", "--dry-run", folder=tmp_path)
    assert "name: kabar" in shown.stdout
    assert not (tmp_path / "config" / "sources.yaml").exists()
    done = kliping("import", "a.opml", folder=tmp_path)
    assert "1 source written to" in done.stderr
    assert "left out: Buruk" in done.stderr
    assert "\x7f" not in done.stderr
    sources = load(tmp_path / "config", environ=os.environ).sources
    assert [(each.name, each.tags) for each in sources] == [
        ("contoh", ()),
        ("kabar", ("Daerah",)),
    ]
    again = kliping("import", "a.opml", folder=tmp_path)
    assert "1 source known already" in again.stderr
    assert "0 sources written" in again.stderr
    out = kliping("export", "--format", "opml", folder=tmp_path).stdout
    assert 'xmlUrl="https://kabar.example/feed"' in out
    assert 'text="contoh" type="link"' in out


def test_what_cannot_be_read_is_1_with_the_reason(tmp_path: Path) -> None:
    configured(tmp_path)
    (tmp_path / "a.opml").write_text("<html></html>", encoding="utf-8")
    assert "a.opml: no OPML" in kliping("import", "a.opml", folder=tmp_path, code=1).stderr
    assert "No such file" in kliping("import", "b.opml", folder=tmp_path, code=1).stderr
