"""Deliveries found by where they went, whose plan they belong to and what became of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from planning.deliveries import RETIRED, Delivery, DeliveryState, Kind
from storage import deliveries, redraws
from storage.engine.store import Store
from storage.engine.transactions import Tx
from tests.storage.stored import LATER, NOW, OTHER, W
from tests.transactions import transacting

DAY = timedelta(days=1)
LEASE = timedelta(minutes=2)
DAILY = Delivery(
    "d1", W, Kind.DAILY_MESSAGE, "UBRIAN", "UBRIAN", "2027-01-04", NOW, items=("due:t1:2027-02-01",)
)
NEW = replace(DAILY, id="n1", kind=Kind.NEW_FOR_YOU, occasion="2027-01-04:1")
CHECK_IN = Delivery("c1", W, Kind.CHECK_IN, "CSOCIAL", "check-in", "check-in", NOW, plan="plan")
DUE, SENT, FAILED = DeliveryState.DUE, DeliveryState.SENT, DeliveryState.FAILED


def send(tx: Tx, delivery: Delivery, ts: str) -> None:
    """Owe it and send it to the DM."""
    deliveries.enqueue(tx, delivery)
    deliveries.mark_sent(tx, {delivery: ("D1", ts)})


def fail(tx: Tx, delivery: Delivery, error: str = "user_disabled") -> Delivery:
    """Owe it and give it up; as it is then."""
    deliveries.enqueue(tx, delivery)
    deliveries.mark_failed(tx, delivery, error)
    return replace(delivery, state=FAILED, error=error)


def stored(tx: Tx, delivery: Delivery) -> Delivery:
    found = deliveries.find(tx, delivery.kind, delivery.recipient, delivery.occasion)
    assert found
    return found


def redrawn(tx: Tx) -> set[str]:
    """The ids of those to be drawn anew."""
    claimed = deliveries.claim(tx, LATER, LEASE, 10)
    return {delivery.id for delivery in claimed if delivery.redraw}


async def test_what_it_was_drawn_with_and_how_long_it_is_of_use_come_back(store: Store) -> None:
    whole = replace(DAILY, plan="plan", items=("a", "b"), useful_until=LATER)
    with transacting(store) as tx:
        deliveries.enqueue(tx, whole)
        assert stored(tx, whole) == whole
        (claimed,) = deliveries.claim(tx, LATER, LEASE, 10)
        assert (claimed.useful_until, claimed.items) == (LATER, ("a", "b"))


async def test_what_is_of_no_use_any_more_is_given_up(store: Store) -> None:
    with transacting(store) as tx:
        deliveries.enqueue(tx, DAILY)
        (claimed,) = deliveries.claim(tx, NOW, LEASE, 10)
        deliveries.mark_failed(tx, claimed, "too_late")
        assert stored(tx, DAILY) == replace(claimed, state=FAILED, error="too_late")
        assert deliveries.next_due(tx) is None


async def test_the_message_at_hand_is_drawn_anew(store: Store) -> None:
    with transacting(store, W) as tx:
        send(tx, DAILY, "1.1")
        send(tx, CHECK_IN, "1.2")
        send(tx, replace(DAILY, workspace=OTHER, id="theirs"), "1.1")
        redraws.redraw_at(tx, "D1", "1.9")
        redraws.redraw_at(tx, "D2", "1.1")
        redraws.redraw_at(tx, "", "")
        assert redrawn(tx) == set()
        redraws.redraw_at(tx, "D1", "1.1")
        assert redrawn(tx) == {"d1"}


async def test_the_newest_message_of_a_kind_is_drawn_anew(store: Store) -> None:
    with transacting(store, W) as tx:
        for days in (1, 3, 2):
            of_day = replace(DAILY, id=f"d{days}", occasion=f"{days}", due_at=NOW - 10 * DAY + days * DAY)
            send(tx, of_day, f"1.{days}")
        fail(tx, replace(DAILY, id="d4", occasion="4", due_at=NOW - DAY))
        send(tx, replace(DAILY, id="w1", kind=Kind.WELCOME, due_at=NOW - DAY), "1.5")
        send(tx, replace(DAILY, id="maya's", recipient="UMAYA"), "1.6")
        send(tx, replace(DAILY, id="theirs", workspace=OTHER), "1.7")
        redraws.redraw_personal(tx, "UBRIAN")
        redraws.redraw_personal(tx, "UNKNOWN")
        assert redrawn(tx) == {"d3"}


async def test_the_newest_daily_message_and_what_is_new_are_drawn_anew_together(store: Store) -> None:
    with transacting(store, W) as tx:
        send(tx, DAILY, "1.1")
        send(tx, NEW, "1.2")
        send(tx, replace(NEW, id="n2", occasion="2027-01-04:2", due_at=NOW + DAY / 24), "1.3")
        redraws.redraw_personal(tx, "UBRIAN")
        assert redrawn(tx) == {"d1", "n2"}


@pytest.mark.parametrize("kind", RETIRED)
async def test_what_an_earlier_version_sent_stays_as_it_is(store: Store, kind: Kind) -> None:
    with transacting(store, W) as tx:
        send(tx, replace(DAILY, kind=kind, subject="tactic"), "1.1")
        redraws.redraw(tx, "tactic")
        redraws.redraw_at(tx, "D1", "1.1")
        redraws.redraw_kind(tx, kind, ["UBRIAN"])
        redraws.redraw_personal(tx, "UBRIAN")
        assert redrawn(tx) == set()


async def test_what_is_being_sent_is_drawn_anew_after_that(store: Store) -> None:
    with transacting(store, W) as tx:
        send(tx, replace(DAILY, id="d0", occasion="0", due_at=NOW - DAY), "1.0")
        deliveries.enqueue(tx, DAILY)
        (claimed,) = deliveries.claim(tx, NOW, LEASE, 10)
        redraws.redraw_personal(tx, "UBRIAN")
        deliveries.mark_sent(tx, {claimed: ("D1", "1.1")})
        assert redrawn(tx) == {"d1"}


async def test_what_could_not_be_delivered_newest_first(store: Store) -> None:
    with transacting(store, W) as tx:
        of_plan = fail(tx, replace(CHECK_IN, recipient="CGONE"))
        daily = fail(tx, replace(DAILY, due_at=LATER), "messages_tab_disabled")
        fail(tx, replace(DAILY, id="old", occasion="old", due_at=NOW - DAY))
        fail(tx, replace(DAILY, id="stranger's", recipient="USTRANGER"))
        fail(tx, replace(CHECK_IN, id="other", occasion="other", plan="other"))
        fail(tx, replace(DAILY, workspace=OTHER))
        send(tx, replace(CHECK_IN, id="sent", occasion="sent"), "1.1")
        deliveries.enqueue(tx, replace(CHECK_IN, id="due", occasion="due"))
        found = deliveries.undelivered(tx, "plan", iter(["UBRIAN", "UMAYA"]), NOW)
        assert found == (daily, of_plan)
        assert deliveries.undelivered(tx, "plan", [], NOW) == (of_plan,)
