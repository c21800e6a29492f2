import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from crawler.dedup.stories.traits import traits
from crawler.dedup.stories.window import WHOLE, Place, Row, Stories

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
WINDOW = timedelta(days=3)
QUAKE = "Gempa magnitudo enam mengguncang Kota Contoh, puluhan rumah rusak"
PRICES = "Harga cabai rawit naik dua kali lipat di Pasar Melati"


@dataclass(frozen=True, slots=True)
class Told:
    article: int
    title: str
    text: str
    time: datetime


def stream(seed: int, articles: int) -> list[Told]:
    """Articles of events that share some of their words, among them none and all."""
    dice = random.Random(seed)
    words = [f"kata{number}" for number in range(300)]
    events = [dice.sample(words, 14) for _ in range(articles // 4)]
    told = []
    for article in range(articles):
        event = dice.choice(events[: 2 + article // 3])
        text = dice.sample(event, 7) + dice.sample(words, dice.randrange(12))
        time = NOON + timedelta(hours=article, minutes=dice.randrange(-600, 600))
        told.append(
            Told(
                article * 3 + 5,
                " ".join(text[:4]),
                " ".join(text[4:]) * (article % 17 > 0),
                time,
            )
        )
    return told


def put(stories: Stories, told: Told) -> Place:
    return stories.add(told.article, traits(told.title, [told.text]), told.time)


class Rows:
    """What a store would keep, and nothing else."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}

    def keep(self, told: Told, place: Place) -> None:
        self.rows[told.article] = Row(told.article, told.time, place.story, place.kept)
        for move in place.moved:
            row = self.rows[move.article]
            assert row.story == move.was
            self.rows[move.article] = Row(row.article, row.time, move.now, row.kept)

    def forget(self, before: datetime) -> set[int]:
        gone = {number for number, row in self.rows.items() if row.time < before}
        for number in gone:
            del self.rows[number]
        return gone

    def stories(self) -> dict[int, int]:
        return {row.article: row.story for row in self.rows.values()}


@pytest.mark.parametrize("seed", range(4))
def test_whoever_starts_again_decides_alike(seed: int) -> None:
    rows, steady, dice = Rows(), Stories(), random.Random(seed)
    restarted = Stories()
    for told in stream(seed, 160):
        if dice.random() < 0.2:
            steady.forget(rows.forget(told.time - WINDOW))
            restarted = Stories(rows.rows.values())
        place = put(steady, told)
        assert put(restarted, told) == place
        rows.keep(told, place)
        assert {number: steady.story(number) for number in rows.rows} == rows.stories()


def test_what_is_told_of_moves_is_the_whole_truth() -> None:
    rows, stories, moved = Rows(), Stories(), 0
    for told in stream(9, 200):
        place = put(stories, told)
        rows.keep(told, place)
        moved += len(place.moved)
        by_story: dict[int, list[int]] = {}
        for article, story in rows.stories().items():
            by_story.setdefault(story, []).append(article)
        assert all(
            stories.articles(story) == sorted(those) for story, those in by_story.items()
        )
        assert all(not stories.articles(story) for story in place.merged)
        assert all(rows.rows[near.article].story == place.story for near in place.near)
    assert moved > 20


def some(*titles: str) -> tuple[Stories, list[Place]]:
    """Stories among unrelated articles, and the places of `titles`, articles 101 and on."""
    stories = Stories()
    for number in range(1, 31):
        stories.add(number, traits(f"lain{number} hal{number} soal{number}", []), NOON)
    return stories, [
        stories.add(101 + number, traits(title, []), NOON)
        for number, title in enumerate(titles)
    ]


def test_articles_about_one_event_are_one_story_and_others_are_not() -> None:
    _, places = some(QUAKE, PRICES, "Puluhan rumah rusak akibat gempa di Kota Contoh")
    assert [place.story for place in places] == [101, 102, 101]
    assert [near.article for near in places[2].near] == [101]
    assert places[0].near == ()


def test_a_late_article_merges_two_stories_that_it_shows_to_be_one() -> None:
    stories, places = some(
        "Kapal Melati tenggelam Selat Contoh",
        "Puluhan penumpang selamat dievakuasi nelayan",
        "Kapal Melati tenggelam Selat Contoh, puluhan penumpang selamat dievakuasi nelayan",
    )
    assert [place.story for place in places] == [101, 102, 101]
    assert places[2].merged == (102,)
    assert [(move.article, move.was, move.now) for move in places[2].moved] == [(102, 102, 101)]
    assert stories.articles(101) == [101, 102, 103]
    assert stories.articles(102) == []


def test_a_small_story_parts_when_more_is_known() -> None:
    stories, places = some(
        "Jaksa menahan bupati Melati kasus suap",
        "Bupati Melati resmikan sekolah baru Dusun Kenanga",
    )
    assert places[1].story == 101
    later = [
        "Sekolah baru Dusun Kenanga dibuka, murid gembira",
        "Murid Dusun Kenanga tempati sekolah baru",
        "Kasus suap Melati: jaksa menahan tersangka lain",
    ]
    told = [
        stories.add(200 + number, traits(title, []), NOON) for number, title in enumerate(later)
    ]
    assert stories.story(101) == stories.story(202) != stories.story(102)
    assert stories.articles(stories.story(102)) == [102, 200, 201]
    assert [move.article for place in told for move in place.moved] == [101]


def test_a_large_story_is_not_parted_and_takes_more() -> None:
    stories, _ = some()
    for number in range(5 * WHOLE):
        stories.add(100 + number, traits(f"{QUAKE} laporan{number}", []), NOON)
    assert len(stories.articles(100)) == 5 * WHOLE
    assert stories.add(999, traits(PRICES, []), NOON).story == 999


def test_the_same_words_weeks_later_are_less_alike_than_on_the_day() -> None:
    title, weekly = "jaksa tahan bupati melati kasus suap", "bupati buka sekolah dusun kenanga"
    stories, _ = some(title)
    soon = stories.add(200, traits(weekly, []), NOON).story
    stories, _ = some(title)
    late = stories.add(200, traits(weekly, []), NOON + timedelta(days=60)).story
    assert (soon, late) == (101, 200)


def test_the_flood_of_a_year_later_is_another_one() -> None:
    flood = "Banjir rendam ratusan rumah di Kabupaten Melati"
    bridges = "Dua jembatan Kabupaten Melati putus diterjang banjir bandang semalam"
    found = []
    for days in (1, 365):
        stories, _ = some(flood)
        found.append(stories.add(200, traits(bridges, []), NOON + timedelta(days=days)).story)
    assert found == [101, 200]


def test_what_is_forgotten_draws_nothing_to_it() -> None:
    stories, _ = some(QUAKE)
    stories.forget([*range(1, 31), 101])
    assert len(stories) == 0
    assert stories.articles(101) == []
    assert stories.add(200, traits(QUAKE, []), NOON).story == 200


def test_a_story_outlives_its_first_article() -> None:
    stories = Stories()
    stories.add(1, traits(QUAKE, []), NOON)
    for number in range(2, 30):
        stories.add(number, traits(f"lain{number} hal{number}", []), NOON + timedelta(hours=2))
    stories.add(40, traits(QUAKE, []), NOON + timedelta(hours=2))
    stories.forget([1])
    assert stories.articles(1) == [40]
    assert stories.add(41, traits(QUAKE, []), NOON + timedelta(hours=3)).story == 1


def test_articles_that_say_nothing_are_stories_of_their_own() -> None:
    stories = Stories()
    assert [stories.add(number, traits("", []), NOON).story for number in (1, 2, 3)] == [
        1,
        2,
        3,
    ]


@pytest.mark.parametrize("article", [4, 5])
def test_articles_come_in_ascending_order(article: int) -> None:
    stories = Stories()
    stories.add(5, traits(QUAKE, []), NOON)
    with pytest.raises(ValueError, match="does not come after 5"):
        stories.add(article, traits(QUAKE, []), NOON)
    assert len(stories) == 1


def test_an_article_with_a_new_text_is_found_by_that_and_not_by_its_old_one() -> None:
    stories, rows = Stories(), {}
    for number in (1, 2):
        about = traits(f"Kabar {number}", [f"berita singkat nomor{number} menyusul"])
        rows[number] = stories.add(number, about, NOON).kept
    kept = stories.renew(1, traits(QUAKE, [QUAKE]))
    assert kept is not None
    assert stories.renew(7, traits(QUAKE, [QUAKE])) is None
    again = Stories([Row(1, NOON, 1, kept), Row(2, NOON, 2, rows[2])])
    for each in (stories, again):
        assert each.add(3, traits(QUAKE, [QUAKE]), NOON).story == each.story(1)
