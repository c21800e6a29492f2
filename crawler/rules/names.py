"""Which words of a text are spelled as names: names have no forms, `Pemalang` is none of `malang`.

A capital says that a word is a name only where it says anything: not where a sentence begins, and
not in a headline of which most words have one, two of them at least: `Banjir Pemalang` is none.
There the rest of the article says it: what stands behind `di` or `Kecamatan` with a capital and by
itself, and nowhere in small letters, is a name.  `Kementerian Pertahanan` is a name like another,
but says nothing of `Pertahanan` elsewhere.
"""

import re
from functools import lru_cache

from crawler.rules.reading import Part, Reading, Span

_QUOTES = "\"'“”„‘’«»"
_CLOSING = _QUOTES + ")]}"
_ENDS = (".", "!", "?", ":", ";", "…")  # after these, a sentence may begin
_STOPS = (*_ENDS, ",")  # after these, a name has ended
_DASHES = "-–—|•·*▪"  # and after these by themselves
_SHORT = re.compile(r"[\W_]*([^\W\d_]{1,3})\.")  # what stands before a name: H. Dr. Jl. Kab.
_FEWEST = 2  # capitals after the first word that make a headline; one alone is a name
_LONG = 4  # letters of a word whose capital is counted: `di` and `dan` have none in headlines
# What stands before the name of a place.
_BEFORE_PLACES = frozenset(
    """
    di ke dari asal
    provinsi kabupaten kab. kota kecamatan kec. kelurahan desa dusun pulau gunung jalan jl.
    """.split()  # noqa: SIM905  # reads better as text than as a list
)


def common(word: str, name: str, reading: Reading) -> list[Span]:
    """Where a folded word stands in a part of an article and is neither a name nor an acronym."""
    part = reading.part(name)
    acronyms = part.acronyms.get(word, ())
    spelled = [
        (span, spelling(part, span)) for span in part.folded[word] if span not in acronyms
    ]
    if any(said is None for _, said in spelled) and _is_called(word, reading):
        return [span for span, said in spelled if said is False]
    return [span for span, said in spelled if not said]


def spelling(part: Part, span: Span) -> bool | None:
    """Whether what stands at `span` is spelled as a name; None where a capital says nothing.

    >>> [spelling(Part(["Banjir di Pemalang surut"]), (at, at + 1)) for at in range(4)]
    [None, False, True, False]
    """
    text = part.folded.text_of(span[0])
    run = part.folded.run_of(span[0])[0]
    if (text, run) not in part.capitals:
        part.capitals[text, run] = _spelling(part, text, run)
    return part.capitals[text, run]


def _spelling(part: Part, text: int, run: int) -> bool | None:
    """How one run of a text is spelled."""
    runs = part.runs[text]
    if not _first_letter(runs[run]).isupper():
        return False
    is_sure = (
        not runs[run].isupper()
        and not (run == 0 or _is_opened(runs[run - 1], runs[run]))
        and not _begins_a_line(part, text, run)
        and not _is_headline(part.texts[text])
    )
    return True if is_sure else None


def _is_called(word: str, reading: Reading) -> bool:
    """Whether title and body say that a folded word is a name, where capitals say something."""
    is_place = False
    for name in ("title", "body"):
        part = reading.part(name)
        for span in part.folded[word]:
            said = spelling(part, span)
            if said is False:
                return False
            is_place = is_place or (said is True and _is_place(part, span))
    return is_place


def _is_place(part: Part, span: Span) -> bool:
    """Whether a name stands behind what stands before places, and by itself."""
    text = part.folded.text_of(span[0])
    run, _, places = part.folded.run_of(span[0])
    runs = part.runs[text]
    if places > 1 or runs[run - 1].lower() not in _BEFORE_PLACES:
        return False
    is_last = run + 1 == len(runs) or runs[run].rstrip(_CLOSING).endswith(_STOPS)
    return is_last or not _first_letter(runs[run + 1]).isupper()


def _first_letter(run: str) -> str:
    return next(filter(str.isalpha, run), "")


def _is_capitalised(run: str) -> bool:
    """Whether the first letter is a capital and not all are."""
    return _first_letter(run).isupper() and not run.isupper()


def _is_opened(before: str, run: str) -> bool:
    """Whether a sentence may begin with `run` after what stands before it."""
    if run[0] in _QUOTES or not before.strip(_DASHES):
        return True
    end = before.rstrip(_CLOSING)
    short = _SHORT.fullmatch(end)
    return end.endswith(_ENDS) and not (short and _is_title(short[1]))


def _is_title(short: str) -> bool:
    """Whether a short word before a full stop is a title or an initial, and not `PBB.` or `itu.`."""
    return short[0].isupper() and (len(short) == 1 or not short.isupper())


def _begins_a_line(part: Part, text: int, run: int) -> bool:
    characters = part.characters[text]
    return "\n" in part.texts[text][characters[run - 1][1] : characters[run][0]]


@lru_cache(maxsize=256)
def _is_headline(text: str) -> bool:
    """Whether most of the long words after the first, and two at least, have a capital."""
    long = [run for run in text.split()[1:] if sum(map(str.isalpha, run)) >= _LONG]
    capitals = sum(map(_is_capitalised, long))
    return capitals >= _FEWEST and 2 * capitals > len(long)
