from collections.abc import Sequence

import pytest

from crawler.engine.once import drain
from crawler.model import Job, Step


async def down(key: str) -> Sequence[Job]:
    left = int(key) - 1
    return [Job(Step.READ, str(left))] * 2 if left else []


@pytest.mark.parametrize("workers", [1, 4])
async def test_everything_that_follows_is_done_once(workers: int) -> None:
    assert await drain({Step.READ: down}, [Job(Step.READ, "5")], workers) == {Step.READ: 5}


async def test_nothing_to_do_is_done_at_once() -> None:
    assert not await drain({}, [])


async def test_a_step_that_raises_stops_it() -> None:
    async def fails(_: str) -> Sequence[Job]:
        raise ValueError("seen by whoever called")

    with pytest.raises(ValueError, match="seen by whoever called"):
        await drain({Step.READ: fails}, [Job(Step.READ)], 3)
