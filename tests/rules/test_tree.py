import pytest

from crawler.rules import Node
from crawler.rules.tree import (
    PARTS,
    VALUES,
    And,
    Near,
    Not,
    Or,
    Plain,
    Regex,
    Term,
    Value,
    Wild,
)

A, B = Term((Plain("a"),), written="a"), Term((Plain("b"),), written="b")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (A, Term((Plain("a"),), written="“A”")),
        (Near((A,), (B,), 4, False, written="a NEAR b"), Near((A,), (B,), 4, False)),
        (Regex("a/b", written=r"/a\/b/"), Regex("a/b")),
        (Value("tag", "a", "tag:A"), Value("tag", "a", 'tag:"a"')),
        (Not(A, column=7), Not(A)),
        (And((A, Not(B, 3))), And((A, Not(B, 9)))),
    ],
)
def test_nodes_that_ask_the_same_are_equal_however_written(one: Node, other: Node) -> None:
    assert one == other
    assert len({one, other}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (A, B),
        (A, Term((Wild("a"),))),
        (A, Term((Plain("a"),), "title")),
        (A, Term((Plain("a"),), exact=True)),
        (A, Term((Plain("a"),), least=2)),
        (And((A, B)), Or((A, B))),
        (And((A, B)), And((B, A))),
        (Near((A,), (B,), 4, True), Near((A,), (B,), 4, False)),
        (Value("tag", "a"), Value("section", "a")),
    ],
)
def test_nodes_that_ask_something_else_are_not(one: Node, other: Node) -> None:
    assert one != other


def test_a_field_has_words_or_values_and_means_parts_that_are_fields() -> None:
    assert not PARTS.keys() & set(VALUES)
    assert {part for parts in PARTS.values() for part in parts} <= PARTS.keys()
