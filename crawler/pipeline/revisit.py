"""The step that looks at an article again: is it longer, corrected, under another headline, gone?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import structlog

from crawler import article_text, judge
from crawler.dedup import revisions
from crawler.dedup.identity import fingerprint
from crawler.dedup.urls import homes, host
from crawler.errors import FetchError, ReadError, Refused, Unreachable
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
    Verdict,
)
from crawler.pipeline.inlets import lying
from crawler.pipeline.whole import whole
from crawler.pipeline.world import LEASE, World, finder, let_rest, request

log = structlog.get_logger(__name__)

MISSING = {  # what a server says where a page should be -> what that comes to
    "not_found": "taken down: the server answers 404",
    "gone": "taken down: the server answers 410",
}
HOME = "taken down: leads to the home page"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What came of a look."""

    validators: Validators
    reached: bool = True  # False: the site could not be asked, which is tried again
    told: bool = False  # something, to somebody
    matched: bool = False  # a rule, which tells it or has its reasons not to
    missing: bool = False  # the page, which is looked for once more
    over: bool = False  # it was the last look


async def revisit(world: World, key: str) -> Sequence[Job]:
    """Look at the article `key` again; deliveries of what is told of it."""
    look = await world.store.look(key)
    source = None if look is None else world.plan.sources.get(look.filing.source)
    if look is None or source is None:
        await world.store.looked(key, None)
        return []
    try:
        seen = await _looked(world, source, look)
    except (FetchError, ReadError) as error:
        await let_rest(world, error)
        log.info(
            "not seen again", source=source.name, url=look.filing.found, problem=str(error)
        )
        away = isinstance(error, Unreachable)
        seen = _Seen(
            validators=look.validators, reached=not away, missing=look.missing and away
        )
    due, counts = _next(look, seen, world.now())
    await world.store.looked(key, due, seen.validators, counts=counts, missing=seen.missing)
    if not seen.told:
        return []
    return await world.store.take(
        world.now(), LEASE, {Step.DELIVER: world.room().get(Step.DELIVER, 0)}
    )


def _next(look: Look, seen: _Seen, now: datetime) -> tuple[datetime | None, bool]:
    """When to look again, None: never; and whether this look counts as one of those planned."""
    if seen.over:
        return None, True
    matched = look.matched or seen.matched
    planned = revisions.next_look(look.stored_at, look.round + 1, matched=matched, looked=now)
    soon = now + revisions.SURE
    after = revisions.next_look(look.stored_at, look.round + 1, matched=matched)
    last = look.stored_at + revisions.LOOKS[-1] + revisions.LAST_TRIED
    if not seen.reached and soon < (after or last):
        return soon, False
    return (soon, False) if seen.missing and seen.reached else (planned, True)


async def _looked(world: World, source: Source, look: Look) -> _Seen:
    url = look.filing.found
    try:
        since = NO_VALIDATORS if await _lies(world, source) else look.validators
        asked = replace(request(source, url), since=since)
        reply = await world.fetcher.get(asked)
    except Refused as error:
        if error.code not in MISSING:
            raise
        return await _gone(world, source, look, MISSING[error.code], sure=error.code == "gone")
    if reply is None:
        return _Seen(validators=look.validators)
    elsewhere = not homes(url, url, asked=True)
    if elsewhere and homes(reply.url, url):
        return await _gone(world, source, look, HOME)
    article = await _article(world, source, look, reply)
    listed = article.state is PageState.LIST
    if elsewhere and listed and homes(reply.url, url, asked=True):
        return await _gone(world, source, look, HOME)
    old = look.filing.article
    new = _version(old, article)
    if new is None or not _is_news(old, new, look):
        return _Seen(validators=reply.validators)
    title = revisions.headline(old, new)
    changes = (*((title,) if title else ()), *revisions.corrections(old, new))
    verdict = await _decided(world, source, look, new, changes)
    matched = bool(verdict.alerts or verdict.skips)
    return _Seen(validators=reply.validators, told=bool(verdict.alerts), matched=matched)


async def _gone(
    world: World, source: Source, look: Look, why: str, *, sure: bool = False
) -> _Seen:
    """Tell that an article was taken down, if it was missing before: sites err for minutes.

    And while a site's lists fail, too, it says nothing of its articles.
    """
    if (await world.store.memory(source.name)).failures:
        return _Seen(validators=look.validators)
    if not (sure or look.missing):
        return _Seen(validators=NO_VALIDATORS, missing=True)
    gone = Change("page", look.filing.article.title, why)
    verdict = await _decided(world, source, look, None, (gone,))
    return _Seen(validators=NO_VALIDATORS, told=bool(verdict.alerts), over=True)


def _version(old: Article, new: Article) -> Article | None:
    """What is to be held against the `old` version; None: the page does not show the article.

    Of one that is seen through a paywall by now, only the headline can have changed.
    """
    title = new.title if new.title.strip() else old.title  # one that is gone was overlooked
    if revisions.cut(old, new):
        return _titled(old, title)
    new = new if title == new.title else _titled(new, title)
    if new.state is PageState.PARTIAL is old.state and revisions.akin(old, new):
        return new  # its teaser
    return new if new.state is PageState.FULL else None


def _titled(article: Article, title: str) -> Article:
    text = article_text.write(replace(article_text.read(article.text), title=title))
    return replace(article, title=title, text=text)


async def _lies(world: World, source: Source) -> bool:
    """Whether its server has said "not modified" of what had changed."""
    memory = await world.store.memory(source.name)
    return any(lying(state, memory) for state in memory.inlets)


def _is_news(old: Article, new: Article, look: Look) -> bool:
    """Whether the publisher changed the article, not we what we leave out of its page.

    A short one that no rule matched is looked at to see whether it grows.
    """
    if revisions.same(old, new):
        return False
    if not look.matched and revisions.short(old):
        retitled = revisions.headline(old, new) is not None and revisions.akin(old, new)
        return retitled or 10 * len(new.body) >= 9 * len(old.body)
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


async def _decided(
    world: World,
    source: Source,
    look: Look,
    article: Article | None,
    changes: Sequence[Change],
) -> Verdict:
    """Keep the new version, or that it is gone, and what was decided of it."""
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
        named=plan.rules.named,
        changes=changes,
        shown=() if article is None else revisions.body(old, article),
        since=plan.since,
    )
    replaced = None if article is None else old
    verdict = await world.store.revise(filing, now, decide, replaces=replaced)
    verdict = verdict or Verdict(story="")  # the article was dropped meanwhile
    log.info(
        "changed",
        source=source.name,
        url=look.filing.found,
        alerts=[alert.rule for alert in verdict.alerts],
        changes=[change.field for change in changes],
    )
    return verdict


def _new(filing: Filing, article: Article) -> Filing:
    """The article in its new version; when it was published stays as it was first stated."""
    own = replace(article, published=filing.article.published or article.published)
    return replace(filing, article=own, fingerprint=fingerprint(article.paragraphs))
