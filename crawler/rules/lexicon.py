"""The words and patterns that rules ask for, and which of them an article has.

    Lexicon ─┬─ base    almost all keys
             └─ fresh   those that have come since the base was first looked in: few
                 │
                 ├─ words      set of keys that are words: looked up as they are
                 ├─ patterns   the others: patterns.py
                 └─ memory     run ─> keys it has, key ─> runs that have it, and the quiet runs

What a run of letters comes to is worked out once and remembered, because news repeats its words:
most runs are quiet, which is that no rule is filed under their keys, and go in one step.  A key that
is new makes only the small memory of the fresh ones forget; when they are no longer few, they move
to the base.
"""

from collections.abc import Container, Iterable, KeysView
from itertools import chain, filterfalse

from crawler.rules.patterns import Patterns, Saved as SavedPatterns
from crawler.rules.reading import forms

Saved = tuple[set[str], SavedPatterns]

_REMEMBERED = 200_000  # runs, of each memory; some 40 MB
_LONGEST = 64  # characters of a run worth remembering
_FEW = 64  # new keys, and this share of all, that are cheaper looked for beside the others
_SHARE = 50


class _Memory:
    """What runs came to."""

    __slots__ = ("known", "long", "loud", "quiet", "runs")

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, ...]] = {}  # the keys of each run
        self.runs: dict[str, set[str]] = {}  # the runs of each key that one has
        self.quiet: set[str] = set()  # runs none of whose keys leads anywhere
        self.loud: dict[str, list[str]] = {}  # the keys of other runs that did when they came
        self.long: list[str] = []  # runs that are not worth remembering

    def keep(self, run: str, keys: tuple[str, ...]) -> None:
        if len(run) > _LONGEST:
            self.long.append(run)
        self.known[run] = keys
        for key in keys:
            self.runs.setdefault(key, set()).add(run)

    def shed(self) -> None:
        """Forget long runs."""
        for run in self.long:
            self.quiet.discard(run)
            self.loud.pop(run, None)
            for key in self.known.pop(run, ()):
                self.runs[key].discard(run)
        self.long = []

    def wake(self, keys: KeysView[str]) -> None:
        """These keys now lead somewhere: it is to be found out anew where their runs do."""
        for key in self.runs.keys() & keys:
            self.quiet -= self.runs[key]
            for run in self.loud.keys() & self.runs[key]:
                del self.loud[run]


class _Keys:
    """Keys, and what runs came to."""

    def __init__(self, saved: Saved | None = None) -> None:
        self.words: set[str] = set()  # and patterns, which no word is taken for
        self.memory = _Memory()
        self.patterns = Patterns()
        if saved is not None:
            self.words, self.patterns = saved[0], Patterns(saved[1])

    def add(self, keys: Iterable[str]) -> None:
        """More keys, while nothing is remembered."""
        new = set(filterfalse(self.words.__contains__, keys))
        self.words |= new
        for key in [key for key in new if not key.isalnum()]:
            if "~" in key or "*" in key or "?" in key:
                self.patterns.add(key)

    def found(self, runs: Iterable[str]) -> set[str]:
        """The keys of the runs."""
        try:
            return set().union(*map(self.memory.known.__getitem__, runs))
        except KeyError:  # a run that was never seen
            return set().union(*map(self._come_to, runs))

    def leading(self, runs: set[str], filed: Container[str]) -> list[str]:
        """Those of the keys of the runs that are `filed`, or were since they were last woken."""
        loud, quiet = self.memory.loud, self.memory.quiet
        others = runs - quiet
        try:
            return list(chain.from_iterable(map(loud.__getitem__, others)))
        except KeyError:  # a run that is neither
            for run in others.difference(loud):
                own = [key for key in self._come_to(run) if key in filed]
                if own:
                    loud[run] = own
                else:
                    quiet.add(run)
            return self.leading(runs, filed)

    def _come_to(self, run: str) -> tuple[str, ...]:
        """The keys of a run."""
        known = self.memory.known.get(run)
        if known is None:
            found: dict[str, None] = {}
            for word in forms(run):
                # a plain word is a run itself, of which only commas and the like make others
                plain = word != run and word.isascii() and word.isalnum()
                found.update(dict.fromkeys(self._come_to(word) if plain else self._of(word)))
            known = tuple(found)
            self.memory.keep(run, known)
        return known

    def _of(self, word: str) -> list[str]:
        """The keys of a word."""
        found = self.patterns.keys(word)
        return [word, *found] if word in self.words else found


class Lexicon:
    """The keys of words and patterns that are asked for."""

    def __init__(self, keys: Iterable[str] = (), saved: Saved | None = None) -> None:
        """Those that were `saved`, which are not copied, and `keys`."""
        self._base, self._fresh = _Keys(saved), _Keys()
        self._left: list[_Keys | _Memory] = []  # to be freed while nobody waits for a change
        self._base.add(keys)

    @staticmethod
    def saved(keys: Iterable[str]) -> Saved:
        """What a lexicon of `keys` would be, for marshal."""
        own = _Keys()
        own.add(keys)
        return own.words, own.patterns.saved()

    def __len__(self) -> int:
        return len(self._base.words) + len(self._fresh.words)

    def add(self, keys: Iterable[str]) -> None:
        """More keys; some may be there already."""
        if not self._base.memory.known:
            self._base.add(keys)
            return
        there = self._base.words
        self._fresh.add([key for key in keys if key not in there])
        if self._fresh.memory.known:
            self._left.append(self._fresh.memory)
            self._fresh.memory = _Memory()

    def settle(self) -> None:
        """Get ready for an article: what is remembered from now on stays until the next."""
        self._left.clear()
        fresh = len(self._fresh.words)
        if fresh > _FEW and fresh > len(self._base.words) // _SHARE:
            self._base.memory = _Memory()
            self._base.add(self._fresh.words)
            self._fresh = _Keys()
        for keys in (self._base, self._fresh):
            keys.memory.shed()
            if len(keys.memory.known) > _REMEMBERED:
                keys.memory = _Memory()

    def keys(self, runs: set[str]) -> set[str]:
        """The keys that an article of these runs has."""
        found = self._base.found(runs)
        return found | self._fresh.found(runs) if self._fresh.words else found

    def leading(self, runs: set[str], filed: Container[str]) -> list[str]:
        """Those of the keys of an article that are `filed`; some may come twice.

        It is told by `wake` of what is filed from now on, and not of what is no longer: a key
        that was filed once may still come.
        """
        found = self._base.leading(runs, filed)
        return found + self._fresh.leading(runs, filed) if self._fresh.words else found

    def wake(self, keys: KeysView[str]) -> None:
        """These keys are filed now."""
        self._base.memory.wake(keys)
        self._fresh.memory.wake(keys)

    def has(self, keys: Iterable[str], runs: set[str], others: set[str]) -> bool:
        """Whether one of `runs` or `others`, once they were looked at, has one of `keys`."""
        for memory in (self._base.memory, self._fresh.memory):
            there_of = memory.runs.get
            for key in keys:
                there = there_of(key)
                if there is not None and not (
                    runs.isdisjoint(there) and others.isdisjoint(there)
                ):
                    return True
            if not self._fresh.words:  # as mostly
                break
        return False

    def having(self, key: str, runs: set[str]) -> set[str]:
        """Those of `runs` that have `key`, once they were looked at for what they lead to."""
        there = self._base.memory.runs.get(key) or self._fresh.memory.runs.get(key)
        return there & runs if there else _NONE


_NONE: set[str] = set()
