"""The logbook: every entry under a number of its own, newest first."""

import asyncio
from datetime import datetime

from planning.logbook import Action, Change, Entry
from storage import logbook, plans
from storage.store import Store, Tx
from tests.storage.stored import LATER, NOW, OTHER, W, a_plan, furnish, statements


def write(
    tx: Tx,
    action: Action,
    subject: str = "tactic",
    person: str | None = "UBRIAN",
    workspace: str = W,
    at: datetime = NOW,
) -> Entry:
    return logbook.add(
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
        await tx.run(furnish)
        assert whole == await tx.run(
            logbook.add,
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
        assert await tx.run(logbook.last, W, "plan") == whole


async def test_pages_go_from_the_newest_back(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        written = [await tx.run(write, Action.TACTIC_CHANGED) for _ in range(25)]
        entries, total = await tx.run(logbook.page, W, "plan", 20, 10)
        assert (entries, total) == (tuple(written[4::-1]), 25)
        assert [entry.number for entry in written] == list(range(1, 26))
        assert await tx.run(logbook.page, OTHER, "plan", 0, 10) == ((), 0)


async def test_ratings_and_reveals_are_passed_over(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        assert await tx.run(logbook.last, W, "plan") is None
        moved = await tx.run(write, Action.TACTIC_MOVED)
        await tx.run(write, Action.TACTIC_RATED)
        await tx.run(write, Action.RATINGS_REVEALED, person=None)
        assert await tx.run(logbook.last, W, "plan") == moved


async def test_the_last_change_of_one_thing(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        moved = await tx.run(write, Action.TACTIC_MOVED)
        await tx.run(write, Action.TACTIC_RATED)
        await tx.run(write, Action.GOAL_CHANGED, "goal")
        assert await tx.run(logbook.last_of, W, "plan", "tactic") == moved
        revealed = await tx.run(write, Action.RATINGS_REVEALED, person=None)
        assert await tx.run(logbook.last_of, W, "plan", "tactic") == revealed
        assert await tx.run(logbook.last_of, W, "plan", "nothing") is None


async def test_entries_since_a_moment_in_order(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(plans.add, a_plan(OTHER))
        early = await tx.run(write, Action.PLAN_STARTED)
        late = [await tx.run(write, action, at=LATER) for action in (Action.GOAL_ADDED, Action.TACTIC_ADDED)]
        await tx.run(write, Action.PLAN_STARTED, workspace=OTHER, at=LATER)
        assert await tx.run(logbook.since, W, "plan", NOW) == (early, *late)
        assert await tx.run(logbook.since, W, "plan", LATER) == tuple(late)
        assert await tx.run(logbook.since, W, "another", NOW) == ()


async def test_who_changed_each_of_several_things_last(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(plans.add, a_plan(OTHER))
        await tx.run(write, Action.TACTIC_ADDED, "t1")
        moved = await tx.run(write, Action.TACTIC_MOVED, "t1", "UMAYA", at=LATER)
        added = await tx.run(write, Action.TACTIC_ADDED, "t2")
        await tx.run(write, Action.TACTIC_RATED, "t2", "UMAYA")
        await tx.run(write, Action.RATINGS_REVEALED, "t2", None)
        await tx.run(write, Action.TACTIC_ADDED, "t3")
        await tx.run(write, Action.RATINGS_REVEALED, "t4", None)
        await tx.run(write, Action.TACTIC_DONE, "t1", workspace=OTHER)
        with statements(store) as sent:
            changes = await tx.run(logbook.last_changes, W, "plan", ["t1", "t2", "t4", "t5"])
        assert changes == {"t1": moved, "t2": added}
        assert len(sent) == 1
        assert await tx.run(logbook.last_changes, W, "plan", []) == {}


async def test_numbers_count_by_plan_and_workspace(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(plans.add, a_plan(OTHER))
        ours = [await tx.run(write, Action.GOAL_ADDED) for _ in range(2)]
        theirs = await tx.run(write, Action.PLAN_STARTED, workspace=OTHER)
        assert ([entry.number for entry in ours], theirs.number) == ([1, 2], 1)
        assert await tx.run(logbook.last, W, "plan") == ours[-1]
        assert await tx.run(logbook.last_of, OTHER, "plan", "tactic") == theirs


async def test_writers_at_once_get_numbers_of_their_own(file_store: Store) -> None:
    async with file_store.transaction() as tx:
        await tx.run(furnish)

    async def one() -> int:
        async with file_store.transaction() as tx:
            return (await tx.run(write, Action.TACTIC_CHANGED)).number

    assert sorted(await asyncio.gather(*(one() for _ in range(30)))) == list(range(1, 31))
