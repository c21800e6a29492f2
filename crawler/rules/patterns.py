"""Does a word answer a piece of a query?"""

import re
from functools import lru_cache
from typing import assert_never

from crawler.rules.tree import Forms, Fuzzy, Piece, Plain, Wild


def answers(piece: Piece, word: str) -> bool:
    """Whether the folded `word` is one that `piece` asks for."""
    match piece:
        case Plain(text):
            return word == text
        case Wild(pattern):
            return wild(pattern).fullmatch(word) is not None
        case Fuzzy() | Forms():
            raise NotImplementedError
        case _:
            assert_never(piece)


@lru_cache(maxsize=100_000)
def wild(pattern: str) -> re.Pattern[str]:
    """A word with gaps as a regular expression; one `*` at most, so it cannot run wild."""
    return re.compile(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), re.DOTALL)
