import asyncio
import json
import os
import resource
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from crawler.channels.file import File, line
from crawler.errors import Undelivered
from crawler.model import Message

AT = datetime(2022, 1, 12, 2, 1, tzinfo=UTC)


def a_message(body: bytes = b'{"type": "article.matched"}', key: str = "evt_1") -> Message:
    return Message(id=key, body=body, at=AT)


async def test_adds_a_line_of_json_for_each_message(tmp_path: Path) -> None:
    channel = File(path=Path("alerts.jsonl"), folder=tmp_path)
    await channel.send(a_message('{"type": "a", "t": "Kémerdekaan"}'.encode()))
    await channel.send(a_message(b'{"type": "b"}', "evt_2"))
    written = (tmp_path / "alerts.jsonl").read_text(encoding="utf-8")
    assert written == (
        '{"id": "evt_1", "type": "a", "t": "Kémerdekaan"}\n{"id": "evt_2", "type": "b"}\n'
    )


async def test_what_a_crash_left_of_a_line_is_ended_before_the_next(tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    path.write_bytes(b'{"id": "evt_0"}\n{"id": "ev')
    await File(path=path).send(a_message())
    lines = path.read_bytes().splitlines()
    assert lines[1] == b'{"id": "ev'
    assert json.loads(lines[2])["id"] == "evt_1"


async def test_many_messages_at_once_are_as_many_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    body = json.dumps({"text": "x" * 20_000}).encode()
    await asyncio.gather(
        *(File(path=path).send(a_message(body, f"evt_{n}")) for n in range(40))
    )
    found = [json.loads(text)["id"] for text in path.read_bytes().splitlines()]
    assert sorted(found) == sorted(f"evt_{n}" for n in range(40))


async def test_the_folder_is_made_and_only_the_owner_reads_the_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "alerts.jsonl"
    await File(path=path).send(a_message())
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("where", ["folder", "under-a-file/alerts.jsonl", "pipe", "x" * 300])
async def test_a_place_that_takes_no_lines_is_named_with_the_reason(
    tmp_path: Path, where: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "under-a-file").touch()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Undelivered, match=str(tmp_path / where)) as raised:
        await File(path=tmp_path / where).send(a_message())
    assert str(raised.value).rstrip(": ") != str(tmp_path / where)


async def test_a_full_disk_is_undelivered_and_leaves_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    await File(path=path).send(a_message())
    before = path.read_bytes()
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(
        resource.RLIMIT_FSIZE, (len(before) + 10, usual[1])
    )  # Python ignores SIGXFSZ
    try:
        with pytest.raises(Undelivered, match=r"room|large"):
            await File(path=path).send(a_message())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert path.read_bytes() == before


@given(
    st.binary()
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ).map(lambda value: json.dumps(value).encode())
)
def test_whatever_the_body_the_line_is_one_line_of_json_that_keeps_it(body: bytes) -> None:
    written = line(a_message(body))
    assert written.endswith(b"\n")
    text = written.decode("utf-8")
    assert len(text.splitlines()) == 1
    kept = json.loads(text)
    assert kept.pop("id") == "evt_1"
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    if isinstance(said, dict):
        said.pop("id", None)
        assert json.dumps(kept) == json.dumps(said)
    else:
        assert kept == {"body": body.decode("utf-8", errors="replace")}


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.glob("a.jsonl*"))}


async def test_a_file_that_has_grown_long_makes_room_and_the_oldest_goes(
    tmp_path: Path,
) -> None:
    channel = File(path=Path("a.jsonl"), folder=tmp_path, rotate=100, keep=2)
    for number in range(10):
        await channel.send(a_message(b'{"text": "%s"}' % (b"x" * 40), f"evt_{number}"))
    kept = texts(tmp_path)
    assert list(kept) == ["a.jsonl", "a.jsonl.1", "a.jsonl.2"]
    ids = [
        json.loads(text)["id"] for name in reversed(kept) for text in kept[name].splitlines()
    ]
    assert ids == [f"evt_{number}" for number in range(10 - len(ids), 10)]
    assert all(len(text) <= 100 for text in kept.values())


async def test_a_line_longer_than_a_file_may_be_is_kept_whole(tmp_path: Path) -> None:
    channel = File(path=Path("a.jsonl"), folder=tmp_path, rotate=10)
    await channel.send(a_message())
    await channel.send(a_message(key="evt_2"))
    assert json.loads((tmp_path / "a.jsonl").read_text())["id"] == "evt_2"
    assert json.loads((tmp_path / "a.jsonl.1").read_text())["id"] == "evt_1"


async def test_many_writers_lose_nothing_while_room_is_made(tmp_path: Path) -> None:
    channels = [File(path=tmp_path / "a.jsonl", rotate=500, keep=100) for _ in range(3)]
    await asyncio.gather(*(channels[n % 3].send(a_message(key=f"evt_{n}")) for n in range(60)))
    lines = [line for text in texts(tmp_path).values() for line in text.splitlines()]
    assert sorted(json.loads(text)["id"] for text in lines) == sorted(
        f"evt_{n}" for n in range(60)
    )
