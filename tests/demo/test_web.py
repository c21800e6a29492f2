import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from crawler.demo import PracticeWeb
from crawler.demo.papers import PAPERS
from tests.demo.front import END, START, paper


class TurnedClock:
    """A clock that stands still until it is turned."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock(START)


@pytest.fixture
async def web(clock: TurnedClock) -> AsyncIterator[PracticeWeb]:
    async with PracticeWeb.open(clock) as opened:
        yield opened


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, timeout=10) as opened:
        yield opened


async def test_each_site_has_a_loopback_address_of_its_own(web: PracticeWeb) -> None:
    assert web.origins.keys() == {own.name for own in PAPERS}
    assert len(set(web.origins.values())) == len(PAPERS)
    assert all(origin.startswith("http://127.0.0.1:") for origin in web.origins.values())


async def test_its_configuration_names_the_addresses_it_is_served_at(web: PracticeWeb) -> None:
    written = web.files()
    assert sorted(written) == ["channels.yaml", "rules.yaml", "settings.yaml", "sources.yaml"]
    for origin in web.origins.values():
        assert origin in written["sources.yaml"]
        assert origin.removeprefix("http://") in written["settings.yaml"]


async def test_publishes_while_one_watches(
    web: PracticeWeb, clock: TurnedClock, client: httpx.AsyncClient
) -> None:
    feed = web.origins["lembah-pos"] + "/rss"
    counts = []
    for _ in range(3):
        counts.append((await client.get(feed)).text.count("<item>"))
        clock.now += timedelta(seconds=40)
    assert counts == sorted(set(counts))
    clock.now = END
    assert (await client.get(feed)).text.count("<item>") == 10


async def test_what_has_not_changed_is_not_sent_again(
    web: PracticeWeb, clock: TurnedClock, client: httpx.AsyncClient
) -> None:
    url = web.origins["lembah-pos"] + "/"
    first = await client.get(url)
    since = {"If-None-Match": f'"other", {first.headers["ETag"]}'}
    again = await client.get(url, headers=since)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    clock.now += timedelta(seconds=60)
    assert (await client.get(url, headers=since)).status_code == 200


async def test_a_site_without_etags_goes_by_the_time(
    web: PracticeWeb, clock: TurnedClock, client: httpx.AsyncClient
) -> None:
    url = web.origins["hilltown-observer"] + "/atom.xml"
    first = await client.get(url)
    assert "ETag" not in first.headers
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert (await client.get(url, headers=since)).status_code == 304
    clock.now += timedelta(seconds=60)
    assert (await client.get(url, headers=since)).status_code == 200


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 23 Nov 2026 00:00:00", "0"])
async def test_a_date_that_is_none_asks_for_everything(
    web: PracticeWeb, client: httpx.AsyncClient, date: str
) -> None:
    url = web.origins["kabar-sawah"] + "/"
    answer = await client.get(url, headers={"If-Modified-Since": date})
    assert answer.status_code == 200


async def test_packs_for_who_can_unpack(web: PracticeWeb, client: httpx.AsyncClient) -> None:
    url = web.origins["suara-pesisir"] + "/"
    packed = await client.get(url, headers={"Accept-Encoding": "gzip"})
    plain = await client.get(url, headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.text == plain.text


async def test_a_busy_site_asks_for_rest_once(
    web: PracticeWeb, client: httpx.AsyncClient
) -> None:
    url = web.origins["harbour-gazette"] + "/feed.json"
    answers = [
        await client.get(url) for _ in range(2 * (paper("harbour-gazette").busy_at or 0))
    ]
    (busy,) = [answer for answer in answers if answer.status_code != 200]
    assert (busy.status_code, busy.headers["Retry-After"]) == (429, "2")


async def test_a_slow_site_takes_its_time(web: PracticeWeb, client: httpx.AsyncClient) -> None:
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await client.get(web.origins["hilltown-observer"] + "/robots.txt")
    assert loop.time() - begun >= paper("hilltown-observer").pause.total_seconds()


async def test_where_nothing_is_it_says_so(web: PracticeWeb, client: httpx.AsyncClient) -> None:
    for origin in web.origins.values():
        assert (await client.get(origin + "/nothing")).status_code == 404


async def test_starts_at_the_time_of_its_clock() -> None:
    async with PracticeWeb.open() as web:
        assert abs(datetime.now(UTC) - web.start) < timedelta(minutes=1)
