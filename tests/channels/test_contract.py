"""What every channel promises (`ports.Channel`).  A new kind is one line in `KINDS` here."""

import asyncio
import io
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from crawler.channels import KINDS, build
from crawler.errors import DeliveryError
from crawler.model import Message
from crawler.ports import Channel
from tests.channels.lab import Ways, a_post_office, a_service

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


@dataclass(frozen=True)
class Case:
    """A kind in working order and out of it; `told` counts what arrived."""

    works: Channel
    fails: Channel
    told: Callable[[], int]
    once: bool = False  # a message that arrives again is known by its id, and shown once


@contextmanager
def a_webhook(folder: Path) -> Iterator[Case]:
    poster = Ways()
    yield Case(
        a_channel(
            "webhook", folder, poster=poster, url="https://example.org/hook", secret="x" * 20
        ),
        a_channel(
            "webhook",
            folder,
            poster=Ways(status=500),
            url="https://example.org/hook",
            secret=None,
        ),
        lambda: len(poster.posts),
    )


@contextmanager
def an_apprise(folder: Path) -> Iterator[Case]:
    with a_service() as works, a_service() as fails:
        fails.answers = [(500, {}, b"")]
        yield Case(
            a_channel("apprise", folder, url=f"json://127.0.0.1:{works.port}/"),
            a_channel("apprise", folder, url=f"json://127.0.0.1:{fails.port}/"),
            lambda: len(works.requests),
        )


@contextmanager
def an_email(folder: Path) -> Iterator[Case]:
    with a_post_office() as works, a_post_office() as fails:
        fails.says["DATA"] = "451 not now"

        def made(port: int) -> Channel:
            return a_channel(
                "email",
                folder,
                host="mail.contoh.example",
                port=port,
                tls="none",
                sender="Kliping <kliping@contoh.example>",
                to=("pembaca@contoh.example",),
            )

        yield Case(made(works.port), made(fails.port), lambda: len(works.mails))


@contextmanager
def a_feed(folder: Path) -> Iterator[Case]:
    path = folder / "berita.json"
    (folder / "other.json").write_text("{}")
    yield Case(
        a_channel("feed", folder, path=Path("berita.atom")),
        a_channel("feed", folder, path=folder / "other"),
        lambda: len(json.loads(path.read_bytes())["items"]),
        once=True,
    )


@contextmanager
def a_file(folder: Path) -> Iterator[Case]:
    path = folder / "alerts.jsonl"
    yield Case(
        a_channel("file", folder, path=Path("alerts.jsonl")),
        a_channel("file", folder, path=folder),
        lambda: len(path.read_bytes().splitlines()),
    )


@contextmanager
def a_console(folder: Path) -> Iterator[Case]:
    stream, closed = io.StringIO(), io.StringIO()
    closed.close()
    yield Case(
        a_channel("console", folder, timezone="Asia/Makassar", stream=stream),
        a_channel("console", folder, timezone="Asia/Makassar", stream=closed),
        lambda: stream.getvalue().count("\n\n"),
    )


CASES: dict[str, Callable[[Path], AbstractContextManager[Case]]] = {
    "webhook": a_webhook,
    "apprise": an_apprise,
    "email": an_email,
    "feed": a_feed,
    "file": a_file,
    "console": a_console,
}


def a_channel(kind: str, folder: Path, poster: Ways | None = None, **settings: Any) -> Channel:
    section = SimpleNamespace(name="desk", kind=kind, **settings)
    return build(section, outlet=poster or Ways(), state=folder, language="en")


@pytest.fixture(params=sorted(KINDS))
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Case]:
    with CASES[request.param](tmp_path) as made:
        yield made


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
    assert case.told() == (1 if case.once else 2)


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
