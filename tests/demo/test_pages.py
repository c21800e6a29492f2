"""Every page is read as its story says, and rules fire exactly where the story says."""

from datetime import timedelta

import pytest

from crawler.demo.configuration import files
from crawler.demo.pages import article_page, front_page
from crawler.demo.papers import Make
from crawler.demo.schedule import Item
from crawler.discover import inlets, read
from crawler.extract import extract
from crawler.model import Article, Brief, Inlet, InletKind, PageState, Precision, Reply, Source
from crawler.rules import Ruleset
from crawler.settings.load import build
from tests.demo.front import END, EVERYTHING, ORIGINS, identity, paper

CONFIGURATION = build(
    {name: text.encode() for name, text in files(ORIGINS).items()}, environ={}
)
SOURCES = {source.name: source for source in CONFIGURATION.sources}
READABLE = [item for item in EVERYTHING if item.story.section != "premium"]


def a_page(url: str, text: str) -> Reply:
    return Reply(
        url=url, status=200, type="text/html", charset="utf-8", body=text.encode(), at=END
    )


def read_article(item: Item) -> Article:
    own = item.story.paper
    origin = ORIGINS[own.name]
    reply = a_page(origin + item.path, article_page(item, origin))
    return extract(Brief(url=reply.url, source=own.name, timezone=own.timezone), reply)


@pytest.mark.parametrize("item", READABLE, ids=identity)
def test_a_page_is_read_as_its_story_says(item: Item) -> None:
    story, article = item.story, read_article(item)
    assert article.state is PageState.FULL
    assert article.title == item.title
    assert article.paragraphs == story.paragraphs
    assert article.authors == story.authors
    assert article.comments == story.comments


@pytest.mark.parametrize("item", READABLE, ids=identity)
def test_a_page_tells_its_minute_and_its_zone(item: Item) -> None:
    published = read_article(item).published
    assert published is not None
    assert published.precision is not Precision.DAY
    assert published.at.replace(second=0) == item.at.replace(second=0)
    assert published.at.utcoffset() == item.at.utcoffset()


@pytest.mark.parametrize("item", READABLE, ids=identity)
def test_a_picture_keeps_its_words(item: Item) -> None:
    told = [(picture.alt, picture.caption) for picture in read_article(item).pictures]
    own = item.story.picture
    assert told == ([(own.alt, own.caption)] if own else [])


@pytest.mark.parametrize("item", READABLE, ids=identity)
def test_rules_fire_where_the_story_says_and_nowhere_else(item: Item) -> None:
    source: Source = SOURCES[item.story.paper.name]
    matches = Ruleset(CONFIGURATION.rules).matches(read_article(item), source)
    assert {rule.name for rule, _ in matches} == item.story.expects


@pytest.mark.parametrize("item", READABLE, ids=identity)
def test_other_headlines_stand_around_a_story(item: Item) -> None:
    page = article_page(item, ORIGINS[item.story.paper.name])
    assert all(headline in page for headline in item.story.aside)


def test_other_headlines_would_make_rules_fire() -> None:
    rules = Ruleset(CONFIGURATION.rules)
    source = next(iter(SOURCES.values()))
    firing = sum(
        bool(
            rules.matches(
                Article(url="http://a.example/", title=headline, text=headline), source
            )
        )
        for item in READABLE
        for headline in item.story.aside
    )
    assert firing > 20


def test_the_front_page_of_a_site_without_feeds_lists_its_articles() -> None:
    sawah = paper("kabar-sawah")
    origin = ORIGINS[sawah.name]
    own = [item for item in EVERYTHING if item.story.paper == sawah]
    reply = a_page(f"{origin}/", front_page(sawah, origin, own))
    listing = read(Inlet(InletKind.LISTING, reply.url), reply, sawah.timezone)
    assert {found.url for found in listing.found} == {origin + item.path for item in own}


def test_the_front_page_of_a_site_names_its_feed() -> None:
    (hilltown,) = [source for source in CONFIGURATION.sources if not source.inlets]
    own = paper(hilltown.name)
    origin = ORIGINS[own.name]
    reply = a_page(f"{origin}/", front_page(own, origin, EVERYTHING[-5:]))
    assert own.make is Make.ATOM
    assert Inlet(InletKind.FEED, origin + own.inlet) in inlets(reply)


def test_the_configuration_polls_often_and_tells_what_is_there_already() -> None:
    for source in CONFIGURATION.sources:
        assert source.every == timedelta(seconds=2)
        assert not source.remember_first
