"""The logbook: every entry under a number of its own, newest first."""

import asyncio
from datetime import datetime

from planning.logbook import Action, Change, Entry
from storage import logbook, plans
from storage.store import Store, Tx
from tests.storage.stored import LATER, NOW, OTHER, W, a_plan, furnish, statements


async def write(
    tx: Tx,
    action: Action,
    subject: str = "tactic",
    person: str | None = "UBRIAN",
    workspace: str = W,
    at: datetime = NOW,
) -> Entry:
    return await logbook.add(
        tx, workspace, plan="plan", at=at, person=person, action=action, subject=subject, title="A title"
    )


async def test_an_entry_comes_back_as_it_was(store: Store) -> None:
    changes = (
        Change("owners", ["UBRIAN"], []),
        Change("eta", None, "2027-02-01"),
        Change("metrics", None, [{"name": "mentions", "start": 1.5}]),
    )
    whole = Entry("plan", 1, LATER, None, Action.TACTIC_CHANGED, "tactic", "Ēst", changes, "Because")
    async with store.transaction() as tx:
        await furnish(tx)
        assert whole == await logbook.add(
            tx,
            W,
            plan="plan",
            at=LATER,
            person=None,
            action=Action.TACTIC_CHANGED,
            subject="tactic",
            title="Ēst",
            changes=changes,
            why="Because",
        )
    async with store.reading() as tx:
        assert await logbook.last(tx, W, "plan") == whole


async def test_pages_go_from_the_newest_back(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish(tx)
        written = [await write(tx, Action.TACTIC_CHANGED) for _ in range(25)]
        entries, total = await logbook.page(tx, W, "plan", 20, 10)
        assert (entries, total) == (tuple(written[4::-1]), 25)
        assert [entry.number for entry in written] == list(range(1, 26))
        assert await logbook.page(tx, OTHER, "plan", 0, 10) == ((), 0)


async def test_ratings_and_reveals_are_passed_over(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish(tx)
        assert await logbook.last(tx, W, "plan") is None
        moved = await write(tx, Action.TACTIC_MOVED)
        await write(tx, Action.TACTIC_RATED)
        await write(tx, Action.RATINGS_REVEALED, person=None)
        assert await logbook.last(tx, W, "plan") == moved


async def test_the_last_change_of_one_thing(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish(tx)
        moved = await write(tx, Action.TACTIC_MOVED)
        await write(tx, Action.TACTIC_RATED)
        await write(tx, Action.GOAL_CHANGED, "goal")
        assert await logbook.last_of(tx, W, "plan", "tactic") == moved
        revealed = await write(tx, Action.RATINGS_REVEALED, person=None)
        assert await logbook.last_of(tx, W, "plan", "tactic") == revealed
        assert await logbook.last_of(tx, W, "plan", "nothing") is None


async def test_entries_since_a_moment_in_order(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish(tx)
        await plans.add(tx, a_plan(OTHER))
        early = await write(tx, Action.PLAN_STARTED)
        late = [await write(tx, action, at=LATER) for action in (Action.GOAL_ADDED, Action.TACTIC_ADDED)]
        await write(tx, Action.PLAN_STARTED, workspace=OTHER, at=LATER)
        assert await logbook.since(tx, W, "plan", NOW) == (early, *late)
        assert await logbook.since(tx, W, "plan", LATER) == tuple(late)
        assert await logbook.since(tx, W, "another", NOW) == ()


async def test_who_changed_each_of_several_things_last(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish(tx)
        await plans.add(tx, a_plan(OTHER))
        await write(tx, Action.TACTIC_ADDED, "t1")
        moved = await write(tx, Action.TACTIC_MOVED, "t1", "UMAYA", at=LATER)
        added = await write(tx, Action.TACTIC_ADDED, "t2")
        await write(tx, Action.TACTIC_RATED, "t2", "UMAYA")
        await write(tx, Action.RATINGS_REVEALED, "t2", None)
        await write(tx, Action.TACTIC_ADDED, "t3")
        await write(tx, Action.RATINGS_REVEALED, "t4", None)
        await write(tx, Action.TACTIC_DONE, "t1", workspace=OTHER)
        with statements(store) as sent:
            changes = await logbook.last_changes(tx, W, "plan", ["t1", "t2", "t4", "t5"])
        assert changes == {"t1": moved, "t2": added}
        assert len(sent) == 1
        assert await logbook.last_changes(tx, W, "plan", []) == {}


async def test_numbers_count_by_plan_and_workspace(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish(tx)
        await plans.add(tx, a_plan(OTHER))
        ours = [await write(tx, Action.GOAL_ADDED) for _ in range(2)]
        theirs = await write(tx, Action.PLAN_STARTED, workspace=OTHER)
        assert ([entry.number for entry in ours], theirs.number) == ([1, 2], 1)
        assert await logbook.last(tx, W, "plan") == ours[-1]
        assert await logbook.last_of(tx, OTHER, "plan", "tactic") == theirs


async def test_writers_at_once_get_numbers_of_their_own(file_store: Store) -> None:
    async with file_store.transaction() as tx:
        await furnish(tx)

    async def one() -> int:
        async with file_store.transaction() as tx:
            return (await write(tx, Action.TACTIC_CHANGED)).number

    assert sorted(await asyncio.gather(*(one() for _ in range(30)))) == list(range(1, 31))
