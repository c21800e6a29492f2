import base64
import socket
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks.webhooks import Webhook as StandardWebhooks, WebhookVerificationError

from crawler.channels.signing import keys, sign
from crawler.channels.webhook import Webhook
from crawler.errors import DeliveryError, Gone, Rejected, Undelivered
from crawler.model import Answer, Message, Post
from tests.channels.lab import Ways

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
AT = datetime(2022, 1, 12, 2, 1, 30, 500_000, tzinfo=UTC)
MESSAGE = Message(id="evt_1", body='{"type": "article.matched", "é": 1}'.encode(), at=AT)


@dataclass
class Receiver:
    """A poster that answers as it is told and keeps what it was sent."""

    answer: Answer = field(default_factory=lambda: Answer(204))
    posts: list[Post] = field(default_factory=list)

    async def post(self, post: Post) -> Answer:
        self.posts.append(post)
        return self.answer


async def test_posts_the_very_bytes_with_the_headers_of_standard_webhooks() -> None:
    receiver = Receiver()
    await Webhook(url="https://example.org/hook", poster=receiver, secret=SECRET).send(MESSAGE)
    [post] = receiver.posts
    assert (post.url, post.body) == ("https://example.org/hook", MESSAGE.body)
    assert post.headers == {
        "content-type": "application/json",
        "webhook-id": "evt_1",
        "webhook-timestamp": "1641952890",
        "webhook-signature": sign(keys(SECRET), "evt_1", AT, MESSAGE.body),
    }


async def test_without_a_secret_nothing_is_signed() -> None:
    receiver = Receiver()
    await Webhook(url="https://example.org/hook", poster=receiver).send(MESSAGE)
    assert "webhook-signature" not in receiver.posts[0].headers


async def test_a_later_try_has_its_own_time_and_the_same_id_and_body() -> None:
    receiver = Receiver()
    channel = Webhook(url="https://example.org/hook", poster=receiver, secret=SECRET)
    await channel.send(MESSAGE)
    await channel.send(
        Message(id=MESSAGE.id, body=MESSAGE.body, at=AT + timedelta(hours=1), attempts=1)
    )
    first, second = receiver.posts
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]
    assert first.headers["webhook-signature"] != second.headers["webhook-signature"]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        *((status, None) for status in (200, 201, 202, 204, 299)),
        *((status, Undelivered) for status in (408, 425, 429, 500, 502, 503, 504, 599)),
        *((status, Rejected) for status in (301, 302, 304, 308)),
        *((status, Rejected) for status in (400, 401, 403, 404, 413, 422, 451)),
        (410, Gone),
    ],
)
async def test_a_2xx_is_a_yes_and_the_rest_is_told_apart(
    status: int, error: type[DeliveryError] | None
) -> None:
    channel = Webhook(url="https://example.org/hook", poster=Receiver(Answer(status)))
    if error is None:
        await channel.send(MESSAGE)
        return
    with pytest.raises(error, match=str(status)):
        await channel.send(MESSAGE)


@pytest.mark.parametrize("wish", [None, timedelta(0), timedelta(seconds=90)])
async def test_passes_on_when_the_receiver_wants_to_be_asked_again(
    wish: timedelta | None,
) -> None:
    channel = Webhook(url="https://example.org/hook", poster=Receiver(Answer(429, wish)))
    with pytest.raises(Undelivered) as raised:
        await channel.send(MESSAGE)
    assert raised.value.retry_after == wish


def test_a_secret_that_cannot_sign_is_refused_when_the_channel_is_made() -> None:
    with pytest.raises(ValueError, match="bytes"):
        Webhook(url="https://example.org/hook", poster=Receiver(), secret="whsec_AAAA")


def test_neither_secret_nor_address_shows_in_a_traceback() -> None:
    shown = repr(Webhook(url="https://example.org/s3cret", poster=Receiver(), secret=SECRET))
    assert "s3cret" not in shown
    assert SECRET not in shown


async def test_the_library_of_standard_webhooks_takes_the_message_with_the_old_key_and_the_new() -> (
    None
):
    receiver, old = Receiver(), "whsec_" + base64.b64encode(b"o" * 32).decode()
    at = datetime.now(UTC)
    channel = Webhook(url="https://example.org/hook", poster=receiver, secret=(SECRET, old))
    await channel.send(Message(id="evt_1", body=MESSAGE.body, at=at))
    [post] = receiver.posts
    assert post.headers["webhook-signature"].count("v1,") == 2
    for secret in (SECRET, old):
        StandardWebhooks(secret).verify(post.body, dict(post.headers))
    with pytest.raises(WebhookVerificationError):
        StandardWebhooks(SECRET).verify(post.body + b" ", dict(post.headers))
    other = "whsec_" + base64.b64encode(b"x" * 32).decode()
    with pytest.raises(WebhookVerificationError):
        StandardWebhooks(other).verify(post.body, dict(post.headers))


async def test_it_can_be_looked_at_without_posting() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        ways = Ways()
        channel = Webhook(url=f"http://127.0.0.1:{port}/s3cret", poster=ways, dialer=ways)
        assert await channel.reach() == f"127.0.0.1:{port} answers"
        assert (ways.posts, ways.dialled) == ([], [("127.0.0.1", port)])
