from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from crawler.model import Article
from crawler.rules import Node, parse
from crawler.rules.clauses import REGEX, TEXT, Clause, Plan, clauses, plan, value_keys
from crawler.rules.patterns import answers, key
from crawler.rules.reading import Reading
from crawler.rules.tree import PARTS, And, Near, Not, Or, Plain, Regex, Term, Value
from tests.builders import an_article
from tests.rules.naive import naive
from tests.rules.strategies import articles, queries
from tests.rules.test_match import readable


def cost(clause: Clause) -> float:
    """A choice of few short keys is cheap, for these tests."""
    return len("".join(clause))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Banjir", [("banjir",)]),
        ('"banjir bandang"', [("banjir",), ("bandang",)]),
        ("=KPK", [("kpk",)]),
        ("serang* banjir~ jakrta~1", [("serang*",), ("banjir~",), ("jakrta~1",)]),
        ("title:banjir", [("banjir",)]),
        ("caption:banjir", [("caption:banjir",)]),
        ("any:banjir", [("banjir", "caption:banjir", "comment:banjir")]),
        ("banjir OR longsor", [("banjir", "longsor")]),
        ("(banjir OR banjir) hulu", [("banjir",), ("hulu",)]),
        ("(banjir hulu) OR longsor", [("hulu", "longsor")]),
        ("banjir NOT hulu", [("banjir",)]),
        ("banjir -(-hulu)", [("banjir",), ("hulu",)]),
        ("banjir NOT (hulu NOT kota)", [("banjir",)]),
        ("banjir NOT (-hulu -kota)", [("banjir",), ("hulu", "kota")]),
        ("banjir NOT (-hulu OR -kota)", [("banjir",), ("hulu",), ("kota",)]),
        ("banjir NEAR (hulu OR kota)", [("banjir",), ("hulu", "kota")]),
        ("site:contoh.id", [("site:contoh.id",)]),
        ("url:2024/ekonomi", [("url:ekonomi",)]),
        ("body:/ser?ang/", [("/body/ser?ang",)]),
    ],
)
def test_an_answer_needs_one_key_of_each(query: str, expected: list[Clause]) -> None:
    assert clauses(parse(query), cost) == expected


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Not(Term((Plain("a"),))), []),
        (Or((Term((Plain("a"),)), Not(Term((Plain("b"),))))), []),
        (Not(Not(Term((Plain("a"),)))), [("a",)]),
    ],
)
def test_what_absence_answers_needs_nothing(node: Node, expected: list[Clause]) -> None:
    assert clauses(node, cost) == expected


@pytest.mark.parametrize(
    ("query", "needed", "barred", "open_"),
    [
        ("a b -c", [("a",), ("b",)], [("c",)], 0),
        ("(a OR b) -(c OR d)", [("a", "b")], [("c", "d")], 0),
        ("caption:a lang:id", [("caption:a",), ("lang:id",)], [], 0),
        ('"a b"', [("a",), ("b",)], [], 1),
        ("=KPK", [("kpk",)], [], 1),
        ("a{2,}", [("a",)], [], 1),
        ("title:a", [("a",)], [], 1),
        ("kpk~", [("kpk~",)], [], 1),
        ("url:2024/ekonomi", [("url:ekonomi",)], [], 1),
        ("url:ekonomi", [("url:ekonomi",)], [], 0),
        ("a /b+/", [("a",)], [], 1),
    ],
)
def test_keys_settle_what_they_can_and_leave_the_rest_open(
    query: str, needed: list[Clause], barred: list[Clause], open_: int
) -> None:
    found = plan(parse(query), cost)
    assert (list(found.needed), list(found.barred), len(found.open)) == (needed, barred, open_)


def leaves(node: Node) -> Iterator[Term | Regex]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case Near():
            yield from (*node.left, *node.right)
        case Value():
            return
        case _:
            yield node


def keys_of(article: Article, node: Node) -> set[str]:
    """Those keys of an article that a query may ask for."""
    reading = Reading(article, "sinpo")
    found = value_keys(reading)
    for name in ("title", *PARTS["any"], "author"):
        space = "" if name in TEXT else f"{name}:"
        words = reading.part(name).words
        found |= {space + word for word in words}
        pieces = (p for leaf in leaves(node) if isinstance(leaf, Term) for p in leaf.pieces)
        found |= {
            space + key(p)
            for p in pieces
            if not isinstance(p, Plain) and any(answers(p, word) for word in words)
        }
    for leaf in leaves(node):
        if isinstance(leaf, Regex) and naive(leaf, article, "sinpo"):
            found.add(f"{REGEX}{leaf.field}{REGEX}{leaf.pattern}")
    return found


def says(found: Plan, keys: set[str], article: Article) -> bool:
    return (
        not any(keys.isdisjoint(clause) for clause in found.needed)
        and all(keys.isdisjoint(clause) for clause in found.barred)
        and all(naive(node, article, "sinpo") for node in found.open)
    )


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(queries, articles())
def test_every_answer_has_a_key_of_each_clause_and_a_plan_says_what_the_query_does(
    query: str, article: Article
) -> None:
    node = readable(query)
    keys = keys_of(article, node)
    answered = naive(node, article, "sinpo")
    if answered:
        assert [clause for clause in clauses(node, cost) if keys.isdisjoint(clause)] == []
    assert says(plan(node, cost), keys, article) == answered


def test_values_are_keys_with_all_that_covers_them() -> None:
    article = an_article(
        url="https://news.contoh.id/a-b?c",
        language="id-ID",
        section="Ekonomi",
        tags=("Sa  tu",),
    )
    assert value_keys(Reading(article, "Sinpo")) == {
        "source:sinpo",
        "section:ekonomi",
        "tag:sa tu",
        *("lang:id", "lang:id-id"),
        *("site:news.contoh.id", "site:contoh.id", "site:id"),
        *("url:https:", "url:news", "url:contoh", "url:id", "url:a", "url:b", "url:c"),
    }


def test_what_is_not_known_gives_no_key() -> None:
    bare = Article(url="", title="", text="")
    assert value_keys(Reading(bare, "sinpo")) == {"source:sinpo"}
