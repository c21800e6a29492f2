"""What was promised, held against what arrived."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.outages.receiver import Arrival


@dataclass(slots=True)
class Report:
    """A run: its figures, and what did not hold."""

    name: str
    seed: int
    figures: dict[str, float] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)

    def check(self, holds: bool, otherwise: str) -> None:
        """Note what did not hold."""
        if not holds:
            self.violations.append(otherwise)

    def plain(self) -> Mapping[str, object]:
        """As JSON holds it."""
        shown = {name: round(value, 2) for name, value in self.figures.items()}
        return {
            "run": self.name,
            "seed": self.seed,
            **shown,
            "violations": self.violations[:20],
        }


def held_against(
    report: Report,
    expected: Mapping[str, str],
    came: Sequence[Arrival],
    states: Mapping[str, str],
    *,
    kills: int,
    repeats: int = 0,
) -> None:
    """Hold what came in against what was owed: the story of each delivery, by its id, in order.

    `repeats` more of what was taken twice are allowed than four for each of the `kills`.
    """
    taken = [each for each in came if each.taken]
    named = [name for each in taken for name in each.names]
    lost = expected.keys() - set(named)
    report.check(not lost, f"{len(lost)} lost, such as {sorted(lost)[:3]}")
    more = set(named) - expected.keys()
    report.check(not more, f"{len(more)} told that nobody owed, such as {sorted(more)[:3]}")
    bodies = defaultdict(set)
    for each in came:
        bodies[each.id].add(each.digest)
    two = [key for key, found in bodies.items() if len(found) > 1]
    report.check(not two, f"{len(two)} ids with two bodies, such as {two[:3]}")
    twice = sum(count - 1 for count in Counter(each.id for each in taken).values())
    allowed = 4 * kills + repeats
    report.check(twice <= allowed, f"{twice} taken twice, {allowed} allowed")
    inversions = out_of_order(expected, named)
    report.check(not inversions, f"{len(inversions)} out of order, such as {inversions[:3]}")
    unsettled = [key for key in expected if states.get(key) not in {"delivered", "in digest"}]
    report.check(not unsettled, f"{len(unsettled)} not delivered in the store: {unsettled[:3]}")
    report.figures |= {
        "owed": len(expected),
        "told": len(set(named)),
        "messages": len(taken),
        "arrivals": len(came),
        "twice": twice,
        "kills": kills,
    }


def out_of_order(expected: Mapping[str, str], named: Sequence[str]) -> list[str]:
    """Deliveries that were first taken before an earlier one of their story."""
    place = {key: number for number, key in enumerate(expected)}
    last: dict[str, int] = {}
    wrong = []
    for key in dict.fromkeys(named):
        if key in expected:
            if place[key] < last.get(expected[key], -1):
                wrong.append(key)
            last[expected[key]] = max(place[key], last.get(expected[key], -1))
    return wrong
