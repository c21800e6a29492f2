"""What may not happen in a replay, each as a function from the evidence to the violations."""

from collections import Counter
from collections.abc import Callable, Iterator

from benchmarks.lab import asking, telling
from benchmarks.lab.evidence import Evidence
from benchmarks.lab.oracle import Fate
from benchmarks.lab.violation import Violation

STOP = 10.0  # seconds a daemon may take to end


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
    daemon_well,  # first: what else is wrong may follow from it
    telling.alerts_right,
    telling.ids_right,
    telling.repeats_excused,
    telling.tried_again,
    telling.envelopes_right,
    stored_right,
    asking.robots_kept,
    asking.delays_kept,
    asking.rest_kept,
    asking.requests_expected,
    asking.conditional_asked,
    asking.polled,
)


def violations(evidence: Evidence) -> list[Violation]:
    """Everything that should not have happened."""
    return [found for check in CHECKS for found in check(evidence)]
