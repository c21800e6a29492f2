from dataclasses import replace

from crawler.model import Heard, Verdict
from crawler.store import SqliteStore
from tests.builders import NOON, after, an_article
from tests.store.world import filing, telling


async def test_an_article_says_what_it_was_before_oldest_first(store: SqliteStore) -> None:
    def quiet(heard: Heard) -> Verdict:
        return Verdict(story=heard.story.id)

    old, one = filing(1).article, filing(1)
    await store.file(one, NOON, telling())
    for minutes, title in ((15, "Dua"), (60, "Tiga")):
        new = an_article(title=title, text=title)
        await store.revise(
            replace(one, article=new), after(minutes=minutes), quiet, replaces=old
        )
        old = new
    dossier = await store.shelf.article(one.id)
    assert dossier is not None
    assert [(each.until, each.title) for each in dossier.versions] == [
        (after(minutes=15), one.article.title),
        (after(minutes=60), "Dua"),
    ]
    assert dossier.stored.article.title == "Tiga"
