import pytest

from crawler.fold import fold
from crawler.rules.affixes import cuts
from crawler.rules.dictionary import GIVES_WAY, OPEN, ROOTS, WHOLE, WORDS
from crawler.rules.morphology import _meant, roots


def test_every_one_is_one_folded_word() -> None:
    assert [word for word in ROOTS | WHOLE if fold(word) != word or not word.isalpha()] == []
    assert len(ROOTS | WHOLE) > 2000
    assert ROOTS.isdisjoint(WHOLE)


def test_no_rare_word_is_taken_for_a_form_of_another_word() -> None:
    assert {word: roots(word) for word in WHOLE if roots(word) != {word}} == {}


def test_no_root_is_taken_for_a_form_of_another_root_unless_it_is_open() -> None:
    closed = ROOTS - OPEN.keys() - WORDS.keys()
    assert {word: roots(word) & ROOTS for word in closed if roots(word) & ROOTS != {word}} == {}


def test_an_open_root_is_a_form_of_its_own_root() -> None:
    assert {word: root for word, root in OPEN.items() if root not in roots(word)} == {}
    assert OPEN.keys() <= ROOTS


@pytest.mark.parametrize("ending", ["nya", "ku", "lah", "kah"])
def test_with_an_owner_or_a_particle_it_is_still_the_same_word(ending: str) -> None:
    forms = {word + ending: word for word in WHOLE}
    odd = [form for form in forms.keys() - WHOLE - ROOTS if forms[form] not in roots(form)]
    assert odd == []


def test_of_two_roots_the_one_to_give_way_to_is_a_root_and_not_the_other_way_round() -> None:
    assert [pair for pair in GIVES_WAY if pair[1] not in ROOTS] == []
    assert [pair for pair in GIVES_WAY if pair[::-1] in GIVES_WAY] == []


def test_a_word_that_needs_a_line_of_its_own_is_otherwise_misread() -> None:
    assert [word for word in WORDS if word in ROOTS] == []
    read = {word: _meant(cuts(word) & ROOTS, [word]) for word in WORDS}
    assert [word for word, meant in WORDS.items() if meant == read[word]] == []


@pytest.mark.parametrize(
    ("word", "root"),
    [("menteri", "teri"), ("sebab", "bab"), ("makanan", "makan"), ("serangan", "serang")],
)
def test_what_looks_like_a_form_is_one_only_where_the_language_says_so(
    word: str, root: str
) -> None:
    assert (word in ROOTS) != (root in roots(word))
