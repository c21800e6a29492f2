"""Secrets from outside the configuration: `${env:NAME}`, `${file:/path}`, `${credential:NAME}`.

`$${` is a plain `${`.  Values are given to whoever needs them and are kept for the log's
redaction; they never stand in a complaint.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path as FilePath
from typing import Any

from crawler.settings.files import whole
from crawler.settings.tree import Path, Tree

REFERENCE = re.compile(r"\$\$\{|\$\{(?:([a-z]*):)?([^{}]*)(\}?)")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}")
CREDENTIAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
FORMS = "${env:NAME}, ${file:/path} or ${credential:NAME}; a plain ${ is written $${"
LARGEST = 64 * 1024  # bytes of a secret's file


@dataclass(slots=True)
class Secrets:
    """Fills references in; `values` are all that were filled in so far."""

    environ: Mapping[str, str]
    values: set[str] = field(default_factory=set)
    known: dict[tuple[str, str], str] = field(default_factory=dict)

    def fill(self, tree: Tree, refuse: Callable[[Path, str], None]) -> Any:
        """The values of `tree` with every reference filled in; what is missing is refused."""
        return self._filled(tree.value, (), refuse)

    def _filled(self, value: Any, path: Path, refuse: Callable[[Path, str], None]) -> Any:
        match value:
            case dict():
                return {k: self._filled(v, (*path, k), refuse) for k, v in value.items()}
            case list():
                return [self._filled(v, (*path, i), refuse) for i, v in enumerate(value)]
            case str() if "${" in value:
                return self._text(value, partial(refuse, path))
            case _:
                return value

    def _text(self, text: str, refuse: Callable[[str], None]) -> str:
        def one(reference: re.Match[str]) -> str:
            if reference[0] == "$${":
                return "${"
            try:
                return self._value(reference)
            except ValueError as error:
                refuse(str(error))
                return ""

        return REFERENCE.sub(one, text)

    def _value(self, reference: re.Match[str]) -> str:
        """What a reference stands for; raises ValueError with what is missing."""
        kind, name, closed = reference[1], reference[2], reference[3]
        if not closed or kind not in SOURCES:
            raise ValueError(f"expected {FORMS}")
        if (kind, name) not in self.known:
            value = SOURCES[kind](name, self.environ)
            if not value:
                raise ValueError(f"expected a value in {kind}:{name}, found nothing in it")
            self.known[kind, name] = value
            self.values.add(value)
        return self.known[kind, name]


def _environment(name: str, environ: Mapping[str, str]) -> str:
    if NAME.fullmatch(name) is None:
        raise ValueError("expected the name of an environment variable in ${env:NAME}")
    if name not in environ:
        raise ValueError(f"expected the environment variable {name}, which is not set")
    return _clean(environ[name], f"the environment variable {name}")


def _file(name: str, _: Mapping[str, str]) -> str:
    if not name.startswith("/"):
        raise ValueError("expected an absolute path in ${file:/path}")
    return _contents(FilePath(name), f"the file {name}", private=True)


def _credential(name: str, environ: Mapping[str, str]) -> str:
    if CREDENTIAL.fullmatch(name) is None:
        raise ValueError("expected the name of a credential in ${credential:NAME}")
    folder = environ.get("CREDENTIALS_DIRECTORY", "")
    if not folder.startswith("/"):
        raise ValueError(
            f"expected the credential {name}, but CREDENTIALS_DIRECTORY is not set: "
            "credentials are given by systemd (LoadCredential=)"
        )
    # systemd keeps the folder private; with ACLs the mode of a file in it looks group-readable
    return _contents(FilePath(folder, name), f"the credential {name}", private=False)


def _contents(path: FilePath, name: str, *, private: bool) -> str:
    try:
        data = whole(path, LARGEST, private=private)
        text = data.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise ValueError(f"expected UTF-8 text in {name}") from None
    except OSError as error:
        problem = (error.strerror or "it cannot be read").lower()
        raise ValueError(f"expected {name}, but: {problem}") from None
    except ValueError as error:
        raise ValueError(f"expected {name}, but {error}") from None
    return _clean(text, name)


def _clean(value: str, name: str) -> str:
    if re.search(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff]", value):
        raise ValueError(f"expected one line of plain text in {name}, found other characters")
    return value


SOURCES: Mapping[str, Callable[[str, Mapping[str, str]], str]] = {
    "env": _environment,
    "file": _file,
    "credential": _credential,
}
