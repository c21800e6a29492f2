"""Hubs: the step that asks them to tell us of changes, and what happens when they do (WebSub).

A hub's word makes its source due now, no more: what it sends is never read, and polling goes on as
it would without.  See `websub` for what is decided.
"""

import asyncio
import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlencode

import structlog

from crawler import websub
from crawler.errors import StoreBusy, Undelivered
from crawler.model import NO_HUBS, Call, Hubs, Job, Named, Post, Response, Subscription
from crawler.pipeline.world import Push, World
from crawler.ports import Subscriptions

log = structlog.get_logger(__name__)

PATH = "/push/"  # what callbacks' paths have before their key
KEY = re.compile(rf"(?:/[^/?#]{{1,200}}){{0,20}}{PATH}([A-Za-z0-9_-]{{43}})")
AT_ONCE = 32  # hubs asked in one go
PATIENCE = timedelta(seconds=20)  # for a hub's answer
GAP = timedelta(seconds=30)  # between two polls of a source that hubs call for, at least
BODY = 5 * 1024 * 1024  # bytes of what a hub sends

NOT_HERE = Response(404)
HEARD = Response(202)


def keys() -> tuple[str, str]:
    """A key for a callback and a secret, of 256 and 384 random bits."""
    return secrets.token_urlsafe(32), secrets.token_urlsafe(48)


async def subscribe(world: World, _: str) -> Sequence[Job]:
    """Ask hubs for what lists name them for, renew what runs out, end what nobody wants."""
    push = world.push
    if push is None or not push.listening:
        return []
    now, named = world.now(), dict[tuple[str, str], Hubs]()

    def tended(lists: Named, known: Sequence[Subscription]) -> Sequence[Subscription]:
        named.update(lists)
        return list(websub.tended(lists, known, now, base=push.public + PATH, keys=keys))

    await push.kept.tend(tended)
    due = await push.kept.due(now, AT_ONCE)
    asking = (_ask(world, push, key, named) for key in due)
    for end in await asyncio.gather(*asking, return_exceptions=True):
        if end is not None:
            raise end
    return []


async def unreached(kept: Subscriptions, now: datetime) -> None:
    """No hub reaches us any more: none of our lists counts as pushed.

    What hubs have granted goes on where they reach us again before it ends.
    """
    await kept.tend(lambda _, known: list(websub.tended({}, known, now, base=PATH, keys=keys)))


async def _ask(world: World, push: Push, key: str, named: Named) -> None:
    now, dice = world.now(), world.dice()

    def begin(one: Subscription) -> Subscription | None:
        return websub.asked(one, named.get((one.source, one.inlet), NO_HUBS), now, dice=dice)

    # Kept before the hub is asked: it may ask back before it answers.
    one = await push.kept.amend(key, begin)
    if one is None or one.pending is None:
        return
    log.info("asking hub", source=one.source, hub=one.hub, mode=one.pending)
    problem, wish = await _answer(push, one)
    end = partial(websub.answered, problem=problem, now=world.now(), wish=wish, dice=dice)
    await push.kept.amend(key, end)
    if problem is not None:
        log.warning("asking hub failed", source=one.source, hub=one.hub, problem=problem)


async def _answer(push: Push, one: Subscription) -> tuple[str | None, timedelta | None]:
    """What a hub says to our request: a problem, None where it takes it; and a Retry-After."""
    post = Post(
        url=one.hub,
        body=urlencode(websub.form(one)).encode(),
        headers={"content-type": "application/x-www-form-urlencoded"},
        timeout=PATIENCE,
    )
    try:
        answer = await push.hub.submit(post)
    except Undelivered as error:
        return str(error), error.retry_after
    if 200 <= answer.status < 300:
        return None, None
    return f"the hub answered {answer.status}", answer.retry_after


# what hubs ask and tell


async def answer(world: World, call: Call) -> Response:
    """The answer to whoever calls at our own address: hubs at their callbacks, nobody else."""
    push, place = world.push, KEY.fullmatch(call.path)
    if push is None or place is None or call.method not in {"GET", "POST"}:
        return NOT_HERE
    one = await push.kept.find(place[1])
    if one is None:
        return NOT_HERE
    try:
        if call.method == "GET":
            return await _prove(world, push, one, call.query)
        return await _hear(world, push, one, call)
    except StoreBusy as error:
        log.warning("store busy", problem=str(error))
        return Response(503)


async def _prove(world: World, push: Push, one: Subscription, query: str) -> Response:
    """Answer a hub that asks whether we meant it, or says no."""
    challenges: list[str] = []

    def prove(one: Subscription) -> Subscription | None:
        after, challenge = websub.proven(one, query, world.now(), dice=world.dice())
        challenges.append(challenge)
        return after

    try:
        after = await push.kept.amend(one.key, prove)
    except websub.Unknown:
        return NOT_HERE
    if not challenges:  # it went meanwhile
        return NOT_HERE
    if after is None:
        log.info("subscription ended", source=one.source, hub=one.hub)
    elif after.until is None:
        log.warning("hub refused", source=one.source, hub=one.hub, problem=after.problem)
    else:
        log.info("subscribed", source=one.source, hub=one.hub, until=after.until)
    return Response(200, challenges[-1].encode())


async def _hear(world: World, push: Push, one: Subscription, call: Call) -> Response:
    """Take what a hub sends; only that it did counts, and only if it is the hub.

    A wrong signature is answered like a right one (WebSub, section 8): whoever guesses learns
    nothing.
    """
    check, size = websub.check(one.secret, call.headers.get("x-hub-signature")), 0
    async for piece in call.body:
        size += len(piece)
        if size > BODY:
            return Response(413)
        if check is not None:
            check.feed(piece)
    if check is None or not check.genuine:
        log.warning("not the hub's signature", source=one.source, hub=one.hub)
    elif not one.ending and await push.kept.hear(one.key, world.now(), GAP):
        log.info("pushed", source=one.source, hub=one.hub)
    return HEARD
