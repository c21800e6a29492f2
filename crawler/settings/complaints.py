"""Turns what pydantic finds wrong into plain sentences with a place.

What was found is quoted from the file as it was written, before secrets were filled in, so that
no secret from outside can stand in a complaint; what is private by its key is not quoted at all.
"""

import re
from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from crawler.errors import Complaint
from crawler.settings.tree import Path, Tree
from crawler.settings.words import near

PRIVATE = frozenset({"secret", "password", "user", "headers", "proxy", "store"})
NOUNS = {"string": "text", "int": "a whole number", "bool": "true or false", "tuple": "a list"}
MAPPINGS = ("model_type", "model_attributes_type", "dict_type", "mapping_type")
TAG_ERRORS = frozenset({"union_tag_invalid", "union_tag_not_found"})
BOUNDS = {
    "greater_than_equal": ("at least", "ge"),
    "less_than_equal": ("at most", "le"),
    "too_short": ("a list of at least", "min_length"),
}
PATTERNS = {  # keys whose text is held by a pattern, and what to write there
    "digest": "a time like '07:00'",
    "quiet": "hours like '22:00-06:00'",
    "most": "a rate like '20/h'",
}
YES_AND_NO = frozenset({"yes", "no", "on", "off", "y", "n"})


def explain(
    error: ValidationError, tree: Tree, path: Path, model: type[BaseModel] | None
) -> list[Complaint]:
    """A complaint for each thing that `model` does not accept in what stands at `path`."""
    return [
        _complaint(details, tree, path, model)
        for details in error.errors(include_url=False, include_input=False)
        if not _known_broken(tree, _inside(path, details["loc"]))
    ]


def found(tree: Tree, path: Path) -> str:
    """What stands at `path`, as a complaint may show it."""
    value = written(tree.value, path)
    if isinstance(value, str) and _private(path):
        return f"a text of {len(value)} characters"
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {value:.20g}" if len(str(value)) > 20 else f"the number {value}"
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return quoted(str(value))


def quoted(text: str) -> str:
    """A text in quotes, short, without what addresses keep secret."""
    clean = re.sub(r"//[^/?#\s]*@", "//***@", text)
    clean = re.sub(r"(://[^?\s]*\?)\S+", r"\1***", clean)
    return repr(clean if len(clean) <= 80 else f"{clean[:77]}...")


def written(value: Any, path: Path) -> Any:
    """What stands at `path` inside `value`; None where nothing does."""
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _private(path: Path) -> bool:
    in_channel = path[:1] == ("channels",) and path[-1:] == ("url",)
    return in_channel or not PRIVATE.isdisjoint(path)


def _hidden(value: Any, path: Path) -> bool:
    return _private(path) or (isinstance(value, str) and "${" in value)


def _known_broken(tree: Tree, path: Path) -> bool:
    return any(path[:length] in tree.broken for length in range(1, len(path) + 1))


def _inside(path: Path, location: tuple[int | str, ...]) -> Path:
    """The path of pydantic's `location` in what stands at `path`."""
    if path[0] == "channels":
        location = location[1:]  # the kind, by which pydantic chose among the models
    return (*path, *location)


def _complaint(
    details: ErrorDetails, tree: Tree, path: Path, model: type[BaseModel] | None
) -> Complaint:
    place = _inside(path, details["loc"])
    kind = details["type"]
    if kind in TAG_ERRORS:
        place = (*place, "kind")
    if kind in {"missing", "union_tag_not_found"}:
        return tree.complaint(place[:-1], f"expected the key {place[-1]}, which is missing")
    if kind == "extra_forbidden":
        fields = {} if (at := _model_at(model, details["loc"])) is None else at.model_fields
        known = [field.alias or name for name, field in fields.items()]
        return tree.complaint(place, unknown_key(str(place[-1]), known))
    return tree.complaint(place, _expected(details, place, tree))


def unknown_key(key: str, known: Sequence[str]) -> str:
    """What to say of a key that is not among the `known`."""
    guess = near(key, known)
    if guess:
        return f"there is no such key{guess}"
    return f"there is no such key; expected one of {', '.join(known)}"


def _model_at(
    model: type[BaseModel] | None, location: tuple[int | str, ...]
) -> type[BaseModel] | None:
    """The model that the last part of `location` is a key of."""
    for part in location[:-1]:
        field = None if model is None else model.model_fields.get(str(part))
        if field is None:
            continue
        inner = (field.annotation, *get_args(field.annotation))
        model = next(
            (m for m in inner if isinstance(m, type) and issubclass(m, BaseModel)), None
        )
    return model


def _expected(details: ErrorDetails, place: Path, tree: Tree) -> str:
    kind, context = details["type"], details.get("ctx", {})
    value, seen = written(tree.value, place), found(tree, place)
    if kind == "value_error":
        problem, *hints = context["error"].args
        if ", found " in problem or not problem.startswith("expected"):
            return str(problem)
        hints = [] if _hidden(value, place) else hints
        return f"{problem}, found {seen}{''.join(hints)}{_mend(problem[9:], value)}"
    if kind in {"literal_error", "union_tag_invalid"}:
        choices = context.get("expected") or context.get("expected_tags")
        return f"expected {choices}, found {seen}{_guess(value, str(choices))}"
    if kind in BOUNDS:
        words, key = BOUNDS[kind]
        return f"expected {words} {context[key]}, found {seen}"
    if kind == "string_pattern_mismatch":
        name = next((str(part) for part in reversed(place) if part in PATTERNS), "")
        return f"expected {PATTERNS.get(name, 'another spelling')}, found {seen}"
    noun = "a mapping of keys" if kind in MAPPINGS else NOUNS.get(kind.split("_")[0])
    if noun is None:
        return f"{details['msg'].lower()}, found {seen}"
    return f"expected {noun}, found {seen}{_mend(noun, value)}"


def _guess(value: Any, choices: str) -> str:
    return near(value, re.findall(r"'([^']*)'", choices)) if isinstance(value, str) else ""


def _mend(noun: str, value: Any) -> str:
    """How to write it instead, where that is clear."""
    match noun, value:
        case "text", bool() | int() | float():
            return ": put it in quotes"
        case "true or false", str() if value.lower() in YES_AND_NO:
            return ": YAML 1.2 writes true and false"
        case "a list", str() | int() | float():
            return ": write it in brackets, [ … ]"
        case "a whole number", str() if value.isdecimal():
            return ": write it without quotes"
        case _:
            return ""
