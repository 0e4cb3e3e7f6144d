"""Stores to keep things in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.databases import laid_schema
from tests.storage.stored import now


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    """An empty store in memory."""
    opened = await _opened("sqlite://")
    yield opened
    await opened.close()


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Where a database file may be."""
    return f"sqlite:///{tmp_path}/oncourse.db"


@pytest.fixture
async def file_store(url: str) -> AsyncIterator[Store]:
    """An empty store in a file."""
    opened = await _opened(url)
    yield opened
    await opened.close()


@pytest.fixture(params=["memory", "file"])
async def either_store(request: pytest.FixtureRequest, url: str) -> AsyncIterator[Store]:
    """An empty store, once in memory and once in a file."""
    opened = await _opened("sqlite://" if request.param == "memory" else url)
    yield opened
    await opened.close()


async def _opened(url: str) -> Store:
    with laid_schema():
        return await Store.open(url, now=now)
