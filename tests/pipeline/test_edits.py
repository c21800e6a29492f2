"""Thousands of edits such as publishers make: none of them is told as a new article."""

import random

import pytest

from crawler.dedup import revisions
from crawler.judge import revised
from crawler.model import Article, Heard, Story, Tell
from crawler.rules import Ruleset
from tests.builders import NOON, PARAGRAPHS, a_filing, a_rule, a_source, an_article

RULES = Ruleset(
    [
        a_rule("banjir", tell=Tell.UPDATES),
        a_rule("perahu OR rumah", name="kata"),
        a_rule("warga AND NOT gempa", name="warga", tell=Tell.ARTICLE),
    ]
)
MORE = (
    "Baca juga: Harga beras naik",
    "Ralat: yang meluap adalah Sungai Kenanga.",
    "Gempa kecil terasa pada malam hari di kota.",
    "Dibaca 1.204 kali",
    "Perahu karet tambahan tiba dari kota tetangga.",
    "Senin, 23 November 2026",
)
TITLES = ("Banjir merendam Kota Hulu", "Banjir Hulu: warga mengungsi", "Kota Hulu terendam")


def edited(article: Article, dice: random.Random) -> Article:
    """The article after an edit or three."""
    title, paragraphs = article.title, list(article.paragraphs)
    for _ in range(dice.randrange(1, 4)):
        match dice.randrange(4):
            case 0:
                title = dice.choice(TITLES)
            case 1:
                paragraphs.insert(dice.randrange(len(paragraphs) + 1), dice.choice(MORE))
            case 2 if len(paragraphs) > 1:
                paragraphs.pop(dice.randrange(len(paragraphs)))
            case _:
                place = dice.randrange(len(paragraphs))
                words = paragraphs[place].split()
                words[dice.randrange(len(words))] = dice.choice(
                    ["37", "ratusan", "Rabu", "gempa"]
                )
                paragraphs[place] = " ".join(words)
    return an_article(title=title, paragraphs=tuple(paragraphs))


@pytest.mark.parametrize("count", [300, pytest.param(10_000, marks=pytest.mark.slow)])
def test_no_edit_is_told_as_a_new_article(count: int) -> None:
    dice, source, updates = random.Random(count), a_source(), 0
    old = an_article(paragraphs=PARAGRAPHS)
    first = RULES.matches(old, source)
    terms = {rule.name: frozenset(each.term for each in found) for rule, found in first}
    heard = Heard(story=Story("st_1", frozenset({"contoh"}), frozenset(terms)), terms=terms)
    assert set(terms) == {"banjir", "kata", "warga"}
    for number in range(count):
        new = edited(old, dice)
        title = revisions.headline(old, new)
        changes = (*((title,) if title else ()), *revisions.corrections(old, new))
        before, hits = RULES.matches(old, source), RULES.matches(new, source)
        filing = a_filing(article=new)
        alerts = revised(
            filing, hits, before, heard, NOON, named=RULES.named, changes=changes
        ).alerts
        assert {alert.type for alert in alerts} <= {"article.updated"}
        assert {alert.rule for alert in alerts} <= {"banjir"}
        assert not alerts or not revisions.same(old, new)
        updates += len(alerts)
        old = new if number % 10 else an_article(paragraphs=PARAGRAPHS)
    assert updates > count / 10
