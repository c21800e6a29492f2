"""Articles that are looked at again."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.errors import KlipingError, Refused, Unreachable
from crawler.judge import OLD
from crawler.message.words import WORDS
from crawler.model import Tell
from crawler.pipeline.revisit import HOME, MISSING
from crawler.rules import Ruleset
from tests.builders import a_rule
from tests.pipeline.world import FEED, ONE, SENTENCES, Small, a_feed, a_story, a_world

RULES = Ruleset(
    [
        a_rule("banjir", tell=Tell.UPDATES),
        a_rule("perahu OR gempa", name="kata", tell=Tell.UPDATES),
        a_rule("banjir", name="diam"),
    ]
)
TITLE = "Banjir di hulu"
PAGES = {FEED: a_feed(ONE), ONE: a_story(TITLE)}
LONG = (
    *SENTENCES,
    "Kepala desa meminta warga tetap waspada karena tanggul di sisi timur masih rapuh.",
    "Dapur umum dibuka di tiga titik dan melayani ribuan orang setiap hari sejak Senin pagi.",
)
MANY = (*LONG, *(f"{text[:-1]}, kata warga ke-{10 * n}." for n in range(1, 4) for text in LONG))
LATER = ({"minutes": 16}, {"minutes": 50}, {"hours": 6}, {"hours": 20}, {"days": 2})


def told(small: Small) -> list[tuple[str, str, list[list[str]]]]:
    """Type, rule and changes of each message."""
    found = [json.loads(message.body) for message in small.inbox.messages]
    return [
        (
            each["type"],
            each["data"]["rule"],
            [[c["field"], c["was"], c["now"]] for c in each["data"].get("changes", [])],
        )
        for each in found
    ]


async def first(small: Small) -> None:
    await small.settle()
    assert sorted(rule for _, rule, _ in told(small)) == ["banjir", "diam", "kata"]
    small.inbox.messages.clear()


async def test_another_headline_is_told_once_to_who_wants_updates(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        await first(small)
        small.web.pages[ONE] = a_story("Banjir di hulu surut")
        for later in LATER:
            await small.settle(**later)
        change = [["title", TITLE, "Banjir di hulu surut"]]
        assert told(small) == [
            ("article.updated", "banjir", change),
            ("article.updated", "kata", change),
        ]
        (one,) = [each async for each in small.store.shelf.articles()]
        assert one.article.title == "Banjir di hulu surut"


async def test_a_word_of_a_rule_that_comes_or_goes_is_told_to_that_rule(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        await first(small)
        more = (SENTENCES[0], "Petugas datang setelah gempa terasa di pagi hari.", SENTENCES[2])
        small.web.pages[ONE] = a_story(TITLE, *more)
        await small.settle(minutes=16)
        ((kind, rule, changes),) = told(small)
        assert (kind, rule) == ("article.updated", "kata")
        words, text = changes
        assert words == ["matches", "perahu", "gempa"]
        assert text[0] == "body"
        assert "perahu" in text[1]
        assert "gempa" in text[2]


async def test_who_was_told_of_an_article_hears_what_becomes_of_it_when_it_answers_no_more(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        await first(small)
        small.web.pages[ONE] = a_story("Air naik", SENTENCES[0])
        await small.settle(minutes=16)
        small.web.pages[ONE] = Refused(ONE, "gone", "410")
        await small.settle(hours=1)
        assert [(rule, changes[0][0]) for _, rule, changes in told(small)] == [
            ("banjir", "title"),
            ("kata", "title"),
            ("banjir", "page"),
            ("kata", "page"),
        ]


async def test_a_rule_that_matches_only_now_is_told_as_of_a_new_article(tmp_path: Path) -> None:
    rules = Ruleset([a_rule("longsor", name="longsor")])
    async with a_world(tmp_path, PAGES, rules=rules) as small:
        await small.settle()
        small.web.pages[ONE] = a_story(TITLE, *SENTENCES, "Longsor menutup jalan desa.")
        await small.settle(minutes=16)
        assert told(small) == [("article.matched", "longsor", [])]
        for later in LATER[1:]:
            await small.settle(**later)
        assert len(told(small)) == 1


async def test_a_match_that_comes_late_and_is_told_by_nobody_is_looked_at_as_often_and_explained(
    tmp_path: Path,
) -> None:
    rules = Ruleset([a_rule("longsor", name="longsor", max_age=timedelta(minutes=1))])
    async with a_world(tmp_path, PAGES, rules=rules) as small:
        await small.settle()
        small.web.pages[ONE] = a_story(TITLE, *SENTENCES, "Longsor menutup jalan desa.")
        for later in LATER:
            await small.settle(**later)
        assert small.web.asked.count(ONE) == 6
        (one,) = [each async for each in small.store.shelf.articles()]
        dossier = await small.store.shelf.article(one.id)
        assert dossier is not None
        assert (dossier.alerts, dossier.skips) == ((), (("longsor", OLD),))


@pytest.mark.parametrize(
    ("problem", "updates"),
    [
        (Refused(ONE, "not_found", "404"), 2),
        (Refused(ONE, "gone", "410"), 2),
        (Refused(ONE, "forbidden", "403"), 0),
        (Unreachable(ONE, "timeout", "no answer"), 0),
    ],
)
async def test_an_article_that_was_taken_down_is_told_once(
    tmp_path: Path, problem: KlipingError, updates: int
) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        await first(small)
        small.web.pages[ONE] = problem
        for later in LATER:
            await small.settle(**later)
        assert [kind for kind, _, _ in told(small)] == ["article.updated"] * updates
        assert all(changes[0][0] == "page" for _, _, changes in told(small))
        assert (await small.store.shelf.status()).articles == 1


@pytest.mark.parametrize("problem", [Refused(ONE, "not_found", "404"), None])
async def test_a_page_that_is_missing_for_a_moment_was_not_taken_down(
    tmp_path: Path, problem: KlipingError | None
) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        await first(small)
        if problem is None:
            small.web.moved[ONE] = "https://www.contoh.id/"
        else:
            small.web.pages[ONE] = problem
        await small.settle(minutes=16)
        assert told(small) == []
        small.web.pages[ONE] = a_story("Banjir di hulu surut")
        small.web.moved.clear()
        await small.settle(minutes=16)
        await small.settle(hours=1)
        assert [changes[0][0] for _, _, changes in told(small)] == ["title", "title"]


def test_every_way_to_be_taken_down_has_words() -> None:
    for language in WORDS.values():
        assert {HOME, *MISSING.values()} <= set(language)


async def test_a_look_at_a_site_that_cannot_be_reached_is_tried_again(tmp_path: Path) -> None:
    away = Unreachable(ONE, "timeout", "no answer")
    rules = Ruleset([a_rule("longsor", name="longsor")])
    async with a_world(tmp_path, PAGES, rules=rules) as small:
        await small.settle()
        small.web.pages[ONE] = away
        await small.settle(minutes=16)
        small.web.pages[ONE] = a_story(TITLE, *SENTENCES, "Longsor menutup jalan desa.")
        await small.settle(minutes=16)
        assert told(small) == [("article.matched", "longsor", [])]


async def test_a_site_that_is_gone_is_not_looked_at_for_ever(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        await first(small)
        small.web.pages[ONE] = Unreachable(ONE, "timeout", "no answer")
        for _ in range(24 * 9):
            await small.settle(hours=1)
        looks = small.web.asked.count(ONE)
        assert looks < 24 * 4 + 10
        await small.settle(days=30)
        assert small.web.asked.count(ONE) == looks
        assert told(small) == []


async def test_while_the_lists_of_a_site_fail_too_nothing_of_it_was_taken_down(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        await first(small)
        small.web.pages[ONE] = small.web.pages[FEED] = Refused(ONE, "not_found", "404")
        for later in (*LATER[:4], {"minutes": 16}):
            await small.settle(minutes=1)  # a poll that fails, before the look
            await small.settle(**later)
        assert told(small) == []


OLD_SLUG = "https://contoh.id/kota/banjir-di-hulu-1234567.html"
NEW_SLUG = "https://contoh.id/kota/banjir-di-hulu-surut-1234567.html"


@pytest.mark.parametrize(
    ("title", "text", "updates"),
    [
        (TITLE, SENTENCES, []),
        (f"{TITLE} surut", SENTENCES, ["title", "title"]),
        (f"{TITLE} surut", LONG, ["title", "body", "title", "body"]),
    ],
)
async def test_an_article_that_gets_another_address_is_looked_at_there(
    tmp_path: Path, title: str, text: tuple[str, ...], updates: list[str]
) -> None:
    pages = {FEED: a_feed(OLD_SLUG), OLD_SLUG: a_story(TITLE)}
    async with a_world(tmp_path, pages, rules=RULES) as small:
        await first(small)
        small.web.pages = {FEED: a_feed(NEW_SLUG), NEW_SLUG: a_story(title, *text)}
        for later in ({"minutes": 6}, *LATER, {"days": 1}):
            await small.settle(**later)
        assert [change[0] for _, _, changes in told(small) for change in changes] == updates
        (one,) = [each async for each in small.store.shelf.articles()]
        assert one.article.title == title


async def test_what_is_missing_at_the_last_look_is_looked_for_once_more(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        await first(small)
        for later in LATER[:-1]:
            await small.settle(**later)
        small.web.pages[ONE] = Refused(ONE, "not_found", "404")
        await small.settle(**LATER[-1])
        assert told(small) == []
        await small.settle(minutes=16)
        gone = [["page", TITLE, "taken down: the server answers 404"]]
        assert [changes for _, _, changes in told(small)] == [gone, gone]
        await small.settle(days=9)
        assert len(told(small)) == 2


@pytest.mark.parametrize(
    ("end", "updates"),
    [
        ("https://contoh.id/", 2),
        ("https://www.contoh.id/index.html?utm_source=lama", 2),
        ("https://contoh.id/id/", 2),
        ("https://masuk.contoh.id/", 0),
        ("https://izin.example/", 0),
        ("https://contoh.id/?p=100001", 0),
    ],
)
async def test_an_article_that_leads_to_the_home_page_was_taken_down(
    tmp_path: Path, end: str, updates: int
) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        await first(small)
        small.web.moved[ONE] = end
        for later in LATER:
            await small.settle(**later)
        changes = [["page", TITLE, "taken down: leads to the home page"]]
        assert [each for _, _, each in told(small)] == [changes] * updates


async def test_a_headline_that_is_overlooked_once_stays(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        await first(small)
        more = "".join(f"<p>{sentence}</p>" for sentence in LONG)
        small.web.pages[ONE] = (
            f"<html lang=id><body><article>{more}</article></body></html>".encode()
        )
        for later in LATER:
            await small.settle(**later)
        assert told(small) == []
        (one,) = [each async for each in small.store.shelf.articles()]
        assert one.article.title == TITLE
        assert one.article.paragraphs == LONG
        assert one.article.text.startswith(f"{TITLE}\n\n")


WALL = "<div class=paywall><h2>Lanjutkan membaca dengan berlangganan</h2><a href=/x>Berlangganan</a></div>"


@pytest.mark.parametrize(
    ("title", "body", "updates"),
    [
        ("Kami menghargai privasi Anda", "<p>Kami dan mitra kami menyimpan cookie.</p>", []),
        (TITLE, f"<p>{SENTENCES[0]}</p>{WALL}", []),
        (f"{TITLE} surut", f"<p>{SENTENCES[0]}</p>{WALL}", ["title", "title"]),
        ("Masuk", "<p>Masuk ke akun Anda untuk membaca artikel ini.</p>", []),
        ("Situs dalam pemeliharaan", "<p>Silakan kembali beberapa saat lagi.</p>", []),
    ],
)
async def test_a_wall_before_an_article_is_no_new_version(
    tmp_path: Path, title: str, body: str, updates: list[str]
) -> None:
    async with a_world(tmp_path, PAGES | {ONE: a_story(TITLE, *LONG)}, rules=RULES) as small:
        await first(small)
        page = (
            f"<html lang=id><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        )
        small.web.pages[ONE] = f"{page}{body}</article></body></html>".encode()
        await small.settle(minutes=16)
        assert [change[0] for _, _, changes in told(small) for change in changes] == updates
        (one,) = [each async for each in small.store.shelf.articles()]
        assert one.article.paragraphs == LONG


async def test_an_article_that_leads_to_the_home_page_with_parameters_was_taken_down(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        await first(small)
        links = "".join(
            f"<li><a href=/berita/{number}/kabar>Kabar nomor {number} dari kota di hulu</a></li>"
            for number in range(300_000, 300_030)
        )
        small.web.pages[ONE] = f"<html lang=id><body><ul>{links}</ul></body></html>".encode()
        small.web.moved[ONE] = "https://contoh.id/?ref=lama&galat=404"
        await small.settle(minutes=16)
        await small.settle(minutes=16)
        changes = [["page", TITLE, HOME]]
        assert [each for _, _, each in told(small)] == [changes] * 2


async def test_a_page_is_looked_at_five_times_with_what_the_server_gave_for_it(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        small.web.etags = True
        await first(small)
        for later in (*LATER, {"days": 9}):
            await small.settle(**later)
        assert small.web.asked.count(ONE) == 6
        assert told(small) == []


async def test_what_is_no_news_on_a_page_is_told_to_nobody(tmp_path: Path) -> None:
    async with a_world(tmp_path, PAGES, rules=RULES) as small:
        await first(small)
        for number, later in enumerate(LATER):
            extra = (f"Baca juga: Harga cabai naik {number}", f"{number * 37} 2026")
            small.web.pages[ONE] = a_story(TITLE, *SENTENCES, *extra)
            await small.settle(**later)
        assert told(small) == []


def dated(minute: int) -> bytes:
    item = f"<item><title>J</title><link>{ONE}</link><pubDate>Sun, 22 Nov 2026 11:{minute}:00 GMT</pubDate></item>"
    return f'<rss version="2.0"><channel><title>C</title>{item}</channel></rss>'.encode()


@pytest.mark.parametrize(
    ("title", "sentences"),
    [
        ("Longsor di hulu", MANY),
        (TITLE, (*MANY[:15], "Longsor menutup jalan desa.")),
        ("Longsor di hulu", SENTENCES),
    ],
)
@pytest.mark.parametrize("old", [MANY, LONG, SENTENCES])
async def test_what_is_written_anew_and_matches_only_now_is_told(
    tmp_path: Path, title: str, sentences: tuple[str, ...], old: tuple[str, ...]
) -> None:
    rules = Ruleset([a_rule("longsor", name="longsor")])
    pages = {FEED: dated(10), ONE: a_story(TITLE, *old)}
    async with a_world(tmp_path, pages, rules=rules) as small:
        await small.settle()
        small.web.pages = {FEED: dated(40), ONE: a_story(title, *sentences)}
        for minutes in (6, 16, 45):
            await small.settle(minutes=minutes)
        assert told(small) == [("article.matched", "longsor", [])]


async def test_a_short_article_that_only_gets_shorter_is_kept_as_it_was(tmp_path: Path) -> None:
    rules = Ruleset([a_rule("longsor", name="longsor")])
    async with a_world(tmp_path, PAGES, rules=rules) as small:
        await small.settle()
        small.web.pages[ONE] = a_story(TITLE, *SENTENCES[:2])
        await small.settle(minutes=16)
        (one,) = [each async for each in small.store.shelf.articles()]
        assert one.article.paragraphs == SENTENCES
