"""Knowing an article again: by the names its page goes by, and by its text."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from hashlib import blake2b

from crawler.dedup import urls
from crawler.fold import words
from crawler.model import Article, Claim, Moment

TELLING = 20  # words; a shorter text may be the same by chance ("Segera hadir.")
APART = timedelta(hours=20)  # between what is published on one day and on the next
WINDOW = timedelta(days=14)  # equal texts first seen further apart than this are two stories


def claims(found: str, read: str, claimed: Iterable[str] = ()) -> tuple[Claim, ...]:
    """Keys that an article may have beside that of `found`, the link that led to it.

    `read` is the address after redirects, which may come from whoever counts clicks, and `claimed` are
    the page's words for its own address; each counts only where it can be an article's.  And where a
    headline changes, a number in the address stays.
    """
    keys: list[Claim] = []
    if read != found and urls.leads(read):
        keys.append(Claim(urls.identity(read), read, "redirect"))
    believed = (claim for claim in claimed if urls.claimed(claim, read))
    keys += (Claim(urls.identity(claim), claim, "canonical") for claim in believed)
    if number := urls.numbered(found):
        keys.append(Claim(number, found, "number"))
    others = {claim.key: claim for claim in reversed(keys) if claim.key != urls.identity(found)}
    return tuple(claim for claim in keys if others.get(claim.key) is claim)


def alike(one: str, other: str) -> bool:
    """Whether two headlines, or texts, may be of one article: half the words of the shorter are in both.

    >>> alike("Banjir di Hulu, 3 Tewas", "Tiga tewas dalam banjir di hulu"), alike("A b", "C d")
    (True, False)
    """
    mine, theirs = set(words(one)), set(words(other))
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs)) > 0


def bears_out(one: Article, other: Article, *, twins: bool) -> bool:
    """Whether a claim that two articles of different texts are one may be true.

    A template may claim one address for all its pages, and a column has one headline every day: so
    they have to be of one day, and `twins`, or under one headline with half of the shorter one's words.
    """
    if _apart(one.published, other.published):
        return False
    if twins:
        return True
    mine, theirs = words(one.title), words(other.title)
    return mine == theirs != [] and _akin(one, other)


def _apart(one: Moment | None, other: Moment | None) -> bool:
    """Whether two times of publication are of two days, or may not be told to be of one."""
    if one is None or other is None:
        return False
    same = one.precision is other.precision  # else one of them may be any time of its day
    return abs(one.at - other.at) >= (APART if same else APART + timedelta(days=1))


def _akin(one: Article, other: Article) -> bool:
    """Whether their texts are alike; of one without a text nothing says that it is not."""
    return alike(one.body, other.body) or not (words(one.body) and words(other.body))


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
