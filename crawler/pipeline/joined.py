"""One article made of several pages of it: their texts in order, no paragraph twice.  Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from crawler import article_text
from crawler.dedup.identity import alike
from crawler.fold import words
from crawler.model import Article, PageState, Picture

WORTH = frozenset({PageState.FULL, PageState.PARTIAL})  # states that are stored and matched
LONGEST = 200_000  # characters of a body; as many as are read from one page
TELLING = 40  # characters: two shorter paragraphs may be the same by chance ("Ya, benar.")
APART = timedelta(days=2)  # between what two pages of one article say of when it was published
_COUNTING = frozenset({"halaman", "hal", "page", "laman", "bagian", "part"})  # in a headline
ALL_BUT = 0.8  # of the paragraphs of a page: what stands on one with all of them again


def goes_on(first: Article, other: Article) -> bool:
    """Whether `other` may be a further page of the article that begins with `first`.

    The headline tells, and the date; either may be left out on further pages.
    """
    headline = [word for word in words(other.title) if word not in _COUNTING and len(word) > 2]
    if headline and first.title and not alike(first.title, " ".join(headline)):
        return False
    mine, theirs = _day(first), _day(other)
    return mine is None or theirs is None or abs(theirs - mine) <= APART


def join(first: Article, other: Article) -> Article | None:
    """`first` with what its further page `other` adds; None where that is nothing."""
    known = {_key(text) for text in first.paragraphs}
    fresh = [
        text
        for text in _inside(other.paragraphs, known)
        if len(text) < TELLING or _key(text) not in known
    ]
    if not fresh:
        return None
    return _with(first, (*first.paragraphs, *fresh), other)


def stands_for(whole: Article, first: Article) -> bool:
    """Whether a page that claims to be the whole has all of `first`, and more."""
    has = {_key(text) for text in whole.paragraphs}
    told = [text for text in first.paragraphs if len(text) >= TELLING] or first.paragraphs
    again = sum(_key(text) in has for text in told)
    return len(whole.body) > len(first.body) and again >= ALL_BUT * len(told)


def replaced(first: Article, whole: Article) -> Article:
    """`first` with the text of the page that has all of it."""
    return _with(first, whole.paragraphs, whole)


def broken_off(article: Article) -> Article:
    """`article` marked as one of which a part is still to come."""
    return replace(article, state=PageState.PARTIAL)


def _with(first: Article, paragraphs: Sequence[str], other: Article) -> Article:
    fitting: list[str] = []
    room = LONGEST
    for text in paragraphs:
        if room <= 0:
            break
        fitting.append(text[:room])
        room -= len(text)
    pictures = (*first.pictures, *_unseen(first.pictures, other.pictures))
    comments = (
        *first.comments,
        *(each for each in other.comments if each not in first.comments),
    )
    mine, theirs = article_text.read(first.text), article_text.read(other.text)
    lines = (*mine.pictures, *(each for each in theirs.pictures if each not in mine.pictures))
    written = replace(mine, pictures=lines, paragraphs=tuple(fitting), comments=comments)
    return replace(
        first,
        paragraphs=tuple(fitting),
        pictures=pictures,
        comments=comments,
        text=article_text.write(written),
        state=other.state if other.state in WORTH else first.state,  # an end may be short
    )


def _inside(paragraphs: Sequence[str], known: set[str]) -> Sequence[str]:
    """The paragraphs between those at both ends that are known: what frames every page."""
    start, end = 0, len(paragraphs)
    while start < end and _key(paragraphs[start]) in known:
        start += 1
    while end > start and _key(paragraphs[end - 1]) in known:
        end -= 1
    return paragraphs[start:end]


def _unseen(mine: Sequence[Picture], theirs: Sequence[Picture]) -> list[Picture]:
    known = {each.url for each in mine}
    return [each for each in theirs if each.url not in known]


def _key(text: str) -> str:
    return " ".join(words(text)) or text


def _day(article: Article) -> date | None:
    return None if article.published is None else article.published.at.date()
