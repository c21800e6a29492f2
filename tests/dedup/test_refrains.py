import numpy as np

from crawler.dedup import refrains
from crawler.dedup.copies import containment, text
from crawler.dedup.refrains import LATEST, REPEATED, Refrains
from crawler.dedup.shingles import Hashes, distinct, shingles

NOTICE = "Ikuti saluran kami dan dapatkan kabar pilihan setiap pagi langsung di gawai Anda. "


def article(number: int) -> str:
    return " ".join(f"kata{number}x{place}" for place in range(40))


def whole(paragraph: str) -> Hashes:
    return distinct(shingles([paragraph]))


def test_what_a_host_says_in_many_articles_is_a_refrain() -> None:
    known = Refrains()
    known.begin("a.id", ())
    said = []
    for number in range(REPEATED + 1):
        said.append(len(known.of("a.id")))
        known.learn("a.id", whole(article(number) + " " + NOTICE))
    assert said == [0] * REPEATED + [10]
    refrain = known.of("a.id")
    mine, theirs = (text([article(n), NOTICE], refrain) for n in (1, 77))
    assert containment(mine, theirs) == 0.0
    known.begin("b.id", ())
    assert len(known.of("b.id")) == 0


def test_what_it_no_longer_says_is_forgotten() -> None:
    known = Refrains()
    known.begin("a.id", [whole(article(n) + " " + NOTICE) for n in range(LATEST)])
    assert len(known.of("a.id")) == 10
    for number in range(LATEST):
        known.learn("a.id", whole(article(100 + number)))
    assert len(known.of("a.id")) == 0


def test_taking_up_a_host_again_gives_what_learning_gave() -> None:
    articles = [whole(article(n) + " " + NOTICE[: 20 * n]) for n in range(8)]
    learning, beginning = Refrains(), Refrains()
    learning.begin("a.id", ())
    for each in articles:
        learning.learn("a.id", each)
    beginning.begin("a.id", articles)
    assert np.array_equal(learning.of("a.id"), beginning.of("a.id"))


def test_hosts_not_heard_of_for_long_are_let_go() -> None:
    known = Refrains()
    for number in range(refrains.HOSTS):
        known.begin(f"{number}.id", ())
    assert len(known.of("0.id")) == 0  # heard of again
    known.begin("new.id", ())
    assert "0.id" in known
    assert "1.id" not in known
