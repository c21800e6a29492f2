"""When the article was published, and when it was last changed.

What the page tells machines is believed first (JSON-LD, the meta family, marked elements), then
the date shown beside the headline, then the one in the URL.  The shown date checks what machines
are told: many systems write the local time and call it UTC, and many write UTC of a page whose
own zone only its readers see.  A date of change is never taken for one of publication.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import islice
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler import dates
from crawler.extract.linked_data import LinkedData
from crawler.extract.meta import Meta
from crawler.extract.words import clean, is_sentence
from crawler.model import Brief, Moment, Precision, Reply

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "content_publisheddate", "jpnncom_news_pubdate", "pubdate", "publishdate", "publish-date",
    "publish_date", "published_at", "date_published", "publication_date", "published",
    "article.published", "article_date_original", "originalpublicationdate", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "rnews:datepublished", "dc.date.issued",
    "dc.date.created", "dcterms.created", "dcterms.date", "dc.date", "date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
    "last-modified",
)  # fmt: skip
_MARKED = '[itemprop="datePublished"],time[pubdate],time[datetime]'
_TRIES = 60  # datelines that are looked at
_FIRST = 4  # elements marked as a date that are looked at; further ones are of other articles
_CHANGED = re.compile(
    r"diperbarui|updated|modified|aktualisiert|stand:|mis à jour|modifié|actualizado|aggiornato"
    r"|atualizado|bijgewerkt|uppdaterad|oppdatert|opdateret|güncelle|обновлен|оновлен",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\d{4}|\d[:.]\d\d|lalu\b|ago\b|hari ini|kemarin|today|yesterday", re.IGNORECASE
)
_MOSTLY_DATE = 60  # characters: a longer line may well be a caption that tells a date
_LINE = 100  # characters: a longer text is no dateline
_BELOW, _ABOVE = 40, 15  # texts after and before the headline where its date is looked for
_IN_URL = (
    re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d\d?)[/-](?P<d>\d\d?)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?:\d{6})?(?!\d)"),
)
_QUARTER = timedelta(minutes=15)  # all zones are whole quarters of an hour from UTC
_WIDEST = timedelta(hours=14)

Read = Callable[[str], Moment | None]
Texts = Sequence[tuple[LexborNode, str]]


def choose(
    data: LinkedData,
    meta: Meta,
    tree: LexborHTMLParser,
    lines: Iterable[str],
    *,
    brief: Brief,
    reply: Reply,
) -> tuple[Moment | None, Moment | None]:
    """The moments of publication and of the last change; None where the page does not tell.

    `lines` are the datelines shown by the headline, nearest first.
    """

    def past(text: str) -> Moment | None:
        return hinted(text, brief, reply)

    def line(text: str) -> Moment | None:  # a time without a zone is INFERRED
        return dates.read(text, timezone=brief.timezone, now=reply.at, zone_known=False)

    def stamp(text: str) -> Moment | None:
        return _not_ahead(dates.read(text, timezone=brief.timezone, now=None), brief, reply)

    nearest = islice(lines, _TRIES)
    told = _first(stamp, (data.published, meta.first(_PUBLISHED))) or _first(
        stamp, _marked(tree)
    )
    shown = None
    if told is None or _is_doubtful(told):
        shown = _first(line, nearest)
    published = shown if told is None else _checked(told, shown)
    if published is None:
        published = _from_url(reply.url, brief, reply)
    return published, _first(past, (data.modified, meta.first(_MODIFIED)))


def hinted(text: str, brief: Brief, reply: Reply) -> Moment | None:
    """The moment that `text` names, if it lies behind us."""
    return dates.read(text, timezone=brief.timezone, now=reply.at) if text else None


def shown(moment: Moment | None, brief: Brief) -> datetime | date | None:
    """What the text format shows of `moment`: in the source's zone, or else the page's own.

    UTC is the zone of machines: a page that tells no other has none of its own.
    """
    if moment is None:
        return None
    if moment.precision is Precision.DAY:
        return moment.at.date()
    if brief.zone_known or moment.at.utcoffset() == timedelta(0):
        return moment.at.astimezone(ZoneInfo(brief.timezone))
    return moment.at


def datelines(texts: Texts, headlines: Sequence[int]) -> Iterator[str]:
    """Short texts with a date in them: after the headline, before it, anywhere; short ones first."""
    middle = headlines[-1] if headlines else 0
    near = [*range(middle + 1, min(middle + _BELOW, len(texts)))]
    near += range(middle - 1, max(middle - _ABOVE, -1), -1)
    known = set(near)
    long = []
    for at in (*near, *(n for n in range(len(texts)) if n not in known)):
        node, text = texts[at]
        if len(text) < _LINE and _DATED.search(text):
            line = _whole(node, text)
            if _CHANGED.search(line):
                continue
            if len(line) <= _MOSTLY_DATE:
                yield line
            elif not is_sentence(line):
                long.append(line)
    yield from long


def _whole(node: LexborNode, text: str) -> str:
    """The line that a text is part of: a date and its time often stand in elements of their own."""
    parent = node.parent
    for _ in range(2):
        if parent is None:
            break
        line = clean(parent.text(deep=True, separator=" "))
        if len(line) >= _LINE:
            break
        text, parent = line, parent.parent
    return text


def _first(read: Read, texts: Iterable[str | None]) -> Moment | None:
    return next((moment for text in texts if text and (moment := read(text))), None)


def _marked(tree: LexborHTMLParser) -> Iterator[str | None]:
    for node in tree.css(_MARKED)[:_FIRST]:
        attributes = node.attributes
        names = f"{attributes.get('class')} {attributes.get('itemprop')}"
        if not _CHANGED.search(names):
            yield attributes.get("content")
            yield attributes.get("datetime")
            yield node.text(deep=True)


def _not_ahead(told: Moment | None, brief: Brief, reply: Reply) -> Moment | None:
    """`told`, if it lies behind us; local time that was called UTC is put right."""
    if told is None or told.at <= reply.at + dates.AHEAD:
        return told
    local = told.at.replace(tzinfo=ZoneInfo(brief.timezone))
    if told.at.utcoffset() == timedelta(0) and local <= reply.at + dates.AHEAD:
        return Moment(local, Precision.INFERRED)
    return None


def _is_doubtful(told: Moment) -> bool:
    """Whether the shown date can tell more: the time of a day, the zone of a stamp in UTC."""
    return told.precision is Precision.DAY or told.at.utcoffset() == timedelta(0)


def _checked(told: Moment, shown: Moment | None) -> Moment:
    """What machines are told, put right or made precise by what is shown.

    A shown time without a zone is INFERRED: it is then only a clock on the wall.
    """
    if shown is None or shown.precision is Precision.DAY:
        return told
    if told.precision is Precision.DAY:
        return shown if shown.at.date() == told.at.date() else told
    stated = shown.precision is Precision.EXACT
    ahead = shown.at.replace(tzinfo=None, second=0) - told.at.replace(tzinfo=None, second=0)
    if not ahead:
        lies = stated and shown.at.utcoffset() != told.at.utcoffset()
        return replace(shown, precision=Precision.INFERRED) if lies else told
    if abs(ahead) > _WIDEST or ahead % _QUARTER or (stated and shown.at.utcoffset() != ahead):
        return told
    return replace(told, at=told.at.astimezone(timezone(ahead)))


def _from_url(url: str, brief: Brief, reply: Reply) -> Moment | None:
    for form in _IN_URL:
        if found := form.search(url):
            text = f"{found['y']}-{found['m']}-{found['d']}"
            if moment := hinted(text, brief, reply):
                return moment
    return None
