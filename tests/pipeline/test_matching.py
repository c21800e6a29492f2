import asyncio
import itertools
from multiprocessing import get_context

from crawler.model import Article, Source
from crawler.pipeline.matching import Matcher
from crawler.rules import Rule, Ruleset, parse
from tests.builders import an_article

SOURCE = Source(name="contoh", url="https://contoh.id")
LETTERS = "abcdefghij"


def a_ruleset(*queries: str) -> Ruleset:
    return Ruleset(
        Rule(name=query, text=query, query=parse(query), channels=()) for query in queries
    )


async def test_an_article_meets_the_rules() -> None:
    rules = a_ruleset("banjir NEAR jalan", "longsor")
    found = await Matcher().matches(rules, an_article(title="Banjir di jalan"), SOURCE)
    assert [rule.name for rule, _ in found] == ["banjir NEAR jalan"]


async def test_others_go_on_while_a_long_article_is_matched() -> None:
    words = ["se" + "".join(four) for four in itertools.product(LETTERS, repeat=4)] * 3
    rules = a_ruleset('"se* se* se* se*"', "(se* NEAR/9 sea*) longsor", "seaxyz~2{900,}")
    long = an_article(paragraphs=(" ".join(words),))
    task = asyncio.create_task(Matcher().matches(rules, long, SOURCE))
    turns = 0
    while not task.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 10
    assert len(await task) >= 1


async def test_a_process_that_is_forked_after_a_match_can_match_too() -> None:
    rules, article = a_ruleset("banjir"), an_article(title="Banjir")
    await Matcher().matches(rules, article, SOURCE)
    child = get_context("fork").Process(target=match_alone, args=(rules, article), daemon=True)
    child.start()
    await asyncio.to_thread(child.join, 30)
    child.kill()
    assert child.exitcode == 0


def match_alone(rules: Ruleset, article: Article) -> None:
    assert len(asyncio.run(Matcher().matches(rules, article, SOURCE))) == 1
