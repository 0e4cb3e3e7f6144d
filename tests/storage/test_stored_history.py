"""The logbook: every entry under a number of its own, newest first."""

import asyncio
from datetime import datetime

from planning.history import Action, Change, Entry
from storage import history as logbook
from storage import plans
from storage.engine.store import Store
from storage.engine.transactions import Tx, in_workspace
from tests.storage.stored import LATER, NOW, OTHER, W, a_plan, furnish, statements
from tests.transactions import reading, transacting


def write(
    tx: Tx,
    action: Action,
    subject: str = "tactic",
    person: str | None = "UBRIAN",
    at: datetime = NOW,
    batch: int | None = None,
) -> Entry:
    return logbook.add(
        tx,
        plan="plan",
        at=at,
        person=person,
        action=action,
        subject=subject,
        title="A title",
        batch=batch,
    )


async def test_an_entry_comes_back_as_it_was(store: Store) -> None:
    changes = (
        Change("owners", ["UBRIAN"], []),
        Change("eta", None, "2027-02-01"),
        Change("metrics", None, [{"name": "mentions", "start": 1.5}]),
    )
    whole = Entry("plan", 1, LATER, None, Action.TACTIC_CHANGED, "tactic", "Ēst", changes, "Because")
    with transacting(store, W) as tx:
        furnish(tx)
        assert whole == logbook.add(
            tx,
            plan="plan",
            at=LATER,
            person=None,
            action=Action.TACTIC_CHANGED,
            subject="tactic",
            title="Ēst",
            changes=changes,
            why="Because",
        )
    with reading(store, W) as tx:
        assert logbook.last(tx, "plan") == whole


async def test_what_was_done_as_one_is_found_together(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish(tx)
        alone = write(tx, Action.TACTIC_DONE)
        batch = [write(tx, Action.TACTIC_DONE, f"tactic {number}", batch=2) for number in range(3)]
        assert logbook.batch_of(tx, alone) == (alone,)
        assert logbook.batch_of(tx, batch[1]) == tuple(reversed(batch))


async def test_pages_go_from_the_newest_back(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish(tx)
        written = [write(tx, Action.TACTIC_CHANGED) for _ in range(25)]
        entries, total = logbook.page(tx, "plan", 20, 10)
        assert (entries, total) == (tuple(written[4::-1]), 25)
        assert [entry.number for entry in written] == list(range(1, 26))
        assert logbook.page(other, "plan", 0, 10) == ((), 0)


async def test_ratings_and_reveals_are_passed_over(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish(tx)
        assert logbook.last(tx, "plan") is None
        moved = write(tx, Action.TACTIC_MOVED)
        write(tx, Action.TACTIC_RATED)
        write(tx, Action.RATINGS_REVEALED, person=None)
        assert logbook.last(tx, "plan") == moved


async def test_the_last_change_of_one_thing(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish(tx)
        moved = write(tx, Action.TACTIC_MOVED)
        write(tx, Action.TACTIC_RATED)
        write(tx, Action.GOAL_CHANGED, "goal")
        assert logbook.last_of(tx, "plan", "tactic") == moved
        revealed = write(tx, Action.RATINGS_REVEALED, person=None)
        assert logbook.last_of(tx, "plan", "tactic") == revealed
        assert logbook.last_of(tx, "plan", "nothing") is None


async def test_entries_since_a_moment_in_order(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish(tx)
        plans.add(other, a_plan(OTHER))
        early = write(tx, Action.PLAN_STARTED)
        late = [write(tx, action, at=LATER) for action in (Action.GOAL_ADDED, Action.TACTIC_ADDED)]
        write(other, Action.PLAN_STARTED, at=LATER)
        assert logbook.since(tx, "plan", NOW) == (early, *late)
        assert logbook.since(tx, "plan", LATER) == tuple(late)
        assert logbook.since(tx, "another", NOW) == ()


async def test_who_changed_each_of_several_things_last(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish(tx)
        plans.add(other, a_plan(OTHER))
        write(tx, Action.TACTIC_ADDED, "t1")
        moved = write(tx, Action.TACTIC_MOVED, "t1", "UMAYA", at=LATER)
        added = write(tx, Action.TACTIC_ADDED, "t2")
        write(tx, Action.TACTIC_RATED, "t2", "UMAYA")
        write(tx, Action.RATINGS_REVEALED, "t2", None)
        write(tx, Action.TACTIC_ADDED, "t3")
        write(tx, Action.RATINGS_REVEALED, "t4", None)
        write(other, Action.TACTIC_DONE, "t1")
        with statements(store) as sent:
            changes = logbook.last_changes(tx, "plan", ["t1", "t2", "t4", "t5"])
        assert changes == {"t1": moved, "t2": added}
        assert len(sent) == 1
        assert logbook.last_changes(tx, "plan", []) == {}


async def test_numbers_count_by_plan_and_workspace(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish(tx)
        plans.add(other, a_plan(OTHER))
        ours = [write(tx, Action.GOAL_ADDED) for _ in range(2)]
        theirs = write(other, Action.PLAN_STARTED)
        assert ([entry.number for entry in ours], theirs.number) == ([1, 2], 1)
        assert logbook.last(tx, "plan") == ours[-1]
        assert logbook.last_of(other, "plan", "tactic") == theirs


async def test_writers_at_once_get_numbers_of_their_own(file_store: Store) -> None:
    with transacting(file_store) as tx:
        furnish(tx)

    async def one() -> int:
        with transacting(file_store) as tx:
            return write(tx, Action.TACTIC_CHANGED).number

    assert sorted(await asyncio.gather(*(one() for _ in range(30)))) == list(range(1, 31))
