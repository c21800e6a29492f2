import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from threading import Event
from typing import NoReturn

import pytest
from sqlite_utils import Database

from crawler.errors import StoreBusy, StoreUnusable
from crawler.store.database import opened
from crawler.store.writer import GROUP, Writer


@pytest.fixture
async def writer(tmp_path: Path) -> AsyncIterator[Writer]:
    database = opened(tmp_path / "kliping.db")
    database.execute("create table notes (text text primary key)")
    database.execute("create index notes_length on notes (length(text))")
    made = Writer(database, "kliping.db")
    yield made
    await made.close()


def note(text: str) -> "Note":
    return Note(text)


class Note:
    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, database: Database) -> str:
        database.execute("insert into notes values (?)", [self.text])
        return self.text


def notes(database: Database) -> list[str]:
    return [text for (text,) in database.execute("select text from notes order by rowid")]


Work = Callable[[Database], object]


async def together(writer: Writer, *works: Work) -> list[object]:
    """How `works` end, ordered while the writer is busy with something else."""
    gate = Event()
    held = asyncio.create_task(writer.run(lambda _: gate.wait(10), alone=True))
    orders = [asyncio.create_task(writer.run(work)) for work in works]
    await asyncio.sleep(0)  # each of them has run as far as its order
    gate.set()
    assert await held
    return await asyncio.gather(*orders, return_exceptions=True)


def commits(writer: Writer) -> list[str]:
    """A list that grows with every commit from now on."""
    said: list[str] = []
    writer._connection.set_trace_callback(
        lambda sql: said.append(sql) if sql.lower() == "commit" else None
    )
    return said


async def test_an_operation_is_answered_with_what_it_returns(writer: Writer) -> None:
    assert await writer.run(note("a")) == "a"
    assert await writer.run(notes) == ["a"]


@pytest.mark.parametrize(("orders", "expected"), [(1, 1), (GROUP, 1), (GROUP * 3, 3)])
async def test_what_comes_in_meanwhile_goes_together_into_the_next_commit(
    writer: Writer, orders: int, expected: int
) -> None:
    said = commits(writer)
    await together(writer, *(note(str(number)) for number in range(orders)))
    assert len(said) == expected
    assert len(await writer.run(notes)) == orders


async def test_what_one_operation_raises_undoes_only_its_own(writer: Writer) -> None:
    def broken(database: Database) -> NoReturn:
        note("b")(database)
        raise ZeroDivisionError

    ends = await together(writer, note("a"), broken, note("c"), note("a"))
    assert [type(end) for end in ends] == [str, ZeroDivisionError, str, sqlite3.IntegrityError]
    assert await writer.run(notes) == ["a", "c"]


async def test_where_sqlite_gives_up_the_transaction_nothing_of_the_group_is_kept(
    writer: Writer,
) -> None:
    writer._database.execute(
        "create trigger full before insert on notes when new.text = 'full'"
        " begin select raise(rollback, 'as a full disk does'); end"
    )
    ends = await together(writer, note("a"), note("full"), note("b"))
    assert [type(end) for end in ends] == [sqlite3.IntegrityError] * 3
    assert await writer.run(notes) == []
    assert await writer.run(note("after")) == "after"


async def test_a_full_disk_keeps_nothing_in_part_and_goes_by(writer: Writer) -> None:
    ((pages,),) = await writer.run(lambda db: db.execute("pragma page_count").fetchall())
    await writer.run(lambda db: db.execute(f"pragma max_page_count = {pages + 3}"), alone=True)
    kept, refused = [], 0
    for number in range(60):
        text = str(number) + "x" * 500
        try:
            kept.append(await writer.run(note(text)))
        except StoreBusy as error:
            refused += 1
            assert "disk is full" in str(error)  # noqa: PT017 - how many raise is not known
    assert kept
    assert refused
    assert await writer.run(notes) == kept
    await writer.run(lambda db: db.execute("pragma max_page_count = 1073741823"), alone=True)
    assert await writer.run(note("after")) == "after"
    checked = await writer.run(lambda db: db.execute("pragma integrity_check").fetchall())
    assert checked == [("ok",)]


async def test_a_commit_that_fails_answers_nobody_as_if_it_had_not(writer: Writer) -> None:
    writer._database.execute("pragma foreign_keys = on")
    writer._database.execute(
        "create table remarks (on_note text references notes deferrable initially deferred)"
    )
    remark = "insert into remarks values ('none')"
    ends = await together(writer, note("a"), lambda db: db.execute(remark).rowcount)
    assert [type(end) for end in ends] == [sqlite3.IntegrityError] * 2
    assert await writer.run(notes) == []


async def test_a_read_only_database_is_said_to_be_so_and_comes_back(writer: Writer) -> None:
    await writer.run(lambda db: db.execute("pragma query_only = on"), alone=True)
    with pytest.raises(StoreBusy, match="cannot be written"):
        await writer.run(note("a"))
    await writer.run(lambda db: db.execute("pragma query_only = off"), alone=True)
    assert await writer.run(note("a")) == "a"


async def test_damage_found_while_running_is_said_to_be_damage(writer: Writer) -> None:
    def damaged(_: Database) -> NoReturn:
        error = sqlite3.DatabaseError("database disk image is malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error

    with pytest.raises(StoreUnusable, match=r"damaged \(database disk image is malformed\)"):
        await writer.run(damaged)


async def test_a_caller_that_left_before_its_turn_changes_nothing(writer: Writer) -> None:
    gate = Event()
    held = asyncio.create_task(writer.run(lambda _: gate.wait(10), alone=True))
    left = asyncio.create_task(writer.run(note("left")))
    await asyncio.sleep(0)
    left.cancel()
    await asyncio.sleep(0)
    gate.set()
    assert await held
    await writer.run(note("stayed"))
    assert left.cancelled()
    assert await writer.run(notes) == ["stayed"]


@pytest.mark.parametrize("alone", [True, False])
async def test_an_operation_that_meddles_with_transactions_is_caught(
    writer: Writer, *, alone: bool
) -> None:
    sql = "begin" if alone else "rollback"
    with pytest.raises((RuntimeError, sqlite3.OperationalError)):
        await writer.run(lambda db: db.execute(sql).fetchall(), alone=alone)
    assert not writer._connection.in_transaction
    assert await writer.run(note("after")) == "after"


async def test_only_an_operation_alone_runs_outside_of_transactions(writer: Writer) -> None:
    for alone in (False, True):
        inside = await writer.run(lambda db: db.conn.in_transaction, alone=alone)
        assert inside is not alone


async def test_what_was_ordered_is_done_before_closing_and_nothing_after(
    writer: Writer,
) -> None:
    orders = [asyncio.create_task(writer.run(note(str(number)))) for number in range(100)]
    await asyncio.sleep(0)
    await writer.close()
    assert await asyncio.gather(*orders) == [str(number) for number in range(100)]
    with pytest.raises(StoreBusy, match="closed"):
        await writer.run(note("late"))
    await writer.close()
