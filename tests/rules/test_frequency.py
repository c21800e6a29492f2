import pytest

from crawler.rules.frequency import Frequency


def seen(*articles: str) -> Frequency:
    found = Frequency()
    for words in articles:
        found.count(words.split())
    return found


@pytest.mark.parametrize(
    ("rare", "common"),
    [
        (("gempa",), ("kota",)),
        (("kota",), ("kota", "gempa")),
        (("kotabaru",), ("gempa",)),  # never seen
        (("panjang",), ("di",)),  # neither was ever seen
        (("gempa~",), ("kota*",)),  # as common as the words they are made from
        (("gemp?",), ("kota",)),
        (("kota",), ("/body/gempa",)),
        (("a",) * 1000, ("/body/gempa",)),
        ((), ("kotabaru",)),
    ],
)
def test_what_is_rare_costs_less(rare: tuple[str, ...], common: tuple[str, ...]) -> None:
    frequency = seen("kota gempa", "kota", "kota", "kota")
    assert frequency.cost(rare) < frequency.cost(common)


def test_before_the_first_article_costs_are_known() -> None:
    assert 0 < Frequency().cost(("banjir",)) < Frequency().cost(("di",)) < 1000


@pytest.mark.parametrize("pattern", ["kota*", "kota~", "kota~1", "kota~2", "kota?"])
def test_a_pattern_costs_as_its_word_until_it_is_seen(pattern: str) -> None:
    frequency = seen("kota", "kota", "hulu", "hulu")
    assert frequency.cost((pattern,)) == pytest.approx(500 + 1 / len(pattern))
    frequency.count([pattern])
    assert frequency.cost((pattern,)) == pytest.approx(200 + 1 / len(pattern))


def test_the_cost_is_a_share_of_a_thousand_articles_however_many_there_were() -> None:
    frequency = Frequency()
    for number in range(20_000):
        frequency.count(["kota", "hulu"] if number % 16 < 8 else ["kota"])
    assert frequency.cost(("kota",)) == pytest.approx(1000, rel=0.01)
    assert frequency.cost(("hulu",)) == pytest.approx(500, rel=0.1)


def test_what_was_common_once_is_forgotten() -> None:
    frequency = Frequency()
    for word in ("lama", "baru"):
        for _ in range(8000):
            frequency.learn([word])
    assert frequency.cost(("lama",)) < frequency.cost(("baru",)) / 3


def test_words_seen_once_do_not_pile_up() -> None:
    frequency = seen("kota", "kota", "kota", "kota")
    frequency.learn(f"sekali{number}" for number in range(300_000))
    assert frequency.cost(("sekali7",)) == pytest.approx(1 / len("sekali7"))
    assert frequency.cost(("kota",)) == pytest.approx(800 + 1 / 4)
