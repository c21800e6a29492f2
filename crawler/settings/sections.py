"""The items of each section of a file: one entry each, valid or with its complaints."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from crawler.errors import Complaint
from crawler.settings.complaints import explain, found, unknown_key, written
from crawler.settings.later import not_yet
from crawler.settings.models import (
    AppriseSettings,
    ChannelSection,
    ChannelSettings,
    ConfigurationFile,
    ConsoleSettings,
    EmailSettings,
    FeedSettings,
    FileSettings,
    RuleSection,
    SettingsSection,
    SiteSection,
    SourceSection,
    WebhookSettings,
)
from crawler.settings.tree import Path, Tree

M_co = TypeVar("M_co", bound=BaseModel, covariant=True)

KINDS: Mapping[str, type[ChannelSection]] = {
    "webhook": WebhookSettings,
    "file": FileSettings,
    "console": ConsoleSettings,
    "apprise": AppriseSettings,
    "email": EmailSettings,
    "feed": FeedSettings,
}
CHANNEL: TypeAdapter[ChannelSettings] = TypeAdapter(ChannelSettings)
LISTS: Mapping[str, Callable[[Any], BaseModel]] = {
    "sources": SourceSection.model_validate,
    "rules": RuleSection.model_validate,
    "channels": CHANNEL.validate_python,
    "sites": SiteSection.model_validate,
}
MODELS: Mapping[str, type[BaseModel]] = {
    "settings": SettingsSection,
    "sources": SourceSection,
    "rules": RuleSection,
    "sites": SiteSection,
}


@dataclass(frozen=True, slots=True)
class Entry(Generic[M_co]):
    """One item of a section.

    `model` holds what is right of an item that was complained of; None where that is too little.
    """

    tree: Tree
    path: Path
    values: Mapping[str, Any]  # with secrets filled in
    model: M_co | None

    @property
    def name(self) -> str | None:
        """What it is known by in the whole configuration, as far as it says so."""
        key = "host" if self.path[0] == "sites" else "name"
        name = self.values.get(key)
        if not isinstance(name, str):
            return None
        return name.rstrip(".").lower() if key == "host" else unicodedata.normalize("NFC", name)

    def complaint(self, path: Path, problem: str) -> Complaint:
        """`problem`, with the place of `path` inside this entry."""
        return self.tree.complaint((*self.path, *path), problem)

    def written(self, path: Path) -> Any:
        """What the file says at `path` inside this entry, references left as they are."""
        return written(self.tree.value, (*self.path, *path))


def entries(
    tree: Tree, values: Any, complaints: list[Complaint]
) -> dict[str, list[Entry[BaseModel]]]:
    """Every item of a file by its section; what is wrong with it is added to `complaints`."""
    read: dict[str, list[Entry[BaseModel]]] = {
        name: [] for name in ConfigurationFile.model_fields
    }
    if values is None:
        return read
    if not isinstance(values, dict):
        expected = f"expected keys such as {', '.join(read)}"
        complaints.append(tree.complaint((), f"{expected}; found {found(tree, ())}"))
        return read
    for section, content in values.items():
        if section not in read:
            complaints.append(tree.complaint((section,), unknown_key(section, list(read))))
        elif content is not None:
            for path, item in _items(tree, section, content, complaints):
                read[section].append(_entry(tree, path, item, complaints))
    return read


def _items(
    tree: Tree, section: str, content: Any, complaints: list[Complaint]
) -> list[tuple[Path, Any]]:
    if section == "settings":
        return [((section,), content)]
    if isinstance(content, list):
        return [((section, number), item) for number, item in enumerate(content)]
    problem = f"expected a list, each item with - before it; found {found(tree, (section,))}"
    complaints.append(tree.complaint((section,), problem))
    return []


def _entry(tree: Tree, path: Path, item: Any, complaints: list[Complaint]) -> Entry[BaseModel]:
    section = str(path[0])
    if not isinstance(item, dict):
        if path not in tree.broken:
            problem = f"expected a mapping of keys, found {found(tree, path)}"
            complaints.append(tree.complaint(path, problem))
        return Entry(tree, path, {}, None)
    later = [tree.complaint((*path, *key), problem) for key, problem in not_yet(section, item)]
    complaints.extend(later)
    validate = LISTS.get(section, SettingsSection.model_validate)
    try:
        return Entry(tree, path, item, validate(item))
    except ValidationError as error:
        complaints.extend(explain(error, tree, path, _model(section, item)))
        wrong = {each["loc"][0] for each in error.errors() if each["loc"]}
    right = {"name": "unnamed"} if section in {"sources", "rules", "channels"} else {}
    right |= {key: item[key] for key in item if key not in wrong}
    try:  # so that all complaints of an item come at once
        return Entry(tree, path, item, validate(right))
    except ValidationError:
        return Entry(tree, path, item, None)


def _model(section: str, item: Mapping[str, Any]) -> type[BaseModel] | None:
    kind = item.get("kind")
    if section == "channels":
        return KINDS.get(kind) if isinstance(kind, str) else None
    return MODELS[section]
