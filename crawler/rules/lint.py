"""What is probably not meant in a rule: said by `check` with a mend, never an error."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from crawler.fold import tokens
from crawler.model import Article, Source
from crawler.rules.alone import Alone
from crawler.rules.clauses import REGEX, clauses
from crawler.rules.contradiction import dead, is_dead
from crawler.rules.dictionary import ROOTS
from crawler.rules.morphology import roots
from crawler.rules.rule import Rule
from crawler.rules.tidy import asked
from crawler.rules.tree import And, Forms, Fuzzy, Near, Node, Not, Or, Plain, Term, Value, Wild
from crawler.rules.values import whole

_ACRONYM = 3  # letters
_OPERATOR = re.compile("and|or|not|o?near(/?[0-9]+)?")
_IN_INDONESIAN = {"dan": "AND", "atau": "OR", "bukan": "NOT"}
_LANGUAGE = re.compile("[a-z]{2,3}(-[a-z0-9]{1,8})*")
_LOOSE = {1: 4, 2: 7}  # letters below which a fuzzy word finds many others
COSTLY = 1e-3  # seconds an article; ten thousand ordinary rules take as long together


class Doubt(NamedTuple):
    """Something about one rule that is worth a second look."""

    rule: str
    problem: str


def doubts(rules: Iterable[Rule]) -> list[Doubt]:
    """What is doubtful about `rules`, in their order."""
    found = []
    first: dict[str, Rule] = {}
    for rule in rules:
        found += [Doubt(rule.name, problem) for problem in _problems(rule)]
        twin = first.setdefault(asked(rule), rule)
        if twin is not rule:
            mend = (
                "; give that one the channels of both instead"
                if _told_alike(twin, rule)
                else ""
            )
            found.append(Doubt(rule.name, f"asks the same as the rule {twin.name!r}{mend}"))
    return found


def _told_alike(one: Rule, other: Rule) -> bool:
    return all(
        getattr(one, key) == getattr(other, key) for key in ("urgency", "tell", "max_age")
    )


def unknown(rules: Iterable[Rule], sources: Iterable[str]) -> list[Doubt]:
    """The sources that `rules` ask for and that are not among the names `sources`."""
    known = set(map(whole, sources))
    return [
        Doubt(rule.name, f"there is no source {value.value!r}, which {value.written} asks for")
        for rule in rules
        for value in _values(rule.query)
        if value.field == "source" and value.value not in known
    ]


def costs(
    rules: Iterable[Rule], samples: Sequence[Article], clock: Callable[[], float]
) -> list[Doubt]:
    """What rules cost that take long on `samples`, or are tried on all, by `clock` in seconds.

    Each article is read afresh for a rule, as it is by the first rule that asks for a part of it.
    """
    source = Source(name="contoh", url="")
    found = []
    plain = None
    for rule in rules if samples else ():
        if plain is None:
            plain = _seconds(_nothing(rule), samples, source, clock)
        took = _seconds(rule, samples, source, clock) - plain
        if took > COSTLY:
            problem = (
                f"is costly: {took * 1000:.1f} ms an article, measured on {len(samples)}; a word "
                "that must be there beside it, or a longer one in place of its patterns, saves that"
            )
            found.append(Doubt(rule.name, problem))
        elif _is_sought_everywhere(rule):
            problem = f"its regular expression takes {took * 1000:.2f} ms of every article"
            found.append(Doubt(rule.name, f"{problem}, measured on {len(samples)}"))
    return found


def _is_sought_everywhere(rule: Rule) -> bool:
    """Whether nothing but regular expressions says which articles may answer."""
    own = clauses(rule.query, lambda clause: any(key[0] == REGEX for key in clause))
    return bool(own) and all(any(key[0] == REGEX for key in clause) for clause in own)


def _nothing(rule: Rule) -> Rule:
    """A rule that no article answers, to see what reading alone takes."""
    nothing = Term((Plain("\0"),))
    return Rule(name=rule.name, text="", query=nothing, channels=())


def _seconds(
    rule: Rule, samples: Sequence[Article], source: Source, clock: Callable[[], float]
) -> float:
    """Seconds an article, the better of two rounds: the first may have learnt words."""
    alone = Alone(rule)
    rounds = []
    for _ in range(2):
        started = clock()
        for article in samples:
            alone.answers(article, source)
        rounds.append((clock() - started) / len(samples))
    return min(rounds)


def _problems(rule: Rule) -> Iterator[str]:
    if is_dead(rule.query):
        reason = next(dead(rule.query), "none of its parts can be answered")
        yield f"can never match: {reason}; take one of them out"
    else:
        for reason in dead(rule.query):
            yield f"a part of it can never match: {reason}; take one of them out"
    yield from _left_out(rule)
    yield from _lower_operators(rule.query)
    for value in _values(rule.query):
        if value.field == "lang" and not _LANGUAGE.fullmatch(value.value):
            yield f"{value.written} is no code of a language; expected one like id or en-GB"
        if value.field == "url" and " " in value.value:
            yield f"{value.written} is in no address: that has no spaces; expected - or %20"
    for term in _terms(rule.query):
        yield from _term_problems(term)
    if _is_sought_everywhere(rule):
        yield "every article is searched for its regular expression; a word beside it saves that"


def _left_out(rule: Rule) -> Iterator[str]:
    """A source that the query asks for and the rule's own limits leave out."""
    parts = rule.query.parts if isinstance(rule.query, And) else (rule.query,)
    sources = {whole(name) for name in rule.sources}
    for part in parts:
        if not isinstance(part, Value) or part.field != "source":
            continue
        if sources and part.value not in sources:
            yield f"can never match: its `only.sources` leaves out {part.written or part.value}"


def _lower_operators(node: Node) -> Iterator[str]:
    """Words between others that would be operators in capitals."""
    for part in node.parts if isinstance(node, (And, Or)) else ():
        yield from _lower_operators(part)
    if isinstance(node, Not):
        yield from _lower_operators(node.part)
    if not isinstance(node, And):
        return
    for part in node.parts:
        if isinstance(part, Term) and not part.exact and _OPERATOR.fullmatch(part.written):
            yield f"{part.written} is read as a word; in capitals it is the operator"
        if isinstance(part, Term) and (meant := _IN_INDONESIAN.get(part.written.lower())):
            yield f"{part.written} is read as a word; the operator is {meant}"


def _values(node: Node) -> Iterator[Value]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _values(part)
        case Not(part):
            yield from _values(part)
        case Value():
            yield node
        case _:
            return


def _terms(node: Node) -> Iterator[Term]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _terms(part)
        case Not(part):
            yield from _terms(part)
        case Near():
            yield from node.left
            yield from node.right
        case Term():
            yield node
        case _:
            return


def _term_problems(term: Term) -> Iterator[str]:
    for piece in term.pieces:
        match piece:
            case Plain(text) if not term.exact and len(term.pieces) == 1:
                if len(text) == _ACRONYM and text.upper() in tokens(term.written):
                    yield f"{term.written} also finds the word {text!r}; ={term.written} does not"
            case Wild(pattern) if pattern.endswith("?"):
                yield f"? in {term.written} stands for one letter that must be there"
            case Fuzzy(text, distance) if len(text) < _LOOSE[distance]:
                yield f"{term.written} finds many other words: it is short for ~{distance}"
            case Forms(root) if root.isascii() and not root.replace("-", "").isalpha():
                yield f"{term.written}: only words have forms"
            case Forms(root) if root not in ROOTS and (own := sorted(roots(root) & ROOTS)):
                meant = " or ".join(f"{one}~" for one in own)
                yield f"{term.written}: {root} is itself a form of {own[0]}; write {meant}"
            case _:
                pass
