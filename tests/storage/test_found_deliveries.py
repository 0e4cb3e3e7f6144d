"""Deliveries found by where they went, whose plan they belong to and what became of them."""

from dataclasses import replace
from datetime import timedelta

from planning.deliveries import Delivery, DeliveryState, Kind
from storage import deliveries
from storage.store import Store, Tx
from tests.storage.stored import LATER, NOW, OTHER, W

DAY = timedelta(days=1)
LEASE = timedelta(minutes=2)
DIGEST = Delivery("d1", W, Kind.DIGEST, "UBRIAN", "UBRIAN", "2027-01-04", NOW, items=("due:t1:2027-02-01",))
REQUEST = Delivery("r1", W, Kind.CHECK_IN_REQUEST, "UBRIAN", "check-in", "check-in", NOW, plan="plan")
DUE, SENT, FAILED = DeliveryState.DUE, DeliveryState.SENT, DeliveryState.FAILED


def send(tx: Tx, delivery: Delivery, ts: str) -> None:
    """Owe it and send it to the DM."""
    deliveries.owe(tx, delivery)
    deliveries.sent_all(tx, {delivery: ("D1", ts)})


def fail(tx: Tx, delivery: Delivery, error: str = "user_disabled") -> Delivery:
    """Owe it and give it up; as it is then."""
    deliveries.owe(tx, delivery)
    deliveries.failed(tx, delivery, error)
    return replace(delivery, state=FAILED, error=error)


def stored(tx: Tx, delivery: Delivery) -> Delivery:
    found = deliveries.of(tx, delivery.workspace, delivery.kind, delivery.recipient, delivery.occasion)
    assert found
    return found


def redrawn(tx: Tx) -> set[str]:
    """The ids of those to be drawn anew."""
    claimed = deliveries.claim(tx, LATER, LEASE, 10)
    return {delivery.id for delivery in claimed if delivery.redraw}


async def test_what_it_was_drawn_with_and_how_long_it_is_of_use_come_back(store: Store) -> None:
    whole = replace(DIGEST, plan="plan", items=("a", "b"), useful_until=LATER)
    async with store.transaction() as tx:
        await tx.run(deliveries.owe, whole)
        assert await tx.run(stored, whole) == whole
        (claimed,) = await tx.run(deliveries.claim, LATER, LEASE, 10)
        assert (claimed.useful_until, claimed.items) == (LATER, ("a", "b"))


async def test_what_is_of_no_use_any_more_is_given_up(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(deliveries.owe, DIGEST)
        (claimed,) = await tx.run(deliveries.claim, NOW, LEASE, 10)
        await tx.run(deliveries.failed, claimed, "too_late")
        assert await tx.run(stored, DIGEST) == replace(claimed, state=FAILED, error="too_late")
        assert await tx.run(deliveries.next_due) is None


async def test_the_message_at_hand_is_drawn_anew(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(send, DIGEST, "1.1")
        await tx.run(send, REQUEST, "1.2")
        await tx.run(send, replace(DIGEST, workspace=OTHER, id="theirs"), "1.1")
        await tx.run(deliveries.redraw_at, W, "D1", "1.9")
        await tx.run(deliveries.redraw_at, W, "D2", "1.1")
        await tx.run(deliveries.redraw_at, W, "", "")
        assert await tx.run(redrawn) == set()
        await tx.run(deliveries.redraw_at, W, "D1", "1.1")
        assert await tx.run(redrawn) == {"d1"}


async def test_the_newest_message_of_a_kind_is_drawn_anew(store: Store) -> None:
    async with store.transaction() as tx:
        for days in (1, 3, 2):
            of_day = replace(DIGEST, id=f"d{days}", occasion=f"{days}", due_at=NOW - 10 * DAY + days * DAY)
            await tx.run(send, of_day, f"1.{days}")
        await tx.run(fail, replace(DIGEST, id="d4", occasion="4", due_at=NOW - DAY))
        await tx.run(send, replace(REQUEST, due_at=NOW - DAY), "1.5")
        await tx.run(send, replace(DIGEST, id="maya's", recipient="UMAYA"), "1.6")
        await tx.run(send, replace(DIGEST, id="theirs", workspace=OTHER), "1.7")
        await tx.run(deliveries.redraw_newest, W, Kind.DIGEST, "UBRIAN")
        await tx.run(deliveries.redraw_newest, W, Kind.DIGEST, "UNKNOWN")
        assert await tx.run(redrawn) == {"d3"}


async def test_what_is_being_sent_is_drawn_anew_after_that(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(send, replace(DIGEST, id="d0", occasion="0", due_at=NOW - DAY), "1.0")
        await tx.run(deliveries.owe, DIGEST)
        (claimed,) = await tx.run(deliveries.claim, NOW, LEASE, 10)
        await tx.run(deliveries.redraw_newest, W, Kind.DIGEST, "UBRIAN")
        await tx.run(deliveries.sent_all, {claimed: ("D1", "1.1")})
        assert await tx.run(redrawn) == {"d1"}


async def test_what_could_not_be_delivered_newest_first(store: Store) -> None:
    async with store.transaction() as tx:
        of_plan = await tx.run(fail, replace(REQUEST, recipient="UGONE"))
        digest = await tx.run(fail, replace(DIGEST, due_at=LATER), "messages_tab_disabled")
        await tx.run(fail, replace(DIGEST, id="old", occasion="old", due_at=NOW - DAY))
        await tx.run(fail, replace(DIGEST, id="stranger's", recipient="USTRANGER"))
        await tx.run(fail, replace(REQUEST, id="other", occasion="other", plan="other"))
        await tx.run(fail, replace(DIGEST, workspace=OTHER))
        await tx.run(send, replace(REQUEST, id="sent", occasion="sent"), "1.1")
        await tx.run(deliveries.owe, replace(REQUEST, id="due", occasion="due"))
        found = await tx.run(deliveries.undelivered, W, "plan", iter(["UBRIAN", "UMAYA"]), NOW)
        assert found == (digest, of_plan)
        assert await tx.run(deliveries.undelivered, W, "plan", [], NOW) == (of_plan,)
