"""Knowing an article again: by the names its page goes by, and by its text."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import blake2b

from crawler.dedup import urls
from crawler.fold import words

TELLING = 20  # words; a shorter text may be the same by chance ("Segera hadir.")
WINDOW = timedelta(days=14)  # after which an equal text is another story


def names(found: str, read: str, claim: str | None) -> tuple[str, ...]:
    """Every identity key of an article: as it was found, where it was read, what it claims.

    The first is that of `found`.  `read`, the address after redirects, and `claim`, the page's
    word for its own address, count only where they can be an article's.
    """
    keys = [urls.identity(found)]
    if read != found and urls.claimed(read, found):
        keys.append(urls.identity(read))
    if claim is not None and urls.claimed(claim, read):
        keys.append(urls.identity(claim))
    return tuple(dict.fromkeys(keys))


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
