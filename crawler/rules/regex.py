"""Regular expressions in queries."""

from typing import NoReturn

from crawler.errors import QueryError
from crawler.rules.lexer import Token


def regex(token: Token, field: str, query: str) -> NoReturn:
    """The regular expression that a REGEX token writes."""
    del field
    raise QueryError("not yet: regular expressions", query, token.column)
