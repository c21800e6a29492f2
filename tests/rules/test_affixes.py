import pytest
from hypothesis import given, strategies as st

from crawler.rules.affixes import SHORTEST, bare, careless_cuts, cuts, unnasal


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("serangannyalah", ["serangannyalah", "serangannya", "serangan"]),
        ("bukumu", ["bukumu", "buku"]),
        ("siapapun", ["siapapun", "siapa"]),
        ("lah", ["lah"]),
    ],
)
def test_a_word_is_bared_of_its_particle_and_then_of_its_owner(
    word: str, found: list[str]
) -> None:
    assert bare(word) == found


@pytest.mark.parametrize(
    ("root", "word"),
    [
        # the sounds that me- and pe- change, and those they leave
        ("baca", "membaca"),
        ("fitnah", "memfitnah"),
        ("pukul", "memukul"),
        ("proses", "memproses"),
        ("veto", "memveto"),
        ("tulis", "penulis"),
        ("dengar", "pendengar"),
        ("cari", "pencarian"),
        ("jual", "menjual"),
        ("ziarah", "menziarahi"),
        ("transfer", "mentransfer"),
        ("syukur", "mensyukuri"),
        ("sapu", "menyapu"),
        ("kirim", "mengirim"),
        ("klaim", "mengklaim"),
        ("gali", "menggali"),
        ("hina", "menghina"),
        ("ukur", "mengukur"),
        ("lapor", "melapor"),
        ("rusak", "perusak"),
        ("nanti", "menanti"),
        ("wajib", "mewajibkan"),
        ("yakin", "meyakinkan"),
        ("cat", "mengecat"),
        ("lap", "pengelapan"),
        ("sepak", "pesepak"),
        # ber- and ter- before r and before a syllable in -er
        ("rencana", "berencana"),
        ("kerja", "bekerja"),
        ("percaya", "tepercaya"),
        ("ajar", "belajar"),
        ("ajar", "pelajaran"),
        # stacked prefixes
        ("besar", "memperbesar"),
        ("timbang", "dipertimbangkan"),
        ("sama", "kebersamaan"),
        ("lambat", "keterlambatan"),
        ("laku", "memberlakukan"),
        ("imbang", "menyeimbangkan"),
        ("hasil", "berpenghasilan"),
        ("lanjut", "berkelanjutan"),
        ("samping", "mengesampingkan"),
        ("adil", "ketidakadilan"),
        ("satu", "pemersatu"),
        ("orang", "seseorang"),
        # what is attached
        ("baca", "kubacakan"),
        ("lihat", "kaulihatkah"),
        ("beri", "diberikannyalah"),
        ("kemuka", "kemukakan"),
        ("muka", "kemukakan"),
    ],
)
def test_the_grammar_leads_from_a_form_to_its_root(root: str, word: str) -> None:
    assert root in cuts(word)


@pytest.mark.parametrize(
    ("root", "word"),
    [
        ("ukul", "memukul"),  # a lost p is not left out
        ("ilat", "pemilatan"),
        ("serang", "meserang"),
        ("makan", "memakanan"),  # me- does not go with -an
        ("rumah", "kerumah"),  # ke- stands alone with numbers only
        ("serang", "serangmenya"),
        ("kir", "kekiri"),
        ("ab", "keaban"),
        ("bcd", "dibcd"),
    ],
)
def test_it_leads_to_nothing_that_it_does_not_allow(root: str, word: str) -> None:
    assert root not in cuts(word)


@given(st.text("aeikmnprstg", max_size=30))
def test_every_cut_is_long_enough_and_no_longer_than_the_word(word: str) -> None:
    assert all(SHORTEST <= len(root) <= len(word) for root in cuts(word))


@pytest.mark.parametrize(
    ("word", "found"),
    [("menunjukan", "tunjuk"), ("ditunjukannya", "tunjuk"), ("memasukan", "masuk")],
)
def test_a_k_that_is_left_out_before_kan_is_put_back(word: str, found: str) -> None:
    assert found in careless_cuts(word)
    assert careless_cuts("tunjukan") == set()


@pytest.mark.parametrize(
    ("nasal", "found"),
    [
        ("nyurat", ["surat"]),
        ("mukul", ["pukul"]),
        ("nembak", ["tembak"]),
        ("ngirim", ["kirim", "irim"]),
        ("ngritik", ["kritik", "ritik"]),
        ("serang", []),
        ("n", []),
    ],
)
def test_a_nasal_gives_back_the_sound_it_took(nasal: str, found: list[str]) -> None:
    assert list(unnasal(nasal)) == found
