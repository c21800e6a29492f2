"""Letters in which a publisher asks its readers for money, below an article or within it.

They are prose, in paragraphs like those of the text.  What tells them is that the house speaks of
itself, to its reader, of its own work and of what that costs.  A text that is such a letter, or is
written so all through, is kept: there the house has something else to say.
"""

import re
from collections.abc import Sequence
from itertools import islice

_SHARE = 0.5  # of all text: what a letter can have, and of the rest how much may speak so
_LONGEST = 700  # characters of a paragraph of a letter
_MOST = 15  # paragraphs above one that asks, and below it
_SHORT, _LAST = 80, 5  # characters of a line that ends a letter; how many such lines
_TRIES = 5  # paragraphs that ask
_STEMS = {  # of _ASKS, to look for first, by what they share: to search all paragraphs is dear
    "onat": ("donat", "Donat"),
    "onasi": ("donasi", "Donasi"),
    "umbang": ("umbang",),
    "ontribut": ("ontribut",),
    "pende": ("spende", "Spende"),
    "outenez": ("outenez",),
    "upport": ("upport us", "upport Us", "upport our", "upport Our", "upporter"),
    "embership": ("embership",),
    "poy": ("apoy", "Apoy"),
    "ukung": tuple(
        f"ukung{end} {whom}" for end in ("", "an") for whom in ("kami", "jurn", "reda", "pemb")
    ),
}
_ASKS = re.compile(
    r"\b(?:donat(?:e|ing|ions?)|(?:ber)?donasi|(?:me(?:ny|n))?(?:s)?umbang(?:an|kan)?|contribut(?:e|ing|ions?)"
    r"|support (?:us|our)|(?:men)?dukung(?:an)? (?:kami|jurnalisme|redaksi|pembaca)|supporters?|membership"
    r"|spenden?|soutenez|apoy[ae])\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:kami|redaksi|our|we|(?-i:[uU]s)|wir|uns(?:er\w*)?|nous|notre|nos|nosotros|nuestr[oa]s?)\b",
    re.IGNORECASE,
)
_YOURS = re.compile(
    r"\b(?:anda|kamu|you|your|sie|ihre?[nrms]?|vous|votre|vos|usted(?:es)?|tus?)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:jurnalis\w*|wartawan|liputan|redaksi|pembaca|newsroom|journalis\w*|reporting|reporters?|paywall|readers?"
    r"|redaktion|leser\w*|lecteurs?|lectrices?|lector(?:es)?|periodismo)\b",
    re.IGNORECASE,
)
_GREETS = re.compile(
    r"\W*(?:dear readers?|before you go|hello,? readers?|(?:kepada |halo,? |salam,? )?(?:para )?pembaca(?:,| yang| setia| terhormat| kami)"
    r"|a (?:note|message|word) (?:from|to)|liebe leser|chers? (?:lect|amis)|estimad[oa]s? lector)",
    re.IGNORECASE,
)
_QUOTED = re.compile('["“”„«»]')


def without(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """The paragraphs without a publisher's letter to its readers."""
    stems = _stems("\n".join(paragraphs))
    if not stems:
        return paragraphs
    asking = (at for at, text in enumerate(paragraphs) if _asks(text, stems))
    for at in islice(asking, _TRIES):
        start, end = _around(paragraphs, at)
        letter, rest = paragraphs[start:end], paragraphs[:start] + paragraphs[end:]
        if _is_letter(letter, rest):
            return rest
    return paragraphs


def _stems(whole: str) -> list[str]:
    """The stems that are in a text."""
    told = [stems for shared, stems in _STEMS.items() if shared in whole]
    return [stem for stems in told for stem in stems if stem in whole]


def _asks(text: str, stems: Sequence[str]) -> bool:
    return (
        any(stem in text for stem in stems)
        and _may_be_of_it(text)
        and _ASKS.search(text) is not None
        and _OURS.search(text) is not None
    )


def _around(paragraphs: Sequence[str], at: int) -> tuple[int, int]:
    """From where to where the letter goes that asks for money at `at`."""
    start = at
    while (
        start > max(at - _MOST, 0)
        and not _GREETS.match(paragraphs[start])
        and _speaks(paragraphs[start - 1])
    ):
        start -= 1
    end = at + 1
    while end < min(at + _MOST, len(paragraphs)) and (
        _speaks(paragraphs[end]) or _ends(paragraphs, end)
    ):
        end += 1
    greeted = _GREETS.match(paragraphs[start]) is not None
    return (start, end) if greeted or end == len(paragraphs) else (at, at)


def _speaks(text: str) -> bool:
    """Whether the house speaks of itself, or to its reader of its work."""
    if not _may_be_of_it(text):
        return False
    if _GREETS.match(text) or _OURS.search(text):
        return True
    return _YOURS.search(text) is not None and _WORK.search(text) is not None


def _ends(paragraphs: Sequence[str], at: int) -> bool:
    """Whether only short lines are left: thanks, who signed, a button."""
    last = paragraphs[at:]
    return len(last) <= _LAST and all(
        len(text) <= _SHORT and _may_be_of_it(text) for text in last
    )


def _may_be_of_it(text: str) -> bool:
    return len(text) <= _LONGEST and _QUOTED.search(text) is None


def _is_letter(letter: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether paragraphs are a letter of the house, and the rest is the article."""
    told = "\n".join(letter)
    if not rest or len(told) > _SHARE * (len(told) + sum(map(len, rest))):
        return False
    if sum(map(_speaks, rest)) > _SHARE * len(rest):
        return False
    return _WORK.search(told) is not None and _YOURS.search(told) is not None
