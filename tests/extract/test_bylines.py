import pytest

from crawler.extract.bylines import (
    editors,
    is_house,
    is_labelled,
    is_person,
    is_team,
    is_titled,
    names,
    stated,
)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Laporan: Samsul", ["Samsul"]),
        ("Laporan oleh Budi Contoh", ["Budi Contoh"]),
        ("Wartawan Budi Contoh", ["Budi Contoh"]),
        ("Oleh: Budi Contoh *)", ["Budi Contoh"]),
        ("Laporan wartawan Kota Contoh, Ani", ["Ani"]),
        ("Laporan Wartawan Ani Contoh", ["Ani Contoh"]),
        ("Laporan: Made Senin, 12 Januari 2026 | 09:01 WIB", ["Made"]),
        ("By Ani Smith May 3, 2026", ["Ani Smith"]),
        ("By May Smith", ["May Smith"]),
        ("Reporter: Ani (abc/def)", ["Ani"]),
        ("Reporter: Ani/Budi", ["Ani", "Budi"]),
        ("Reporter Ani Contoh", ["Ani Contoh"]),
        ("Penulis: Ani Contoh - Editor: Budi", ["Ani Contoh"]),
        ("Reporter: Ani | Redaktur: Budi | Sumber: Cici", ["Ani"]),
        ("Oleh: Ani Contoh, S.Pd., M.Si.", ["Ani Contoh"]),
        ("Oleh Dr. Ani Contoh", ["Dr. Ani Contoh"]),
        ("Penulis: Tim Redaksi", ["Tim Redaksi"]),
        ("By Ani Smith, Political Editor", ["Ani Smith"]),
        ("By Ani Smith in London", ["Ani Smith"]),
        ("Von Ani Schmidt, Berlin", ["Ani Schmidt"]),
        ("Von Ani Schmidt, AFP", ["Ani Schmidt", "AFP"]),
        ("Von: |Ani SCHMIDT|, |Budi MAIER", ["Ani SCHMIDT", "Budi MAIER"]),
        ("Autorin: Ani Schmidt", ["Ani Schmidt"]),
        ("Autorin/Autor Ani Schmidt", ["Ani Schmidt"]),
        ("Por Ana García y Luis Pérez", ["Ana García", "Luis Pérez"]),
        ("Por Ana Ortega y Gasset", ["Ana Ortega y Gasset"]),
        ("Par Anne Martin avec AFP", ["Anne Martin", "AFP"]),
        ("Texte : Anne Martin", ["Anne Martin"]),
        ("Interview: Anne Martin", ["Anne Martin"]),
        ("Eingestellt von|Ani", ["Ani"]),
        ("By Ani Smith and Budi Do on Monday, November 18th", ["Ani Smith", "Budi Do"]),
        ("Von Ani am 12.1.2026", ["Ani"]),
        ("Von der Stadt aus", []),
        ("Veröffentlicht von", []),
        ("Von dpa", ["dpa"]),
        ("Posted on 12 Januari 2026 by Admin", []),
        ("Ani Contoh | Autor", ["Ani Contoh"]),
        ("Reporter: Ani | Editor: Budi", ["Ani"]),
        ("Penulis : Ani Contoh", ["Ani Contoh"]),
        ("Pewarta: Ani, Budi dan Cici", ["Ani", "Budi", "Cici"]),
        ("Oleh Ani", ["Ani"]),
        ("Oleh - Ani", ["Ani"]),
        ("Kontributor: Ani", ["Ani"]),
        ("By Ani Smith and Budi Jones", ["Ani Smith", "Budi Jones"]),
        ("Von Ani Schmidt und Budi Maier", ["Ani Schmidt", "Budi Maier"]),
        ("Por Ana García", ["Ana García"]),
        ("By|Ani Smith|Twitter", ["Ani Smith"]),
        ("Oleh: Ani, Rabu 12/1/2022", ["Ani"]),
        ("Editor: Budi", []),
        ("By", []),
        ("Oleh: Admin", []),
        ("Oleh karena itu pasar ditutup sampai akhir bulan depan", []),
        ("Oleh: https://example.org/ani", []),
    ],
)
def test_names_are_taken_from_behind_their_labels(line: str, told: list[str]) -> None:
    assert names(line) == told


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Laporan: A",
            "Reporter : A",
            "Oleh Ani",
            "By Ani",
            "Jurnalis- A",
            "Reporter Ani Contoh",
        ),
        *("Von: Ani", "von", "Autorin/Autor", "Penulis", "Di: Ani"),
    ],
)
def test_a_label_is_known(line: str) -> None:
    assert is_labelled(line)


@pytest.mark.parametrize(
    "line",
    [
        "Byzantium fell",
        "by the way it rains",
        "Diam",
        "Olehnya",
        "Di Jakarta",
        "Penulis Buku itu pergi",
    ],
)
def test_words_that_only_begin_like_a_label_are_none(line: str) -> None:
    assert not is_labelled(line)


def test_a_house_is_no_person() -> None:
    assert all(map(is_house, ("Tim Redaksi", "Contoh News", "contoh.id", "Redaktion Contoh")))
    assert not any(map(is_house, ("Ani Contoh", "Made", "Ana Newsome", "Timo Redak")))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ani Contoh, Budi", ["Ani Contoh", "Budi"]),
        ("Oleh Ani dan Budi", ["Ani", "Budi"]),
        ("Ani Contoh/Budi Contoh", ["Ani Contoh", "Budi Contoh"]),
        ("AFP/dpa", ["AFP/dpa"]),
        ("Kabar 24", ["Kabar 24"]),
        ("dpa", ["dpa"]),
        ("admin", []),
        ("105092", []),
        ("ani@kota.example", []),
        ("Kota Contoh (www.kota.example)", []),
        ("https://kota.example/ani", []),
    ],
)
def test_what_machines_are_told_is_believed_but_for_addresses(
    text: str, told: list[str]
) -> None:
    assert stated(text) == told


def test_far_from_the_headline_only_a_label_that_says_so_itself_counts() -> None:
    assert all(
        map(is_titled, ("Penulis: Ani", "Author: Ani", "Ditulis oleh Ani", "Autorin/Autor"))
    )
    assert not any(
        map(is_titled, ("Von Ani", "Par Ani", "Reporter Ani", "Oleh Ani", "Authors"))
    )


@pytest.mark.parametrize("line", ["Laporan oleh Budi Contoh", "Wartawan Budi Contoh"])
def test_a_trade_or_a_report_before_a_name_is_a_label(line: str) -> None:
    assert is_labelled(line)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Kontributor Bandung, Ani Contoh", ["Ani Contoh"]),
        ("Kontributor: Ani Contoh, Bandung", ["Ani Contoh"]),
        ("Penulis Ani Contoh, Fotografer Budi Contoh", ["Ani Contoh"]),
        ("Reporter Ani Contoh, Editor Budi Contoh", ["Ani Contoh"]),
        ("Pewarta Ani Contoh/Budi Contoh", ["Ani Contoh", "Budi Contoh"]),
        ("Pewarta: Ani Contoh Editor: Budi Contoh COPYRIGHT © KABAR 2026", ["Ani Contoh"]),
        ("Laporan Ani Contoh dari Kairo", ["Ani Contoh"]),
        ("Dilaporkan oleh Ani Contoh", ["Ani Contoh"]),
        ("Penulis: ani contoh", ["ani contoh"]),
        ("Penulis: Ani Contoh, Mahasiswa Universitas Contoh", ["Ani Contoh"]),
        ("Von unserem Korrespondenten Ani Contoh, Bandung", ["Ani Contoh"]),
        ("Publié par Ani Contoh le 11 juillet", ["Ani Contoh"]),
        ("Pubblicato da Ani Contoh", ["Ani Contoh"]),
        ("Door onze correspondent Ani Contoh", ["Ani Contoh"]),
        ("Door Ani Contoh", ["Ani Contoh"]),
        ("Av Ani Contoh", ["Ani Contoh"]),
        ("Texto: Ani Contoh, Fotos: Budi Contoh", ["Ani Contoh"]),
        ("Rep: Ani Contoh", ["Ani Contoh"]),
    ],
)
def test_bylines_of_many_makes_are_read(line: str, told: list[str]) -> None:
    assert is_labelled(line)
    assert names(line) == told


@pytest.mark.parametrize(
    "line",
    [
        "Wartawan Budi, yang datang terlambat, tidak mendapat kursi.",
        "Laporan Keuangan Daerah",
        "Laporan itu dibuat dari Bandung",
        "Penulis buku itu datang, lalu pergi.",
        "Kontributor terbesar ialah sektor tani",
        "door de regen",
        "av en till",
    ],
)
def test_a_sentence_that_begins_with_a_trade_is_no_byline(line: str) -> None:
    assert not is_labelled(line)


def test_a_writer_is_found_behind_the_editor() -> None:
    assert names("Editor: Cici / Reporter: Budi Contoh") == ["Budi Contoh"]
    assert editors("Editor: Cici Contoh") == ["Cici Contoh"]
    assert editors("Editor senior itu pulang") == []


def test_initials_and_descriptions_behind_a_name_are_not_of_it() -> None:
    assert stated("Ani Contoh (ani), Budi Contoh (bud)") == ["Ani Contoh", "Budi Contoh"]
    long = "guru besar tetap pada fakultas ilmu budaya universitas kota"
    assert stated(f"Ani Contoh, {long}") == ["Ani Contoh"]


def test_a_team_is_told_from_a_page_about_it() -> None:
    assert is_team("Tim Redaksi")
    assert is_team("Redaksi Kabar Kota")
    assert not is_team("Redaksi")
    assert not is_team("Tim nasional")


def test_words_are_a_person_only_where_each_is_a_name() -> None:
    assert is_person("Ani Contoh")
    assert is_person("M. Ani Contoh")
    for text in ("Ani", "Ani contoh", "Redaksi Kota", "Kota 24", "Reporter Satu"):
        assert not is_person(text)
