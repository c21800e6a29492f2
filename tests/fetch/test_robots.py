import asyncio
import time
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from crawler.errors import Refused, Unreachable
from crawler.fetch.exchange import Raw
from crawler.fetch.fault import Fault
from crawler.fetch.guard import Guard, Target
from crawler.fetch.robots import READ, Robots, read_rules
from crawler.model import Request
from tests.fetch.lab import a_lab, a_web, get, names, page, redirect
from tests.fetch.site import FORBIDS, NO_GAP, PAGE, URL, Site, said


def allows(text: str | bytes, path: str) -> bool:
    body = text if isinstance(text, bytes) else text.encode()
    return read_rules(body, URL).allows(URL.join(path))


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /b", "/a", True),
        ("User-agent: *\nDisallow: /b", "/berita", False),
        ("User-agent: *\nDisallow: /\nAllow: /berita", "/berita/1", True),
        ("User-agent: *\nDisallow: /*?cetak", "/a?cetak=1", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: kliping\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: kliping\nAllow: /", "/a", True),
        ("User-agent: Kliping/1.0\nDisallow: /", "/a", False),
        ("USER-AGENT:KLIPING # kami\nDISALLOW:/", "/a", False),
        ("User-agent: a\nUser-agent: kliping\nUser-agent: b\nDisallow: /", "/a", False),
        ("User-agent: a\nUser-agent: b\nDisallow: /", "/a", True),
        ("User-agent: klip\nDisallow: /", "/a", True),
        ("User-agent: klipingbot\nDisallow: /", "/a", True),
        ("User-agent: other\nDisallow: /\nUser-agent: *\nDisallow: /x", "/a", True),
        ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\r\nDisallow: /\r\n", "/a", False),
        ("User-agent: *\rDisallow: /", "/a", False),
        ("<html><body>Tidak ditemukan</body></html>", "/a", True),
        ("User-agent: *\n\x00\nDisallow: /a\x00", "/b", True),
        (b"User-agent: *\nDisallow: /\xff\xfe", "/a", True),
        ("User-agent: *\nDisallow: /%62erita", "/berita", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
    ],
)
def test_reads_what_a_site_allows_us(text: str | bytes, path: str, allowed: bool) -> None:
    assert allows(text, path) is allowed


@pytest.mark.parametrize(
    ("said", "delay"),
    [("5", 5), ("0.5", 0.5), ("0", 0), ("30", 30), ("31", 30), ("86400", 30), ("1e9", 30),
     ("inf", 0), ("nan", 0), ("-5", 0), ("soon", 0), ("", 0)],
)  # fmt: skip
def test_keeps_the_crawl_delay_up_to_half_a_minute(said: str, delay: float) -> None:
    rules = read_rules(f"User-agent: *\nCrawl-delay: {said}\nDisallow: /x".encode(), URL)
    assert rules.delay == timedelta(seconds=delay)


def test_gives_the_sitemaps_as_absolute_urls_each_once() -> None:
    text = (
        b"Sitemap: https://example.org/a.xml\nsitemap: /b.xml\nUser-agent: x\nDisallow: /\n"
        b"Sitemap: https://cdn.example/c.xml\nSitemap: https://example.org/a.xml\n"
        b"Sitemap: file:///etc/passwd\nSitemap: javascript:x\nSitemap: http://a\x01b/\nSitemap:\n"
    )
    assert read_rules(text, URL).sitemaps == (
        "https://example.org/a.xml",
        "https://example.org/b.xml",
        "https://cdn.example/c.xml",
    )


HUGE = {
    "agents times rules": "".join(f"User-agent: a{n}\n" for n in range(12_000))
    + "".join(f"Disallow: /{n}\n" for n in range(12_000)),
    "lines": "a\n" * 1_000_000,
    "one line": "User-agent: *\nDisallow: /" + "*a" * 500_000,
    "sitemaps": "Sitemap: /a.xml?n\n" * 100_000,
    "rules": "User-agent: *\n" + "".join(f"Disallow: /*{n}$\n" for n in range(30_000)),
    "dollars": "User-agent: *\nDisallow: /" + "$" * 500_000,
    "percents": "User-agent: *\nDisallow: /" + "%41%" * 120_000,
    "nothing": "\n" * 2_000_000,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_a_huge_file_is_read_in_moments(text: str) -> None:
    began = time.process_time()  # not by the wall: a busy machine turns no test red
    rules = read_rules(text.encode(), URL)
    rules.allows(URL.join("/berita/" + "a" * 200))
    assert time.process_time() - began < 3  # minutes, before the agents were made the same


def test_what_is_past_the_limit_is_not_read() -> None:
    padding = b"#" * (READ - 20) + b"\n"
    assert not allows(b"User-agent: *\nDisallow: /\n" + padding, "/a")
    assert allows(padding + b"User-agent: *\nDisallow: /\n", "/a")


@given(
    st.binary() | st.text().map(lambda text: f"User-agent: *\nDisallow: {text}".encode()),
    st.text(),
)
def test_any_bytes_are_rules_and_any_url_gets_an_answer(body: bytes, path: str) -> None:
    try:
        target = Guard().target(f"https://example.org/{path}")
    except Fault:
        return
    assert isinstance(read_rules(body, URL).allows(target.url), bool)


async def test_asks_once_a_day() -> None:
    site = Site([FORBIDS, said("")])
    assert [await site.verdict() for _ in range(3)] == [False, False, False]
    site.now += 86_399
    assert await site.verdict() is False
    assert site.asked == 1
    site.now += 1
    assert await site.verdict() is True


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 451, 499])
async def test_4xx_allows_everything(status: int) -> None:
    assert await Site([said("User-agent: *\nDisallow: /", status)]).verdict() is True


@pytest.mark.parametrize(
    "answer",
    [
        *(said("", status) for status in (429, 500, 502, 503, 599, 100, 304)),
        *(Fault(code, "x") for code in ("timeout", "broken", "protocol", "truncated", "slow")),
        *(Fault(code, "x", lasting=True) for code in ("encoding", "bomb")),
        Fault("address", "x", lasting=True, redirected=True),
        Fault("dns", "x", redirected=True),
    ],
    ids=str,
)
async def test_what_cannot_be_read_allows_nothing_and_is_tried_again(
    answer: Raw | Fault,
) -> None:
    site = Site([answer, answer, answer, said("")])
    assert await site.verdict() == timedelta(minutes=10)
    site.now += 599
    assert await site.verdict() == timedelta(seconds=1)
    assert site.asked == 1
    site.now += 1
    assert await site.verdict() == timedelta(minutes=20)
    site.now += 1200
    assert await site.verdict() == timedelta(minutes=40)
    site.now += 2400
    assert await site.verdict() is True


async def test_the_waits_grow_to_a_day_and_no_further() -> None:
    site = Site([said("", 500)] * 50)
    waits = []
    for _ in range(50):
        wait = await site.verdict()
        assert isinstance(wait, timedelta)
        waits.append(wait)
        site.now += wait.total_seconds()
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=24)


@pytest.mark.parametrize("code", ["dns", "connect", "tls", "resting", "address"])
async def test_a_host_that_cannot_be_asked_at_all_is_told_as_that(code: str) -> None:
    site = Site([Fault(code, "x"), said("")])
    with pytest.raises(Fault) as raised:
        await site.robots.rules(PAGE, NO_GAP)
    assert raised.value.code == code
    assert await site.verdict() is True


async def test_the_last_good_copy_stands_for_thirty_days() -> None:
    site = Site([FORBIDS, *[said("", 503)] * 100])
    assert await site.verdict() is False
    site.now += 86_400 * 29
    assert await site.verdict() is False
    assert site.asked == 2
    site.now += 86_400 + 1
    assert isinstance(await site.verdict(), timedelta)


async def test_lost_in_redirects_is_as_good_as_none() -> None:
    assert await Site([Fault("redirect", "x", lasting=True)]).verdict() is True


async def test_many_who_ask_at_once_wait_for_one_answer() -> None:
    site = Site([FORBIDS])
    verdicts = await asyncio.gather(*(site.verdict() for _ in range(50)))
    assert verdicts == [False] * 50
    assert site.asked == 1


async def test_remembers_only_so_many_sites() -> None:
    async def ask(target: Target, gap: timedelta) -> tuple[Target, Raw]:
        return target, said("")

    robots = Robots(ask, sites=10)
    for n in range(100):
        await robots.rules(Guard().target(f"https://h{n}.example/"), NO_GAP)
    assert len(robots._sites) == 10


async def test_remembers_only_so_many_lines_and_the_last_file_whatever_its_length() -> None:
    async def ask(target: Target, gap: timedelta) -> tuple[Target, Raw]:
        return target, said("User-agent: *\n" + "Disallow: /a\n" * 30_000)

    robots = Robots(ask)
    for n in range(10):
        assert (
            await robots.rules(Guard().target(f"https://h{n}.example/"), NO_GAP)
        ).lines > 30_000
    assert len(robots._sites) == 3


async def test_robots_comes_first_and_what_it_forbids_is_never_asked() -> None:
    answers = {
        "/robots.txt": page(b"User-agent: *\nDisallow: /tutup"),
        "/tutup": page(),
        "/": page(),
    }
    async with a_lab(answers) as lab, a_web(lab) as web:
        with pytest.raises(Refused) as raised:
            await get(web, lab.url("/tutup"), robots=True)
        assert raised.value.code == "robots"
        assert await get(web, lab.url("/"), robots=True) is not None
        assert lab.paths == ["/robots.txt", "/"]
        assert await get(web, lab.url("/tutup"), robots=False) is not None


async def test_a_redirect_to_what_robots_forbids_is_not_followed() -> None:
    answers = {
        "/robots.txt": page(b"User-agent: *\nDisallow: /b"),
        "/a": redirect("/b"),
        "/b": page(),
    }
    async with a_lab(answers) as lab, a_web(lab) as web:
        with pytest.raises(Refused) as raised:
            await get(web, lab.url("/a"), robots=True)
    assert raised.value.code == "robots"
    assert lab.paths == ["/robots.txt", "/a"]


async def test_a_redirect_to_another_host_asks_that_host_s_robots() -> None:
    closed = {"/robots.txt": page(b"User-agent: *\nDisallow: /"), "/x": page()}
    async with a_lab(closed) as other, a_lab() as lab, a_web(lab, other) as web:
        lab.answers["/a"] = redirect(other.url("/x"))
        with pytest.raises(Refused):
            await get(web, lab.url("/a"), robots=True)
    assert other.paths == ["/robots.txt"]


async def test_robots_txt_may_lie_behind_redirects() -> None:
    answers = {f"/r{n}": redirect(f"/r{n + 1}") for n in range(1, 5)} | {
        "/robots.txt": redirect("/r1"),
        "/r5": page(b"User-agent: *\nDisallow: /tutup"),
    }
    async with a_lab(answers) as lab, a_web(lab) as web:
        with pytest.raises(Refused) as raised:
            await get(web, lab.url("/tutup"), robots=True)
    assert raised.value.code == "robots"


async def test_the_crawl_delay_is_kept_between_requests() -> None:
    answers = {
        "/robots.txt": page(b"User-agent: *\nCrawl-delay: 0.2\nDisallow: /x"),
        "/": page(),
    }
    async with a_lab(answers) as lab, a_web(lab) as web:
        for _ in range(3):
            await get(web, lab.url("/"), robots=True)
    times = [asked.at for asked in lab.asked]
    assert all(later - sooner >= 0.2 for sooner, later in pairwise(times))


async def test_tells_the_sitemaps_of_a_host() -> None:
    answers = {"/robots.txt": page(b"Sitemap: /s.xml\nUser-agent: *\nDisallow: /")}
    async with a_lab(answers) as lab, a_web(lab) as web:
        asked = Request(url=lab.url("/some/page"), delay=NO_GAP)
        assert await web.sitemaps(asked) == (lab.url("/s.xml"),)
        assert await web.sitemaps(asked) == (lab.url("/s.xml"),)
    assert lab.paths == ["/robots.txt"]


async def test_sitemaps_of_a_host_without_robots_txt_are_none() -> None:
    async with a_lab() as lab, a_web(lab) as web:
        assert await web.sitemaps(Request(url=lab.url("/"), delay=NO_GAP)) == ()


async def test_sitemaps_of_a_host_that_cannot_be_reached_are_not_known() -> None:
    async with a_web(resolver=names()) as web:
        with pytest.raises(Unreachable) as raised:
            await web.sitemaps(Request(url="http://none.test/", delay=NO_GAP))
    assert raised.value.code == "dns"
