"""Where articles meet the rules: in a thread of its own, so that a hostile one holds up nobody else.

The words of an article of 200,000 characters against many rules can take seconds.  The sockets of
all other hosts are served meanwhile; only other articles wait, as a Ruleset does one at a time.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from crawler.model import Article, Match, Source
from crawler.rules import Rule, Ruleset


def _one_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="matching")  # begins with the first article


@dataclass(frozen=True, slots=True)
class Matcher:
    """The thread in which the articles of one World meet its rules; ends with the Matcher.

    Of a World, not of the module: a process that is forked from one that has matched gets no
    threads with it, and would wait for this one for ever.
    """

    thread: ThreadPoolExecutor = field(default_factory=_one_thread)

    async def matches(
        self, rules: Ruleset, article: Article, source: Source
    ) -> list[tuple[Rule, tuple[Match, ...]]]:
        """The rules that `article` answers, in their order, each with the words that did it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.thread, rules.matches, article, source)
