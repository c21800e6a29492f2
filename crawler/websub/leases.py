"""The life of a subscription: asked for, confirmed by the hub, renewed in time, ended."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from crawler.jitter import spread
from crawler.model import NO_HUBS, Hubs, Named, Subscription

SUBSCRIBE, UNSUBSCRIBE, DENIED = "subscribe", "unsubscribe", "denied"
LEASE = timedelta(days=10)  # that we ask for; hubs grant what they like …
LONGEST = timedelta(days=90)  # … and are believed no longer than this
RENEWED = 0.8  # of a lease: then it is asked for again, with time for several tries
SOONEST = timedelta(minutes=5)  # between being granted a lease and asking for the next
WAITS = (  # for a hub to confirm, or until it is asked again after a failure: first, second, …
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=12),
    timedelta(hours=24),
)
REFUSED = timedelta(days=1)  # until a hub that has refused is asked again, at least
UNCONFIRMED = "the hub did not confirm it; can it reach settings.web.public?"
PARTING = timedelta(
    hours=1
)  # before one that is not wanted is ended: feeds come and go and come
FAREWELLS = 3  # tries to end a subscription; after that the end of its lease will do
FIELDS, CHALLENGE, REASON = 20, 4096, 200  # most fields, and characters, of what a hub asks


class Unknown(Exception):
    """A request that no hub of ours would make."""


def tended(
    named: Named,
    known: Sequence[Subscription],
    now: datetime,
    *,
    base: str,
    keys: Callable[[], tuple[str, str]],
) -> Iterator[Subscription]:
    """The subscriptions that are new or change, for the hubs that lists name as of now.

    `base` is how the URLs of callbacks begin; `keys` gives a key and a secret, each time others.
    """
    served, leaving = set[tuple[str, str]](), set[tuple[str, str]]()
    for one in known:
        list_of = one.source, one.inlet
        hubs = named.get(list_of, NO_HUBS)
        theirs = one.hub in hubs.urls and one.topic == hubs.topic
        ours = one.callback == base + one.key
        wanted = theirs and ours and list_of not in served
        if wanted:
            served.add(list_of)
        elif ours:
            leaving.add(list_of)
        if wanted and one.ending:
            left = timedelta(0) if one.until is None else max(one.until - now, timedelta(0))
            yield replace(one, ending=False, pending=None, due=now + left * RENEWED, failures=0)
        elif not wanted and not one.ending:
            yield replace(one, ending=True, pending=None, due=now + PARTING, failures=0)
        elif one.due > now + LONGEST:  # of a clock that was set back since
            yield replace(one, due=now)
    for (source, inlet), hubs in named.items():
        if (source, inlet) not in served and hubs.urls and hubs.topic is not None:
            key, secret = keys()
            yield Subscription(
                key=key,
                secret=secret,
                callback=base + key,
                source=source,
                inlet=inlet,
                hub=hubs.urls[0],
                topic=hubs.topic,
                # One whose name differs each time it is read is no reason to ask each time.
                due=now + PARTING if (source, inlet) in leaving else now,
            )


def asked(one: Subscription, hubs: Hubs, now: datetime, *, dice: float) -> Subscription | None:
    """The subscription as it is when its hub is about to be asked; None: it is over, forget it.

    Where that came to nothing so far, and the list names other `hubs`, it is the next one's turn.
    """
    if one.due > now:  # it was settled since somebody saw that it was due
        return one
    unheard = one.pending is not None
    if unheard:
        problem = one.problem or UNCONFIRMED
        one = replace(one, failures=one.failures + 1, problem=problem)
    gone = one.until is None or one.until <= now
    if one.ending and (gone or one.failures >= FAREWELLS):
        return None
    if one.failures and gone and not one.ending and one.hub in hubs.urls:
        place = hubs.urls.index(one.hub) + 1
        one = replace(one, hub=hubs.urls[place % len(hubs.urls)])
    mode = UNSUBSCRIBE if one.ending else SUBSCRIBE
    until = None if gone else one.until
    return replace(one, pending=mode, until=until, due=now + _wait(one.failures, dice))


def form(one: Subscription) -> list[tuple[str, str]]:
    """What to ask a hub for what is pending (WebSub, section 5.1)."""
    fields = [
        ("hub.mode", one.pending or SUBSCRIBE),
        ("hub.topic", one.topic),
        ("hub.callback", one.callback),
    ]
    if one.pending != UNSUBSCRIBE:
        fields.append(("hub.lease_seconds", str(int(LEASE.total_seconds()))))
        fields.append(("hub.secret", one.secret))
    return fields


def answered(
    one: Subscription,
    problem: str | None,
    now: datetime,
    *,
    wish: timedelta | None = None,
    dice: float,
) -> Subscription:
    """The subscription after its hub's answer; `problem` is None where it accepted the request.

    To accept is not to confirm: that is another request, which may have come before the answer,
    and then counts.  `wish` is a Retry-After.
    """
    if one.pending is None:
        return one
    if problem is None:
        return replace(one, problem="")
    wait = max(_wait(one.failures, dice), wish or timedelta(0))
    return replace(one, due=now + wait, problem=problem)


def proven(
    one: Subscription, query: str, now: datetime, *, dice: float
) -> tuple[Subscription | None, str]:
    """What a hub's question changes, and what to answer (WebSub, sections 5.2 and 5.3).

    None: the subscription is over.  Raises Unknown where we have asked that hub for no such thing.
    """
    fields = _fields(query)
    mode, topic = fields.get("hub.mode"), fields.get("hub.topic")
    if topic != one.topic or mode is None:
        raise Unknown
    if mode == DENIED:
        return _denied(one, fields.get("hub.reason", ""), now, dice), ""
    challenge = fields.get("hub.challenge", "")
    if mode != one.pending or not 0 < len(challenge) <= CHALLENGE:
        raise Unknown
    if mode == UNSUBSCRIBE:
        return None, challenge
    lease = _lease(fields.get("hub.lease_seconds"))
    due = now + max(lease * RENEWED, SOONEST)
    granted = replace(one, pending=None, until=now + lease, due=due, failures=0, problem="")
    return granted, challenge


def _denied(one: Subscription, reason: str, now: datetime, dice: float) -> Subscription | None:
    if one.ending:
        return None
    said = reason.strip()[:REASON]
    return replace(
        one,
        pending=None,
        until=None,
        due=now + max(_wait(one.failures, dice), REFUSED),
        failures=one.failures + 1,
        problem=f"the hub refused: {said}" if said else "the hub refused",
    )


def _fields(query: str) -> dict[str, str]:
    """The fields of a query, each given once; raises Unknown."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except ValueError as error:
        raise Unknown from error
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Unknown
    return fields


def _lease(seconds: str | None) -> timedelta:
    """How long a hub says that it will tell us; what we asked for where it does not."""
    text = seconds or ""
    if not (text.isascii() and text.isdigit()):
        return LEASE
    return min(LONGEST, timedelta(seconds=int(text.lstrip("0")[:9] or "0")))


def _wait(failures: int, dice: float) -> timedelta:
    return spread(WAITS[min(failures, len(WAITS) - 1)], dice)
