"""Hubs asked, believed and not believed: a real hub on loopback, a turned clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from crawler.errors import StoreBusy
from crawler.fetch import Web
from crawler.fetch.manners import Manners
from crawler.model import Step, Subscription
from crawler.pipeline import Push, steps
from crawler.pipeline.push import BODY, GAP
from crawler.store.subscriptions import Subscriptions
from tests.fetch.lab import LOOPBACK, a_web
from tests.pipeline.hub import Callbacks, Hub, a_pushed_feed, up
from tests.pipeline.world import FEED, ONE, Small, a_feed, a_story, a_world

PUBLIC = "https://kliping.example.org/depan"
THREE = "https://contoh.id/berita/100003/banjir-surut"
LATER = (
    "Warga mulai kembali ke rumah masing-masing setelah tanggul sementara selesai ditutup kemarin.",
    "Banjir menyisakan lumpur setebal lutut di jalan utama, kata seorang pengurus kampung.",
)


class Scene(SimpleNamespace):
    """A world with a hub that its one feed names."""

    small: Small
    hub: Hub
    web: Web

    async def subscribe(self, **later: float) -> None:
        """Turn the clock on by `later`, and do what is due at hubs."""
        self.small.clock += timedelta(**later)
        self.web._manners = Manners()  # a turned clock does not wait for a hub's second
        await steps(self.small.world)[Step.SUBSCRIBE]("")

    async def kept(self) -> tuple[Subscription, ...]:
        seen: list[Subscription] = []

        def look(_: object, known: tuple[Subscription, ...]) -> tuple[Subscription, ...]:
            seen.extend(known)
            return ()

        await self.small.store.subscriptions.tend(look)
        return tuple(seen)

    def names(self, *urls: str, topic: str = FEED) -> None:
        self.small.web.pages[FEED] = a_pushed_feed(self.hub.url, *urls, topic=topic)


@asynccontextmanager
async def a_scene(
    folder: Path, *, status: int = 202, verifies: bool = True
) -> AsyncIterator[Scene]:
    calls = Callbacks()
    pages = {ONE: a_story("Banjir di hulu"), THREE: a_story("Banjir surut di hulu", *LATER)}
    async with (
        up(Hub(calls, status=status, verifies=verifies)) as hub,
        a_web(allow=[f"{LOOPBACK}:{hub.port}"]) as web,
        a_world(folder, pages) as small,
    ):
        calls.small = small
        small.world.push = Push(
            public=PUBLIC, kept=small.store.subscriptions, hub=web, listening=True
        )
        scene = Scene(small=small, hub=hub, web=web)
        scene.names(ONE)
        await small.settle()
        yield scene


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with a_scene(tmp_path) as made:
        yield made


async def test_a_feed_that_names_a_hub_is_subscribed_to_once_and_kept(scene: Scene) -> None:
    await scene.subscribe()
    await scene.subscribe(minutes=5)
    (asked,) = scene.hub.asked
    assert asked["hub.mode"] == "subscribe"
    assert asked["hub.topic"] == FEED
    assert asked["hub.callback"].startswith(f"{PUBLIC}/push/")
    assert len(asked["hub.callback"].rpartition("/")[2]) == 43
    assert 32 <= len(asked["hub.secret"]) < 200
    assert [(v.status_code, v.text) for v in scene.hub.verified] == [(200, "tantangan")]
    (one,) = await scene.kept()
    assert one.until is not None
    assert (one.pending, one.failures) == (None, 0)


async def test_a_push_is_polled_for_at_once_and_its_body_is_not_believed(scene: Scene) -> None:
    await scene.subscribe()
    asked = len(scene.small.web.asked)
    scene.names(ONE, THREE)
    assert await scene.small.settle(seconds=60) == 1  # a tick, and nothing is due
    for method in ("sha1", "sha256", "sha384", "sha512"):
        lie = a_feed("https://contoh.id/berita/666/banjir-palsu")
        assert (await scene.hub.push(lie, method=method)).status_code == 202
    await scene.small.settle()
    assert scene.small.web.asked[asked:] == [FEED, THREE]
    assert (await scene.small.store.shelf.status()).articles == 2


async def test_polls_go_on_as_they_would_without_a_hub(scene: Scene) -> None:
    await scene.subscribe()
    scene.names(ONE, THREE)
    await scene.small.settle(minutes=5)
    assert (await scene.small.store.shelf.status()).articles == 2


async def test_fifty_pushes_in_fifty_seconds_are_two_polls(scene: Scene) -> None:
    await scene.subscribe()
    before = scene.small.web.asked.count(FEED)
    scene.small.clock += timedelta(seconds=60)
    for _ in range(50):
        await scene.hub.push()
        await scene.small.settle(seconds=1)
    assert scene.small.web.asked.count(FEED) - before == 2
    assert timedelta(seconds=25) < GAP < timedelta(seconds=50)


@pytest.mark.parametrize("secret", ["", "tebakan"])
async def test_a_wrong_signature_is_answered_and_changes_nothing(
    scene: Scene, secret: str
) -> None:
    await scene.subscribe()
    before = len(scene.small.web.asked)
    assert (await scene.hub.push(secret=secret)).status_code == 202
    url = scene.hub.last["hub.callback"]
    for headers in (
        {},
        {"X-Hub-Signature": "sha256=" + "0" * 64},
        {"X-Hub-Signature": "md5=0"},
    ):
        response = await scene.hub.call("POST", url, content=b"<rss/>", headers=headers)
        assert response.status_code == 202
    await scene.small.settle(seconds=60)
    assert len(scene.small.web.asked) == before


async def test_a_huge_push_is_refused_and_the_rest_of_it_not_read(scene: Scene) -> None:
    await scene.subscribe()
    before = len(scene.small.web.asked)
    assert (await scene.hub.push(b"x" * BODY)).status_code == 202
    assert (await scene.hub.push(b"x" * (BODY + 1))).status_code == 413
    await scene.small.settle(seconds=60)
    assert len(scene.small.web.asked) == before + 1


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/push/"),
        ("GET", "/push/" + "a" * 43),
        ("GET", "/push/" + "a" * 42),
        ("POST", "/push/" + "a" * 43),
        ("GET", "/status"),
        ("GET", "/push/../../etc/passwd"),
        ("GET", "*"),
        ("GET", "/depan" * 5000),
        ("GET", "/push/" + "a" * 43 + "\n"),
    ],
)
async def test_nobody_else_learns_anything(scene: Scene, method: str, path: str) -> None:
    await scene.subscribe()
    response = await scene.hub.call(method, "https://kliping.example.org" + path)
    assert (response.status_code, response.content) == (404, b"")


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
async def test_at_a_callback_too_there_are_two_methods_only(scene: Scene, method: str) -> None:
    await scene.subscribe()
    response = await scene.hub.call(method, scene.hub.last["hub.callback"])
    assert (response.status_code, response.content) == (404, b"")


@pytest.mark.parametrize(
    "lie",
    [
        {"mode": "unsubscribe"},
        {"topic": "https://lain.id/feed"},
        {"challenge": ""},
        {"mode": "publish"},
    ],
)
async def test_what_we_did_not_ask_for_is_not_confirmed(
    tmp_path: Path, lie: dict[str, str]
) -> None:
    async with a_scene(tmp_path, verifies=False) as scene:
        await scene.subscribe()
        assert (await scene.hub.verify(**lie)).status_code == 404
        (one,) = await scene.kept()
        assert one.until is None
        assert (await scene.hub.verify()).status_code == 200
        (one,) = await scene.kept()
        assert one.until is not None
        assert (await scene.hub.verify()).status_code == 404, "a question is answered once"


async def test_a_lease_is_renewed_at_four_fifths_with_the_same_address(scene: Scene) -> None:
    await scene.subscribe()
    await scene.subscribe(days=7.9)
    assert len(scene.hub.asked) == 1
    await scene.subscribe(days=0.2)
    first, second = scene.hub.asked
    assert first == second
    (one,) = await scene.kept()
    assert one.until == scene.small.clock + timedelta(days=10)


async def test_a_hub_that_does_not_answer_is_asked_less_and_less_and_polls_go_on(
    tmp_path: Path,
) -> None:
    async with a_scene(tmp_path, status=503) as scene:
        for _ in range(24 * 6):
            await scene.subscribe(minutes=10)
        assert 4 <= len(scene.hub.asked) <= 8
        (one,) = await scene.kept()
        assert one.problem == "the hub answered 503"
        scene.names(ONE, THREE)
        await scene.small.settle()
        assert (await scene.small.store.shelf.status()).articles == 2


async def test_a_hub_that_never_asks_back_is_no_subscription(tmp_path: Path) -> None:
    async with a_scene(tmp_path, verifies=False) as scene:
        await scene.subscribe()
        await scene.subscribe(minutes=12)
        (one,) = await scene.kept()
        assert (one.until, one.failures) == (None, 1)
        assert len(scene.hub.asked) == 2


async def test_a_hub_that_refuses_is_left_for_a_day(scene: Scene) -> None:
    await scene.subscribe()
    response = await scene.hub.verify(mode="denied", reason="penuh")
    assert response.status_code == 200
    (one,) = await scene.kept()
    assert (one.until, one.problem) == (None, "the hub refused: penuh")
    await scene.subscribe(hours=23)
    assert len(scene.hub.asked) == 1
    await scene.subscribe(hours=2)
    assert len(scene.hub.asked) == 2


async def test_a_feed_that_names_its_hub_no_longer_is_unsubscribed(scene: Scene) -> None:
    await scene.subscribe()
    scene.small.web.pages[FEED] = a_feed(ONE)
    await scene.small.settle(minutes=5)
    await scene.subscribe()
    assert len(scene.hub.asked) == 1, "it may be back with the next poll"
    await scene.subscribe(minutes=61)
    assert [each["hub.mode"] for each in scene.hub.asked] == ["subscribe", "unsubscribe"]
    assert "hub.secret" not in scene.hub.last
    assert [v.status_code for v in scene.hub.verified] == [200, 200]
    assert await scene.kept() == ()
    assert (await scene.hub.push(to=0)).status_code == 404


async def test_a_source_that_is_gone_is_unsubscribed_and_pushes_to_it_do_nothing(
    scene: Scene,
) -> None:
    await scene.subscribe()
    scene.hub.verifies = False
    await scene.small.store.sync([], scene.small.clock)
    await scene.subscribe()
    await scene.subscribe(minutes=61)
    assert scene.hub.last["hub.mode"] == "unsubscribe"
    before = scene.small.web.asked.count(FEED)
    assert (await scene.hub.push(to=0)).status_code == 202
    await scene.small.settle(seconds=60)
    assert scene.small.web.asked.count(FEED) == before
    for _ in range(10):
        await scene.subscribe(hours=24)
    assert await scene.kept() == (), "a hub that does not care is not asked for ever"
    assert len(scene.hub.asked) <= 4


async def test_another_topic_is_another_subscription(scene: Scene) -> None:
    await scene.subscribe()
    scene.names(ONE, topic=f"{FEED}?baru")
    await scene.small.settle(minutes=5)
    await scene.subscribe()
    await scene.subscribe(minutes=61)
    modes = sorted((each["hub.mode"], each["hub.topic"]) for each in scene.hub.asked)
    assert modes == [
        ("subscribe", FEED),
        ("subscribe", f"{FEED}?baru"),
        ("unsubscribe", FEED),
    ]
    assert len({each["hub.callback"] for each in scene.hub.asked}) == 2
    assert len({each.get("hub.secret") for each in scene.hub.asked}) == 3


async def test_a_restart_keeps_the_address_the_secret_and_the_lease(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.subscribe()
        hub, before = scene.hub, await scene.kept()
        old = hub.last
    async with a_scene(tmp_path) as scene:
        assert await scene.kept() == before
        scene.hub.asked.append(old)
        scene.small.clock += timedelta(minutes=1)
        asked = len(scene.small.web.asked)
        assert (await scene.hub.push()).status_code == 202
        await scene.small.settle()
        assert scene.small.web.asked[asked:] == [FEED]


@pytest.mark.parametrize("how", ["not listening", "no public address"])
async def test_no_hub_is_asked_that_could_not_reach_us(scene: Scene, how: str) -> None:
    assert scene.small.world.push is not None
    if how == "not listening":
        scene.small.world.push.listening = False
    else:
        scene.small.world.push = None
    await scene.subscribe()
    assert scene.hub.asked == []


async def test_a_hub_at_an_inside_address_is_never_connected_to(scene: Scene) -> None:
    async with a_web() as strict:  # which nothing inside is allowed to
        scene.web = strict
        assert scene.small.world.push is not None
        scene.small.world.push.hub = strict
        await scene.subscribe()
    assert scene.hub.asked == []
    (one,) = await scene.kept()
    assert "not a public address" in one.problem or "not one to fetch from" in one.problem


async def test_a_store_that_is_busy_is_told_to_the_hub_which_comes_again(scene: Scene) -> None:
    await scene.subscribe()

    class Busy(Subscriptions):
        async def hear(self, key: str, now: datetime, gap: timedelta) -> bool:
            raise StoreBusy("locked")

    kept = scene.small.store.subscriptions
    assert scene.small.world.push is not None
    scene.small.world.push.kept = Busy(kept._writer, kept._snapshots)
    assert (await scene.hub.push()).status_code == 503


async def test_a_store_that_is_busy_while_hubs_are_asked_has_the_step_come_again(
    scene: Scene,
) -> None:
    class Busy(Subscriptions):
        async def amend(self, key: str, conclude: object) -> None:
            raise StoreBusy("locked")

    kept = scene.small.store.subscriptions
    assert scene.small.world.push is not None
    scene.small.world.push.kept = Busy(kept._writer, kept._snapshots)
    with pytest.raises(StoreBusy):
        await scene.subscribe()
    assert scene.hub.asked == []
