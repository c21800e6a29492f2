"""A terminal, or whatever the daemon's output is: alerts as people read them.

12 Jan 2022 09:01 WIB · sinpo
Kerusuhan di Kazakhstan meluas
  … warga [menyerang] kantor wali kota …
  aturan asia-tengah · karena Kazakhstan~2, serang~ · juga di 3 media lain
  https://example.org/berita/26108
"""

import asyncio
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from threading import Lock, Thread
from typing import TextIO

import rich.console
from rich.padding import Padding
from rich.text import Text

from crawler.errors import Undelivered
from crawler.message.news import News, Piece, read
from crawler.model import Message

PATIENCE = 10.0  # seconds that a stopped terminal or a full pipe is given
NARROWEST, WIDEST = 40, 10_000  # columns; a pipe has no edge
WRITING = Lock()  # one alert at a time, whatever the number of channels

WORDS = {
    "id": {
        "rule": "aturan {}",
        "because": "karena {}",
        "others": "juga di {} media lain",
        "untitled": "(tanpa judul)",
        "urgent": "MENDESAK",
        "partial": "sebagian",
        "story.updated": "perkembangan",
        "article.updated": "diperbarui",
        "months": "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des",
    },
    "en": {
        "rule": "rule {}",
        "because": "because of {}",
        "others": "also in {} other outlets",
        "untitled": "(untitled)",
        "urgent": "URGENT",
        "partial": "partial",
        "story.updated": "update",
        "article.updated": "changed",
        "months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """Prints each message as a few lines, with colours where there is somebody to see them."""

    timezone: str = "Asia/Jakarta"  # of shown times, IANA
    language: str = "id"  # of the words around an article: id or en
    stream: TextIO | None = None  # None: standard output

    async def send(self, message: Message) -> None:
        """Print `message`; see `ports.Channel`."""
        stream = self.stream if self.stream is not None else sys.stdout
        try:
            news = read(message.body, self.timezone)
            await _write(stream, render(news, self.language, columns=_columns(stream)))
        except TimeoutError as error:
            raise Undelivered("standard output: nobody reads it") from error
        except (OSError, ValueError, AttributeError) as error:  # closed; or none, under pythonw
            raise Undelivered(f"standard output: {error}") from error


def render(news: News, language: str, *, columns: int | None) -> str:
    """An alert as lines and an empty one; `columns` of a terminal, None: not for one.

    Lines are broken between words by the width of their characters, links never.
    """
    words = WORDS.get(language, WORDS["id"])
    paper = rich.console.Console(
        file=StringIO(),
        width=WIDEST if columns is None else max(NARROWEST, columns),
        force_terminal=columns is not None,
        color_system=None if columns is None else "standard",
        highlight=False,
        markup=False,
        emoji=False,
    )
    paper.print(
        Text(_head(news, words), style="dim" if news.urgency != "urgent" else "bold red")
    )
    paper.print(Text(news.title or words["untitled"], style="bold"))
    with_marks = columns is None
    for quote in news.quotes:
        paper.print(_indented(_quote(quote, with_marks=with_marks)))
    if why := _why(news, words):
        paper.print(_indented(Text(why, style="dim")))
    if news.link:
        paper.print(Text(f"  {news.link}"), soft_wrap=True)
    file = paper.file
    return f"{file.getvalue()}\n" if isinstance(file, StringIO) else ""


def _head(news: News, words: dict[str, str]) -> str:
    parts = (
        words["urgent"] if news.urgency == "urgent" else "",
        _when(news.at, words["months"].split()),
        news.source,
        "" if news.kind == "article.matched" else words.get(news.kind, news.kind),
        words["partial"] if news.partial else "",
    )
    return " · ".join(part for part in parts if part)


def _why(news: News, words: dict[str, str]) -> str:
    parts = (
        words["rule"].format(news.rule) if news.rule else "",
        words["because"].format(", ".join(news.terms)) if news.terms else "",
        words["others"].format(news.others) if news.others else "",
    )
    return " · ".join(part for part in parts if part)


def _when(at: datetime | date | None, months: list[str]) -> str:
    if at is None:
        return ""
    day = f"{at.day} {months[at.month - 1]} {at.year}"
    if not isinstance(at, datetime):
        return day
    zone = at.tzname() or ""
    return f"{day} {at:%H:%M} {zone if zone[:1].isalpha() else f'UTC{zone}'}"


def _quote(pieces: tuple[Piece, ...], *, with_marks: bool) -> Text:
    text = Text()
    for piece in pieces:
        if piece.marked and with_marks:
            text.append(f"[{piece.text}]")
        else:
            text.append(piece.text, style="bold yellow" if piece.marked else None)
    return text


def _indented(text: Text) -> Padding:
    text.rstrip()
    return Padding(text, (0, 0, 0, 2), expand=False)


def _columns(stream: TextIO) -> int | None:
    """The width of the terminal that `stream` is; None where it is none."""
    if not stream.isatty():
        return None
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except OSError:
        return 80


async def _write(stream: TextIO, text: str) -> None:
    """Write `text` aside: a terminal that somebody has stopped must not stop the daemon.

    In a daemon thread, and past the stream's buffer where it has a descriptor: Python waits for
    other threads, and aborts over a held buffer, when it ends.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def settle(problem: OSError | ValueError | None) -> None:
        if done.done():
            return
        if problem is None:
            done.set_result(None)
        else:
            done.set_exception(problem)

    def work() -> None:
        problem: OSError | ValueError | None = None
        try:
            _put(stream, text)
        except (OSError, ValueError) as error:
            problem = error
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(settle, problem)

    Thread(target=work, name="console", daemon=True).start()
    async with asyncio.timeout(PATIENCE):
        await done


def _put(stream: TextIO, text: str) -> None:
    if not WRITING.acquire(timeout=PATIENCE / 2):
        raise OSError("nobody reads it")
    try:
        stream.flush()
        try:
            file = stream.fileno()
        except OSError:  # it lives in memory
            stream.write(text)
            return
        left = text.encode(stream.encoding or "utf-8", errors="replace")
        while left:
            left = left[os.write(file, left) :]
    finally:
        WRITING.release()
