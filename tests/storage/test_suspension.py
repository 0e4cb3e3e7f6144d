"""A workspace at rest: nothing falls due in it, and all of it is there again to the microsecond."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage import check_ins, daily_messages, deliveries, tactics
from storage.engine.store import Store
from storage.engine.transactions import Tx
from storage.suspension import _moved, rest, wake
from storage.transfer.export import whole
from tests.storage.everything import fill
from tests.storage.stored import NOW, W
from tests.transactions import transacting

LATER = NOW + timedelta(days=400)
OTHER = "T0OTHER"


def due(tx: Tx) -> list[str]:
    """The workspaces in which something is due a year from now, once for each thing."""
    found = [
        *daily_messages.due(tx, LATER, 100),
        *check_ins.plans_due(tx, LATER, 100),
        *check_ins.due(tx, LATER, 100),
        *tactics.rounds_due(tx, LATER, 100),
    ]
    claimed = deliveries.claim(tx, LATER, timedelta(), 100)
    return sorted([*(workspace for workspace, _ in found), *(each.workspace for each in claimed)])


async def test_nothing_falls_due_but_elsewhere(store: Store) -> None:
    for workspace in (W, OTHER):
        with transacting(store, workspace) as tx:
            fill(tx)
    with transacting(store, W) as tx:
        rest(tx, W)
    with transacting(store) as tx:
        assert set(due(tx)) == {OTHER}


async def test_resting_twice_and_waking_once_changes_nothing(store: Store) -> None:
    with transacting(store) as tx:
        fill(tx)
        before = whole(tx, [W])
        rest(tx, W)
        assert whole(tx, [W]) != before
        rest(tx, W)
        wake(tx, W)
        assert whole(tx, [W]) == before
        wake(tx, W)
        assert whole(tx, [W]) == before


@given(st.datetimes(datetime(1990, 1, 1), datetime(3999, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis wants them so
def test_every_moment_can_be_put_off_and_is_the_same_again(moment: datetime) -> None:
    put_off = _moved(moment, 4000)
    assert put_off > datetime(4000, 1, 1, tzinfo=UTC)
    assert _moved(put_off, -4000) == moment
