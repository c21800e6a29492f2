import asyncio
import json
import os
import time
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.lab.receiver import EVERY, PATH, Mood, Moods, Receiver, complaint, signature
from benchmarks.lab.wire import Asked

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
KEY, WHEN, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}'


def test_the_signature_is_that_of_the_known_vector() -> None:
    """Source: the test vector of the Standard Webhooks reference libraries."""
    assert (
        signature(SECRET, KEY, WHEN, BODY) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def posted(**changes: str) -> Asked:
    headers = {
        "webhook-id": KEY,
        "webhook-timestamp": WHEN,
        "webhook-signature": signature(SECRET, KEY, WHEN, BODY),
        "content-type": "application/json; charset=utf-8",
    }
    headers.update({name.replace("_", "-"): value for name, value in changes.items()})
    return Asked(method="POST", target=PATH, headers=headers, body=BODY)


def test_a_right_envelope_has_nothing_wrong_with_it() -> None:
    assert complaint(SECRET, posted(), float(WHEN)) == ""
    two = f"v1,AAAA {signature(SECRET, KEY, WHEN, BODY)}"
    assert complaint(SECRET, posted(webhook_signature=two), float(WHEN)) == ""


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (posted(webhook_id=""), "no webhook-id"),
        (posted(webhook_id="evt.1"), "webhook-id holds a full stop"),
        (posted(webhook_timestamp="soon"), "webhook-timestamp soon is not now (1614265330)"),
        (
            posted(webhook_timestamp="1614265029"),
            "webhook-timestamp 1614265029 is not now (1614265330)",
        ),
        (posted(webhook_signature="v1,AAAA"), "webhook-signature is wrong"),
        (posted(webhook_id="evt_2"), "webhook-signature is wrong"),
        (posted(content_type="text/plain"), "content-type is 'text/plain'"),
    ],
)
def test_says_what_is_wrong_with_an_envelope(asked: Asked, problem: str) -> None:
    assert complaint(SECRET, asked, float(WHEN)) == problem


def test_first_tries_fail_now_and_then_and_second_ones_never() -> None:
    moods = Moods(1)
    first = [moods.of(f"evt_{n}") for n in range(500)]
    again = {moods.of(f"evt_{n}") for n in range(500)}
    failed = [n for n, mood in enumerate(first) if mood is not Mood.TAKES]
    assert set(first) == set(Mood)
    assert min(b - a for a, b in pairwise(failed)) >= EVERY
    assert again == {Mood.TAKES}


async def test_an_arrival_is_on_disk_before_it_is_answered(tmp_path: Path) -> None:
    file = tmp_path / "arrivals.jsonl"
    log = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    now = str(int(time.time()))
    head = (
        f"POST {PATH} HTTP/1.1\r\nContent-Length: {len(BODY)}\r\nwebhook-id: {KEY}\r\n"
        f"webhook-timestamp: {now}\r\ncontent-type: application/json\r\n"
        f"webhook-signature: {signature(SECRET, KEY, now, BODY)}\r\n\r\n"
    )
    receiver = Receiver(SECRET, log, Moods(1))
    async with await asyncio.start_server(receiver.serve, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(head.encode() + BODY)
        answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
        (row,) = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        writer.close()
        await writer.wait_closed()
    os.close(log)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert (row["id"], row["complaint"], row["status"]) == (KEY, "", 200)
    assert row["body"] == BODY.decode()
