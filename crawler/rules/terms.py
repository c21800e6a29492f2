"""One term of a query, as the lexer cuts it, taken apart: `=KPK`, `"Asia Ten*"`, `serang~{3,}`."""

import re
from typing import NoReturn

from crawler.errors import QueryError
from crawler.fold import fold, gapped_tokens, tokens
from crawler.rules.lexer import QUOTES, Token
from crawler.rules.tree import MOST_DISTANCE, Forms, Fuzzy, Piece, Plain, Term, Wild

MOST_TIMES = 1000  # `{n,}`; more than any article needs
MOST_WORDS = 100  # of a phrase
LEAST_LETTERS = 2  # beside `*` and `?`
_OF_COMPOUND = 2  # words that are written as one: menandatangani

_WORD = re.compile(
    r"(?P<exact>=?)(?P<core>[^=~{}:]*)(?P<fuzzy>~\d*)?(?P<times>\{.*)?", re.DOTALL
)
_PHRASE = re.compile(
    rf"(?P<exact>=?)[{QUOTES}](?P<core>[^{QUOTES}]*)[{QUOTES}](?P<fuzzy>~\d*)?(?P<times>\{{.*)?",
    re.DOTALL,
)
_TIMES = re.compile(r"\{([0-9]{1,9}),\}")
_COUNT = re.compile(rf"(~[0-9]*)?{_TIMES.pattern}")  # of a word that stands apart from it


def term(token: Token, field: str, query: str) -> Term:
    """The term that a WORD or PHRASE token writes.  Raises QueryError; `query` is for its message."""
    easy = _easy(token.text) if token.text.isascii() else None
    if easy is not None:  # most terms, and many thousands at once
        return Term(easy, field, written=token.text)
    if _COUNT.fullmatch(token.text):
        _fail(f"expected no space before {token.text}", query, token.column)
    quoted = token.kind == "PHRASE"
    found = (_PHRASE if quoted else _WORD).fullmatch(token.text)
    if found is None:
        _fail(_what_is_wrong(token.text, quoted=quoted), query, token.column)
    exact = bool(found["exact"])
    core_column = token.column + found.start("core")
    if found["fuzzy"]:
        fuzzy_column = token.column + found.start("fuzzy")
        if quoted:
            _fail(_tilde_after_quotes(found["core"], found["fuzzy"]), query, fuzzy_column)
        pieces: tuple[Piece, ...] = (
            _bent(found["core"], found["fuzzy"], query, core_column, fuzzy_column),
        )
    else:
        pieces = _pieces(found["core"], exact=exact, query=query, column=core_column)
    if exact and not all(isinstance(piece, Plain) for piece in pieces):
        _fail(
            "= asks for an exact spelling; expected no *, ? or ~ with it", query, token.column
        )
    least = _least(found["times"], query, token.column + max(0, found.start("times")))
    return Term(pieces, field, exact, least, token.text)


def _easy(text: str) -> tuple[Piece, ...] | None:
    """The words of a term of ASCII letters and digits that is as most are; None: it is not."""
    if text.isalnum():
        return (Plain(text.lower()),)
    core, last = text[:-1], text[-1]
    if core.isalnum():
        if last == "~":
            return (Forms(core.lower()),)
        return (Wild(text.lower()),) if last == "*" and len(core) >= LEAST_LETTERS else None
    if text[0] == last == '"':
        found = text[1:-1].lower().split()
        if 0 < len(found) <= MOST_WORDS and "".join(found).isalnum():
            return tuple([Plain(word) for word in found])
    return None


def _pieces(core: str, *, exact: bool, query: str, column: int) -> tuple[Piece, ...]:
    """The words of a term without `~`."""
    times = _TIMES.search(core)
    if times is not None:
        problem = f"{times[0]} counts a whole word or phrase; expected it outside the quotes"
        _fail(f"{problem}, right after them", query, column + times.start())
    if "~" in core:
        _fail(
            "~ belongs to a word; expected it outside the quotes",
            query,
            column + core.index("~"),
        )
    if "*" in core or "?" in core:
        pieces: tuple[Piece, ...] = tuple(
            _wild(word, query, column) if "*" in word or "?" in word else Plain(fold(word))
            for word in gapped_tokens(core)
        )
    elif exact:
        pieces = tuple(Plain(word) for word in tokens(core))
    else:
        pieces = tuple(Plain(fold(word)) for word in tokens(core))
    if not pieces:
        _fail("expected a letter or a digit in this", query, column)
    if len(pieces) > MOST_WORDS:
        _fail(f"expected at most {MOST_WORDS} words in a phrase", query, column)
    return pieces


def _wild(word: str, query: str, column: int) -> Wild:
    pattern = fold(word)
    if pattern.count("*") > 1:
        _fail("expected * once in a word", query, column)
    if sum(letter.isalnum() for letter in pattern) < LEAST_LETTERS:
        _fail("expected at least two letters or digits in a word with * or ?", query, column)
    return Wild(pattern)


def _bent(core: str, mark: str, query: str, column: int, mark_column: int) -> Forms | Fuzzy:
    """The word before `~`, `~1`, `~2`."""
    if "*" in core or "?" in core:
        _fail("expected either ~ or * and ? in a word, not both", query, mark_column)
    found = tokens(core)
    if len(found) != 1:
        _fail("expected one word before ~", query, column)
    word = fold(found[0])
    if mark == "~":
        return Forms(word)
    distance = int(mark[1:3])
    if not 1 <= distance <= MOST_DISTANCE:
        _fail("expected ~, ~1 or ~2", query, mark_column)
    if len(word) <= distance:
        _fail(f"expected more than {distance} letters before {mark}", query, column)
    return Fuzzy(word, distance)


def _least(times: str | None, query: str, column: int) -> int:
    if times is None:
        return 1
    found = _TIMES.fullmatch(times)
    least = int(found[1]) if found else 0
    if not 1 <= least <= MOST_TIMES:
        _fail(f"expected a count like {{3,}}, from {{1,}} to {{{MOST_TIMES},}}", query, column)
    return least


def _tilde_after_quotes(core: str, mark: str) -> str:
    found = core.split()
    if mark == "~":
        one = (
            f" {'-'.join(found)}~ finds one word of both" if len(found) == _OF_COMPOUND else ""
        )
        return f"~ belongs to a word; expected it outside the quotes{one and ';'}{one}"
    left, right = (found[0], found[-1]) if len(found) > 1 else ("a", "b")
    return f"{mark} belongs to a word; to let words stand apart write {left} NEAR/{mark[1:]} {right}"


def _what_is_wrong(text: str, *, quoted: bool) -> str:
    if quoted:
        return "expected a space after the closing quote"
    if ":" in text:
        return "expected quotes around what has a colon"
    return "expected =, ~ and {n,} only around a word: =KPK, serang~, Kazakhstan~2, korupsi{3,}"


def _fail(problem: str, query: str, column: int) -> NoReturn:
    raise QueryError(problem, query, column)
