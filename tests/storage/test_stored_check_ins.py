"""Check-ins: opened once, one at a time, and all that was answered."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest

from planning.check_ins import Answer, CheckInState, Course, CourseCounts
from planning.errors import Code, PlanningError
from storage import check_ins, goals, plans, tactics
from storage.engine.store import Store
from storage.engine.transactions import in_workspace
from tests.storage.stored import (
    ASKED,
    LATER,
    NOW,
    OTHER,
    W,
    a_check_in,
    a_goal,
    a_plan,
    a_tactic,
    furnish,
    furnish_with_tactic,
    now,
    query_plan,
    statements,
)
from tests.transactions import reading, transacting

DAY = timedelta(days=1)
CLOSED = CheckInState.CLOSED


async def test_a_check_in_comes_back_as_it_was_with_those_asked(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish(tx)
        assert check_ins.add(tx, a_check_in(), ASKED)
    with reading(store, W) as tx:
        assert check_ins.get(tx, "check-in") == a_check_in()
        people = check_ins.people(tx, "check-in")
        assert list(people.items()) == list(ASKED.items())
        assert check_ins.next_due(tx) == NOW + DAY


@pytest.mark.parametrize("state", [CheckInState.MISSED, CheckInState.PAUSED])
async def test_a_check_in_that_is_not_held_is_recorded_and_never_due(
    store: Store, state: CheckInState
) -> None:
    recorded = a_check_in(state=state, asked=())
    with transacting(store, W) as tx:
        furnish(tx)
        assert check_ins.add(tx, recorded, {})
        assert check_ins.get(tx, "check-in") == recorded
        assert check_ins.open_of(tx, "plan") is None
        assert check_ins.newest(tx, "plan") is None
        assert check_ins.next_due(tx) is None


async def test_a_check_in_that_is_not_there_is_gone(store: Store) -> None:
    with transacting(store) as tx:
        found = partial(check_ins.get, id_="x")
        saved = partial(check_ins.save, check_in=a_check_in(), due_at=None)
        for ask in (found, saved):
            with pytest.raises(PlanningError) as refused:
                ask(tx)
            assert refused.value.code is Code.GONE


async def test_a_plan_has_one_open_check_in(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish(tx)
        plans.add(tx, a_plan(id="second", channel="CELSE"))
        assert check_ins.add(tx, a_check_in(), ASKED)
        assert not check_ins.add(tx, a_check_in(closes_at=NOW), {})
        assert not check_ins.add(tx, a_check_in("too many"), {})
        assert check_ins.add(tx, a_check_in("missed", state=CheckInState.MISSED), {})
        assert check_ins.add(tx, a_check_in("elsewhere", plan="second"), {})
        assert check_ins.open_of(tx, "plan") == a_check_in()
        check_ins.save(tx, a_check_in(state=CLOSED), due_at=None)
        assert check_ins.open_of(tx, "plan") is None
        assert check_ins.add(tx, a_check_in("next"), {})


async def test_it_is_nudged_and_then_closed_with_its_counts(store: Store) -> None:
    counts = CourseCounts(on_course=3, drifting=1, off_course=0, silent=2)
    closed = a_check_in(state=CLOSED)
    with transacting(store, W) as tx:
        furnish(tx)
        check_ins.add(tx, a_check_in(), ASKED)
        assert check_ins.due(tx, NOW + DAY - timedelta(seconds=1), 10) == []
        assert check_ins.due(tx, NOW + DAY, 10) == [(W, "check-in")]
        check_ins.save(tx, a_check_in(), due_at=NOW + 2 * DAY)
        assert check_ins.due(tx, NOW + DAY, 10) == []
        assert check_ins.next_due(tx) == NOW + 2 * DAY
        assert check_ins.counts_of(tx, "check-in") is None
        check_ins.save(tx, closed, due_at=None, counts=counts)
        check_ins.save(tx, closed, due_at=None)
        assert check_ins.get(tx, "check-in") == closed
        assert check_ins.counts_of(tx, "check-in") == counts
        assert check_ins.counts_of(tx, "another") is None
        assert check_ins.due(tx, NOW + 9 * DAY, 10) == []


async def test_the_longest_waiting_are_due_first_in_every_workspace(store: Store) -> None:
    for workspace, days in ((W, 2), (OTHER, 1)):
        with transacting(store, workspace) as tx:
            furnish(tx)
            check_ins.add(tx, a_check_in(nudge_at=NOW + days * DAY), {})
            check_ins.set_next(tx, "plan", NOW + (days + 3) * DAY)
    with transacting(store, W) as tx:
        assert check_ins.due(tx, NOW + 2 * DAY, 10) == [(OTHER, "check-in"), (W, "check-in")]
        assert check_ins.due(tx, NOW + 2 * DAY, 1) == [(OTHER, "check-in")]
        assert check_ins.plans_due(tx, NOW + 5 * DAY, 10) == [(OTHER, "plan"), (W, "plan")]
        assert check_ins.plans_due(tx, NOW + 5 * DAY, 1) == [(OTHER, "plan")]
        assert check_ins.plans_due(tx, NOW + 3 * DAY, 10) == []


async def test_what_is_due_next_is_whatever_comes_first(store: Store) -> None:
    with transacting(store, W) as tx:
        assert check_ins.next_due(tx) is None
        furnish(tx)
        check_ins.set_next(tx, "plan", LATER)
        assert check_ins.next_due(tx) == LATER
        check_ins.add(tx, a_check_in(nudge_at=NOW), {})
        assert check_ins.next_due(tx) == NOW
        check_ins.set_next(tx, "plan", NOW - DAY)
        assert check_ins.next_due(tx) == NOW - DAY


async def test_the_next_check_in_outlasts_changes_of_the_plan_but_not_its_closing(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish(tx)
        assert check_ins.next_of(tx, "plan") is None
        assert check_ins.set_next(tx, "plan", LATER)
        renamed = plans.save(tx, a_plan(name="Renamed"))
        assert check_ins.next_of(tx, "plan") == LATER
        plans.save(tx, renamed.closed(NOW))
        assert check_ins.next_of(tx, "plan") is None
        assert not check_ins.set_next(tx, "plan", LATER)
        assert check_ins.next_of(tx, "plan") is None
        assert check_ins.next_of(tx, "another") is None


async def test_the_next_check_in_moves_only_from_where_it_is_expected(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish(tx)
        assert not check_ins.set_next(tx, "plan", LATER, expected=NOW)
        assert check_ins.set_next(tx, "plan", NOW, expected=None)
        assert not check_ins.set_next(tx, "plan", LATER, expected=None)
        assert check_ins.set_next(tx, "plan", LATER, expected=NOW)
        assert check_ins.next_of(tx, "plan") == LATER
        assert check_ins.set_next(tx, "plan", None, expected=LATER)
        assert check_ins.next_of(tx, "plan") is None


async def test_two_processes_never_open_the_same_check_in(file_store: Store, database: str) -> None:
    other = await Store.open(database, now=now)
    with transacting(file_store, W) as tx:
        furnish(tx)
        check_ins.set_next(tx, "plan", NOW)

    async def open_one(store: Store) -> bool:
        with reading(store) as tx:
            due = check_ins.plans_due(tx, NOW, 10)
        everybody_knows.release()
        await all_looked.wait()
        with transacting(store, W) as tx:
            return due == [(W, "plan")] and check_ins.set_next(tx, "plan", NOW + 7 * DAY, expected=NOW)

    everybody_knows, all_looked = asyncio.Semaphore(0), asyncio.Event()
    turns = [asyncio.create_task(open_one(store)) for store in (file_store, other) for _ in range(4)]
    for _ in turns:
        await everybody_knows.acquire()
    all_looked.set()
    assert sorted(await asyncio.gather(*turns)) == [False] * 7 + [True]
    await other.close()


async def test_the_newest_that_was_held(store: Store) -> None:
    weeks = [
        a_check_in(f"week {week}", opened_at=NOW + week * 7 * DAY, state=CLOSED, asked=())
        for week in range(3)
    ]
    running = a_check_in("running", opened_at=NOW + 21 * DAY, asked=())
    with transacting(store, W) as tx:
        furnish(tx)
        for check_in in (weeks[1], weeks[0], weeks[2], running):
            check_ins.add(tx, check_in, {})
        missed = a_check_in("missed", opened_at=NOW + 15 * DAY, state=CheckInState.MISSED)
        check_ins.add(tx, missed, {})
        assert check_ins.newest(tx, "plan", running) == weeks[2]
        assert check_ins.newest(tx, "plan", weeks[2]) == weeks[1]
        assert check_ins.newest(tx, "plan", weeks[0]) is None
        assert check_ins.newest(tx, "plan") == weeks[2]


async def test_workspaces_do_not_share_check_ins(store: Store) -> None:
    theirs = a_check_in(closes_at=NOW + 5 * DAY, asked=("UMAYA",))
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish_with_tactic(tx)
        plans.add(other, a_plan(OTHER))
        goals.add(other, a_goal())
        tactics.add(other, a_tactic(owners=("UMAYA",)))
        check_ins.add(tx, a_check_in(), ASKED)
        assert check_ins.add(other, theirs, {"UMAYA": "owed"})
        given = Answer("check-in", "tactic", "UMAYA", Course.ON_COURSE, "", None, "", NOW)
        check_ins.put_answer(tx, given)
        check_ins.set_person(tx, "check-in", "UMAYA", "answered")
        check_ins.save(tx, a_check_in(state=CLOSED), due_at=None, counts=CourseCounts(1))
        check_ins.set_next(tx, "plan", LATER)
        assert check_ins.get(other, "check-in") == theirs
        assert check_ins.open_of(other, "plan") == theirs
        assert check_ins.pending_of(other, "UMAYA") == (theirs,)
        assert check_ins.answers(other, "check-in") == ()
        assert check_ins.counts_of(other, "check-in") is None
        assert check_ins.newest(other, "plan") is None
        assert check_ins.next_of(other, "plan") is None
        assert check_ins.due(tx, NOW + 9 * DAY, 10) == [(OTHER, "check-in")]


async def test_the_last_counts_of_a_plan_in_the_order_of_time(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish(tx)
        for week in range(4):
            opened = NOW + timedelta(weeks=week)
            held = a_check_in(f"week-{week}", on=opened.date(), opened_at=opened, state=CLOSED)
            assert check_ins.add(tx, held, ASKED)
            if week != 1:  # whose summary was never made
                check_ins.save(tx, held, due_at=None, counts=CourseCounts(on_course=week))
    now_open = a_check_in("now", opened_at=NOW + timedelta(weeks=4))
    with reading(store, W) as tx, in_workspace(tx, OTHER) as other:
        third, fourth = (NOW + timedelta(weeks=2)).date(), (NOW + timedelta(weeks=3)).date()
        last = ((third, CourseCounts(2)), (fourth, CourseCounts(3)))
        assert check_ins.last_counts(tx, now_open, 2) == last
        assert check_ins.last_counts(tx, now_open, 9) == ((NOW.date(), CourseCounts(0)), *last)
        before = a_check_in("week-3", opened_at=NOW + timedelta(weeks=3))
        assert check_ins.last_counts(tx, before, 1) == ((third, CourseCounts(2)),)
        assert check_ins.last_counts(other, now_open, 9) == ()
        with statements(store) as sent:
            check_ins.last_counts(tx, now_open, 9)
        assert "ix_check_ins_plan" in query_plan(tx, sent[0])
