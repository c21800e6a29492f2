"""Tokens of the query language, each with the column it starts at."""

import re
from typing import NamedTuple

from crawler.errors import QueryError
from crawler.fold import plain
from crawler.rules.tree import PARTS, VALUES

QUOTES = '"“”„‟«»＂'
_END = rf"(?=[\s(){QUOTES}]|$)"  # what may stand after an operator
# After white space; most of a query is words in small letters, which are nothing else.
_TOKEN = re.compile(
    rf"""
    \s*+ (?:
      (?P<SIMPLE> [a-z0-9]++ (?: \* | ~[12]? )? (?=[\s()]|$) )
    | (?P<LEFT>   \( )
    | (?P<RIGHT>  \) )
    | (?P<MINUS>  [-‐‑‒–—―−－] (?=[^\s)]) )
    | (?P<AND>    AND {_END} )
    | (?P<OR>     OR  {_END} )
    | (?P<NOT>    NOT {_END} )
    | (?P<NEAR>   O?NEAR (?: / [^\s()]* )? {_END} )
    | (?P<FIELD>  [^\s(){QUOTES}/:=~*?{{}}]++ : )
    | (?P<REGEX>  / (?: [^/\\] | \\. )* / {_END} )
    | (?P<PHRASE> =? [{QUOTES}] [^{QUOTES}]* [{QUOTES}] [^\s(){QUOTES}]* )
    | (?P<WORD>   [^\s(){QUOTES}]+ )
    | (?P<END>    $ )
    )
    """,
    re.VERBOSE | re.DOTALL,
)
# After `url:` and its like everything up to a space is the value, slashes and colons included.
_VALUE = re.compile(
    rf"""
    \s*+ (?:
      (?P<LEFT>   \( )
    | (?P<RIGHT>  \) )
    | (?P<PHRASE> [{QUOTES}] [^{QUOTES}]* [{QUOTES}] )
    | (?P<WORD>   [^\s(){QUOTES}]+ )
    | (?P<END>    $ )
    )
    """,
    re.VERBOSE,
)
_CLOSED = re.compile(r"/(?:[^/\\]|\\.)+/(?=.)", re.DOTALL)  # a regular expression, and more
_GLUED = re.compile(r"(?:AND|OR|NOT|O?NEAR(?:/\d+)?)(?=[^\w*?~])")  # an operator, and more
_STRANGERS = re.compile(r"^[!|&\\^<>;\[\]]|[|\\^<>\[\]]|&&$")
# What a keyboard for wide characters writes in place of operators and brackets.
_TYPED = "()/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_WIDE = {ord(letter) + 0xFEE0: letter for letter in _TYPED}
_HINTS = {"!": "NOT", "|": "OR", "&": "AND"}


class Token(NamedTuple):
    """One token; `kind` is the name of its group in the patterns above, or END."""

    kind: str
    text: str
    column: int


def tokens(text: str) -> list[Token]:
    """Split `text`, ending with an END token; fields are in lower case.

    What takes no room is left out, wide letters and brackets are as any others; columns are those
    of `text` as it is.  Raises QueryError at the first character that no token can start with.
    """
    if text.isascii():
        return _tokens(text)
    unseen = {letter for letter in set(text) if not plain(letter)}
    columns = [at for at, letter in enumerate(text) if letter not in unseen] + [len(text)]
    seen = "".join([letter for letter in text if letter not in unseen]).translate(_WIDE)
    try:
        return [token._replace(column=columns[token.column]) for token in _tokens(seen)]
    except QueryError as error:
        raise QueryError(error.problem, text, columns[error.column]) from None


def _tokens(text: str) -> list[Token]:
    """The tokens of a text all of which is seen."""
    found: list[Token] = []
    at, pattern, kind = 0, _TOKEN, ""
    while kind != "END":
        match = pattern.match(text, at)
        if match is None:
            column = len(text) - len(text[at:].lstrip())
            raise QueryError(
                "this quote is never closed; expected another one after it", text, column
            )
        kind = match.lastgroup or ""
        word, at = match[kind], match.end()
        column = at - len(word)
        if kind == "SIMPLE":
            found.append(Token("WORD", word, column))
            continue
        if kind == "FIELD":
            word = _field(word, text, column)
        elif kind == "WORD" and pattern is _TOKEN:
            _check_word(word, text, column)
        found.append(Token(kind, word, column))
        pattern = _VALUE if kind == "FIELD" and word[:-1] in VALUES else _TOKEN
    return found


def _field(word: str, text: str, column: int) -> str:
    name = word[:-1].lower()
    if name in PARTS or name in VALUES:
        return name + ":"
    known = ", ".join([*(part for part in PARTS if part), *VALUES])
    raise QueryError(
        f'there is no field "{word}"; expected one of {known}, or quotes around what has a colon',
        text,
        column,
    )


def _regex_fault(text: str, column: int) -> QueryError:
    """What is wrong with a regular expression that does not end as one should."""
    closed = _CLOSED.match(text, column)
    if closed is None:
        problem = 'this regular expression is never closed; expected a "/" after it'
        return QueryError(problem, text, column)
    if text[closed.end()] == "{":
        problem = "a count belongs inside the slashes, after what it counts: /(a){2,}/"
    else:
        problem = 'expected a space after the regular expression; a "/" in it is written \\/'
    return QueryError(problem, text, closed.end())


def _check_word(word: str, text: str, column: int) -> None:
    operator = _GLUED.match(word)
    if operator is not None:
        raise QueryError(
            f"expected a space after {operator[0]}, or quotes around {word} if it is a word",
            text,
            column + operator.end(),
        )
    if word[0] == "/":
        raise _regex_fault(text, column)
    if word[0] in "'‘’`":
        raise QueryError('expected double quotes (") around a phrase', text, column)
    stranger = _STRANGERS.search(word)
    if stranger is not None:
        hint = _HINTS.get(stranger[0][0])
        mend = f"{hint}, or quotes around it" if hint else "quotes around what it stands in"
        raise QueryError(
            f'"{stranger[0]}" means nothing here; expected {mend}',
            text,
            column + stranger.start(),
        )
