"""Check-ins: opened once, one at a time, and all that was answered."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest

from planning.check_ins import Answer, CheckInState, Counts, Course
from planning.errors import Code, PlanningError
from storage import check_ins, goals, plans, tactics
from storage.store import Store
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

DAY = timedelta(days=1)
CLOSED = CheckInState.CLOSED


async def test_a_check_in_comes_back_as_it_was_with_those_asked(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        assert await tx.run(check_ins.add, W, a_check_in(), ASKED)
    async with store.reading() as tx:
        assert await tx.run(check_ins.get, W, "check-in") == a_check_in()
        people = await tx.run(check_ins.people, W, "check-in")
        assert list(people.items()) == list(ASKED.items())
        assert await tx.run(check_ins.next_due) == NOW + DAY


@pytest.mark.parametrize("state", [CheckInState.MISSED, CheckInState.PAUSED])
async def test_a_check_in_that_is_not_held_is_recorded_and_never_due(
    store: Store, state: CheckInState
) -> None:
    recorded = a_check_in(state=state, asked=())
    async with store.transaction() as tx:
        await tx.run(furnish)
        assert await tx.run(check_ins.add, W, recorded, {})
        assert await tx.run(check_ins.get, W, "check-in") == recorded
        assert await tx.run(check_ins.open_of, W, "plan") is None
        assert await tx.run(check_ins.newest, W, "plan") is None
        assert await tx.run(check_ins.next_due) is None


async def test_a_check_in_that_is_not_there_is_gone(store: Store) -> None:
    async with store.transaction() as tx:
        found = partial(check_ins.get, workspace=W, id_="x")
        saved = partial(check_ins.save, workspace=W, check_in=a_check_in(), due_at=None)
        for ask in (found, saved):
            with pytest.raises(PlanningError) as refused:
                await tx.run(ask)
            assert refused.value.code is Code.GONE


async def test_a_plan_has_one_open_check_in(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(plans.add, a_plan(id="second", channel="CELSE"))
        assert await tx.run(check_ins.add, W, a_check_in(), ASKED)
        assert not await tx.run(check_ins.add, W, a_check_in(closes_at=NOW), {})
        assert not await tx.run(check_ins.add, W, a_check_in("too many"), {})
        assert await tx.run(check_ins.add, W, a_check_in("missed", state=CheckInState.MISSED), {})
        assert await tx.run(check_ins.add, W, a_check_in("elsewhere", plan="second"), {})
        assert await tx.run(check_ins.open_of, W, "plan") == a_check_in()
        await tx.run(check_ins.save, W, a_check_in(state=CLOSED), due_at=None)
        assert await tx.run(check_ins.open_of, W, "plan") is None
        assert await tx.run(check_ins.add, W, a_check_in("next"), {})


async def test_it_is_nudged_and_then_closed_with_its_counts(store: Store) -> None:
    counts = Counts(on_course=3, drifting=1, off_course=0, silent=2)
    closed = a_check_in(state=CLOSED)
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(check_ins.add, W, a_check_in(), ASKED)
        assert await tx.run(check_ins.due, NOW + DAY - timedelta(seconds=1), 10) == []
        assert await tx.run(check_ins.due, NOW + DAY, 10) == [(W, "check-in")]
        await tx.run(check_ins.save, W, a_check_in(), due_at=NOW + 2 * DAY)
        assert await tx.run(check_ins.due, NOW + DAY, 10) == []
        assert await tx.run(check_ins.next_due) == NOW + 2 * DAY
        assert await tx.run(check_ins.counts_of, W, "check-in") is None
        await tx.run(check_ins.save, W, closed, due_at=None, counts=counts)
        await tx.run(check_ins.save, W, closed, due_at=None)
        assert await tx.run(check_ins.get, W, "check-in") == closed
        assert await tx.run(check_ins.counts_of, W, "check-in") == counts
        assert await tx.run(check_ins.counts_of, W, "another") is None
        assert await tx.run(check_ins.due, NOW + 9 * DAY, 10) == []


async def test_the_longest_waiting_are_due_first_in_every_workspace(store: Store) -> None:
    async with store.transaction() as tx:
        for workspace, days in ((W, 2), (OTHER, 1)):
            await tx.run(furnish, workspace)
            await tx.run(check_ins.add, workspace, a_check_in(nudge_at=NOW + days * DAY), {})
            await tx.run(check_ins.set_next, workspace, "plan", NOW + (days + 3) * DAY)
        assert await tx.run(check_ins.due, NOW + 2 * DAY, 10) == [(OTHER, "check-in"), (W, "check-in")]
        assert await tx.run(check_ins.due, NOW + 2 * DAY, 1) == [(OTHER, "check-in")]
        assert await tx.run(check_ins.plans_due, NOW + 5 * DAY, 10) == [(OTHER, "plan"), (W, "plan")]
        assert await tx.run(check_ins.plans_due, NOW + 5 * DAY, 1) == [(OTHER, "plan")]
        assert await tx.run(check_ins.plans_due, NOW + 3 * DAY, 10) == []


async def test_what_is_due_next_is_whatever_comes_first(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.run(check_ins.next_due) is None
        await tx.run(furnish)
        await tx.run(check_ins.set_next, W, "plan", LATER)
        assert await tx.run(check_ins.next_due) == LATER
        await tx.run(check_ins.add, W, a_check_in(nudge_at=NOW), {})
        assert await tx.run(check_ins.next_due) == NOW
        await tx.run(check_ins.set_next, W, "plan", NOW - DAY)
        assert await tx.run(check_ins.next_due) == NOW - DAY


async def test_the_next_check_in_outlasts_changes_of_the_plan_but_not_its_closing(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        assert await tx.run(check_ins.next_of, W, "plan") is None
        assert await tx.run(check_ins.set_next, W, "plan", LATER)
        renamed = await tx.run(plans.save, a_plan(name="Renamed"))
        assert await tx.run(check_ins.next_of, W, "plan") == LATER
        await tx.run(plans.save, renamed.closed(NOW))
        assert await tx.run(check_ins.next_of, W, "plan") is None
        assert not await tx.run(check_ins.set_next, W, "plan", LATER)
        assert await tx.run(check_ins.next_of, W, "plan") is None
        assert await tx.run(check_ins.next_of, W, "another") is None


async def test_the_next_check_in_moves_only_from_where_it_is_expected(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        assert not await tx.run(check_ins.set_next, W, "plan", LATER, expected=NOW)
        assert await tx.run(check_ins.set_next, W, "plan", NOW, expected=None)
        assert not await tx.run(check_ins.set_next, W, "plan", LATER, expected=None)
        assert await tx.run(check_ins.set_next, W, "plan", LATER, expected=NOW)
        assert await tx.run(check_ins.next_of, W, "plan") == LATER
        assert await tx.run(check_ins.set_next, W, "plan", None, expected=LATER)
        assert await tx.run(check_ins.next_of, W, "plan") is None


async def test_two_processes_never_open_the_same_check_in(file_store: Store, database: str) -> None:
    other = await Store.open(database, now=now)
    async with file_store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(check_ins.set_next, W, "plan", NOW)

    async def open_one(store: Store) -> bool:
        async with store.reading() as tx:
            due = await tx.run(check_ins.plans_due, NOW, 10)
        everybody_knows.release()
        await all_looked.wait()
        async with store.transaction() as tx:
            return due == [(W, "plan")] and await tx.run(
                check_ins.set_next, W, "plan", NOW + 7 * DAY, expected=NOW
            )

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
    async with store.transaction() as tx:
        await tx.run(furnish)
        for check_in in (weeks[1], weeks[0], weeks[2], running):
            await tx.run(check_ins.add, W, check_in, {})
        missed = a_check_in("missed", opened_at=NOW + 15 * DAY, state=CheckInState.MISSED)
        await tx.run(check_ins.add, W, missed, {})
        assert await tx.run(check_ins.newest, W, "plan", running) == weeks[2]
        assert await tx.run(check_ins.newest, W, "plan", weeks[2]) == weeks[1]
        assert await tx.run(check_ins.newest, W, "plan", weeks[0]) is None
        assert await tx.run(check_ins.newest, W, "plan") == weeks[2]


async def test_workspaces_do_not_share_check_ins(store: Store) -> None:
    theirs = a_check_in(closes_at=NOW + 5 * DAY, asked=("UMAYA",))
    async with store.transaction() as tx:
        await tx.run(furnish_with_tactic)
        await tx.run(plans.add, a_plan(OTHER))
        await tx.run(goals.add, OTHER, a_goal())
        await tx.run(tactics.add, OTHER, a_tactic(owners=("UMAYA",)))
        await tx.run(check_ins.add, W, a_check_in(), ASKED)
        assert await tx.run(check_ins.add, OTHER, theirs, {"UMAYA": "owed"})
        given = Answer("check-in", "tactic", "UMAYA", Course.ON_COURSE, "", None, "", NOW)
        await tx.run(check_ins.put_answer, W, given)
        await tx.run(check_ins.set_person, W, "check-in", "UMAYA", "answered")
        await tx.run(check_ins.save, W, a_check_in(state=CLOSED), due_at=None, counts=Counts(1))
        await tx.run(check_ins.set_next, W, "plan", LATER)
        assert await tx.run(check_ins.get, OTHER, "check-in") == theirs
        assert await tx.run(check_ins.open_of, OTHER, "plan") == theirs
        assert await tx.run(check_ins.owed_by, OTHER, "UMAYA") == (theirs,)
        assert await tx.run(check_ins.answers, OTHER, "check-in") == ()
        assert await tx.run(check_ins.counts_of, OTHER, "check-in") is None
        assert await tx.run(check_ins.newest, OTHER, "plan") is None
        assert await tx.run(check_ins.next_of, OTHER, "plan") is None
        assert await tx.run(check_ins.due, NOW + 9 * DAY, 10) == [(OTHER, "check-in")]


async def test_the_last_counts_of_a_plan_in_the_order_of_time(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        for week in range(4):
            opened = NOW + timedelta(weeks=week)
            held = a_check_in(f"week-{week}", on=opened.date(), opened_at=opened, state=CLOSED)
            assert await tx.run(check_ins.add, W, held, ASKED)
            if week != 1:  # whose summary was never made
                await tx.run(check_ins.save, W, held, due_at=None, counts=Counts(on_course=week))
    now_open = a_check_in("now", opened_at=NOW + timedelta(weeks=4))
    async with store.reading() as tx:
        third, fourth = (NOW + timedelta(weeks=2)).date(), (NOW + timedelta(weeks=3)).date()
        last = ((third, Counts(2)), (fourth, Counts(3)))
        assert await tx.run(check_ins.last_counts, W, now_open, 2) == last
        assert await tx.run(check_ins.last_counts, W, now_open, 9) == ((NOW.date(), Counts(0)), *last)
        before = a_check_in("week-3", opened_at=NOW + timedelta(weeks=3))
        assert await tx.run(check_ins.last_counts, W, before, 1) == ((third, Counts(2)),)
        assert await tx.run(check_ins.last_counts, OTHER, now_open, 9) == ()
        with statements(store) as sent:
            await tx.run(check_ins.last_counts, W, now_open, 9)
        assert "ix_check_ins_plan" in await tx.run(query_plan, sent[0])
