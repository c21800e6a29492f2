"""What a reader can be asked for, and what it answers."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from crawler.errors import Unreadable
from crawler.model import Article, Listing

# Asked for: the module and the function that do it, what comes of it.  Modules are loaded where
# the work is done, so that the daemon's own process holds no parsers.
WORK: Mapping[str, tuple[str, str, type]] = MappingProxyType(
    {
        "listing": ("crawler.discover", "read", Listing),
        "inlets": ("crawler.discover", "inlets", tuple),
        "article": ("crawler.extract", "extract", Article),
    }
)


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing to do: a key of `WORK`, and what it is done with."""

    what: str
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an errand: a value, or the reason why the bytes cannot be read."""

    value: Any = None
    problem: str | None = None
    last: bool = False  # the reader ends with this answer, and another takes its place

    def get(self, what: str) -> Any:
        """The value; raises Unreadable where there is none."""
        if self.problem is not None:
            raise Unreadable(self.problem)
        if not isinstance(self.value, WORK[what][2]):
            raise Unreadable(f"the reader answered with a {type(self.value).__name__}")
        return self.value


def load() -> None:
    """Load everything that `run` needs, so that no document waits for it."""
    for module, _, _ in WORK.values():
        importlib.import_module(module)


def run(errand: Errand) -> Result:
    """Do `errand`.

    Whatever goes wrong is a property of the document: one page that meets a bug is set aside
    with the bug's name, and the pages after it are read.  Only MemoryError rises.
    """
    module, function, _ = WORK[errand.what]
    try:
        return Result(getattr(importlib.import_module(module), function)(*errand.arguments))
    except Unreadable as error:
        return Result(problem=str(error))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the border: bugs on a stranger's bytes stay here
        return Result(problem=f"{type(error).__name__} while reading: {error}"[:500])
