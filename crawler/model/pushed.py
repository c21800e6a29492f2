"""Subscriptions at hubs that say when a list changes (WebSub), and what hubs ask of us."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from crawler.model.web import Hubs

Named = Mapping[tuple[str, str], Hubs]  # (source, URL of an inlet) -> the hubs that it names


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What is remembered of a subscription, from the first request to its end."""

    key: str = field(repr=False)  # what ends its callback's path; nobody can guess it
    secret: str = field(repr=False)  # signs what the hub sends
    callback: str = field(repr=False)  # where the hub reaches us
    source: str
    inlet: str  # URL of the list
    hub: str  # URL
    topic: str  # URL by which the hub knows the list
    ending: bool = False  # it is not wanted any more
    pending: str | None = None  # what the hub was asked for and has not confirmed: its hub.mode
    until: datetime | None = None  # the end of the lease; None: the hub has granted none
    due: datetime  # when to ask the hub (again)
    failures: int = 0  # requests in a row that came to nothing
    problem: str = ""  # why the last one did
    heard: datetime | None = (
        None  # when the hub last said, rightly signed, that the list changed
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request that reached our own address."""

    method: str
    path: str  # without its query
    query: str
    headers: Mapping[str, str]  # names in lower case
    body: AsyncIterator[bytes]


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered to a `Call`, as plain text."""

    status: int
    body: bytes = b""
