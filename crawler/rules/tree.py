"""What a query is, once read: seven kinds of node and nothing else.

What to do with a tree (match it, file it, print it) is a function over these seven in a file of
its own; a new kind of node makes mypy point at every such function.  Nodes are equal when they
ask the same, however they were written: `written` and `column` do not count.
"""

import dataclasses
from dataclasses import dataclass

# Which parts of an article a field means.  "" is a term without a field.
PARTS: dict[str, tuple[str, ...]] = {
    "": ("title", "body"),
    "title": ("title",),
    "lead": ("lead",),
    "body": ("body",),
    "caption": ("caption",),
    "comment": ("comment",),
    "any": ("title", "body", "caption", "comment"),  # the lead is in the body
    "author": ("author",),
}
VALUES = (
    "source",
    "site",
    "url",
    "section",
    "tag",
    "lang",
)  # fields that have values, not words

MOST_DISTANCE = 2  # letters, in `~1` and `~2`


# A word of a query


@dataclass(slots=True, unsafe_hash=True)
class Plain:
    """A word as it is compared: folded; as it is spelled in a `Term` that is exact.

    Of this and of `Term` there are hundreds of thousands: nothing of them is ever changed, but that
    nothing can be would take a fifth of the time of reading.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Wild:
    """A folded word with gaps: at most one `*` (any characters), any number of `?` (one each)."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A folded word and its misspellings."""

    text: str
    distance: int  # letters inserted, dropped, replaced or swapped: 1 or 2


@dataclass(frozen=True, slots=True)
class Forms:
    """An Indonesian root in all its forms."""

    root: str


Piece = Plain | Wild | Fuzzy | Forms


# The nodes


@dataclass(slots=True, unsafe_hash=True)
class Term:
    """Words that stand side by side, in one of the parts that `field` means."""

    pieces: tuple[Piece, ...]
    field: str = ""
    exact: bool = False  # spelled as the query spells it, capitals and accents included
    least: int = 1  # how often, at least
    written: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Near:
    """One of `left` and one of `right`, in one part, at most `distance` words between."""

    left: tuple[Term, ...]
    right: tuple[Term, ...]
    distance: int
    ordered: bool
    field: str = ""
    written: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression (RE2) that is found in the folded text of a part."""

    pattern: str  # without the slashes
    field: str = ""
    written: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Value:
    """What an article is by whom or from where: one of `VALUES`."""

    field: str
    value: str  # folded
    written: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """All of `parts`."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of `parts`."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Not `part`."""

    part: "Node"
    column: int = dataclasses.field(default=0, compare=False)  # where the query says so


Node = Term | Near | Regex | Value | And | Or | Not
