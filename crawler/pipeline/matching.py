"""Where articles meet the rules: in a thread of its own, so that a hostile one holds up nobody else.

The words of an article of 200,000 characters against many rules can take seconds.  The sockets of
all other hosts are served meanwhile; only other articles wait, as a Ruleset does one at a time.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from crawler.model import Article, Match, Source
from crawler.rules import Rule, Ruleset

_THREAD = ThreadPoolExecutor(1, thread_name_prefix="matching")  # begins with the first article


async def matches(
    rules: Ruleset, article: Article, source: Source
) -> list[tuple[Rule, tuple[Match, ...]]]:
    """The rules that `article` answers, in their order, each with the words that did it."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_THREAD, rules.matches, article, source)
