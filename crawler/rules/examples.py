"""Examples that stand in a rule: what it must match, and what it must not."""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from crawler.model import Article, Picture, Source
from crawler.rules.explain import Explanation, explain
from crawler.rules.match import evidence, holds
from crawler.rules.reading import Reading
from crawler.rules.rule import Rule, concerns

Example = str | Mapping[str, Any]  # a mapping comes from YAML
NOTHING: Mapping[str, Source] = {}
MOST = 5  # clauses that are said to be lacking
KEYS = (
    "title", "lead", "body", "caption", "comment",
    "author", "source", "site", "url", "section", "tag", "lang",
)  # fmt: skip


def failed_examples(
    rule: Rule,
    must_match: Sequence[Example],
    must_not_match: Sequence[Example],
    sources: Mapping[str, Source] = NOTHING,
) -> list[str]:
    """What is wrong with each example that `rule` does not treat as it should.

    A string is the body of one paragraph without title; a mapping names parts as the fields of
    the language do (`title`, `body`, `source`, …), a list where there are several.  What is known
    of a source that it names is in `sources`, by name.  Of the rule's own limits those count whose
    values an example names.
    """
    problems = []
    for example in must_match:
        problem = _unusable(example)
        if problem is None and not _matches(rule, example, sources):
            why = _lacking(rule, example, sources)
            problem = f"must_match: {rule.name!r} does not match {_shown(example)}: {why}"
        if problem is not None:
            problems.append(problem)
    for example in must_not_match:
        problem = _unusable(example)
        if problem is None and _matches(rule, example, sources):
            why = _matched(rule, example, sources)
            problem = f"must_not_match: {rule.name!r} matches {_shown(example)}{why}"
        if problem is not None:
            problems.append(problem)
    return problems


def _unusable(example: Example) -> str | None:
    if isinstance(example, str):
        return None
    unknown = [key for key in example if key not in KEYS]
    if not unknown:
        return None
    return f"example: there is no part {unknown[0]!r}; expected one of {', '.join(KEYS)}"


def _matches(rule: Rule, example: Example, sources: Mapping[str, Source]) -> bool:
    article, source = _read(example, sources)
    if not concerns(_limits(rule, example, source), article, source):
        return False
    return holds(rule.query, Reading(article, source.name))


def _limits(rule: Rule, example: Example, source: Source) -> Rule:
    """The rule without the limits of whose values the example says nothing."""
    named: Container[str] = () if isinstance(example, str) else example
    spoken = "lang" in named or ("source" in named and source.language)
    return Rule(
        name=rule.name,
        text=rule.text,
        query=rule.query,
        channels=(),
        sources=rule.sources if "source" in named else frozenset(),
        tags=rule.tags if "source" in named else frozenset(),
        languages=rule.languages if spoken else frozenset(),
    )


def _lacking(rule: Rule, example: Example, sources: Mapping[str, Source]) -> str:
    """What of the rule an example lacks."""
    article, source = _read(example, sources)
    if not holds(rule.query, Reading(article, source.name)):
        found = explain(rule.query, article, source.name)
        reasons = list(dict.fromkeys(_reasons(found, wanted=True)))
        return "; ".join([*reasons[:MOST], *(["…"] if len(reasons) > MOST else [])])
    return "the rule's `only` leaves it out"


def _reasons(found: Explanation, *, wanted: bool) -> Iterator[str]:
    """Why a clause does not come out as it is `wanted` to."""
    if found.holds is wanted:
        return
    if found.parts:
        turned = wanted if found.clause != "NOT" else not wanted
        for part in found.parts:
            yield from _reasons(part, wanted=turned)
    elif wanted:
        clause, lacks = found.clause, found.missing
        yield f"{clause}: {lacks.replace(f'not there: {clause}', 'not there')}"
    else:
        places = [one.snippet[one.start : one.end] for one in found.matches[:1]]
        yield f"{found.clause} is ruled out{f', and there: {places[0]}' if places else ''}"


def _matched(rule: Rule, example: Example, sources: Mapping[str, Source]) -> str:
    """By which words an example answers the rule."""
    article, source = _read(example, sources)
    places = [
        f"{one.term} by “{one.snippet[one.start : one.end]}” in its {one.field}"
        for one in evidence(rule.query, Reading(article, source.name))
    ]
    return f": {', '.join(dict.fromkeys(places))}" if places else ""


def _read(example: Example, sources: Mapping[str, Source]) -> tuple[Article, Source]:
    """An example as an article of a source."""
    if isinstance(example, str):
        example = {"body": example}
    part = {key: _several(found) for key, found in example.items()}
    site = "".join(part.get("site", ())) or "example.invalid"
    url = "".join(part.get("url", ())) or f"https://{site}/"
    name = " ".join(part.get("source", ()))
    source = sources.get(name) or Source(name=name, url=f"https://{site}/")
    article = Article(
        url=url if "://" in url else f"https://{site}/{url.lstrip('/')}",
        title=" ".join(part.get("title", ())),
        authors=part.get("author", ()),
        language=" ".join(part.get("lang", ())) or source.language,
        section=" ".join(part.get("section", ())) or None,
        tags=part.get("tag", ()),
        pictures=tuple(Picture(caption=caption) for caption in part.get("caption", ())),
        paragraphs=part.get("lead", ()) + _paragraphs(part.get("body", ())),
        comments=part.get("comment", ()),
        text="",
    )
    return article, source


def _several(found: Any) -> tuple[str, ...]:
    if isinstance(found, (list, tuple)):
        return tuple(map(str, found))
    return (str(found),)


def _paragraphs(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        paragraph.strip()
        for text in texts
        for paragraph in text.split("\n\n")
        if paragraph.strip()
    )


def _shown(example: Example) -> str:
    if isinstance(example, str):
        return f"“{example}”"
    return ", ".join(f"{key}: {found}" for key, found in example.items())
