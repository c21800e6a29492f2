"""What the grammar of Indonesian words cannot know: which roots there are, and which of two is meant.

`mengurus` may be `urus` or `kurus` by its sounds; only who knows the words knows that it is `urus`.
The tables are in the order of how much they say: of a word, of two roots, of one root.
"""

import json
from collections.abc import Mapping
from importlib import resources

# Words that their sounds or the rules below would lead astray, and what they are forms of.
WORDS: Mapping[str, frozenset[str]] = {
    word: frozenset(meant.split())
    for word, meant in {
        "beramal": "amal",
        "berapi": "api",
        "beratap": "atap",
        "berevolusi": "evolusi revolusi",
        "mengawali": "awal",
        "mengeratkan": "erat",
        "mengurungkan": "urung",
        "memalu": "palu",
        "memasukan": "masuk",  # for memasukkan, by many
        "menetapi": "tetap",
        "pengalian": "kali",
        "penyair": "syair",
        "merubah": "ubah rubah",  # for mengubah, by many
        "dirubah": "ubah rubah",
        "menyaringkan": "saring nyaring",
        "perapian": "api",
        "perkalian": "kali",
        "sekalian": "kali sekali",
    }.items()
}

# Of two roots that a word with affixes may have, the one that gives way, and to which: else the
# longer is meant.
_GIVES_WAY = """
    aja:raja baran:sebar bedak:beda beranda:andai berangan:seberang berisik:isi beru:ulah
    carik:cari daku:kuda dia:aku gala:galak ikan:beri ilah:beri jajak:jaja jaran:kejar
    kacung:acung kaku:aku kalam:alam kalam:alami kamal:amal kanak:anak kapel:apel karung:arung katak:kata
    kaus:aus kawasan:awas kayak:ayak keburu:buruk kelak:elak kerang:erang kereta:retak kesah:sah kisi:isi
    koper:oper koperasi:operasi kubah:ubah kundang:undang kura:urai kurus:urus kusir:usir
    kusut:usut laman:selam lebaran:lebar mada:pada madam:padam madu:padu maling:paling
    marut:parut menit:titi meta:peta minggir:pinggir nipis:tipis nyaring:saring pacet:macet
    pakan:makan palu:malu pangsa:mangsa parah:marah pasak:masak pasukan:masuk pati:mati pematang:matang
    pencar:cari penggal:gali perban:bank piring:miring pohon:mohon puak:muak pula:mula
    pula:mulai rada:ada rana:anak rawan:awan rekor:ekor rian:beri rintik:inti rubah:ubah
    sala:nyala sehat:hati semat:mati siak:sia telan:setel terpa:paku tobat:nobat
"""
GIVES_WAY = frozenset(
    (loser, winner) for loser, _, winner in (pair.partition(":") for pair in _GIVES_WAY.split())
)
# Roots of one syllable that me- and pe- join by -nge-, and the longer ones that sound the same
# then: who writes `mengelas` may mean either.
AS_LIKELY = frozenset({"bon:kebon", "cap:kecap", "las:kelas", "tik:ketik"})

# Roots that have a root themselves, whose forms are its forms too: `dikeluarkan` is of `luar`.
_OPEN = """
    abuan:abu alami:alam berangkat:angkat hayati:hayat kasihan:kasih
    keluar:luar ketawa:tawa ketemu:temu kuningan:kuning mengapa:apa mulai:mula pemuda:muda
    perhati:hati perinci:rinci perlahan:lahan persero:sero persetan:setan petinggi:tinggi
    sebentar:bentar segenap:genap sehingga:hingga sejajar:jajar sejati:jati sekadar:kadar
    sekali:kali sekian:kian sekitar:kitar selagi:lagi selain:lain selaku:laku
    selaras:laras senyawa:nyawa sepakat:pakat sepenuh:penuh sepupu:pupu seragam:ragam
    serasa:rasa sesuai:suai sesuatu:suatu setinggi:tinggi terkadang:kadang terlalu:lalu
    tertawa:tawa
"""
OPEN: Mapping[str, str] = dict(pair.split(":") for pair in _OPEN.split())

# Words of the few roots that take ke- alone and are no numbers.
AFTER_KE = frozenset({"hendak", "kasih", "muka", "tua"})


_LISTED = json.loads(
    resources.files("crawler.rules").joinpath("dictionary.json").read_text(encoding="utf-8")
)
ROOTS = frozenset(" ".join(_LISTED["in use"]).split())
# Names and acronyms that would pass for a form of some root and are none, wherever they stand: at
# the head of a sentence or a headline their capital says nothing.
NAMES = frozenset(
    """
    banggai bekasi bergen berlin diego dili kandangan kawali kemayoran ketanggungan krui kutai
    labuan mali maluku mentawai merapi milan musi parakan pecatu pekalongan pemalang penajam
    penang penjaringan perlis persia rokan sekupang selayar semeru seminyak serayu tarakan teheran
    bali deni diana dimas gawati hadi kariman kasan kasiman kasiran kusumo nani permadi
    raihan rosan susi tambunan tami terawan tomi
    dispora kejari pemilu peradi perbasi perhutani peruri persebaya perseroda persela
    perseru persita perpres perwali
    """.split()  # noqa: SIM905  # reads better as text than as a list
)
# They only look as if they had affixes.
WHOLE = frozenset(" ".join(_LISTED["rare"]).split()) | NAMES
