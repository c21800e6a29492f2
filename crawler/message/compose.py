"""An alert as the bytes that every channel is given.

The bytes are fixed when the rule matches, and are the same at every try.  What they hold is
described in README, "A webhook's message".
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from crawler.model import Filing, Match, PageState, Urgency

MOST_LEAD = 1_000  # characters
MOST_MATCHES = 20  # the whole stays under the 20 kB that Standard Webhooks advises
MOST_WORDS = 300  # characters of a title, a term or a snippet's neighbourhood


def compose(
    kind: str,
    *,
    alert: str,
    rule: str,
    urgency: Urgency,
    filing: Filing,
    story: str,
    first: bool,
    outlets: int,
    matches: Sequence[Match],
    now: datetime,
) -> bytes:
    """The message of type `kind` that tells of an article, as UTF-8 JSON.

    `alert` is its id; `outlets` counts the newsrooms that told the story, this one included.
    """
    article = filing.article
    data: dict[str, object] = {
        "id": alert,
        "rule": rule,
        "urgency": urgency.value,
        "story": {"id": story, "first": first, "outlets": outlets},
        "article": {
            "id": filing.id,
            "url": article.url,
            "title": _cut(article.title, MOST_WORDS),
            "authors": [_cut(name, MOST_WORDS) for name in article.authors[:10]],
            "published": None if article.published is None else article.published.iso(),
            "first_seen": _iso(filing.first_seen),
            "source": filing.source,
            "language": article.language,
            "lead": _cut(article.lead, MOST_LEAD),
            "partial": article.state is PageState.PARTIAL,
        },
        "matches": [
            {
                "term": _cut(match.term, MOST_WORDS),
                "field": match.field,
                "snippet": match.snippet,
                "start": match.start,
                "end": match.end,
            }
            for match in matches[:MOST_MATCHES]
        ],
    }
    text = json.dumps({"type": kind, "timestamp": _iso(now), "data": data}, ensure_ascii=False)
    return text.encode(errors="replace")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _iso(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
