"""A field of an article together with the reason for it: who said what, and who was believed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from crawler.model import Article, Vote

LONGEST = 200  # characters of a saying that are kept: a reason is read by people
_HINT = "hint of sites"
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


def overruled(why: Vote, hint: str) -> Vote:
    """`why`, unless the operator's own selector told the field: that is believed then."""
    if not hint:
        return why
    return vote(
        why.field, ((_HINT, hint), *why.said), _HINT, "the operator says where it stands"
    )


def as_reasons(article: Article) -> str:
    """How title, authors and date were chosen, for people: each witness, the believed one starred."""
    chosen = {
        "title": article.title,
        "authors": ", ".join(article.authors),
        "published": article.published.iso() if article.published else "",
    }
    lines = []
    for why in article.why:
        lines.append(f"{why.field}: {chosen.get(why.field) or '-'} ({why.reason})")
        lines += [
            f"  {'*' if one == why.believed else ' '} {one}: {text}" for one, text in why.said
        ]
    return "\n".join(lines)
