"""Checks of what was told: everything owed, nothing else, each once, signed and in shape."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.lab.evidence import Arrival, Evidence
from benchmarks.lab.oracle import Fate
from benchmarks.lab.receiver import PATH, REST
from benchmarks.lab.shape import misshapen
from benchmarks.lab.violation import EARLY, Violation

IN_FLIGHT = 5.0  # seconds before a kill in which an answer may not have been kept


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
