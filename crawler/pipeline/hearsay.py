"""What a list told of an article whose page cannot be read: better than hearing nothing of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from crawler import article_text
from crawler.article_text import Text
from crawler.errors import FetchError, NoArticle, ReadError, Refused
from crawler.model import Article, Moment, Page, PageState, Source

PATIENCE = timedelta(
    minutes=10
)  # for which a page may be unreadable before its list is believed
WORDS = 3  # of a title that tells something
# A page that is not there may never have been an article's.
GONE = frozenset({"not_found", "gone"})


def hearsay(
    page: Page, source: Source, error: FetchError | ReadError, now: datetime
) -> Article | None:
    """The article as its list told it, `partial`; None while its page may yet be read, or for good.

    What has neither summary nor date was told by a mere link, which may lead to anything.
    """
    found = page.found
    title, summary = found.title or "", found.summary or ""
    if now - page.first_seen < PATIENCE or len(title.split()) < WORDS:
        return None
    if not summary and found.published is None:
        return None
    if isinstance(error, Refused) and error.code in GONE:
        return None
    if isinstance(error, NoArticle) and not summary:  # it can be read, and is something else
        return None
    paragraphs = (summary,) if summary and summary != title else ()
    zone = ZoneInfo(source.timezone)
    published = None if found.published is None else found.published.astimezone(zone)
    text = Text(title=title, published=published, paragraphs=paragraphs)
    return Article(
        url=found.url,
        state=PageState.PARTIAL,
        title=title,
        published=None if published is None else Moment(published),
        language=source.language,
        paragraphs=paragraphs,
        text=article_text.write(text),
    )
