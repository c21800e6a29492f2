from hypothesis import given, settings

from crawler.model import Article, Picture
from crawler.rules.clauses import clauses
from crawler.rules.digest import digest
from crawler.rules.held import Held
from crawler.rules.lexicon import Lexicon
from crawler.rules.reading import Reading
from tests.rules.strategies import articles, queries
from tests.rules.test_match import readable


def held(query: str, article: Article) -> tuple[Held, Lexicon]:
    told = digest(readable(query))
    regexes = [key for clause in told.clauses for key in clause if key[0] == "/"]
    lexicon = Lexicon(told.words)
    found = Held(Reading(article, "sinpo"), lexicon, told.places, regexes)
    found.leading([])
    return found, lexicon


@settings(max_examples=200, deadline=None)
@given(queries, articles())
def test_what_is_looked_up_one_by_one_is_what_there_is_in_all(
    query: str, article: Article
) -> None:
    found, lexicon = held(query, article)
    everything = found.all()
    for clause in clauses(readable(query), len):
        assert found.has(clause) == any(key in everything for key in clause)
        lexicon.wake(dict.fromkeys(clause).keys())
        led = set(found.leading(clause))
        assert led & set(clause) == set(clause) & everything
        assert led <= everything


def test_keys_are_those_of_the_parts_fields_and_expressions_that_are_asked_for() -> None:
    article = Article(
        url="https://contoh.id/ekonomi",
        title="Banjir",
        paragraphs=("air surut",),
        text="",
        pictures=(Picture(url="", caption="peta"),),
    )
    found, lexicon = held(
        "caption:(peta OR kota) OR site:contoh.id OR /s.r.t/ OR surut", article
    )
    asked = ["caption:peta", "caption:kota", "site:contoh.id", "//s.r.t", "surut", "banjir"]
    assert [found.has((key,)) for key in asked] == [True, False, True, True, True, False]
    lexicon.wake({"surut": None}.keys())
    assert set(found.leading({"caption:peta", "surut"})) == {"caption:peta", "surut"}
    assert {"banjir", "air", "surut"} <= found.all()
