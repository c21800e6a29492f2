"""Articles over several pages, and those that only AMP shows."""

from datetime import timedelta
from pathlib import Path

import pytest

from crawler.errors import FetchError, KlipingError, Refused, Unreachable
from crawler.model import PageState
from crawler.pipeline.whole import MOST
from crawler.rules import Ruleset
from tests.builders import a_rule
from tests.pipeline.world import FEED, ONE, Small, a_feed, a_world

TITLE = "Banjir di hulu"
PROSE = "Air sungai naik sejak Minggu dini hari dan merendam ratusan rumah warga di"


def sentences(page: int) -> list[str]:
    """What the page with this number says."""
    return [f"{PROSE} kelurahan nomor {page}{letter}, kata lurah." for letter in "abcd"]


def a_part(page: int, links: str = "", title: str = TITLE, head: str = "") -> bytes:
    text = "".join(f"<p>{sentence}</p>" for sentence in sentences(page))
    return (
        f"<!doctype html><html lang=id><head><title>{title}</title>{head}</head><body><article>"
        f"<h1>{title}</h1>{text}<div class=paging>{links}</div></article></body></html>"
    ).encode()


def numbers(*pages: int) -> str:
    return "".join(f'<a href="{ONE}?page={page}">{page}</a>' for page in pages)


PAGED = {
    FEED: a_feed(ONE),
    ONE: a_part(1, numbers(2, 3)),
    f"{ONE}?page=2": a_part(2, numbers(1, 3)),
    f"{ONE}?page=3": a_part(3, numbers(1, 2)),
}
IN_ORDER = [*sentences(1), *sentences(2), *sentences(3)]


async def kept(small: Small) -> tuple[PageState, list[str]]:
    """The state and the paragraphs of the one article that is kept."""
    (one,) = [each async for each in small.store.shelf.articles()]
    return one.article.state, list(one.article.paragraphs)


def asked(small: Small) -> list[str]:
    """What was asked for beside the feed."""
    return [url for url in small.web.asked if url != FEED]


@pytest.mark.parametrize(
    "links",
    [
        numbers(2, 3),
        f'<a href="{ONE}?page=2" rel="next">»</a>',
        f'<a href="{ONE}?page=2">Halaman 2</a>',
        f'<a href="{ONE}?page=2">Selanjutnya</a>',
        f'<link rel="next" href="{ONE}?page=2">',
    ],
)
async def test_the_pages_of_an_article_are_read_in_order_and_once(
    tmp_path: Path, links: str
) -> None:
    second = a_part(2, f'<a href="{ONE}">1</a><a href="{ONE}?page=3">Selanjutnya</a>')
    pages = PAGED | {ONE: a_part(1, links), f"{ONE}?page=2": second}
    async with a_world(tmp_path, pages) as small:
        await small.settle()
        assert await kept(small) == (PageState.FULL, IN_ORDER)
        assert asked(small) == [ONE, f"{ONE}?page=2", f"{ONE}?page=3"]
        assert small.inbox.titles == [TITLE]


@pytest.mark.parametrize("form", ["/2", "/halaman/2", "-2", "?hal=2", "-hal-2"])
async def test_pages_are_numbered_in_many_ways(tmp_path: Path, form: str) -> None:
    links = [f'<a href="{ONE}{form.replace("2", str(page))}">{page}</a>' for page in (2, 3)]
    pages = {
        FEED: a_feed(ONE),
        ONE: a_part(1, links[0]),
        ONE + form: a_part(2, links[1]),
        ONE + form.replace("2", "3"): a_part(3),
    }
    async with a_world(tmp_path, pages) as small:
        await small.settle()
        assert await kept(small) == (PageState.FULL, IN_ORDER)


async def test_a_rule_hears_what_only_a_further_page_says(tmp_path: Path) -> None:
    rules = Ruleset([a_rule('"nomor 3b"')])
    async with a_world(tmp_path, PAGED, rules=rules) as small:
        await small.settle()
        assert small.inbox.titles == [TITLE]


async def test_all_pages_at_once_are_asked_for_first(tmp_path: Path) -> None:
    text = "".join(f"<p>{sentence}</p>" for sentence in IN_ORDER)
    everything = f"<html><title>{TITLE}</title><article><h1>{TITLE}</h1>{text}</article></html>"
    links = numbers(2, 3) + f'<a href="{ONE}?page=all">Tampilkan semua</a>'
    pages = PAGED | {ONE: a_part(1, links), f"{ONE}?page=all": everything.encode()}
    async with a_world(tmp_path, pages) as small:
        await small.settle()
        assert await kept(small) == (PageState.FULL, IN_ORDER)
        assert asked(small) == [ONE, f"{ONE}?page=all"]


@pytest.mark.parametrize(
    "everything",
    [
        a_part(1),
        a_part(7),
        a_part(7, title="Harga beras turun menjelang panen"),
        Unreachable(ONE, "timeout", "no answer"),
    ],
    ids=["the first page again", "other text", "another article", "no answer"],
)
async def test_where_all_at_once_is_not_all_the_pages_are_read(
    tmp_path: Path, everything: bytes | KlipingError
) -> None:
    links = numbers(2, 3) + f'<a href="{ONE}?page=all">Semua</a>'
    pages = PAGED | {ONE: a_part(1, links), f"{ONE}?page=all": everything}
    async with a_world(tmp_path, pages) as small:
        await small.settle()
        assert await kept(small) == (PageState.FULL, IN_ORDER)


async def test_an_article_that_was_found_by_a_later_page_begins_at_its_first(
    tmp_path: Path,
) -> None:
    links = f'<a href="{ONE}">1</a>' + numbers(3)
    pages = PAGED | {FEED: a_feed(f"{ONE}?page=2"), f"{ONE}?page=2": a_part(2, links)}
    async with a_world(tmp_path, pages) as small:
        await small.settle()
        assert await kept(small) == (PageState.FULL, IN_ORDER)


@pytest.mark.parametrize(
    "more",
    [
        f'<link rel="next" href="{ONE.replace("100001", "100002")}">',
        '<a href="https://lain.example/a?page=2" rel="next">2</a>',
        '<a href="/terkini?page=2">2</a>',
        f'<a href="{ONE}#2">2</a>',
    ],
)
async def test_nothing_else_is_asked_for(tmp_path: Path, more: str) -> None:
    async with a_world(tmp_path, {FEED: a_feed(ONE), ONE: a_part(1, more)}) as small:
        await small.settle()
        assert asked(small) == [ONE]
        assert await kept(small) == (PageState.FULL, sentences(1))


@pytest.mark.parametrize(
    "second",
    [a_part(1, numbers(2, 3)), a_part(2, title="Harga beras turun menjelang panen raya")],
    ids=["the first page again", "another article"],
)
async def test_it_ends_at_a_page_that_adds_nothing(tmp_path: Path, second: bytes) -> None:
    async with a_world(tmp_path, PAGED | {f"{ONE}?page=2": second}) as small:
        await small.settle()
        assert asked(small) == [ONE, f"{ONE}?page=2"]
        assert await kept(small) == (PageState.FULL, sentences(1))


async def test_a_pager_without_end_ends_after_twenty_pages(tmp_path: Path) -> None:
    pages: dict[str, bytes | KlipingError] = {FEED: a_feed(ONE), ONE: a_part(1, numbers(2))}
    pages |= {f"{ONE}?page={at}": a_part(at, numbers(at + 1)) for at in range(2, 60)}
    async with a_world(tmp_path, pages) as small:
        await small.settle()
        assert len(asked(small)) == MOST == 20
        state, paragraphs = await kept(small)
        assert (state, len(paragraphs)) == (PageState.FULL, 20 * 4)


async def test_pages_that_take_too_long_are_left_for_later(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGED) as small:
        small.passing = timedelta(minutes=2)
        await small.settle()
        assert len(asked(small)) < 3
        small.passing = timedelta(0)
        await small.settle(minutes=10)
        assert await kept(small) == (PageState.FULL, IN_ORDER)


@pytest.mark.parametrize(
    "error",
    [
        Unreachable(f"{ONE}?page=3", "timeout", "no answer in time"),
        Refused(f"{ONE}?page=3", "blocked", "a challenge"),
        Refused(f"{ONE}?page=3", "not_found", "HTTP 404"),
    ],
)
async def test_an_article_of_which_a_page_fails_is_told_and_read_again(
    tmp_path: Path, error: FetchError
) -> None:
    rules = Ruleset([a_rule("banjir"), a_rule('"nomor 3b"', name="akhir")])
    async with a_world(tmp_path, PAGED | {f"{ONE}?page=3": error}, rules=rules) as small:
        await small.settle()
        gone = error.code == "not_found"
        state = PageState.FULL if gone else PageState.PARTIAL
        assert await kept(small) == (state, [*sentences(1), *sentences(2)])
        assert small.inbox.titles == [TITLE]
        await small.settle(minutes=6)  # it still fails
        assert (await kept(small))[1] == [*sentences(1), *sentences(2)]
        assert small.inbox.titles == [TITLE]
        small.web.pages = dict(PAGED)
        await small.settle(hours=1)
        assert await kept(small) == (PageState.FULL, IN_ORDER)
        assert small.inbox.titles == [TITLE, TITLE]  # the other rule hears of it


async def test_a_page_that_fails_when_it_is_looked_at_again_takes_nothing_away(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, PAGED) as small:
        await small.settle()
        small.web.pages[f"{ONE}?page=2"] = Unreachable(ONE, "timeout", "no answer")
        for _ in range(3):
            await small.settle(hours=2)
        assert await kept(small) == (PageState.FULL, IN_ORDER)
        assert len(small.inbox.messages) == 1


# the second door

AMP = "https://amp.contoh.id/berita/100001/banjir-di-hulu"
TO_AMP = f'<link rel="amphtml" href="{AMP}"><link rel="canonical" href="{ONE}">'
SHELL = (
    f"<html><head><title>{TITLE}</title>{TO_AMP}</head><body><div id=app></div></body></html>"
)
CHALLENGE = (
    f"<html><head><title>Just a moment...</title>{TO_AMP}</head><body><h1>Just a moment...</h1>"
    "<p>Verifying you are human. This may take a few seconds.</p></body></html>"
)
TEASER = (
    f"<html><head><title>{TITLE}</title>{TO_AMP}</head><body><article><h1>{TITLE}</h1>"
    f"<p>{sentences(1)[0]}</p></article><p>Silakan masuk untuk membaca selengkapnya.</p></body></html>"
)


@pytest.mark.parametrize("page", [SHELL, CHALLENGE, TEASER], ids=["shell", "blocked", "teaser"])
async def test_a_page_without_its_text_is_read_in_amp(tmp_path: Path, page: str) -> None:
    amp = a_part(1, head=f'<link rel="canonical" href="{ONE}">')
    async with a_world(tmp_path, {FEED: a_feed(ONE), ONE: page.encode(), AMP: amp}) as small:
        await small.settle()
        assert await kept(small) == (PageState.FULL, sentences(1))
        (one,) = [each async for each in small.store.shelf.articles()]
        assert (one.article.url, one.article.title) == (ONE, TITLE)
        assert small.inbox.titles == [TITLE]


@pytest.mark.parametrize(
    "amp",
    [SHELL.encode(), Unreachable(AMP, "timeout", "no answer")],
    ids=["no text", "no answer"],
)
async def test_amp_that_has_no_more_changes_nothing(
    tmp_path: Path, amp: bytes | KlipingError
) -> None:
    pages = {FEED: a_feed(ONE), ONE: SHELL.encode(), AMP: amp}
    async with a_world(tmp_path, pages) as small:
        await small.settle()
        assert [each async for each in small.store.shelf.articles()] == []
        assert asked(small) == [ONE, AMP]


async def test_amp_of_another_article_is_not_taken_for_this_one(tmp_path: Path) -> None:
    other = "https://amp.contoh.id/berita/100009/harga-beras-turun"
    page = SHELL.replace(AMP, other).encode()
    amp = a_part(9, title="Harga beras turun menjelang panen")
    async with a_world(tmp_path, {FEED: a_feed(ONE), ONE: page, other: amp}) as small:
        await small.settle()
        assert [each async for each in small.store.shelf.articles()] == []
        assert asked(small) == [ONE, other]


@pytest.mark.parametrize("where", ["https://lain.example/amp/1", "https://contoh.example/x"])
async def test_amp_elsewhere_is_not_asked_for(tmp_path: Path, where: str) -> None:
    page = SHELL.replace(AMP, where).encode()
    async with a_world(tmp_path, {FEED: a_feed(ONE), ONE: page, where: a_part(1)}) as small:
        await small.settle()
        assert asked(small) == [ONE]


async def test_a_page_that_shows_its_text_is_not_asked_for_in_amp(tmp_path: Path) -> None:
    async with a_world(tmp_path, {FEED: a_feed(ONE), ONE: a_part(1, head=TO_AMP)}) as small:
        await small.settle()
        assert asked(small) == [ONE]
