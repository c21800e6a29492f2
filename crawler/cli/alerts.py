"""`alerts`, `alerts show`, `alerts replay`, `alerts silence`: what was told, and what is to be."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from crawler.cli import tables
from crawler.cli.health import looked
from crawler.cli.options import CONFIG, Config, Json, State, configuration, state_of
from crawler.cli.tables import counted, safe
from crawler.cli.values import duration
from crawler.settings.words import near
from crawler.store import Shelf
from crawler.store.sights import Dossier, Sending, Told
from crawler.store.wishes import awaited, beside, lost, meant, replay, silence

app = typer.Typer()
HELD = {
    "scheduled": "kept for the digest",
    "quiet": "kept until the quiet hours end",
    "many": "kept for a digest, for there are too many",
}
STATES = ("waiting", "sending", "delivered", "given up", "parked", "skipped", "in digest")
Life = tuple[Told | None, list[Sending], Dossier | None]


@app.callback(invoke_without_command=True)
def alerts(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    waiting: Annotated[
        bool, typer.Option("--waiting", help="Only what is still to go out.")
    ] = False,
    given_up: Annotated[
        bool, typer.Option("--given-up", help="Only what was given up.")
    ] = False,
    only: Annotated[
        str | None,
        typer.Option("--only", help=f"Only in this state: {', '.join(STATES)}."),
    ] = None,
    config: Config = CONFIG,
    state: State = None,
    as_lines: Json = False,
) -> None:
    """Show what was told, newest first; what waits, and what was given up.

    Example: kliping alerts --given-up
    """
    if context.invoked_subcommand is not None:
        return
    if only is not None and only not in STATES:
        typer.echo(
            f"kliping: --only: there is no state {safe(only)!r}; there are: {', '.join(STATES)}",
            err=True,
        )
        raise typer.Exit(2)
    wanted = "waiting" if waiting else "given up" if given_up else only

    async def both(shelf: Shelf) -> tuple[list[Told], dict[str, datetime]]:
        status = await shelf.status()
        return await shelf.alerts(limit=limit, state=wanted), dict(status.silences)

    found, silences = looked(state_of(config, state), both)
    if as_lines:
        tables.lines(found)
        return
    now = datetime.now(UTC)
    head = ("told", "id", "rule", "source", "title", "to")
    tables.show(head, (_told(one, now) for one in found), wide=4)
    for rule, until in silences.items():
        if until > now:
            typer.echo(f"{safe(rule)} is silenced, for {tables.ago(until, now)[3:]} more.")


def _told(one: Told, now: datetime) -> tuple[object, ...]:
    ends = ", ".join(f"{sending.channel} {_end(sending)}" for sending in one.deliveries)
    told = tables.ago(one.created, now)
    rule = one.rule if one.type == "article.matched" else f"{one.rule} ({one.type})"
    return (told, one.id, rule, one.source or "-", one.title or "-", ends)


def _end(sending: Sending) -> str:
    if sending.digest is not None:
        return f"in digest {sending.digest} ({sending.digest_state or 'dropped'})"
    if sending.held and sending.state == "waiting":
        return f"waiting ({HELD.get(sending.held, sending.held)})"
    problem = f" ({sending.problem})" if sending.problem else ""
    return sending.state + ("" if sending.state == "delivered" else problem)


@app.command()
def show(
    alert: Annotated[str, typer.Argument(help="An alert's id, a delivery's or a digest's.")],
    config: Config = CONFIG,
    state: State = None,
    as_lines: Json = False,
) -> None:
    """Show the whole life of an alert: found, read, matched, told; each try and its answer.

    Example: kliping alerts show al_0123456789abcdef
    """

    async def life(shelf: Shelf) -> Life:
        key, sendings = await shelf.sendings(alert)
        told = None if key is None else await shelf.alert(key)
        about = None if told is None else told.article
        return told, sendings, None if about is None else await shelf.article(about)

    found = looked(state_of(config, state), life)
    told, sendings, dossier = found
    if told is None and not sendings:
        typer.echo(
            f"kliping: there is no alert {safe(alert)!r}; `kliping alerts` lists them", err=True
        )
        raise typer.Exit(1)
    if as_lines:
        names = [] if dossier is None else dossier.names
        tables.lines([{"alert": told, "deliveries": sendings, "names": names}])
        return
    zone = ZoneInfo(configuration(config, quiet=True).settings.timezone)
    for line in lived(found, zone):
        typer.echo(line)


def lived(life: Life, zone: ZoneInfo) -> Iterator[str]:
    """The life of an alert, line by line."""
    told, sendings, dossier = life
    if told is not None:
        yield f"{told.id}: {told.type}, rule {safe(told.rule)}, {told.urgency}"
        yield f"  {safe(told.title or 'its article was dropped since')}"
        yield f"  {safe(told.url or '-')}"
    if dossier is not None:
        stored = dossier.stored
        first = next((name for name in dossier.names if name.why == "found"), None)
        how = "" if first is None else f", as {safe(first.url or first.key)}"
        yield f"found    {_when(stored.first_seen, zone)} by {safe(stored.source)}{how}"
        yield f"read     {_when(stored.stored_at, zone)} ({stored.article.state})"
        outlets = counted(len(dossier.networks), "outlet")
        yield f"story    {stored.story}, told by {outlets}"
    if told is not None:
        yield f"matched  {_when(told.created, zone)} by the rule {safe(told.rule)}"
        for match in told.matches:
            words = match.snippet[match.start : match.end]
            yield f"  {safe(match.term)} in {match.field}: [{safe(words)}] … {safe(match.snippet)}"
    for sending in sendings:
        yield from _sent(sending, zone)


def _sent(sending: Sending, zone: ZoneInfo) -> Iterator[str]:
    kind = "" if sending.kind == "alert" else f"{sending.kind} "
    yield f"{kind}{sending.id} to {safe(sending.channel)}: {_end(sending)}"
    for each in sending.tries:
        yield f"  try {each.number}  {_when(each.at, zone)}  {safe(each.answer)}"
    if sending.attempts > len(sending.tries):
        yield f"  ({sending.attempts} tries in all)"
    if sending.due is not None:
        yield f"  next {_when(sending.due, zone)}"


def _when(time: datetime, zone: ZoneInfo) -> str:
    return time.astimezone(zone).strftime("%d %b %Y %H:%M:%S %Z")


@app.command("replay")
def replay_(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID…", help="Alerts, deliveries or digests."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All that was given up or parked.")
    ] = False,
    channel: Annotated[
        str | None, typer.Option(help="With --all: only what was for this channel.")
    ] = None,
    config: Config = CONFIG,
    state: State = None,
) -> None:
    """Send again what was given up or parked: the same ids, the same bytes.

    Example: kliping alerts replay al_0123456789abcdef
    """
    folder, keys = state_of(config, state), list[str]()
    loaded = configuration(config, quiet=True)
    there = {one.name for one in loaded.channels} | set(loaded.resting)
    if everything == bool(ids):
        typer.echo("kliping: expected ids, or --all", err=True)
        raise typer.Exit(2)
    if everything:
        found = asyncio.run(beside(folder, partial(lost, channel=channel)))
        keys = [row["id"] for row in found if row["channel"] in there]
        for name in sorted({row["channel"] for row in found} - there):
            typer.echo(
                f"The channel {safe(name)!r} is not configured: what was for it is left."
            )
    for each in ids or ():
        found = asyncio.run(beside(folder, partial(meant, key=each)))
        if not found:
            typer.echo(
                f"kliping: there is no alert {safe(each)!r}; `kliping alerts` lists them",
                err=True,
            )
            raise typer.Exit(1)
        for row in found:
            if row["channel"] not in there:
                typer.echo(
                    f"{row['id']} was for {safe(row['channel'])}, which is not configured:"
                    " left as it is."
                )
                continue
            keys.append(row["id"])
            if row["state"] not in {"given up", "parked"}:
                typer.echo(
                    f"{row['id']} to {safe(row['channel'])} is {row['state']}: left as it is."
                )
    count = asyncio.run(beside(folder, partial(replay, keys=keys, now=datetime.now(UTC))))
    typer.echo(f"{counted(count, 'delivery')} will be sent again.")


@app.command("silence")
def silence_(
    rule: str,
    lasting: Annotated[
        str | None, typer.Option("--for", metavar="TIME", help="How long, such as 2h.")
    ] = None,
    end: Annotated[bool, typer.Option("--end", help="End a silence now.")] = False,
    config: Config = CONFIG,
    state: State = None,
) -> None:
    """Tell nothing that a rule finds for a while; what it found and has not told yet is skipped too.

    It is kept, and shown as skipped; so it is where it stands in a digest that did not arrive yet,
    whose rest comes in another one.

    Example: kliping alerts silence banjir --for 2h
    """
    if end == (lasting is not None):
        typer.echo("kliping: expected --for, such as --for 2h, or --end", err=True)
        raise typer.Exit(2)
    loaded = configuration(config, quiet=True)
    known = [each.name for each in (*loaded.rules, *loaded.idle)]
    folder = state_of(config, state)
    if rule not in known and not asyncio.run(beside(folder, partial(awaited, rule=rule))):
        guess = near(rule, known) or f"; there are: {', '.join(known) or 'none'}"
        typer.echo(f"kliping: there is no rule {safe(rule)!r}{guess}", err=True)
        raise typer.Exit(2)
    now = datetime.now(UTC)
    until = now + (timedelta(0) if lasting is None else duration(lasting))
    work = partial(silence, rule=rule, until=until, now=now)
    skipped = asyncio.run(beside(folder, work))
    if until <= now:
        typer.echo(f"{safe(rule)} is heard again.")
        return
    zone = ZoneInfo(loaded.settings.timezone)
    typer.echo(f"{safe(rule)} is silenced until {_when(until, zone)}.")
    if skipped:
        typer.echo(f"{counted(skipped, 'delivery')} not told yet skipped.")
