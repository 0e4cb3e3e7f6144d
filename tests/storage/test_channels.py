"""A channel that has another id: all that is kept of it follows, and nothing else."""

from uuid import uuid4

import pytest

from planning.deliveries import Delivery, DeliveryState, Kind
from planning.logbook import Action
from storage import channels, check_ins, deliveries, documents, goals, logbook, plans
from storage.store import Store
from tests.storage.everything import fill
from tests.storage.stored import LATER, NOW, OTHER, W, a_goal, a_plan

OLD, NEW = a_plan().channel, "C0NEW"


async def text_of(store: Store, workspace: str) -> str:
    async with store.reading() as tx:
        return documents.text(await documents.whole(tx, [workspace]))


async def followed(store: Store) -> bool:
    async with store.transaction(W) as tx:
        return await channels.follow(tx, W, OLD, NEW, LATER)


@pytest.fixture
async def filled(store: Store) -> Store:
    """Two workspaces with something of everything, and messages sent to the channel and due there."""
    async with store.transaction() as tx:
        for workspace in (W, OTHER):
            await fill(tx, workspace)
            for occasion, state in (("one", DeliveryState.SENT), ("two", DeliveryState.DUE)):
                await deliveries.owe(
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
    return store


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
    async with filled.transaction(W) as tx:
        assert not await channels.follow(tx, W, "C0ELSEWHERE", NEW, LATER)
        assert not await channels.follow(tx, W, OLD, OLD, LATER)
    assert await text_of(filled, W) == before


@pytest.mark.parametrize(("begun", "stays", "closes"), [(False, "plan", "new"), (True, "new", "plan")])
async def test_where_a_plan_was_started_meanwhile_one_is_closed(
    filled: Store, begun: bool, stays: str, closes: str
) -> None:
    async with filled.transaction(W) as tx:
        await plans.add(tx, a_plan(id="new", channel=NEW))
        await check_ins.set_next(tx, W, "new", LATER)
        if begun:
            await goals.add(tx, W, a_goal("goal9", plan="new"))
    assert await followed(filled)
    async with filled.reading() as tx:
        open_one, closed = await plans.open_in(tx, W, NEW), await plans.newest_closed(tx, W, NEW)
        assert open_one is not None
        assert closed is not None
        assert (open_one.id, closed.id, closed.closed_at) == (stays, closes, LATER)
        assert await check_ins.next_of(tx, W, closes) is None
        assert await check_ins.next_of(tx, W, stays) == LATER
        entry = await logbook.last(tx, W, closes)
        assert entry is not None
        assert (entry.action, entry.person, entry.at) == (Action.PLAN_CLOSED, None, LATER)
        assert not await plans.any_in(tx, W, OLD)
