"""A terminal, or whatever the daemon's output is: alerts as people read them.

12 Jan 2022 09:01 WIB · sinpo
Kerusuhan di Kazakhstan meluas
  … warga [menyerang] kantor wali kota …
  aturan asia-tengah · karena Kazakhstan~2, serang~ · juga di 3 media lain
  https://example.org/berita/26108
"""

import os
import sys
from dataclasses import dataclass, field
from functools import partial
from io import StringIO
from threading import Lock
from typing import TextIO

import rich.console
from rich.padding import Padding
from rich.text import Text

from crawler.channels.aside import Aside
from crawler.errors import Undelivered
from crawler.message.news import News, Quote, read
from crawler.message.plain import END, FIRST_STRONG, isolated, leftward
from crawler.message.telling import Telling, tell
from crawler.model import Message

PATIENCE = 10.0  # seconds that a stopped terminal or a full pipe is given
NARROWEST, WIDEST = 40, 10_000  # columns; a pipe has no edge
WRITING = Lock()  # one alert at a time, whatever the number of channels


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """Prints each message as a few lines, with colours where there is somebody to see them."""

    timezone: str = "Asia/Jakarta"  # of shown times, IANA
    language: str = "id"  # of the words around an article: id or en
    stream: TextIO | None = None  # None: standard output
    aside: Aside = field(
        default_factory=lambda: Aside("console"), init=False, repr=False, compare=False
    )

    async def send(self, message: Message) -> None:
        """Print `message`; see `ports.Channel`."""
        stream = self.stream if self.stream is not None else sys.stdout
        try:
            news = read(message.body, self.timezone)
            text = render(news, self.language, columns=_columns(stream))
            await self.aside.run(partial(_put, stream, text), PATIENCE)
        except TimeoutError as error:
            raise Undelivered("standard output: nobody reads it") from error
        except (OSError, ValueError, AttributeError) as error:  # closed; or none, under pythonw
            raise Undelivered(f"standard output: {error}") from error

    async def reach(self) -> str:
        """Whoever reads this is reached; see `Reachable`."""
        return "standard output"


def render(news: News, language: str, *, columns: int | None) -> str:
    """A message as lines and an empty one; `columns` of a terminal, None: not for one.

    Lines are broken between words by the width of their characters, links never.
    """
    paper = rich.console.Console(
        file=StringIO(),
        width=WIDEST if columns is None else max(NARROWEST, columns),
        force_terminal=columns is not None,
        color_system=None if columns is None else "standard",
        highlight=False,
        markup=False,
        emoji=False,
    )
    telling = tell(news, language)
    _print(paper, telling, with_marks=columns is None)
    for group in telling.groups:
        paper.print(Text(f"\n{group.name} ({len(group.entries)})", style="bold"))
        for number, entry in enumerate(group.entries):
            if number:
                paper.print()
            _print(paper, entry, with_marks=columns is None)
    file = paper.file
    return f"{file.getvalue()}\n" if isinstance(file, StringIO) else ""


def _print(paper: rich.console.Console, telling: Telling, *, with_marks: bool) -> None:
    head = " · ".join(part for part in (telling.flag, telling.head) if part)
    if head:
        paper.print(Text(isolated(head), style="bold red" if telling.flag else "dim"))
    title = _quote(telling.heading, with_marks=with_marks)
    title.style = "bold"
    paper.print(title)
    for quote in telling.sentences:
        paper.print(_indented(_quote(quote, with_marks=with_marks)))
    for line in telling.lines:
        paper.print(_indented(Text(isolated(line), style="dim")))
    if telling.link:
        paper.print(Text(f"  {telling.link}"), soft_wrap=True)
    for name, link in telling.elsewhere:
        before = f"{isolated(name)}: " if name else ""
        paper.print(Text(f"  {before}{link}", style="dim"), soft_wrap=True)


def _quote(quote: Quote, *, with_marks: bool) -> Text:
    text = Text()
    for piece in quote:
        if piece.marked and with_marks:
            text.append(f"[{piece.text}]")
        else:
            text.append(piece.text, style="bold yellow" if piece.marked else None)
    if leftward(text.plain):
        text = Text(FIRST_STRONG).append_text(text).append(END)
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


def _put(stream: TextIO, text: str) -> None:
    """Write `text` past the stream's buffer where it has a descriptor.

    Python aborts over a buffer that a stopped thread holds when it ends.
    """
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
