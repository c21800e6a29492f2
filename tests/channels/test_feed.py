import asyncio
import json
import xml.etree.ElementTree as ET
from datetime import timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest

from crawler.channels.feed import Feed
from crawler.errors import Undelivered
from crawler.message import sample
from crawler.model import Message
from tests.builders import NOON
from tests.message.payloads import LINK, message, messages, seen
from tests.message.test_dialect import html_of

ATOM = "{http://www.w3.org/2005/Atom}"


def a_message(body: bytes, key: str = "evt_1") -> Message:
    return Message(id=key, body=body, at=NOON)


def numbered(number: int, rule: str = "banjir") -> bytes:
    whole = json.loads(message(f"Banjir {number}"))
    whole["data"] |= {"id": f"al_{number}", "rule": rule}
    return json.dumps(whole).encode()


def items(path: Path) -> list[Any]:
    return list(json.loads(path.read_bytes())["items"])


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


async def test_a_feed_for_each_rule_as_atom_and_as_json_feed(tmp_path: Path) -> None:
    feed = Feed(path=Path("umpan/{rule}"), folder=tmp_path)
    await feed.send(a_message(numbered(1, "banjir")))
    await feed.send(a_message(numbered(2, "gempa-besar")))
    await feed.send(a_message(b"{}"))
    assert [path.name for path in files(tmp_path / "umpan")] == [
        *("banjir.atom", "banjir.json", "gempa-besar.atom"),
        *("gempa-besar.json", "kliping.atom", "kliping.json"),
    ]


async def test_the_newest_comes_first_and_the_oldest_go(tmp_path: Path) -> None:
    feed = Feed(path=Path("a"), folder=tmp_path, entries=3)
    for number in range(5):
        await feed.send(a_message(numbered(number), f"evt_{number}"))
    assert [item["id"] for item in items(tmp_path / "a.json")] == [
        f"urn:kliping:al_{number}" for number in (4, 3, 2)
    ]
    assert len(ET.parse(tmp_path / "a.atom").findall(f"{ATOM}entry")) == 3


async def test_a_second_try_changes_nothing_at_all(tmp_path: Path) -> None:
    feed = Feed(path=Path("a.atom"), folder=tmp_path)
    for number in range(3):
        await feed.send(a_message(numbered(number), f"evt_{number}"))
    before = (tmp_path / "a.json").read_bytes(), (tmp_path / "a.atom").read_bytes()
    later = Message(id="evt_1", body=numbered(1), at=NOON + timedelta(days=1), attempts=7)
    await feed.send(later)
    assert ((tmp_path / "a.json").read_bytes(), (tmp_path / "a.atom").read_bytes()) == before


async def test_feed_readers_read_it(tmp_path: Path) -> None:
    feed = Feed(path=Path("a"), folder=tmp_path)
    await feed.send(a_message(sample.alert(NOON)))
    read = feedparser.parse((tmp_path / "a.atom").read_bytes())
    assert not read.bozo
    (entry,) = read.entries
    assert entry.title == sample.TITLES[0]
    assert entry.link == "https://contoh.example/percobaan/1"
    assert (entry.author, entry.tags[0].term) == ("contoh", "contoh")
    assert entry.updated == "2026-11-22T12:00:00+00:00"
    (item,) = items(tmp_path / "a.json")
    assert item["url"] == entry.link
    assert item["content_text"].startswith("22 Nov 2026 19:00 WIB · contoh\n")


async def test_every_payload_comes_out_as_words(tmp_path: Path) -> None:
    feed = Feed(path=Path("a"), folder=tmp_path, entries=10_000)
    expected = {}
    for number, (words, body) in enumerate(messages()):
        if number % 5 == 0:  # a file grows with each; the formatters were given all
            data = json.loads(body)
            data["data"]["id"] = f"al_{number}"
            expected[f"urn:kliping:al_{number}"] = words or "(tanpa judul)"
            await feed.send(a_message(json.dumps(data).encode()))
    entries = ET.parse(tmp_path / "a.atom").findall(f"{ATOM}entry")
    assert {e.findtext(f"{ATOM}id"): e.findtext(f"{ATOM}title") for e in entries} == expected
    for entry in entries:
        tags, links, _ = html_of(entry.findtext(f"{ATOM}content") or "")
        assert tags <= {"b", "a", "br"}
        assert links == [LINK]
    assert {i["id"]: seen(i["title"]) for i in items(tmp_path / "a.json")} == expected


async def test_many_at_once_are_all_there(tmp_path: Path) -> None:
    feeds = [Feed(path=Path("a"), folder=tmp_path) for _ in range(2)]  # as after a reload
    sent = (feeds[n % 2].send(a_message(numbered(n), f"evt_{n}")) for n in range(20))
    await asyncio.gather(*sent)
    assert len(items(tmp_path / "a.json")) == 20


@pytest.mark.parametrize(
    "rule", ["..", "../../etc/x", ".hidden", "a/b", "a\\b", "x" * 300, "é\x00"]
)
async def test_no_rule_writes_outside_of_the_folder(tmp_path: Path, rule: str) -> None:
    await Feed(path=Path("in/{rule}"), folder=tmp_path).send(a_message(numbered(1, rule)))
    names = [path.relative_to(tmp_path).parts for path in files(tmp_path)]
    assert len(names) == 2
    assert all(len(parts) == 2 and not parts[1].startswith(".") for parts in names)


@pytest.mark.parametrize(
    "there", [b"{}", b"mine", b'{"items": [1]}', b'{"items": [{"id": "x"}]}']
)
async def test_a_file_of_somebody_else_s_is_left_alone(tmp_path: Path, there: bytes) -> None:
    (tmp_path / "a.json").write_bytes(there)
    with pytest.raises(Undelivered, match="no feed of Kliping's"):
        await Feed(path=Path("a"), folder=tmp_path).send(a_message(numbered(1)))
    assert (tmp_path / "a.json").read_bytes() == there


async def test_a_folder_that_cannot_be_made_is_undelivered(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Undelivered, match="file"):
        await Feed(path=Path("file/a"), folder=tmp_path).send(a_message(numbered(1)))


async def test_it_can_be_looked_at_without_writing(tmp_path: Path) -> None:
    assert "can be made" in await Feed(path=Path("x/{rule}"), folder=tmp_path).reach()
    assert files(tmp_path) == []
