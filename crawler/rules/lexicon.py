"""The words and patterns that rules ask for, and which of them an article has.

What a run of letters comes to is worked out once and remembered, because news repeats its words:
most runs are in no rule at all and go in one step.  A word or pattern that is new to the rules
does not make everything forgotten: until there are many, new ones are looked for beside it.
"""

from collections.abc import Iterable, Sequence

from crawler.rules.patterns import Pattern, Patterns, pattern
from crawler.rules.reading import forms
from crawler.rules.table import SHARDS, Table

_REMEMBERED = 200_000  # runs, of each memory; some 40 MB
_LONGEST = 64  # characters of a run worth remembering
_FEW = 64  # new keys, and this share of all, that are cheaper looked for beside the others
_SHARE = 50


class _Memory:
    """What runs came to."""

    __slots__ = ("barren", "known")

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, ...]] = {}  # the keys a run has
        self.barren: set[str] = set()  # runs that have none

    def __bool__(self) -> bool:
        return bool(self.known or self.barren)

    def keep(self, run: str, keys: tuple[str, ...]) -> None:
        if len(run) > _LONGEST:
            return
        if len(self.known) + len(self.barren) >= _REMEMBERED:
            self.known, self.barren = {}, set()
        if keys:
            self.known[run] = keys
        else:
            self.barren.add(run)


class Lexicon:
    """The keys of words and patterns that are asked for, each with how often."""

    def __init__(self) -> None:
        self._uses: Table[str, int] = Table()
        self._size = 0
        self._patterns = Patterns()
        self._memory = _Memory()
        self._fresh: dict[str, None] = {}  # keys that the memory does not know of
        self._fresh_patterns = Patterns()
        self._fresh_memory = _Memory()
        self._left: list[_Memory] = []  # to be freed while nobody waits for a change

    def add(self, keys: Iterable[str]) -> None:
        """One more use of each of `keys`."""
        shards = self._uses.shards
        new = []
        for key in keys:
            shard = shards[hash(key) % SHARDS]
            if key in shard:
                shard[key] += 1
            else:
                shard[key] = 1
                new.append(key)
        self._begin(new)

    def drop(self, keys: Iterable[str]) -> None:
        """One use less of each of `keys`; the last one forgets it."""
        for key in keys:
            uses = self._uses.pop(key)
            if uses > 1:
                self._uses[key] = uses - 1
            else:
                self._end(key)

    def keys(self, runs: set[str]) -> set[str]:
        """The keys that an article of these runs has; also some that are no longer asked for."""
        self._left.clear()
        if len(self._fresh) > _FEW and len(self._fresh) > self._size // _SHARE:
            self._learn()
        found = self._looked_up(runs, self._memory, self._uses, self._patterns)
        if self._fresh:
            found |= self._looked_up(
                runs, self._fresh_memory, self._fresh, self._fresh_patterns
            )
        return found

    def having(self, runs: Iterable[str]) -> dict[str, list[str]]:
        """Those of `runs` that have a key, by the key; under "" those of which nobody knows."""
        found: dict[str, list[str]] = {}
        memories = [self._memory, self._fresh_memory] if self._fresh else [self._memory]
        for memory in memories:
            for run in runs:
                if run not in memory.barren:
                    for key in memory.known.get(run, ("",)):
                        found.setdefault(key, []).append(run)
        return found

    def _looked_up(
        self,
        runs: set[str],
        memory: _Memory,
        words: Table[str, int] | dict[str, None],
        patterns: Patterns,
    ) -> set[str]:
        rest = runs - memory.barren
        try:
            return set().union(*map(memory.known.__getitem__, rest))
        except KeyError:  # a run that was never seen
            return set().union(*[self._come_to(run, memory, words, patterns) for run in rest])

    def _come_to(
        self,
        run: str,
        memory: _Memory,
        words: Table[str, int] | dict[str, None],
        patterns: Patterns,
    ) -> tuple[str, ...]:
        keys = memory.known.get(run)
        if keys is not None:
            return keys
        found: dict[str, None] = {}
        for word in dict.fromkeys(forms(run)):
            if word in words:
                found[word] = None
            for own in patterns.keys(word):
                found[own] = None
        keys = tuple(found)
        memory.keep(run, keys)
        return keys

    def _begin(self, keys: Sequence[str]) -> None:
        self._size += len(keys)
        remembers = bool(self._memory)
        for key in keys:
            piece = None if key.isalnum() else pattern(key)
            if piece is not None:
                self._patterns.add(piece)
            if remembers:
                self._fresh[key] = None
                if piece is not None:
                    self._fresh_patterns.add(piece)
        if remembers:
            self._forget_fresh()

    def _end(self, key: str) -> None:
        self._size -= 1
        piece: Pattern | None = pattern(key)
        if piece is not None:
            self._patterns.drop(piece)
        if key in self._fresh:
            del self._fresh[key]
            if piece is not None:
                self._fresh_patterns.drop(piece)

    def _forget_fresh(self) -> None:
        if self._fresh_memory:
            self._left.append(self._fresh_memory)
            self._fresh_memory = _Memory()

    def _learn(self) -> None:
        """Forget what runs came to without the keys that are new, which are new no longer."""
        self._memory, self._fresh_memory = _Memory(), _Memory()
        self._fresh, self._fresh_patterns = {}, Patterns()
