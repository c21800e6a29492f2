"""`rules` and what stands below it: `tidy`, `test`, `explain`."""

import asyncio
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from crawler import backtest
from crawler.cli import explained, tables, trials
from crawler.cli.articles import dossier_of
from crawler.cli.options import CONFIG, Config, Json, State, configuration, has_database
from crawler.cli.progress import Bar
from crawler.cli.values import duration
from crawler.errors import ConfigError, KlipingError, StoreUnusable
from crawler.model import Source
from crawler.rules import Rule, parse, parser, terms, tidy
from crawler.rules.explain import explain
from crawler.rules.tidy import asks_still
from crawler.settings import Configuration
from crawler.store import open_shelf
from crawler.store.sights import Dossier, Ruled

MONTH = timedelta(days=30)
NEAR = 0.7  # of 1: names so much alike may have been meant
TYPED = "(typed)"  # the name of a rule that is a query on the command line

LANGUAGE = f"""A query: banjir Jakarta (both), banjir OR rob, NOT promo, ( ), "bank sentral", banjir NEAR/5 Jakarta,
ONEAR/5 (in this order), serang* *nesia organi?asi, serang~ (its Indonesian forms), Kazakhstan~1 (one letter away),
=KPK (this spelling), korupsi{{3,}}, /regu?lar/, title: lead: body: caption: comment: any: author: source: site: url:
section: tag: lang:. At most {parser.MOST_CHARACTERS:,} characters, {parser.MOST_LEAVES:,} words and phrases,
{parser.MOST_NESTING} brackets inside each other, {terms.MOST_WORDS} words in a phrase, NEAR/{parser.MOST_BETWEEN}."""

app = typer.Typer(
    epilog=f"{LANGUAGE}\n\nEach of these explains itself: kliping rules test --help"
)


@app.callback(invoke_without_command=True)
def rules(
    context: typer.Context,
    config: Config = CONFIG,
    state: State = None,
    as_lines: Json = False,
) -> None:
    """List the rules; try, explain and tidy them.

    Without a command: what each asks, whom it tells, how often it matched, when it last told.

    Example: kliping rules --json
    """
    if context.invoked_subcommand is not None:
        return
    loaded = configuration(config, quiet=True)
    now = datetime.now(UTC)
    known = asyncio.run(_known(state or loaded.settings.state, now - MONTH))
    listed = [(rule, _state(rule, known)) for rule in loaded.rules]
    listed += [(rule, "rests") for rule in loaded.idle]
    if as_lines:
        tables.lines(_record(rule, said, known.get(rule.name)) for rule, said in listed)
        return
    head = ("rule", "query", "channels", "state", "hits in 30d", "last alert")
    tables.show(
        head, (_row(rule, said, known.get(rule.name), now) for rule, said in listed), wide=1
    )


@app.command("tidy")
def tidied(
    query: Annotated[
        str,
        typer.Argument(metavar="[NAME|QUERY]", help="A rule, or a query; without, every rule."),
    ] = "",
    config: Config = CONFIG,
    as_lines: Json = False,
) -> None:
    """Print queries in their canonical spelling: what they ask stays the same.

    Example: kliping rules tidy '(banjir AND  “Kota Tua”) OR -rob'
    """
    loaded = _loaded(config, needed=not query)
    named = None if loaded is None else _named(loaded, query)
    if query and named is None:
        _warn_of_name(loaded, query)
        spelled = tidy(parse(query))
        tables.lines([{"query": query, "tidy": spelled}]) if as_lines else typer.echo(spelled)
        return
    every = () if loaded is None else (*loaded.rules, *loaded.idle)
    for rule in every if named is None else (named,):
        spelled = tidy(rule.query)
        if as_lines:
            tables.lines([{"rule": rule.name, "query": rule.text, "tidy": spelled}])
        else:
            typer.echo(tables.safe(f"{rule.name}: {spelled}"))


@app.command("test")
def tried(
    rule: Annotated[str, typer.Argument(metavar="NAME|QUERY", help="A rule, or a query.")],
    edited: Annotated[
        str, typer.Argument(metavar="[EDITED]", help="A query to compare the rule with.")
    ] = "",
    since: Annotated[str, typer.Option(metavar="TIME", help="How far back to go.")] = "30d",
    samples: Annotated[int, typer.Option(min=0, help="So many matches are shown.")] = 5,
    config: Config = CONFIG,
    state: State = None,
    as_lines: Json = False,
) -> None:
    """Try a rule, or a query, on the stored articles: matches and alerts a day, with samples.

    With the NAME of a rule and an EDITED query it says what the edit would gain and lose.

    Example: kliping rules test banjir 'banjir~ AND NOT promo' --since 7d
    """
    loaded = configuration(config, quiet=True)
    now = datetime.now(UTC)
    standing = _named(loaded, rule)
    if edited and standing is None:
        raise KlipingError(f"there is no rule {rule!r} to compare an edited query with")
    if standing is None:
        _warn_of_name(loaded, rule)
    trying = _typed(edited or rule, standing) if edited or standing is None else standing
    sources = {source.name: source for source in loaded.sources}
    start = now - duration(since)

    async def run() -> tuple[backtest.Trial, backtest.Trial | None]:
        async with open_shelf(state or loaded.settings.state) as shelf:
            with Bar("articles") as bar:
                found = await backtest.trial(
                    shelf, trying, sources, since=start, now=now, on=bar
                )
            if not edited or standing is None:
                shown = trials.picked(found.hits, samples)
                return await backtest.worded(shelf, found, sources, shown), None
            with Bar("articles, the rule as it stands") as bar:
                before = await backtest.trial(
                    shelf, standing, sources, since=start, now=now, on=bar
                )
            gained, lost = (
                trials.picked(each, samples) for each in backtest.compared(before, found)
            )
            shown = gained + (
                trials.picked(found.hits, samples) if not (gained or lost) else []
            )
            return (
                await backtest.worded(shelf, found, sources, shown),
                await backtest.worded(shelf, before, sources, lost),
            )

    found, before = asyncio.run(run())
    zone = ZoneInfo(loaded.settings.timezone)
    if as_lines:
        tables.lines([trials.record(found, before, zone, samples)])
        return
    for line in trials.shown(found, before, zone, samples):
        typer.echo(line)


@app.command("explain")
def explaining(
    rule: Annotated[str, typer.Argument(metavar="NAME|QUERY", help="A rule, or a query.")],
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="An id, its beginning, or an address.")
    ],
    config: Config = CONFIG,
    state: State = None,
    as_lines: Json = False,
) -> None:
    """Show why a stored article answers a rule or a query or does not, and what came of it.

    Example: kliping rules explain banjir 77aa12
    """
    loaded = configuration(config, quiet=True)
    standing = _named(loaded, rule)
    if standing is None:
        _warn_of_name(loaded, rule)
    asking = standing or _typed(rule, None)

    async def look() -> tuple[Dossier, Ruled | None]:
        async with open_shelf(state or loaded.settings.state) as shelf:
            dossier = await dossier_of(shelf, article)
            known = await shelf.rules(datetime.now(UTC) - MONTH)
            return dossier, known.get(asking.name)

    dossier, known = asyncio.run(look())
    stored = dossier.stored
    found = explain(asking.query, stored.article, stored.source)
    resting = asking in loaded.idle
    sources = {source.name: source for source in loaded.sources}
    source = sources.get(stored.source) or Source(name=stored.source, url="")
    said: list[str] = []
    if standing is not None:
        said = list(
            explained.outcome(
                standing,
                found.holds,
                dossier,
                source=source,
                known=known,
                resting=resting,
                zone=ZoneInfo(loaded.settings.timezone),
            )
        )
    if as_lines:
        tables.lines(
            [
                {
                    "rule": asking.name if standing else None,
                    "query": asking.text,
                    "article": stored.id,
                    "answers": found.holds,
                    "explanation": explained.record(found),
                    "outcome": said,
                }
            ]
        )
        return
    title = tables.safe(stored.article.title or "-")
    typer.echo(f"{stored.id} {stored.source}  {title}\n{tables.safe(asking.text)}\n")
    for line in (*explained.tree(found), "", *said):
        typer.echo(line)
    if standing is None:
        typer.echo("It answers." if found.holds else "It does not answer.")


def _named(loaded: Configuration, name: str) -> Rule | None:
    """The rule of this name, also one that rests."""
    return next((rule for rule in (*loaded.rules, *loaded.idle) if rule.name == name), None)


def _loaded(folder: Path, *, needed: bool) -> Configuration | None:
    """The configuration; None where there is none that can be read, and none is needed."""
    try:
        return configuration(folder, quiet=True)
    except ConfigError:
        if needed:
            raise
        return None


def _warn_of_name(loaded: Configuration | None, query: str) -> None:
    """Say that `query` is no rule's name, where it looks like one."""
    names = [] if loaded is None else [rule.name for rule in (*loaded.rules, *loaded.idle)]
    near = get_close_matches(query, names, n=3, cutoff=NEAR)
    if near:
        said = f"no rule is called {query!r}; tried as a query (near: {', '.join(near)})"
        typer.echo(f"kliping: {tables.safe(said)}", err=True)


def _typed(query: str, standing: Rule | None) -> Rule:
    """A query as a rule: otherwise as `standing` is, where there is one to compare it with."""
    if standing is None:
        return Rule(name=TYPED, text=query, query=parse(query), channels=())
    return Rule(
        name=standing.name,
        text=query,
        query=parse(query),
        channels=standing.channels,
        sources=standing.sources,
        tags=standing.tags,
        languages=standing.languages,
        urgency=standing.urgency,
        tell=standing.tell,
        max_age=standing.max_age,
    )


async def _known(folder: Path, since: datetime) -> dict[str, Ruled]:
    """What the store knows of rules; nothing where there is none yet."""
    try:
        async with open_shelf(folder) as shelf:
            return await shelf.rules(since)
    except StoreUnusable as error:
        if has_database(folder):  # damaged, foreign or newer: not to be passed over
            raise
        typer.echo(f"kliping: {error}", err=True)
        return {}


def _state(rule: Rule, known: dict[str, Ruled]) -> str:
    """How a rule stands with the daemon that last ran."""
    before = known.get(rule.name)
    if before is None or before.asks is None:
        return "new"
    return "on" if asks_still(rule, before.asks) else "edited"


def _row(rule: Rule, said: str, known: Ruled | None, now: datetime) -> tuple[object, ...]:
    channels = ", ".join(rule.channels) or "-"
    hits, told = (0, None) if known is None else (known.hits, known.told)
    return rule.name, rule.text, channels, said, hits, tables.ago(told, now)


def _record(rule: Rule, said: str, known: Ruled | None) -> dict[str, object]:
    return {
        "name": rule.name,
        "query": rule.text,
        "channels": rule.channels,
        "state": said,
        "since": None if known is None else known.since,
        "hits_30d": 0 if known is None else known.hits,
        "last_alert": None if known is None else known.told,
    }
