import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest
from apprise import NotifyBase
from apprise.plugins.discord import NotifyDiscord
from apprise.plugins.google_chat import NotifyGoogleChat
from apprise.plugins.slack import NotifySlack
from apprise.plugins.telegram import NotifyTelegram
from apprise.plugins.webexteams import NotifyWebexTeams
from apprise.plugins.zulip import NotifyZulip

from crawler.channels.apprise import Apprise, Unusable, service
from crawler.errors import Rejected, Undelivered
from crawler.message import sample
from crawler.message.dialect import units
from crawler.message.news import read
from crawler.message.telling import tell
from crawler.model import Message
from tests.builders import NOON
from tests.channels.lab import Certified, Request, Service, a_service
from tests.message.payloads import LINK, message, messages, seen
from tests.message.test_dialect import BAIT, READER, html_of, inline

TOKEN = "12345678:" + "x" * 35


@pytest.fixture
def receiver(request: pytest.FixtureRequest) -> Iterator[Service]:
    node = request.node
    secure = hasattr(node, "callspec") and node.callspec.params.get("kind") == "teams"
    with a_service(request.getfixturevalue("certified").server if secure else None) as receiver:
        yield receiver


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    return Certified(tmp_path_factory.mktemp("tls"))


@pytest.fixture(autouse=True)
def on_loopback(receiver: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Services whose host is in no address, called on loopback all the same."""
    here = f"http://127.0.0.1:{receiver.port}"
    monkeypatch.setattr(NotifyTelegram, "notify_url", f"{here}/bot")
    monkeypatch.setattr(NotifyDiscord, "notify_url", f"{here}/discord")
    monkeypatch.setattr(NotifySlack, "webhook_url", f"{here}/slack")
    monkeypatch.setattr(NotifyGoogleChat, "notify_url", f"{here}/{{workspace}}")
    monkeypatch.setattr(NotifyWebexTeams, "notify_url", here)
    monkeypatch.setattr(NotifyZulip, "notify_url", f"{here}/{{org}}/{{hostname}}")


# The one service that is spoken to under TLS only has a certificate of our own.
UNVERIFIED = pytest.mark.filterwarnings("ignore:Unverified HTTPS request is being made")
ADDRESSES = {
    "telegram": f"tgram://{TOKEN}/1",
    "slack": "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#umum",
    "discord": "discord://1234567890/abcdefghijklmnopqrstuvwxyz",
    "mattermost": "mmost://127.0.0.1:{port}/3ccdd113474722377935511fc85d3dd4",
    "rocketchat": "rocket://a/b@127.0.0.1:{port}/#umum?mode=webhook",
    "ntfy": "ntfy://127.0.0.1:{port}/berita",
    "gotify": "gotify://127.0.0.1:{port}/abcdefghijklmn",
    "matrix": "matrix://rahasiarahasia@127.0.0.1:{port}/?mode=matrix",
    "json": "json://127.0.0.1:{port}/",
    "googlechat": "gchat://ruang/key1234567/token123456",
    "webex": f"wxteams://{'a' * 80}",
    "zulip": f"zulip://robot@organisasi/{'a' * 32}/kanal",
    "homeassistant": f"hassio://127.0.0.1:{{port}}/{'x' * 40}",
    "teams": f"workflows://127.0.0.1:{{port}}/{'0a' * 16}/{'b' * 30}?verify=no",
}


def a_channel(kind: str, receiver: Service, **given: Any) -> Apprise:
    if kind == "slack":
        receiver.answers = [(200, {}, b"ok")]
    channel = Apprise(url=ADDRESSES[kind].replace("{port}", str(receiver.port)), **given)
    channel.idle[0].request_rate_per_sec = 0  # the pauses it makes for its service
    return channel


def a_message(body: bytes) -> Message:
    return Message(id="evt_1", body=body, at=NOON)


def telegram(request: Request) -> tuple[str, str]:
    assert request.said["parse_mode"] == "HTML"
    return "html", request.said["text"]


def slack(request: Request) -> tuple[str, str]:
    (attachment,) = request.said["attachments"]
    assert request.said["mrkdwn"] is False
    text = f"{attachment['title']}\n{attachment['text']}"
    assert not re.search(r"[<>]", text)
    return "slack", text


def discord(request: Request) -> tuple[str, str]:
    return "markdown", request.said["content"]


def mattermost(request: Request) -> tuple[str, str]:
    return "markdown", request.said["text"]


def titled(request: Request) -> tuple[str, str]:
    return "text", f"{request.said['title']}\n{request.said['message']}"


def matrix(request: Request) -> tuple[str, str]:
    assert request.said["format"] == "plain"
    return "text", request.said["text"]


def googlechat(request: Request) -> tuple[str, str]:
    """Its own: *strong*, escapes with a backslash, addresses and mentions between < and >."""
    text = request.said["text"]
    assert re.findall("<[^>]*>", text) == [f"<{LINK}>"]
    return "slack", re.sub(r"\\([*_~`])|[*_~`]", r"\1", text.replace(f"<{LINK}>", LINK))


def webex(request: Request) -> tuple[str, str]:
    return "markdown", request.said["markdown"]


def zulip(request: Request) -> tuple[str, str]:
    return "markdown", dict(parse_qsl(request.body.decode()))["content"]


def homeassistant(request: Request) -> tuple[str, str]:
    return "markdown", request.said["message"]


def teams(request: Request) -> tuple[str, str]:
    (attachment,) = request.said["attachments"]
    *_, body = attachment["content"]["body"]
    assert "entities" not in attachment["content"]["msteams"], "nobody is mentioned"
    return "markdown", body["text"]


SAID: dict[str, Callable[[Request], tuple[str, str]]] = {
    "telegram": telegram,
    "slack": slack,
    "discord": discord,
    "mattermost": mattermost,
    "ntfy": titled,
    "json": titled,
    "rocketchat": mattermost,
    "gotify": titled,
    "matrix": matrix,
    "googlechat": googlechat,
    "webex": webex,
    "zulip": zulip,
    "homeassistant": homeassistant,
    "teams": teams,
}


ALIKE = frozenset({"gotify", "matrix", "ntfy", "rocketchat", "webex", "zulip", "homeassistant"})


def shown(syntax: str, text: str) -> str:
    """What a service's client shows of a text; fails where it holds more than words."""
    if syntax == "html":
        tags, links, text = html_of(text.replace("\n", "<br>\n"))
        assert tags <= {"b", "a", "br"}
        assert links == [LINK]
    elif syntax == "markdown":
        tokens = READER.parse(text)
        assert {token.type for token in tokens} == {
            "paragraph_open",
            "inline",
            "paragraph_close",
        }
        found = inline(tokens)
        assert [t.attrGet("href") for t in found if t.type == "link_open"] == [LINK]
        text = "".join("\n" if "break" in t.type else t.content for t in found)
    elif syntax == "slack":
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return text.replace("\r", "")


@UNVERIFIED
@pytest.mark.parametrize("kind", SAID)
async def test_every_payload_arrives_at_the_service_as_words(
    kind: str, receiver: Service
) -> None:
    channel = a_channel(kind, receiver)
    for number, (words, body) in enumerate(messages()):
        if number % 3 and kind in ALIKE:
            continue  # they are told what another one is that gets each payload
        await channel.send(a_message(body))
        text = shown(*SAID[kind](receiver.requests.pop()))
        wanted = " ".join((words or "(tanpa judul)").split())[:190].rstrip("… ")
        assert " ".join(seen(text).split()).startswith(wanted)
        assert not BAIT.search(text.replace(LINK, ""))


@UNVERIFIED
@pytest.mark.parametrize("kind", ADDRESSES)
async def test_an_alert_and_a_digest_are_taken_by_the_service(
    kind: str, receiver: Service
) -> None:
    channel = a_channel(kind, receiver)
    await channel.send(a_message(sample.alert(NOON)))
    await channel.send(a_message(sample.summary(NOON)))
    text = unquote(b"".join(request.body for request in receiver.requests).decode())
    assert "percobaan/3" in text
    assert "github" not in text.lower(), "no picture is fetched from elsewhere"


LIMITS = {"telegram": 4096, "discord": 2000, "slack": 35_000, "mattermost": 4000}


@pytest.mark.parametrize(("kind", "most"), LIMITS.items())
async def test_what_is_too_long_is_cut_to_what_the_service_takes_and_keeps_its_links(
    kind: str, most: int, receiver: Service
) -> None:
    channel = a_channel(kind, receiver)
    data = json.loads(sample.summary(NOON))
    data["data"]["items"] *= 400
    await channel.send(a_message(json.dumps(data).encode()))
    (request,) = receiver.requests
    _, text = SAID[kind](request)
    assert most // 2 < units(text) <= most + 300 * (kind == "slack")
    assert "…" in text
    for link in re.findall(r"https://[^\s<>\"]*", text):
        assert re.fullmatch(r"https://contoh\.example/percobaan/[123]", link)


def test_a_digest_is_as_long_as_the_service_can_name(receiver: Service) -> None:
    assert a_channel("telegram", receiver).holds == 20
    assert a_channel("discord", receiver).holds == 10


@pytest.mark.parametrize(
    ("status", "error"),
    [(500, Undelivered), (503, Undelivered), (429, Undelivered), (400, Rejected), (401, Rejected),
     (404, Rejected), (302, Undelivered)],
)  # fmt: skip
async def test_a_no_of_the_service_is_told_apart_with_its_reason(
    status: int, error: type[Exception], receiver: Service
) -> None:
    receiver.answers = [(status, {"location": "/elsewhere"}, b"{}")]
    channel = a_channel("json", receiver)
    with pytest.raises(error, match=str(status)):
        await channel.send(a_message(sample.alert(NOON)))
    assert {request.path for request in receiver.requests} == {"/"}, "no redirect is followed"


async def test_what_telegram_cannot_parse_is_sent_once_more_as_text(receiver: Service) -> None:
    bad = b'{"ok": false, "error_code": 400, "description": "can\'t parse entities"}'
    receiver.answers = [(400, {}, bad), (200, {}, b'{"ok": true}')]
    await a_channel("telegram", receiver).send(a_message(sample.alert(NOON)))
    first, second = (request.said["text"] for request in receiver.requests)
    assert "<b>" in first
    assert "<b>" not in second


async def test_a_service_that_hangs_costs_its_time_and_no_more(
    receiver: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.channels.apprise.PATIENCE", 0.2)
    channel = a_channel("json", receiver)
    receiver.hold.clear()
    with pytest.raises(Undelivered, match=r"no answer in 0.2 s"):
        await channel.send(a_message(sample.alert(NOON)))
    receiver.hold.set()
    monkeypatch.setattr("crawler.channels.apprise.PATIENCE", 20)
    await channel.send(a_message(sample.alert(NOON)))


async def test_a_plugin_that_raises_is_an_answer(
    receiver: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = a_channel("json", receiver)

    def raising(*_: object, **__: object) -> bool:
        raise ZeroDivisionError("at the service")

    monkeypatch.setattr(channel.idle[0], "notify", raising)
    with pytest.raises(Undelivered, match="ZeroDivisionError: at the service"):
        await channel.send(a_message(sample.alert(NOON)))


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        (f"tgram://{TOKEN}/1/2", "one target, found 2"),
        ("mailto://a:b@contoh.example?to=c@d.example,e@f.example", "one target, found 2"),
        ("nosuch://a", "an address that Apprise can use"),
        ("tgram://short", "an address that Apprise can use"),
        ("", "an address that Apprise can use"),
    ],
)
def test_an_address_of_several_targets_or_none_is_refused_without_being_told(
    url: str, problem: str
) -> None:
    with pytest.raises(Unusable, match=problem) as raised:
        service(url)
    assert not url or url not in str(raised.value)


def test_redirects_are_off_even_where_the_address_asks_for_them() -> None:
    plugin: NotifyBase = service("json://127.0.0.1:9/?redirect=yes")
    assert plugin.redirects is False


async def test_no_reason_holds_the_token(receiver: Service) -> None:
    receiver.answers = [(500, {}, b"{}")]
    channel = a_channel("telegram", receiver)
    with pytest.raises(Undelivered) as raised:
        await channel.send(a_message(sample.alert(NOON)))
    assert TOKEN not in str(raised.value)
    assert TOKEN not in repr(channel)


async def test_it_can_be_looked_at_without_telling(receiver: Service) -> None:
    assert "Telegram" in await a_channel("telegram", receiver).reach()
    assert receiver.requests == []


@pytest.mark.parametrize("kind", ["json", "telegram", "ntfy", "discord"])
async def test_a_service_that_is_there_is_met(kind: str, receiver: Service) -> None:
    assert "its server answers" in await a_channel(kind, receiver).reach()
    assert receiver.requests == []


async def test_a_service_that_is_not_there_is_told_without_its_token() -> None:
    with pytest.raises(Undelivered, match=r"connect: 127\.0\.0\.1:9: ") as raised:
        await Apprise(url="json://nama:rahasia@127.0.0.1:9/").reach()
    assert "rahasia" not in str(raised.value)


@pytest.mark.parametrize(
    "url", ["ntfy://berita", "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#umum"]
)
async def test_nobody_is_met_where_the_address_names_no_host(url: str) -> None:
    assert "answers" not in await Apprise(url=url).reach()


async def test_a_password_that_a_service_repeats_is_blotted_out(receiver: Service) -> None:
    channel = Apprise(url=f"json://nama:p%40ss@127.0.0.1:{receiver.port}/?+x=p%40ss")
    channel.idle[0].request_rate_per_sec = 0
    receiver.answers = [(500, {}, b"p@ss p%40ss")]
    with pytest.raises(Undelivered) as raised:
        await channel.send(a_message(sample.alert(NOON)))
    assert "p@ss" not in str(raised.value)


def test_an_urgent_alert_begins_with_its_flag() -> None:
    body = json.loads(message("Banjir"))
    body["data"]["urgency"] = "urgent"
    news = read(json.dumps(body).encode(), "Asia/Jakarta")
    assert tell(news, "en").headline == "URGENT · Banjir"
