"""What is told, as the bytes that every channel is given.

The bytes are fixed when there is something to tell, and are the same at every try.  What they
hold is described in README, "A webhook's message".
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from crawler.message.plain import cut
from crawler.model import Filing, Match, PageState, Urgency

MOST_BYTES = 20_000  # of a body, as Standard Webhooks advises
MOST_LEAD = 1_000  # characters
MOST_MATCHES = 20
MOST_OTHERS = 8  # outlets that are named with their link
MOST_WORDS = 300  # characters of a title, a term or a snippet's neighbourhood
UNTRUSTED = (  # what strangers wrote, as paths in `data`
    *("article.title", "article.authors", "article.lead", "matches.snippet"),
)
UNTRUSTED_CHANGES = ("changes.was", "changes.now")
NOTICES: Mapping[str, str] = {  # type of message -> what its name is the name of
    "source.silent": "source",
    "source.failing": "source",
    "source.recovered": "source",
    "source.gap": "source",
    "channel.failing": "channel",
    "channel.recovered": "channel",
    "delivery.given_up": "channel",
    "disk.full": "folder",
    "network.failing": "network",
    "network.recovered": "network",
    "address.failing": "address",
    "address.recovered": "address",
}
Reason = Literal["scheduled", "quiet", "many"]  # why news come together


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
    changes: Sequence[tuple[str, str, str]] = (),
    others: Sequence[tuple[str, str]] = (),
) -> bytes:
    """The message of type `kind` that tells of an article, as UTF-8 JSON.

    `alert` is its id; `outlets` counts the newsrooms that told the story, this one included;
    `changes` are what an article.updated changed: field, what it said, what it says now; `others`
    are other newsrooms that told the story, each with the address of its article.
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
            "title": cut(article.title, MOST_WORDS),
            "authors": [cut(name, MOST_WORDS) for name in article.authors[:10]],
            "published": None if article.published is None else article.published.iso(),
            "first_seen": _iso(filing.first_seen),
            "source": filing.source,
            "language": article.language,
            "lead": cut(article.lead, MOST_LEAD),
            "partial": article.state is PageState.PARTIAL,
        },
        "matches": [
            {
                "term": cut(match.term, MOST_WORDS),
                "field": match.field,
                "snippet": match.snippet,
                "start": match.start,
                "end": match.end,
            }
            for match in matches[:MOST_MATCHES]
        ],
        "untrusted_text": list(UNTRUSTED),
    }
    if others:
        links = [{"network": name, "url": url} for name, url in others[:MOST_OTHERS]]
        data["story"] = {"id": story, "first": first, "outlets": outlets, "others": links}
    if changes:
        data["changes"] = [
            {"field": field, "was": cut(was, MOST_WORDS), "now": cut(new, MOST_WORDS)}
            for field, was, new in changes[:MOST_MATCHES]
        ]
        data["untrusted_text"] = [*UNTRUSTED, *UNTRUSTED_CHANGES]
    return _bounded(kind, data, now)


def notice(
    kind: str,
    *,
    notice: str,
    name: str,
    now: datetime,
    url: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    count: int = 0,
    problem: str = "",
) -> bytes:
    """The message of type `kind`, one of `NOTICES`, to operators about `name`.

    `notice` is its id.  `since` is when the trouble began, or the last news before a silence or
    a gap; `until` is where a gap ended; `count` is how often it failed, or how many deliveries
    were given up; `url` is the source's home page.
    """
    data = {
        "id": notice,
        NOTICES[kind]: name,
        "url": url,
        "since": None if since is None else _iso(since),
        "until": None if until is None else _iso(until),
        "count": count,
        "problem": cut(problem, MOST_WORDS),
    }
    return _body(kind, data, now)


def digest(
    held: Sequence[tuple[str, bytes]],
    *,
    digest: str,
    reason: Reason,
    since: datetime,
    until: datetime,
    now: datetime,
    part: int = 1,
    parts: int = 1,
) -> bytes:
    """The message that tells at once what was held back between `since` and `until`.

    `held` are the deliveries that it stands for, each with its id and its body; every one is an
    item.  `digest` is its id.  A digest for a channel that cannot name them all comes in `parts`
    (see `channels.room`).
    """
    items = [_item(key, body) for key, body in held]
    changed = any("changes" in item for item in items)
    untrusted = (*UNTRUSTED, *(UNTRUSTED_CHANGES if changed else ()))
    data = {
        "id": digest,
        "reason": reason,
        "since": _iso(since),
        "until": _iso(until),
        "part": part,
        "parts": parts,
        "count": len(held),
        "items": items,
        "untrusted_text": [f"items.{path}" for path in untrusted],
    }
    return _body("digest", data, now)


def heartbeat(
    *,
    heartbeat: str,
    since: datetime,
    now: datetime,
    sources: int,
    failing: int,
    articles: int,
    alerts: int,
    waiting: int,
) -> bytes:
    """The message that all is well, or as well as the numbers say.

    `sources` are watched, `failing` of them in trouble; `articles` were read and `alerts` raised
    since `since`; `waiting` deliveries are still to go out.  `heartbeat` is its id.
    """
    data = {
        "id": heartbeat,
        "since": _iso(since),
        "sources": sources,
        "failing": failing,
        "articles": articles,
        "alerts": alerts,
        "waiting": waiting,
    }
    return _body("heartbeat", data, now)


def size(key: str, body: bytes) -> int:
    """How many bytes of a digest the delivery `key` with `body` takes."""
    return len(json.dumps(_item(key, body), ensure_ascii=False).encode(errors="replace"))


def _item(key: str, body: bytes) -> dict[str, object]:
    """A held message as an item: all that it says, with one match in place of all."""
    said: dict[str, Any] = json.loads(body)
    data = dict(said["data"])
    data.pop("untrusted_text", None)
    if "matches" in data:
        data["matches"] = data["matches"][:1]
    if "article" in data:
        data["article"] = {k: v for k, v in data["article"].items() if k != "lead"}
    return {"delivery": key, "type": said["type"], **data}


def _body(kind: str, data: Mapping[str, object], now: datetime) -> bytes:
    whole = {"type": kind, "timestamp": _iso(now), "data": data}
    return json.dumps(whole, ensure_ascii=False).encode(errors="replace")


def _bounded(kind: str, data: dict[str, object], now: datetime) -> bytes:
    """The body with as many of its matches and changes as there is room for."""
    body = _body(kind, data, now)
    while len(body) > MOST_BYTES:
        lists = [each for key in ("changes", "matches") if (each := data.get(key))]
        longest = max(lists, key=lambda each: len(json.dumps(each)), default=None)
        if not isinstance(longest, list):
            break
        longest.pop()
        body = _body(kind, data, now)
    return body


def _iso(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
