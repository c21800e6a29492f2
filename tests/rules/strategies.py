"""Articles and queries for hypothesis: few words, so that they meet."""

from hypothesis import strategies as st

from crawler.model import Article, Picture

WORDS = [
    "serang", "menyerang", "Serangan", "serang-menyerang", "Jum'at", "jumat", "KPK", "kpk", "Kpk",
    "PVMBG", "Café", "cafe", "東京", "京", "banjir", "Jakarta", "Jakarta–Bandung", "a-b-c", "b",
    "penyerangannya", "tembak-tembakan", "TEMBAK", "DITEMBAK", "PenEMBAKan", "Kazakhstan", "Kazahkstan", "Kasachstan", "srang", "O’Hara-Jum'at", "ขาว", "½", "Straße",
]  # fmt: skip
GLUE = [" ", " ", " ", " ", ", ", ". ", "-", "'", "\n", "\u00ad", " — ", "🌊", "(", "“", "”"]
SOURCES = ["sinpo", "Kabar Contoh"]
TAGS = ["Banjir", "pemilu 2024"]
URLS = [
    "https://news.contoh.id/ekonomi/harga-beras-naik",
    "https://contoh.id/read/2024/05/kpk?id=5",
    "https://tidakcontoh.id/",
]


@st.composite
def texts(draw: st.DrawFn, longest: int = 12) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), max_size=longest))
    return "".join(word + draw(st.sampled_from(GLUE)) for word in words)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    some = st.lists(texts(5), max_size=2).map(tuple)
    return Article(
        url=draw(st.sampled_from(URLS)),
        title=draw(texts(5)),
        authors=draw(some),
        language=draw(st.sampled_from([None, "id", "id-id", "en"])),
        section=draw(st.sampled_from([None, "Ekonomi", "Olahraga"])),
        tags=draw(st.lists(st.sampled_from(TAGS), max_size=2).map(tuple)),
        pictures=tuple(
            Picture(alt=alt, caption=draw(texts(5)))
            for alt in draw(st.lists(texts(4), max_size=1))
        ),
        paragraphs=draw(st.lists(texts(), max_size=3).map(tuple)),
        comments=draw(some),
        text="",
    )


PLAIN = ["serang", "menyerang", "jumat", "Jum'at", "kpk", "cafe", "東京", "京",
    "banjir", "jakarta", "bandung", "a-b-c", "b", "at", "o'hara", "hara", "tidakada", "ขา", "strasse",
    "serang-menyerang", "a.b"]  # fmt: skip
WILD = ["serang*", "*nyerang", "me*ang", "ja?arta", "s?rang*", "se*ang", "??fe",
    "*um'at", "serang-*", "kp?", "b?nj*"]  # fmt: skip
EXACT = ["=KPK", "=kpk", "=Café", "=cafe", "=Jum'at", "=jumat", "=MBG", '="KPK b"']
BENT = ["kazakhstan~1", "kazakhstan~2", "serang~1", "menyerang~2", "kpk~1",
    "jum'at~1", "serang-menyerang~2", "serang~", "pvm~", "kpk~", "tembak~", "serang-serang~", "jakarta-bandung-kazakhstan-serang~2"]  # fmt: skip
_phrases = st.lists(
    st.one_of(st.sampled_from(PLAIN), st.sampled_from(PLAIN), st.sampled_from(WILD)),
    min_size=2,
    max_size=3,
).map(lambda words: f'"{" ".join(words)}"')
words = st.one_of(
    st.sampled_from(PLAIN),
    st.sampled_from(PLAIN),
    st.sampled_from(WILD),
    st.sampled_from(BENT),
    _phrases,
    st.sampled_from(EXACT),
)
_counted = st.builds("{}{{{},}}".format, words, st.integers(1, 3))
_side = st.one_of(
    words, st.lists(words, min_size=1, max_size=3).map(lambda a: f"({' OR '.join(a)})")
)
_near = st.builds(
    "{} {}{} {}".format,
    _side,
    st.sampled_from(["NEAR", "ONEAR"]),
    st.sampled_from(["", "/0", "/1", "/2", "/7"]),
    _side,
)
VALUES = ["source:sinpo", 'source:"kabar contoh"', "site:contoh.id", "lang:id",
    "site:news.contoh.id", "url:ekonomi", "url:/05/", "url:kpk", 'url:"id=5"', "url:2024/05",
    "tag:banjir", 'tag:"Pemilu 2024"', "tag:pemilu", "section:ekonomi",
    "lang:(id OR en)"]  # fmt: skip
REGEXES = ["/regu?lar/", "/ser?ang/", r"/\bkpk\b/", "/b[ae]njir.*jakarta/", "/jum'?at/", r"/\d+/",
    "/KPK/", "/^(a-b|b-c)/", r"/京\s/", "/caf|strasse/"]  # fmt: skip
FIELDS = ["title", "lead", "body", "caption", "comment", "any", "author"]
_regexes = st.sampled_from(REGEXES)
_leaves = st.one_of(words, words, _counted, _near, _regexes, st.sampled_from(VALUES))


def _grown(smaller: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({} AND {})".format, smaller, smaller),
        st.builds("({} {})".format, smaller, smaller),
        st.builds("({} OR {})".format, smaller, smaller),
        st.builds("({} -({}))".format, smaller, smaller),
        st.builds("NOT ({})".format, smaller),
    )


_unfielded = st.recursive(st.one_of(words, _counted, _near), _grown, max_leaves=3)
queries = st.recursive(
    st.one_of(_leaves, st.builds("{}:({})".format, st.sampled_from(FIELDS), _unfielded)),
    _grown,
    max_leaves=6,
)
