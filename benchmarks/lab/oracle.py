"""What must come of a replay: which articles are stored, and who is told of what.

Three answers are possible, for not everything is decided by the contract: what a site listed
while it was being looked at for the first time, or a title on which page and feed disagree.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum

from benchmarks.lab.plan import Item, Plan, Site
from benchmarks.lab.rules import MAX_AGE, Rule
from benchmarks.lab.words import Parts, Text

TELLING = 40  # words; whether shorter texts that are alike count as copies is not said
READ = frozenset({"full", "partial"})  # states of a page that are stored, matched and told


class Fate(IntEnum):
    """What the contract says of a thing."""

    NEVER = 0
    MAY = 1
    MUST = 2


@dataclass(frozen=True, slots=True)
class Extracted:
    """What `kliping extract` made of one page."""

    state: str
    title: str
    body: str
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """One item's fate, and that of each rule on it, all by names."""

    stored: Fate
    told: Fate


@dataclass
class Oracle:
    """Knows, from the plan and from what the pages hold, what each rule must tell."""

    plan: Plan
    extracted: Mapping[int, Extracted]  # by item
    rules: Sequence[Rule]

    def __post_init__(self) -> None:
        bodies = {text: Text(text) for text in {page.body for page in self.extracted.values()}}
        alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self.matches: dict[tuple[str, int], Fate] = {}
        self.groups: list[tuple[int, ...]] = []
        answers: dict[tuple[str, str, str], dict[str, Fate]] = {}
        for number, page in self.extracted.items():
            body = bodies[page.body]
            named = self.plan.placed[number][1].title
            told = answers.setdefault((page.body, page.title, named), {})
            if not told:
                told.update(self._answers(body, (page.title, named)))
            self.matches.update({(rule, number): fate for rule, fate in told.items()})
            pieces = tuple(body.pieces)
            alike[pieces if len(pieces) >= TELLING else (*pieces, str(number))].append(number)
        self.groups = [tuple(group) for group in alike.values()]

    def _answers(self, body: Text, titles: tuple[str, ...]) -> dict[str, Fate]:
        """Each rule's answer; MAY where it hangs on which title the article is given."""
        found: dict[str, Fate] = {}
        variants: list[Parts] = [(Text(title), body) for title in dict.fromkeys((*titles, ""))]
        for rule in self.rules:
            said = {rule.query.holds(parts) for parts in variants}
            found[rule.name] = (
                Fate.MAY if len(said) > 1 else Fate.MUST if True in said else Fate.NEVER
            )
        return found

    def fates(self, watched: Mapping[int, float]) -> dict[int, Expected]:
        """What must come of each item.

        `watched` has, by a site's number, the seconds after the opening from which on what it
        publishes is news; a site that is missing was not yet seen whole.
        """
        return {
            number: self._fate(site, item, watched.get(site.number, float("inf")))
            for number, (site, item) in self.plan.placed.items()
        }

    def _fate(self, site: Site, item: Item, watched: float) -> Expected:
        if not site.allows(item) or self.extracted[item.id].state not in READ:
            return Expected(Fate.NEVER, Fate.NEVER)
        if self._too_old(self.extracted[item.id].published):
            return Expected(Fate.MAY if site.role.remember else Fate.MUST, Fate.NEVER)
        if site.role.remember and item.appears < 0:
            return Expected(Fate.MAY, Fate.NEVER)
        if site.role.remember and item.appears < watched:
            return Expected(Fate.MAY, Fate.MAY)
        return Expected(Fate.MUST, Fate.MUST)

    def _too_old(self, published: datetime | None) -> bool:
        """Whether no rule tells of what was published then."""
        if published is None:
            return False
        aware = published if published.tzinfo else published.replace(tzinfo=UTC)
        return self.plan.opened - aware > MAX_AGE

    def owed(self, fates: Mapping[int, Expected]) -> list[tuple[str, tuple[int, ...]]]:
        """What must be told: a rule, and the items of which exactly one must carry it."""
        return [
            (rule.name, group)
            for rule in self.rules
            for group in self.groups
            if any(self.fate(rule.name, item, fates) is Fate.MUST for item in group)
            and not any(self._blurs(rule.name, item, fates) for item in group)
        ]

    def fate(self, rule: str, item: int, fates: Mapping[int, Expected]) -> Fate:
        """Whether `rule` must, may or may never tell of `item`, were it alone."""
        return min(self.matches[rule, item], fates[item].told)

    def _blurs(self, rule: str, item: int, fates: Mapping[int, Expected]) -> bool:
        """Whether `item` may have used up its copies' alert without a trace.

        It does where it may be stored and not told although it matches.
        """
        expected = fates[item]
        return (
            self.matches[rule, item] is not Fate.NEVER
            and expected.stored is not Fate.NEVER
            and expected.told is not Fate.MUST
        )
