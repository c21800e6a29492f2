"""Feeds for feed readers: what was told, newest first, as an Atom and a JSON Feed file.

Both files hold the same entries; the JSON Feed is what earlier ones are remembered by.  They are
written anew as a whole and take the old ones' place at once, so that a reader finds either.

Sources: RFC 4287; jsonfeed.org, "JSON Feed Version 1.1".
"""

import fcntl
import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from crawler.channels.aside import Aside
from crawler.channels.folders import writable
from crawler.errors import Undelivered
from crawler.message.dialect import HTML, TEXT, write
from crawler.message.news import News, read
from crawler.message.telling import tell
from crawler.model import Message

PATIENCE = 20.0  # seconds
LOCK = 10.0  # seconds for another writer to be done
JSON_FEED = "https://jsonfeed.org/version/1.1"
ENDINGS = {".atom", ".json", ".xml"}

Item = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Keeps the feeds `path.atom` and `path.json`; `{rule}` in `path` makes one for each rule."""

    path: Path
    entries: int = 100  # the oldest go
    folder: Path = Path()  # what a relative `path` is relative to
    timezone: str = "Asia/Jakarta"  # of shown times, IANA
    language: str = "id"  # id or en
    aside: Aside = field(
        default_factory=lambda: Aside("feed"), init=False, repr=False, compare=False
    )

    async def send(self, message: Message) -> None:
        """Add `message`, or put it in its own place again; see `ports.Channel`."""
        news = read(message.body, self.timezone)
        name = _file_name(news.rule) or "kliping"
        path = self.folder / str(self.path).replace("{rule}", name)
        item = self._item(message, news)
        try:
            await self.aside.run(partial(self._add, path, name, item), PATIENCE)
        except TimeoutError as error:
            raise Undelivered(f"{path}: not written in {PATIENCE:g} s") from error
        except OSError as error:
            raise Undelivered(f"{path}: {error.strerror or error}") from error
        except ValueError as error:
            raise Undelivered(f"{path}: {error}") from error

    async def reach(self) -> str:
        """See that the folder of the feeds can be written; see `Reachable`."""
        return writable((self.folder / self.path).parent)

    def _item(self, message: Message, news: News) -> Item:
        telling = tell(news, self.language)
        sent = news.sent if isinstance(news.sent, datetime) else message.at
        item: Item = {
            "id": f"urn:kliping:{news.id or message.id}",
            "title": telling.headline,
            "content_text": write(telling, TEXT, self.language, titled=False),
            "content_html": write(telling, HTML, self.language, titled=False),
            "date_published": sent.astimezone(UTC).isoformat(timespec="seconds"),
            "_kliping": {"delivery": message.id, "type": news.kind},
        }
        if telling.link:
            item["url"] = telling.link
        if news.source:
            item["authors"] = [{"name": news.source}]
        if news.rule:
            item["tags"] = [news.rule]
        return item

    def _add(self, path: Path, name: str, item: Item) -> None:
        """Blocks."""
        stem = path.with_suffix("") if path.suffix in ENDINGS else path
        stem.parent.mkdir(parents=True, exist_ok=True)
        with _alone(stem.parent):
            as_json, as_atom = (
                stem.with_name(f"{stem.name}{end}") for end in (".json", ".atom")
            )
            items = _with(item, _kept(as_json))[: max(1, self.entries)]
            title = f"Kliping: {name}"
            _replace(as_atom, atom(title, name, items).encode())
            whole = {"version": JSON_FEED, "title": title, "items": items}
            _replace(as_json, json.dumps(whole, ensure_ascii=False, indent=1).encode())


def atom(title: str, name: str, items: list[Item]) -> str:
    """The items of a JSON Feed as an Atom feed."""
    newest = max((item["date_published"] for item in items), default="1970-01-01T00:00:00Z")
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<feed xmlns="http://www.w3.org/2005/Atom">',
            f"<title>{escape(title)}</title>",
            f"<id>urn:kliping:feed:{escape(name)}</id>",
            f"<updated>{newest}</updated>",
            "<author><name>Kliping</name></author>",
            *(_entry(item) for item in items),
            "</feed>\n",
        ]
    )


def _entry(item: Item) -> str:
    link = f'<link rel="alternate" href={quoteattr(item["url"])}/>' if "url" in item else ""
    return (
        f"<entry><id>{escape(item['id'])}</id><title>{escape(item['title'])}</title>{link}"
        f"<updated>{item['date_published']}</updated>"
        + "".join(
            f"<author><name>{escape(author['name'])}</name></author>"
            for author in item.get("authors", ())
        )
        + "".join(f"<category term={quoteattr(tag)}/>" for tag in item.get("tags", ()))
        + f'<content type="html">{escape(item["content_html"])}</content></entry>'
    )


def _with(item: Item, items: list[Item]) -> list[Item]:
    """The item in its own place where it is there already, else before all others."""
    if all(other["id"] != item["id"] for other in items):
        return [item, *items]
    return [item if other["id"] == item["id"] else other for other in items]


def _kept(path: Path) -> list[Item]:
    """The items that a feed of ours holds; raises ValueError where it is another's."""
    try:
        said = json.loads(path.read_bytes())
    except FileNotFoundError:
        return []
    except ValueError:
        said = None
    items = said.get("items") if isinstance(said, dict) else None
    if not isinstance(items, list) or not all(_ours(item) for item in items):
        raise ValueError("the file is there already, and no feed of Kliping's")
    return items


def _ours(item: object) -> bool:
    names = ("id", "title", "content_html", "date_published")
    return isinstance(item, dict) and all(isinstance(item.get(name), str) for name in names)


def _file_name(rule: str) -> str:
    """The name of a rule as the name of a file, in any folder and nowhere else."""
    return re.sub(r"[^\w.-]+", "_", rule).lstrip(".")[:100]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep every other writer of feeds out of `folder`, also one of another process."""
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    end = time.monotonic() + LOCK
    try:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    raise OSError(None, "another program keeps its folder locked") from None
                time.sleep(0.02)
        yield
        os.fsync(lock)  # the new names survive a loss of power
    finally:
        os.close(lock)


def _replace(path: Path, data: bytes) -> None:
    """Put `data` in the place of a file, whole or not at all."""
    new = path.with_name(f".{path.name}.new")
    file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    try:
        with os.fdopen(file, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(file)
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise
