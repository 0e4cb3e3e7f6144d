"""Deliveries: owed once, worked on by one at a time, and never lost."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from planning.deliveries import Delivery, DeliveryState, Kind
from storage import deliveries
from storage.store import Store, Tx
from tests.storage.stored import NOW, OTHER, W, now, query_plan, statements

LEASE = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)
AFTER = NOW + LEASE
OWED = Delivery("d1", W, Kind.RATING_REQUEST, "UBRIAN", "tactic", "tactic:1", NOW)
UNKNOWN, SENT, DUE = DeliveryState.UNKNOWN, DeliveryState.SENT, DeliveryState.DUE


def claim(tx: Tx, at: datetime = NOW, limit: int = 10) -> list[Delivery]:
    return deliveries.claim(tx, at, LEASE, limit)


def claim_one(tx: Tx, at: datetime = NOW) -> Delivery:
    (claimed,) = claim(tx, at)
    return claimed


def stored(tx: Tx, workspace: str = W) -> Delivery:
    found = deliveries.of(tx, workspace, Kind.RATING_REQUEST, "UBRIAN", "tactic:1")
    assert found
    return found


def send_one(tx: Tx) -> Delivery:
    """Owe, claim and send the delivery; as it is then."""
    deliveries.owe(tx, OWED)
    deliveries.sent_all(tx, {claim_one(tx): ("D1", "1.1")})
    return stored(tx)


async def test_a_delivery_comes_back_as_it_was_and_is_owed_once(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.run(deliveries.of, W, Kind.RATING_REQUEST, "UBRIAN", "tactic:1") is None
        await tx.run(deliveries.owe, OWED)
        await tx.run(deliveries.owe, replace(OWED, id="d2", due_at=NOW + MINUTE))
        assert await tx.run(stored) == OWED
        await tx.run(deliveries.owe, replace(OWED, id="d2", occasion="tactic:2"))
        await tx.run(deliveries.owe, replace(OWED, id="d3", recipient="UMAYA"))
        assert {delivery.id for delivery in await tx.run(claim)} == {"d1", "d2", "d3"}


async def test_several_are_owed_but_for_those_that_are_already(store: Store) -> None:
    again, new = replace(OWED, id="d2"), replace(OWED, id="d3", recipient="UMAYA")
    other_occasion = replace(OWED, id="d4", occasion="tactic:2")
    async with store.transaction() as tx:
        await tx.run(deliveries.owe, OWED)
        await tx.run(deliveries.owe_all, W, [again, new, other_occasion])
        await tx.run(deliveries.owe_all, W, [])
        assert {delivery.id for delivery in await tx.run(claim)} == {"d1", "d3", "d4"}


async def test_nobodys_many_take_the_place_of_others(store: Store) -> None:
    def owed(number: int, recipient: str) -> Delivery:
        at = NOW - 10 * MINUTE + number * MINUTE
        return replace(OWED, id=f"d{number}", occasion=f"t:{number}", recipient=recipient, due_at=at)

    async with store.transaction() as tx:
        of_brian = [owed(number, "UBRIAN") for number in (1, 2, 3)]
        await tx.run(deliveries.owe_all, W, [*of_brian, owed(4, "UMAYA")])
        first = await tx.run(deliveries.claim, NOW, LEASE, 10, of_one=2)
        assert [delivery.id for delivery in first] == ["d1", "d2", "d4"]
        assert [delivery.id for delivery in await tx.run(claim)] == ["d3"]


async def test_a_delivery_waits_until_it_is_due(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(deliveries.owe, replace(OWED, due_at=NOW + MINUTE))
        assert await tx.run(claim) == []
        assert await tx.run(deliveries.next_due) == NOW + MINUTE
        assert len(await tx.run(claim, NOW + MINUTE)) == 1


async def test_the_longest_waiting_are_claimed_first_up_to_the_limit(store: Store) -> None:
    async with store.transaction() as tx:
        for number in (3, 1, 2):
            due_at = NOW + number * MINUTE
            await tx.run(
                deliveries.owe, replace(OWED, id=f"d{number}", occasion=f"t:{number}", due_at=due_at)
            )
        assert [delivery.id for delivery in await tx.run(claim, AFTER + MINUTE, limit=2)] == ["d1", "d2"]


async def test_what_is_claimed_is_not_claimed_again_within_its_lease(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(deliveries.owe, OWED)
        claimed = await tx.run(claim_one)
        assert claimed == replace(OWED, state=DeliveryState.SENDING, attempts=1)
        assert await tx.run(stored) == claimed
        assert await tx.run(claim, AFTER - timedelta(seconds=1)) == []
        assert await tx.run(deliveries.next_due) == AFTER


async def test_a_sender_that_vanished_leaves_its_delivery_unknown(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(deliveries.owe, OWED)
        await tx.run(claim)
        assert await tx.run(claim_one, AFTER) == replace(OWED, state=UNKNOWN, attempts=2)
        # ... and so does the one that looked for it.
        assert await tx.run(claim_one, AFTER + LEASE) == replace(OWED, state=UNKNOWN, attempts=3)


async def test_what_was_sent_is_done_with(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.run(send_one) == replace(OWED, state=SENT, channel="D1", ts="1.1")
        assert await tx.run(claim, AFTER) == []
        assert await tx.run(deliveries.next_due) is None


async def test_a_late_word_of_arrival_is_believed(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(deliveries.owe, OWED)
        slow = await tx.run(claim_one)
        await tx.run(claim, AFTER)
        await tx.run(deliveries.sent_all, {slow: ("D1", "1.1")})
        assert (await tx.run(stored)).state is SENT
        assert await tx.run(claim, AFTER + LEASE) == []


@pytest.mark.parametrize("state", [DeliveryState.SENDING, UNKNOWN])
async def test_a_late_word_of_failure_is_not(store: Store, state: DeliveryState) -> None:
    async with store.transaction() as tx:
        await tx.run(deliveries.owe, OWED)
        slow = replace(await tx.run(claim_one), state=state)
        quick = await tx.run(claim_one, AFTER)
        await tx.run(deliveries.failed, slow, "too_late")
        await tx.run(deliveries.again, slow, NOW, "too_late")
        assert await tx.run(stored) == quick
        assert await tx.run(claim, AFTER) == []


async def test_what_failed_is_done_with(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(deliveries.owe, OWED)
        await tx.run(deliveries.failed, await tx.run(claim_one), "user_disabled")
        failed = replace(OWED, state=DeliveryState.FAILED, attempts=1, error="user_disabled")
        assert await tx.run(stored) == failed
        await tx.run(deliveries.redraw, W, "tactic")
        assert await tx.run(claim, AFTER) == []


async def test_what_did_not_arrive_is_sent_again_later(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(deliveries.owe, OWED)
        await tx.run(deliveries.again, await tx.run(claim_one), NOW + MINUTE, "ratelimited")
        assert await tx.run(stored) == replace(OWED, attempts=1, error="ratelimited")
        assert await tx.run(claim) == []
        assert (await tx.run(claim_one, NOW + MINUTE)).state is DeliveryState.SENDING


async def test_what_may_have_arrived_is_looked_for_later(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(deliveries.owe, OWED)
        unclear = replace(await tx.run(claim_one), state=UNKNOWN)
        await tx.run(deliveries.again, unclear, NOW + MINUTE, "timeout")
        assert await tx.run(claim) == []
        assert await tx.run(claim_one, NOW + MINUTE) == replace(unclear, attempts=2, error="timeout")


async def test_what_has_changed_is_drawn_anew_once(store: Store) -> None:
    async with store.transaction() as tx:
        sent = await tx.run(send_one)
        await tx.run(deliveries.redraw, W, "another")
        assert await tx.run(claim) == []
        await tx.run(deliveries.redraw, W, "tactic")
        assert await tx.run(stored) == replace(sent, redraw=True)
        claimed = await tx.run(claim_one)
        assert claimed == replace(sent, redraw=True, attempts=1)
        assert await tx.run(claim) == []
        await tx.run(deliveries.drawn, claimed)
        assert await tx.run(stored) == sent
        assert await tx.run(deliveries.next_due) is None


async def test_a_change_while_drawing_is_drawn_after_that(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(send_one)
        await tx.run(deliveries.redraw, W, "tactic")
        claimed = await tx.run(claim_one)
        await tx.run(deliveries.redraw, W, "tactic")
        assert await tx.run(claim) == []  # two at once could end with the older picture
        await tx.run(deliveries.drawn, claimed)
        assert (await tx.run(claim_one)).state is SENT


async def test_a_change_while_sending_is_drawn_after_that(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(deliveries.owe, OWED)
        claimed = await tx.run(claim_one)
        await tx.run(deliveries.redraw, W, "tactic")
        assert await tx.run(claim) == []
        await tx.run(deliveries.sent_all, {claimed: ("D1", "1.1")})
        again = await tx.run(claim_one)
        assert (again.state, again.redraw, again.ts) == (SENT, True, "1.1")


async def test_a_change_before_sending_needs_no_drawing_anew(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(deliveries.owe, OWED)
        await tx.run(deliveries.redraw, W, "tactic")
        await tx.run(deliveries.sent_all, {await tx.run(claim_one): ("D1", "1.1")})
        assert await tx.run(claim, AFTER) == []


async def test_a_drawer_that_vanished_is_followed_by_another(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(send_one)
        await tx.run(deliveries.redraw, W, "tactic")
        slow = await tx.run(claim_one)
        quick = await tx.run(claim_one, AFTER)
        await tx.run(deliveries.drawn, slow)
        assert (await tx.run(stored)).redraw
        await tx.run(deliveries.drawn, quick)
        assert not (await tx.run(stored)).redraw


async def test_drawing_anew_that_fails_leaves_the_message_sent(store: Store) -> None:
    async with store.transaction() as tx:
        sent = await tx.run(send_one)
        await tx.run(deliveries.redraw, W, "tactic")
        await tx.run(deliveries.again, await tx.run(claim_one), NOW + MINUTE, "ratelimited")
        assert await tx.run(claim) == []
        retried = await tx.run(claim_one, NOW + MINUTE)
        assert (retried.state, retried.attempts) == (SENT, 2)
        await tx.run(deliveries.failed, retried, "message_not_found")
        assert await tx.run(stored) == replace(sent, error="message_not_found")
        assert await tx.run(deliveries.next_due) is None


async def test_two_processes_never_claim_the_same(file_store: Store, database: str) -> None:
    async with file_store.transaction() as tx:
        for number in range(60):
            await tx.run(deliveries.owe, replace(OWED, id=f"d{number}", occasion=f"t:{number}"))
    other = await Store.open(database, now=now)

    async def some(store: Store) -> list[str]:
        async with store.transaction() as tx:
            return [delivery.id for delivery in await tx.run(claim, limit=7)]

    turns = await asyncio.gather(*(some(store) for store in (file_store, other) for _ in range(6)))
    await other.close()
    claimed = [id_ for turn in turns for id_ in turn]
    assert sorted(claimed) == sorted(f"d{number}" for number in range(60))


async def test_workspaces_do_not_share_deliveries(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(send_one)
        theirs = replace(OWED, workspace=OTHER)
        await tx.run(deliveries.owe, theirs)
        await tx.run(deliveries.redraw, W, "tactic")
        assert await tx.run(stored, OTHER) == theirs
        assert {(delivery.workspace, delivery.state) for delivery in await tx.run(claim)} == {
            (W, SENT),
            (OTHER, DeliveryState.SENDING),
        }


@pytest.mark.sqlite
async def test_an_idle_look_costs_what_is_due(store: Store) -> None:
    with statements(store) as sent:
        async with store.transaction() as tx:
            assert await tx.run(claim) == []
            assert await tx.run(deliveries.next_due) is None
    assert len(sent) == 2
    async with store.reading() as tx:
        for statement in sent:
            plan = await tx.run(query_plan, statement)
            assert "ix_deliveries_next" in plan
            assert "TEMP B-TREE" not in plan
