"""`channels` and `channels test`: whom Kliping tells, and whether it can."""

import asyncio
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated

import typer

from crawler import logs
from crawler.channels import build
from crawler.cli import tables
from crawler.cli.health import listed, looked
from crawler.cli.options import CONFIG, Config, Json, State, configuration, has_database
from crawler.errors import DeliveryError
from crawler.message import sample
from crawler.model import Message
from crawler.settings import Configuration
from crawler.settings.models import ChannelSettings
from crawler.settings.words import near

app = typer.Typer(help="List the channels; try one.")


@app.callback(invoke_without_command=True)
def channels(
    context: typer.Context,
    config: Config = CONFIG,
    state: State = None,
    as_lines: Json = False,
) -> None:
    """List the channels: their kind, when they want to be told, the rules that tell them.

    What is in trouble says since when, and why; it is tried again by itself. What is parked wants
    nothing until `kliping alerts replay`, or another address.

    Example: kliping channels --json
    """
    if context.invoked_subcommand is not None:
        return
    loaded = configuration(config, quiet=True)
    folder = loaded.settings.state if state is None else state
    troubles = (
        looked(folder, lambda shelf: shelf.status()).channels if has_database(folder) else {}
    )
    rows = [
        {
            "name": channel.name,
            "kind": channel.kind,
            "timezone": channel.timezone,
            "digest": channel.digest,
            "quiet": channel.quiet,
            "most": channel.most,
            "trouble": troubles.get(channel.name),
            "rules": [rule.name for rule in loaded.rules if channel.name in rule.channels],
        }
        for channel in loaded.channels
    ]
    if as_lines:
        tables.lines(rows)
        return
    resting = sorted(name for kind, name in loaded.resting if kind == "channels")
    tables.show(
        ("channel", "kind", "time zone", "digest", "quiet", "most", "rules"),
        [
            *(
                (
                    *(row["name"], row["kind"], row["timezone"], _names(row["digest"])),
                    *(row["quiet"] or "", row["most"] or "", _names(row["rules"])),
                )
                for row in rows
            ),
            *((name, "rests", "", "", "", "", "") for name in resting),
        ],
        wide=6,
    )
    listed("In trouble:", (f"{r['name']}: {r['trouble']}" for r in rows if r["trouble"]))


@app.command("test")
def try_out(
    name: str,
    config: Config = CONFIG,
    as_digest: Annotated[bool, typer.Option("--digest", help="Send a digest.")] = False,
) -> None:
    """Send a sample to a channel, as an alert would be sent; exit with 1 where it was not taken.

    Nothing of it is stored, and the daemon may be running.

    Example: kliping channels test telegram --digest
    """
    loaded = configuration(config, quiet=True)
    logs.set_up(secrets=loaded.secrets)
    channel = _called(loaded, name)
    now = datetime.now(UTC)
    body = sample.summary(now) if as_digest else sample.alert(now)
    message = Message(id=f"evt_test{secrets.token_hex(8)}", body=body, at=now)
    try:
        asyncio.run(_send(loaded, channel, message))
    except DeliveryError as error:
        said = logs.Blot(loaded.secrets).clean(str(error))
        typer.echo(f"kliping: {name}: not taken: {said}", err=True)
        raise typer.Exit(1) from error
    typer.echo(f"{name}: the sample was taken.")


def _called(loaded: Configuration, name: str) -> ChannelSettings:
    """The channel of that name; an exit with what there is where there is none."""
    for channel in loaded.channels:
        if channel.name == name:
            return channel
    if ("channels", name) in loaded.resting:
        typer.echo(f"kliping: the channel {name!r} rests: enabled: false", err=True)
        raise typer.Exit(1)
    known = [channel.name for channel in loaded.channels]
    guess = near(name, known) or f"; there are: {', '.join(known) or 'none'}"
    typer.echo(f"kliping: there is no channel {name!r}{guess}", err=True)
    raise typer.Exit(2)


async def _send(loaded: Configuration, settings: ChannelSettings, message: Message) -> None:
    from crawler.app import web_of  # noqa: PLC0415 - listing starts quicker without it

    async with web_of(loaded) as web:
        language = loaded.settings.language
        channel = build(settings, outlet=web, state=loaded.settings.state, language=language)
        await channel.send(message)


def _names(names: object) -> str:
    return ", ".join(map(str, names)) if isinstance(names, Iterable) else ""
