"""The step that reads a page, and files the article on it with the alerts it raises."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from crawler import cadence, drift, judge
from crawler.dedup.credit import credit
from crawler.dedup.identity import claims, fingerprint, short_id
from crawler.dedup.revisions import next_look, short
from crawler.dedup.urls import host
from crawler.errors import FetchError, NoArticle, ReaderDied, ReadError, Refused, Unreachable
from crawler.model import (
    Article,
    Brief,
    Drift,
    Figures,
    Filing,
    Job,
    Known,
    Page,
    PageState,
    Source,
    Verdict,
)
from crawler.pipeline.hearsay import hearsay
from crawler.pipeline.joined import WORTH
from crawler.pipeline.whole import Whole, whole
from crawler.pipeline.world import LEASE, World, finder, let_rest, outgoing, request

log = structlog.get_logger(__name__)

# How often a page that was refused is asked for again: links run ahead of pages, bars are lifted.
TRIES = {"not_found": 4, "forbidden": 6, "blocked": 6}
RESTING = timedelta(hours=1)  # between looks whether a source that rests is back
MISSED = timedelta(minutes=5)  # until an article is read again of which a page could not be


async def read(world: World, key: str) -> Sequence[Job]:
    """Read the page known as `key`; its deliveries, and the next page of its host."""
    page = await world.store.page(key)
    if page is None:
        return []
    jobs: Sequence[Job] = []
    source = world.plan.sources.get(page.source)
    if source is None:
        until = world.now() + RESTING
        problem = "its source rests or is no longer configured"
        await world.store.unread(key, problem, until, tried=False)
    else:
        try:
            article = await _article(world, source, page)
        except (FetchError, ReadError) as error:
            down = world.network.down is not None  # then it may be read soon
            if not down:
                world.pages.note(source.name, str(error), world.now())
            told = None if down else hearsay(page, source, error, world.now())
            if told is None:
                await _not_read(world, page, error)
            else:
                await let_rest(world, error)
                log.warning("told by its list only", url=page.found.url, problem=str(error))
                jobs = await _file(world, source, page, told)
        else:
            world.pages.note(source.name, "", world.now())
            jobs = await _file(world, source, page, article.article, missing=article.missing)
    return [*jobs, *await world.store.follow([host(page.found.url)], world.now(), LEASE)]


async def _article(world: World, source: Source, page: Page) -> Whole:
    url = page.found.url
    reply = await world.fetcher.get(request(source, url))
    if reply is None:
        raise Unreachable(url, "http_304", "not modified, though we did not ask")
    brief = Brief(
        url=url,
        source=source.name,
        timezone=source.timezone,
        language=source.language,
        found=page.found,
        site=world.plan.sites.get(name := host(reply.url).removeprefix("www.")),
        repeated=await world.store.repeated(name),
    )
    article = await world.reader.article(brief, reply)
    told = await whole(finder(world, source), brief, article)
    if told.article.state not in WORTH:
        if page.attempts == 0:  # else it was counted before
            await _watch(world, source, article)
        raise NoArticle(f"{url}: no article on it now, the page is {article.state}")
    if told.missing is not None:
        await let_rest(world, told.missing)
        log.warning("read in part", source=source.name, url=url, problem=str(told.missing))
    return told


async def _file(
    world: World,
    source: Source,
    page: Page,
    article: Article,
    *,
    missing: FetchError | ReadError | None = None,
) -> Sequence[Job]:
    now = world.now()
    filing = Filing(
        id=short_id("article", page.key),
        page=page.key,
        source=source.name,
        network=source.network or source.name,
        first_seen=page.first_seen,
        found=page.found.url,
        claims=claims(page.found.url, article.url, article.noticed.addresses),
        origin=credit(article),
        # The teaser of a paywall is the same on many pages.
        fingerprint=""
        if article.state is PageState.PARTIAL
        else fingerprint(article.paragraphs),
        article=article,
    )
    plan = world.plan
    hits = await world.matcher.matches(plan.rules, article, source)
    decide = partial(judge.verdict, filing, hits, now=now, since=plan.since)
    again = now + MISSED if missing is not None else None
    watched = partial(_watched, decide, article, now, again)
    verdict = await world.store.file(filing, now, watched)
    if verdict is None:
        log.info("known already", source=source.name, url=article.url)
        return []
    _report(source.name, verdict.drifts)
    log.info(
        "read",
        source=source.name,
        url=article.url,
        alerts=[alert.rule for alert in verdict.alerts],
        copy_of=verdict.copy_of or "-",
    )
    if not verdict.alerts:
        return []
    return await outgoing(world)


def _watched(
    decide: Callable[[Known], Verdict],
    article: Article,
    now: datetime,
    again: datetime | None,
    known: Known,
) -> Verdict:
    """What is decided of an article, with what it says of its host, and when to look again.

    `again` is when it is to be looked at for what is missing of it; None: nothing is.
    """
    figures, drifts = _after(article, now, known.figures)
    verdict = decide(known)
    matched = bool(verdict.alerts or verdict.skips)
    look = next_look(now, 0, matched=matched) if matched or short(article) else None
    look = again if again is not None else look
    return replace(verdict, figures=figures, drifts=drifts, look=look)


def _after(
    article: Article, now: datetime, figures: Figures
) -> tuple[Figures, tuple[Drift, ...]]:
    name = host(article.url).removeprefix("www.")
    return drift.after(figures, name, drift.seen(article, figures), now)


async def _watch(world: World, source: Source, page: Article) -> None:
    """Keep what a page without an article says of its host."""
    name, now = host(page.url).removeprefix("www."), world.now()
    drifts = await world.store.watch(name, source.name, now, partial(_after, page, now))
    _report(source.name, drifts)


def _report(source: str, drifts: Sequence[Drift]) -> None:
    for each in drifts:
        tell = log.info if each.over else log.warning
        tell(
            "pages as before" if each.over else "pages changed",
            source=source,
            host=each.host,
            signs=list(each.signs),
            example=each.example,
        )


async def _not_read(world: World, page: Page, error: FetchError | ReadError) -> None:
    await let_rest(world, error)
    until = again(page, error, world.now(), dice=world.dice())
    crashed = isinstance(error, ReaderDied)
    tried = not (isinstance(error, Unreachable) and error.code == "resting")
    await world.store.unread(page.key, str(error), until, crashed=crashed, tried=tried)
    log.warning(
        "not read" if until is not None else "set aside",
        source=page.source,
        url=page.found.url,
        again="never" if until is None else until.isoformat(timespec="seconds"),
        problem=str(error),
    )


def again(
    page: Page, error: FetchError | ReadError, now: datetime, *, dice: float
) -> datetime | None:
    """When to read a page again that could not be read; None: set it aside."""
    match error:
        case Unreachable(code="resting"):  # nobody was asked: the host is being left alone
            return now + (error.retry_after or timedelta(minutes=1))
        case Unreachable():  # the host is at fault: what it holds is waited for, for a week
            asked = error.retry_after
            return cadence.next_reading(
                page.attempts, page.first_seen, now, asked=asked, dice=dice
            )
        case NoArticle() if page.attempts < len(cadence.READINGS):
            pass
        case ReaderDied() if page.crashes + 1 < cadence.CRASHES:
            pass
        case Refused() if page.attempts < TRIES.get(error.code, 0):
            pass
        case _:
            return None
    return cadence.next_reading(page.attempts, page.first_seen, now, asked=None, dice=dice)
