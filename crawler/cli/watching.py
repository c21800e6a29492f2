"""How watching a source goes, in lines: silences, gaps, and what each of its inlets is good for."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from crawler.cli import tables
from crawler.store.sights import Health, Pushed

LEARNED = 2  # days from which on hours are told
LIES = 2  # from which on an inlet is asked without conditions, see `pipeline.inlets`


def silences(one: Health, now: datetime) -> Iterator[str]:
    """The silence of a source, with its likely cause."""
    if one.silence is not None:
        yield f"nothing new since {tables.ago(one.silence.since, now)}; {one.silence.cause}"


def gaps(one: Health, now: datetime) -> Iterator[str]:
    """The latest stretches of which articles may have been missed."""
    for gap in one.gaps:
        length = tables.ago(gap.ended, gap.began).removeprefix("in ")
        said = "filled from older pages" if gap.filled else "articles may be missing"
        at = f"{gap.began:%d %b %H:%M} UTC, for {length}"
        yield f"{gap.inlet}: {at}, noticed {tables.ago(gap.noticed, now)}: {said}"


def inlets(one: Health, now: datetime) -> Iterator[str]:
    """What each inlet showed before the others, and whether its server is to be trusted."""
    yields = {each.inlet: each for each in one.yields}
    for state in one.inlets:
        if state.parent is not None or not (len(one.inlets) > 1 or state.lies):
            continue
        first = yields.get(state.inlet.url)
        said = "none yet" if first is None else str(first.links)
        late = (
            "" if first is None or first.lag is None else f", {_length(first.lag)} after them"
        )
        read = "" if state.read is None else f", last read {tables.ago(state.read, now)}"
        lies = (
            "; says 'not modified' where it was: asked for all of it"
            if state.lies >= LIES
            else ""
        )
        yield f"{state.inlet.kind} {state.inlet.url}: articles first seen here: {said}{late}{read}{lies}"


def _length(length: timedelta) -> str:
    start = datetime.min.replace(tzinfo=UTC)
    return tables.ago(start + length, start).removeprefix("in ")


def rhythm(one: Health, _: datetime) -> Iterator[str]:
    """How often a source is polled now, and what that was learned from."""
    if one.rhythm is None:
        return
    every, a_day = one.rhythm.every, one.rhythm.a_day
    often = "" if every is None else f"about every {_length(every)} now; "
    much = f"{a_day:.0f}" if a_day >= 2 else f"{a_day:.1f}"
    if one.rhythm.days < LEARNED:
        yield f"{often}about {much} articles a day, as far as its first lists tell{_wish(one)}"
        return
    first, last = one.rhythm.busy
    days = tables.counted(one.rhythm.days, "day")
    yield (
        f"{often}about {much} articles a day, most from {first:02}:00 to {last:02}:00 there; "
        f"learned from {days}{_wish(one)}"
    )


def _wish(one: Health) -> str:
    """How long every list of a source that works asks to be left alone."""
    wishes = [state.wish or timedelta(0) for state in one.inlets if not state.failures]
    least = min(wishes, default=timedelta(0))
    return f"; asks to be left alone for {_length(least)}" if least else ""


def pushes(one: Health, now: datetime) -> Iterator[str]:
    """Which lists of a source a hub tells of, until when; and why the others are not told of."""
    wanted = {each.inlet: each for each in one.pushed}
    for state in one.inlets:
        if state.hubs.urls:
            known = wanted.get(state.inlet.url)
            said = _unasked(state.hubs.urls[0]) if known is None else _pushed(known, now)
            yield f"{state.inlet.url}: {said}"


def _unasked(hub: str) -> str:
    return f"not pushed: it names the hub {hub}; to be reached by it takes settings.web.public"


def _pushed(one: Pushed, now: datetime) -> str:
    """How a subscription does."""
    if one.until is not None and one.until > now:
        heard = "nothing yet" if one.heard is None else tables.ago(one.heard, now)
        trouble = f"; not renewed: {one.problem}" if one.problem else ""
        until = f"{one.until:%d %b %H:%M} UTC"
        return f"pushed by {one.hub} until {until}, told last: {heard}{trouble}"
    if one.problem:
        return f"not pushed: {one.hub}: {one.problem}; asked again {tables.ago(one.due, now)}"
    asked = "was asked, and has not confirmed" if one.asked else "is about to be asked"
    return f"not pushed yet: {one.hub} {asked}"


SECTIONS: tuple[tuple[str, Callable[[Health, datetime], Iterator[str]]], ...] = (
    ("Rhythm:", rhythm),
    ("Silent:", silences),
    ("Gaps:", gaps),
    ("Inlets:", inlets),
    ("Pushed:", pushes),
)
