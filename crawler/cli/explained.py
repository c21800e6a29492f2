"""Why an article did or did not fire: the query as a tree, and what came of it, for people."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, tzinfo

from crawler import judge
from crawler.cli.tables import safe
from crawler.cli.trials import places
from crawler.model import Source
from crawler.rules import Rule
from crawler.rules.explain import Explanation
from crawler.rules.rule import concerns
from crawler.store.sights import Dossier, Ruled, Sending, Told

MARKS = {True: "✓", False: "✗"}


def tree(found: Explanation, depth: int = 0) -> Iterator[str]:
    """Each clause on a line, what it is made of below it."""
    indent = "  " * depth
    mark = MARKS[found.holds]
    denied = found.clause == "NOT" and not found.parts[0].parts
    if found.parts and not denied:
        yield f"{indent}{mark} {found.clause}"
        for part in found.parts:
            yield from tree(part, depth + 1)
        return
    leaf = found.parts[0] if denied else found
    said = leaf.missing.replace(f"not there: {leaf.clause}", "not there")
    said = said or ("it is there" if denied else "")
    clause = f"NOT {leaf.clause}" if denied else leaf.clause
    yield f"{indent}{mark} {safe(clause)}{f'  {safe(said)}' if said else ''}"
    near = [] if denied or leaf.near is None else [leaf.near]
    yield from places(leaf.matches or near, indent + "    ")


def outcome(
    rule: Rule,
    answers: bool,
    dossier: Dossier,
    *,
    source: Source,
    known: Ruled | None,
    resting: bool,
    zone: tzinfo,
) -> Iterator[str]:
    """What came of it: told where and when, or why not."""
    told = [alert for alert in dossier.alerts if alert.rule == rule.name]
    for alert in told:
        yield from _told(alert, zone)
    skipped = dict(dossier.skips).get(rule.name)
    if skipped is not None:
        yield f"Not told: {skipped}{_why(rule, skipped, dossier, known, zone)}."
    if told or skipped:
        if not answers:
            yield "The rule asked something else when the article was filed."
        return
    if not answers:
        yield "Not told: the article does not answer."
    elif not concerns(rule, dossier.stored.article, source):
        yield "Not told: the rule's `only` leaves out this source or language."
    elif resting:
        yield "Not told: the rule rests (enabled: false)."
    elif known is None or known.since is None:
        yield "Not told: no daemon has run with this rule yet."
    else:
        since = _when(known.since, zone)
        if dossier.stored.first_seen < known.since:
            yield f"Not told: the article was filed before the rule asked this, which is since {since}."
        else:
            yield f"Not told: the rule was not in force when the article was filed; it asks this since {since}."


def _told(alert: Told, zone: tzinfo) -> Iterator[str]:
    what = "the story was told again, as more newsrooms carry it" if _again(alert) else "told"
    yield f"{what.capitalize()} {_when(alert.created, zone)} ({alert.id}):"
    if not alert.deliveries:
        yield "  to nobody: the rule had no channel"
    for sending in alert.deliveries:
        yield f"  {safe(sending.channel)}: {_sending(sending, zone)}"


def _again(alert: Told) -> bool:
    return alert.type == "story.updated"


def _sending(sending: Sending, zone: tzinfo) -> str:
    times = f"{sending.attempts} {'try' if sending.attempts == 1 else 'tries'}"
    tries = f", after {times}" if sending.attempts else ""
    problem = f": {safe(sending.problem)}" if sending.problem else ""
    if sending.digest is not None:
        return f"in digest {sending.digest} ({sending.digest_state or 'dropped'})"
    if sending.delivered_at is not None:
        return f"delivered {_when(sending.delivered_at, zone)}"
    if sending.due is None:
        return f"{sending.state}{tries}{problem}"
    return f"{sending.state}, next {_when(sending.due, zone)}{tries}{problem}"


def _why(rule: Rule, reason: str, dossier: Dossier, known: Ruled | None, zone: tzinfo) -> str:
    """More of a reason than was kept."""
    stored = dossier.stored
    if reason == judge.OLD and stored.article.published is not None:
        age = stored.stored_at - stored.article.published.at
        return f" ({_days(rule.max_age)}): it was published {_days(age)} before it was read"
    if reason == judge.NEWER and known is not None and known.since is not None:
        seen = _when(stored.first_seen, zone)
        return f", which is since {_when(known.since, zone)}; it was first seen {seen}"
    if reason == judge.TOLD:
        for alert in (*dossier.story, *dossier.alerts):
            if alert.rule == rule.name:
                title = safe(alert.title or alert.article or "-")
                return f", {_when(alert.created, zone)}, by {alert.source or '-'}: {title}"
    return ""


def _days(time: timedelta) -> str:
    return f"{time / timedelta(days=1):.3g} d"


def _when(time: datetime, zone: tzinfo) -> str:
    return time.astimezone(zone).strftime("%d %b %Y %H:%M:%S %Z")


def record(found: Explanation) -> Mapping[str, object]:
    """An explanation as JSON holds it: only what there is to say of a clause."""
    kept: dict[str, object] = {"clause": found.clause, "holds": found.holds}
    if found.parts:
        kept["parts"] = [record(part) for part in found.parts]
    if found.matches:
        kept["matches"] = found.matches
    if found.missing:
        kept["missing"] = found.missing
    if found.near is not None:
        kept["nearest"] = found.near
    return kept
