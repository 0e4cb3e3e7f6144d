"""A suspended workspace: nothing falls due in it, and every due date is there again when it is resumed."""

from datetime import timedelta

from storage import check_ins, daily_messages, deliveries, due, tactics
from storage.engine.store import Store
from storage.engine.transactions import Tx
from storage.suspension import resume, suspend
from storage.transfer.export import export_data
from tests.storage.everything import fill
from tests.storage.stored import NOW, OTHER, W, a_check_in
from tests.transactions import reading, transacting

LATER = NOW + timedelta(days=400)


def found_due(tx: Tx) -> list[str]:
    """The workspaces in which something is due a year from now, once for each thing."""
    found = [
        *daily_messages.due(tx, LATER, 100),
        *check_ins.plans_due(tx, LATER, 100),
        *check_ins.due(tx, LATER, 100),
        *tactics.rounds_due(tx, LATER, 100),
    ]
    claimed = deliveries.claim(tx, LATER, timedelta(), 100)
    return sorted([*(workspace for workspace, _ in found), *(each.workspace for each in claimed)])


def next_due(tx: Tx) -> list[object]:
    """Whatever comes next of each kind."""
    moments = (daily_messages.next_at, check_ins.next_due, tactics.next_rate_by, deliveries.next_due)
    return [at for next_at in moments if (at := next_at(tx))]


def fill_with_open_check_in(tx: Tx) -> None:
    """Something of everything, and something due in each table."""
    fill(tx)
    assert check_ins.add(tx, a_check_in("open"), {"UMAYA": "owed"})


async def test_nothing_falls_due_but_elsewhere(store: Store) -> None:
    for workspace in (W, OTHER):
        with transacting(store, workspace) as tx:
            fill_with_open_check_in(tx)
    with transacting(store, W) as tx:
        suspend(tx, W, NOW)
        assert set(found_due(tx)) == {OTHER}
        suspend(tx, OTHER, NOW)
        assert not due.tables(tx, LATER)
        assert deliveries.count_due(tx, LATER) == 0
        assert found_due(tx) == []
        assert next_due(tx) == []
        resume(tx, W)
        assert due.tables(tx, LATER)
        assert len(next_due(tx)) == 4
        assert set(found_due(tx)) == {W}


async def test_an_export_is_the_same_while_a_workspace_is_suspended(store: Store) -> None:
    with transacting(store) as tx:
        fill(tx)
        before = export_data(tx, [W])
        suspend(tx, W, NOW)
        suspend(tx, W, LATER)
        assert export_data(tx, [W]) == before
        resume(tx, W)
        resume(tx, W)
        assert export_data(tx, [W]) == before


async def test_what_is_saved_meanwhile_stays_suspended(store: Store) -> None:
    with transacting(store) as tx:
        fill_with_open_check_in(tx)
        suspend(tx, W, NOW)
        tactics.save(tx, tactics.get(tx, "t2"))
        check_ins.save(tx, check_ins.get(tx, "open"), due_at=NOW)
        daily_messages.schedule(tx, "UBRIAN", NOW)
    with reading(store) as tx:
        assert not due.tables(tx, LATER)
