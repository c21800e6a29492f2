import json
import re

import feedparser
import pytest

from benchmarks.lab.listings import changes, listing
from benchmarks.lab.plan import Site
from benchmarks.lab.roles import CHILDREN, PATHS, Kind
from tests.benchmarks.world import OPENED, a_plan

SITES = {
    kind: next(site for site in a_plan().sites if site.inlets[0][0] is kind and site.role.named)
    for kind in (Kind.RSS, Kind.ATOM, Kind.JSON, Kind.SITEMAP, Kind.INDEX, Kind.LISTING)
}


def text(site: Site, path: str, seconds: float) -> str:
    found = listing(site, path, seconds, OPENED)
    assert found is not None
    return found[1].decode()


@pytest.mark.parametrize("kind", [Kind.RSS, Kind.ATOM])
def test_a_feed_reads_back_as_what_is_published(kind: Kind) -> None:
    site = SITES[kind]
    entries = feedparser.parse(text(site, PATHS[kind], 10.0)).entries
    expected = [(item.title, site.origin + item.listed) for item in site.visible(10.0)]
    assert [(one.title, one.link.partition("?")[0]) for one in entries] == expected


def test_a_json_feed_reads_back_as_what_is_published() -> None:
    site = SITES[Kind.JSON]
    items = json.loads(text(site, PATHS[Kind.JSON], 99.0))["items"]
    assert [one["url"] for one in items] == (
        [site.origin + item.listed for item in site.visible(99.0)]
    )


def test_the_children_of_an_index_hold_each_article_once() -> None:
    site = SITES[Kind.INDEX]
    assert all(site.origin + path in text(site, PATHS[Kind.INDEX], 99.0) for path in CHILDREN)
    found = [
        url for path in CHILDREN for url in re.findall("<loc>(.*?)<", text(site, path, 99.0))
    ]
    assert sorted(found) == sorted(site.origin + item.listed for item in site.items)


def test_an_index_changes_whenever_a_child_does() -> None:
    site = SITES[Kind.INDEX]
    for item in site.items:
        if item.appears > 1:
            before, after = (
                text(site, PATHS[Kind.INDEX], item.appears + step) for step in (-0.001, 0.001)
            )
            assert before != after


def test_two_lists_of_one_site_spell_an_address_differently() -> None:
    site = next(site for site in a_plan().sites if site.role.kinds == (Kind.RSS, Kind.SITEMAP))
    feed, sitemap = (text(site, PATHS[kind], 99.0) for kind in site.role.kinds)
    assert "?utm_source=rss&amp;utm_medium=feed" in feed
    assert "utm_" not in sitemap


def test_a_home_page_names_the_feeds_of_its_site() -> None:
    unnamed = next(
        site for site in a_plan().sites if not site.role.named and Kind.RSS in site.role.kinds
    )
    assert 'rel="alternate" type="application/rss+xml" href="/feed/rss.xml"' in text(
        unnamed, "/", 0.0
    )


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_a_list_changes_as_often_as_it_is_said_to(site: Site) -> None:
    path = site.inlets[0][1]
    later = sorted(item.appears for item in site.items if item.appears >= 0)
    moments = [0.0, *(appears + 0.001 for appears in later)]
    assert [changes(site, path, moment) for moment in moments] == list(range(len(moments)))


def test_there_is_no_list_that_was_not_planned() -> None:
    assert listing(SITES[Kind.RSS], PATHS[Kind.JSON], 9.0, OPENED) is None
    assert listing(SITES[Kind.RSS], CHILDREN[0], 9.0, OPENED) is None
