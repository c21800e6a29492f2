"""From a rule as the file says it to a rule that can be tried, or complaints with a caret."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from crawler import rules
from crawler.errors import Complaint, QueryError
from crawler.model import Source, Tell, Urgency
from crawler.rules import Rule
from crawler.rules.shelf import Shelf
from crawler.settings.models import RuleSection
from crawler.settings.sections import Entry

WIDEST = 160  # characters of a query that are shown
HIDDEN = "this does not do (no more is said, for the rule refers to secrets)"


def rule(
    entry: Entry[Any],
    section: RuleSection,
    resting: frozenset[str],
    shelf: Shelf,
    sources: Mapping[str, Source],
) -> tuple[Rule | None, list[Complaint]]:
    """The rule of an entry, told to those of its channels that do not rest; or complaints.

    What its query comes to is looked for on the `shelf`; its examples may name the `sources`.
    """
    text = _text(section)
    simple = (section.any, section.all, section.none)
    asked = json.dumps(simple) if section.query is None else text
    read = (
        partial(rules.simple, *simple) if section.query is None else partial(rules.parse, text)
    )
    try:  # what is secret is written nowhere
        query, told, later = (Shelf() if _refers(entry) else shelf).look(asked, read)
    except QueryError as error:
        return None, [_unreadable(entry, section, error)]
    made = Rule(
        name=section.name,
        text=text,
        lists="" if section.query is not None else asked,
        query=query,
        digest=told,
        read=later,
        channels=tuple(n for n in dict.fromkeys(section.channels) if n not in resting),
        sources=frozenset(section.only.sources),
        tags=frozenset(section.only.tags),
        languages=frozenset(section.only.languages),
        urgency=Urgency(section.urgency),
        tell=Tell(section.tell),
        max_age=section.max_age,
    )
    return made, list(_failed(entry, section, made, sources))


def _text(section: RuleSection) -> str:
    """The query as written, on one line; of the simple form, its lists."""
    if section.query is not None:
        return re.sub(r"\s", " ", section.query)
    lists = {"any": section.any, "all": section.all, "none": section.none}
    return "; ".join(f"{key}: {', '.join(terms)}" for key, terms in lists.items() if terms)


def _unreadable(entry: Entry[Any], section: RuleSection, error: QueryError) -> Complaint:
    key = _place(section, error)
    place = entry.complaint(key, "")
    problem = HIDDEN if _refers(entry) else _shown(error)
    which = f", {key[0]}[{key[1]}]" if len(key) > 1 else ""
    return Complaint(place.file, place.line, f"rule {_name(entry)}{which}", problem)


def _shown(error: QueryError) -> str:
    """What is wrong, and the part of the query around it, with a caret under the place."""
    if len(error.text) <= WIDEST:
        return str(error)
    start = max(0, error.column - WIDEST // 2)
    part = error.text[start : start + WIDEST]
    return str(QueryError(error.problem, f"…{part}…", error.column - start + 1))


def _name(entry: Entry[Any]) -> str:
    """The rule's name in quotes, as the file says it."""
    return (
        '"'
        + "".join(c if c.isprintable() else "?" for c in str(entry.written(("name",))))
        + '"'
    )


def _refers(entry: Entry[Any]) -> bool:
    """Whether a reference to a secret stands anywhere in the rule."""
    return "${" in str(entry.written(()))


def _place(section: RuleSection, error: QueryError) -> tuple[str | int, ...]:
    """The key that holds the text that `error` shows."""
    if section.query is not None:
        return ("query",)
    for key in ("any", "all", "none"):
        terms = [re.sub(r"\s", " ", term) for term in getattr(section, key)]
        if error.text in terms:
            return (key, terms.index(error.text))
    return ()


def _failed(
    entry: Entry[Any], section: RuleSection, made: Rule, sources: Mapping[str, Source]
) -> Iterator[Complaint]:
    tries: tuple[tuple[str, Sequence[Any]], ...] = (
        ("must_match", section.must_match),
        ("must_not_match", section.must_not_match),
    )
    for key, examples in tries:
        for number, example in enumerate(examples):
            wanted = [example] if key == "must_match" else []
            unwanted = [] if wanted else [example]
            for sentence in rules.failed_examples(made, wanted, unwanted, sources):
                problem = HIDDEN if _refers(entry) else sentence.removeprefix(f"{key}: ")
                yield entry.complaint((key, number), problem)
