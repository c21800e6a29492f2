import re
from collections import Counter

import pytest

from crawler.demo.papers import PAPERS
from crawler.demo.stories import Story, stories

STORIES = stories()


def test_there_are_more_than_forty() -> None:
    assert len(STORIES) > 40


def test_the_sites_take_turns() -> None:
    first = [story.paper for story in STORIES[: len(PAPERS)]]
    assert first == list(PAPERS)
    assert min(Counter(story.paper.name for story in STORIES).values()) >= 8


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_a_story_is_long_enough_to_be_one(story: Story) -> None:
    text = " ".join(story.paragraphs)
    if story.paper.forbidden != f"/{story.section}/":  # that one is never read
        assert len(story.paragraphs) >= 3
        assert 4 <= len(re.findall(r"[.?]”?(?: |$)", text)) <= 12
    assert 20 < len(story.title) < 100


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_what_stands_around_a_story_is_none_of_its_text(story: Story) -> None:
    own = {story.title, story.edited, *story.paragraphs}
    assert not own & set(story.aside)


def test_no_two_stories_share_an_address() -> None:
    addresses = Counter((story.paper.name, story.slug) for story in STORIES)
    assert max(addresses.values()) == 1


def test_one_story_is_copied_word_for_word_after_it_came_out_elsewhere() -> None:
    (copy,) = [at for at, story in enumerate(STORIES) if story.copied]
    (first,) = [
        at
        for at, story in enumerate(STORIES)
        if at != copy and story.paragraphs == STORIES[copy].paragraphs
    ]
    assert first < copy
    assert STORIES[first].title == STORIES[copy].title
    assert STORIES[first].authors == STORIES[copy].authors
    assert STORIES[first].paper != STORIES[copy].paper


def test_one_title_is_edited() -> None:
    assert sum(story.edited is not None for story in STORIES) == 1


def test_each_rule_fires_in_several_sites_and_most_stories_answer_at_most_one() -> None:
    answered = {(rule, story.paper.name) for story in STORIES for rule in story.expects}
    assert min(Counter(rule for rule, _ in answered).values()) >= 2
    assert sum(not story.expects for story in STORIES) > len(STORIES) / 3


def test_a_slug_has_only_what_every_address_may_have() -> None:
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", story.slug) for story in STORIES)
