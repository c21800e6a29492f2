"""Where a site lists its articles: bytes in, links out.

    reply -> form (what is it really?) -> feed | json_feed | sitemap | listing -> model.Listing
                                       -> named -> the feeds and index pages a home page names

What is read is what the bytes are, not what they are called: a JSON Feed at `/rss`, a feed
behind an index page's address.  Only a page of links counts as one where one was asked for: in
place of a feed it is an error page.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from crawler.discover import feed, hubs, json_feed, listing, named, sitemap
from crawler.discover.form import Document, Form, document
from crawler.errors import Unreadable
from crawler.model import Inlet, InletKind, Listing, Reply

_ALWAYS: Mapping[Form, Callable[[Document], Listing]] = {
    Form.FEED: feed.read,
    Form.SITEMAP: sitemap.read,
    Form.JSON: json_feed.read,
}
READERS: Mapping[InletKind, Mapping[Form, Callable[[Document], Listing]]] = {
    InletKind.FEED: _ALWAYS,
    InletKind.SITEMAP: {**_ALWAYS, Form.LINES: sitemap.lines},
    InletKind.LISTING: {**_ALWAYS, Form.PAGE: listing.read},
}


def read(inlet: Inlet, reply: Reply, timezone: str) -> Listing:
    """What `inlet` lists, read from its `reply`; `timezone` is that of dates without a zone.

    Raises Unreadable where the reply is nothing that an inlet of this kind can hold.
    """
    held = document(reply, timezone)
    reader = READERS[inlet.kind].get(held.form)
    if reader is None:
        raise Unreadable(
            f"{reply.url}: a {inlet.kind} was expected, this is a {held.form.value}"
        )
    listing = reader(held)
    return replace(listing, hubs=hubs.chosen(listing.hubs, reply))


def inlets(reply: Reply) -> tuple[Inlet, ...]:
    """The feeds that the page in `reply` names, best first; itself where it is a feed.

    Raises Unreadable where the reply holds no text.
    """
    return named.of(document(reply, "UTC"))
