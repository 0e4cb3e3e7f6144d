"""How the bot is while its database does not answer, cannot be opened, or is another: it is said, in time."""

import asyncio
import os
import resource
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from math import isnan
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import create_engine, text

from storage.engine.engines import places
from storage.engine.store import Store
from tests.databases import address
from tests.stories.stage import Campfire
from tests.timeouts import AdjustableTimeouts
from tests.web.test_probes import get, sampled, samples

pytestmark = pytest.mark.both_databases

SILENT = (503, '{"ready": false, "database": "silent"}')
READY = (200, '{"ready": true}')


@asynccontextmanager
async def frozen(
    store: Store, monkeypatch: pytest.MonkeyPatch, timeouts: AdjustableTimeouts
) -> AsyncIterator[None]:
    """Blocks every other reader, as if all connections were stuck."""
    async with AsyncExitStack() as readers:
        for _ in range(places(store.sync.database).readers):
            await readers.enter_async_context(store._readers)
        with monkeypatch.context() as impatient:
            impatient.setattr(timeouts, "probe", 0.05)
            yield


async def test_while_every_connection_is_stuck_it_says_so(
    campfire: Campfire, monkeypatch: pytest.MonkeyPatch, timeouts: AdjustableTimeouts
) -> None:
    async with frozen(campfire.bot.store, monkeypatch, timeouts):
        for _ in range(3):
            assert await get(campfire.bot.address, "/readyz") == SILENT
            counted = await samples(campfire)
            assert counted["oncourse_database_up",] == 0
            assert isnan(counted["oncourse_tick_lag_seconds",])
            assert isnan(counted["oncourse_deliveries_due",])
        assert (await get(campfire.bot.address, "/livez"))[0] == 200
    assert await get(campfire.bot.address, "/readyz") == READY
    assert (await samples(campfire))["oncourse_database_up",] == 1


async def test_what_is_stuck_is_asked_once(
    campfire: Campfire, monkeypatch: pytest.MonkeyPatch, timeouts: AdjustableTimeouts
) -> None:
    before = len(asyncio.all_tasks())
    async with frozen(campfire.bot.store, monkeypatch, timeouts), aiohttp.ClientSession() as session:
        for _ in range(20):
            for path in ("/readyz", "/metrics"):
                async with session.get(campfire.bot.address + path) as answer:
                    await answer.read()
        assert len(asyncio.all_tasks()) <= before + 8  # and not forty


@pytest.mark.postgresql
async def test_behind_a_lock_it_says_so(
    campfire: Campfire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, timeouts: AdjustableTimeouts
) -> None:
    engine = create_engine(address(tmp_path).replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as other, monkeypatch.context() as impatient:
        other.execute(text("LOCK TABLE alembic_version, deliveries IN ACCESS EXCLUSIVE MODE"))
        impatient.setattr(timeouts, "probe", 0.05)
        assert await get(campfire.bot.address, "/readyz") == SILENT
        assert (await samples(campfire))["oncourse_database_up",] == 0
    assert await get(campfire.bot.address, "/readyz") == READY
    engine.dispose()


@contextmanager
def no_descriptors_left() -> Iterator[None]:
    """Meanwhile this process can open nothing more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(map(int, os.listdir("/proc/self/fd"))) + 1, hard))
    filled = []
    try:
        while True:
            filled.append(os.dup(0))
    except OSError:
        pass
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        for descriptor in filled:
            os.close(descriptor)


async def test_without_descriptors_left_it_says_so(campfire: Campfire) -> None:
    async with aiohttp.ClientSession() as session:

        async def ask(path: str) -> tuple[int, str]:
            async with session.get(campfire.bot.address + path) as answer:
                return answer.status, await answer.text()

        assert await ask("/readyz") == READY
        campfire.bot.store.sync.close()
        with no_descriptors_left():
            assert await ask("/readyz") == SILENT
            status, said = await ask("/metrics")
        assert status == 200
        assert sampled(said)["oncourse_database_up",] == 0
        assert await ask("/readyz") == READY


@pytest.mark.sqlite
async def test_a_database_that_was_deleted(campfire: Campfire, tmp_path: Path) -> None:
    file = tmp_path / "oncourse.db"
    kept = file.rename(tmp_path / "elsewhere.db")
    assert await get(campfire.bot.address, "/readyz") == (
        503,
        '{"ready": false, "database": "file_deleted"}',
    )
    kept.rename(file)
    assert await get(campfire.bot.address, "/readyz") == READY


@pytest.mark.sqlite
@pytest.mark.parametrize("copied", [True, False], ids=["by a backup", "by an empty one"])
async def test_a_database_that_was_replaced(campfire: Campfire, tmp_path: Path, copied: bool) -> None:
    file, other = tmp_path / "oncourse.db", tmp_path / "other.db"
    if copied:
        shutil.copy(file, other)
    else:
        other.touch()
    other.replace(file)
    assert await get(campfire.bot.address, "/readyz") == (
        503,
        '{"ready": false, "database": "file_replaced"}',
    )
