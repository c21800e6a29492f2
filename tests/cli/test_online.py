import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from tests.channels.lab import a_post_office, a_service
from tests.cli.command import configured, kliping

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Contoh</title>
<item><title>Banjir merendam Kota Hulu</title><link>http://127.0.0.1:%d/berita/1</link></item>
<item><title>Harga beras\x1b[31m naik</title><link>http://127.0.0.1:%d/berita/2</link></item>
</channel></rss>"""
TEXT = """
settings:
  allow_addresses: ["127.0.0.1"]
  only_addresses: ["127.0.0.1"]
sources:
  - {name: contoh, url: "http://127.0.0.1:%d/", feeds: ["http://127.0.0.1:%d/feed"], robots: ignore}
rules: [{name: banjir, query: banjir, channels: [layar]}]
channels:
  - {name: layar, kind: console}
  - {name: arsip, kind: file, path: a.jsonl}
  - {name: json, kind: apprise, url: "json://127.0.0.1:%d/"}
  - {name: hook, kind: webhook, url: "http://127.0.0.1:%d/x"}
  - {name: surat, kind: email, host: 127.0.0.1, port: %d, tls: none, from: a@b.example, to: [c@d.example]}
"""


def test_every_channel_is_reached_and_every_source_polled_and_nobody_is_told(
    tmp_path: Path,
) -> None:
    with a_service() as web, a_post_office() as office:
        body = FEED.replace(b"%d", str(web.port).encode())
        web.answers = [(200, {"content-type": "application/rss+xml"}, body)]
        configured(tmp_path, TEXT % (*[web.port] * 4, office.port), closed=False)
        said = kliping("check", "--online", folder=tmp_path).stdout
        assert "  ok  channel layar: standard output\n" in said
        assert "  ok  channel arsip: " in said
        assert (
            "  ok  channel json: JSON: the address is understood, its server answers;" in said
        )
        assert f"  ok  channel hook: 127.0.0.1:{web.port} answers\n" in said
        assert f"  ok  channel surat: 127.0.0.1:{office.port} answers\n" in said
        assert "  ok  source contoh: 2 links in 1 lists\n" in said
        assert "        Banjir merendam Kota Hulu\n" in said
        assert "\x1b" not in said
        assert office.tries == []
        assert {request.path for request in web.requests} <= {"/feed", "/robots.txt"}
    assert not (tmp_path / "state").exists()


def test_what_cannot_be_reached_is_told_with_the_reason_and_is_1(tmp_path: Path) -> None:
    configured(tmp_path, TEXT % (9, 9, 9, 9, 9), closed=False)
    said = kliping("check", "--online", folder=tmp_path, code=1).stdout
    assert "  BAD channel json: connect: 127.0.0.1:9: " in said
    assert "  BAD channel hook: connect: 127.0.0.1:9: " in said
    assert "  BAD channel surat: connect: 127.0.0.1:9: " in said
    assert "  BAD source contoh: " in said
    assert "  ok  channel layar" in said


def test_of_a_source_whose_list_has_times_it_is_told_how_much_it_publishes(
    tmp_path: Path,
) -> None:
    now = datetime.now(UTC)
    items = "".join(
        f"<item><title>Banjir {hour}</title><link>http://127.0.0.1:9/berita/{hour}</link>"
        f"<pubDate>{format_datetime(now - timedelta(hours=hour, minutes=1))}</pubDate></item>"
        for hour in range(40)
    )
    with a_service() as web:
        feed = f'<rss version="2.0"><channel><title>C</title>{items}</channel></rss>'.encode()
        web.answers = [(200, {"content-type": "application/rss+xml"}, feed)]
        source = TEXT[: TEXT.index("rules:")] % (web.port, web.port)
        configured(tmp_path, source, closed=False)
        said = kliping("check", "--online", folder=tmp_path).stdout
    found = re.search(r"ok  source contoh: 40 links in 1 lists, about (\d+) articles", said)
    assert found is not None
    assert 18 <= int(found[1]) <= 30
