"""A reader in this process: for tests, and for single pages that one trusts or sits beside."""

from crawler.model import Article, Brief, Inlet, Listing, Reply
from crawler.readers.errand import Errand, run


class Inline:
    """Keeps the promises of `ports.Reader` but one: what hangs or crashes, does."""

    async def listing(self, inlet: Inlet, reply: Reply, timezone: str) -> Listing:
        """What an inlet lists."""
        listing: Listing = run(Errand("listing", (inlet, reply, timezone))).get("listing")
        return listing

    async def inlets(self, reply: Reply) -> tuple[Inlet, ...]:
        """The feeds a home page names, best first."""
        inlets: tuple[Inlet, ...] = run(Errand("inlets", (reply,))).get("inlets")
        return inlets

    async def article(self, brief: Brief, reply: Reply) -> Article:
        """The article on a page, whatever its state."""
        article: Article = run(Errand("article", (brief, reply))).get("article")
        return article
