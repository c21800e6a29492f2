"""The rules of a replay, made of words that its articles do and do not hold."""

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from benchmarks.lab.words import All, Any, Not, Query, Term, Text

COUNT = 200
MAX_AGE = timedelta(days=3650)  # of every rule, the most there is: the corpora are years old
TELLING = 80  # of them are meant to match something
MOST = 8  # articles that one of those matches
TRIES = 60  # to make one of a shape, before the next shape has its turn
PLAIN = re.compile(r"[a-z]{4,14}")  # words that every reading of the language reads alike


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its query, and whether it is written as `query`, `any` or `all`."""

    name: str
    query: Query
    form: Literal["query", "any", "all"] = "query"

    def written(self) -> dict[str, object]:
        """As the configuration holds it."""
        if self.form == "query":
            return {"query": str(self.query)}
        positive, excluded = _parted(self.query)
        row: dict[str, object] = {self.form: [_entry(term) for term in positive]}
        return {**row, "none": [_entry(term) for term in excluded]} if excluded else row


def _parted(query: Query) -> tuple[list[Query], list[Query]]:
    """The terms of a simple query: those of its list, and those that may not be."""
    match query:
        case Any(queries):
            return list(queries), []
        case All((Any(queries), Not(out))):
            return list(queries), [out]
        case All(queries):
            return (
                [one for one in queries if not isinstance(one, Not)],
                [one.query for one in queries if isinstance(one, Not)],
            )
        case _:
            return [query], []


def _entry(term: Query) -> str:
    """A term as an entry of a list: there, spaces make it a phrase."""
    return str(term).strip('"')


@dataclass
class Maker:
    """Draws queries from the words of `bodies`."""

    bodies: Sequence[Text]
    dice: random.Random

    def __post_init__(self) -> None:
        spread = Counter(word for body in self.bodies for word in set(body.pieces))
        plain = sorted(word for word in spread if PLAIN.fullmatch(word))
        self.rare = [word for word in plain if spread[word] <= 4 and len(word) >= 6]
        self.common = [word for word in plain if spread[word] > 4]
        self.known = frozenset(spread)

    def word(self) -> Query:
        """A word that few articles hold, sometimes written as a title would be."""
        word = self.dice.choice(self.rare)
        return Term((self.dice.choice((word, word, word.capitalize(), word.upper())),))

    def phrase(self) -> Query:
        """Two or three words as they stand in a row in an article."""
        pieces = self.dice.choice(self.bodies).pieces
        size = self.dice.choice((2, 3))
        at = self.dice.randrange(max(1, len(pieces) - size))
        return Term(tuple(pieces[at : at + size]) or ("kosong",))

    def started(self) -> Query:
        """The beginning of a word, open at its end."""
        word = self.dice.choice(self.rare)
        return Term((word[: self.dice.randint(4, len(word) - 1)] + "*",))

    def ended(self) -> Query:
        """The end of a word, open at its beginning; or open in the middle."""
        word = self.dice.choice(self.rare)
        if self.dice.random() < 0.5:
            return Term(("*" + word[2:],))
        return Term((word[:3] + "*" + word[-2:],))

    def open_phrase(self) -> Query:
        """A phrase with a word of any ending in it."""
        match self.phrase():
            case Term(words) if len(words[0]) > 3:
                return Term((words[0][:-1] + "*", *words[1:]))
            case other:
                return other

    def both(self) -> Query:
        """Two words of one article."""
        words = sorted({w for w in self.dice.choice(self.bodies).pieces if PLAIN.fullmatch(w)})
        return All(tuple(Term((w,)) for w in self.dice.sample(words, min(2, len(words)))))

    def either(self) -> Query:
        """One of two or three rare things."""
        return Any((self.word(), self.dice.choice((self.word, self.phrase))(), self.word()))

    def without(self) -> Query:
        """A rare word, without a common one."""
        return All((self.word(), Not(Term((self.dice.choice(self.common),)))))

    def either_without(self) -> Query:
        """One of three, and a common word not."""
        return All((self.either(), Not(Term((self.dice.choice(self.common),)))))

    def nested(self) -> Query:
        """Brackets within brackets."""
        common = Any(tuple(Term((w,)) for w in self.dice.sample(self.common, 2)))
        return All((Any((All((self.word(), common)), self.phrase())), Not(self.word())))

    def stranger(self) -> Query:
        """A word that no article holds."""
        word = self.dice.choice(self.rare)
        turned = word[::-1]
        return Term((turned if turned not in self.known else turned + "qx",))

    def strangers(self) -> Query:
        """Much that no article holds together."""
        pair = self.dice.sample(self.common, 2)
        return All((self.stranger(), Any(tuple(Term((word,)) for word in pair))))

    def apart(self) -> Query:
        """Two rare words of different articles."""
        return All((self.word(), self.word()))

    def turned_phrase(self) -> Query:
        """Words of one article, in the other order."""
        match self.phrase():
            case Term(words):
                return Term(words[::-1])
            case other:
                return other


def rules(bodies: Sequence[Text], seed: int, count: int = COUNT) -> list[Rule]:
    """`count` rules of which a part matches a few of `bodies` each and the rest none."""
    maker = Maker(bodies, random.Random(seed))
    telling = [
        maker.word,
        maker.phrase,
        maker.started,
        maker.both,
        maker.either,
        maker.without,
        maker.ended,
        maker.either_without,
        maker.open_phrase,
        maker.nested,
    ]
    silent = [maker.stranger, maker.apart, maker.turned_phrase, maker.strangers]
    made: list[Rule] = []
    seen: set[str] = set()
    for number in range(count):
        wanted = number < count * TELLING // COUNT
        shapes = telling if wanted else silent
        query = _one(maker, shapes, number, range(1, MOST + 1) if wanted else range(1), seen)
        seen.add(str(query))
        made.append(Rule(f"aturan-{number:03}", query, _form(query, number)))
    return made


def _one(
    maker: Maker,
    shapes: Sequence[Callable[[], Query]],
    turn: int,
    wanted: range,
    seen: set[str],
) -> Query:
    """A query of the shape whose turn it is that matches a wanted number of articles."""
    for trial in range(TRIES * len(shapes)):
        query = shapes[(turn + trial // TRIES) % len(shapes)]()
        plain = all(PLAIN.fullmatch(word.lower().replace("*", "xx")) for word in _words(query))
        if plain and str(query) not in seen:
            hits = sum(query.holds((body,)) for body in maker.bodies)
            if hits in wanted:
                return query
    raise ValueError(f"no query matches {wanted} of {len(maker.bodies)} articles")


def _words(query: Query) -> list[str]:
    match query:
        case Term(words):
            return list(words)
        case Not(inner):
            return _words(inner)
        case All(queries) | Any(queries):
            return [word for inner in queries for word in _words(inner)]


def _form(query: Query, number: int) -> Literal["query", "any", "all"]:
    """Every second rule that can be a list is one."""
    match query:
        case Any(queries) if number % 2 and all(isinstance(one, Term) for one in queries):
            return "any"
        case All((Any(queries), Not(Term()))) if number % 2:
            return "any" if all(isinstance(one, Term) for one in queries) else "query"
        case All(queries) if number % 2 and all(
            isinstance(one, Term) or (isinstance(one, Not) and isinstance(one.query, Term))
            for one in queries
        ):
            return "all"
        case _:
            return "query"
