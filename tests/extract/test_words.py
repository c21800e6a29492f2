from crawler.extract.words import clean, fold, is_sentence, tidy


def test_clean_text_is_one_line_with_single_spaces() -> None:
    assert clean(" a\xa0 b\n\u200bc ") == "a b c"


def test_folded_texts_are_equal_where_they_say_the_same() -> None:
    assert fold("Pasar “Lama”: dibuka!") == fold("pasar lama dibuka")
    assert fold("…") == ""


def test_a_sentence_ends_like_one() -> None:
    for text in ("Buka.", "Buka?", "“Buka.”", "Buka… ", "開く。"):
        assert is_sentence(text)
    for text in ("", "Buka", "Los 4", "Buka [foto]"):
        assert not is_sentence(text)


def test_white_space_is_made_single_and_the_no_break_space_stays() -> None:
    assert tidy(" a\n\t b\xa0\xa0c \r\f d") == " a b\xa0\xa0c d"
