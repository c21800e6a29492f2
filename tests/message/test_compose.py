import json

import pytest
from hypothesis import given, strategies as st

from crawler.message import compose
from crawler.message.compose import NOTICES, digest, notice
from crawler.model import Match, Moment, PageState, Urgency
from tests.builders import NOON, a_filing, an_article

MATCH = Match("banjir", "title", "Banjir merendam Kota Hulu", 0, 6)


def composed(*changes: tuple[str, str, str], **article: object) -> bytes:
    return compose(
        "article.matched",
        alert="al_1",
        rule="banjir",
        urgency=Urgency.NORMAL,
        filing=a_filing(article=an_article(**article)),
        story="st_1",
        first=True,
        outlets=1,
        matches=[MATCH],
        now=NOON,
        changes=changes,
    )


def test_a_message_says_all_that_the_readme_promises() -> None:
    told = json.loads(composed(published=Moment(NOON)))
    assert told["type"] == "article.matched"
    assert told["timestamp"] == "2026-11-22T12:00:00.000Z"
    assert list(told["data"]) == [
        "id",
        "rule",
        "urgency",
        "story",
        "article",
        "matches",
        "untrusted_text",
    ]
    assert told["data"]["story"] == {"id": "st_1", "first": True, "outlets": 1}
    assert told["data"]["article"]["published"] == "2026-11-22T12:00:00+00:00"
    assert told["data"]["article"]["lead"].startswith("Air sungai naik")
    assert told["data"]["article"]["partial"] is False
    (match,) = told["data"]["matches"]
    assert match["snippet"][match["start"] : match["end"]] == "Banjir"


def test_a_partial_article_is_marked() -> None:
    assert json.loads(composed(state=PageState.PARTIAL))["data"]["article"]["partial"] is True


@given(st.text(max_size=20), st.integers(1, 100_000))
def test_a_message_stays_small_and_is_json_whatever_the_page_says(
    text: str, times: int
) -> None:
    body = composed(title=text * times, paragraphs=(text * times,), authors=(text,) * 50)
    assert len(body) < 20_000
    assert json.loads(body)["data"]["id"] == "al_1"


def test_long_matches_are_left_out_where_the_message_would_grow_too_large() -> None:
    long = Match("ж" * 300, "body", "ж" * 900, 0, 300)
    body = compose(
        "article.updated",
        alert="al_1",
        rule="banjir",
        urgency=Urgency.NORMAL,
        filing=a_filing(article=an_article()),
        story="st_1",
        first=True,
        outlets=1,
        matches=[long] * 20,
        now=NOON,
        changes=[("body", "ж" * 300, "ш" * 300)] * 20,
    )
    assert 15_000 < len(body) <= 20_000
    told = json.loads(body)["data"]
    assert told["matches"]
    assert told["changes"]


def test_what_strangers_wrote_is_marked_as_such() -> None:
    told = json.loads(composed())["data"]
    for path in told["untrusted_text"]:
        part = told
        for name in path.split("."):
            part = part[0] if isinstance(part, list) else part
            assert name in part, path
            part = part[name]


def test_what_strangers_changed_is_marked_too() -> None:
    changed = composed(("title", "Lama", "Baru"))
    held = [("evt_1", changed)]
    body = digest(held, digest="di_1", reason="many", since=NOON, until=NOON, now=NOON)
    assert "changes.now" in json.loads(changed)["data"]["untrusted_text"]
    assert "items.changes.was" in json.loads(body)["data"]["untrusted_text"]


def test_changes_are_told_where_there_are_any() -> None:
    assert "changes" not in json.loads(composed())["data"]


def test_a_digest_names_every_delivery_and_keeps_of_each_what_a_reader_needs() -> None:
    held = [("evt_1", composed()), ("evt_2", composed(title="Longsor"))]
    body = digest(held, digest="di_1", reason="many", since=NOON, until=NOON, now=NOON)
    data = json.loads(body)["data"]
    assert [(item["delivery"], item["type"]) for item in data["items"]] == [
        ("evt_1", "article.matched"),
        ("evt_2", "article.matched"),
    ]
    assert data["items"][1]["article"]["title"] == "Longsor"
    assert "lead" not in data["items"][0]["article"]
    assert (data["count"], data["part"], data["parts"], data["reason"]) == (2, 1, 1, "many")


@pytest.mark.parametrize(("kind", "about"), NOTICES.items())
def test_a_notice_says_what_it_is_about(kind: str, about: str) -> None:
    body = notice(kind, notice="no_1", name="sinar", now=NOON, since=NOON, problem="x" * 999)
    said = json.loads(body)
    assert (said["type"], said["data"]["id"], said["data"][about]) == (kind, "no_1", "sinar")
    assert said["data"]["since"] == "2026-11-22T12:00:00.000Z"
    assert len(said["data"]["problem"]) == 300


def test_the_same_is_composed_of_the_same() -> None:
    assert composed() == composed()
