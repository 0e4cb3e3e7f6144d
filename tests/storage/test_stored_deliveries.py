"""Deliveries: owed once, worked on by one at a time, and never lost."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from planning.deliveries import Delivery, DeliveryState, Kind
from storage import deliveries, redraws
from storage.engine.store import Store
from storage.engine.transactions import Tx, in_workspace
from tests.storage.stored import NOW, OTHER, W, now, query_plan, statements
from tests.transactions import reading, transacting

LEASE = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)
AFTER = NOW + LEASE
OWED = Delivery("d1", W, Kind.CHECK_IN, "CSOCIAL", "check-in", "1", NOW)
UNKNOWN, SENT, DUE = DeliveryState.UNKNOWN, DeliveryState.SENT, DeliveryState.DUE


def claim(tx: Tx, at: datetime = NOW, limit: int = 10) -> list[Delivery]:
    return deliveries.claim(tx, at, LEASE, limit)


def claim_one(tx: Tx, at: datetime = NOW) -> Delivery:
    (claimed,) = claim(tx, at)
    return claimed


def stored(tx: Tx) -> Delivery:
    found = deliveries.find(tx, Kind.CHECK_IN, "CSOCIAL", "1")
    assert found
    return found


def send_one(tx: Tx) -> Delivery:
    """Owe, claim and send the delivery; as it is then."""
    deliveries.enqueue(tx, OWED)
    deliveries.mark_sent(tx, {claim_one(tx): ("D1", "1.1")})
    return stored(tx)


async def test_a_delivery_comes_back_as_it_was_and_is_owed_once(store: Store) -> None:
    with transacting(store, W) as tx:
        assert deliveries.find(tx, Kind.CHECK_IN, "CSOCIAL", "1") is None
        deliveries.enqueue(tx, OWED)
        deliveries.enqueue(tx, replace(OWED, id="d2", due_at=NOW + MINUTE))
        assert stored(tx) == OWED
        deliveries.enqueue(tx, replace(OWED, id="d2", occasion="2"))
        deliveries.enqueue(tx, replace(OWED, id="d3", recipient="CPRESS"))
        assert {delivery.id for delivery in claim(tx)} == {"d1", "d2", "d3"}


async def test_several_are_owed_but_for_those_that_are_already(store: Store) -> None:
    again, new = replace(OWED, id="d2"), replace(OWED, id="d3", recipient="CPRESS")
    other_occasion = replace(OWED, id="d4", occasion="2")
    with transacting(store, W) as tx:
        deliveries.enqueue(tx, OWED)
        deliveries.enqueue_all(tx, [again, new, other_occasion])
        deliveries.enqueue_all(tx, [])
        assert {delivery.id for delivery in claim(tx)} == {"d1", "d3", "d4"}


async def test_nobodys_many_take_the_place_of_others(store: Store) -> None:
    def owed(number: int, recipient: str) -> Delivery:
        at = NOW - 10 * MINUTE + number * MINUTE
        return replace(OWED, id=f"d{number}", occasion=f"of {number}", recipient=recipient, due_at=at)

    with transacting(store, W) as tx:
        of_brian = [owed(number, "UBRIAN") for number in (1, 2, 3)]
        deliveries.enqueue_all(tx, [*of_brian, owed(4, "UMAYA")])
        first = deliveries.claim(tx, NOW, LEASE, 10, of_one=2)
        assert [delivery.id for delivery in first] == ["d1", "d2", "d4"]
        assert [delivery.id for delivery in claim(tx)] == ["d3"]


async def test_a_delivery_waits_until_it_is_due(store: Store) -> None:
    with transacting(store) as tx:
        deliveries.enqueue(tx, replace(OWED, due_at=NOW + MINUTE))
        assert claim(tx) == []
        assert deliveries.next_due(tx) == NOW + MINUTE
        assert len(claim(tx, NOW + MINUTE)) == 1


async def test_the_longest_waiting_are_claimed_first_up_to_the_limit(store: Store) -> None:
    with transacting(store) as tx:
        for number in (3, 1, 2):
            due_at = NOW + number * MINUTE
            deliveries.enqueue(tx, replace(OWED, id=f"d{number}", occasion=f"of {number}", due_at=due_at))
        assert [delivery.id for delivery in claim(tx, AFTER + MINUTE, limit=2)] == ["d1", "d2"]


async def test_what_is_claimed_is_not_claimed_again_within_its_lease(store: Store) -> None:
    with transacting(store) as tx:
        deliveries.enqueue(tx, OWED)
        claimed = claim_one(tx)
        assert claimed == replace(OWED, state=DeliveryState.SENDING, attempts=1)
        assert stored(tx) == claimed
        assert claim(tx, AFTER - timedelta(seconds=1)) == []
        assert deliveries.next_due(tx) == AFTER


async def test_a_sender_that_vanished_leaves_its_delivery_unknown(store: Store) -> None:
    with transacting(store) as tx:
        deliveries.enqueue(tx, OWED)
        claim(tx)
        assert claim_one(tx, AFTER) == replace(OWED, state=UNKNOWN, attempts=2)
        # ... and so does the one that looked for it.
        assert claim_one(tx, AFTER + LEASE) == replace(OWED, state=UNKNOWN, attempts=3)


async def test_what_was_sent_is_done_with(store: Store) -> None:
    with transacting(store) as tx:
        assert send_one(tx) == replace(OWED, state=SENT, channel="D1", ts="1.1")
        assert claim(tx, AFTER) == []
        assert deliveries.next_due(tx) is None


async def test_a_late_word_of_arrival_is_believed(store: Store) -> None:
    with transacting(store) as tx:
        deliveries.enqueue(tx, OWED)
        slow = claim_one(tx)
        claim(tx, AFTER)
        deliveries.mark_sent(tx, {slow: ("D1", "1.1")})
        assert (stored(tx)).state is SENT
        assert claim(tx, AFTER + LEASE) == []


@pytest.mark.parametrize("state", [DeliveryState.SENDING, UNKNOWN])
async def test_a_late_word_of_failure_is_not(store: Store, state: DeliveryState) -> None:
    with transacting(store) as tx:
        deliveries.enqueue(tx, OWED)
        slow = replace(claim_one(tx), state=state)
        quick = claim_one(tx, AFTER)
        deliveries.mark_failed(tx, slow, "too_late")
        deliveries.retry(tx, slow, NOW, "too_late")
        assert stored(tx) == quick
        assert claim(tx, AFTER) == []


async def test_what_failed_is_done_with(store: Store) -> None:
    with transacting(store, W) as tx:
        deliveries.enqueue(tx, OWED)
        deliveries.mark_failed(tx, claim_one(tx), "user_disabled")
        failed = replace(OWED, state=DeliveryState.FAILED, attempts=1, error="user_disabled")
        assert stored(tx) == failed
        redraws.redraw(tx, "check-in")
        assert claim(tx, AFTER) == []


async def test_what_did_not_arrive_is_sent_again_later(store: Store) -> None:
    with transacting(store) as tx:
        deliveries.enqueue(tx, OWED)
        deliveries.retry(tx, claim_one(tx), NOW + MINUTE, "ratelimited")
        assert stored(tx) == replace(OWED, attempts=1, error="ratelimited")
        assert claim(tx) == []
        assert (claim_one(tx, NOW + MINUTE)).state is DeliveryState.SENDING


async def test_what_may_have_arrived_is_looked_for_later(store: Store) -> None:
    with transacting(store) as tx:
        deliveries.enqueue(tx, OWED)
        unclear = replace(claim_one(tx), state=UNKNOWN)
        deliveries.retry(tx, unclear, NOW + MINUTE, "timeout")
        assert claim(tx) == []
        assert claim_one(tx, NOW + MINUTE) == replace(unclear, attempts=2, error="timeout")


async def test_what_has_changed_is_drawn_anew_once(store: Store) -> None:
    with transacting(store, W) as tx:
        sent = send_one(tx)
        redraws.redraw(tx, "another")
        assert claim(tx) == []
        redraws.redraw(tx, "check-in")
        assert stored(tx) == replace(sent, redraw=True)
        claimed = claim_one(tx)
        assert claimed == replace(sent, redraw=True, attempts=1)
        assert claim(tx) == []
        deliveries.mark_updated(tx, claimed)
        assert stored(tx) == sent
        assert deliveries.next_due(tx) is None


async def test_a_change_while_drawing_is_drawn_after_that(store: Store) -> None:
    with transacting(store, W) as tx:
        send_one(tx)
        redraws.redraw(tx, "check-in")
        claimed = claim_one(tx)
        redraws.redraw(tx, "check-in")
        assert claim(tx) == []  # two at once could end with the older picture
        deliveries.mark_updated(tx, claimed)
        assert (claim_one(tx)).state is SENT


async def test_a_change_while_sending_is_drawn_after_that(store: Store) -> None:
    with transacting(store, W) as tx:
        deliveries.enqueue(tx, OWED)
        claimed = claim_one(tx)
        redraws.redraw(tx, "check-in")
        assert claim(tx) == []
        deliveries.mark_sent(tx, {claimed: ("D1", "1.1")})
        again = claim_one(tx)
        assert (again.state, again.redraw, again.ts) == (SENT, True, "1.1")


async def test_a_change_before_sending_needs_no_drawing_anew(store: Store) -> None:
    with transacting(store, W) as tx:
        deliveries.enqueue(tx, OWED)
        redraws.redraw(tx, "check-in")
        deliveries.mark_sent(tx, {claim_one(tx): ("D1", "1.1")})
        assert claim(tx, AFTER) == []


async def test_a_drawer_that_vanished_is_followed_by_another(store: Store) -> None:
    with transacting(store, W) as tx:
        send_one(tx)
        redraws.redraw(tx, "check-in")
        slow = claim_one(tx)
        quick = claim_one(tx, AFTER)
        deliveries.mark_updated(tx, slow)
        assert (stored(tx)).redraw
        deliveries.mark_updated(tx, quick)
        assert not stored(tx).redraw


async def test_drawing_anew_that_fails_leaves_the_message_sent(store: Store) -> None:
    with transacting(store, W) as tx:
        sent = send_one(tx)
        redraws.redraw(tx, "check-in")
        deliveries.retry(tx, claim_one(tx), NOW + MINUTE, "ratelimited")
        assert claim(tx) == []
        retried = claim_one(tx, NOW + MINUTE)
        assert (retried.state, retried.attempts) == (SENT, 2)
        deliveries.mark_failed(tx, retried, "message_not_found")
        assert stored(tx) == replace(sent, error="message_not_found")
        assert deliveries.next_due(tx) is None


async def test_two_processes_never_claim_the_same(file_store: Store, database: str) -> None:
    with transacting(file_store) as tx:
        for number in range(60):
            deliveries.enqueue(tx, replace(OWED, id=f"d{number}", occasion=f"of {number}"))
    other = await Store.open(database, now=now)

    async def some(store: Store) -> list[str]:
        with transacting(store) as tx:
            return [delivery.id for delivery in claim(tx, limit=7)]

    turns = await asyncio.gather(*(some(store) for store in (file_store, other) for _ in range(6)))
    await other.close()
    claimed = [id_ for turn in turns for id_ in turn]
    assert sorted(claimed) == sorted(f"d{number}" for number in range(60))


async def test_workspaces_do_not_share_deliveries(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        send_one(tx)
        theirs = replace(OWED, workspace=OTHER)
        deliveries.enqueue(other, theirs)
        redraws.redraw(tx, "check-in")
        assert stored(other) == theirs
        assert {(delivery.workspace, delivery.state) for delivery in claim(tx)} == {
            (W, SENT),
            (OTHER, DeliveryState.SENDING),
        }


@pytest.mark.sqlite
async def test_an_idle_look_costs_what_is_due(store: Store) -> None:
    with statements(store) as sent, transacting(store) as tx:
        assert claim(tx) == []
        assert deliveries.next_due(tx) is None
    assert len(sent) == 2
    with reading(store) as tx:
        for statement in sent:
            plan = query_plan(tx, statement)
            assert "ix_deliveries_next" in plan
            assert "TEMP B-TREE" not in plan
