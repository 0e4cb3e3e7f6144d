"""Stores to keep things in."""

from collections.abc import AsyncIterator
from contextlib import nullcontext

import pytest

from storage.engine.store import Store
from tests import postgresql
from tests.databases import laid_schema
from tests.storage.stored import now


@pytest.fixture
async def store(any_database: None) -> AsyncIterator[Store]:
    """An empty store that nobody else uses; an SQLite one is in memory."""
    with postgresql.laid() if postgresql.wanted() else nullcontext("sqlite://") as url:
        opened = await _opened(url)
        yield opened
        await opened.close()


@pytest.fixture
async def file_store(database: str) -> AsyncIterator[Store]:
    """An empty store to which there can be a second connection."""
    opened = await Store.open(database, now=now)
    yield opened
    await opened.close()


@pytest.fixture
async def other_store(database: str) -> AsyncIterator[Store]:
    """A second process's store on the database of `file_store`."""
    opened = await Store.open(database, now=now)
    yield opened
    await opened.close()


@pytest.fixture(params=["postgresql"] if postgresql.wanted() else ["memory", "file"])
async def either_store(request: pytest.FixtureRequest, database: str) -> AsyncIterator[Store]:
    """An empty store; SQLite's once in memory and once in a file."""
    opened = await _opened("sqlite://" if request.param == "memory" else database)
    yield opened
    await opened.close()


async def _opened(url: str) -> Store:
    if postgresql.wanted():
        return await Store.open(url, now=now)
    with laid_schema():
        return await Store.open(url, now=now)
