"""In how many of the last articles a key was seen: what is rare, today."""

from collections import Counter
from collections.abc import Iterable, Sequence

from crawler.rules.clauses import REGEX, REGEX_COST, Clause, shortness

_WINDOW = 4096  # articles; at its end everything counts half
_MOST = 300_000  # keys; at its end those seen once are forgotten
_FULL = 256  # articles counted one by one; of later ones every seventeenth
_STEP = 17
_MARKS = "*?~12"  # what makes a pattern of a word, at its end


class Frequency:
    """How common keys are, as a share of articles."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._weight = 0.0  # of all articles counted
        self._articles = 0
        self._learnt = 0

    def count(self, keys: Iterable[str]) -> None:
        """One more article, with these keys; once many are known, only some are looked at."""
        if self.is_due():
            self.learn(keys)

    def is_due(self) -> bool:
        """One more article, and whether its keys are to be learnt."""
        self._articles += 1
        return self._learnt < _FULL or self._articles % _STEP == 0

    def learn(self, keys: Iterable[str]) -> None:
        """One more article that counts, with these keys."""
        self._learnt += 1
        self._seen.update(keys)
        self._weight += 1
        if self._weight >= _WINDOW or len(self._seen) > _MOST:
            self._weight /= 2
            self._seen = Counter({key: n // 2 for key, n in self._seen.items() if n > 1})

    def rarest(self, clauses: Sequence[Clause]) -> tuple[Clause, Clause]:
        """The rarest and the second of two clauses or more, of the longest words first."""
        if not self._learnt:
            return clauses[0], clauses[1]
        ordered = sorted([(self.cost(clause), at) for at, clause in enumerate(clauses)])
        return clauses[ordered[0][1]], clauses[ordered[1][1]]

    def cost(self, clause: Clause) -> float:
        """How many articles of a thousand are expected to have a key of `clause`.

        A pattern that was never seen is taken for as common as the word it is made from, and a
        word that was never seen costs by its shortness: short words are common.
        """
        if not self._learnt:
            return shortness(clause)
        total = 0.0
        for key in clause:
            if key[0] == REGEX:
                total += REGEX_COST
                continue
            seen = self._seen.get(key)
            if seen is None and key[-1] in _MARKS:
                seen = self._seen.get(key.rstrip(_MARKS), 0)
            total += seen * 1000 / self._weight + 1 / len(key) if seen else 1 / len(key)
        return total
