"""What is different in a new version of an article, as far as that is news.

Counters, dates, links to other articles and white space change on every page all day long; they
are no new version.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from rapidfuzz.distance import Levenshtein

from crawler.dedup.identity import alike
from crawler.fold import words
from crawler.model import Article, Change

LOOKS = tuple(
    timedelta(minutes=minutes) for minutes in (15, 60, 360, 1440, 4320)
)  # after it was kept
SHORT_LOOKS = 2  # of them for an article that is only looked at because it is short
SURE = timedelta(minutes=15)  # until a page that is missing is looked for once more: sites err
LAST_TRIED = timedelta(days=1)  # after the last look, for a site that could not be reached
SHORT = 150  # words; a shorter article is often one that is still being written
MOST = 200  # words of a change that are shown on each side
AROUND = 3  # words shown before and behind what was changed
FEW = 4000  # words beyond which a text is compared by paragraphs alone
_LINK = re.compile(
    r"(baca|simak|lihat|tonton) juga\b|(see|read) (also|more)\b|related\b|artikel terkait\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(  # how it begins: "Koreksi: …", but not "Koreksi harga emas berlanjut" …
    r"\W*(?:(?:ralat|catatan redaksi|erratum|editor.s note)\b"
    r"|(?:koreksi|klarifikasi|pembetulan|hak jawab|hak koreksi|correction|corrected|clarification)\b"
    r"(?:[ \w]{0,30}?[:\n\u2013\u2014\])]|[ \w]{0,30}? -|\W*$))",
    re.IGNORECASE,
)
_CORRECTED = re.compile(  # … or what it says of the article that it stands in
    r"\b(artikel|berita|naskah|tulisan|judul|foto|keterangan)\b[^.]{0,30}\b(ini|tersebut)\b[^.]{0,30}"
    r"\b(diralat|dikoreksi|diperbaiki|diperbarui|diubah|disunting|direvisi|kami (ralat|koreksi|perbaiki|ubah))\b"
    r"|\bredaksi\b[^.]{0,30}\b(meralat|mengoreksi|(mohon|memohon|meminta) maaf)\b"
    r"|\bmaaf atas (kekeliruan|kesalahan)\b"
    r"|\bthis (article|story|report|headline|post|piece)\b[^.]{0,20}\b(was|has been)\b[^.]{0,20}"
    r"\b(amended|corrected|clarified|revised|updated)\b"
    r"|\b(earlier|previous|original) version of (this|the) (article|story|report|headline)\b"
    r"|\bwe regret the error\b",
    re.IGNORECASE,
)
HEADS = 4  # words; with fewer a correction says no more than that it is one
NOTE = 60  # words; a paragraph that says so in passing, and is longer, tells news


def next_look(
    stored_at: datetime, looks: int, *, matched: bool, looked: datetime | None = None
) -> datetime | None:
    """When to look at an article again after so many looks; None: it was the last.

    Where it was `looked` at late, the next look is as long after that as the two were to be apart.
    """
    planned = LOOKS if matched else LOOKS[:SHORT_LOOKS]
    if looks >= len(planned):
        return None
    due = stored_at + planned[looks]
    if looked is None or looks == 0 or due > looked:
        return due
    return looked + planned[looks] - planned[looks - 1]


def short(article: Article) -> bool:
    """Whether an article may still be growing."""
    return sum(len(words(text)) for text in article.paragraphs) < SHORT


def told(article: Article) -> list[str]:
    """The paragraphs of an article, without those that only lead elsewhere."""
    return [each for each in article.paragraphs if not _LINK.match(each.strip())]


def same(old: Article, new: Article) -> bool:
    """Whether two versions say the same, but for numbers alone in their sentences and for dates."""
    return words(old.title) == words(new.title) and _said(old) == _said(new)


def _said(article: Article) -> list[str]:
    return [word for text in told(article) for word in words(text) if not word[:1].isdigit()]


def cut(old: Article, new: Article) -> bool:
    """Whether a version is but the beginning of the one before, as a paywall shows it.

    A text that its publisher shortens loses less than half.
    """
    was, now = (words(" ".join(told(article))) for article in (old, new))
    return 2 * len(now) < len(was) and was[: len(now) - 1] == now[:-1]


def akin(old: Article, new: Article) -> bool:
    """Whether half the words of the shorter of two versions are in the other, too."""
    return alike(" ".join(told(old)), " ".join(told(new)))


def headline(old: Article, new: Article) -> Change | None:
    """The change of the headline; None where its words are the same, or it is gone."""
    if not new.title.strip() or words(old.title) == words(new.title):
        return None
    return Change("title", old.title, new.title)


def corrections(old: Article, new: Article) -> list[Change]:
    """Paragraphs that say something was wrong, and were not there before."""
    before = {" ".join(words(each)) for each in old.paragraphs}
    return [
        Change("correction", "", _whole(place, new))
        for place, each in enumerate(new.paragraphs)
        if _corrects(each) and " ".join(words(each)) not in before
    ]


def _whole(place: int, article: Article) -> str:
    """The paragraph there; with the next where it only heads that."""
    paragraph = article.paragraphs[place]
    after = article.paragraphs[place + 1 : place + 2] if len(words(paragraph)) < HEADS else ()
    return "\n".join((paragraph, *after))


def _corrects(paragraph: str) -> bool:
    if _CORRECTION.match(paragraph):
        return True
    return len(words(paragraph)) <= NOTE and _CORRECTED.search(paragraph) is not None


def body(old: Article, new: Article) -> list[Change]:
    """What was written otherwise, taken out and put in, each with some words around it."""
    was, now = told(old), told(new)
    if sum(map(len, was)) + sum(map(len, now)) > FEW * 6:
        gone = [each for each in was if each not in set(now)]
        come = [each for each in now if each not in set(was)]
        return [Change("body", " ".join(gone), " ".join(come))] if gone or come else []
    return list(_diff(" ".join(was).split(), " ".join(now).split()))


def _diff(was: Sequence[str], now: Sequence[str]) -> Iterator[Change]:
    for a, b, c, d in _spans(was, now):
        before, after = (
            was[max(a - AROUND, 0) : b + AROUND],
            now[max(c - AROUND, 0) : d + AROUND],
        )
        yield Change("body", _cut(before), _cut(after))


def _spans(was: Sequence[str], now: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Where two lists of words differ, from and to in each; those close to one another as one.

    By the fewest words changed, in parallel on the bits of a number: difflib takes seconds where
    one word is repeated thousands of times.
    """
    spans: list[tuple[int, int, int, int]] = []
    for step in Levenshtein.opcodes(was, now):
        if step.tag == "equal":
            continue
        a, c = step.src_start, step.dest_start
        if spans and a - spans[-1][1] <= 2 * AROUND:
            a, _, c, _ = spans.pop()
        spans.append((a, step.src_end, c, step.dest_end))
    return spans


def _cut(found: Sequence[str]) -> str:
    return " ".join(found[:MOST]) + (" …" if len(found) > MOST else "")
