import pytest
from hypothesis import given, strategies as st

from crawler.model import Article
from crawler.rules import match, parse
from crawler.rules.names import is_name
from crawler.rules.reading import Part
from tests.rules import naive


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Banjir di Pemalang surut", ["pemalang"]),
        ("Banjir di Pemalang", ["pemalang"]),
        ("Banjir Pemalang", ["pemalang"]),
        ("Banjir di Pemalang Surut", []),
        ("Penyerangan itu terjadi", []),
        ("Banjir surut. Pemalang aman", []),
        ("Banjir surut\nPemalang aman", []),
        ("Banjir surut - Pemalang aman", []),
        ("kata dia, “Penyerangan itu terjadi", []),
        ("kata dia: Penyerangan itu terjadi", []),
        ("siapa? (Tidak ada.) Penyerangan itu terjadi", []),
        ("mereka bertemu H. Kasihan kemarin siang", ["kasihan"]),
        ("bekerja untuk PBB. Penyerangan itu terjadi", []),
        ("lewat Jl. Pemuda, lalu pulang", ["jl", "pemuda"]),
        ("Polisi Tangkap Pelaku Penyerangan di Kota", []),
        ("Polisi tangkap pelaku penyerangan di Bekasi", ["bekasi"]),
        ("Rapat DITEMBAKI massa, lalu bubar", []),
        ("rapat di Tembak-Tembakan itu ditutup", ["tembak-tembakan", "tembak", "tembakan"]),
        ("dan 2Pemuda lewat di sana", ["2pemuda"]),
    ],
)
def test_a_name_has_a_capital_where_no_sentence_begins_and_no_headline_gives_one(
    text: str, names: list[str]
) -> None:
    part = Part([text])
    found = [word for word in part.words if any(is_name(part, at) for at in part.folded[word])]
    assert sorted(found) == sorted(names)


@given(
    st.lists(
        st.sampled_from(
            [*"aA1½.!:-–•()\"“”'", *["Serang", "serang", "KPK", "Dr", "H", "Ir.", "a-B", "京"]]
            + [" "] * 9
            + ["\n", "\u00a0", "\u00ad", "\u0301"]
        ),
        max_size=30,
    ).map("".join)
)
def test_names_are_where_the_definition_says(text: str) -> None:
    part = Part([text])
    places = {span for word in part.words for span in part.folded[word]}
    found = {place for place, after in places if is_name(part, (place, after))}
    assert found == naive.names(text) & {place for place, _ in places}


def test_each_text_of_a_part_begins_anew() -> None:
    part = Part(["surat dari kota", "Penyerangan di Pemalang surut sudah"])
    assert [word for word in sorted(part.words) if is_name(part, part.folded[word][0])] == [
        "pemalang"
    ]


@pytest.mark.parametrize(
    ("query", "text", "answers"),
    [
        ("bekas~", "Banjir di Bekasi surut", False),
        ("bekas~", "Bekasi surut hari ini", False),  # the dictionary says so
        ("kayu~", "Sekayu surut hari ini", True),  # nothing says that it is a name
        ("malang~", "Banjir di Pemalang", False),
        ("bekas~", "mobil bekasnya laku keras", True),
        ("serang~", "Banjir di Serang surut", True),  # the word itself, however it is spelled
        ("tahan~", "pejabat Kementerian Pertahanan datang lagi", False),
        ("tahan~", "anggaran pertahanan naik lagi", True),
        ("tahan~", "Anggaran Pertahanan Naik Lagi", True),
    ],
)
def test_names_have_no_forms(query: str, text: str, answers: bool) -> None:
    article = Article(url="https://contoh.id/", title="", paragraphs=(text,), text="")
    assert (match(parse(query), article, "sinpo") is not None) == answers
