"""The ways to tell someone.  To add one: a file here, a line in `KINDS`, a line in its test."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from inspect import signature
from pathlib import Path
from typing import Protocol, runtime_checkable

from crawler.channels.apprise import Apprise
from crawler.channels.console import Console
from crawler.channels.email import Email
from crawler.channels.feed import Feed
from crawler.channels.file import File
from crawler.channels.webhook import Webhook
from crawler.dedup.identity import short_id
from crawler.model import Limit, Manners
from crawler.outbox.hours import clock, span
from crawler.ports import Channel, Outlet

KINDS: Mapping[str, Callable[..., Channel]] = {
    "webhook": Webhook,
    "apprise": Apprise,
    "email": Email,
    "feed": Feed,
    "file": File,
    "console": Console,
}
ROOM = 1_000  # news that one digest can name, where a kind does not say


# What stands for where a channel leads and how it gets in: with another one it starts afresh.
TARGET = (
    *("kind", "url", "host", "port", "tls", "sender", "to", "path"),
    *("user", "password", "secret"),
)
PER = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}


class Settings(Protocol):
    """A channel as the configuration has it: its kind, and a key for each field of the kind."""

    @property
    def name(self) -> str:
        """What rules call it."""

    @property
    def kind(self) -> str:
        """A key of `KINDS`."""

    @property
    def timezone(self) -> str | None:
        """IANA name of its reader's zone."""

    @property
    def digest(self) -> tuple[str, ...]:
        """Times of digests."""

    @property
    def quiet(self) -> str | None:
        """Quiet hours."""

    @property
    def most(self) -> str | None:
        """Most messages, such as 20/h."""


@runtime_checkable
class Reachable(Protocol):
    """A channel that can be looked at without telling anybody anything."""

    async def reach(self) -> str:
        """What was found, in words for the operator; raises DeliveryError."""


def build(settings: Settings, *, outlet: Outlet, state: Path, language: str) -> Channel:
    """The channel that `settings` describes; raises ValueError where they cannot be used.

    A field of a kind is a key of its settings by the same name; where there is none, or it says
    None, the field's default stands.  The ways out (`poster`, `dialer`), `folder` (the state
    folder) and `language` come from around it.
    """
    around: dict[str, object] = {
        "poster": outlet,
        "dialer": outlet,
        "folder": state,
        "language": language,
    }
    kind = KINDS[settings.kind]
    given = {
        name: around.get(name, _open(getattr(settings, name, None)))
        for name in signature(kind).parameters
    }
    return kind(**{name: value for name, value in given.items() if value is not None})


def manners(settings: Settings, channel: Channel) -> Manners:
    """What `channel`, made of these settings, wants: its kind's manners, and its reader's."""
    own: object = getattr(channel, "manners", None)
    kind = own if isinstance(own, Manners) else Manners()
    asked = () if settings.most is None else (limit(settings.most),)
    target = [str(_open(getattr(settings, key, None))) for key in TARGET]
    return replace(
        kind,
        timezone=settings.timezone or kind.timezone,
        digest=tuple(map(clock, settings.digest)),
        quiet=None if settings.quiet is None else span(settings.quiet),
        limits=(*kind.limits, *asked),
        holds=room(channel),
        target=short_id("target", *target),
    )


def limit(text: str) -> Limit:
    """What a reader can take, as the configuration writes it; what is urgent comes through.

    >>> limit("20/h")
    Limit(number=20, per=datetime.timedelta(seconds=3600), urgent=False)
    """
    number, _, per = text.partition("/")
    return Limit(int(number), PER[per], urgent=False)


def room(channel: Channel) -> int:
    """How many news one digest can name on `channel`: a field `holds` of its kind, or `ROOM`."""
    holds: object = getattr(channel, "holds", ROOM)
    return holds if isinstance(holds, int) else ROOM


def _open(value: object) -> object:
    """What is in a secret, or in several; any other value as it is."""
    if isinstance(value, tuple):
        return tuple(map(_open, value))
    reveal = getattr(value, "get_secret_value", None)
    return value if reveal is None else reveal()
