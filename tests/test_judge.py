import json
from datetime import datetime, timedelta

import pytest

from crawler.judge import revised, verdict
from crawler.model import (
    Change,
    Copy,
    Heard,
    Known,
    Match,
    Moment,
    Precision,
    Story,
    Tell,
    Urgency,
    Verdict,
)
from tests.builders import NOON, a_filing, a_rule, after, an_article

NEWS = Known()


def judged(known: Known = NEWS, *, tell: Tell = Tell.STORY, **filing: object) -> Verdict:
    hits = [(a_rule(tell=tell), ())]
    return verdict(a_filing(**filing), hits, known, NOON)


def told(*networks: str) -> Known:
    rules = frozenset({"banjir"})
    return Known((Copy("a1", Story("st_1", frozenset(networks), rules), told=rules),))


def test_news_is_told_to_every_channel_of_the_rule_once() -> None:
    rule = a_rule(channels=("meja", "arsip", "meja"), urgency=Urgency.URGENT)
    given = verdict(a_filing(), [(rule, ())], NEWS, NOON)
    (alert,) = given.alerts
    assert (alert.type, alert.rule, alert.urgency) == ("article.matched", "banjir", "urgent")
    assert [delivery.channel for delivery in alert.deliveries] == ["meja", "arsip"]
    assert len({delivery.id for delivery in alert.deliveries}) == 2
    assert all(delivery.id.startswith("evt_") for delivery in alert.deliveries)
    assert given.copy_of is None


def test_deciding_again_gives_the_same_ids_and_bytes() -> None:
    assert judged() == judged()


def test_an_article_that_no_rule_answers_is_kept_without_a_word() -> None:
    given = verdict(a_filing(), [], NEWS, NOON)
    assert (given.alerts, given.skips) == ((), ())
    assert given.story.startswith("st_")


@pytest.mark.parametrize(
    ("tell", "reason"),
    [
        (Tell.STORY, "story already told"),
        (Tell.ONCE, "story already told"),
        (Tell.ARTICLE, "a copy of what it told"),
    ],
)
def test_a_copy_of_what_the_rule_told_is_not_told_again(tell: Tell, reason: str) -> None:
    given = judged(told("contoh"), tell=tell)
    assert given.alerts == ()
    assert [skip.reason for skip in given.skips] == [reason]
    assert (given.story, given.copy_of) == ("st_1", "a1")


def test_a_copy_of_what_only_other_rules_told_is_news_to_this_one() -> None:
    known = Known((Copy("a1", Story("st_1", frozenset({"lain"}), frozenset({"gempa"}))),))
    (alert,) = judged(known).alerts
    body = json.loads(alert.deliveries[0].body)
    assert (alert.type, body["data"]["story"]["first"]) == ("article.matched", False)


@pytest.mark.parametrize(
    ("networks", "updated"),
    [
        ((), False),
        (("a",), True),
        (("a", "b"), False),
        (("a", "b", "c"), True),
        (("a", "contoh"), False),
    ],
)
def test_a_story_is_told_again_when_its_newsrooms_double(
    networks: tuple[str, ...], updated: bool
) -> None:
    alerts = judged(told(*networks)).alerts
    assert [alert.type for alert in alerts] == ["story.updated"] * updated
    if updated:
        body = json.loads(alerts[0].deliveries[0].body)
        assert body["data"]["story"] == {
            "id": "st_1",
            "first": False,
            "outlets": len(networks) + 1,
        }


def test_a_rule_that_tells_once_does_not_hear_of_more_newsrooms() -> None:
    assert judged(told("a"), tell=Tell.ONCE).alerts == ()


@pytest.mark.parametrize(
    ("published", "tells"),
    [
        (None, True),
        (after(days=-3, seconds=1), True),
        (after(days=-3, seconds=-1), False),
        (after(days=400), True),
    ],
)
def test_old_articles_are_kept_and_not_told(published: object, tells: bool) -> None:
    moment = None if published is None else Moment(published)  # type: ignore[arg-type]  # a table of times
    given = judged(article=an_article(published=moment))
    assert bool(given.alerts) is tells
    assert bool(given.skips) is not tells


def test_a_day_without_a_time_is_any_time_of_that_day() -> None:
    day = Moment(after(hours=-12), Precision.DAY)
    given = a_filing(article=an_article(published=day), first_seen=after(hours=11))
    rule = a_rule(max_age=timedelta(hours=12))
    assert verdict(given, [(rule, ())], NEWS, after(hours=11)).alerts


@pytest.mark.parametrize(
    ("network", "title", "alerts"),
    [
        ("contoh", "Banjir merendam Kota Hulu, tiga tewas", 0),
        ("contoh", "Harga beras naik lagi", 1),
        ("lain", "Harga beras naik lagi", 0),
    ],
)
def test_one_newsroom_under_another_headline_is_no_copy(
    network: str, title: str, alerts: int
) -> None:
    story = Story("st_1", frozenset({network, "a", "b", "c", "d"}), frozenset({"banjir"}))
    given = judged(Known((Copy("a1", story, title, network),)))
    assert len(given.alerts) == alerts
    assert (given.copy_of is None) is bool(alerts)


def test_an_article_without_a_date_is_as_old_as_our_knowledge_of_it() -> None:
    assert judged(first_seen=NOON - timedelta(days=4)).alerts == ()


@pytest.mark.parametrize(
    ("since", "told"), [(after(), True), (after(days=-1), True), (after(minutes=1), False)]
)
def test_a_rule_tells_nothing_of_what_was_seen_before_it_asked(
    since: datetime, *, told: bool
) -> None:
    given = verdict(a_filing(), [(a_rule(), ())], NEWS, NOON, since={"banjir": since})
    assert bool(given.alerts) is told
    reasons = [skip.reason for skip in given.skips]
    assert reasons == ([] if told else ["seen before the rule asked this"])


@pytest.mark.parametrize(
    ("tell", "alerts"), [(Tell.ARTICLE, 1), (Tell.STORY, 0), (Tell.ONCE, 0), (Tell.UPDATES, 0)]
)
def test_another_article_of_a_story_that_was_told_is_news_only_to_who_wants_each(
    tell: Tell, alerts: int
) -> None:
    story = Story("st_1", frozenset({"contoh"}), frozenset({"banjir"}))
    given = judged(Known(story=story), tell=tell)
    assert [alert.type for alert in given.alerts] == ["article.matched"] * alerts
    assert (given.story, given.copy_of) == ("st_1", None)


def test_a_copy_of_an_article_that_the_rule_did_not_tell_is_told_where_each_is_wanted() -> None:
    story = Story("st_1", frozenset({"a"}), frozenset({"banjir"}))
    silent = Known((Copy("a1", story, network="a"),))
    assert [alert.type for alert in judged(silent, tell=Tell.ARTICLE).alerts] == [
        "article.matched"
    ]


@pytest.mark.parametrize(
    ("when_told", "networks", "updated"),
    [(1, "abc", True), (2, "abc", True), (4, "abc", False), (1, "ab", True), (3, "ab", False)],
)
def test_newsrooms_are_counted_from_when_the_rule_last_told(
    when_told: int, networks: str, *, updated: bool
) -> None:
    story = Story("st_1", frozenset(networks), frozenset({"banjir"}), {"banjir": when_told})
    (*alerts,) = judged(Known(story=story)).alerts
    assert [alert.type for alert in alerts] == ["story.updated"] * updated
    assert [alert.outlets for alert in alerts] == [len(networks) + 1] * updated


def looked(
    tell: Tell = Tell.UPDATES, *, was: str = "banjir", now: str = "banjir", changes: int = 0
) -> Verdict:
    """What is decided of a new version that answers `now`, where the one before answered `was`."""
    rule = a_rule(tell=tell)
    told = {"banjir": frozenset(was.split())} if was else {}
    heard = Heard(story=Story("st_1", frozenset({"contoh"}), frozenset(told)), terms=told)
    hits, before = (
        [(rule, tuple(Match(term, "body", term, 0, len(term)) for term in terms.split()))]
        if terms
        else []
        for terms in (now, was)
    )
    made = [Change("title", "Judul", f"Judul {number}") for number in range(changes)]
    named = {"banjir": rule}.get
    return revised(a_filing(), hits, before, heard, NOON, named=named, changes=made)


@pytest.mark.parametrize(
    ("tell", "was", "now", "changes", "kinds"),
    [
        (Tell.UPDATES, "banjir", "banjir", 0, []),
        (Tell.UPDATES, "banjir", "banjir", 1, ["article.updated"]),
        (Tell.UPDATES, "banjir hujan", "banjir", 0, ["article.updated"]),
        (Tell.UPDATES, "banjir", "", 0, ["article.updated"]),
        (Tell.STORY, "banjir hujan", "banjir", 1, []),
        (Tell.STORY, "", "banjir", 0, ["article.matched"]),
        (Tell.UPDATES, "", "banjir", 1, ["article.matched"]),
        (Tell.UPDATES, "", "", 1, []),
    ],
)
def test_of_a_new_version_is_told_what_concerns_a_rule(
    tell: Tell, was: str, now: str, changes: int, kinds: list[str]
) -> None:
    given = looked(tell, was=was, now=now, changes=changes)
    assert [alert.type for alert in given.alerts] == kinds


@pytest.mark.parametrize(
    ("networks", "kinds"),
    [("a", ["story.updated"]), ("ab", ["story.updated"]), ("", [])],
)
def test_a_newsroom_whose_article_matches_only_now_counts_as_one_that_comes_now(
    networks: str, kinds: list[str]
) -> None:
    rule, names = a_rule(), frozenset({*networks, "contoh"})
    heard = Heard(story=Story("st_1", names, frozenset({"banjir"}), {"banjir": 1}))
    hits = [(rule, (Match("banjir", "body", "banjir", 0, 6),))]
    given = revised(a_filing(), hits, [], heard, NOON, named={"banjir": rule}.get)
    assert [alert.type for alert in given.alerts] == kinds


def test_the_same_change_is_the_same_alert_and_another_is_another() -> None:
    ids = [looked(changes=number).alerts[0].id for number in (1, 1, 2)]
    assert ids[0] == ids[1] != ids[2]
