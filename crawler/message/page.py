"""A telling as a page: HTML and text made by templates, for mail.

The templates are Jinja2 in a sandbox; one of the same name in a folder of the user's takes the
place of ours.  Their variables are the fields of `Telling`, with text that is already safe from
being acted on, and is escaped for HTML by the template's engine.  A quotation that says no more
than the title is not among the `quotes`: its marks are in `heading`.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from crawler.message.dialect import defused
from crawler.message.news import Quote, host
from crawler.message.plain import END, FIRST_STRONG, isolated, leftward
from crawler.message.telling import Group, Telling

if TYPE_CHECKING:
    from jinja2 import Template

NAMES = ("alert.html", "alert.txt", "digest.html", "digest.txt")
LONGEST = 4_000_000  # characters of a page; a template that makes more is mistaken


class Unprintable(ValueError):
    """A template cannot be used; the message says which, where and why."""


@cache
def ours(name: str) -> str:
    """The template called `name` that comes with Kliping."""
    return (files("crawler.message") / "templates" / name).read_text(encoding="utf-8")


def page(telling: Telling, language: str, name: str, source: str | None = None) -> str:
    """The page that the template `name` makes of a telling; raises Unprintable.

    `source` is the template's text; None: ours.
    """
    from jinja2 import TemplateError  # noqa: PLC0415 - as in `parsed`

    template = parsed(name, ours(name) if source is None else source)
    parts: list[str] = []
    room = LONGEST
    try:
        for part in template.generate(language=language, **_view(telling)):
            room -= len(part)
            if room < 0:
                raise Unprintable(f"{name}: it makes more than {LONGEST} characters")
            parts.append(part)
    except (TemplateError, ArithmeticError, TypeError, ValueError, LookupError) as error:
        raise Unprintable(f"{name}: {error}") from error
    return "".join(parts)


@cache
def parsed(name: str, source: str) -> "Template":
    """A template, ready to make pages; raises Unprintable where it is none."""
    from jinja2 import TemplateError  # noqa: PLC0415 - only mail needs it; every command would wait for it
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    sandbox = ImmutableSandboxedEnvironment(
        autoescape=name.endswith(".html"), trim_blocks=True, lstrip_blocks=True
    )
    try:
        return sandbox.from_string(source)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        raise Unprintable(f"{name}{f':{line}' if line else ''}: {error}") from error


def _view(telling: Telling) -> Mapping[str, Any]:
    return {
        "flag": telling.flag,
        "title": _safe(telling.title),
        "heading": _pieces(telling.heading),
        "headline": _safe(telling.headline),
        "head": _safe(telling.head),
        "quotes": [_pieces(quote) for quote in telling.sentences],
        "lines": [_safe(line) for line in telling.lines],
        "elsewhere": [
            {"name": _safe(name), "link": link, "host": host(link)}
            for name, link in telling.elsewhere
        ],
        "link": telling.link,
        "host": telling.host,
        "groups": [_group(group) for group in telling.groups],
    }


def _group(group: Group) -> Mapping[str, Any]:
    return {"name": _safe(group.name), "entries": [_view(entry) for entry in group.entries]}


def _pieces(quote: Quote) -> list[Mapping[str, Any]]:
    pieces: list[Mapping[str, Any]] = [
        {"text": defused(piece.text), "marked": piece.marked} for piece in quote
    ]
    if leftward("".join(piece.text for piece in quote)):
        start, end = ({"text": sign, "marked": False} for sign in (FIRST_STRONG, END))
        return [start, *pieces, end]
    return pieces


def _safe(text: str) -> str:
    return defused(isolated(text))
