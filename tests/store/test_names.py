from dataclasses import replace

from crawler.model import Claim
from crawler.store import SqliteStore
from crawler.store.names import Name
from tests.builders import NOON
from tests.store.world import filing, telling


async def test_an_article_is_known_by_its_link_and_by_what_it_claims(
    store: SqliteStore,
) -> None:
    claim = Claim("contoh.id/a", "https://contoh.id/a", "canonical")
    one = replace(filing(1), claims=(claim,))
    await store.file(one, NOON, telling())
    dossier = await store.shelf.article(one.id)
    assert dossier is not None
    assert dossier.names == (
        Name(one.page, one.found, "found"),
        Name(claim.key, claim.url, "canonical"),
    )
