"""What is told of a host whose pages change, and how often."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from crawler.drift import REST, SIGNS, after, seen, signs
from crawler.model import Article, Drift, Figures, Missed, Moment, Noticed, PageState
from tests.builders import NOON, an_article

DATED = an_article(published=Moment(NOON), authors=("Ani Contoh",))
LONG = replace(
    DATED, paragraphs=("Warga bekerja sama menata kios dan jalan di pasar itu.",) * 20
)
EVERY = timedelta(minutes=10)


def told(articles: Iterable[Article], figures: Figures | None = None) -> list[Drift]:
    return run(articles, figures)[1]


def run(
    articles: Iterable[Article], figures: Figures | None = None
) -> tuple[Figures, list[Drift]]:
    """The figures after these articles, one every ten minutes, and what was told."""
    figures = figures or Figures()
    drifts: list[Drift] = []
    start = figures.pages
    for number, article in enumerate(articles, start):
        page = seen(replace(article, url=f"https://kota.example/{number}"), figures)
        figures, news = after(figures, "kota.example", page, NOON + number * EVERY)
        drifts += news
    return figures, drifts


@pytest.mark.parametrize(
    ("sign", "broken"),
    [
        ("article", replace(DATED, state=PageState.EMPTY)),
        ("article", replace(DATED, state=PageState.LIST)),
        ("title", replace(DATED, title="")),
        ("published", replace(DATED, published=None)),
        ("authors", replace(DATED, authors=())),
        ("language", replace(DATED, language="en-us")),
        ("long", LONG),
        ("repeated", replace(DATED, noticed=Noticed(repeated=0.8))),
    ],
)
def test_a_change_of_template_is_told_once_and_so_is_its_end(
    sign: str, broken: Article
) -> None:
    drifts = told([DATED] * 60 + [broken] * 60 + [DATED] * 60)
    assert [(drift.over, drift.host) for drift in drifts] == [
        (False, "kota.example"),
        (True, "kota.example"),
    ]
    assert drifts[0].signs == (SIGNS[sign],)
    number = int(drifts[0].example.rpartition("/")[2])
    assert 60 <= number < 75
    assert drifts[0].at == NOON + number * EVERY


def test_far_shorter_texts_are_a_change() -> None:
    (drift,) = told([LONG] * 60 + [DATED] * 60)
    assert drift.signs == (SIGNS["short"],)


def test_a_change_with_many_signs_is_told_once() -> None:
    broken = an_article(title="", paragraphs=("Pendek.",), language="en")
    drifts = told([DATED] * 60 + [broken] * 200)
    assert len(drifts) == 1
    figures, _ = run([DATED] * 60 + [broken] * 30)
    assert set(signs(figures)) == {SIGNS[n] for n in ("title", "published", "authors", "short", "language")}  # fmt: skip


def test_a_host_that_goes_back_and_forth_is_told_of_at_most_once_a_day() -> None:
    broken = replace(DATED, title="")
    drifts = told([DATED] * 60 + ([broken] * 15 + [DATED] * 15) * 20)
    changes = [drift.at for drift in drifts if not drift.over]
    assert all(later - earlier >= REST for earlier, later in pairwise(changes))
    assert [drift.over for drift in drifts] == [False, True] * (len(drifts) // 2) + [False] * (
        len(drifts) % 2
    )


def test_challenges_say_nothing_of_how_pages_are_made() -> None:
    blocked = replace(DATED, state=PageState.BLOCKED, title="Just a moment", published=None)
    figures, drifts = run([DATED] * 60 + [blocked] * 100)
    assert drifts == []
    assert figures == run([DATED] * 60)[0]


def test_a_template_that_stays_changed_becomes_the_usual_one() -> None:
    figures, drifts = run([DATED] * 60 + [LONG] * 400)
    assert [drift.over for drift in drifts] == [False, True]
    assert signs(figures) == {}
    assert figures.length == pytest.approx(sum(map(len, LONG.paragraphs)), rel=0.1)
    assert told([LONG] * 100, figures) == []


HINTS = (("title", ".judul"), ("remove", ".iklan"))


def hinted(*missed: str) -> Article:
    gone = tuple(Missed(key, css, "matches nothing") for key, css in HINTS if key in missed)
    return replace(DATED, noticed=Noticed(hints=HINTS, missed=gone))


def test_a_hint_that_stops_matching_is_told_once_and_so_is_that_it_works_again() -> None:
    articles = [hinted()] * 40 + [hinted("title")] * 40 + [hinted()] * 40
    drifts = told(articles)
    assert [(drift.over, drift.signs) for drift in drifts] == [
        (False, ("the hint title: .judul gives nothing",)),
        (True, ("the hint title: .judul works again",)),
    ]


def test_a_hint_that_never_matched_is_told_and_one_that_is_seldom_needed_is_not() -> None:
    drifts = told([hinted("title", "remove")] * 100)
    assert [drift.signs for drift in drifts] == [("the hint title: .judul gives nothing",)]


def test_a_hint_that_was_taken_away_is_forgotten() -> None:
    figures, _ = run([hinted("title")] * 30)
    assert signs(figures)
    figures, drifts = run([DATED] * 2, figures)
    assert signs(figures) == {}
    assert drifts == []
    worn = [hinted()] * 5 + [hinted("title")] * 4
    assert told(worn, figures) == []
