"""When the article was published, and when it was last changed."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler import dates
from crawler.extract.linked_data import LinkedData
from crawler.extract.meta import Meta
from crawler.model import Brief, Moment, Precision, Reply

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "content_publisheddate",
    "pubdate", "publishdate", "publish-date", "publish_date", "published_at", "date", "dc.date",
    "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date.created", "parsely-pub-date", "sailthru.date", "article.published",
    "article_date_original", "og:published_time", "jpnncom_news_pubdate", "cxenseparse:recs:publishtime",
    "originalpublicationdate", "date_published", "publication_date", "rnews:datepublished",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
)
Read = Callable[[str], Moment | None]
_MARKED = '[itemprop="datePublished"],time[pubdate],time[datetime],.published,.entry-date'


def choose(
    data: LinkedData,
    meta: Meta,
    tree: LexborHTMLParser,
    texts: Sequence[tuple[LexborNode, str]],
    *,
    brief: Brief,
    reply: Reply,
) -> tuple[Moment | None, Moment | None]:
    """The moments of publication and of the last change; None where the page does not tell."""

    def read(text: str) -> Moment | None:
        return hinted(text, brief, reply)

    published = (
        read(data.published)
        or read(meta.first(_PUBLISHED))
        or _marked(tree, read)
        or _seen(texts, read)
    )
    return published, read(data.modified) or read(meta.first(_MODIFIED))


def hinted(text: str, brief: Brief, reply: Reply) -> Moment | None:
    """The moment that `text` names, if it lies behind us."""
    return dates.read(text, timezone=brief.timezone, now=reply.at) if text else None


def _marked(tree: LexborHTMLParser, read: Read) -> Moment | None:
    for node in tree.css(_MARKED)[:5]:
        attributes = node.attributes
        for text in (
            attributes.get("content"),
            attributes.get("datetime"),
            node.text(deep=True),
        ):
            if text and (moment := read(text)):
                return moment
    return None


def _seen(texts: Sequence[tuple[LexborNode, str]], read: Read) -> Moment | None:
    for _, text in texts:
        if 8 <= len(text) < 100 and (moment := read(text)):
            return moment
    return None


def shown(moment: Moment | None, brief: Brief) -> datetime | date | None:
    """What the text format shows of `moment`: in the source's zone, or else the page's own."""
    if moment is None:
        return None
    if moment.precision is Precision.DAY:
        return moment.at.date()
    if brief.zone_known or moment.at.utcoffset() == timedelta(0):
        return moment.at.astimezone(ZoneInfo(brief.timezone))
    return moment.at
