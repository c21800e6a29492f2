import pytest
from hypothesis import given, strategies as st

from crawler.model import Article, Picture
from crawler.rules import match, parse
from crawler.rules.names import common, spelling
from crawler.rules.reading import Part, Reading
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
    found = [word for word in part.words if any(spelling(part, at) for at in part.folded[word])]
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
    found = {place: spelling(part, (place, after)) for place, after in places}
    assert found == {place: naive.capitals(text)[place] for place, _ in places}


WORDS = (
    *("Pengasih", "pengasih", "PENGASIH", "Pengasih,", "“Pengasih”", "Pengasih-Pengasih"),
    *("di", "Di", "Kec.", "kota", "Banjir", "surut.", "di,", "-", "\n", "\n\n", "京"),
)


@given(*[st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)] * 3)
def test_what_is_no_name_is_where_the_definition_says(
    title: str, body: str, caption: str
) -> None:
    article = Article(
        url="https://contoh.id/",
        title=title,
        paragraphs=tuple(filter(None, body.split("\n\n"))),
        pictures=(Picture(caption=caption),),
        text="",
    )
    reading = Reading(article, "sinpo")
    known = naive.called(article)
    for part, text in naive.texts("any", article):
        expected = {
            (start, end)
            for word, start, end, _ in naive.spelled(text)
            if naive.folded(word) == "pengasih"
            and not naive.is_acronym(word, text)
            and not naive.is_name("pengasih", start, text, known)
        }
        assert set(common("pengasih", part, reading)) == expected


def test_each_text_of_a_part_begins_anew() -> None:
    part = Part(["surat dari kota", "Penyerangan di Pemalang surut sudah"])
    assert [word for word in sorted(part.words) if spelling(part, part.folded[word][0])] == [
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


@pytest.mark.parametrize(
    ("title", "body", "answers"),
    [
        ("Pengasih Banjir", "Air naik di Pengasih sejak pagi.", False),
        ("Pengasih banjir", "Air naik di Pengasih, kata warga.", False),
        ("PENGASIH BANJIR", "Air sungai naik lagi di Kecamatan Pengasih.", False),
        ("Pengasih banjir", "Air naik di kota.", True),  # nothing says that it is a name
        ("Pengasih banjir", "Air naik di Kantor Pengasih Rakyat.", True),  # nor does a long one
        ("Pengasih banjir", "Air naik di Pengasih; seorang pengasih datang.", True),
        ("Pengasih banjir", "Rumah milik Pengasih surut.", True),
    ],
)
def test_at_the_head_the_rest_of_the_article_says_what_is_a_name(
    title: str, body: str, *, answers: bool
) -> None:
    article = Article(url="https://contoh.id/", title=title, paragraphs=(body,), text="")
    assert (match(parse("kasih~"), article, "sinpo") is not None) == answers
