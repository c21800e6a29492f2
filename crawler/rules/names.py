"""Which words of a text are spelled as names: names have no forms, `Pemalang` is none of `malang`.

A capital says that a word is a name only where it says anything: not where a sentence begins, and
not in a headline of which most words have one, two of them at least: `Banjir Pemalang` is none.
`Kementerian Pertahanan` is a name like another.
"""

import re
from functools import lru_cache

from crawler.rules.reading import Part, Span

_QUOTES = "\"'“”„‘’«»"
_CLOSING = _QUOTES + ")]}"
_ENDS = (".", "!", "?", ":", ";", "…")  # after these, a sentence may begin
_DASHES = "-–—|•·*▪"  # and after these by themselves
_SHORT = re.compile(r"[\W_]*([^\W\d_]{1,3})\.")  # what stands before a name: H. Dr. Jl. Kab.
_FEWEST = 2  # capitals after the first word that make a headline; one alone is a name
_LONG = 4  # letters of a word whose capital is counted: `di` and `dan` have none in headlines


def is_name(part: Part, span: Span) -> bool:
    """Whether what stands at `span` is spelled as a name.

    >>> [is_name(Part(["Banjir di Pemalang surut"]), (at, at + 1)) for at in range(4)]
    [False, False, True, False]
    """
    text = part.folded.text_of(span[0])
    run = part.folded.run_of(span[0])[0]
    runs = part.runs[text]
    return (
        _is_capitalised(runs[run])
        and not (run == 0 or _is_opened(runs[run - 1], runs[run]))
        and not _begins_a_line(part, text, run)
        and not _is_headline(part.texts[text])
    )


def _is_capitalised(run: str) -> bool:
    """Whether the first letter is a capital and not all are."""
    return next(filter(str.isalpha, run), "").isupper() and not run.isupper()


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
