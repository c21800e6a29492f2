"""An article as rules read it: the words of each part, and the places where they stand.

Nothing is worked out before it is asked for: most rules are answered by the vocabulary alone, and
most articles are never looked at more closely.  A place is counted in words; a word with hyphens
takes as many as it has parts.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from crawler.fold import beyond_ascii, fold, parts, run_spans, runs, tokens
from crawler.model import Article
from crawler.rules.patterns import answers, key
from crawler.rules.tree import Piece, Plain
from crawler.rules.values import host_of, whole

Span = tuple[int, int]  # the first place, and the one after the last
PARAGRAPHS = "\n\n"  # between the paragraphs of a body
_FEW = 16  # words whose places are sought one by one; more would take the square of the text
# Of what is not ASCII the most frequent by far; folding makes no letter, digit or space of them.
_SIGNS = frozenset("“”‘’«»„–—…•£€")
GAP = 128  # places between two captions or comments: more than any NEAR reaches
_REMEMBERED = 200_000  # runs; some 40 MB
_LONGEST_ACRONYM = 6  # letters
_LONGEST = 64  # characters of a run worth remembering
_MOST_LETTERS = (
    300_000  # of longer runs, remembered while an article is read: at most some 100 MB
)


@dataclass(frozen=True, slots=True, eq=False)  # eq: hashed by identity, on the hottest path
class Several:
    """What a run came to that is not simply one word."""

    places: int
    forms: tuple[tuple[str, int, int], ...]  # each with its first place and number of places


class _Spellings(dict[str, str | Several]):
    """What runs come to, remembered for as long as the process lives: news repeats its words."""

    def __init__(self, read: Callable[[str], str | Several]) -> None:
        super().__init__()
        self._read = read
        self._long: dict[str, str | Several] = {}  # of the article that is being read
        self._letters = 0  # of these

    def __missing__(self, run: str) -> str | Several:
        if len(run) > _LONGEST:
            return self._of_long(run)
        found = self[run] = self._read(run)
        if len(self) > _REMEMBERED:
            self.clear()
        return found

    def _of_long(self, run: str) -> str | Several:
        found = self._long.get(run)
        if found is None:
            found = self._read(run)
            self._letters += len(run)
            if self._letters > _MOST_LETTERS:
                self._long.clear()
                self._letters = len(run)
            if len(run) <= _MOST_LETTERS:
                self._long[run] = found
        return found


def _forms(found: Sequence[str], *, joined: bool) -> str | Several:
    """Words in a row as one value; `joined`: what has an apostrophe is also without it."""
    if len(found) == 1 and found[0].isalnum():
        return found[0]
    place = 0
    forms: list[tuple[str, int, int]] = []
    for token in found:
        own = parts(token)
        for form, at, places in own:
            forms.append((form, place + at, places))
            if joined and "'" in form:
                forms.append((form.replace("'", ""), place + at, places))
        place += own[0][2]
    return Several(place, tuple(forms))


_FOLDED = _Spellings(lambda run: _forms([fold(word) for word in tokens(run)], joined=True))
_SPELLED = _Spellings(lambda run: _forms(tokens(run), joined=False))


def forms(run: str) -> Sequence[str]:
    """The folded words of a run, with the parts of those with hyphens."""
    one = _FOLDED[run]
    return (one,) if isinstance(one, str) else [form for form, _, _ in one.forms]


class Part:
    """One part of an article: its texts, which no phrase crosses, as words in places."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        # whether a run of a text, by their numbers, is spelled as a name: see names.py
        self.capitals: dict[tuple[int, int], bool | None] = {}

    @cached_property
    def runs(self) -> list[list[str]]:
        """The runs of each text."""
        return [runs(text) for text in self.texts]

    @cached_property
    def distinct(self) -> set[str]:
        """The runs, each once."""
        return set(self.runs[0]) if len(self.runs) == 1 else set().union(*self.runs)

    def count(self, run: str) -> int:
        """How often one of the runs is there."""
        if (
            sum([text.count(run) for text in self.texts]) == 1
        ):  # as most are; inside others, too
            return 1
        return sum([line.count(run) for line in self.runs])

    @cached_property
    def lines(self) -> list[list[str | Several]]:
        """What the runs of each text come to, folded."""
        return [list(map(_FOLDED.__getitem__, line)) for line in self.runs]

    @cached_property
    def words(self) -> set[str]:
        """The folded words, with the parts of those with hyphens."""
        found = set(map(_FOLDED.__getitem__, self.distinct))
        several = [one for one in found if one.__class__ is Several]
        found.difference_update(several)
        for one in several:
            if isinstance(one, Several):
                found.update(form for form, _, _ in one.forms)
        return found  # type: ignore[return-value]  # what is no str has just been taken out

    @cached_property
    def folded(self) -> "Places":
        """Where each folded word stands."""
        return Places(self.lines)

    @cached_property
    def spelled(self) -> "Places":
        """Where each word stands as it is spelled."""
        return Places([list(map(_SPELLED.__getitem__, line)) for line in self.runs])

    @cached_property
    def acronyms(self) -> Mapping[str, set[Span]]:
        """Where a folded word is spelled as an acronym, in a text that is not all in capitals."""
        found: dict[str, set[Span]] = defaultdict(set)
        shouted = {run for line in self.runs for run in set(line) if run != run.lower()}
        for form in {form for run in shouted for form in _spellings(run) if is_acronym(form)}:
            found[fold(form)].update(self.spelled[form])
        capitals = [text.isupper() for text in self.texts]
        if any(capitals):
            return {
                form: {span for span in spans if not capitals[self.spelled.text_of(span[0])]}
                for form, spans in found.items()
            }
        return found

    @cached_property
    def characters(self) -> list[list[Span]]:
        """Between which characters each run of each text is."""
        return [run_spans(text) for text in self.texts]

    @cached_property
    def plain(self) -> list[str]:
        """The texts as a regular expression sees them."""
        return [fold(text).encode(errors="replace").decode() for text in self.texts]

    def may_have(self, letters: str) -> bool:
        """Whether `plain` may have these small letters, digits and spaces, all ASCII, in a row."""
        rough = self._rough
        return rough is None or letters.encode() in rough

    @cached_property
    def _rough(self) -> bytes | None:
        """What `plain` has of ASCII, at a twentieth of the cost; None: folding may make more of it."""
        text = "\n".join(self.texts)
        if not text.isascii() and not _SIGNS.issuperset(beyond_ascii(text)):
            return None
        return text.encode("ascii", "replace").lower()


def _spellings(run: str) -> tuple[str, ...]:
    """The words of a run as they are spelled."""
    one = _SPELLED[run]
    return (one,) if isinstance(one, str) else tuple(form for form, _, _ in one.forms)


def is_acronym(word: str) -> bool:
    """Whether a word as it is spelled is short and all in capitals."""
    return 2 <= len(word) <= _LONGEST_ACRONYM and word.isupper()


class Places:
    """Where words stand; looked for when asked, because few words of an article ever are."""

    def __init__(self, lines: Sequence[Sequence[str | Several]]) -> None:
        self._runs = [one for line in lines for one in line]
        self._asked: dict[str, list[Span]] = {}
        self._odd: dict[str, list[Span]] = defaultdict(list)  # in runs that are not one word
        self._bends = [0]  # runs before which places and runs come apart further …
        self._shifts = [0]  # … by now this much
        self._bent: list[int] = []  # the places of the bends
        self._firsts: list[int] = []  # the first place of each text
        self._first_runs: list[int] = []
        run = shift = 0
        for line in lines:
            self._firsts.append(run + shift)
            self._first_runs.append(run)
            for at in [at for at, one in enumerate(line, run) if one.__class__ is Several]:
                one = self._runs[at]
                if isinstance(one, str):
                    continue
                for form, offset, places in one.forms:
                    start = at + shift + offset
                    self._odd[form].append((start, start + places))
                shift += one.places - 1
                self._bends.append(at + 1)
                self._shifts.append(shift)
            run += len(line)
            shift += GAP
            self._bends.append(run)
            self._shifts.append(shift)
        self._bent = [bend + by for bend, by in zip(self._bends, self._shifts, strict=True)]

    def __getitem__(self, word: str) -> list[Span]:
        """The places of a word; empty where it has none."""
        found = self._asked.get(word)
        if found is None:
            found = self._asked[word] = [*self._odd.get(word, ()), *self._even(word)]
        return found

    def _even(self, word: str) -> Iterable[Span]:
        """The places of a word in runs that are nothing else."""
        if len(self._asked) < _FEW:
            return self._sought(word)
        return self._every.get(word, ())

    @cached_property
    def _every(self) -> Mapping[str, list[Span]]:
        """The places of all words in runs that are nothing else: cheaper than to seek many."""
        found: dict[str, list[Span]] = defaultdict(list)
        bends = iter([*self._bends[1:], len(self._runs) + 1])
        shifts = iter(self._shifts)
        bend, shift = 0, 0
        for at, one in enumerate(self._runs):
            while at >= bend:
                bend, shift = next(bends), next(shifts)
            if isinstance(one, str):
                found[one].append((at + shift, at + shift + 1))
        return found

    def _sought(self, word: str) -> Iterator[Span]:
        at = -1
        for _ in range(self._runs.count(word)):
            at = self._runs.index(word, at + 1)
            place = at + self._shifts[bisect_right(self._bends, at) - 1]
            yield place, place + 1

    def text_of(self, place: int) -> int:
        """Which text a place is in."""
        return bisect_right(self._firsts, place) - 1

    def run_of(self, place: int) -> tuple[int, int, int]:
        """Which run of its text a place is in, which place of the run, and of how many."""
        bend = bisect_right(self._bent, place) - 1
        run, inside = place - self._shifts[bend], 0
        if bend + 1 < len(self._bends) and run >= self._bends[bend + 1]:
            run = self._bends[bend + 1] - 1  # the run before the bend takes more than one place
            inside = place - (run + self._shifts[bend])
        one = self._runs[run]
        first = self._first_runs[self.text_of(place)]
        return run - first, inside, 1 if isinstance(one, str) else one.places


_PARTS: dict[str, Callable[[Article], Sequence[str]]] = {
    "title": lambda article: (article.title,),
    "lead": lambda article: (article.lead,),
    "body": lambda article: (PARAGRAPHS.join(article.paragraphs),),
    "caption": lambda article: [
        text for picture in article.pictures for text in (picture.alt, picture.caption) if text
    ],
    "comment": lambda article: article.comments,
    "author": lambda article: article.authors,
}


_VALUES: dict[str, Callable[[Article, str], Sequence[str]]] = {
    "source": lambda _, source: (source,),
    "site": lambda article, _: (host_of(article.url),),
    "url": lambda article, _: (article.url,),
    "section": lambda article, _: (article.section or "",),
    "tag": lambda article, _: article.tags,
    "lang": lambda article, _: (article.language or "",),
}


class Reading:
    """One article, read for as many queries as one likes.

    `source` is the name of the source it came from.  `known` says which of some runs have a word
    with a key, such as one that answers a pattern; None: nobody has found out.
    """

    def __init__(self, article: Article, source: str) -> None:
        self.article, self.source = article, source
        self.known: Callable[[str, set[str]], set[str]] | None = None
        self.spans: dict[
            tuple[tuple[Piece, ...], bool, str], list[Span]
        ] = {}  # that were sought
        self._parts: dict[str, Part] = {}
        self._answers: dict[tuple[str, Piece], Sequence[str]] = {}
        self._values: dict[str, Sequence[tuple[str, str]]] = {}

    def part(self, name: str) -> Part:
        """One of the parts that `tree.PARTS` leads to, such as `title`; cut into words once."""
        found = self._parts.get(name)
        if found is None:
            found = self._parts[name] = Part(_PARTS[name](self.article))
        return found

    def has(self, word: str, part: str) -> bool:
        """Whether a part has a folded word."""
        if self.known is None:
            return word in self.part(part).words
        return bool(self.known(word, self.part(part).distinct))

    def spells(self, text: str, part: str) -> bool:
        """Whether a word of a part is spelled as `text`."""
        if text in self.part(part).distinct:
            return True
        return any(text in _spellings(run) for run in self._runs(fold(text), part))

    def answering(self, piece: Piece, part: str) -> Sequence[str]:
        """The words of a part that answer `piece`."""
        if isinstance(piece, Plain):
            return (piece.text,) if self.has(piece.text, part) else ()
        found = self._answers.get((part, piece))
        if found is None:
            if self.known is None:
                words = self.part(part).words
            else:
                words = {word for run in self._runs(key(piece), part) for word in forms(run)}
            found = self._answers[part, piece] = [w for w in words if answers(piece, w)]
        return found

    def is_answered(self, piece: Piece, part: str) -> bool:
        """Whether a part has a word that answers `piece`."""
        return bool(self.answering(piece, part))

    def has_small(self, piece: Piece, part: str) -> bool:
        """Whether a part has a run in small letters with a word that answers `piece`."""
        return any(
            run.islower() and any(answers(piece, word) for word in forms(run))
            for run in self._runs(key(piece), part)
        )

    def having(
        self, piece: Piece, part: str, *, exact: bool
    ) -> Iterator[tuple[str, list[Span]]]:
        """The runs of a part with words that answer `piece`, and the places of these in each.

        Where it is `exact`, they are spelled as the piece is.
        """
        if exact and isinstance(piece, Plain):
            own, read = fold(piece.text), _SPELLED
        else:
            own, read = key(piece), _FOLDED
        for run in self._runs(own, part):
            one = read[run]
            placed = ((one, 0, 1),) if isinstance(one, str) else one.forms
            found = [(at, at + places) for word, at, places in placed if answers(piece, word)]
            if found:
                yield run, found

    def _runs(self, of: str, part: str) -> set[str]:
        """The runs of a part that may have the key `of`."""
        runs = self.part(part).distinct
        return runs if self.known is None else self.known(of, runs)

    def values(self, field: str) -> Sequence[tuple[str, str]]:
        """What the article is by a field that has values: folded, and as it is written."""
        found = self._values.get(field)
        if found is None:
            found = [(whole(value), value) for value in self.written(field)]
            self._values[field] = found
        return found

    def written(self, field: str) -> list[str]:
        """What the article is by a field that has values, as it is written."""
        return [value for value in _VALUES[field](self.article, self.source) if value]
