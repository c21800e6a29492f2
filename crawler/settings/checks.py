"""What no section can know alone: names given twice, names that do not exist, secrets in sight."""

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path as FilePath
from typing import Any

from pydantic import BaseModel, SecretStr

from crawler.channels.apprise import Unusable, service
from crawler.channels.email import template
from crawler.errors import Complaint
from crawler.message.page import NAMES, Unprintable, parsed
from crawler.settings.addresses import outside
from crawler.settings.complaints import quoted
from crawler.settings.durations import spelled
from crawler.settings.models import (
    AppriseSettings,
    EmailSettings,
    RuleSection,
    SettingsSection,
    SourceSection,
    WebhookSettings,
    WebSection,
)
from crawler.settings.sections import Entry
from crawler.settings.tree import Path
from crawler.settings.words import near

SECTIONS = {"sources": "source", "rules": "rule", "channels": "channel", "sites": "site"}
HASTE = timedelta(minutes=1)  # polling more often than this is rarely welcome
SHORT = 16  # characters: fewer can be guessed by who sees a signature
PRIVATE_HEADER = re.compile(r"auth|cookie|token|key|secret|password", re.IGNORECASE)

Entries = Sequence[Entry[BaseModel]]


def twice(read: Mapping[str, Entries]) -> Iterator[Complaint]:
    """Names, and settings, that are given a second time, anywhere."""
    for section, noun in SECTIONS.items():
        first: dict[str, Entry[BaseModel]] = {}
        for entry in read[section]:
            if entry.name is not None and entry is not first.setdefault(entry.name, entry):
                key = "host" if section == "sites" else "name"
                yield _second(entry, key, first[entry.name], f"the {noun} {_name(entry, key)}")
    given: dict[str, Entry[BaseModel]] = {}
    for entry in read["settings"]:
        for key in entry.values:
            if entry is not given.setdefault(key, entry):
                yield _second(entry, key, given[key], f"the setting {key}")


def _second(entry: Entry[Any], key: str, first: Entry[Any], what: str) -> Complaint:
    place = first.complaint((key,), "")
    return entry.complaint((key,), f"{what} is given twice, first in {place.file}:{place.line}")


def _name(entry: Entry[Any], key: str) -> str:
    return quoted(str(entry.written((key,))))


def unknown_names(read: Mapping[str, Entries]) -> Iterator[Complaint]:
    """Channels and sources that rules and operators name and nobody gives."""
    channels, sources = names(read["channels"]), names(read["sources"])
    for entry in read["rules"]:
        match entry.model:
            case RuleSection() as rule:
                yield from _unknown(entry, ("channels",), rule.channels, channels)
                yield from _unknown(entry, ("only", "sources"), rule.only.sources, sources)
            case _:
                pass
    for entry in read["settings"]:
        match entry.model:
            case SettingsSection() as whole:
                yield from _operators(entry, whole.operators, channels)
            case _:
                pass


def _operators(
    entry: Entry[Any], used: Sequence[str], known: Collection[str]
) -> Iterator[Complaint]:
    for number, name in enumerate(used):
        if name not in known:
            guess = near(name, sorted(known)) or _all(known, "channels")
            problem = f"there is no channel {quoted(name)}{guess}"
            yield entry.complaint(("operators", number), problem)


def names(entries: Entries) -> set[str]:
    """The names of entries, also of those that rest or are wrong otherwise."""
    return {entry.name for entry in entries if entry.name is not None}


def _unknown(
    entry: Entry[Any], path: tuple[str, ...], used: Sequence[str], known: Collection[str]
) -> Iterator[Complaint]:
    noun = SECTIONS[path[-1]]
    for number, name in enumerate(used):
        if name not in known:
            as_written = str(entry.written((*path, number)))
            guess = near(as_written, sorted(known)) or _all(known, path[-1])
            problem = f"there is no {noun} {quoted(as_written)}{guess}"
            yield entry.complaint((*path, number), problem)


def _all(known: Collection[str], nouns: str) -> str:
    if not known:
        return f"; no {nouns} are given"
    return f"; there are: {', '.join(sorted(known))}" if len(known) <= 10 else ""


def certificates(read: Mapping[str, Entries], base: FilePath) -> Iterator[Complaint]:
    """A `ca_file` that cannot be read."""
    for entry in read["settings"]:
        match entry.model:
            case SettingsSection(ca_file=FilePath() as path):
                if not (base / path).is_file() or not os.access(base / path, os.R_OK):
                    seen = quoted(str(entry.written(("ca_file",))))
                    problem = f"expected a file that can be read, found {seen}"
                    yield entry.complaint(("ca_file",), problem)
            case _:
                pass


def channels(read: Mapping[str, Entries]) -> Iterator[Complaint]:
    """Addresses that Apprise cannot use, and templates of mail that cannot be read."""
    for entry in read["channels"]:
        match entry.model:
            case AppriseSettings(url=url) if (*entry.path, "url") not in entry.tree.broken:
                try:
                    service(url.get_secret_value())
                except Unusable as error:
                    yield entry.complaint(("url",), str(error))
            case EmailSettings(templates=FilePath() as folder):
                yield from _templates(entry, folder)
            case _:
                pass


def _templates(entry: Entry[Any], folder: FilePath) -> Iterator[Complaint]:
    if not folder.is_dir():
        problem = f"expected a folder, found {quoted(str(entry.written(('templates',))))}"
        yield entry.complaint(("templates",), problem)
    for name in NAMES:
        try:
            source = template(folder, name)
            if source is not None:
                parsed(name, source)
        except Unprintable as error:
            yield entry.complaint(("templates",), str(error))


def warnings(read: Mapping[str, Entries]) -> Iterator[Complaint]:
    """What can be used as it is, but is hardly meant."""
    for entry in read["settings"]:
        yield from _unreachable(entry)
    for entry in read["sources"]:
        yield from _hasty(entry)
    for entry in (*read["sources"], *read["channels"]):
        yield from _in_sight(entry)
    resting = {e.name for e in read["channels"] if e.values.get("enabled") is False}
    tags = {tag for e in read["sources"] for tag in getattr(e.model, "tags", ())}
    for entry in read["rules"]:
        yield from _idle(entry, resting, tags)


def _hasty(entry: Entry[Any]) -> Iterator[Complaint]:
    match entry.model:
        case SourceSection(enabled=True, every=timedelta() as every) if every < HASTE:
            problem = f"a poll each {spelled(every)} is more than most sites welcome"
            yield entry.complaint(("every",), problem)
        case _:
            pass


def _unreachable(entry: Entry[Any]) -> Iterator[Complaint]:
    match entry.model:
        case SettingsSection(web=WebSection(public=str() as public)) if not outside(public):
            problem = "hubs out in the world cannot reach this address: lists are polled only"
            yield entry.complaint(("web", "public"), problem)
        case _:
            pass


def _in_sight(entry: Entry[Any]) -> Iterator[Complaint]:
    for path, secret in private(entry):
        if path[0] == "secret" and len(secret) < SHORT:
            problem = f"this secret is short: expected {SHORT} characters or more"
            yield entry.complaint(path, problem)
        if "${" not in str(entry.written(path)):
            mend = "write ${env:NAME}, ${file:/path} or ${credential:NAME} in its place"
            yield entry.complaint(path, f"a secret stands in the file: {mend}")


def private(entry: Entry[Any]) -> Iterator[tuple[Path, str]]:
    """Where an entry holds secrets, and their values."""
    match entry.model:
        case WebhookSettings(secret=tuple() as secrets):
            for number, secret in enumerate(secrets):
                yield ("secret", number), secret.get_secret_value()
        case WebhookSettings(secret=SecretStr() as secret):
            yield ("secret",), secret.get_secret_value()
        case AppriseSettings(url=url):
            yield ("url",), url.get_secret_value()
        case EmailSettings(password=SecretStr() as password):
            yield ("password",), password.get_secret_value()
        case SourceSection(headers=headers):
            for key, value in headers.items():
                if PRIVATE_HEADER.search(key):
                    yield ("headers", key), value
        case _:
            pass


def _idle(entry: Entry[Any], resting: set[str | None], tags: set[str]) -> Iterator[Complaint]:
    match entry.model:
        case RuleSection(enabled=True) as rule:
            if not rule.channels:
                problem = f"the rule {_name(entry, 'name')} names no channels: it tells nobody"
                yield entry.complaint((), problem)
            elif resting.issuperset(rule.channels):
                problem = (
                    f"every channel of the rule {_name(entry, 'name')} rests: it tells nobody"
                )
                yield entry.complaint(("channels",), problem)
            for number, tag in enumerate(rule.only.tags):
                if tag not in tags:
                    yield _unknown_tag(entry, ("only", "tags", number), tags)
        case _:
            pass


def _unknown_tag(entry: Entry[Any], path: Path, tags: set[str]) -> Complaint:
    tag = str(entry.written(path))
    return entry.complaint(
        path, f"no source has the tag {quoted(tag)}{near(tag, sorted(tags))}"
    )
