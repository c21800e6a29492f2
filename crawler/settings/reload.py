"""Reading the configuration again while it is in use: not while it changes, not what is torn.

A file that is cut off is often valid YAML with less in it.  So it is read until it holds still,
and what removes much is refused.  A file that once ended with the end marker `...` must go on to
do so: then no cut at all is taken for a change.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from crawler.errors import Complaint, ConfigError
from crawler.settings import files
from crawler.settings.load import Shelves, build
from crawler.settings.value import Configuration

READS = 8  # two seconds of pauses of 250 ms: an editor is done by then
FEWEST, SHARE = 5, 0.2  # so many sources, and such a part of them, do not go by intention


def load_stable(
    folder: Path,
    *,
    environ: Mapping[str, str],
    pause: Callable[[], None],
    base: Path | None = None,
    shelves: Shelves | None = None,
) -> Configuration:
    """The configuration in `folder`, once two readings with a `pause` between are the same.

    Raises ConfigError, also where the files do not hold still.
    """
    root = base or Path.cwd()
    folder = root / folder
    found = files.read(folder, root)
    for _ in range(READS):
        pause()
        again = files.read(folder, root)
        if again == found:
            warnings = files.misnamed(folder, root)
            return build(found, environ=environ, base=base, warnings=warnings, shelves=shelves)
        found = again
    problem = "the files keep changing while they are read: try again when they are written"
    raise ConfigError([Complaint(files.shown(folder, root), None, "", problem)])


def shrunk(old: Configuration, new: Configuration) -> str | None:
    """Why `new` looks like the torn rest of `old`; None where it does not.

    What rests in `new` (`enabled: false`) is not missing.
    """
    if torn := sorted(old.marked - new.marked):
        return f"{torn[0]} ended with the marker '...' and no longer does: it looks cut off"
    if channels := _gone("channels", old, new):
        return f"the channel {channels[0]!r} is gone: let it rest first (enabled: false)"
    sources = _gone("sources", old, new)
    if len(sources) >= FEWEST and len(sources) > SHARE * len(old.sources):
        return (
            f"{len(sources)} of {len(old.sources)} sources are gone: restart if that is meant"
        )
    if old.rules and len(_gone("rules", old, new)) == len(old.rules):
        return "all rules are gone: restart if that is meant"
    return None


def _gone(section: str, old: Configuration, new: Configuration) -> list[str]:
    """The names of `section` that `old` has and `new` does not."""
    left = {one.name for one in getattr(new, section)}
    left |= {name for place, name in new.resting if place == section}
    return sorted({one.name for one in getattr(old, section)} - left)
