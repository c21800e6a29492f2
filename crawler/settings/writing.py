"""Adds sources to a configuration file, and leaves every byte of what stands there as it is.

Where the list `sources` is written one item a line, the new ones are put behind the last; only
a list in brackets, or none yet, is written anew, with the comments of the file kept.
"""

import io
import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from crawler.errors import Complaint, ConfigError
from crawler.settings.files import LARGEST

SOURCES = "sources.yaml"
KEY = "sources"
WIDE = 4096  # columns; nothing is broken over lines

Item = Mapping[str, object]


def place(folder: Path) -> Path:
    """The file of `folder` that sources are added to: `sources.yaml`, there or not."""
    return folder / SOURCES


def add(path: Path, items: Sequence[Item]) -> None:
    """Add `items` to the sources in the file at `path`, which need not be there yet.

    The file is replaced as a whole or not at all.  Raises ConfigError where it cannot be, or
    was changed by somebody else meanwhile.
    """
    target = path.resolve()  # a link stays one
    try:
        before = target.read_bytes() if target.exists() else b""
        after = _small(added(before.decode("utf-8"), items).encode())
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, before, after)
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        said = error.strerror if isinstance(error, OSError) else str(error)
        problem = f"could not be written: {said or type(error).__name__}"
        raise ConfigError([Complaint(str(path), None, "", problem)]) from error


def _small(data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise YAMLError(f"it would be larger than {LARGEST // 1024} KiB: use another file")
    return data


def _replace(target: Path, before: bytes, after: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, new)
        else:
            new.chmod(0o644)
        if (target.read_bytes() if target.exists() else b"") != before:
            raise OSError(0, "somebody else has just changed it; nothing was written")
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def added(text: str, items: Sequence[Item]) -> str:
    """The YAML `text` with `items` at the end of its sources; comments and spelling stay.

    Raises YAMLError where `text` is no YAML, or no list of sources can be added to.
    """
    items = [_escaped(dict(item)) for item in items]
    wanted = _with(_values(text), items)
    root = YAML(typ="rt", pure=True).compose(text)
    listed = _listed(root)
    if isinstance(listed, SequenceNode) and listed.value and not listed.flow_style:
        new = _inserted(text, listed, items)
    elif root is None or (isinstance(root, MappingNode) and listed is None):
        new = _appended(text, items)
    else:
        new = _anew(text, items)
    if not _says(new, wanted):  # say, a list that ends in an odd way
        new = _anew(text, items)
    if not _says(new, wanted):
        raise YAMLError(f"nothing can be added to the list under {KEY}: add it by hand")
    return new.replace("\r\n", "\n").replace("\n", "\r\n") if "\r\n" in text else new


def _escaped(value: Any) -> Any:
    """`value` as it is meant: a stranger's `${env:NAME}` is no secret of ours to be filled in."""
    match value:
        case str():
            return value.replace("${", "$${")
        case dict():
            return {key: _escaped(each) for key, each in value.items()}
        case list():
            return [_escaped(each) for each in value]
        case _:
            return value


def _listed(root: Node | None) -> Node | None:
    if not isinstance(root, MappingNode):
        return None
    pairs: list[tuple[Node, Node]] = root.value
    return next(
        (value for key, value in pairs if isinstance(key, ScalarNode) and key.value == KEY),
        None,
    )


def _inserted(text: str, listed: SequenceNode, items: Sequence[Item]) -> str:
    """`text` with `items` behind the last one, at its depth, and parted as those before are."""
    lines = text.splitlines(keepends=True)
    starts = [item.start_mark.line for item in listed.value]
    depth = len(lines[starts[0]]) - len(lines[starts[0]].lstrip(" "))
    end = _end(text, listed.start_mark.index)
    while end > 0 and not lines[end - 1].strip():
        end -= 1
    while end < len(lines) and re.match(rf" {{{depth + 1},}}#", lines[end]):
        end += 1  # what is said of the last item stays with it
    apart = any(not lines[start - 1].strip() for start in starts[1:])
    before = "".join(lines[:end])
    if before and not before.endswith("\n"):
        before += "\n"
    block = "".join(
        ("\n" if apart else "") + _indented(_dumped([item]), depth) for item in items
    )
    return before + block + "".join(lines[end:])


def _end(text: str, start: int) -> int:
    """The line, counted from 0, after the collection that begins at the character `start`."""
    depth, last = 0, 0
    for event in YAML(typ="safe", pure=True).parse(text):
        if event.start_mark.index < start:
            continue
        if event.start_mark.index < event.end_mark.index:
            last = event.end_mark.line + (1 if event.end_mark.column else 0)
        if isinstance(event, CollectionStartEvent):
            depth += 1
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
            if depth == 0:
                break
    return last


def _appended(text: str, items: Sequence[Item]) -> str:
    """`text` with a list of sources of its own, before a mark of its end."""
    body, mark, tail = text, "", ""
    if found := re.search(r"^\.\.\.", text, re.MULTILINE):
        body, mark, tail = text[: found.start()], "...", text[found.end() :]
    if body and not body.endswith("\n"):
        body += "\n"
    parted = "\n" if body.strip() else ""
    return f"{body}{parted}{KEY}:\n{_indented(_dumped(items), 2)}{mark}{tail}"


def _anew(text: str, items: Sequence[Item]) -> str:
    """`text` read and written by ruamel, which keeps comments but not all spelling."""
    yaml = _yaml()
    whole: Any = yaml.load(text)
    if whole is None:
        whole = {}
    if not whole.get(KEY):
        whole[KEY] = [dict(item) for item in items]
    else:
        whole[KEY].extend(dict(item) for item in items)
    return _written(yaml, whole)


def _yaml() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = WIDE
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _written(yaml: YAML, value: Any) -> str:
    stream = io.StringIO()
    yaml.dump(value, stream)
    return stream.getvalue()


def _dumped(items: Sequence[Item]) -> str:
    """`items` as a list at no depth."""
    yaml = YAML(typ="rt", pure=True)
    yaml.width = WIDE
    yaml.indent(mapping=2, sequence=4, offset=2)
    whole = _written(yaml, {KEY: [dict(item) for item in items]})
    lines = whole.splitlines(keepends=True)[1:]
    return "".join(line[2:] for line in lines)


def _indented(block: str, depth: int) -> str:
    return "".join(" " * depth + line for line in block.splitlines(keepends=True))


def _values(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def _says(text: str, wanted: Any) -> bool:
    try:
        return bool(_values(text) == wanted)
    except YAMLError:
        return False


def _with(values: Any, items: Sequence[Item]) -> Any:
    if not isinstance(values or {}, dict) or not isinstance(
        (values or {}).get(KEY) or [], list
    ):
        raise YAMLError(f"expected a list under {KEY}")
    whole = dict(values or {})
    return whole | {KEY: [*(whole.get(KEY) or []), *(dict(item) for item in items)]}
