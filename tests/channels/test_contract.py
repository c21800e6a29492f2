"""What every channel promises (`ports.Channel`).  A new kind is one line in `KINDS` here."""

import asyncio
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from crawler.channels import KINDS, build
from crawler.errors import DeliveryError
from crawler.model import Answer, Message, Post
from crawler.ports import Channel

AT = datetime(2022, 1, 12, 2, 1, tzinfo=UTC)
BODY = b'{"type": "article.matched", "data": {"rule": "r", "article": {"title": "Banjir"}}}'
BODIES = {
    "an alert": BODY,
    "nothing": b"",
    "no JSON": b"\xff\xfe{",
    "no object": b"[1, null]",
    "nested deeply": b"[" * 100_000,
    "controls": json.dumps(
        {"type": "\x1b\x00\ud800", "data": {"article": {"title": "a\nb"}}}
    ).encode(),
    "long": json.dumps({"type": "x" * 100_000}).encode(),
    "no data": b'{"type": "digest", "data": null}',
}


@dataclass
class Receiver:
    status: int = 200
    posts: list[Post] = field(default_factory=list)

    async def post(self, post: Post) -> Answer:
        self.posts.append(post)
        return Answer(self.status)


@dataclass(frozen=True)
class Case:
    """A kind in working order and out of it; `told` counts what arrived."""

    works: Channel
    fails: Channel
    told: Callable[[], int]


def a_webhook(folder: Path) -> Case:
    poster = Receiver()
    return Case(
        a_channel(
            "webhook", folder, poster=poster, url="https://example.org/hook", secret="x" * 20
        ),
        a_channel(
            "webhook", folder, poster=Receiver(500), url="https://example.org/hook", secret=None
        ),
        lambda: len(poster.posts),
    )


def a_file(folder: Path) -> Case:
    path = folder / "alerts.jsonl"
    return Case(
        a_channel("file", folder, path=Path("alerts.jsonl")),
        a_channel("file", folder, path=folder),
        lambda: len(path.read_bytes().splitlines()),
    )


def a_console(folder: Path) -> Case:
    stream, closed = io.StringIO(), io.StringIO()
    closed.close()
    return Case(
        a_channel("console", folder, timezone="Asia/Makassar", stream=stream),
        a_channel("console", folder, timezone="Asia/Makassar", stream=closed),
        lambda: stream.getvalue().count("\n\n"),
    )


CASES: dict[str, Callable[[Path], Case]] = {
    "webhook": a_webhook,
    "file": a_file,
    "console": a_console,
}


def a_channel(
    kind: str, folder: Path, poster: Receiver | None = None, **settings: Any
) -> Channel:
    section = SimpleNamespace(name="desk", kind=kind, **settings)
    return build(section, poster=poster or Receiver(), state=folder, language="en")


@pytest.fixture(params=sorted(KINDS))
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Case:
    return CASES[request.param](tmp_path)


def a_message(body: bytes = BODY, key: str = "evt_1") -> Message:
    return Message(id=key, body=body, at=AT)


def test_each_kind_has_its_case_here() -> None:
    assert set(CASES) == set(KINDS)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_hands_over_whatever_the_body(case: Case, body: bytes) -> None:
    await case.works.send(a_message(body))
    assert case.told() == 1


async def test_hands_over_many_at_once(case: Case) -> None:
    await asyncio.gather(*(case.works.send(a_message(key=f"evt_{n}")) for n in range(20)))
    assert case.told() == 20


async def test_a_second_try_is_handed_over_again(case: Case) -> None:
    await case.works.send(a_message())
    await case.works.send(a_message())
    assert case.told() == 2


async def test_what_did_not_go_out_is_an_error_of_the_tree_with_a_reason(case: Case) -> None:
    with pytest.raises(DeliveryError, match=r".+"):
        await case.fails.send(a_message())


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_is_a_frozen_value_without_secrets_in_its_words(kind: Any) -> None:
    assert kind.__dataclass_params__.frozen
    assert "__slots__" in vars(kind)
    assert not [
        f.name for f in fields(kind) if f.repr and f.name in {"secret", "password", "url"}
    ]
