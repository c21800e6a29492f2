from urllib.robotparser import RobotFileParser
from zoneinfo import ZoneInfo

import pytest

from crawler.demo.papers import PAPERS, Make, Paper
from tests.demo.front import EVERYTHING


def test_each_site_is_of_another_make() -> None:
    assert sorted(paper.make for paper in PAPERS) == sorted(Make)


def test_three_are_indonesian_and_two_english() -> None:
    assert sorted(paper.language for paper in PAPERS) == ["en", "en", "id", "id", "id"]


def test_one_is_slow_one_is_busy_and_one_forbids() -> None:
    assert sum(paper.pause.total_seconds() > 0 for paper in PAPERS) == 1
    assert sum(paper.busy_at is not None for paper in PAPERS) == 1
    assert sum(paper.forbidden is not None for paper in PAPERS) == 1


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_a_time_zone_exists(paper: Paper) -> None:
    assert ZoneInfo(paper.timezone).key == paper.timezone


def test_a_listed_article_that_answers_a_rule_is_forbidden() -> None:
    def allowed(paper: Paper, path: str) -> bool:
        robots = RobotFileParser()
        robots.parse(["User-agent: *", f"Disallow: {paper.forbidden or ''}"])
        return robots.can_fetch("kliping", path)

    out = [item for item in EVERYTHING if not allowed(item.story.paper, item.path)]
    assert [item.story.expects for item in out] == [{"korupsi"}]
