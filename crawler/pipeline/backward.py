"""Walking back through the older pages of a list, to what is known of it."""

from urllib.parse import parse_qsl, urlencode, urlsplit

import structlog

from crawler.dedup.urls import identity
from crawler.errors import FetchError, ReadError
from crawler.model import Found, Inlet, InletKind, InletState, Listing, Source
from crawler.pipeline.coverage import joined, seen
from crawler.pipeline.world import World, let_rest, request

log = structlog.get_logger(__name__)

PAGES = 10  # older ones that are asked for
_PAGE = frozenset({"page", "paged", "hal", "halaman"})


async def walk(
    world: World, source: Source, state: InletState, listing: Listing
) -> tuple[list[Found], int, bool]:
    """What older pages list, how many were read, and whether they led back to `state.listed`."""
    found = list(listing.found)
    known = {identity(each.url) for each in found}
    url, pages = listing.older or guessed(state.inlet, 2), 0
    while url is not None and pages < PAGES:
        try:
            reply = await world.fetcher.get(request(source, url))
            if reply is None:
                break
            older = await world.reader.listing(
                Inlet(state.inlet.kind, url), reply, source.timezone
            )
        except (FetchError, ReadError) as error:
            await let_rest(world, error)
            log.info("not walked back", source=source.name, problem=str(error))
            break
        pages += 1
        fresh = [each for each in older.found if identity(each.url) not in known]
        if not fresh:  # some sites show page 1 whatever is asked for
            break
        known.update(identity(each.url) for each in fresh)
        found += fresh
        if joined(state.listed, seen(found, most=None), world.now()):
            return found[len(listing.found) :], pages, True
        url = older.older or guessed(state.inlet, pages + 2)
    return found[len(listing.found) :], pages, False


def guessed(inlet: Inlet, page: int) -> str | None:
    """Where the older pages of a list are that does not tell: as WordPress and most others have them.

    >>> guessed(Inlet(InletKind.FEED, "https://contoh.id/feed/"), 2)
    'https://contoh.id/feed/?paged=2'
    >>> guessed(Inlet(InletKind.LISTING, "https://contoh.id/indeks?kanal=1"), 3)
    'https://contoh.id/indeks?kanal=1&page=3'
    """
    parts = urlsplit(inlet.url)
    path, asked = parts.path.rstrip("/"), dict(parse_qsl(parts.query))
    match inlet.kind:
        case InletKind.FEED if "/wp/v2/posts" in inlet.url:
            name = "page"
        case InletKind.FEED if path.endswith("/feed") or "feed" in asked:
            name = "paged"
        case InletKind.LISTING if path or parts.query:  # not a home page
            name = "page"
        case _:
            return None
    pairs = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True)]
    others = [pair for pair in pairs if pair[0] not in _PAGE]
    return parts._replace(query=urlencode([*others, (name, str(page))], safe="/,")).geturl()
