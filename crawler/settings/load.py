"""Reads a configuration folder as one value, or says everything that is wrong with it.

files ── tree (YAML, places) ── secrets filled in ── sections (pydantic) ── checks, queries
                                                                              │
                                                        Configuration ── convert
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar, cast
from urllib.parse import quote

from pydantic import BaseModel

from crawler.errors import Complaint, ConfigError
from crawler.model import Source
from crawler.rules import Rule
from crawler.rules.shelf import Shelf
from crawler.settings import checks, convert, files, queries
from crawler.settings.models import (
    ChannelSettings,
    ConfigurationFile,
    RuleSection,
    SettingsSection,
    SiteSection,
    SourceSection,
)
from crawler.settings.secrets import Secrets
from crawler.settings.sections import Entry, entries
from crawler.settings.tree import Tree, parse
from crawler.settings.value import Configuration

S = TypeVar("S", bound=BaseModel)
Read = dict[str, list[Entry[BaseModel]]]
Shelves = Callable[[Path], Shelf]


def load(
    folder: Path,
    *,
    environ: Mapping[str, str],
    base: Path | None = None,
    shelves: Shelves | None = None,
) -> Configuration:
    """The configuration in `folder`; raises ConfigError with every complaint there is.

    `base` is the working directory, which relative paths in the files and the names of files in
    complaints are relative to; None: the process's own, and paths are left relative.
    `shelves` gives what queries came to in earlier runs with a state folder, for none is read twice.
    """
    root = base or Path.cwd()
    folder = root / folder
    found = files.read(folder, root)
    warnings = files.misnamed(folder, root)
    return build(found, environ=environ, base=base, warnings=warnings, shelves=shelves)


def build(
    found: Mapping[str, bytes],
    *,
    environ: Mapping[str, str],
    base: Path | None = None,
    warnings: Sequence[Complaint] = (),
    shelves: Shelves | None = None,
) -> Configuration:
    """The configuration in the contents of files, by their names; raises ConfigError."""
    complaints: list[Complaint] = []
    secrets = Secrets(environ)
    trees = _trees(found, complaints)
    read = _read(trees, secrets, complaints)
    shelf = _shelf(read, base, shelves)
    made, idle = _rules(read, complaints, shelf)
    complaints += checks.twice(read)
    complaints += checks.unknown_names(read)
    complaints += checks.certificates(read, base or Path())
    complaints += checks.channels(read)
    hidden = _hidden(read, secrets)
    if complaints:
        raise ConfigError(_tidy(complaints, hidden))
    whole = _converted(read, made, base)
    said = [*warnings, *checks.warnings(read), *_empty(whole, found)]
    return replace(
        whole,
        idle=tuple(idle),
        places=_places(read),
        warnings=tuple(_tidy(said, hidden)),
        secrets=hidden,
        shelf=shelf,
        marked=frozenset(tree.file for tree in trees if tree.marked),
    )


def _trees(found: Mapping[str, bytes], complaints: list[Complaint]) -> list[Tree]:
    trees = []
    for name, data in found.items():
        try:
            trees.append(parse(name, data, complaints))
        except ConfigError as error:
            complaints.extend(error.complaints)
    return trees


def _read(trees: Iterable[Tree], secrets: Secrets, complaints: list[Complaint]) -> Read:
    """Every item of every file by its section."""
    read: Read = {section: [] for section in ConfigurationFile.model_fields}
    for tree in trees:
        missing = set(tree.broken)

        def refuse(path: tuple[str | int, ...], problem: str, tree: Tree = tree) -> None:
            complaints.append(tree.complaint(path, problem))
            missing.add(path)  # noqa: B023 - called within this turn of the loop only

        values = secrets.fill(tree, refuse)
        for section, items in entries(
            replace(tree, broken=frozenset(missing)), values, complaints
        ).items():
            read[section].extend(items)
    return read


def _places(read: Read) -> dict[str, tuple[str, int | None]]:
    """The file and the line of each rule's query, by the rule's name."""
    found = {}
    for entry in read["rules"]:
        place = entry.complaint(("query",) if "query" in entry.values else (), "")
        found[entry.name or ""] = place.file, place.line
    return found


def _shelf(read: Read, base: Path | None, shelves: Shelves | None) -> Shelf:
    if shelves is None:
        return Shelf()
    return shelves(convert.settings(_models(read["settings"], SettingsSection), base).state)


def _rules(
    read: Read, complaints: list[Complaint], shelf: Shelf
) -> tuple[list[Rule], list[Rule]]:
    """The rules that are enabled, and those that rest: they are checked all the same."""
    resting = frozenset(
        entry.name
        for entry in read["channels"]
        if entry.name is not None and entry.values.get("enabled") is False
    )
    sources = {
        each.name: Source(
            name=each.name, url=each.url, tags=tuple(each.tags), language=each.language
        )
        for each in _models(read["sources"], SourceSection)
    }
    made: list[Rule] = []
    idle: list[Rule] = []
    for entry in read["rules"]:
        if isinstance(entry.model, RuleSection):
            rule, problems = queries.rule(entry, entry.model, resting, shelf, sources)
            complaints.extend(problems)
            if rule is not None:
                (made if entry.model.enabled else idle).append(rule)
    return made, idle


def _converted(read: Read, rules: Sequence[Rule], base: Path | None) -> Configuration:
    settings = convert.settings(_models(read["settings"], SettingsSection), base)
    sources = tuple(
        convert.source(section, settings)
        for section in _models(read["sources"], SourceSection)
        if section.enabled
    )
    channels = tuple(
        convert.channel(section, settings)
        for section in (cast("ChannelSettings", entry.model) for entry in read["channels"])
        if section.enabled
    )
    return Configuration(
        settings=settings,
        sources=sources,
        rules=tuple(rules),
        channels=channels,
        sites=tuple(convert.site(section) for section in _models(read["sites"], SiteSection)),
        addresses=convert.addresses(sources, channels),
        resting=frozenset(
            (section, entry.name)
            for section in ("sources", "rules", "channels")
            for entry in read[section]
            if entry.name is not None and entry.values.get("enabled") is False
        ),
    )


def _models(items: Iterable[Entry[BaseModel]], kind: type[S]) -> Iterable[S]:
    return (entry.model for entry in items if isinstance(entry.model, kind))


def _hidden(read: Read, secrets: Secrets) -> frozenset[str]:
    """Every secret, as it is and as it stands in an address."""
    written = {
        value
        for section in ("sources", "channels")
        for entry in read[section]
        for _, value in checks.private(entry)
    }
    plain = secrets.values | written
    return frozenset(plain | {quote(value, safe="") for value in plain})


def _tidy(complaints: Iterable[Complaint], hidden: frozenset[str]) -> list[Complaint]:
    """Each complaint once, in the order of the files, and without secrets to be sure."""
    longest_first = sorted((s for s in hidden if len(s) >= 4), key=len, reverse=True)

    def clean(text: str) -> str:
        for secret in longest_first:
            text = text.replace(secret, "***")
        return text

    once = dict.fromkeys(replace(one, problem=clean(one.problem)) for one in complaints)
    return sorted(once, key=lambda one: (one.file, one.line or 0))


def _empty(whole: Configuration, found: Mapping[str, bytes]) -> list[Complaint]:
    if whole.sources:
        return []
    first = next(iter(found))
    folder = first.rpartition("/")[0] or first
    return [Complaint(folder, None, "sources", "no source is enabled: nothing is watched")]
