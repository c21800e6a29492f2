"""What the configuration may say one day: known, and refused with "not yet" until it is built.

Whoever builds one of these deletes its line.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from crawler.settings.tree import Path

ANY = None  # whatever differs from the default
NOTHING: tuple[Any, ...] = (None, [], "sqlite")  # what says no more than the default

DASHBOARD = (
    "not yet: the dashboard is known, but not built yet; for WebSub give public, the address "
    "under which the world reaches listen"
)
NOT_YET: tuple[tuple[str, str, frozenset[str] | None], ...] = (  # section, key, values
    ("settings", "store", ANY),
    ("settings", "proxy", ANY),
)


def not_yet(section: str, item: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """The keys of an item that ask for what is not built yet, each with its complaint."""
    for place, key, values in NOT_YET:
        if place != section or key not in item:
            continue
        value = item[key]
        if isinstance(value, str) and values is not None and value in values:
            yield (key,), f"not yet: {value!r} is known, but not built yet"
        elif values is ANY and value not in NOTHING:
            yield (key,), "not yet: this key is known, but what it asks for is not built yet"
    web = item.get("web")
    if section == "settings" and isinstance(web, Mapping) and web.get("public") is None:
        yield ("web",), DASHBOARD
