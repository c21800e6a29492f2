"""The configuration as one frozen value, ready to use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from crawler.errors import Complaint
from crawler.model import Site, Source
from crawler.rules import Rule
from crawler.rules.shelf import Shelf
from crawler.settings.models import ChannelSettings


@dataclass(frozen=True, slots=True)
class Front:
    """Our own address."""

    host: str  # that is listened on: a name or an address, without brackets
    port: int
    public: str  # URL under which the world reaches it, without / at its end


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for the whole daemon."""

    state: Path
    timezone: str  # IANA name
    user_agent: str
    allow_addresses: tuple[
        str, ...
    ]  # each `ip`, `cidr`, `ip:port`, `[v6]:port`, `cidr:port`, …
    only_addresses: tuple[str, ...]  # the same; empty: no restriction
    ca_file: Path | None
    operators: tuple[str, ...]  # names of channels
    language: str  # id | en
    polls: int  # a day
    keep: timedelta
    workers: int
    parsers: int
    web: Front | None = None  # None: nobody calls us


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Configuration:
    """All of `config/`: what is enabled, converted and checked against the rest."""

    settings: Settings
    sources: tuple[Source, ...] = ()
    rules: tuple[Rule, ...] = ()
    channels: tuple[ChannelSettings, ...] = ()
    sites: tuple[Site, ...] = ()
    warnings: tuple[Complaint, ...] = ()
    secrets: frozenset[str] = frozenset()  # to be kept out of logs
    idle: tuple[Rule, ...] = ()  # rules that rest
    places: Mapping[str, tuple[str, int | None]] = field(
        default_factory=dict
    )  # of rules' queries
    addresses: frozenset[tuple[str, int]] = frozenset()  # hosts and ports that URLs here write
    resting: frozenset[tuple[str, str]] = frozenset()  # (section, name) of what is not enabled
    shelf: Shelf = field(default_factory=Shelf, compare=False)  # what queries came to
    marked: frozenset[str] = field(default=frozenset())  # files that end with `...`

    def __repr__(self) -> str:
        return (  # counts only: the parts hold secrets
            f"Configuration(sources={len(self.sources)}, rules={len(self.rules)}, "
            f"channels={len(self.channels)}, sites={len(self.sites)})"
        )
