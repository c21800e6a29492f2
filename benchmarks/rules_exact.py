"""The matcher against the language's definition, on rules and articles drawn at random."""

import random
from collections.abc import Sequence

from crawler.errors import QueryError
from crawler.model import Article, Picture, Source
from crawler.rules import Rule, Ruleset, match, parse
from crawler.rules.tree import And, Node, Not, Or
from tests.rules import strategies as drawn
from tests.rules.naive import naive

RULES = 1000  # at once
ARTICLES = 100  # for each set of rules
ALONE = 20  # rules of each set that are matched without the index too


def disagreements(seed: int, pairs: int) -> int:
    """How many of `pairs` (rule, article) pairs are judged differently; prints each, and the sum."""
    dice = random.Random(seed)
    done = wrong = hits = 0
    while done < pairs:
        rules = [_rule(dice, number) for number in range(RULES)]
        ruleset = Ruleset(rules[: RULES // 2])
        for number in range(ARTICLES):
            if number == ARTICLES // 2:  # half of the rules come and go while articles do
                for rule in rules[RULES // 2 :]:
                    ruleset.put(rule)
                for rule in rules[: RULES // 4]:
                    ruleset.drop(rule.name)
            there = rules[: RULES // 2] if number < ARTICLES // 2 else rules[RULES // 4 :]
            article = _article(dice)
            source = Source(name=dice.choice(drawn.SOURCES), url="https://contoh.id")
            wrong += _compare(there, ruleset, article, source, dice)
            done += len(there)
            hits += len(ruleset.answered(article, source))
    print(f"seed {seed}: {done} pairs, {hits} hits, {wrong} disagreements")
    return wrong


def _compare(
    rules: Sequence[Rule],
    ruleset: Ruleset,
    article: Article,
    source: Source,
    dice: random.Random,
) -> int:
    known: dict[Node, bool] = {}
    expected = [
        rule.name for rule in rules if _defined(rule.query, article, source.name, known)
    ]
    found = [rule.name for rule in ruleset.answered(article, source)]
    texts = {rule.name: rule.text for rule in rules}
    odd = {texts[name] for name in set(expected) ^ set(found)}
    for rule in dice.sample(rules, ALONE):
        if (match(rule.query, article, source.name) is not None) != (rule.name in expected):
            odd.add(rule.text)
    for text in odd:
        print(f"they disagree on {text!r} for {article!r}")
    return len(odd) + (sorted(expected) == sorted(found) and expected != found)


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
