"""Sources from feed readers and to them, as OPML: http://opml.org/spec2.opml.

The XML is read by expat with declarations refused, so nothing in it can be expanded, fetched or
nested without end; what a sloppy reader wrote (`&` as it is) is mended first.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from crawler.model import InletKind, Source
from crawler.settings import addresses, words

LARGEST = 10 * 1024 * 1024  # bytes
DEEPEST = 64  # folders inside one another
MOST = 50_000  # subscriptions
LONGEST = 64  # characters of a name or a tag

_BARE = re.compile(r"&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)")


class NotOpml(ValueError):
    """The bytes are no OPML that can be read; says why."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One line of an OPML file."""

    title: str
    url: str  # of the site; where none is given, of the host of its feed
    feed: str | None  # None: a link to a site
    tags: tuple[str, ...] = ()
    language: str | None = None


def read(data: bytes) -> tuple[list[Subscription], list[str]]:
    """The subscriptions in `data`, each feed once, and what was left out, in words.

    Raises NotOpml.
    """
    if len(data) > LARGEST:
        raise NotOpml(f"larger than {LARGEST // 2**20} MiB")
    outlines = _Outlines()
    parser = expat.ParserCreate()
    parser.StartElementHandler = outlines.start
    parser.EndElementHandler = outlines.end
    parser.EntityDeclHandler = _refuse
    parser.StartDoctypeDeclHandler = _doctype
    try:
        parser.Parse(_mended(data), True)
    except expat.ExpatError as error:
        raise NotOpml(f"no XML: {error}") from error
    except (ValueError, LookupError) as error:  # an encoding that nobody knows, and our own
        raise NotOpml(str(error)) from error
    if not outlines.seen:
        raise NotOpml("no OPML: it has no <opml> element")
    return list(outlines.found.values()), outlines.left


def sections(
    subscriptions: Iterable[Subscription], known: Iterable[Source], names: Iterable[str] = ()
) -> tuple[list[dict[str, object]], int]:
    """Sources as the configuration says them, and how many of them are `known` already.

    `names` are in use beside theirs.
    """
    had = list(known)
    feeds = {inlet.url for source in had for inlet in source.inlets}
    sites = {source.url.rstrip("/") for source in had}
    taken = {*names, *(source.name for source in had)}
    made: list[dict[str, object]] = []
    double = 0
    for each in subscriptions:
        if (each.feed or "") in feeds or (each.feed is None and each.url.rstrip("/") in sites):
            double += 1
            continue
        name = _unused(_name(each), taken)
        taken.add(name)
        said: dict[str, object] = {"name": name, "url": each.url}
        if each.feed is not None:
            said["feeds"] = [each.feed]
        if each.language is not None:
            said["language"] = each.language
        if each.tags:
            said["tags"] = list(each.tags)
        made.append(said)
    return made, double


def write(sources: Iterable[Source]) -> str:
    """`sources` as OPML 2.0: a line for each feed, and one for a site that names none.

    Headers are left out, for they may hold secrets.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head><title>Kliping</title></head>",
        "  <body>",
    ]
    for source in sources:
        feeds = [inlet.url for inlet in source.inlets if inlet.kind is InletKind.FEED]
        either: list[str | None] = [*feeds] or [None]
        for feed in either:
            given = {
                "text": source.name,
                "type": "link" if feed is None else "rss",
                "xmlUrl": feed,
                "htmlUrl": source.url,
                "url": source.url if feed is None else None,
                "language": source.language,
                "category": ",".join(tag.replace(",", " ") for tag in source.tags) or None,
            }
            said = " ".join(
                f"{key}={quoteattr(value)}" for key, value in given.items() if value is not None
            )
            lines.append(f"    <outline {said}/>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


@dataclass(slots=True)
class _Outlines:
    """Collects subscriptions while expat reads."""

    found: dict[str, Subscription] = field(default_factory=dict)  # by feed or site
    left: list[str] = field(default_factory=list)
    seen: bool = False
    folders: list[str] = field(default_factory=list)  # titles; empty for what is no folder

    def start(self, name: str, given: dict[str, str]) -> None:
        self.seen |= name.lower() == "opml"
        if len(self.folders) >= DEEPEST:
            raise NotOpml(f"more than {DEEPEST} folders inside one another")
        attributes = {key.lower(): value.strip() for key, value in given.items()}
        title = attributes.get("title") or attributes.get("text") or ""
        is_one = name.lower() == "outline" and self._outline(title, attributes)
        self.folders.append("" if is_one or name.lower() != "outline" else title)

    def end(self, _: str) -> None:
        self.folders.pop()

    def _outline(self, title: str, attributes: dict[str, str]) -> bool:
        """Keep an outline that is a subscription; whether it is one."""
        feed = attributes.get("xmlurl") or None
        site = attributes.get("htmlurl") or attributes.get("url") or ""
        if feed is None and not site:
            return False
        try:
            if feed is not None:
                addresses.url(feed)
                site = _site(site, feed)
            else:
                addresses.url(site)
        except ValueError as error:
            self.left.append(f"{(title or feed or site)[:80]}: {error.args[0]}")
            return True
        if len(self.found) >= MOST:
            raise NotOpml(f"more than {MOST:,} subscriptions")
        said = (*self.folders, *attributes.get("category", "").split(","))
        tags = tuple(dict.fromkeys(tag for each in said if (tag := _tag(each))))
        one = Subscription(title, site, feed, tags, _language(attributes.get("language", "")))
        key = feed or site
        known = self.found.setdefault(key, one)
        if known is not one:
            self.found[key] = replace(known, tags=tuple(dict.fromkeys(known.tags + tags)))
        return True


def _site(site: str, feed: str) -> str:
    """The site's own address, if it is one; the root of its feed's host else."""
    try:
        return addresses.url(site)
    except ValueError:
        return urljoin(feed, "/")


def _mended(data: bytes) -> bytes:
    head = data[:200].lower()
    if (b"encoding" in head and b"utf-8" not in head) or data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data
    text = data.decode("utf-8-sig", errors="replace").lstrip()
    return _BARE.sub("&amp;", text).encode()


def _refuse(*_: object) -> None:
    raise NotOpml("it declares entities, which no OPML needs")


def _doctype(_name: str, _system: str | None, _public: str | None, subset: int) -> None:
    if subset:
        raise NotOpml("it has declarations of its own, which no OPML needs")


def _tag(text: str) -> str:
    """A folder or a category (`/a/b`) as a tag."""
    return " ".join(text.replace("/", " ").split())[:LONGEST].strip()


def _language(text: str) -> str | None:
    try:
        return words.language(text)
    except ValueError:
        return None


def _name(subscription: Subscription) -> str:
    """A name for the configuration, of the title, else of the host."""
    for text in (subscription.title, urlsplit(subscription.url).hostname or ""):
        short = re.sub(r"[^\w.-]+", "-", text.removeprefix("www.")).strip("-._").lower()[:56]
        try:
            return words.name(short)
        except ValueError:
            continue
    return "situs"


def _unused(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"
