from datetime import datetime

import pytest

from crawler.dedup.original import original, published, written_by
from crawler.model import Copy, Moment, Precision, Story
from crawler.store.sights import Telling
from tests.builders import NOON, a_filing, after, an_article

STORY = Story("st_1")


@pytest.mark.parametrize(
    ("copies", "found"),
    [
        ([], None),
        ([Copy("a1", STORY, "Harga beras naik lagi", "lain")], "a1"),
        ([Copy("a1", STORY, "Harga beras naik lagi", "contoh")], None),
        ([Copy("a1", STORY, "Banjir merendam kota", "contoh")], "a1"),
        ([Copy("a1", STORY, "Harga beras", "contoh"), Copy("a2", STORY, "", "lain")], "a2"),
    ],
)
def test_a_text_under_another_headline_of_the_same_newsroom_is_no_original(
    copies: list[Copy], found: str | None
) -> None:
    copy = original(copies, a_filing())
    assert (copy and copy.article) == found


@pytest.mark.parametrize(
    ("stated", "taken"),
    [(None, NOON), (after(hours=-5), after(hours=-5)), (after(days=1), NOON)],
)
def test_nothing_is_published_after_it_was_seen(
    stated: datetime | None, taken: datetime
) -> None:
    moment = None if stated is None else Moment(stated)
    assert published(a_filing(article=an_article(published=moment))) == taken


def a_print(article: str, hours: float, stated: Moment | None = None, **given: str) -> Telling:
    return Telling(
        id=article,
        url="",
        title="",
        first_seen=after(hours=hours),
        published=stated,
        source=given.get("source", article),
        network=given.get("network", f"kabar-{article}"),
        origin=given.get("origin", ""),
        copy_of=given.get("copy_of"),
    )


EARLY, LATE = Moment(after(hours=-3)), Moment(after(hours=-1))
DAY = Moment(after(hours=-9), Precision.DAY)
GUESSED = Moment(after(hours=-9), Precision.INFERRED)
AHEAD_OF_TIME = Moment(after(hours=9))


@pytest.mark.parametrize(
    ("prints", "found"),
    [
        ([a_print("a", 0)], None),
        ([a_print("a", 0), a_print("b", 1)], None),  # of one event, in other words
        ([a_print("a", 0), a_print("b", 1, copy_of="a")], "a"),
        ([a_print("a", 0, LATE), a_print("b", 1, EARLY, copy_of="a")], "b"),
        ([a_print("a", 0, LATE), a_print("b", 1, DAY, copy_of="a")], "a"),
        ([a_print("a", 0, LATE), a_print("b", 1, GUESSED, copy_of="a")], "a"),
        ([a_print("a", 1, AHEAD_OF_TIME), a_print("b", 0, copy_of="a")], "b"),
        ([a_print("a", 0, LATE), a_print("b", 1, EARLY), a_print("c", 2, copy_of="a")], "a"),
        (
            [
                a_print("a", 0, EARLY, origin="ANTARA"),
                a_print("b", 1, LATE, copy_of="a", network="antara-news"),
            ],
            "b",
        ),
        (
            [a_print("a", 0, EARLY), a_print("b", 1, LATE, copy_of="a", source="reuters")],
            "a",  # nobody credits it
        ),
        (
            [
                a_print("c", 2, copy_of="b"),
                a_print("b", 1, copy_of="a"),
                a_print("a", 3, EARLY),
            ],
            "a",
        ),
    ],
)
def test_a_text_is_whose_it_is_by_credit_and_then_by_the_time_that_can_be_trusted(
    prints: list[Telling], found: str | None
) -> None:
    assert written_by("a", prints) == written_by("a", prints[::-1]) == found
    assert written_by(prints[0].id, prints) == found
