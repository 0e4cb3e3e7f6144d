"""What time does when something of it fails, when it takes long, and when an app comes back meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager
from datetime import datetime, timedelta

import pytest

from planning.deliveries import Delivery, DeliveryState, Kind
from scheduler.clock import Ticker
from scheduler.delivery import Absent, Check, Gone, Outcome, Sent, deliver
from storage import daily_messages, deliveries, installations
from storage.engine.store import Store
from storage.engine.transactions import Tx
from tests.storage.stored import NOW, an_installation, now
from tests.timeouts import BUSY
from tests.transactions import reading, transacting

BEFORE, W, AFTER = "T1", an_installation().workspace, "TX"


class Postman:
    """Has something done, and then says how each delivery ended."""

    def __init__(
        self, outcome: Outcome, meanwhile: Callable[[], AbstractAsyncContextManager[object]]
    ) -> None:
        self._outcome = outcome
        self._meanwhile = meanwhile

    async def send(self, _delivery: Delivery, _until: datetime) -> Outcome:
        async with self._meanwhile():
            return self._outcome

    async def find(self, _delivery: Delivery) -> Check:
        return Absent()


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    opened = await Store.open(database, now=now)
    yield opened
    await opened.close()


def jam(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be written in W."""
    writing = store.sync.writing

    def jammed(workspace: str | None) -> AbstractContextManager[Tx]:
        if workspace == W:
            raise ConnectionError
        return writing(workspace)

    monkeypatch.setattr(store.sync, "writing", jammed)


async def enqueue(store: Store, *workspaces: str) -> None:
    for workspace in workspaces:
        with transacting(store, workspace) as tx:
            deliveries.enqueue(tx, Delivery("id", workspace, Kind.DIGEST, "UMAYA", "UMAYA", "today", NOW))


async def state(store: Store, workspace: str) -> DeliveryState:
    with reading(store, workspace) as tx:
        found = deliveries.find(tx, Kind.DIGEST, "UMAYA", "today")
    assert found
    return found.state


async def test_what_cannot_be_recorded_in_one_workspace_is_recorded_in_the_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await enqueue(store, BEFORE, W, AFTER)
    jam(store, monkeypatch)
    with pytest.raises(ConnectionError):
        await deliver(store, Postman(Sent("DMAYA", "1.0"), asyncio.Lock), NOW)
    states = [await state(store, workspace) for workspace in (BEFORE, W, AFTER)]
    assert states == [DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.SENT]


@pytest.mark.parametrize("installed", [True, False])
async def test_where_the_app_was_installed_meanwhile_nothing_rests(installed: bool, store: Store) -> None:
    await enqueue(store, W)

    @asynccontextmanager
    async def meanwhile() -> AsyncIterator[None]:
        if installed:
            with transacting(store, W) as tx:
                installations.put(tx, an_installation())
        yield

    await deliver(store, Postman(Gone(), meanwhile), NOW)
    with reading(store) as tx:
        retry_at = deliveries.next_due(tx)
    if installed:
        assert retry_at
        assert NOW < retry_at <= NOW + timedelta(hours=1)
    else:
        assert retry_at is None  # the workspace is suspended


async def test_who_cannot_be_seen_to_keeps_nobody_else_waiting(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await enqueue(store, BEFORE)
    for workspace in (W, AFTER):
        with transacting(store, workspace) as tx:
            daily_messages.schedule(tx, "UMAYA", NOW)
    jam(store, monkeypatch)
    with pytest.raises(ConnectionError):
        await Ticker(store, Postman(Sent("DMAYA", "1.0"), asyncio.Lock), now).tick()
    with reading(store) as tx:
        assert daily_messages.due(tx, NOW, 10) == [(W, "UMAYA")]
    assert await state(store, BEFORE) is DeliveryState.SENT


async def test_a_tick_that_takes_long_warns_nobody_and_is_waited_for(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await enqueue(store, W)
    sending, go_on = asyncio.Event(), asyncio.Event()

    @asynccontextmanager
    async def meanwhile() -> AsyncIterator[None]:
        sending.set()
        await go_on.wait()
        yield

    ticker = Ticker(store, Postman(Sent("DMAYA", "1.0"), meanwhile), now, interval=0.01)
    ticker.start()
    async with asyncio.timeout(BUSY):
        await sending.wait()
        for _ in range(20):  # in which it would be time for as many
            await asyncio.sleep(0.01)
        stopping = asyncio.ensure_future(ticker.stop())
        await asyncio.sleep(0)
        go_on.set()
        await stopping
    assert await state(store, W) is DeliveryState.SENT
    assert caplog.text == ""
