"""`extract`: the article on a page, from an address, a file or standard input."""

import asyncio
import json
import sys
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from crawler import __version__
from crawler.errors import KlipingError, Unreadable
from crawler.model import Article, Brief, Reply, Request
from crawler.ports import Fetcher, Reader

USER_AGENT = f"kliping/{__version__} (+https://example.org/contact)"
LARGEST = 16 * 2**20  # bytes of a page, as for pages that are fetched
STANDARD_INPUT = "-"


class Format(StrEnum):
    """How an article is printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    WHY = "why"  # not the article but the reasons for its title, authors and date


@dataclass(frozen=True, slots=True)
class Given:
    """One page to read: where it is, and which address to take it for."""

    place: str  # an address, a path, or `-`
    url: str = ""  # empty: the place, where that is an address
    listed: bool = False  # it comes from a manifest, and its answer names its path
    problem: str = ""  # why no page is given

    @property
    def is_url(self) -> bool:
        """Whether it is to be fetched."""
        return self.place.startswith(("http://", "https://"))


def extract(
    pages: Annotated[
        list[str] | None, typer.Argument(metavar="[URL|FILE|-]...", help="Pages to read.")
    ] = None,
    url: Annotated[
        str, typer.Option(help="Address to take a file for; resolves its links.")
    ] = "",
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TEXT,
    manifest: Annotated[
        Path | None,
        typer.Option(
            help='JSON lines {"path": …, "url": …}; prints one JSON line each, in order.'
        ),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Pages read at once.")] = 1,
) -> None:
    """Print the article on a page in the article text format, as JSON or as Markdown.

    Of an address the further pages of the article are read too, and its AMP page where it shows
    no text.

    `--format why` prints in its place who on the page said what of its title, authors and date.

    Example: kliping extract https://example.org/berita/123 --format json
    """
    if (manifest is None) == (not pages):
        raise typer.BadParameter(
            "give pages (an address, a file, - for standard input) or --manifest"
        )
    if url and (manifest is not None or len(pages or ()) != 1):
        raise typer.BadParameter("--url goes with one page")
    given = (
        _listed(manifest)
        if manifest is not None
        else (Given(page, url) for page in pages or ())
    )
    failed = asyncio.run(_print_all(given, form if manifest is None else Format.JSON, jobs))
    raise typer.Exit(1 if failed else 0)


def _listed(manifest: Path) -> list[Given]:
    """The pages of a manifest; a line that names none is answered in its place.

    A file that names none at all is no manifest.
    """
    try:
        text = manifest.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise typer.BadParameter(f"{manifest}: cannot be read: {error.strerror}") from error
    lines = enumerate(text.split("\n"), start=1)
    given = [_row(line, number, manifest) for number, line in lines if line.strip()]
    if given and all(one.problem for one in given):
        raise typer.BadParameter(given[0].problem)
    return given


def _row(line: str, number: int, manifest: Path) -> Given:
    try:
        row = json.loads(line)
        return Given(str(row["path"]), str(row.get("url", "")), listed=True)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        wanted = 'expected JSON such as {"path": …, "url": …}'
        return Given("", listed=True, problem=f"{manifest}:{number}: {wanted}")


async def _print_all(given: Iterable[Given], form: Format, jobs: int) -> int:
    """Print what is on each page, in order; how many could not be read."""
    failed = 0
    async with AsyncExitStack() as stack:
        read = await _ways_to_read(stack, jobs)
        first = True
        async for page, answer in _in_order(given, read, jobs):
            failed += isinstance(answer, str)
            _print(page, answer, form, first=first)
            first = False
    return failed


def _print(page: Given, answer: Article | str, form: Format, *, first: bool) -> None:
    from crawler.extract import as_json, as_markdown, as_reasons  # noqa: PLC0415 - reading processes do the rest

    if form is not Format.JSON:
        if isinstance(answer, str):
            typer.echo(f"kliping: {page.place}: {answer}", err=True)
        else:
            write = {Format.MARKDOWN: as_markdown, Format.WHY: as_reasons}.get(form)
            shown = write(answer) if write else answer.text
            typer.echo(("" if first else "\f\n") + shown)
        return
    named = bool(page.place) and (page.listed or not page.is_url)
    path = {"path": page.place} if named else {}
    told = {"error": answer} if isinstance(answer, str) else as_json(answer)
    sys.stdout.write(json.dumps(path | told, ensure_ascii=False) + "\n")


async def _ways_to_read(
    stack: AsyncExitStack, jobs: int
) -> Callable[[Given], Awaitable[Article | str]]:
    from crawler.fetch import open_web  # noqa: PLC0415 - the command line starts quicker without
    from crawler.readers.pool import Pool  # noqa: PLC0415 - as above

    reader = await stack.enter_async_context(Pool(jobs))
    web = await stack.enter_async_context(open_web(user_agent=USER_AGENT))

    async def read(page: Given) -> Article | str:
        if page.problem:
            return page.problem
        try:
            return await article_of(page, web, reader)
        except KlipingError as error:
            return str(error).removeprefix(f"{page.place}: ")
        except OSError as error:
            return f"cannot be read: {error.strerror or error}; give an address, a file, or -"

    return read


async def article_of(page: Given, web: Fetcher, reader: Reader) -> Article:
    """The article on a page, with its further pages where it was fetched.  Raises KlipingError."""
    from crawler.pipeline.whole import Finder, whole  # noqa: PLC0415 - as above

    url = page.url or (page.place if page.is_url else "")
    if page.is_url:
        fetched = await web.get(Request(url=page.place))
        if fetched is None:
            raise Unreadable(f"{page.place}: the server says it has not changed")
        reply = fetched
    else:
        body = await asyncio.to_thread(_bytes_of, page.place)
        reply = Reply(
            url=url, status=200, type="text/html", charset=None, body=body, at=datetime.now(UTC)
        )
    brief = Brief(url=url, zone_known=False, fetched=page.is_url)
    article = await reader.article(brief, reply)
    if not page.is_url:
        return article
    finder = Finder(
        fetcher=web,
        reader=reader,
        ask=lambda url: Request(url=url),
        now=lambda: datetime.now(UTC),
    )
    return (await whole(finder, brief, article)).article


def _bytes_of(place: str) -> bytes:
    if place == STANDARD_INPUT:
        body = sys.stdin.buffer.read(LARGEST + 1)
    else:
        with Path(place).open("rb") as file:
            body = file.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise Unreadable(f"{place}: larger than {LARGEST // 2**20} MiB")
    return body


async def _in_order(
    given: Iterable[Given], read: Callable[[Given], Awaitable[Article | str]], jobs: int
) -> AsyncIterator[tuple[Given, Article | str]]:
    """Each page with its answer, in the order given; `jobs` are read at once."""
    under_way: deque[tuple[Given, asyncio.Future[Article | str]]] = deque()
    try:
        for page in given:
            under_way.append((page, asyncio.ensure_future(read(page))))
            if len(under_way) > 2 * jobs:
                first, answer = under_way.popleft()
                yield first, await answer
        while under_way:
            first, answer = under_way.popleft()
            yield first, await answer
    finally:
        for _, answer in under_way:
            answer.cancel()
