"""Who says when a list changes: the hubs that a feed names, or its server for it (WebSub).

Source: WebSub, W3C Recommendation, 2018, section 4: headers count before what a feed says.
"""

from collections.abc import Iterable

from crawler.discover.address import address
from crawler.model import NO_HUBS, Hubs, Reply

HUBS = 3  # kept, the first ones


def of(links: Iterable[tuple[object, object]], base: str) -> Hubs:
    """The hubs among `links`, each a relation and an address, of the list at `base`.

    >>> of([("hub", "/hub"), ("self", "https://a.example/feed")], "https://a.example/f")
    Hubs(urls=('https://a.example/hub',), topic='https://a.example/feed')
    """
    named: dict[object, list[str]] = {"hub": [], "self": []}
    for relation, link in links:
        url = address(link, base) if isinstance(link, str) else None
        if relation in named and url is not None:
            named[relation].append(url)
    others = dict.fromkeys(url for url in named["hub"] if url != base)  # no list is its own hub
    return Hubs(tuple(others)[:HUBS], next(iter(named["self"]), None))


def chosen(said: Hubs, reply: Reply) -> Hubs:
    """The hubs of a list that itself has `said` some, with its topic.

    Where nobody says by what name they know it, it is its address.
    """
    told = of(reply.links, reply.url)
    urls = told.urls or said.urls
    return Hubs(urls, told.topic or said.topic or reply.url) if urls else NO_HUBS
