"""What trying a rule on the store has shown: a chart of days, samples, gains and losses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta, tzinfo
from typing import Any

import typer

from crawler.backtest import Hit, Trial, compared
from crawler.cli import tables
from crawler.model import Match

WIDE = 40  # characters of the longest bar
WEEK = timedelta(days=7)
MANY = 45  # days beyond which the chart has a bar a week
SELDOM = 0.5  # a day: below it the days between are said
EIGHTHS = " ▏▎▍▌▋▊▉"


def shown(trial: Trial, before: Trial | None, zone: tzinfo, samples: int) -> Iterator[str]:
    """A trial as lines; `before` is that of the rule as it stands, where it is to be compared."""
    yield tables.safe(trial.rule.text)
    start = trial.since.astimezone(zone).strftime("%d %b %Y")
    yield (
        f"{tables.counted(trial.articles, 'article')} stored since {start}; "
        f"{trial.judged} of them read"
    )
    yield ""
    yield from _chart(trial.daily(zone))
    yield ""
    yield _summary(trial)
    if before is None:
        yield from _samples("", trial.hits, zone, samples)
        return
    gained, lost = compared(before, trial)
    yield (
        f"Against the rule as it stands ({_matches(before)}, "
        f"{tables.counted(before.alerts, 'alert')}): gains {len(gained)}, loses {len(lost)}."
    )
    yield from _samples("+ ", gained, zone, samples)
    yield from _samples("- ", lost, zone, samples)
    if not gained and not lost:
        yield from _samples("", trial.hits, zone, samples)


def picked(hits: Sequence[Hit], most: int) -> list[Hit]:
    """The hits that are shown: what would have been told first, the newest first of each kind."""
    return sorted(hits, key=lambda hit: not hit.is_told)[:most]


def record(trial: Trial, before: Trial | None, zone: tzinfo, samples: int) -> dict[str, Any]:
    """A trial as JSON holds it."""
    found: dict[str, Any] = {
        "rule": trial.rule.name,
        "query": trial.rule.text,
        "since": trial.since,
        "until": trial.until,
        "articles": trial.articles,
        "matches": len(trial.hits),
        "alerts": trial.alerts,
        "alerts_a_day": round(trial.alerts / trial.days, 2),
        "silent": trial.silent,
        "days": [
            {"day": day.isoformat(), "matches": hits, "alerts": alerts}
            for day, (hits, alerts) in trial.daily(zone).items()
        ],
        "samples": [_sample(hit) for hit in picked(trial.hits, samples)],
    }
    if before is not None:
        gained, lost = compared(before, trial)
        found["gains"] = [_sample(hit) for hit in gained]
        found["loses"] = [_sample(hit) for hit in lost]
    return found


def _summary(trial: Trial) -> str:
    said = f"{_matches(trial)}{_pace(len(trial.hits), trial.days)}"
    said += f"; {tables.counted(trial.alerts, 'alert')}{_pace(trial.alerts, trial.days)}"
    quiet = [f"{number} {reason}" for reason, number in sorted(trial.silent.items())]
    return f"{said} (not told: {', '.join(quiet)})." if quiet else f"{said}."


def _matches(trial: Trial) -> str:
    hits = len(trial.hits)
    return f"{hits} {'matches' if hits != 1 else 'match'}"


def _pace(number: int, days: float) -> str:
    """How many a day; in how many days one, where that says more."""
    if not number:
        return ""
    if number / days < SELDOM:
        return f", one in {days / number:.0f} days"
    return f", {number / days:.1f} a day"


def _chart(days: Mapping[date, tuple[int, int]]) -> Iterator[str]:
    """A bar for each day, or each week where there are many days."""
    bars: dict[date, tuple[int, int]] = {}
    first = next(iter(days))
    for day, (hits, alerts) in days.items():
        start = day if len(days) <= MANY else first + (day - first) // WEEK * WEEK
        before = bars.get(start, (0, 0))
        bars[start] = before[0] + hits, before[1] + alerts
    most = max(hits for hits, _ in bars.values())
    for day, (hits, alerts) in bars.items():
        line = f"{day:%d %b}  {bar(hits, most)} {hits or '·'}"
        yield line + (f", {alerts or 'none'} told" if alerts != hits else "")


def bar(number: int, most: int) -> str:
    """A bar as long as `number` is, beside one for `most`.

    >>> bar(3, 16), bar(0, 16)
    ('███████▌', '')
    """
    eighths = round(WIDE * 8 * number / most) if most else 0
    if number and not eighths:
        eighths = 1
    return ("█" * (eighths // 8) + EIGHTHS[eighths % 8]).rstrip()


def _samples(sign: str, hits: Sequence[Hit], zone: tzinfo, most: int) -> Iterator[str]:
    for hit in picked(hits, most):
        stored = hit.stored
        seen = stored.first_seen.astimezone(zone).strftime("%d %b %H:%M")
        title = stored.article.title or "-"
        fate = "" if hit.is_told else f"  (not told: {hit.fate})"
        yield ""
        yield tables.safe(f"{sign}{seen} {stored.source} {stored.id}  {title}{fate}")
        yield from places(hit.matches, "  " + " " * len(sign))
    if 0 < most < len(hits):
        yield f"{sign}… and {len(hits) - most} more"


def places(matches: Iterable[Match], indent: str, most: int = 3) -> Iterator[str]:
    """The places that matched, in their surroundings, the matched words in brackets or bold."""
    once = dict.fromkeys((m.field, m.snippet, m.start, m.end) for m in matches)
    for field, snippet, start, end in list(once)[:most]:
        words = typer.style(f"[{tables.safe(snippet[start:end])}]", bold=True)
        left, right = tables.safe(snippet[:start]), tables.safe(snippet[end:])
        yield f"{indent}{field}: {left}{words}{right}"


def _sample(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.stored.id,
        "source": hit.stored.source,
        "first_seen": hit.stored.first_seen,
        "title": hit.stored.article.title,
        "url": hit.stored.article.url,
        "told": hit.is_told,
        "fate": hit.fate,
        "matches": hit.matches,
    }
