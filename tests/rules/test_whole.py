import pytest

from crawler.fold import fold
from crawler.rules.morphology import roots
from crawler.rules.whole import WHOLE


def test_every_one_is_one_folded_word() -> None:
    assert [word for word in WHOLE if fold(word) != word or not word.isalpha()] == []
    assert len(WHOLE) > 2000


def test_none_is_taken_for_a_form_of_another_word() -> None:
    assert {word: roots(word) for word in WHOLE if roots(word) != {word}} == {}


@pytest.mark.parametrize("ending", ["nya", "ku", "lah", "kah"])
def test_with_an_owner_or_a_particle_it_is_still_the_same_word(ending: str) -> None:
    forms = {word + ending: word for word in WHOLE}
    odd = [form for form in forms.keys() - WHOLE if forms[form] not in roots(form)]
    assert odd == []


@pytest.mark.parametrize(
    ("word", "root"),
    [("menteri", "teri"), ("sebab", "bab"), ("makanan", "makan"), ("serangan", "serang")],
)
def test_what_looks_like_a_form_is_one_only_where_the_language_says_so(
    word: str, root: str
) -> None:
    assert (word in WHOLE) != (root in roots(word))
