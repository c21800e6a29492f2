"""The matcher against the language's definition, on rules and articles drawn at random."""

import random
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import NamedTuple

from crawler.errors import QueryError
from crawler.model import Article, Picture, Source
from crawler.rules import Rule, Ruleset, match, parse
from crawler.rules.tree import And, Node, Not, Or
from tests.rules import strategies as drawn
from tests.rules.naive import naive

RULES = (1000, 10_000)  # at once, in a short run and in a long one
LONG = 1_000_000  # pairs
ARTICLES = 100  # for each set of rules
ALONE = 20  # rules of each set that are matched without the index too


class Found(NamedTuple):
    """What came of pairs."""

    pairs: int
    hits: int
    wrong: int


def disagreements(seed: int, pairs: int, jobs: int = 1) -> int:
    """How many of `pairs` (rule, article) pairs are judged differently; prints each, and the sum.

    The pairs of a seed are the same with any number of `jobs`, which are processes.
    """
    start = time.perf_counter()
    rules = RULES[pairs >= LONG]
    each = (rules // 2 + rules - rules // 4) * ARTICLES // 2
    rounds = partial(_round, seed, rules)
    numbers = range(-(-pairs // each))
    if jobs > 1:
        with ProcessPoolExecutor(jobs) as pool:
            found = [_told(one) for one in pool.map(rounds, numbers)]
    else:
        found = [_told(rounds(number)) for number in numbers]
    total = Found(*map(sum, zip(*found, strict=True)))
    print(
        f"seed {seed}: {total.pairs} pairs, {total.hits} hits, {total.wrong} disagreements,"
        f" {time.perf_counter() - start:.0f} s"
    )
    return total.wrong


def _told(one: tuple[Found, list[str]]) -> Found:
    """What came of a round, after what is wrong has been printed."""
    for line in one[1]:
        print(line)
    return one[0]


def _round(seed: int, size: int, number: int) -> tuple[Found, list[str]]:
    """A set of rules and its articles; half of the rules come and go while articles do."""
    dice = random.Random(f"{seed}/{number}")
    rules = [_rule(dice, number) for number in range(size)]
    ruleset = Ruleset(rules[: size // 2])
    pairs = hits = 0
    wrong: list[str] = []
    for turn in range(ARTICLES):
        if turn == ARTICLES // 2:
            for rule in rules[size // 2 :]:
                ruleset.put(rule)
            for rule in rules[: size // 4]:
                ruleset.drop(rule.name)
        there = rules[: size // 2] if turn < ARTICLES // 2 else rules[size // 4 :]
        article = _article(dice)
        source = Source(name=dice.choice(drawn.SOURCES), url="https://contoh.id")
        found = [rule.name for rule in ruleset.answered(article, source)]
        wrong += _compare(there, found, article, source, dice)
        pairs += len(there)
        hits += len(found)
    return Found(pairs, hits, len(wrong)), wrong


def _compare(
    rules: Sequence[Rule],
    found: Sequence[str],
    article: Article,
    source: Source,
    dice: random.Random,
) -> list[str]:
    """What is wrong with the rules `found` by the index, or by the matcher alone."""
    known: dict[Node, bool] = {}
    expected = [
        rule.name for rule in rules if _defined(rule.query, article, source.name, known)
    ]
    texts = {rule.name: rule.text for rule in rules}
    odd = {texts[name] for name in set(expected) ^ set(found)}
    answered = set(expected)
    for rule in dice.sample(rules, ALONE):
        if (match(rule.query, article, source.name) is not None) != (rule.name in answered):
            odd.add(rule.text)
    wrong = [f"they disagree on {text!r} for {article!r}" for text in odd]
    if not odd and expected != found:
        wrong.append(f"the order is another for {article!r}")
    return wrong


def _defined(node: Node, article: Article, source: str, known: dict[Node, bool]) -> bool:
    """The definition, each leaf looked at once an article."""
    match node:
        case And(parts):
            return all(_defined(part, article, source, known) for part in parts)
        case Or(parts):
            return any(_defined(part, article, source, known) for part in parts)
        case Not(part):
            return not _defined(part, article, source, known)
        case _:
            if node not in known:
                known[node] = naive(node, article, source)
            return known[node]


def _rule(dice: random.Random, number: int) -> Rule:
    while True:
        text = _query(dice, dice.randint(0, 3))
        try:
            return Rule(name=f"r{number}", text=text, query=parse(text), channels=())
        except QueryError as problem:
            if "by what it lacks" not in problem.problem:
                raise


def _word(dice: random.Random) -> str:
    kind = dice.choice((drawn.PLAIN, drawn.PLAIN, drawn.WILD, drawn.BENT, drawn.EXACT, None))
    if kind is not None:
        return dice.choice(kind)
    inside = (drawn.PLAIN, drawn.PLAIN, drawn.WILD)
    return (
        '"'
        + " ".join(dice.choice(dice.choice(inside)) for _ in range(dice.randint(2, 3)))
        + '"'
    )


def _side(dice: random.Random) -> str:
    words = [_word(dice) for _ in range(dice.choice((1, 1, 2, 3)))]
    return words[0] if len(words) == 1 else f"({' OR '.join(words)})"


def _leaf(dice: random.Random, *, fielded: bool) -> str:
    share = dice.random()
    if share < 0.5:
        return _word(dice)
    if share < 0.6:
        return f"{_word(dice)}{{{dice.randint(1, 3)},}}"
    if share < 0.75:
        near = dice.choice(("NEAR", "ONEAR")) + dice.choice(("", "/0", "/1", "/2", "/7"))
        return f"{_side(dice)} {near} {_side(dice)}"
    if share < 0.8 and not fielded:
        return dice.choice(drawn.REGEXES)
    if fielded:
        return _word(dice)
    if share < 0.9:
        return dice.choice(drawn.VALUES)
    return f"{dice.choice(drawn.FIELDS)}:({_query(dice, dice.randint(0, 2), fielded=True)})"


def _query(dice: random.Random, depth: int, *, fielded: bool = False) -> str:
    if depth == 0:
        return _leaf(dice, fielded=fielded)
    left = _query(dice, dice.randrange(depth), fielded=fielded)
    right = _query(dice, dice.randrange(depth), fielded=fielded)
    form = dice.choice(
        ("({} AND {})", "({} {})", "({} OR {})", "({} -({}))", "({} OR NOT ({}))")
    )
    return form.format(left, right)


def _text(dice: random.Random, longest: int) -> str:
    return "".join(
        dice.choice(drawn.WORDS) + dice.choice(drawn.GLUE)
        for _ in range(dice.randint(0, longest))
    )


def _article(dice: random.Random) -> Article:
    return Article(
        url=dice.choice(drawn.URLS),
        title=_text(dice, 6),
        authors=tuple(_text(dice, 3) for _ in range(dice.randrange(3))),
        language=dice.choice((None, "id", "id-id", "en")),
        section=dice.choice((None, "Ekonomi", "Olahraga")),
        tags=tuple(dice.sample(drawn.TAGS, dice.randrange(3))),
        pictures=tuple(
            Picture(alt=_text(dice, 3), caption=_text(dice, 5))
            for _ in range(dice.randrange(3))
        ),
        paragraphs=tuple(_text(dice, 12) for _ in range(dice.randrange(4))),
        comments=tuple(_text(dice, 4) for _ in range(dice.randrange(3))),
        text="",
    )
