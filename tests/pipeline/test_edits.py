"""Thousands of edits such as publishers make: none of them is told as a new article."""

import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.dedup import revisions
from crawler.judge import revised
from crawler.model import Article, Heard, Story, Tell
from crawler.rules import Ruleset
from tests.builders import NOON, PARAGRAPHS, a_filing, a_rule, a_source, an_article
from tests.pipeline.world import FEED, a_feed, a_story, a_world

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


SYLLABLES = ("ba", "ru", "lem", "ti", "kor", "san", "me", "du", "gar", "wo")


@dataclass
class Printed:
    """An article on a site: one of four ways to write addresses, and what its publisher changes."""

    number: int
    dice: random.Random
    query: str = ""
    host: str = "contoh.id"
    first: str = ""  # the address that it had first

    def __post_init__(self) -> None:
        self.slug = [self.word() for _ in range(6)]
        self.title = ["Banjir", *(self.word() for _ in range(6))]
        self.text = [[self.word() for _ in range(18)] for _ in range(6)]
        self.first = self.url

    def word(self) -> str:
        return "".join(self.dice.choices(SYLLABLES, k=3))

    @property
    def url(self) -> str:
        number, slug = 1_200_000 + 37 * self.number, "-".join(self.slug)
        path = (
            f"berita/{number}/{slug}",
            f"kota/{slug}-{number}.html",
            slug,
            f"2026/11/22/{slug}/",
        )[self.number % 4]
        return f"https://{self.host}/{path}{self.query}"

    @property
    def page(self) -> bytes:
        stated = self.url if self.number % 2 else self.first
        head = f'<link rel="canonical" href="{stated}">'
        return a_story(
            " ".join(self.title), *(f"{' '.join(words)}." for words in self.text)
        ).replace(b"</head>", head.encode() + b"</head>")

    def edit(self) -> None:
        """Change the address, the headline, the text or all of them."""
        changed = self.dice.sample(["slug", "title", "word", "more", "query", "host"], 2)
        if "slug" in changed:
            self.slug[self.dice.randrange(6)] = self.word()
        if "title" in changed:
            self.title[self.dice.randrange(1, 7)] = self.word()
        if "word" in changed:
            self.text[self.dice.randrange(6)][self.dice.randrange(18)] = self.word()
        if "more" in changed and len(self.text) < 12:
            self.text.append([self.word() for _ in range(12)])
        if "query" in changed:
            self.query = self.dice.choice(
                ("", "?page=all", "?utm_source=rss", "?ref=x", "#isi")
            )
        if "host" in changed:
            self.host = self.dice.choice(("contoh.id", "www.contoh.id", "m.contoh.id"))


async def test_no_edit_is_told_as_a_new_article_on_the_whole_route(tmp_path: Path) -> None:
    dice = random.Random(4)
    printed = [Printed(number, dice) for number in range(12)]
    rules = Ruleset([a_rule("banjir", tell=Tell.ARTICLE)])
    async with a_world(tmp_path, {FEED: a_feed()}, rules=rules) as small:
        await small.settle()
        for _ in range(25):
            listed = {each.url: each.page for each in printed}
            small.web.pages = {FEED: a_feed(*listed), **listed}
            await small.settle(minutes=16)
            for each in printed:
                each.edit()
        assert len(small.inbox.messages) == len(printed)
        assert len(small.web.asked) > 5 * len(printed)
