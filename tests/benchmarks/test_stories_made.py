from collections import Counter

from benchmarks.stories_made import Made

BODIES = [
    " ".join(f"kata{number % (300 + body)}" for number in range(400)) for body in range(3)
]


def test_the_same_number_gives_the_same_article() -> None:
    assert Made(BODIES).article(321) == Made(BODIES).article(321)


def test_an_event_comes_before_all_its_articles_and_founds_itself() -> None:
    for number in range(1, 3000):
        event = Made.event(number)
        assert 1 <= event <= number
        assert Made.event(event) == event


def test_events_have_one_article_or_many() -> None:
    sizes = Counter(Counter(Made.event(number) for number in range(1, 3000)).values())
    assert sizes[1] > 500
    assert max(sizes) > 4


def test_articles_of_an_event_share_most_words_and_are_no_copies() -> None:
    made = Made(BODIES)
    number = next(each for each in range(100, 3000) if Made.event(each) != each)
    one, other = made.article(Made.event(number)), made.article(number)
    assert one.event == other.event
    assert one.text != other.text
    shared = set(one.text.split()) & set(other.text.split())
    assert len(shared) > len(set(one.text.split())) / 2
    assert one.time < other.time
