"""Whether it is our own network that is down."""

from datetime import timedelta
from pathlib import Path

import pytest

from crawler.errors import FetchError, KlipingError, Refused, Unreachable
from crawler.model import Inlet, InletKind
from crawler.pipeline.outage import Network
from tests.builders import NOON, a_source
from tests.pipeline.world import a_feed, a_world

SECOND = timedelta(seconds=1)
DOWN = Unreachable("https://contoh.id/", "connect", "no route")


def noted(*ends: tuple[str, FetchError | None], apart: timedelta = SECOND) -> Network:
    network = Network()
    for number, (host, error) in enumerate(ends):
        network.note(host, error, NOON + number * apart)
    return network


def all_down(count: int) -> list[tuple[str, FetchError | None]]:
    return [(f"{number}.id", DOWN) for number in range(count)]


def test_three_hosts_that_fail_and_none_that_answers_are_our_own_network() -> None:
    assert noted(*all_down(2)).down is None
    assert noted(*all_down(3)).down == NOON
    assert noted(*all_down(1) * 9).down is None, "one host, however often"


@pytest.mark.parametrize(
    "error",
    [
        None,
        Unreachable("https://x.id/", "http_503", "HTTP 503"),
        Refused("https://x.id/", "forbidden", "HTTP 403"),
        Refused("https://x.id/", "robots", "forbids it"),
    ],
)
def test_one_that_answers_anything_proves_that_the_network_works(
    error: FetchError | None,
) -> None:
    assert noted(("a.id", error), *all_down(3)).down is None
    network = noted(*all_down(3))
    assert network.note("x.id", error, NOON + 5 * SECOND) is False
    assert network.down is None


def test_it_is_told_once_when_it_goes_and_once_when_it_is_back() -> None:
    network = Network()
    told = [network.note(f"{n}.id", DOWN, NOON + n * SECOND) for n in range(9)]
    assert told == [None, None, True, *[None] * 6]
    assert [network.note("a.id", None, NOON + 9 * SECOND) for _ in range(2)] == [False, None]


def test_failures_far_apart_are_the_sources_own() -> None:
    assert noted(*all_down(9), apart=timedelta(seconds=40)).down is None


def test_a_host_that_was_not_asked_says_nothing() -> None:
    resting = Unreachable("https://x.id/", "resting", "asked for rest")
    assert noted(*((host, resting) for host, _ in all_down(9))).down is None


async def test_nobody_is_blamed_for_our_own_network(tmp_path: Path) -> None:
    names = [f"s{number}" for number in range(6)]
    feeds = {name: f"https://{name}.id/feed" for name in names}
    sources = {
        name: a_source(
            name=name, inlets=(Inlet(InletKind.FEED, url),), every=timedelta(minutes=5)
        )
        for name, url in feeds.items()
    }
    good: dict[str, bytes | KlipingError] = {
        url: a_feed(f"https://{name}.id/berita/100001/satu") for name, url in feeds.items()
    }
    async with a_world(tmp_path, good, sources=sources) as small:
        await small.settle()
        for url in feeds.values():
            small.web.pages[url] = Unreachable(url, "dns", "no such host")
        for _ in range(10):
            await small.settle(minutes=5)
        failures = [(await small.store.memory(name)).failures for name in names]
        assert sorted(failures) == [0, 0, 0, 0, 1, 1], "the first two, before it was known"
        states = [(await small.store.memory(name)).inlets[0].failures for name in names]
        assert sorted(states) == [0, 0, 0, 0, 1, 1]
        small.web.pages.update(good)
        await small.settle(minutes=2)
        assert small.world.network.down is None
        assert [(await small.store.memory(name)).problem for name in names[2:]] == [""] * 4
