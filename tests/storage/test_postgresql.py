"""PostgreSQL's own: deliveries that one process claims while another changes them, and texts."""

import asyncio
from dataclasses import replace

import pytest

from planning.deliveries import DeliveryState
from planning.people import Person
from storage import deliveries, people, redraws
from storage.engine.store import Store
from storage.engine.transactions import Tx, in_workspace
from tests.storage.stored import LATER, NOW, W
from tests.storage.test_engine_postgresql import DAILY, LEASE, somebody_waits
from tests.transactions import claiming, transacting

pytestmark = pytest.mark.postgresql


async def test_what_another_process_is_just_claiming_is_left_to_it(
    file_store: Store, other_store: Store
) -> None:
    with transacting(file_store, W) as tx:
        for number in range(5):
            deliveries.enqueue(tx, replace(DAILY, id=f"d{number}", recipient=f"U{number}"))
    with claiming(file_store) as tx, claiming(other_store) as others:
        claimed = [deliveries.claim(each, NOW, LEASE, 3) for each in (tx, others)]
    assert [len(each) for each in claimed] == [3, 2]
    assert len({delivery.id for each in claimed for delivery in each}) == 5


@pytest.mark.parametrize("newest", [False, True], ids=["by subject", "the newest"])
async def test_what_is_being_changed_is_not_claimed_before_the_change_can_be_seen(
    file_store: Store, other_store: Store, newest: bool
) -> None:
    with transacting(file_store, W) as tx:
        deliveries.enqueue(tx, DAILY)
    with transacting(file_store, W) as tx:
        redraw(tx, newest)
        with claiming(other_store) as others:
            assert deliveries.claim(others, NOW, LEASE, 9) == []
    with claiming(other_store) as others:
        (claimed,) = deliveries.claim(others, NOW, LEASE, 9)
        with in_workspace(others, W) as own:
            deliveries.mark_sent(own, {claimed: ("D1", "1.0")})
        assert deliveries.next_due(others) is None, "it was drawn with the change in it"


@pytest.mark.parametrize("newest", [False, True], ids=["by subject", "the newest"])
async def test_what_was_claimed_just_before_a_change_is_drawn_anew(
    file_store: Store, other_store: Store, newest: bool
) -> None:
    with transacting(file_store, W) as tx:
        deliveries.enqueue(tx, replace(DAILY, id="before", occasion="2027-01-03", state=DeliveryState.SENT))
        deliveries.enqueue(tx, replace(DAILY, due_at=LATER))

    with claiming(other_store) as others:
        claimed = {each.id: each for each in deliveries.claim(others, LATER, LEASE, 9)}
        changing = asyncio.create_task(file_store.write(W, redraw, newest))
        await somebody_waits(other_store)
    await changing
    with transacting(file_store, W) as tx:
        deliveries.mark_sent(tx, {claimed["first"]: ("D1", "1.0")})
        deliveries.mark_updated(tx, claimed["before"])
        again = deliveries.claim(tx, LATER, LEASE, 9)
    assert "first" in {each.id for each in again}


def redraw(tx: Tx, newest: bool) -> None:
    if newest:
        redraws.redraw_personal(tx, "UMAYA")
    else:
        redraws.redraw(tx, "UMAYA")


async def test_text_comes_without_nul_and_otherwise_as_it_was(file_store: Store) -> None:
    with transacting(file_store, W) as tx:
        people.put(tx, Person("UMAYA", "Ma\0ya 🔥 %s \\ ' \" Māja"), NOW)
        assert (people.get(tx, ["UMAYA"]))["UMAYA"].name == "Maya 🔥 %s \\ ' \" Māja"
