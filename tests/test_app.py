import asyncio
import gc
import socket
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import httpx
import pytest

from crawler import app
from crawler.engine.local import LocalEngine
from crawler.errors import AlreadyRunning
from crawler.model import Hubs, Step, Subscription
from crawler.pipeline import steps
from crawler.settings import Configuration, load, shelved
from crawler.store import open_shelf
from crawler.websub import tended
from tests.builders import a_source, an_article
from tests.cli.command import SMALL, configured
from tests.fetch.lab import LOOPBACK, a_lab, page
from tests.pipeline.hub import Hub, up


def loaded(folder: Path, text: str = SMALL) -> Configuration:
    return load(configured(folder, text) / "config", environ={}, base=folder)


def no_room() -> dict[Step, int]:
    return {}


async def test_a_plan_holds_every_part_by_its_name(tmp_path: Path) -> None:
    text = SMALL + "sites:\n  - host: www.contoh.id\n    title: h1\n"
    configuration = loaded(tmp_path, text)
    async with app.opened(configuration, tmp_path / "state", no_room) as (world, _):
        assert list(world.plan.sources) == ["contoh"]
        assert list(world.plan.channels) == ["layar"]
        assert world.plan.sites["contoh.id"].title == "h1"


async def test_what_a_host_asked_for_is_kept_over_a_restart(tmp_path: Path) -> None:
    busy = page(b"", "429 Too Many Requests", retry_after="3600")
    rules = page(b"User-agent: *\nDisallow: /cari", content_type="text/plain")
    async with a_lab({"/feed": busy, "/robots.txt": rules}) as lab:
        settings = f"settings:\n  allow_addresses: ['{lab.place}']\n"
        feeds = "".join(
            f"  - name: {name}\n    url: {lab.url()}\n    feeds: [{lab.url('/feed')}]\n"
            for name in ("satu", "dua")
        )
        (tmp_path / "config").mkdir()
        (tmp_path / "config/all.yaml").write_text(f"{settings}sources:\n{feeds}")
        configuration = load(tmp_path / "config", environ={}, base=tmp_path)
        for _ in range(3):
            async with app.opened(configuration, tmp_path / "state", no_room) as (world, _):
                await steps(world)[Step.POLL]("satu")
                await steps(world)[Step.POLL]("dua")  # another source of the same host
        assert lab.paths == ["/robots.txt", "/feed"]


async def test_one_daemon_holds_a_state_folder(tmp_path: Path) -> None:
    configuration = loaded(tmp_path)
    async with app.opened(configuration, tmp_path / "state", no_room):
        with pytest.raises(AlreadyRunning, match="running here already"):
            async with app.opened(configuration, tmp_path / "state", no_room):
                pass
    async with app.opened(configuration, tmp_path / "state", no_room):
        pass


def test_rules_of_an_earlier_run_answer_and_garbage_is_looked_for_when_they_are_filed(
    tmp_path: Path,
) -> None:
    config = configured(tmp_path) / "config"
    for known in (False, True):
        configuration = load(
            config, environ={}, base=tmp_path, shelves=lambda _: shelved.opened(tmp_path)
        )
        assert (configuration.rules[0].read is not None) is known
        rules = app.filed(configuration, tmp_path)
        assert len(rules.matches(an_article(), a_source())) == 1
        assert gc.isenabled()


async def reloaded(tmp_path: Path, text: str) -> tuple[list[str], int]:
    """Names of the sources, and how many rules answer an article, after `text` was read."""
    old = loaded(tmp_path)
    async with app.opened(old, tmp_path / "state", no_room) as (world, web):
        reload = app.Reload(tmp_path / "state", old, lambda: loaded(tmp_path, text))
        reload.ask()
        reload.start(world, web)
        for _ in range(3):
            reload.ask()
        await reload.settled()
        hits = world.plan.rules.matches(an_article(), a_source())
        return list(world.plan.sources), len(hits)


async def test_what_was_read_again_replaces_the_plan(tmp_path: Path) -> None:
    text = SMALL.replace("name: contoh", "name: lain")
    assert await reloaded(tmp_path, text) == (["lain"], 1)


@pytest.mark.parametrize(
    "text",
    [
        SMALL.replace("every: 1h", "evry: 1h"),
        SMALL.replace("query: banjir", "query: (banjir"),
        SMALL.partition("rules:")[0],
        SMALL.replace("query: banjir", "query: longsor\n    must_match: [Banjir di hulu]"),
        "",
    ],
)
async def test_what_is_wrong_or_torn_changes_nothing(tmp_path: Path, text: str) -> None:
    assert await reloaded(tmp_path, text) == (["contoh"], 1)


async def test_on_a_reload_a_rule_that_asks_something_else_is_new_and_others_are_not(
    tmp_path: Path,
) -> None:
    two = SMALL.replace(
        "channels:\n  - name",
        "  - name: air\n    query: air\n    channels: []\nchannels:\n  - name",
    )
    old = loaded(tmp_path, two)
    texts = [
        two.replace("query: banjir", "query: (banjir)"),
        two.replace("query: banjir", "query: rob"),
    ]
    async with app.opened(old, tmp_path / "state", no_room) as (world, web):
        first = dict(world.plan.since)
        assert set(first) == {"banjir", "air"}
        for text in texts:
            reload = app.Reload(tmp_path / "state", old, partial(loaded, tmp_path, text))
            reload.start(world, web)
            reload.ask()
            await reload.settled()
            changed = "rob" in text
            assert (world.plan.since["banjir"] > first["banjir"]) is changed
            assert world.plan.since["air"] == first["air"]
    async with app.opened(loaded(tmp_path, texts[1]), tmp_path / "state", no_room) as (
        again,
        _,
    ):
        assert again.plan.since == world.plan.since, (
            "a restart with the same text keeps its date"
        )


def a_free_port() -> int:
    with socket.socket() as one:
        one.bind((LOOPBACK, 0))
        return int(one.getsockname()[1])


async def until(met: Callable[[], bool]) -> None:
    """Wait until something is so, twenty seconds at most."""
    for _ in range(400):
        if met():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not come about")


STORY = (
    "<!doctype html><html lang=id><head><title>Banjir di hulu</title></head><body><article>"
    "<h1>Banjir di hulu</h1><p>Air sungai naik sejak Minggu dini hari dan merendam ratusan rumah "
    "warga di tiga kelurahan.</p><p>Petugas mengevakuasi warga lanjut usia dengan perahu karet "
    "menuju balai desa terdekat.</p></article></body></html>"
)


async def test_a_daemon_polls_at_once_what_a_hub_tells_of(tmp_path: Path) -> None:
    """Whole: found, subscribed, verified, pushed, polled and stored, an hour before it was due."""
    port = a_free_port()
    site = {"/berita/100001/banjir": page(STORY.encode())}
    async with (
        httpx.AsyncClient(trust_env=False) as client,
        a_lab(site) as lab,
        up(Hub(client.request)) as hub,
    ):

        def list_of(items: str) -> bytes:
            feed = f"<rss version='2.0'><channel><title>C</title>{items}</channel></rss>"
            link = f"<{hub.url}>; rel=hub, </feed>; rel=self"
            return page(feed.encode(), content_type="application/rss+xml", link=link)

        lab.answers["/feed"] = list_of("")
        text = f"""
settings:
  allow_addresses: ['{lab.place}', '{LOOPBACK}:{hub.port}']
  web: {{listen: '{LOOPBACK}:{port}', public: 'http://{LOOPBACK}:{port}'}}
sources:
  - {{name: contoh, url: '{lab.url()}', feeds: ['{lab.url("/feed")}'], every: 1h, delay: 10ms}}
"""
        config = configured(tmp_path, text, closed=False) / "config"
        configuration = load(config, environ={}, base=tmp_path)
        engine = LocalEngine({})
        beats = {
            Step.TICK: app.TICK / 10,
            Step.SUBSCRIBE: app.SUBSCRIBING / 300,
        }
        async with (
            app.opened(configuration, tmp_path / "state", engine.room) as (world, _),
            app.reached(world, configuration.settings.web),
            asyncio.TaskGroup() as group,
        ):
            group.create_task(engine.run(steps(world), beats))
            await until(lambda: bool(hub.verified))
            assert hub.verified[0].status_code == 200
            item = (
                f"<item><title>A</title><link>{lab.url('/berita/100001/banjir')}</link></item>"
            )
            lab.answers["/feed"] = list_of(item)
            assert (await hub.push(b"tidak dibaca")).status_code == 202
            await until(lambda: "/berita/100001/banjir" in lab.paths)
            engine.stop()
        assert lab.paths.count("/feed") == 2
        with pytest.raises(httpx.ConnectError):
            await hub.push()


async def test_a_port_that_is_taken_is_a_warning_and_tried_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        port = other.getsockname()[1]
        public = "https://kliping.example.org"
        web = f"settings: {{web: {{listen: '{LOOPBACK}:{port}', public: '{public}'}}}}\n"
        configuration = loaded(tmp_path, web + SMALL)
        async with app.opened(configuration, tmp_path / "state", no_room) as (world, _):
            push = world.push
            assert push is not None
            async with app.reached(world, configuration.settings.web, app.TAKEN / 600):
                await asyncio.sleep(0.05)
                assert not push.listening
                assert push.sign().failures
                other.close()
                await until(lambda: push.listening)
                assert not push.sign().failures
            assert not push.listening
    assert "nobody can reach us" in capsys.readouterr().out


async def test_a_daemon_without_a_public_address_counts_no_list_as_pushed(
    tmp_path: Path,
) -> None:
    at, feed = app.now(), "https://contoh.id/feed"
    granted = Subscription(
        key="k1",
        secret="s1",
        callback="https://kliping.example.org/push/k1",
        source="contoh",
        inlet=feed,
        hub="https://h/1",
        topic=feed,
        due=at + timedelta(days=8),
        until=at + timedelta(days=10),
    )
    web = "{listen: '127.0.0.1:8321', public: 'https://kliping.example.org'}"
    state, without = tmp_path / "state", loaded(tmp_path)
    reached = loaded(tmp_path, f"settings: {{web: {web}}}\n{SMALL}")

    async def pushed() -> int:
        async with open_shelf(state) as shelf:
            return (await shelf.status()).pushed

    async with app.opened(reached, state, no_room) as (world, _):
        assert world.push is not None
        await world.push.kept.tend(lambda _, known: [granted])
        assert await pushed() == 1
    async with app.opened(without, state, no_room):
        assert await pushed() == 0
    async with app.opened(reached, state, no_room) as (world, _):
        assert world.push is not None
        kept = await world.push.kept.find("k1")
    assert kept is not None
    named = {("contoh", feed): Hubs((granted.hub,), feed)}
    (again,) = tended(
        named, [kept], at, base="https://kliping.example.org/push/", keys=lambda: ("k2", "s2")
    )
    assert (again.key, again.ending, again.until) == ("k1", False, granted.until)


async def test_without_a_public_address_nobody_listens(tmp_path: Path) -> None:
    configuration = loaded(tmp_path)
    async with app.opened(configuration, tmp_path / "state", no_room) as (world, _):
        assert world.push is None
        async with app.reached(world, configuration.settings.web):
            assert Step.SUBSCRIBE in steps(world)
            assert await steps(world)[Step.SUBSCRIBE]("") == []
