import pytest
from hypothesis import given, strategies as st

from crawler.model import Article
from crawler.rules import match, parse
from crawler.rules.morphology import roots


@pytest.mark.parametrize(
    ("root", "forms"),
    [
        (
            "serang",
            "menyerang diserang serangan penyerangan serangannya serang-menyerang penyerang terserang menyerangnya diseranglah serangan-serangan berserangan kuserang kauserang menyerang-nyerang",
        ),
        (
            "tembak",
            "menembak tembak-menembak tembak-tembakan penembakan tertembak penembakannya ditembaki",
        ),
        (
            "lari",
            "berlari berlari-lari pelari melarikan dilarikan pelarian berlarian lari-lari",
        ),
        ("pukul", "memukul pemukulan dipukuli terpukul pukulan"),
        ("tulis", "menulis penulis tulisan ditulis"),
        ("kirim", "mengirim pengiriman mengirimkan kiriman terkirim"),
        (
            "ajar",
            "belajar pelajar pelajaran mengajar pengajar mempelajari pembelajaran diajarkan ajaran terpelajar",
        ),
        ("pimpin", "memimpin pemimpin kepemimpinan pimpinan dipimpin"),
        ("milik", "memiliki kepemilikan dimiliki pemilik"),
        ("urus", "mengurus pengurus kepengurusan pengurusan urusan"),
        ("ada", "berada keberadaan mengadakan keadaan diadakan"),
        ("buka", "membuka keterbukaan terbuka pembukaan bukanya"),
        ("temu", "bertemu menemukan penemuan pertemuan ditemukan mempertemukan"),
        ("bom", "mengebom pengeboman dibom pemboman bom-bom"),
        ("oleh", "memperoleh perolehan pemerolehan diperoleh"),
        ("kerja", "bekerja pekerja pekerjaan mempekerjakan dipekerjakan"),
        ("undang-undang", "undang-undangnya perundang-undangan undang-undang"),
        ("muka", "mengemukakan terkemuka dikemukakan"),
        ("didik", "berpendidikan pendidikan mendidik"),
        ("tahu", "mengetahui pengetahuan sepengetahuan diketahui"),
        ("laku", "memberlakukan pemberlakuan berlaku perlakuan diberlakukan pelaku kelakuan"),
        ("daya", "memberdayakan pemberdayaan"),
        ("seluruh", "keseluruhan menyeluruh"),
        ("tinggi", "tertinggi meninggi ketinggian mempertinggi"),
        ("rumah", "perumahan dirumahkan merumahkan rumahnya"),
        ("rasa", "terasa merasa perasaan dirasakan"),
        ("kritik", "mengkritik mengritik dikritik"),
        ("perintah", "memerintahkan pemerintah pemerintahan diperintah perintahnya"),
        ("korupsi", "mengorupsi dikorupsi korupsinya"),
        ("sah", "mengesahkan pengesahan disahkan"),
        ("selaras", "menyelaraskan"),
        ("satu", "bersatu persatuan kesatuan menyatukan penyatuan"),
        ("renang", "berenang perenang"),
        ("nyanyi", "menyanyi penyanyi bernyanyi"),
        ("nilai", "menilai penilaian"),
        ("masuk", "pemasukan pemasukannya memasukan memasukkan dimasukan"),
        ("las", "mengelas pengelasan dilas"),
        ("kelas", "mengelas pengelasan mengelaskan"),
        ("cap", "mengecap pengecapan dicap"),
        ("tik", "mengetik"),
        ("ketik", "mengetik pengetikan"),
        ("ubah", "peubah perubahan mengubah"),
        ("anggar", "peanggar"),
        ("ayak", "mengayak"),
        ("erat", "mengeratkan"),
        ("tiga", "ketiga"),
        ("tiap", "setiap disetiap"),
        ("khawatir", "mengkhawatirkan kekhawatiran"),
        ("protes", "memprotes memrotes"),
        ("tangkap", "menangkap penangkapan ditangkap tertangkap"),
        ("tanggung", "bertanggung pertanggungan"),
        ("lihat", "penglihatan melihat terlihat kelihatan"),
        ("orang", "seseorang orang-orang perorangan"),
        ("baca", "membaca-baca dibacakannya pembaca bacalah"),
        ("hati", "kehati-hatian berhati-hati memperhatikan sehati"),
        ("surat", "surat-menyurat surat-surat"),
        ("tolong", "tolong-menolong bertolong-tolongan menolong-nolong"),
        ("pukul", "pukul-memukul memukul-mukul memukul-mukulkan dipukul-pukulnya"),
        ("kali", "berkali-kali sekali-kali perkalian sekali"),
        ("baik", "sebaik-baiknya perbaikan memperbaiki terbaik kebaikan-kebaikan"),
        ("adil", "ketidakadilan keadilan mengadili seadil-adilnya"),
        ("viral", "memviralkan diviralkan viralnya keviralan"),  # in no dictionary here
        ("tindaklanjut", "ditindaklanjuti menindaklanjutinya"),
        ("alami", "dialami mengalaminya"),
        ("tunjuk", "menunjukan menunjukkan penunjukan"),
        ("tahu", "ketahui diketahuinya"),
        ("ubah", "berubah mengubah perubahan merubah"),
        ("rumah", "dirumah rumah-nya"),
    ],
)
def test_a_form_is_known_by_its_root(root: str, forms: str) -> None:
    assert [form for form in forms.split() if root not in roots(form)] == []


@pytest.mark.parametrize(
    ("root", "words"),
    [
        ("teri", "menteri kementerian"),
        ("bab", "sebab menyebabkan"),
        ("rang", "serang perang penyerangan peperangan"),
        ("rusa", "kerusakan merusak"),
        ("ikan", "berikan"),
        ("kaku", "mengaku"),
        ("aku", "pelaku"),
        ("kali", "kalian"),
        ("serang", "serangga berang perang"),
        ("tembak", "tembaga"),
        ("sawat", "pesawat"),
        ("serang", "serang-tembak"),
        ("kalam", "pengalamannya mengalami"),
        ("kuap", "menguap penguapan"),
        ("empat", "berempati"),
        ("kerja", "kinerja"),
        ("kurus", "mengurus pengurus"),
        ("katak", "katakan mengatakan"),
        ("kir", "kekiri"),
        ("penyerang", "penyerangan"),
        ("deritaan", "penderitaannya"),
        ("viral", "viralitas"),
        ("tanggung", "pertanggungjawaban"),
        ("pasukan", "pemasukan memasukan"),
        ("kayak", "mengayak"),
        ("las", "dikelaskan sekelas"),
        ("cup", "mengecup"),
        ("lak", "mengelak"),
    ],
)
def test_what_only_looks_like_a_form_is_none(root: str, words: str) -> None:
    assert [word for word in words.split() if root in roots(word)] == []


@pytest.mark.parametrize(
    ("root", "words"),
    [
        (
            "jual-beli",
            "diperjualbelikan memperjualbelikan memperjual-belikan berjual-beli jual-belinya jualbeli",
        ),
        (
            "tanda-tangan",
            "menandatangani ditandatangani penandatanganan menanda-tangani tandatangan",
        ),
        ("tandatangan", "menandatangani penandatanganan"),
        ("tanggung-jawab", "pertanggungjawaban dipertanggungjawabkan"),
        ("salah-guna", "penyalahgunaan disalahgunakannya"),
    ],
)
def test_two_roots_in_one_word_are_a_compound(root: str, words: str) -> None:
    assert [word for word in words.split() if root not in roots(word)] == []


@pytest.mark.parametrize(
    "word", ["antar-kota", "pasca-banjir", "jakarta-bandung", "rumah-sakit", "jual-beli"]
)
def test_the_halves_of_a_compound_are_no_forms_of_each_other(word: str) -> None:
    assert not roots(word) & set(word.split("-"))


@pytest.mark.parametrize(
    ("root", "name"),
    [("malang", "pemalang"), ("bekas", "bekasi"), ("kalong", "pekalongan"), ("pilu", "pemilu")],
)
@pytest.mark.parametrize("ending", ["", "nya"])
def test_a_known_name_is_no_form_wherever_it_stands(root: str, name: str, ending: str) -> None:
    assert root not in roots(name + ending)


@given(st.text("aeikmnprst-", max_size=60))
def test_every_word_is_a_form_of_itself(word: str) -> None:
    assert word in roots(word)


@pytest.mark.parametrize(
    ("title", "answers"),
    [
        ("Polisi menembaki", True),
        ("POLISI MENEMBAKI", True),
        ("Rapat DITEMBAKI ditutup", True),
        ("Ketua TEMBAK hadir", True),
        ("Ketua TEMBAK1 hadir", False),
        ("Partai PETEMBAK", True),
        ("Tiga DITEM", False),
    ],
)
def test_forms_in_an_article(title: str, answers: bool) -> None:
    article = Article(url="https://contoh.id/", title=title, text="")
    assert (match(parse("tembak~"), article, "sinpo") is not None) == answers


def test_an_acronym_has_no_forms() -> None:
    def found(title: str) -> bool:
        article = Article(url="https://contoh.id/", title=title, text="")
        return match(parse("ras~"), article, "sinpo") is not None

    assert found("Konflik ras")
    assert found("Konflik RAS")
    assert not found("Kantor RASNYA")
    assert found("KANTOR RASNYA")
