"""The step that looks at an article again: is it longer, corrected, under another headline, gone?"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

import structlog

from crawler import judge
from crawler.dedup import revisions
from crawler.dedup.identity import fingerprint
from crawler.dedup.urls import host
from crawler.errors import FetchError, ReadError, Refused
from crawler.model import (
    NO_VALIDATORS,
    Article,
    Brief,
    Change,
    Filing,
    Found,
    Job,
    Look,
    PageState,
    Reply,
    Source,
    Step,
    Validators,
)
from crawler.pipeline.inlets import lying
from crawler.pipeline.whole import whole
from crawler.pipeline.world import LEASE, World, finder, let_rest, request

log = structlog.get_logger(__name__)

GONE = frozenset({"not_found", "gone"})  # what a server says of a page that was taken down


async def revisit(world: World, key: str) -> Sequence[Job]:
    """Look at the article `key` again; deliveries of what is told of it."""
    look = await world.store.look(key)
    source = None if look is None else world.plan.sources.get(look.filing.source)
    if look is None or source is None:
        await world.store.looked(key, None)
        return []
    try:
        told, validators, over = await _looked(world, source, look)
    except (FetchError, ReadError) as error:
        await let_rest(world, error)
        log.info(
            "not seen again", source=source.name, url=look.filing.found, problem=str(error)
        )
        told, validators, over = False, look.validators, False
    due = revisions.next_look(
        look.stored_at, look.round + 1, matched=look.matched or told, looked=world.now()
    )
    await world.store.looked(key, None if over else due, validators)
    if not told:
        return []
    return await world.store.take(
        world.now(), LEASE, {Step.DELIVER: world.room().get(Step.DELIVER, 0)}
    )


async def _looked(world: World, source: Source, look: Look) -> tuple[bool, Validators, bool]:
    """Whether something was told; what to ask with the next time; whether it was the last look."""
    url = look.filing.found
    try:
        since = NO_VALIDATORS if await _lies(world, source) else look.validators
        asked = replace(request(source, url), since=since)
        reply = await world.fetcher.get(asked)
    except Refused as error:
        if error.code not in GONE:
            raise
        gone = Change("page", look.filing.article.title, f"taken down: {error.code}")
        return await _told(world, source, look, None, (gone,)), NO_VALIDATORS, True
    if reply is None:
        return False, look.validators, False
    if _is_home(reply.url) and not _is_home(url):
        gone = Change("page", look.filing.article.title, "taken down: leads to the home page")
        return await _told(world, source, look, None, (gone,)), NO_VALIDATORS, True
    article = await _article(world, source, look, reply)
    old = look.filing.article
    if article.state is not PageState.FULL or not _is_news(old, article, look):
        return False, reply.validators, False
    title = revisions.headline(old, article)
    changes = (*((title,) if title else ()), *revisions.corrections(old, article))
    return await _told(world, source, look, article, changes), reply.validators, False


async def _lies(world: World, source: Source) -> bool:
    """Whether its server has said "not modified" of what had changed."""
    memory = await world.store.memory(source.name)
    return any(lying(state, memory) for state in memory.inlets)


def _is_news(old: Article, new: Article, look: Look) -> bool:
    """Whether the publisher changed the article, not we what we leave out of its page.

    One that no rule matched is looked at to see whether it grows.
    """
    if revisions.same(old, new):
        return False
    if not look.matched:
        return len(new.body) > len(old.body)
    left_out = new.noticed.repeated > 0 and set(new.paragraphs) < set(old.paragraphs)
    return not left_out or new.title != old.title


async def _article(world: World, source: Source, look: Look, reply: Reply) -> Article:
    name = host(reply.url).removeprefix("www.")
    brief = Brief(
        url=look.filing.found,
        source=source.name,
        timezone=source.timezone,
        language=source.language,
        found=Found(url=look.filing.found),
        site=world.plan.sites.get(name),
        repeated=await world.store.repeated(name),
    )
    told = await whole(finder(world, source), brief, await world.reader.article(brief, reply))
    if told.missing is not None and told.article.state is not PageState.FULL:
        raise told.missing  # a part of it is no new version
    return told.article


async def _told(
    world: World,
    source: Source,
    look: Look,
    article: Article | None,
    changes: Sequence[Change],
) -> bool:
    """Keep the new version, or that it is gone; whether that was told to anybody."""
    now, old, plan = world.now(), look.filing.article, world.plan
    before = await world.matcher.matches(plan.rules, old, source)
    hits = (
        before if article is None else await world.matcher.matches(plan.rules, article, source)
    )
    filing = look.filing if article is None else _new(look.filing, article)
    decide = partial(
        judge.revised,
        filing,
        hits,
        before,
        now=now,
        changes=changes,
        shown=() if article is None else revisions.body(old, article),
        since=plan.since,
    )
    replaced = None if article is None else old
    verdict = await world.store.revise(filing, now, decide, replaces=replaced)
    alerts = () if verdict is None else verdict.alerts
    log.info(
        "changed",
        source=source.name,
        url=look.filing.found,
        alerts=[alert.rule for alert in alerts],
        changes=[change.field for change in changes],
    )
    return bool(alerts)


def _new(filing: Filing, article: Article) -> Filing:
    """The article in its new version; when it was published stays as it was first stated."""
    own = replace(article, published=filing.article.published or article.published)
    return replace(filing, article=own, fingerprint=fingerprint(article.paragraphs))


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query
