from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from crawler.store import open_store, resampling
from crawler.store.database import opened
from crawler.store.resampling import resample
from tests.store.test_copies import copies, known, some, told


def database(folder: Path) -> Database:
    return opened(folder / "kliping.db")


async def test_copies_of_what_was_kept_with_other_numbers_are_found_again(
    tmp_path: Path,
) -> None:
    first, second = (told(number, some(200, number), network="n") for number in (1, 2))
    async with open_store(tmp_path) as store:
        for each in (first, second):
            await known(store, each)
    with closing(database(tmp_path)) as stored:
        before = stored.execute("select * from copies").fetchall()
        stored.execute("update copies set sample = x'01020304', shade = x'00'")
        assert resample(stored) == 2
        assert stored.execute("select * from copies").fetchall() != before  # other turns
        stored.conn.commit()
    async with open_store(tmp_path) as store:
        again = told(3, some(30, "own"), some(200, 2))
        assert copies(await known(store, again)) == [(second.id, 1.0)]


async def test_nothing_is_kept_of_dropped_articles_and_any_number_is_done(
    tmp_path: Path,
) -> None:
    async with open_store(tmp_path) as store:
        await known(store, told(1, some(200, 1)))
    with closing(database(tmp_path)) as stored:
        more = resampling.BATCH + 5
        sql = "insert into copies (article, host, first_seen, sample, shade) values"
        for number in range(more):
            stored.execute(f"{sql} (?, 'a.example', 1, x'00', x'00')", [f"gone {number}"])
        assert resample(stored) == 1
        assert stored.execute("select count(*) from copies").fetchall() == [(1,)]
        stored.conn.rollback()
