"""The ways to tell someone.  To add one: a file here, a line in `KINDS`, a line in its test."""

from collections.abc import Callable, Mapping
from inspect import signature
from pathlib import Path
from typing import Protocol

from crawler.channels.console import Console
from crawler.channels.file import File
from crawler.channels.webhook import Webhook
from crawler.ports import Channel, Poster

KINDS: Mapping[str, Callable[..., Channel]] = {
    "webhook": Webhook,
    "file": File,
    "console": Console,
}


class Settings(Protocol):
    """A channel as the configuration has it: its kind, and a key for each field of the kind."""

    @property
    def kind(self) -> str:
        """A key of `KINDS`."""


def build(settings: Settings, *, poster: Poster, state: Path, language: str) -> Channel:
    """The channel that `settings` describes; raises ValueError where they cannot be used.

    A field of a kind is a key of its settings by the same name; where there is none, or it says
    None, the field's default stands.  `poster`, `folder` (the state folder) and `language` come
    from around it.
    """
    around: dict[str, object] = {"poster": poster, "folder": state, "language": language}
    kind = KINDS[settings.kind]
    given = {
        name: around.get(name, _open(getattr(settings, name, None)))
        for name in signature(kind).parameters
    }
    return kind(**{name: value for name, value in given.items() if value is not None})


def _open(value: object) -> object:
    """What is in a secret; any other value as it is."""
    reveal = getattr(value, "get_secret_value", None)
    return value if reveal is None else reveal()
