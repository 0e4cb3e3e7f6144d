"""Check-ins: opened once, one at a time, and all that was answered."""

import asyncio
from datetime import timedelta

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
        await furnish(tx)
        assert await check_ins.add(tx, W, a_check_in(), ASKED)
    async with store.reading() as tx:
        assert await check_ins.get(tx, W, "check-in") == a_check_in()
        people = await check_ins.people(tx, W, "check-in")
        assert list(people.items()) == list(ASKED.items())
        assert await check_ins.next_due(tx) == NOW + DAY


@pytest.mark.parametrize("state", [CheckInState.MISSED, CheckInState.PAUSED])
async def test_a_check_in_that_is_not_held_is_recorded_and_never_due(
    store: Store, state: CheckInState
) -> None:
    recorded = a_check_in(state=state, asked=())
    async with store.transaction() as tx:
        await furnish(tx)
        assert await check_ins.add(tx, W, recorded, {})
        assert await check_ins.get(tx, W, "check-in") == recorded
        assert await check_ins.open_of(tx, W, "plan") is None
        assert await check_ins.newest(tx, W, "plan") is None
        assert await check_ins.next_due(tx) is None


async def test_a_check_in_that_is_not_there_is_gone(store: Store) -> None:
    async with store.transaction() as tx:
        for ask in (check_ins.get(tx, W, "x"), check_ins.save(tx, W, a_check_in(), due_at=None)):
            with pytest.raises(PlanningError) as refused:
                await ask
            assert refused.value.code is Code.GONE


async def test_a_plan_has_one_open_check_in(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish(tx)
        await plans.add(tx, a_plan(id="second", channel="CELSE"))
        assert await check_ins.add(tx, W, a_check_in(), ASKED)
        assert not await check_ins.add(tx, W, a_check_in(closes_at=NOW), {})
        assert not await check_ins.add(tx, W, a_check_in("too many"), {})
        assert await check_ins.add(tx, W, a_check_in("missed", state=CheckInState.MISSED), {})
        assert await check_ins.add(tx, W, a_check_in("elsewhere", plan="second"), {})
        assert await check_ins.open_of(tx, W, "plan") == a_check_in()
        await check_ins.save(tx, W, a_check_in(state=CLOSED), due_at=None)
        assert await check_ins.open_of(tx, W, "plan") is None
        assert await check_ins.add(tx, W, a_check_in("next"), {})


async def test_it_is_nudged_and_then_closed_with_its_counts(store: Store) -> None:
    counts = Counts(on_course=3, drifting=1, off_course=0, silent=2)
    closed = a_check_in(state=CLOSED)
    async with store.transaction() as tx:
        await furnish(tx)
        await check_ins.add(tx, W, a_check_in(), ASKED)
        assert await check_ins.due(tx, NOW + DAY - timedelta(seconds=1), 10) == []
        assert await check_ins.due(tx, NOW + DAY, 10) == [(W, "check-in")]
        await check_ins.save(tx, W, a_check_in(), due_at=NOW + 2 * DAY)
        assert await check_ins.due(tx, NOW + DAY, 10) == []
        assert await check_ins.next_due(tx) == NOW + 2 * DAY
        assert await check_ins.counts_of(tx, W, "check-in") is None
        await check_ins.save(tx, W, closed, due_at=None, counts=counts)
        await check_ins.save(tx, W, closed, due_at=None)
        assert await check_ins.get(tx, W, "check-in") == closed
        assert await check_ins.counts_of(tx, W, "check-in") == counts
        assert await check_ins.counts_of(tx, W, "another") is None
        assert await check_ins.due(tx, NOW + 9 * DAY, 10) == []


async def test_the_longest_waiting_are_due_first_in_every_workspace(store: Store) -> None:
    async with store.transaction() as tx:
        for workspace, days in ((W, 2), (OTHER, 1)):
            await furnish(tx, workspace)
            await check_ins.add(tx, workspace, a_check_in(nudge_at=NOW + days * DAY), {})
            await check_ins.set_next(tx, workspace, "plan", NOW + (days + 3) * DAY)
        assert await check_ins.due(tx, NOW + 2 * DAY, 10) == [(OTHER, "check-in"), (W, "check-in")]
        assert await check_ins.due(tx, NOW + 2 * DAY, 1) == [(OTHER, "check-in")]
        assert await check_ins.plans_due(tx, NOW + 5 * DAY, 10) == [(OTHER, "plan"), (W, "plan")]
        assert await check_ins.plans_due(tx, NOW + 5 * DAY, 1) == [(OTHER, "plan")]
        assert await check_ins.plans_due(tx, NOW + 3 * DAY, 10) == []


async def test_what_is_due_next_is_whatever_comes_first(store: Store) -> None:
    async with store.transaction() as tx:
        assert await check_ins.next_due(tx) is None
        await furnish(tx)
        await check_ins.set_next(tx, W, "plan", LATER)
        assert await check_ins.next_due(tx) == LATER
        await check_ins.add(tx, W, a_check_in(nudge_at=NOW), {})
        assert await check_ins.next_due(tx) == NOW
        await check_ins.set_next(tx, W, "plan", NOW - DAY)
        assert await check_ins.next_due(tx) == NOW - DAY


async def test_the_next_check_in_outlasts_changes_of_the_plan_but_not_its_closing(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish(tx)
        assert await check_ins.next_of(tx, W, "plan") is None
        assert await check_ins.set_next(tx, W, "plan", LATER)
        renamed = await plans.save(tx, a_plan(name="Renamed"))
        assert await check_ins.next_of(tx, W, "plan") == LATER
        await plans.save(tx, renamed.closed(NOW))
        assert await check_ins.next_of(tx, W, "plan") is None
        assert not await check_ins.set_next(tx, W, "plan", LATER)
        assert await check_ins.next_of(tx, W, "plan") is None
        assert await check_ins.next_of(tx, W, "another") is None


async def test_the_next_check_in_moves_only_from_where_it_is_expected(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish(tx)
        assert not await check_ins.set_next(tx, W, "plan", LATER, expected=NOW)
        assert await check_ins.set_next(tx, W, "plan", NOW, expected=None)
        assert not await check_ins.set_next(tx, W, "plan", LATER, expected=None)
        assert await check_ins.set_next(tx, W, "plan", LATER, expected=NOW)
        assert await check_ins.next_of(tx, W, "plan") == LATER
        assert await check_ins.set_next(tx, W, "plan", None, expected=LATER)
        assert await check_ins.next_of(tx, W, "plan") is None


async def test_two_processes_never_open_the_same_check_in(file_store: Store, database: str) -> None:
    other = await Store.open(database, now=now)
    async with file_store.transaction() as tx:
        await furnish(tx)
        await check_ins.set_next(tx, W, "plan", NOW)

    async def open_one(store: Store) -> bool:
        async with store.reading() as tx:
            due = await check_ins.plans_due(tx, NOW, 10)
        everybody_knows.release()
        await all_looked.wait()
        async with store.transaction() as tx:
            return due == [(W, "plan")] and await check_ins.set_next(
                tx, W, "plan", NOW + 7 * DAY, expected=NOW
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
        await furnish(tx)
        for check_in in (weeks[1], weeks[0], weeks[2], running):
            await check_ins.add(tx, W, check_in, {})
        missed = a_check_in("missed", opened_at=NOW + 15 * DAY, state=CheckInState.MISSED)
        await check_ins.add(tx, W, missed, {})
        assert await check_ins.newest(tx, W, "plan", running) == weeks[2]
        assert await check_ins.newest(tx, W, "plan", weeks[2]) == weeks[1]
        assert await check_ins.newest(tx, W, "plan", weeks[0]) is None
        assert await check_ins.newest(tx, W, "plan") == weeks[2]


async def test_workspaces_do_not_share_check_ins(store: Store) -> None:
    theirs = a_check_in(closes_at=NOW + 5 * DAY, asked=("UMAYA",))
    async with store.transaction() as tx:
        await furnish_with_tactic(tx)
        await plans.add(tx, a_plan(OTHER))
        await goals.add(tx, OTHER, a_goal())
        await tactics.add(tx, OTHER, a_tactic(owners=("UMAYA",)))
        await check_ins.add(tx, W, a_check_in(), ASKED)
        assert await check_ins.add(tx, OTHER, theirs, {"UMAYA": "owed"})
        given = Answer("check-in", "tactic", "UMAYA", Course.ON_COURSE, "", None, "", NOW)
        await check_ins.put_answer(tx, W, given)
        await check_ins.set_person(tx, W, "check-in", "UMAYA", "answered")
        await check_ins.save(tx, W, a_check_in(state=CLOSED), due_at=None, counts=Counts(1))
        await check_ins.set_next(tx, W, "plan", LATER)
        assert await check_ins.get(tx, OTHER, "check-in") == theirs
        assert await check_ins.open_of(tx, OTHER, "plan") == theirs
        assert await check_ins.owed_by(tx, OTHER, "UMAYA") == (theirs,)
        assert await check_ins.answers(tx, OTHER, "check-in") == ()
        assert await check_ins.counts_of(tx, OTHER, "check-in") is None
        assert await check_ins.newest(tx, OTHER, "plan") is None
        assert await check_ins.next_of(tx, OTHER, "plan") is None
        assert await check_ins.due(tx, NOW + 9 * DAY, 10) == [(OTHER, "check-in")]


async def test_the_last_counts_of_a_plan_in_the_order_of_time(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish(tx)
        for week in range(4):
            opened = NOW + timedelta(weeks=week)
            held = a_check_in(f"week-{week}", on=opened.date(), opened_at=opened, state=CLOSED)
            assert await check_ins.add(tx, W, held, ASKED)
            if week != 1:  # whose summary was never made
                await check_ins.save(tx, W, held, due_at=None, counts=Counts(on_course=week))
    now_open = a_check_in("now", opened_at=NOW + timedelta(weeks=4))
    async with store.reading() as tx:
        third, fourth = (NOW + timedelta(weeks=2)).date(), (NOW + timedelta(weeks=3)).date()
        last = ((third, Counts(2)), (fourth, Counts(3)))
        assert await check_ins.last_counts(tx, W, now_open, 2) == last
        assert await check_ins.last_counts(tx, W, now_open, 9) == ((NOW.date(), Counts(0)), *last)
        before = a_check_in("week-3", opened_at=NOW + timedelta(weeks=3))
        assert await check_ins.last_counts(tx, W, before, 1) == ((third, Counts(2)),)
        assert await check_ins.last_counts(tx, OTHER, now_open, 9) == ()
        with statements(store) as sent:
            await check_ins.last_counts(tx, W, now_open, 9)
        assert "ix_check_ins_plan" in await query_plan(tx, sent[0])
