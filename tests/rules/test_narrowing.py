import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from crawler.model import Article
from crawler.rules import narrowing, parse
from crawler.rules.clauses import Clause
from crawler.rules.match import holds
from crawler.rules.morphology import roots
from crawler.rules.patterns import answers
from crawler.rules.reading import Reading
from crawler.rules.tree import Forms
from tests.rules.strategies import articles, queries
from tests.rules.test_match import readable


def met(clause: Clause, keys: set[str]) -> bool:
    """Whether one of `keys` is of `clause`, patterns spread."""
    for key in clause:
        space, pattern = narrowing.pattern_of(key)
        if pattern is None and key in keys:
            return True
        words = [own[len(space) :] for own in keys if own.startswith(space)]
        if pattern is not None and any(narrowing.answering(pattern, words)):
            return True
    return False


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(queries, articles())
def test_an_article_that_answers_has_a_key_of_each_clause(query: str, article: Article) -> None:
    node = readable(query)
    if holds(node, Reading(article, "sinpo")):
        keys = narrowing.keys(article, "sinpo")
        assert all(met(clause, keys) for clause in narrowing.needed(node))


BEFORE = ["", "me", "mem", "men", "meng", "meny", "menge", "pe", "pen", "peng", "peny", "di", "ter",
    "ber", "be", "bel", "pel", "ke", "se", "memper", "diper", "ku", "kau"]  # fmt: skip
AFTER = ["", "kan", "an", "i", "nya", "lah", "kah", "pun", "ku", "mu", "kannya", "anku", "ilah"]
ROOTS = [
    "serang",
    "sapu",
    "tulis",
    "kirim",
    "pukul",
    "ajar",
    "bom",
    "cat",
    "lihat",
    "rusuh",
    "ubah",
]


@given(st.sampled_from(BEFORE), st.sampled_from(ROOTS), st.booleans(), st.sampled_from(AFTER))
def test_every_form_of_a_root_holds_its_letters_but_the_first(
    before: str, root: str, cut: bool, after: str
) -> None:
    word = before + (root[1:] if cut else root) + after
    for form in (word, f"{root}-{word}", f"{word}-{root}", f"{word}-{word}"):
        for found in roots(form):
            assert narrowing.literal(Forms(found)) in form


@pytest.mark.parametrize(
    ("query", "needed"),
    [
        ("banjir AND Jakarta", [("banjir",), ("jakarta",)]),
        ("banjir OR (longsor AND tebing)", [("banjir", "longsor")]),
        ("a OR /b/", []),
        ("lang:id AND NOT promo", [("lang:id",)]),
        ("any:banjir", [("banjir", "caption:banjir", "comment:banjir")]),
        ("=KPK", [("kpk",)]),
        ("serang~ NEAR/3 bola", [("serang~",), ("bola",)]),
    ],
)
def test_what_an_answer_cannot_lack_is_named(query: str, needed: list[Clause]) -> None:
    assert narrowing.needed(parse(query)) == needed


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("serang~", ["menyerang", "serang-menyerang"]),
        ("*nyerang", ["menyerang", "serang-menyerang"]),
        ("me*ang", ["menyerang"]),
        ("kasachstan~2", ["kazakhstan"]),
    ],
)
def test_words_are_found_as_each_alone_would_be(query: str, words: list[str]) -> None:
    among = ["menyerang", "serang-menyerang", "kazakhstan", "banjir", "erang"]
    ((key,),) = narrowing.needed(parse(query))
    _, pattern = narrowing.pattern_of(key)
    assert pattern is not None
    assert list(narrowing.answering(pattern, among)) == words
    assert [word for word in among if answers(pattern, word)] == words
