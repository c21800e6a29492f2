"""Indonesian words and their roots."""


def roots(word: str) -> frozenset[str]:
    """The roots that a folded `word` may be a form of, itself included."""
    return frozenset((word,))
