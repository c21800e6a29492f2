"""The documented shape of a webhook's message."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

LARGEST = 20_480  # bytes of a webhook; Standard Webhooks: smaller than 20 kB
URGENCIES = frozenset({"urgent", "normal", "low"})
SHAPE: Mapping[str, type | tuple[type, ...]] = {
    "id": str,
    "rule": str,
    "urgency": str,
    "story": dict,
    "article": dict,
    "matches": list,
    "story.id": str,
    "story.first": bool,
    "story.outlets": int,
    "article.id": str,
    "article.url": str,
    "article.title": str,
    "article.authors": list,
    "article.published": (str, type(None)),
    "article.first_seen": str,
    "article.source": str,
    "article.language": (str, type(None)),
    "article.lead": str,
}
MATCH: Mapping[str, type] = {
    "term": str,
    "field": str,
    "snippet": str,
    "start": int,
    "end": int,
}


def misshapen(body: str, sources: Iterable[str]) -> list[str]:
    """What is wrong with the body of a message, by the documented shape."""
    if len(body.encode()) > LARGEST:
        return [f"{len(body.encode())} bytes"]
    try:
        message = json.loads(body)
    except ValueError:
        return ["not JSON"]
    if not isinstance(message, dict) or not isinstance(message.get("data"), dict):
        return ["no object with an object `data`"]
    data: dict[str, Any] = message["data"]
    problems = (
        [] if message.get("type") == "article.matched" else [f"type {message.get('type')}"]
    )
    if not isinstance(message.get("timestamp"), str):
        problems.append("no timestamp")
    problems += [
        f"{path} is {_at(data, path)!r}"
        for path, kind in SHAPE.items()
        if not isinstance(_at(data, path), kind)
    ]
    if problems:
        return problems
    if data["urgency"] not in URGENCIES:
        problems.append(f"urgency {data['urgency']}")
    if data["article"]["source"] not in set(sources):
        problems.append(f"source {data['article']['source']}")
    if not data["matches"]:
        problems.append("no matches")
    return problems + [problem for match in data["matches"] for problem in _match(match)]


def _at(data: dict[str, Any], path: str) -> object:
    found: Any = data
    for key in path.split("."):
        found = found.get(key, ...) if isinstance(found, dict) else ...
    return found


def _match(match: object) -> list[str]:
    if not isinstance(match, dict):
        return [f"a match is {match!r}"]
    wrong = [name for name, kind in MATCH.items() if not isinstance(match.get(name), kind)]
    if wrong:
        return [f"a match's {name} is {match.get(name)!r}" for name in wrong]
    if not 0 <= match["start"] < match["end"] <= len(match["snippet"]):
        return [f"a match from {match['start']} to {match['end']} of {len(match['snippet'])}"]
    return []
