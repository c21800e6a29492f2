import pytest

from benchmarks.lab.roles import (
    BROKEN,
    CLOSED,
    FEEDLESS,
    HIDDEN,
    INVITED,
    NONE,
    PARTLY,
    SPECIAL,
    WELCOME,
    Kind,
    Manner,
    Robots,
    roles,
)
from tests.benchmarks.world import a_plan


@pytest.mark.parametrize(
    ("robots", "path", "forbidden"),
    [
        (NONE, "/berita/1/a", False),
        (WELCOME, "/berita/1/a", False),
        (BROKEN, "/berita/1/a", True),
        (BROKEN, "/robots.txt", False),
        (CLOSED, "/berita/1/a", True),
        (CLOSED, "/robots.txt", False),
        (PARTLY, "/berita/1/a", False),
        (PARTLY, "/arsip/1/a", True),
        (FEEDLESS, "/feed/rss.xml", True),
        (FEEDLESS, "/news-sitemap.xml", False),
        (INVITED, "/berita/1/a", False),
        (INVITED, "/arsip/1/a", True),
    ],
)
def test_robots_forbid_what_they_say(robots: Robots, path: str, *, forbidden: bool) -> None:
    assert robots.forbids(path) is forbidden


def test_robots_text_names_every_group_and_the_sitemap() -> None:
    robots = Robots(groups=(("*", ((False, "/a"),)), ("kliping", ((True, "/"),))), sitemap="/s")
    assert robots.text("http://127.0.1.1:1") == (
        "User-agent: *\nDisallow: /a\n\nUser-agent: kliping\nAllow: /\n\n"
        "Sitemap: http://127.0.1.1:1/s\n"
    )


def test_the_same_seed_gives_the_same_plan_and_another_seed_another() -> None:
    assert a_plan() == a_plan()
    assert a_plan() != a_plan(seed=4)


def test_forty_sites_have_every_kind_of_list_and_both_first_polls() -> None:
    chosen = roles(40)
    assert len(chosen) == 40
    assert {kind for role in chosen for kind in role.kinds} == set(Kind)
    assert {role.remember for role in chosen} == {True, False}
    assert {role.manner for role in SPECIAL} == set(Manner)


def test_every_page_is_published_and_some_twice() -> None:
    planned = a_plan()
    pages = [item.page for _, item in planned.placed.values()]
    assert set(pages) == set(range(60))
    assert len(pages) == 64
    assert len(planned.placed) == sum(len(site.items) for site in planned.sites)


def test_no_site_publishes_a_page_twice() -> None:
    for site in a_plan().sites:
        pages = [item.page for item in site.items]
        assert len(pages) == len(set(pages))


def test_sites_grow_and_are_grown_before_the_end() -> None:
    planned = a_plan()
    appearances = [item.appears for _, item in planned.placed.values()]
    assert min(appearances) < 0 < max(appearances) <= planned.growth - 1
    for site in planned.sites:
        assert len(site.visible(planned.growth)) == len(site.items)


def test_what_is_hidden_or_leads_there_is_not_allowed() -> None:
    bending = next(site for site in a_plan().sites if site.role.manner is Manner.BENDING)
    hidden = [item for item in bending.items if item.path.startswith(HIDDEN)]
    assert any(item.bent for item in hidden)
    assert not any(map(bending.allows, hidden))
