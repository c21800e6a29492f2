from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from crawler.store import SqliteStore, open_store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with open_store(tmp_path / "state") as opened:
        yield opened
