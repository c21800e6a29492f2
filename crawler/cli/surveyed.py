"""What `add` looks at on a new site, and how it is shown."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from crawler.cli import tables
from crawler.cli.progress import Bar
from crawler.fetch import open_web
from crawler.message.plain import plain as harmless
from crawler.model import Article, Precision, Source
from crawler.pipeline.proposal import Proposal, Rhythm, proposal
from crawler.pipeline.survey import Survey, survey
from crawler.readers.pool import Pool
from crawler.settings import Configuration, Settings, addresses, convert, writing

ABOUT = 25  # requests that a survey takes
SENTENCE = 200  # characters of a first sentence


def settings_of(loaded: Configuration | None) -> Settings:
    """The settings; where there is no configuration, its defaults."""
    return convert.settings((), None) if loaded is None else loaded.settings


async def look(
    url: str, loaded: Configuration | None, name: str | None, taken: Collection[str]
) -> tuple[Survey, Proposal]:
    """What is found at `url`, and what it suggests; asked for as the configuration allows.

    `taken` are names of sources that are in use.
    """
    port, settings = addresses.written_port(url), settings_of(loaded)
    written = frozenset() if loaded is None else loaded.addresses
    done = 0
    with Bar("looking") as bar:

        def tell(_: str) -> None:
            nonlocal done
            done += 1
            bar(done, max(ABOUT, done))

        source = Source(name=name or "new", url=url, timezone=settings.timezone)
        opened = open_web(
            user_agent=settings.user_agent,
            allow=settings.allow_addresses,
            only=settings.only_addresses,
            ca_file=settings.ca_file,
            configured=written | ({port} if port else set()),
        )
        async with opened as web, Pool(1) as reader:
            seen = await survey(web, reader, source, tell=tell)
    return seen, proposal(seen, taken, settings.timezone, polls=settings.polls, name=name)


def plain(seen: Survey, proposed: Proposal, timezone: str) -> dict[str, object]:
    """All of it for programs."""
    return {
        "url": seen.url,
        "inlets": [
            {"kind": door.inlet.kind.value, "url": door.inlet.url, "links": len(door.found)}
            for door in seen.doors
        ],
        "articles": [
            {
                "url": each.url,
                "title": each.title,
                "published": each.published.iso() if each.published else None,
                "authors": each.authors,
                "first": _sentence(each),
                "length": len(each.body),
                "state": each.state.value,
            }
            for each in seen.articles
        ],
        "rhythm": proposed.rhythm,
        "every_seconds": round(proposed.every.total_seconds()),
        "warnings": proposed.warnings,
        "source": proposed.section(timezone),
    }


def shown(seen: Survey, proposed: Proposal, timezone: str) -> str:
    """All of it for people, as lines."""
    zone, now = ZoneInfo(proposed.timezone), datetime.now(UTC)
    lines = [seen.url, ""]
    for door in seen.doors:
        newest = max((each.published for each in door.found if each.published), default=None)
        age = "" if newest is None else f", newest {tables.ago(newest, now)}"
        count = tables.counted(len(door.found), "link")
        lines.append(f"  {door.inlet.kind:8} {door.inlet.url}  {count}{age}")
    for number, article in enumerate(seen.articles, 1):
        lines += ["", *_article(number, article, zone)]
    if seen.doors:
        lines += [
            "",
            f"  {_rhythm(proposed.rhythm)}; asked every ~{_minutes(proposed.every)} min",
        ]
    if proposed.warnings:
        lines += ["", *(f"  warning: {warning}" for warning in proposed.warnings)]
    text = "\n".join(tables.safe(line) for line in lines)
    if not seen.doors:
        return text
    return f"{text}\n\n{writing.added('', [proposed.section(timezone)])}"


def _article(number: int, article: Article, zone: ZoneInfo) -> Iterator[str]:
    yield f"  {number}. {harmless(article.title, SENTENCE) or '(no headline)'}"
    moment = article.published
    if moment is None:
        at = "no date"
    elif moment.precision is Precision.DAY:
        at = moment.iso()
    else:
        at = moment.at.astimezone(zone).strftime("%d %b %Y %H:%M")
    by = ", ".join(harmless(author, 60) for author in article.authors) or "no author"
    yield f"     {at} · {by} · {len(article.body):,} characters, {article.state}"
    if first := _sentence(article):
        yield f"     {first}"


def _sentence(article: Article) -> str:
    """The beginning of the body, up to the end of its first sentence."""
    head, mark, _ = harmless(article.lead, 10 * SENTENCE).partition(". ")
    sentence = head + mark.strip()
    return sentence if len(sentence) <= SENTENCE else f"{sentence[: SENTENCE - 1]}…"


def _rhythm(rhythm: Rhythm | None) -> str:
    if rhythm is None:
        return "how often it publishes has to be learned: too few dates are stated"
    often = f"{rhythm.a_day:.0f}" if rhythm.a_day >= 2 else f"{rhythm.a_day:.1f}"
    said = f"about {often} articles a day"
    if rhythm.first is None or rhythm.last is None:
        return said
    if (rhythm.last + 1) % 24 == rhythm.first:
        return f"{said}, at all hours"
    return f"{said}, most between {rhythm.first:02}:00 and {(rhythm.last + 1) % 24:02}:00"


def _minutes(every: timedelta) -> int:
    """Minutes; those above ten by fives: it is a mean of what will vary."""
    minutes = every / timedelta(minutes=1)
    return round(minutes) if minutes < 10 else 5 * round(minutes / 5)
