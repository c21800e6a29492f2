"""Rules of a known mix, always the same for one seed, for benchmarks to measure.

50 % (1-4 OR) AND (1-4 OR), 20 % a phrase, 15 % a phrase AND 3 OR NOT, 10 % three clauses and a NOT,
5 % NEAR/5.  Of the terms 95 % are in no article, the others are drawn from the articles as often as
they stand there, but for the commonest; 10 % end in `*`, 10 % in `~`, 5 % are fuzzy.  Every tenth rule
asks for something more: a field, a source, an exact spelling, a count, a regular expression.
"""

import random
from collections.abc import Iterator, Sequence

BARE = ("",) * 8 + ("*", "~")  # what a word ends in
SYLLABLES = [
    "ba", "be", "bi", "bo", "du", "ga", "go", "ha", "ji", "ka", "ke", "ki", "lo", "lu",
    "ma", "mi", "nu", "pa", "po", "ra", "ri", "sa", "se", "ti", "tu", "wa", "ya", "zo",
]  # fmt: skip
MORE = (
    "{word} AND -source:lain", "{word} AND -(tag:iklan OR section:olahraga)", "{word} OR caption:{other}",
    "{word} AND title:({other} OR {third})", "={word}", "{word}{{2,}}", "{word} AND /{other}.*{third}/",
    "any:{word} -url:/iklan/", "{word} ONEAR/3 ({other} OR {third})", "{word} lang:(id OR en)",
)  # fmt: skip


class Writer:
    """Writes rules, always the same for one seed."""

    def __init__(self, seed: int, vocabulary: Sequence[str], present: float = 0.05) -> None:
        self.random = random.Random(seed)
        self.vocabulary, self.present = vocabulary, present

    def word(self) -> str:
        dice = self.random
        if dice.random() < self.present:
            return dice.choice(self.vocabulary)
        return "".join(dice.choices(SYLLABLES, k=dice.randint(3, 5)))

    def term(self) -> str:
        word, dice = self.word(), self.random
        if len(word) > 5 and dice.random() < 0.05:
            return f"{word}~{1 if len(word) < 9 else 2}"
        return word + (dice.choice(BARE) if len(word) > 3 else "")

    def any(self, most: int = 4) -> str:
        terms = [self.term() for _ in range(self.random.randint(1, most))]
        return f"({' OR '.join(terms)})" if len(terms) > 1 else terms[0]

    def phrase(self) -> str:
        return '"' + " ".join(self.word() for _ in range(self.random.randint(2, 3))) + '"'

    def query(self) -> str:
        if self.random.random() < 0.1:
            words = {name: self.word() for name in ("word", "other", "third")}
            return self.random.choice(MORE).format(**words)
        share = self.random.random()
        if share < 0.5:
            return f"{self.any()} AND {self.any()}"
        if share < 0.7:
            return self.phrase()
        if share < 0.85:
            return f"{self.phrase()} AND {self.any(3)} AND NOT {self.term()}"
        if share < 0.95:
            return f"{self.any(3)} {self.any(3)} {self.any(3)} -{self.term()}"
        return f"{self.word()} NEAR/5 {self.word()}"

    def pairs(self, count: int) -> Iterator[tuple[str, str]]:
        for number in range(count):
            yield f"r{number}", self.query()
