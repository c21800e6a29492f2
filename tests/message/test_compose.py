import json

from hypothesis import given, strategies as st

from crawler.message import compose
from crawler.model import Match, Moment, PageState, Urgency
from tests.builders import NOON, a_filing, an_article

MATCH = Match("banjir", "title", "Banjir merendam Kota Hulu", 0, 6)


def composed(**article: object) -> bytes:
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
    )


def test_a_message_says_all_that_the_readme_promises() -> None:
    told = json.loads(composed(published=Moment(NOON)))
    assert told["type"] == "article.matched"
    assert told["timestamp"] == "2026-11-22T12:00:00.000Z"
    assert list(told["data"]) == ["id", "rule", "urgency", "story", "article", "matches", "untrusted_text"]
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
