"""Articles made to be slow, against rules made to be slow: no time may grow faster than the text."""

import itertools
import random
import time
from collections.abc import Callable

from crawler.model import Article, Source
from crawler.rules import Rule, Ruleset, parse

SIZES = (50_000, 100_000, 200_000)  # characters
ROUNDS = 2  # of which the quicker counts: the machine does other things too
SOURCE = Source(name="contoh", url="https://contoh.id")
LETTERS = "abcdefghijklmnoprstu"


def _drawn(before: str, letters: str, size: int, after: str = "") -> Callable[[int], str]:
    """A text of words drawn at random."""

    def text(length: int) -> str:
        dice = random.Random(1)
        count = length // (len(before) + size + len(after) + 1)
        words = ("".join(dice.choices(letters, k=size)) for _ in range(count))
        return " ".join(before + word + after for word in words)

    return text


def _again(text: str) -> Callable[[int], str]:
    return lambda length: text * (length // len(text))


TEXTS: dict[str, Callable[[int], str]] = {
    "one word": _again("serang "),
    "two words": _again("serang banjir "),
    "one word of many parts": _again("serang-"),
    "apostrophes": _again("serang'"),
    "halves": _again("serang-menyerang "),
    "all different": _drawn("se", LETTERS, 6),
    "all affixed": _drawn("memper", "aiueobcdkst", 6, "kannya"),
    "acronyms": _drawn("K", LETTERS.upper(), 4),
    "names": _drawn("Se", LETTERS, 5),
    "no spaces": _again("東京"),
    "one word without end": _again("a"),
    "accents": lambda length: "e" + "\u0301" * length,
    "soft hyphens": _again("se\u00adrang "),
    "paragraphs": _again("serang\n\n"),
    "no words": _again("-' "),
    "numbers": lambda length: " ".join(map(str, range(length // 6))),
}
QUERIES = (
    "serang NEAR/100 banjir",
    "serang ONEAR/0 serang",
    "(serang OR se* OR serang~) NEAR/100 (banjir OR me* OR sarang~2)",
    '"serang serang serang serang serang serang serang serang"',
    '"se* se* se* se* se*"',
    "serang{1000,}",
    '"serang banjir"{900,}',
    "serang~{50,}",
    "sekazakhstan~2 OR serangx~2{3,}",
    "/(a|b|serang)+x/",
    "/(se.*){5,9}ng.*q/",
    r"/\w+\s+\w+\s+\w+\s+\w+\s+q/",
    "=KABCD{2,}",
    '"東京 東 京" OR 東京{900,}',
    "tembak~ NEAR serang~",
    "(se* NEAR/3 se*) -zzz",
)


def rules() -> list[Rule]:
    """All of the queries, of title and body and of the first paragraph alone."""
    return [
        Rule(name=f"{query} {field}", text=query, query=parse(f"{field}({query})"), channels=())
        for query, field in itertools.product(QUERIES, ("", "lead:"))
    ]


def article(body: str) -> Article:
    """A text as an article, its paragraphs parted by empty lines."""
    return Article(
        url="https://contoh.id/a",
        title="serang",
        paragraphs=tuple(body.split("\n\n")),
        text="",
    )


def hostile() -> None:
    """Print what each text takes, with all rules at once, and how that grows with the text."""
    sizes = "".join(f"{size:>9}" for size in SIZES)
    print(f"processor ms by characters of the text, {len(rules())} rules at once")
    print(f"{'':24}{sizes}  growth")
    for name, text in TEXTS.items():
        took = [min(seconds(article(text(size))) for _ in range(ROUNDS)) for size in SIZES]
        growth = " ".join(f"x{b / a:.1f}" for a, b in itertools.pairwise(took))
        shown = "".join(f"{one * 1000:9.0f}" for one in took)
        print(f"{name:24}{shown}  {growth}", flush=True)


def seconds(one: Article) -> float:
    """Processor time of all rules on one article, read for the first time."""
    ruleset = Ruleset(rules())
    start = time.thread_time()
    ruleset.matches(one, SOURCE)
    return time.thread_time() - start
