from datetime import datetime

import pytest

from crawler.dedup.original import original, published
from crawler.model import Copy, Moment, Story
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
