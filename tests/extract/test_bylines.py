import pytest

from crawler.extract.bylines import is_labelled, names


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Laporan: Samsul", ["Samsul"]),
        ("Laporan wartawan Kota Contoh, Ani", ["Kota Contoh", "Ani"]),
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
    "line", ["Laporan: A", "Reporter : A", "Oleh Ani", "By Ani", "Jurnalis- A"]
)
def test_a_label_is_known(line: str) -> None:
    assert is_labelled(line)


@pytest.mark.parametrize("line", ["Byzantium fell", "by the way it rains", "Diam", "Olehnya"])
def test_words_that_only_begin_like_a_label_are_none(line: str) -> None:
    assert not is_labelled(line)
