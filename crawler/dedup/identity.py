"""Knowing an article again: by the names its page goes by, and by its text."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import blake2b

from crawler.dedup import urls
from crawler.fold import words
from crawler.model import Claim

TELLING = 20  # words; a shorter text may be the same by chance ("Segera hadir.")
WINDOW = timedelta(days=14)  # equal texts first seen further apart than this are two stories


def claims(found: str, read: str, claim: str | None) -> tuple[Claim, ...]:
    """Keys that an article may have beside that of `found`, the link that led to it.

    `read` is the address after redirects and `claim` the page's word for its own address; either
    counts only where it can be an article's.  And where a headline changes, a number in the
    address stays.
    """
    keys: list[Claim] = []
    if read != found and urls.claimed(read, found):
        keys.append(Claim(urls.identity(read), read, "redirect"))
    if claim is not None and urls.claimed(claim, read):
        keys.append(Claim(urls.identity(claim), claim, "canonical"))
    if number := urls.numbered(found):
        keys.append(Claim(number, found, "number"))
    others = {claim.key: claim for claim in reversed(keys) if claim.key != urls.identity(found)}
    return tuple(claim for claim in keys if others.get(claim.key) is claim)


def alike(one: str, other: str) -> bool:
    """Whether two headlines may be of one article: half the words of the shorter are in both.

    >>> alike("Banjir di Hulu, 3 Tewas", "Tiga tewas dalam banjir di hulu"), alike("A b", "C d")
    (True, False)
    """
    mine, theirs = set(words(one)), set(words(other))
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs)) > 0


def fingerprint(paragraphs: Sequence[str]) -> str:
    """128 bits of BLAKE2b of the text's folded words, in hex; empty where it is too short to tell."""
    found = words("\n\n".join(paragraphs))
    if len(found) < TELLING:
        return ""
    return blake2b(" ".join(found).encode(errors="surrogatepass"), digest_size=16).hexdigest()


def short_id(*parts: str) -> str:
    """64 bits that stand for `parts`, in hex: the same parts give the same id in every run."""
    joined = "\0".join(parts).encode(errors="surrogatepass")
    return blake2b(joined, digest_size=8).hexdigest()


def story_id(article: str) -> str:
    """The id of the story that begins with an article, given by its id."""
    return "st_" + short_id("story", article)
