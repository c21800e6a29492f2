import pytest

from crawler.demo.papers import PAPERS, Paper
from crawler.demo.press import document
from crawler.demo.schedule import Item, edition
from tests.demo.front import EVERYTHING, ORIGINS, START, identity, paper


@pytest.mark.parametrize("own", PAPERS, ids=lambda own: own.name)
def test_a_site_has_a_front_page_an_inlet_and_robots_txt(own: Paper) -> None:
    for path in ("/", own.inlet, "/robots.txt"):
        assert document(own, ORIGINS[own.name], path, EVERYTHING) is not None


@pytest.mark.parametrize("item", EVERYTHING, ids=identity)
def test_an_article_has_its_page_on_its_own_site_only(item: Item) -> None:
    for own in PAPERS:
        found = document(own, ORIGINS[own.name], item.path, EVERYTHING)
        assert (found is not None) == (own == item.story.paper)


@pytest.mark.parametrize("path", ["/nothing", "//", "/../etc/passwd", "/rss/", "/images/1.jpg"])
def test_elsewhere_there_is_nothing(path: str) -> None:
    for own in PAPERS:
        assert document(own, ORIGINS[own.name], path, EVERYTHING) is None


def test_an_article_has_no_page_before_it_is_out() -> None:
    last = EVERYTHING[0]
    now = edition(START, START)
    assert document(last.story.paper, "http://127.0.0.1:1", last.path, now) is None


def test_a_page_says_when_it_last_changed_and_robots_txt_never_does() -> None:
    (edited,) = [item for item in EVERYTHING if item.changed > item.at]
    own = edited.story.paper
    page = document(own, "http://127.0.0.1:1", edited.path, EVERYTHING)
    robots = document(own, "http://127.0.0.1:1", "/robots.txt", EVERYTHING)
    assert page is not None
    assert robots is not None
    assert (page.changed, robots.changed) == (edited.changed, None)


def test_robots_txt_forbids_a_path_and_names_the_sitemap() -> None:
    found = document(paper("suara-pesisir"), "http://127.0.0.1:9", "/robots.txt", EVERYTHING)
    assert found is not None
    assert found.text.splitlines() == [
        "User-agent: *",
        "Disallow: /premium/",
        "Sitemap: http://127.0.0.1:9/sitemap-news.xml",
    ]


def test_a_site_with_nothing_out_yet_still_answers() -> None:
    for own in PAPERS:
        for path in ("/", own.inlet):
            assert document(own, ORIGINS[own.name], path, []) is not None
