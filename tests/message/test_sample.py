import json

from crawler.message import sample
from crawler.message.news import read
from crawler.model import Urgency
from tests.builders import NOON


def test_a_sample_reads_as_an_alert_with_its_words_marked() -> None:
    news = read(sample.alert(NOON, urgency=Urgency.URGENT), "Asia/Jakarta")
    assert (news.kind, news.urgency, news.rule) == ("article.matched", "urgent", "contoh")
    assert [piece.text for piece in news.quotes[0] if piece.marked] == ["contoh"]
    assert news.link.startswith("https://contoh.example/")


def test_a_sample_of_a_digest_names_every_delivery_it_stands_for() -> None:
    data = json.loads(sample.summary(NOON))["data"]
    assert data["count"] == len(data["items"]) == len(sample.TITLES)
    assert [item["delivery"] for item in data["items"]] == [
        f"evt_percobaan{n + 1}" for n in range(len(sample.TITLES))
    ]
