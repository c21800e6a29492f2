"""JavaScript literals as values, read and never executed: what stands in scripts as data.

JSON is read as such.  What is nearly JSON (names without quotes, `'single'` ones, `void 0`, `!0`,
`new Date(…)`) is read token by token, and so is a function that is called where it stands and
does nothing but give its arguments names: `(function(a){return {title:a}}("Pasar"))`.
"""

import re
from collections.abc import Iterator

from crawler.extract.json_data import DECODER, Json

MOST_TOKENS = 100_000  # of one value, if nothing else is said
_DEEPEST = 60
_TOKEN = re.compile(
    r"\s*(?:(\"[^\"\\]*(?:\\.[^\"\\]*)*\"|'[^'\\]*(?:\\.[^'\\]*)*'|`[^`\\]*(?:\\.[^`\\]*)*`)"
    r"|([{}\[\],:()=;])|([^\s\"'`{}\[\],:()=;]+))",
    re.DOTALL,
)
_CALLED = re.compile(
    r"\s*\(?\s*(?:function\s*\(([^()]{0,4000})\)|\(([^()]{0,4000})\)\s*=>)\s*\{"
)
_ESCAPED = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL
)
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_WORDS: dict[str, object] = {"true": True, "!0": True, "false": False, "!1": False}
_PROGRAM = frozenset({"function", "async", "class", "function*"})
_OPEN, _CLOSE = frozenset("{[("), frozenset("}])")


def read(text: str, at: int = 0, tokens: int = MOST_TOKENS) -> tuple[Json, int]:
    """The value that begins at `at`, and where it ends; None where there is none.

    Where it is not JSON, no more than `tokens` are read of it, and nothing from where it holds a
    function: such a thing is a program.

    >>> read("x={title:'Pasar',hidden:!1}", 2)[0]
    {'title': 'Pasar', 'hidden': False}
    """
    try:
        return DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        pass
    reader = _Reader(text, at, tokens)
    try:
        return reader.called() if _CALLED.match(text, at) else reader.value(0), reader.at
    except _EndError:
        return None, reader.at


def unquoted(part: str) -> str:
    """What a string says between its quotes."""
    if part[0] == '"':
        try:
            return str(DECODER.decode(part))
        except ValueError:
            pass
    return _ESCAPED.sub(_sign, part[1:-1])


def _sign(escaped: re.Match[str]) -> str:
    code = escaped[1] or escaped[2] or escaped[3]
    if code is None:
        return _SIGNS.get(escaped[4], escaped[4])
    return chr(number) if (number := int(code, 16)) < 0x110000 else ""


class _EndError(Exception):
    """The text ended, is a program, or there is more of it than is read."""


class _Reader:
    """Reads tokens from `at` on."""

    def __init__(self, text: str, at: int, tokens: int) -> None:
        self.text = text
        self.at = at
        self.left = tokens
        self.names: dict[str, Json] = {}  # the arguments of the function that is read

    def next(self) -> str:
        """The next token; what is read of the text ends behind it."""
        found = _TOKEN.match(self.text, self.at)
        self.left -= 1
        if found is None or self.left < 0:
            raise _EndError
        self.at = found.end()
        return found[1] or found[2] or found[3]

    def peek(self) -> str:
        """The next token, which is still to be read."""
        at = self.at
        part = self.next()
        self.at = at
        return part

    def value(self, depth: int) -> Json:
        """A value; where it is more than a literal, what could be read of it."""
        part = self.next()
        if depth > _DEEPEST:
            raise _EndError
        if part == "{":
            return self._object(depth)
        if part == "[":
            return list(self._items("]", depth))
        if part == "(":
            return next(iter([*self._items(")", depth), None]))
        if part[0] in "\"'`":
            return unquoted(part)
        return self._word(part, depth)

    def _word(self, word: str, depth: int) -> Json:
        if word in {"new", "void"}:
            value = self.value(depth + 1)
            return value if word == "new" else None
        if word in _PROGRAM:
            raise _EndError
        if self.peek() == "(":
            self.next()
            first = next(iter([*self._items(")", depth), None]))
            return read(first)[0] if word == "JSON.parse" and isinstance(first, str) else first
        if word in self.names:
            return self.names[word]
        try:
            return _WORDS[word] if word in _WORDS else DECODER.decode(word)
        except ValueError:
            return None

    def _object(self, depth: int) -> dict[str, Json]:
        found: dict[str, Json] = {}
        while (part := self.next()) != "}":
            if part == ",":
                continue
            key = unquoted(part) if part[0] in "\"'`" else part
            if self.peek() == ":":
                self.next()
                found[key] = self.value(depth + 1)
            elif key in self.names:
                found[key] = self.names[key]
            self._skip()
        return found

    def _items(self, end: str, depth: int) -> Iterator[Json]:
        while (part := self.peek()) != end:
            if part == ",":
                self.next()
                continue
            yield self.value(depth + 1)
            self._skip()
        self.next()

    def _skip(self) -> None:
        """Pass over what is no literal, to the end of this item."""
        depth = 0
        while depth or self.peek() not in {",", "}", "]", ")"}:
            part = self.next()
            depth += (part in _OPEN) - (part in _CLOSE)

    def called(self) -> Json:
        """What a function gives that is called where it stands."""
        head = _CALLED.match(self.text, self.at)
        if head is None:
            return None
        self.at = start = head.end()
        depth = 1
        while depth:
            part = self.next()
            depth += (part in _OPEN) - (part in _CLOSE)
        while self.next() != "(":
            pass
        given = list(self._items(")", 0))
        end = self.at
        named = (name.strip() for name in (head[1] or head[2] or "").split(","))
        self.names = dict(zip(named, given, strict=False))
        self.at = start
        value = self._body()
        self.at = end
        return value

    def _body(self) -> Json:
        """What stands behind `return`, after what is set before it: `a.title="Pasar";`."""
        last = ""
        while (part := self.next()) != "return":
            if part == "=" and "." in last:
                self._set(*last.split(".", 1))
            last = part
        return self.value(0)

    def _set(self, name: str, key: str) -> None:
        value = self.value(0)
        known = self.names.get(name)
        if isinstance(known, dict):
            known[key] = value
