"""What may not happen in a replay, each as a function from the evidence to the violations."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from benchmarks.lab.evidence import Arrival, Evidence
from benchmarks.lab.oracle import Fate
from benchmarks.lab.plan import BENT, CHILDREN, DELAY, HIDDEN, OPEN, Kind, Manner, Site
from benchmarks.lab.receiver import PATH, REST

EARLY = 0.005  # seconds: what two clocks readings in two processes may differ by
IN_FLIGHT = 5.0  # seconds before a kill in which an answer may not have been kept
STOP = 10.0  # seconds a daemon may take to end
LARGEST = 20_480  # bytes of a webhook; Standard Webhooks: smaller than 20 kB
URGENCIES = frozenset({"urgent", "normal", "low"})
HOSTS_OWN = ("/robots.txt", "/")  # asked of any site without a listing naming them
CHANNELS = ("/kanal/", "/tentang", "/masuk")  # linked from index pages, no articles


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that should not have happened."""

    kind: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}"


@dataclass(frozen=True, slots=True)
class Told:
    """What an arrival says: which rule tells of which item."""

    rule: str
    item: int | None
    url: str


def told(evidence: Evidence, arrival: Arrival) -> Told | None:
    """What `arrival` tells; None where its body does not say."""
    try:
        data = json.loads(arrival.body)["data"]
        rule, url = data["rule"], data["article"]["url"]
    except (ValueError, KeyError, TypeError):
        return None
    return Told(str(rule), evidence.item(str(url)), str(url))


# What was told


def alerts_right(evidence: Evidence) -> Iterator[Violation]:
    """Every expected alert came, none that was not expected, of copies one."""
    oracle, fates = evidence.oracle, evidence.fates
    by_rule: dict[str, set[int]] = defaultdict(set)
    for arrival in evidence.arrivals:
        tells = told(evidence, arrival)
        if tells is None:
            continue
        if tells.item is None:
            yield Violation(
                "unexpected", f"{tells.rule} tells of {tells.url}, no article of ours"
            )
        elif (tells.rule, tells.item) not in oracle.matches:
            yield Violation("unexpected", f"no rule of ours: {tells.rule}")
        else:
            by_rule[tells.rule].add(tells.item)
    for rule, items in by_rule.items():
        for item in sorted(items):
            if oracle.fate(rule, item, fates) is Fate.NEVER:
                yield Violation("unexpected", f"{_named(evidence, rule, item)}")
        for group in oracle.groups:
            if len(items.intersection(group)) > 1:
                yield Violation(
                    "copies", f"{rule} tells {len(items.intersection(group))} copies of {group}"
                )
    for rule, group in oracle.owed(fates):
        if not by_rule[rule].intersection(group):
            yield Violation("lost", f"{_named(evidence, rule, group[0])}")


def _named(evidence: Evidence, rule: str, item: int) -> str:
    query = next(one.query for one in evidence.oracle.rules if one.name == rule)
    site, placed = evidence.plan.placed[item]
    return (
        f"{rule} ({query}) on {site.url(placed)} (page {evidence.plan.pages[placed.page].name})"
    )


def ids_right(evidence: Evidence) -> Iterator[Violation]:
    """One id has one body for ever, and one alert has one id."""
    bodies: dict[str, set[str]] = defaultdict(set)
    ids: dict[tuple[str, str], set[str]] = defaultdict(set)
    for arrival in evidence.arrivals:
        bodies[arrival.id].add(arrival.digest)
        if (tells := told(evidence, arrival)) is not None:
            ids[tells.rule, tells.url].add(arrival.id)
    for key, digests in bodies.items():
        if len(digests) > 1:
            yield Violation("bodies", f"{key} came with {len(digests)} bodies")
    for (rule, url), keys in ids.items():
        if len(keys) > 1:
            yield Violation("ids", f"{rule} on {url} came as {', '.join(sorted(keys))}")


def repeats(evidence: Evidence) -> tuple[int, list[Arrival]]:
    """How often a message came again after it was taken; and those that no kill excuses."""
    count, unexcused = 0, []
    taken: dict[str, Arrival] = {}
    for arrival in sorted(evidence.arrivals, key=lambda arrival: arrival.at):
        before = taken.get(arrival.id)
        if before is not None:
            count += 1
            in_flight = any(
                before.at <= kill + EARLY
                and kill - before.at <= IN_FLIGHT
                and arrival.at > kill
                for kill in evidence.kills
            )
            if not in_flight:
                unexcused.append(arrival)
        if arrival.taken:
            taken[arrival.id] = arrival
    return count, unexcused


def repeats_excused(evidence: Evidence) -> Iterator[Violation]:
    """What was taken does not come again, unless a kill fell between its answer and its mark."""
    for arrival in repeats(evidence)[1]:
        yield Violation("repeated", f"{arrival.id} came again after it was taken")


def tried_again(evidence: Evidence) -> Iterator[Violation]:
    """What the receiver did not take comes again, and not before the rest it asked for."""
    by_id: dict[str, list[Arrival]] = defaultdict(list)
    for arrival in sorted(evidence.arrivals, key=lambda arrival: arrival.at):
        by_id[arrival.id].append(arrival)
    for key, tries in by_id.items():
        if not any(one.taken for one in tries):
            yield Violation(
                "untaken", f"{key} was refused ({tries[0].status}), never again sent"
            )
        for before, after in pairwise(tries):
            if before.status == 429 and after.at - before.at < REST - EARLY:
                yield Violation(
                    "rest",
                    f"{key} was sent {after.at - before.at:.1f}s after a 429 for {REST}s",
                )


def envelopes_right(evidence: Evidence) -> Iterator[Violation]:
    """Signatures, headers and the documented shape of every message."""
    for arrival in evidence.arrivals:
        if arrival.complaint:
            yield Violation("envelope", f"{arrival.id}: {arrival.complaint}")
        if (arrival.method, arrival.target) != ("POST", PATH):
            yield Violation("envelope", f"{arrival.id}: {arrival.method} {arrival.target}")
    for key, body in {arrival.id: arrival.body for arrival in evidence.arrivals}.items():
        for problem in misshapen(body, {site.name for site in evidence.plan.sites}):
            yield Violation("shape", f"{key}: {problem}")


SHAPE: Mapping[str, type | tuple[type, ...]] = {
    "id": str,
    "rule": str,
    "urgency": str,
    "story": dict,
    "article": dict,
    "matches": list,
    "story.id": str,
    "story.first": bool,
    "story.outlets": int,
    "article.id": str,
    "article.url": str,
    "article.title": str,
    "article.authors": list,
    "article.published": (str, type(None)),
    "article.first_seen": str,
    "article.source": str,
    "article.language": (str, type(None)),
    "article.lead": str,
}
MATCH: Mapping[str, type] = {
    "term": str,
    "field": str,
    "snippet": str,
    "start": int,
    "end": int,
}


def misshapen(body: str, sources: Iterable[str]) -> list[str]:
    """What is wrong with the body of a message, by the documented shape."""
    if len(body.encode()) > LARGEST:
        return [f"{len(body.encode())} bytes"]
    try:
        message = json.loads(body)
    except ValueError:
        return ["not JSON"]
    if not isinstance(message, dict) or not isinstance(message.get("data"), dict):
        return ["no object with an object `data`"]
    data: dict[str, Any] = message["data"]
    problems = (
        [] if message.get("type") == "article.matched" else [f"type {message.get('type')}"]
    )
    if not isinstance(message.get("timestamp"), str):
        problems.append("no timestamp")
    problems += [
        f"{path} is {_at(data, path)!r}"
        for path, kind in SHAPE.items()
        if not isinstance(_at(data, path), kind)
    ]
    if problems:
        return problems
    if data["urgency"] not in URGENCIES:
        problems.append(f"urgency {data['urgency']}")
    if data["article"]["source"] not in set(sources):
        problems.append(f"source {data['article']['source']}")
    if not data["matches"]:
        problems.append("no matches")
    return problems + [problem for match in data["matches"] for problem in _match(match)]


def _at(data: dict[str, Any], path: str) -> object:
    found: Any = data
    for key in path.split("."):
        found = found.get(key, ...) if isinstance(found, dict) else ...
    return found


def _match(match: object) -> list[str]:
    if not isinstance(match, dict):
        return [f"a match is {match!r}"]
    wrong = [name for name, kind in MATCH.items() if not isinstance(match.get(name), kind)]
    if wrong:
        return [f"a match's {name} is {match.get(name)!r}" for name in wrong]
    if not 0 <= match["start"] < match["end"] <= len(match["snippet"]):
        return [f"a match from {match['start']} to {match['end']} of {len(match['snippet'])}"]
    return []


# What was stored


def stored_right(evidence: Evidence) -> Iterator[Violation]:
    """Every allowed article is stored once, and nothing else is."""
    counts: Counter[int] = Counter()
    for url in evidence.stored:
        number = evidence.item(url)
        if number is None:
            yield Violation("stored", f"no article of ours: {url}")
        else:
            counts[number] += 1
    for number, expected in evidence.fates.items():
        site, item = evidence.plan.placed[number]
        page = evidence.oracle.extracted[number]
        where = f"{site.url(item)} ({evidence.plan.pages[item.page].name}, {page.state})"
        if counts[number] > 1:
            yield Violation("stored", f"{counts[number]} times: {where}")
        if not counts[number] and expected.stored is Fate.MUST:
            yield Violation("missing", f"not stored: {where}")
        if counts[number] and expected.stored is Fate.NEVER:
            yield Violation("stored", f"not to be stored: {where}")


# How the sites were asked


def robots_kept(evidence: Evidence) -> Iterator[Violation]:
    """Nothing is asked that robots.txt forbids, nor anything before it was read."""
    for site in evidence.plan.sites:
        asked = evidence.by_site[site.number]
        for one in asked:
            if site.robots.forbids(one.path):
                yield Violation("robots", f"{site.name} was asked for {one.target}")
        if asked and asked[0].path != "/robots.txt":
            yield Violation("robots", f"{site.name} was first asked for {asked[0].target}")


def delays_kept(evidence: Evidence) -> Iterator[Violation]:
    """A host answers one request at a time, with the delay between two."""
    least = DELAY.total_seconds() - EARLY
    for number, asked in evidence.by_site.items():
        for before, after in pairwise(asked):
            gap = after.start - before.end
            if gap < least and (before.whole or gap < -EARLY):
                yield Violation(
                    "delay",
                    f"situs-{number:02}: {after.target} {gap * 1000:.0f} ms after {before.target}",
                )


def rest_kept(evidence: Evidence) -> Iterator[Violation]:
    """A host that answers 429 with Retry-After is left alone for as long."""
    for number, asked in evidence.by_site.items():
        for before, after in pairwise(asked):
            if before.status == 429 and before.retry_after is not None:
                gap = after.start - before.end
                if gap < float(before.retry_after) - EARLY:
                    yield Violation(
                        "rest",
                        f"situs-{number:02}: {after.target} {gap:.1f}s after a 429 on "
                        f"{before.target} for {before.retry_after}s",
                    )


def requests_expected(evidence: Evidence) -> Iterator[Violation]:
    """Every request has the site's host, the daemon's name, and an address that somebody named."""
    for site in evidence.plan.sites:
        for one in evidence.by_site[site.number]:
            if one.host != f"{site.address}:{site.port}":
                yield Violation("request", f"{site.name} was asked as {one.host!r}")
            if not one.agent.startswith("kliping/"):
                yield Violation("request", f"{site.name} was asked by {one.agent!r}")
            if not _known(site, one.path):
                yield Violation("request", f"{site.name} was asked for {one.target}")


def _known(site: Site, path: str) -> bool:
    return (
        path in {*HOSTS_OWN, *(where for _, where in site.inlets)}
        or (Kind.INDEX in site.role.kinds and path in CHILDREN)
        or (Kind.LISTING in site.role.kinds and path.startswith(CHANNELS))
        or path in {place for item in site.items for place in (item.path, item.listed)}
        or (not site.role.named and not path.startswith((OPEN, HIDDEN, BENT)))
    )


def conditional_asked(evidence: Evidence) -> Iterator[Violation]:
    """A list that was read once is asked for with its validators from then on.

    Only where no kill could have lost them.
    """
    if evidence.kills:
        return
    for site in evidence.plan.sites:
        if site.role.manner is Manner.DEAD or not site.role.named:
            continue
        for _, path in site.inlets:
            lists = [one for one in evidence.by_site[site.number] if one.path == path]
            first = next((n for n, one in enumerate(lists) if one.tagged), len(lists))
            bare = [one for one in lists[first + 1 :] if not one.conditional]
            if bare:
                yield Violation(
                    "conditional",
                    f"{site.name} was asked {len(bare)} of {len(lists) - 1} times for {path} "
                    f"without validators",
                )


def polled(evidence: Evidence) -> Iterator[Violation]:
    """Every site that may be read was read whole at least once."""
    for site in evidence.plan.sites:
        if site.readable and site.number not in evidence.watched:
            yield Violation("polled", f"{site.name} was never read whole")


# How the daemon fared


def daemon_well(evidence: Evidence) -> Iterator[Violation]:
    """The daemon ends when it is told to and not before, leaves nobody behind, stays at home."""
    for life in evidence.lives:
        if not life.killed and life.code != 0:
            yield Violation("daemon", f"ended with {life.code}; its last words: {life.last}")
    if evidence.stopping > STOP:
        yield Violation("daemon", f"took {evidence.stopping:.1f}s to stop")
    if evidence.orphans:
        yield Violation("daemon", f"left {evidence.orphans} processes behind")
    if evidence.foreign:
        yield Violation("daemon", f"had sockets to {', '.join(sorted(evidence.foreign))}")
    if evidence.integrity != "ok":
        yield Violation("database", evidence.integrity)


CHECKS: tuple[Callable[[Evidence], Iterator[Violation]], ...] = (
    alerts_right,
    ids_right,
    repeats_excused,
    tried_again,
    envelopes_right,
    stored_right,
    robots_kept,
    delays_kept,
    rest_kept,
    requests_expected,
    conditional_asked,
    polled,
    daemon_well,
)


def violations(evidence: Evidence) -> list[Violation]:
    """Everything that should not have happened."""
    return [found for check in CHECKS for found in check(evidence)]
