"""What the route learns of a host: lines that stand on every page, hints, a change of template."""

from pathlib import Path

from structlog.testing import capture_logs

from crawler.errors import KlipingError
from crawler.model import Site
from tests.pipeline.world import FEED, SENTENCES, Small, a_feed, a_story, a_world

PROMO = "Dapatkan kabar pilihan kami tiap pagi lewat surat kabar kota ini."


def topic(number: int) -> str:
    """A word of its own for each number, of letters only."""
    return "".join("bcdfghjklm"[int(digit)] + "a" for digit in f"{number:02}")


def url(number: int) -> str:
    return f"https://contoh.id/berita/{100001 + number}/kabar"


def a_page(number: int) -> bytes:
    """A page about a topic of its own, with a line that stands on every page."""
    own = [f"{sentence[:-1]}, begitu kabar dari {topic(number)}." for sentence in SENTENCES]
    return a_story(f"Kabar {topic(number)} {number}", *own, PROMO)


def some(count: int) -> dict[str, bytes | KlipingError]:
    feed = a_feed(*(url(number) for number in range(count)))
    return {FEED: feed, **{url(number): a_page(number) for number in range(count)}}


async def stored(small: Small) -> list[tuple[str, ...]]:
    """The paragraphs of every article, in the order of their pages."""
    found = [one async for one in small.store.shelf.articles()]
    return [one.article.paragraphs for one in sorted(found, key=lambda one: one.article.url)]


async def test_a_line_on_every_page_of_a_host_is_left_out_from_the_fourth_on(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, some(3)) as small:
        await small.settle()
        small.web.pages |= some(6)
        await small.settle(hours=2)
        assert [PROMO in paragraphs for paragraphs in await stored(small)] == [True] * 3 + [
            False
        ] * 3
        assert {len(paragraphs) for paragraphs in await stored(small)} == {3, 4}


async def test_a_hint_that_stops_matching_is_reported_once_with_a_page_that_shows_it(
    tmp_path: Path,
) -> None:
    site = Site(host="contoh.id", title=".judul")
    async with a_world(tmp_path, some(20), sites={"contoh.id": site}) as small:
        with capture_logs() as logs:
            await small.settle()
    told = [line for line in logs if line["event"] == "pages changed"]
    assert [line["signs"] for line in told] == [["the hint title: .judul gives nothing"]]
    assert told[0]["host"] == "contoh.id"
    assert told[0]["example"].startswith("https://contoh.id/berita/")


async def test_pages_that_hold_no_article_any_more_are_reported_once(tmp_path: Path) -> None:
    shell = b"<html><head><title>Kabar</title></head><body><div id=app></div></body></html>"
    pages = some(34)
    async with a_world(tmp_path, pages) as small:
        await small.settle()
        small.web.pages |= {**some(50), **pages}
        small.web.pages[FEED] = a_feed(*(url(number) for number in range(50)))
        small.web.pages |= {url(number): shell for number in range(34, 50)}
        with capture_logs() as logs:
            for _ in range(4):
                await small.settle(hours=2)
    told = [line["signs"] for line in logs if line["event"] == "pages changed"]
    assert told == [["pages hold no article"]]
