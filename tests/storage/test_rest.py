"""A workspace at rest: nothing falls due in it, and all of it is there again to the microsecond."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage import check_ins, deliveries, digests, tactics
from storage.documents import whole
from storage.rest import _moved, rest, wake
from storage.store import Store, Tx
from tests.storage.everything import fill
from tests.storage.stored import NOW, W

LATER = NOW + timedelta(days=400)
OTHER = "T0OTHER"


def due(tx: Tx) -> list[str]:
    """The workspaces in which something is due a year from now, once for each thing."""
    found = [
        *digests.due(tx, LATER, 100),
        *check_ins.plans_due(tx, LATER, 100),
        *check_ins.due(tx, LATER, 100),
        *tactics.rounds_due(tx, LATER, 100),
    ]
    claimed = deliveries.claim(tx, LATER, timedelta(), 100)
    return sorted([*(workspace for workspace, _ in found), *(each.workspace for each in claimed)])


async def test_nothing_falls_due_but_elsewhere(store: Store) -> None:
    async with store.transaction() as tx:
        for workspace in (W, OTHER):
            await tx.run(fill, workspace)
        await tx.run(rest, W)
    async with store.transaction() as tx:
        assert set(await tx.run(due)) == {OTHER}


async def test_resting_twice_and_waking_once_changes_nothing(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(fill)
        before = await tx.run(whole, [W])
        await tx.run(rest, W)
        assert await tx.run(whole, [W]) != before
        await tx.run(rest, W)
        await tx.run(wake, W)
        assert await tx.run(whole, [W]) == before
        await tx.run(wake, W)
        assert await tx.run(whole, [W]) == before


@given(st.datetimes(datetime(1990, 1, 1), datetime(3999, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis wants them so
def test_every_moment_can_be_put_off_and_is_the_same_again(moment: datetime) -> None:
    put_off = _moved(moment, 4000)
    assert put_off > datetime(4000, 1, 1, tzinfo=UTC)
    assert _moved(put_off, -4000) == moment
