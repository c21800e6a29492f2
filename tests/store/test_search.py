"""The index of stored articles: it narrows, and never leaves out what answers."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlite_utils import Database

from crawler.model import Article, Picture
from crawler.rules import Node, Rule, Ruleset, answers, narrowing, parse
from crawler.store import open_store, schema, search
from crawler.store.database import opened
from crawler.store.rows import article_row, insert, stamp
from tests.builders import NOON, a_source, an_article
from tests.rules.strategies import articles, queries
from tests.rules.test_match import readable
from tests.store.world import filing, telling

NONE = {"since": None, "until": None, "source": None}


@pytest.fixture
def database() -> Iterator[Database]:
    with closing(fresh()) as made:
        yield made


def fresh() -> Database:
    """A database in memory, of the newest schema."""
    made = Database(sqlite3.connect(":memory:", isolation_level=None))
    schema.apply(made)
    search.prepare(made)
    insert(made, "stories", {"id": "st", "first_article": "0", "started_at": 0})
    return made


def keep(
    database: Database,
    number: int,
    article: Article,
    source: str = "sinpo",
    *,
    enter: bool = True,
) -> str:
    """Put an article into the tables, and into the index."""
    key = f"{number:04x}"
    about = {"id": key, "page": key, "source": source, "network": source, "story": "st"}
    times = {"first_seen": stamp(NOON) + number, "stored_at": stamp(NOON)}
    insert(database, "articles", {**about, **times, "fingerprint": "", **article_row(article)})
    if enter:
        search.enter(database, key, search.tokens(article, source))
    return key


def found(
    database: Database, query: str | Node, kept: Sequence[Article], source: str = "sinpo"
) -> list[int]:
    """The numbers of the articles that a search finds: candidates, judged."""
    node = parse(query) if isinstance(query, str) else query
    numbers = [int(key, 16) for key in search.candidates(database, node, NONE)]
    return sorted(number for number in numbers if answers(node, kept[number], source))


SERANG = replace(
    an_article(),
    url="https://news.contoh.id/ekonomi/serangan-siber?id=5",
    title="Serang-menyerang di dunia maya: KPK “tak gentar”",
    authors=("Siti Aminah",),
    section="Ekonomi",
    tags=("Siber", "pemilu 2024"),
    paragraphs=(
        "Kekuatan asing dituding menyerang bank‑bank di Kazakhstan pada Jum’at pagi.",
        "Café di Zürich tutup. Korupsi, korupsi, dan korupsi lagi. Organisasi PVMBG diam.",
    ),
    pictures=(Picture(alt="Layar padam", caption="Petugas memeriksa peladen"),),
    comments=("Mantap beritanya",),
    language="id",
)
BOLA = replace(
    an_article(),
    url="https://contoh.id/bola/final",
    title="Penyerang kpk muda cetak gol",
    authors=("Rudi",),
    section="Olahraga",
    tags=(),
    paragraphs=("Sepak terjang bola di 東京 berakhir imbang.", "Kasachstan kalah jauh."),
    language="en",
)
CASES = [
    ("kekuatan asing", [0]), ("kekuatan AND gol", []), ("KEKUATAN and", []),
    ("kekuatan OR gol", [0, 1]), ("di -gol", [0]), ("di NOT (gol OR gempa)", [0]),
    ("di -(kekuatan gempa)", [0, 1]), ("gol OR (kekuatan AND NOT asing)", [1]),
    ('"kekuatan asing"', [0]), ("“kekuatan asing”", [0]), ('"asing kekuatan"', []),
    ('"maya kpk"', [0]), ('"pagi café"', [0]), ('"gentar kekuatan"', []),
    ("sepak NEAR/2 bola", [1]), ("bola NEAR/0 sepak", []), ("bola ONEAR/2 sepak", []),
    ("(sepak OR gempa) ONEAR/1 bola", [1]), ("kekuatan NEAR bank", [0]),
    ('"kekuatan asing" NEAR/1 menyerang', [0]),
    ("serang*", [0]), ("menyer*", [0]), ("*serang", [0]), ("*nyerang", [0, 1]), ("organi?asi", [0]), ("*nesia", []),
    ("m*ang", [0]), ('"kekuatan as*"', [0]), ("kekua* NEAR/2 di*", [0]), ("ko*psi{3,}", [0]),
    ("serang~", [0, 1]), ("periksa~", []), ("caption:periksa~", [0]), ("akhir~", [1]),
    ("Kazakhstan~1", [0]), ("Kazakhstan~2", [0, 1]), ("gerntar~1", [0]), ("kasachstn~1", [1]),
    ("=KPK", [0]), ("=kpk", [1]), ("kpk", [0, 1]), ("=MBG", []), ("mbg", []), ("=Café", [0]),
    ("=cafe", []), ("cafe", [0]), ('="Kekuatan asing"', [0]), ('="kekuatan asing"', []),
    ("/kekuatan\\s+asing/", [0]), ("/GOL|gempa/", [1]), ("/ek[ou]/ AND gol", []), ("di /zur.ch/", [0]),
    ("korupsi{3,}", [0]), ("korupsi{4,}", []), ('"dan korupsi"{1,}', [0]), ("korupsi{3,} -gol", [0]),
    ("title:kpk", [0, 1]), ("title:kekuatan", []), ("lead:kekuatan", [0]), ("lead:korupsi", []),
    ("body:korupsi", [0]), ("caption:layar", [0]), ("caption:peladen", [0]), ("peladen", []),
    ("comment:mantap", [0]), ("mantap", []), ("any:mantap", [0]), ("any:layar any:kpk", [0]),
    ("title:(kpk AND gol)", [1]), ("any:(mantap OR gol)", [0, 1]),
    ("author:siti", [0]), ("author:aminah author:siti", [0]), ('author:"siti aminah"', [0]),
    ("author:sit*", [0]), ("siti", []),
    ("source:sinpo gol", [1]), ("source:lain gol", []), ("source:sinpo", [0, 1]),
    ("site:contoh.id", [0, 1]), ("site:news.contoh.id", [0]), ("site:toh.id", []),
    ("url:/ekonomi/", [0]), ("url:ekonomi", [0]), ("url:serangan-siber", [0]), ("url:siber-x", []),
    ('url:"id=5"', [0]), ("section:olahraga", [1]), ("tag:siber", [0]), ('tag:"Pemilu 2024"', [0]),
    ("tag:pemilu", []), ("lang:id", [0]), ("lang:(id OR en)", [0, 1]), ("lang:en NOT gempa", [1]),
    ("source:sinpo NOT gol", [0]), ("serang-menyerang", [0]), ("serang", [0]), ("jumat", [0]),
    ("Jum'at", [0]), ("jum", [0]), ("bank-bank", [0]), ('"bank bank"', [0]), ("zurich", [0]),
    ("東京", [1]), ("京", [1]), ("京東", []), ("ZÜRICH", [0]), ("“tak gentar”", [0]),
]  # fmt: skip


@pytest.mark.parametrize(("query", "numbers"), CASES)
def test_search_and_alert_agree_on_the_whole_language(
    database: Database, query: str, numbers: list[int]
) -> None:
    kept = [SERANG, BOLA]
    for number, article in enumerate(kept):
        keep(database, number, article)
    assert found(database, query, kept) == numbers


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(queries, min_size=5, max_size=5), st.lists(articles(), min_size=1, max_size=8))
def test_a_search_finds_what_the_matcher_does_among_all(
    asked: list[str], kept: list[Article]
) -> None:
    with closing(fresh()) as database:
        for number, article in enumerate(kept):
            keep(database, number, article)
        for query in asked:
            node = readable(query)
            every = [n for n, article in enumerate(kept) if answers(node, article, "sinpo")]
            assert found(database, node, kept) == every


def test_the_index_leaves_out_what_lacks_a_word(database: Database) -> None:
    for number in range(20):
        keep(database, number, replace(BOLA, title=f"Laga nomor {number}"))
    assert search.candidates(database, parse("laga AND 7"), NONE) == ["0007"]
    assert search.candidates(database, parse("laga AND 17~1"), NONE) != []
    assert len(search.candidates(database, parse("/7/"), NONE)) == 20


FOLDED = Article(
    url="https://contoh.id/lipat",
    title="Ｋａｆｅ Café İstanbul DIYARBAKIR Straße oﬃce so\u00adre ka\u200bta ka\u200dwan",
    paragraphs=(
        "Rp1.500 atau 1,500; surel Warta.Kota@contoh.id, https://contoh.id/rob-2?x=1",
        "#BanjirRob @kabar_hulu Jum`at an–nur “kurung” naïve Ångström ½ ① ﷼ x²",
        "東京都で ラーメン ประเทศไทย مُحَمَّد كتاب Ελλάς ПРИВЕТ ёлка",
    ),
    text="",
)


@pytest.mark.parametrize(
    ("query", "answers_it"),
    [
        ("kafe", True), ("cafe", True), ("café", True), ("=Café", True), ("=Cafe", False),
        ("istanbul", True), ("İSTANBUL", True), ("=İstanbul", True), ("diyarbakir", True), ("dıyarbakır", False),
        ("strasse", True), ("STRASSE", True), ("straße", True), ("=Strasse", False), ("office", True),
        ("sore", True), ("kata", True), ("kawan", True), ("so\u00adre", True), ("wan", False),
        ("1.500", True), ("1,500", True), ('"1 500"', True), ("1500", False), ("rp1*", True),
        ("warta.kota@contoh.id", True), ("kota", True), ('"contoh id rob-2"', True), ("rob", True),
        ("#banjirrob", True), ("banjir*", True), ("banjir", False), ("@kabar_hulu", True), ("hulu", True),
        ("jumat", True), ("jum'at", True), ("Jum’at", True), ("an-nur", True), ("an‑nur", True), ('"an nur"', True),
        ("“kurung”", True), ("naive", True), ("angstrom", True), ('"1 2"', True), ("x2", True), ("x²", True),
        ("東京", True), ("京都", True), ("東都", False), ("ラーメン", True), ("ประเทศ", True),
        ("مُحَمَّد", True), ("محمد", False), ("كتاب", True), ("ελλας", True), ("ΕΛΛΆΣ", True), ("привет", True), ("елка", True),
        ("kafe NEAR/0 cafe", True), ("kfe~1 -gempa", True), ("str?sse", True), ("/jum.at/", True),
    ],
)  # fmt: skip
def test_search_and_alert_agree_on_what_is_the_same_word(
    database: Database, query: str, *, answers_it: bool
) -> None:
    keep(database, 0, FOLDED)
    keep(database, 1, BOLA)
    rule = Rule(name="lipat", text=query, query=parse(query), channels=())
    told = Ruleset([rule]).matches(FOLDED, a_source())
    assert (0 in found(database, query, [FOLDED, BOLA])) is answers_it
    assert bool(told) is answers_it


ODD = ["\0", "\x01", "\x1f", '"', "*", "a\0b", "\ud800", "a" * 500, "́", "ﬁ", "½", "🌊", "ẞ",
    "İstanbul", "NEAR", "OR", "{}", "(", "^a", "a:b", "ܐ", "𐀀", "ǅ"]  # fmt: skip


@pytest.mark.parametrize("word", ODD)
def test_whatever_a_word_is_made_of_it_is_found(database: Database, word: str) -> None:
    kept = [replace(BOLA, title=f"awal {word}akhir {word}", tags=(f"x {word}",)), BOLA]
    for number, article in enumerate(kept):
        keep(database, number, article)
    own = narrowing.keys(kept[0], "sinpo")
    assert found(database, "awal", kept) == [0]
    for pattern in ("*akhir", "akhir~", "akhr~1", "akhi?"):
        every = [n for n, article in enumerate(kept) if answers(parse(pattern), article, "")]
        assert found(database, pattern, kept) == every
    assert all(len(token) <= 200 for token in search.tokens(kept[0], "sinpo").split(" "))
    assert len(own) > 5


@pytest.mark.parametrize(
    "query", [f"{'a' * 300}*", f"{'a' * 299}b*", "*ab", f"{'a' * 500}b", f"{'a' * 40}*"]
)
def test_a_word_that_is_cut_in_the_index_is_found_whole(database: Database, query: str) -> None:
    kept = [replace(BOLA, title="a" * 500 + "b"), BOLA]
    for number, article in enumerate(kept):
        keep(database, number, article)
    every = [n for n, article in enumerate(kept) if answers(parse(query), article, "")]
    assert found(database, query, kept) == every


def test_patterns_are_not_looked_up_where_a_rare_word_has_narrowed_it_down(
    database: Database,
) -> None:
    keep(database, 0, SERANG)
    assert search.candidates(database, parse("kekuatan AND gempa~"), NONE) == ["0000"]
    assert search.candidates(database, parse("gempa~"), NONE) == []


def test_a_pattern_that_nearly_every_word_answers_leaves_nothing_out(
    database: Database,
) -> None:
    words = " ".join(f"kata{number}an" for number in range(search.MOST + 1))
    kept = [replace(BOLA, title=words), replace(BOLA, paragraphs=())]
    for number, article in enumerate(kept):
        keep(database, number, article)
    assert found(database, "kata*an", kept) == [0]
    assert len(search.candidates(database, parse("kata*an"), NONE)) == 2


def test_what_is_not_in_the_index_yet_may_answer_anything(database: Database) -> None:
    keep(database, 0, BOLA, enter=False)
    database.execute("delete from facts where name = 'searched'")
    assert search.candidates(database, parse("gempa"), NONE) == ["0000"]
    assert (search.fill(database), search.fill(database)) == (1, 0)
    assert search.candidates(database, parse("gempa"), NONE) == []
    assert search.candidates(database, parse("gol"), NONE) == ["0000"]


def test_keys_of_another_edition_are_not_trusted_and_made_anew(database: Database) -> None:
    keep(database, 0, BOLA)
    database.execute("update facts set value = '0' where name = 'search'")
    assert search.candidates(database, parse("gempa"), NONE) == ["0000"]
    search.prepare(database)
    assert search.candidates(database, parse("gempa"), NONE) == ["0000"]
    while search.fill(database):
        pass
    assert search.candidates(database, parse("gempa"), NONE) == []
    assert search.candidates(database, parse("gol"), NONE) == ["0000"]


def test_the_edition_of_keys_is_counted_up_when_they_change() -> None:
    assert (narrowing.EDITION, search.tokens(SERANG, "sinpo")) == (1, TOKENS)


TOKENS = (
    "asing at author:aminah author:siti bank bank-bank cafe caption:layar caption:memeriksa "
    "caption:padam caption:peladen caption:petugas comment:beritanya comment:mantap dan di diam "
    "dituding dunia gentar jum jum'at jumat kazakhstan kekuatan korupsi kpk lagi lang:id maya "
    "menyerang organisasi pada pagi pvmbg section:ekonomi serang serang-menyerang "
    "site:contoh.id site:id site:news.contoh.id source:sinpo tag:pemilu_2024 tag:siber tak tutup "
    "url:contoh url:ekonomi url:https: url:id url:id=5 url:news url:serangan url:siber zurich"
)


def test_an_article_that_is_forgotten_leaves_the_index_empty(database: Database) -> None:
    for number, article in enumerate((SERANG, BOLA)):
        keep(database, number, article)
    for key in ("0000", "0001", "no such"):
        search.leave(database, key)
    search.tighten(database, 2)
    assert database.execute("select count(*) from search_words").fetchone() == (0,)
    assert database.execute("select count(*) from searched").fetchone() == (0,)


def test_limits_and_order_are_kept(database: Database) -> None:
    for number in range(4):
        keep(database, number, BOLA, source="sinpo" if number % 2 else "lain")
    node = parse("gol")
    first = stamp(NOON)
    assert search.candidates(database, node, NONE) == ["0003", "0002", "0001", "0000"]
    limits = {"since": first + 1, "until": first + 3, "source": None}
    assert search.candidates(database, node, limits) == ["0002", "0001"]
    assert search.candidates(database, None, {**limits, "source": "lain"}) == ["0002"]


async def test_filing_and_pruning_keep_the_index_with_the_articles(tmp_path: Path) -> None:
    async with open_store(tmp_path) as store:
        for number in range(3):
            article = replace(BOLA, title=f"Laga nomor {number}")
            await store.file(filing(number, article=article), NOON, telling())
        assert len(await store.shelf.candidates(parse("laga AND 2"))) == 1
        await store.prune(NOON.replace(year=2027), NOON.replace(year=2020))
        assert await store.shelf.candidates(parse("laga")) == []


def test_articles_of_an_older_store_are_entered_a_little_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "kliping.db"
    with closing(opened(path)) as database:
        insert(database, "stories", {"id": "st", "first_article": "0", "started_at": 0})
        for number in range(search.BATCH + 1):
            keep(database, number, BOLA, enter=False)
        database.execute("delete from facts")
    with closing(opened(path)) as database:
        assert len(search.candidates(database, parse("gempa"), NONE)) == search.BATCH + 1
        assert [search.fill(database) for _ in range(3)] == [search.BATCH, 1, 0]
        assert search.candidates(database, parse("gempa"), NONE) == []
