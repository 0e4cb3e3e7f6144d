"""A channel that has another id: all that is kept of it follows, and nothing else."""

from uuid import uuid4

import pytest

from planning.deliveries import Delivery, DeliveryState, Kind
from planning.history import Action
from storage import channels, check_ins, deliveries, goals, plans
from storage import history as logbook
from storage.engine.store import Store
from storage.tables import Row
from storage.transfer.export import export_data
from storage.transfer.format import text
from tests.storage.everything import fill
from tests.storage.stored import LATER, NOW, OTHER, W, a_goal, a_plan
from tests.transactions import reading, transacting

OLD, NEW = a_plan().channel, "C0NEW"
# The names of all columns of text that hold no id of a channel.
NO_CHANNEL = {
    *(
        "action",
        "app",
        "asked",
        "before",
        "bot",
        "browser",
        "changed_by",
        "changes",
        "check_in",
        "company_goal",
        "counts",
    ),
    *("country", "course", "created_by", "creator", "decision", "digest", "done_by", "error"),
    "dropped_because",
    *(
        "digest",
        "finish",
        "finished",
        "folded",
        "goal",
        "happened",
        "id",
        "installed_by",
        "kind",
        "lead_days",
        "locale",
    ),
    *("marketing_goal", "metric", "metrics", "name", "note", "notes", "occasion", "owners", "permalink"),
    *("person", "plan", "previous", "reason", "recurrence", "scopes", "score", "sealed", "secret", "source"),
    *("state", "surface", "taker", "tactic", "title", "topic", "ts", "why", "workspace", "zone"),
}


async def text_of(store: Store, workspace: str) -> str:
    with reading(store) as tx:
        return text(export_data(tx, [workspace]))


async def followed(store: Store) -> bool:
    with transacting(store, W) as tx:
        return channels.follow(tx, OLD, NEW, LATER)


@pytest.fixture
async def filled(store: Store) -> Store:
    """Two workspaces with something of everything, and messages sent to the channel and due there."""
    for workspace in (W, OTHER):
        with transacting(store, workspace) as tx:
            fill(tx)
            for occasion, state in (("one", DeliveryState.SENT), ("two", DeliveryState.DUE)):
                deliveries.enqueue(
                    tx,
                    Delivery(
                        id=str(uuid4()),
                        workspace=workspace,
                        kind=Kind.CHECK_IN,
                        recipient=OLD,
                        subject="check-in",
                        occasion=occasion,
                        due_at=NOW,
                        state=state,
                        channel=OLD,
                        ts="1.2",
                        plan="plan",
                    ),
                )
            deliveries.enqueue(tx, about_the_channel(workspace))
    return store


def about_the_channel(workspace: str) -> Delivery:
    """The notice to a plan owner that the channel cannot be reached."""
    return Delivery(
        id=str(uuid4()),
        workspace=workspace,
        kind=Kind.UNDELIVERABLE,
        recipient="UMAYA",
        subject=OLD,
        occasion="archived",
        due_at=NOW,
        items=(OLD, "is_archived", "plan"),
    )


def test_every_column_that_may_hold_a_channel_is_known() -> None:
    """Whoever adds a column says here whether it can hold a channel, or lets it follow and fills it above.

    What topics are about is not renamed: that a channel is another is news about both (`directory.renamed`).
    """
    named = {
        column.name
        for table in Row.metadata.sorted_tables
        for column in table.columns
        if str(column.type) in ("VARCHAR", "JSON")
    }
    assert named - NO_CHANNEL == {"channel", "recipient", "subject", "items", "about"}
    assert named >= NO_CHANNEL


async def test_nothing_keeps_the_old_id_and_nothing_else_changes(filled: Store) -> None:
    before, other = await text_of(filled, W), await text_of(filled, OTHER)
    assert OLD in before
    assert await followed(filled)
    after = await text_of(filled, W)
    assert after == before.replace(f'"{OLD}"', f'"{NEW}"')
    assert OLD not in after
    assert await text_of(filled, OTHER) == other


async def test_told_twice_it_happens_once(filled: Store) -> None:
    assert await followed(filled)
    after = await text_of(filled, W)
    assert not await followed(filled)
    assert await text_of(filled, W) == after


async def test_a_channel_without_a_plan(filled: Store) -> None:
    before = await text_of(filled, W)
    with transacting(filled, W) as tx:
        assert not channels.follow(tx, "C0ELSEWHERE", NEW, LATER)
        assert not channels.follow(tx, OLD, OLD, LATER)
    assert await text_of(filled, W) == before


@pytest.mark.parametrize(("begun", "stays", "closes"), [(False, "plan", "new"), (True, "new", "plan")])
async def test_where_a_plan_was_started_meanwhile_one_is_closed(
    filled: Store, begun: bool, stays: str, closes: str
) -> None:
    with transacting(filled, W) as tx:
        plans.add(tx, a_plan(id="new", channel=NEW))
        check_ins.set_next(tx, "new", LATER)
        if begun:
            goals.add(tx, a_goal("goal9", plan="new"))
    assert await followed(filled)
    with reading(filled, W) as tx:
        open_one, closed = plans.open_in(tx, NEW), plans.newest_closed(tx, NEW)
        assert open_one is not None
        assert closed is not None
        assert (open_one.id, closed.id, closed.closed_at) == (stays, closes, LATER)
        assert check_ins.next_of(tx, closes) is None
        assert check_ins.next_of(tx, stays) == LATER
        entry = logbook.last(tx, closes)
        assert entry is not None
        assert (entry.action, entry.person, entry.at) == (Action.PLAN_CLOSED, None, LATER)
        assert not plans.any_in(tx, OLD)
