"""When the article was published, and when it was last changed.

What the page tells machines is believed first (JSON-LD, the meta family, marked elements), then
the date shown by the headline, then what may be the date of something else: a bare `date`, the
URL, a date elsewhere on the page, a script.  The shown date checks what machines are told: many
systems write the local time and call it UTC, and many write UTC of a page whose own zone only
its readers see.  A date of change is never taken for one of publication, nor is a date that
machines are told of both, where readers see an earlier one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain, islice
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser

from crawler import dates
from crawler.extract import datelines, settling
from crawler.extract.linked_data import LinkedData
from crawler.extract.meta import Meta
from crawler.extract.nearness import Texts
from crawler.extract.settling import Heard, is_same_day
from crawler.extract.votes import Chosen, vote
from crawler.model import Brief, Moment, Precision, Reply

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "content_publisheddate", "jpnncom_news_pubdate", "pubdate", "publishdate", "publish-date",
    "publish_date", "published_at", "date_published", "publication_date", "publicationdate",
    "published", "article.published", "article_date_original", "originalpublicationdate",
    "parsely-pub-date", "bt:pubdate", "cxenseparse:recs:publishtime", "rnews:datepublished",
    "citation_publication_date", "dc.date.issued", "dcterms.issued", "sailthru.date",
)  # fmt: skip
_DATES = ("dc.date.created", "dcterms.created", "dcterms.date", "dc.date", "date")
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
    "last-modified", "bt:moddate",
)  # fmt: skip
_MARKED = '[itemprop="datePublished"],time[pubdate],abbr.published[title]'
_MARKED_CHANGE = (
    '[itemprop="dateModified"],time.updated[datetime]:not(.published),abbr.updated[title]'
)
_NAMED = 2  # meta elements that are asked; the third says what they say
_TRIES = 60  # datelines, elements and scripts that are looked at
_MOST = 2_000_000  # bytes of a page that are searched for scripts that tell a date
_IN_URL = (
    re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d\d?)[/-](?P<d>\d\d?)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?:\d{6})?(?!\d)"),
)
_IN_SCRIPT = re.compile(
    rb'\\?"(?:date_?published|published_?(?:date|at|time|on)?|publish_?(?:date|time)'
    rb'|publication_?date|first_?published(?:_?(?:date|at))?)\\?"\s{0,3}:\s{0,3}\\?"([^"\\]{8,40})',
    re.IGNORECASE,
)
_SHOWN = "shown by the headline"

Read = Callable[[str], Moment | None]
Said = tuple[str, str | None]  # a witness and its words


def choose(
    data: LinkedData,
    meta: Meta,
    tree: LexborHTMLParser,
    texts: Texts,
    headlines: Sequence[int],
    *,
    brief: Brief,
    reply: Reply,
) -> tuple[Chosen[Moment | None], Moment | None]:
    """The moment of publication, with the reason, and that of the last change; None if untold.

    `texts` are those of the page, `headlines` the places among them where its headline stands.
    """

    def line(text: str) -> Moment | None:  # a time without a zone is INFERRED
        if not brief.fetched:
            return stamp(text)
        return dates.read(text, timezone=brief.timezone, now=reply.at, zone_known=False)

    def stamp(text: str) -> Moment | None:
        told = dates.unix(text, timezone=brief.timezone) or dates.read(
            text, timezone=brief.timezone, now=None, zone_known=False
        )
        return _not_ahead(told, brief, reply)

    stated = list(_heard(stamp, _stated(data, meta))) or list(_heard(stamp, _marked(tree)))
    changes = [("", data.modified), ("", meta.first(_MODIFIED))]
    renewed = bool(stated) and any(
        one.moment.at == stated[0].moment.at for one in _heard(stamp, changes)
    )
    shown = None
    if renewed or not stated or settling.is_doubtful(stated, reply.body):
        lines = islice(datelines.near(texts, headlines), _TRIES)
        shown = _finest(_heard(line, ((_SHOWN, text) for text in lines)))
    if stated:
        told: Heard | None = settling.settled(
            stated,
            shown,
            brief,
            renewed=renewed and datelines.is_sure(shown.text if shown else ""),
        )
    else:
        weak = list(_heard(stamp, (*_weak(meta), *_in_url(reply.url))))
        told = _seen(shown, weak) or _elsewhere(stamp, tree, texts, headlines, reply)
    said = [(one.witness, one.text) for one in (*stated, *([shown] if shown else ()))]
    modified = chain(
        _heard(stamp, changes),
        _heard(stamp, _marked_change(tree)),
        _heard(line, (("", text) for text in datelines.changed(texts, headlines))),
    )
    return _chosen(settling.vouched(told, brief), said), next(
        (one.moment for one in modified), None
    )


def _finest(heard: Iterator[Heard]) -> Heard | None:
    """The first date that is shown; with its time, where one of the next two shows that too."""
    first = next(heard, None)
    if first is None or first.moment.precision is not Precision.DAY:
        return first
    same = (one for one in islice(heard, 2) if _is_of_day(one.moment, first.moment))
    return next(same, first)


def _is_of_day(moment: Moment, day: Moment) -> bool:
    return moment.precision is not Precision.DAY and moment.at.date() == day.at.date()


def is_stated(meta: Meta) -> bool:
    """Whether `<meta>` tells machines when the article was published."""
    return any(name in meta.values for name in _PUBLISHED)


def _chosen(told: Heard | None, said: list[tuple[str, str]]) -> Chosen[Moment | None]:
    if told is None:
        return Chosen(None, vote("published", said, "", "no witness tells a moment"))
    if (told.witness, told.text) not in said:
        said.append((told.witness, told.text))
    return Chosen(told.moment, vote("published", said, told.witness, told.reason))


def _heard(read: Read, said: Iterable[Said]) -> Iterator[Heard]:
    for witness, text in said:
        if text and (moment := read(text)) is not None:
            yield Heard(witness, text, moment)


def _stated(data: LinkedData, meta: Meta) -> Iterator[Said]:
    yield "JSON-LD datePublished", data.published
    named = [name for name in _PUBLISHED if name in meta.values]
    yield from ((f"meta {name}", meta.values[name][0]) for name in named[:_NAMED])


def _weak(meta: Meta) -> Iterator[Said]:
    """What machines are told to be a date of the page, without saying which."""
    return ((f"meta {name}", meta.values[name][0]) for name in _DATES if name in meta.values)


def _marked(tree: LexborHTMLParser) -> Iterator[Said]:
    if (node := tree.css_first(_MARKED)) is not None:
        yield "marked element", node.attributes.get("content")
        yield "marked element", node.attributes.get("datetime")
        if node.tag == "abbr":
            yield "marked element", node.attributes.get("title")
        yield "marked element", node.text(deep=True)


def _marked_change(tree: LexborHTMLParser) -> Iterator[Said]:
    """The date of change that an element is marked as; of a bare class, beside the other one."""
    if (node := tree.css_first(_MARKED_CHANGE)) is not None:
        if (
            node.tag == "time"
            and "itemprop" not in node.attributes
            and not datelines.is_change(node)
        ):
            return
        for name in ("content", "datetime", "title"):
            yield "marked element", node.attributes.get(name)
        yield "marked element", node.text(deep=True)


def _in_url(url: str) -> Iterator[Said]:
    for form in _IN_URL:
        if found := form.search(url):
            yield "address", f"{found['y']}-{found['m']}-{found['d']}"


def _elsewhere(
    read: Read, tree: LexborHTMLParser, texts: Texts, headlines: Sequence[int], reply: Reply
) -> Heard | None:
    """The moment that all other dates of the page agree on to the day; those of scripts last."""
    times = (
        ("time element", node.attributes.get("datetime"))
        for node in tree.css("time[datetime]")[:_TRIES]
    )
    lines = (("shown elsewhere", text) for text in datelines.far(texts, headlines))
    labelled = (("shown with a label", text) for text in datelines.labelled(texts))
    scripts = (("data of a script", text) for text in _in_scripts(reply.body))
    for said in (labelled, (*times, *lines), scripts):
        heard = list(_heard(read, said))
        if heard and all(is_same_day(heard[0].moment, one.moment) for one in heard):
            return replace(heard[0], reason="the only day that is told")
    return None


def _in_scripts(page: bytes) -> Iterator[str]:
    found = _IN_SCRIPT.findall(page, 0, _MOST)
    return (text.decode("ascii", "replace") for text in dict.fromkeys(found[:_TRIES]))


def hinted(text: str, brief: Brief, reply: Reply) -> Moment | None:
    """The moment that `text` names, if it lies behind us."""
    if not text:
        return None
    told = dates.read(text, timezone=brief.timezone, now=reply.at if brief.fetched else None)
    return told if told is None or told.at <= reply.at + dates.AHEAD else None


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


def _not_ahead(told: Moment | None, brief: Brief, reply: Reply) -> Moment | None:
    """`told`, if it lies behind us; local time that was called UTC is put right."""
    if told is None or told.at <= reply.at + dates.AHEAD:
        return told
    local = told.at.replace(tzinfo=ZoneInfo(brief.timezone))
    if told.at.utcoffset() == timedelta(0) and local <= reply.at + dates.AHEAD:
        return Moment(local, Precision.INFERRED)
    return None


def _seen(shown: Heard | None, weak: Sequence[Heard]) -> Heard | None:
    """What is shown, with the time that machines are told; or what they are told at least."""
    if shown is None:
        return weak[0] if weak else None
    if shown.moment.precision is Precision.DAY:
        for one in weak:
            if one.moment.precision is not Precision.DAY and is_same_day(
                one.moment, shown.moment
            ):
                return one
    return shown
