"""Regular expressions in queries: RE2, whose time grows with the text and never with its square."""

import re
from collections.abc import Iterator
from functools import lru_cache

import re2

from crawler.errors import QueryError
from crawler.fold import fold
from crawler.rules.lexer import Token
from crawler.rules.tree import PARTS, Regex

MOST_CHARACTERS = 1000  # of a pattern
TEXTS = tuple(field for field in PARTS if field != "author")

_OPTIONS = re2.Options()
_OPTIONS.case_sensitive = False
_OPTIONS.log_errors = False
# A pattern in pieces; what is no piece by itself (`.`, `^`, a capital) is one character.
_PIECE = re.compile(
    r"""
      (?P<plain>  [a-z0-9\ ] )
    | (?P<some>   \+\?? )
    | (?P<maybe>  [*?]\?? | \{\d+(?:,\d*)?\}\?? )
    | (?P<open>   \( )
    | (?P<close>  \) )
    | (?P<bar>    \| )
    | (?P<other>  \[ \^? \]? (?: \[:\^?\w+:\] | \\[^a-zA-Z0-9] | \\[dDsSwW] | [^\]\[\\] )* \]
                | \\[bBdDsSwW] | \\[^a-zA-Z0-9] | [^\[\\] )
    """,
    re.VERBOSE | re.DOTALL,
)
_CODED = re.compile(r"\\x(?:([0-9a-fA-F]{2})|\{0*([0-9a-fA-F]{1,5})\})")  # letters by number
_ESCAPE = re.compile(r"\\(?:([0-9]+)|.)", re.DOTALL)
_MINDS_CASE = re.compile(r"\(\?[a-zA-Z]*-[a-zA-Z]*i")
# A pattern that matches no characters anywhere in these can do so nowhere: together they have
# every pair of word, space, line end, start and end side by side.
_SAMPLES = ("", "ab  c\n\n1 \n 2", " 1 ", "\na\n")


def regex(token: Token, field: str, query: str) -> Regex:
    """The regular expression that a REGEX token writes.  Raises QueryError."""
    pattern = token.text[1:-1].replace("\\/", "/")
    problem = _problem(pattern, field)
    if problem is not None:
        raise QueryError(problem, query, token.column)
    return Regex(pattern, field, token.text)


def _problem(pattern: str, field: str) -> str | None:
    """What is wrong with a pattern; None where nothing is."""
    if field not in TEXTS:
        return f"expected no regular expression in {field}:, only in text"
    if len(pattern) > MOST_CHARACTERS:
        return f"expected at most {MOST_CHARACTERS} characters in a regular expression"
    unfolded = _unfolded(pattern)
    if unfolded is not None:
        return f"text is compared folded; expected {fold(unfolded)!r} for {unfolded!r}"
    if _MINDS_CASE.search(pattern):
        return "text is compared without capitals; expected no (?-i"
    try:
        ready = compiled(pattern)
    except (re2.error, UnicodeEncodeError) as problem:
        return f"expected a regular expression that RE2 can read: {_reason(problem)}"
    octal = next((escape[0] for escape in _ESCAPE.finditer(pattern) if escape[1]), None)
    if octal is not None:
        return f"expected no {octal}: a letter by its number is written like \\x{{61}}"
    matches = (match for sample in _SAMPLES for match in ready.finditer(sample))
    if any(match.start() == match.end() for match in matches):
        return "expected a regular expression that needs at least one character"
    return None


def _unfolded(pattern: str) -> str | None:
    """What of a pattern no folded text has; None where there is nothing."""
    coded = "".join(chr(int(one or other, 16)) for one, other in _CODED.findall(pattern))
    for letter in pattern + coded:
        folded = fold(letter)  # of one letter RE2 knows all cases, but `ss` is not `ß` to it
        if folded != letter.casefold() or len(folded) > 1:
            return letter
    return None if fold(pattern) == pattern.casefold() else pattern  # by marks of their own


def _reason(problem: Exception) -> str:
    reason = problem.args[0] if problem.args else problem
    return reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)


@lru_cache(maxsize=10_000)
def compiled(pattern: str) -> "re2._Regexp":
    """A pattern, ready to search."""
    return re2.compile(pattern, _OPTIONS)


def size(pattern: str) -> int:
    """How many steps a pattern is made into; the time it takes to be read and found grows with it."""
    return int(compiled(pattern).programsize)


@lru_cache(maxsize=10_000)
def literals(pattern: str) -> tuple[str, ...]:
    """What stands in every folded text that a pattern is in; there may be more that is not told.

    >>> literals("harga.*(naik|turun) tajam?"), literals("naik|turun")
    (('harga', ' taja'), ())
    """
    runs = [""]
    at = depth = 0
    while at < len(pattern):
        piece = _PIECE.match(pattern, at)
        if piece is None or (piece.lastgroup == "bar" and not depth):
            return ()
        at = piece.end()
        depth += {"open": 1, "close": -1}.get(piece.lastgroup or "", 0)
        if depth or piece.lastgroup == "close":
            runs.append("")
        elif piece.lastgroup == "plain":
            runs[-1] += piece[0]
        else:
            if piece.lastgroup == "maybe":
                runs[-1] = runs[-1][:-1]
            runs.append("")
    return tuple(run for run in runs if len(run) > 1)


def found(pattern: str, text: str) -> bool:
    """Whether a pattern is in a folded text, with at least one character."""
    if any(part not in text for part in literals(pattern)):
        return False
    first = compiled(pattern).search(text)
    if first is None or first.end() > first.start():
        return first is not None
    return any(True for _ in spans(pattern, text))


def spans(pattern: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a pattern is in a folded text, in characters."""
    for match in compiled(pattern).finditer(text):
        if match.end() > match.start():
            yield match.span()
