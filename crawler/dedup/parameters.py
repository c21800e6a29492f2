"""Which parameters of a host's addresses change no text: what was read decides.

A parameter means nothing where one address was read with several of its values and said the same each
time, again and again, and never said anything else.  The addresses have to differ from one another in
what they say: a notice that a site shows for every address would else make every parameter mean nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

ADDRESSES = 5  # that were read with several values
PAIRS = 20  # of values of one address that said the same
LASTS = timedelta(days=30)  # then it has to be seen again: a site may begin to use a parameter


@dataclass(frozen=True, slots=True)
class Sight:
    """What was read at an address with one value of a parameter."""

    address: str  # identity without the parameter
    value: str
    text: str  # fingerprint


def means_nothing(sights: Iterable[Sight]) -> bool:
    """Whether a parameter that was read so means nothing."""
    values, texts = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for sight in sights:
        values[sight.address].add(sight.value)
        texts[sight.address].add(sight.text)
    if any(len(said) > 1 for said in texts.values()):
        return False
    several = [address for address, seen in values.items() if len(seen) > 1]
    pairs = sum(len(values[address]) * (len(values[address]) - 1) // 2 for address in several)
    different = {said for address in several for said in texts[address]}
    return len(different) == len(several) >= ADDRESSES and pairs >= PAIRS
