"""What a run was like, in figures: for people, and as JSON."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from benchmarks.lab.evidence import Evidence
from benchmarks.lab.oracle import Fate
from benchmarks.lab.roles import BENT, HIDDEN, OPEN, Manner
from benchmarks.lab.telling import repeats, told
from benchmarks.lab.violation import Violation

SHOWN = 8  # violations of one kind that are printed; JSON has them all
BURST = 5.0  # seconds over which the best rate of articles is looked for
ARTICLES = (OPEN, HIDDEN)
NO_LIST = ("/robots.txt", BENT, *ARTICLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of one run; times in seconds, memory in MiB."""

    run: str
    seconds: float
    articles: int  # stored
    articles_a_second: float  # from the first article served to the last
    articles_a_second_at_best: float  # over the best five seconds
    alerts_owed: int
    alerts_taken: int  # different ones
    alerts_open: (
        int  # rule and article of which the contract does not say whether they are told
    )
    latency_median: float  # from publication on the site to arrival at the receiver
    latency_p99: float
    latency_p99_calm: float  # of the sites that neither drip nor ask for rest
    requests: int
    conditional: float  # share of the requests for lists that held validators
    not_modified: float  # share of the answers to them that were 304
    read_twice: int  # articles served whole more than once
    refused: int  # tries that the receiver did not take
    repeats: int  # messages that came again after they were taken
    together: int  # most requests at the receiver at once
    kills: int
    stopping: float
    memory_tree: float  # peak of the daemon with its children, shared pages counted for each
    memory_daemon: float
    violations: Sequence[str] = ()

    def json(self) -> dict[str, object]:
        return asdict(self)


def figures(name: str, evidence: Evidence, found: Sequence[Violation]) -> Figures:
    """The figures of the run `name`."""
    arrivals = evidence.arrivals
    lists = [one for one in evidence.asked if not one.path.startswith(NO_LIST)]
    served = [
        one for one in evidence.asked if one.path.startswith(ARTICLES) and one.status == 200
    ]
    whole = [one for one in served if one.whole]
    ends = sorted(one.end for one in whole)
    waits = latencies(evidence)
    calm = [wait for manner, wait in waits if manner not in {Manner.BUSY, Manner.SLOW}]
    fates = evidence.fates
    return Figures(
        run=name,
        seconds=max((life.end for life in evidence.lives), default=evidence.zero)
        - evidence.zero,
        articles=len(evidence.stored),
        articles_a_second=len(ends) / (ends[-1] - ends[0]) if len(set(ends)) > 1 else 0.0,
        articles_a_second_at_best=_best(ends) / BURST,
        alerts_owed=len(evidence.oracle.owed(fates)),
        alerts_taken=len({one.id for one in arrivals if one.taken}),
        alerts_open=sum(
            evidence.oracle.fate(rule, item, fates) is Fate.MAY
            for rule, item in evidence.oracle.matches
        ),
        latency_median=quantile([wait for _, wait in waits], 0.5),
        latency_p99=quantile([wait for _, wait in waits], 0.99),
        latency_p99_calm=quantile(calm, 0.99),
        requests=len(evidence.asked),
        conditional=_share(one.conditional for one in lists),
        not_modified=_share(one.status == 304 for one in lists),
        read_twice=len(whole) - len({(one.site, one.path) for one in whole}),
        refused=sum(not one.taken for one in arrivals),
        repeats=repeats(evidence)[0],
        together=max((one.inside for one in arrivals), default=0),
        kills=len(evidence.kills),
        stopping=evidence.stopping,
        memory_tree=evidence.peak.get("tree", 0) / 2**20,
        memory_daemon=evidence.peak.get("daemon", 0) / 2**20,
        violations=[str(one) for one in found],
    )


def latencies(evidence: Evidence) -> list[tuple[Manner, float]]:
    """Seconds from an article's publication to its first arrival, with its site's manner.

    Only of what appeared while it was watched: what was there before has no such time.
    """
    first: dict[str, tuple[Manner, float]] = {}
    for arrival in sorted(evidence.arrivals, key=lambda one: one.at):
        tells = told(evidence, arrival)
        if tells is None or tells.item is None or arrival.id in first:
            continue
        site, item = evidence.plan.placed[tells.item]
        if item.appears >= 0:
            wait = arrival.at - evidence.zero - item.appears
            first[arrival.id] = (site.role.manner, wait)
    return list(first.values())


def quantile(values: Sequence[float], share: float) -> float:
    """The value below or at which `share` of `values` lies; 0 of nothing.

    >>> quantile([4.0, 2.0, 3.0, 1.0], 0.5)
    2.0
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0


def _share(said: Iterable[bool]) -> float:
    answers = list(said)
    return sum(answers) / len(answers) if answers else 0.0


def _best(ends: Sequence[float]) -> int:
    """The most of `ends`, in order, that lie within one burst."""
    return max((sum(end <= other < end + BURST for other in ends) for end in ends), default=0)


ROWS: Mapping[str, str] = {
    "ran": "{seconds:.0f} s, {kills} kills, stopped in {stopping:.1f} s",
    "articles": "{articles} stored, {read_twice} read again",
    "articles/s": "{articles_a_second:.1f}, at best {articles_a_second_at_best:.1f} over 5 s",
    "alerts": "{alerts_taken} taken, {alerts_owed} owed, {alerts_open} open",
    "publication to arrival": "median {latency_median:.1f} s, p99 {latency_p99:.1f} s ({latency_p99_calm:.1f} s calm)",
    "receiver": "{refused} tries refused, {repeats} repeats after a 2xx, {together} at once",
    "requests": "{requests}; lists: {conditional:.0%} conditional, {not_modified:.0%} were 304",
    "peak memory": "{memory_tree:.0f} MiB with children, {memory_daemon:.0f} MiB the daemon",
}


def table(told_of: Figures) -> str:
    """One run for people to read."""
    values = asdict(told_of)
    lines = [f"{name:>24}  {text.format(**values)}" for name, text in ROWS.items()]
    verdict = f"{'violations':>24}  {len(told_of.violations) or 'none'}"
    bad = [f"{'':>24}  {line}" for line in some_of_each(told_of.violations)]
    return "\n".join([told_of.run, *lines, verdict, *bad])


def some_of_each(found: Sequence[str]) -> list[str]:
    """The first violations of each kind, and how many more there are of it."""
    kinds: dict[str, list[str]] = {}
    for one in found:
        kinds.setdefault(one.partition(":")[0], []).append(one)
    return [
        line
        for kind, each in kinds.items()
        for line in (
            *each[:SHOWN],
            *([f"{kind}: and {len(each) - SHOWN} more"] if len(each) > SHOWN else []),
        )
    ]
