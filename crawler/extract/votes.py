"""A field of an article together with the reason for it: who said what, and who was believed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from crawler.model import Vote

LONGEST = 200  # characters of a saying that are kept: a reason is read by people
MOST = 12  # sayings kept of one field

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Chosen(Generic[Value]):
    """A value, and how it was chosen."""

    value: Value
    why: Vote


def vote(field: str, said: Iterable[tuple[str, str]], believed: str, reason: str) -> Vote:
    """The reason for a field; `said` are witnesses with their words, `believed` one of them."""
    heard = [(witness, text[:LONGEST]) for witness, text in said if text]
    return Vote(field, tuple(heard[:MOST]), believed, reason)
