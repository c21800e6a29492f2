import asyncio
import gzip
import io
import json
import time
from dataclasses import replace

import pytest

from benchmarks.lab.plan import Plan, Site
from benchmarks.lab.roles import PATHS, Kind, Manner
from benchmarks.lab.web import BUSY_LIST, Door, Served, packed
from benchmarks.lab.wire import Asked
from tests.benchmarks.world import OPENED, a_plan


@pytest.fixture(scope="module")
def planned() -> Plan:
    return a_plan()


def served(planned: Plan, manner: Manner = Manner.PLAIN, number: int | None = None) -> Served:
    site = next(
        site
        for site in planned.sites
        if site.role.manner is manner and number in {None, site.number}
    )
    return Served(site, planned, OPENED)


def asking(path: str, **headers: str) -> Asked:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Asked(method="GET", target=path, headers=named)


@pytest.mark.parametrize("number", [8, 9, 10, 13, 14, 15])
def test_an_unchanged_list_is_304_and_a_grown_one_200(planned: Plan, number: int) -> None:
    lab = served(planned, number=number)
    path = lab.site.inlets[-1][1]
    newest = max(item.appears for item in lab.site.items)
    first = lab.answer(asking(path), 0.0)
    names = {"ETag": "if_none_match", "Last-Modified": "if_modified_since"}
    since = {names[name]: first.headers[name] for name in names if name in first.headers}
    assert since
    assert lab.answer(asking(path, **since), 0.0).status == 304
    assert lab.answer(asking(path, **since), newest).status == (200 if newest > 0 else 304)


def test_an_article_is_there_from_its_publication_on(planned: Plan) -> None:
    lab = served(planned, number=13)
    item = max(lab.site.items, key=lambda item: item.appears)
    assert lab.answer(asking(item.path), item.appears - 0.1).status == 404
    found = lab.answer(asking(item.path), item.appears)
    assert found.body == planned.pages[item.page].html
    assert found.headers == {"Content-Type": "text/html"}


def test_a_bending_site_redirects_to_its_articles(planned: Plan) -> None:
    lab = served(planned, Manner.BENDING)
    item = next(item for item in lab.site.items if item.bent)
    found = lab.answer(asking(item.listed), 99.0)
    assert (found.status, found.headers["Location"]) == (302, item.path)


def test_a_busy_site_asks_for_rest_once_and_then_answers(planned: Plan) -> None:
    lab = served(planned, Manner.BUSY)
    feed = PATHS[Kind.RSS]
    statuses = [lab.answer(asking(feed), 0.0).status for _ in range(BUSY_LIST + 1)]
    assert statuses == [200] * (BUSY_LIST - 1) + [429, 200]
    pages = [item.path for item in lab.site.items[:2]]
    assert [lab.answer(asking(path), 99.0).status for path in pages * 2] == [429, 503, 200, 200]


@pytest.mark.parametrize("path", ["/berita/1/tidak-ada", "/wp-login.php", "/berita/"])
def test_what_was_never_published_is_not_found(planned: Plan, path: str) -> None:
    assert served(planned).answer(asking(path), 99.0).status == 404


def test_a_body_is_packed_for_whoever_takes_gzip(planned: Plan) -> None:
    answer = served(planned).answer(asking("/"), 0.0)
    sent = packed(answer, asking("/", accept_encoding="gzip, deflate"))
    assert sent.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(sent.body) == answer.body
    assert packed(answer, asking("/")) == answer


async def talk(
    site: Site, planned: Plan, requests: bytes
) -> tuple[bytes, list[dict[str, object]]]:
    """What a site on a loopback port answers to `requests`, and what it wrote down of them."""
    log = io.StringIO()
    door = Door(Served(site, planned, OPENED), time.monotonic() - 99, log)
    async with await asyncio.start_server(door.serve, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(requests)
        answer = await asyncio.wait_for(reader.read(), 5)
        writer.close()
        await writer.wait_closed()
    return answer, [json.loads(line) for line in log.getvalue().splitlines()]


async def test_writes_down_every_request_and_keeps_the_connection(planned: Plan) -> None:
    site = planned.sites[0]
    first = b"GET /robots.txt HTTP/1.1\r\nHost: situs\r\nUser-Agent: kliping/1\r\n\r\n"
    second = b"GET /tidak-ada?x HTTP/1.1\r\nHost: situs\r\nConnection: close\r\n\r\n"
    answer, rows = await talk(site, planned, first + second)
    assert answer.count(b"HTTP/1.1 ") == 2
    assert [(row["target"], row["status"], row["host"]) for row in rows] == (
        [("/robots.txt", 200, "situs"), ("/tidak-ada?x", 404, "situs")]
    )


async def test_a_chunked_answer_is_whole(planned: Plan) -> None:
    site = replace(planned.sites[12], number=15)
    item = site.items[0]
    request = f"GET {item.path} HTTP/1.1\r\nConnection: close\r\n\r\n".encode()
    answer, _ = await talk(site, planned, request)
    head, _, body = answer.partition(b"\r\n\r\n")
    html = planned.pages[item.page].html
    assert b"Transfer-Encoding: chunked" in head
    assert body == b"%x\r\n%b\r\n0\r\n\r\n" % (len(html), html)


@pytest.mark.parametrize(
    "noise", [b"\r\n\r\n", b"GET\r\n\r\n", b"\x16\x03\x01" * 20 + b"\r\n\r\n"]
)
async def test_noise_ends_a_connection_and_nothing_else(planned: Plan, noise: bytes) -> None:
    assert await talk(planned.sites[0], planned, noise) == (b"", [])
