"""News for people, until a message says them; messages that grow while they wait and once they were sent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from planning.deliveries import Delivery, DeliveryState, Kind
from planning.news import News, NewsKind
from storage import deliveries, delivery_items, news, tactics
from storage.engine.store import Store
from storage.engine.transactions import Tx, in_workspace
from tests.storage.stored import LATER, NOW, OTHER, W, a_tactic, furnish_with_tactic, statements
from tests.transactions import reading, transacting

LEASE, MINUTE = timedelta(minutes=2), timedelta(minutes=1)
MOVED = News("UBRIAN", "tactic", NewsKind.MOVED, "UMAYA", NOW)
NEW = Delivery("n1", W, Kind.NEW_FOR_YOU, "UBRIAN", "UBRIAN", "2027-01-04:1", NOW, items=("rating:t1",))
SENT, FAILED = DeliveryState.SENT, DeliveryState.FAILED


def stored(tx: Tx, delivery: Delivery = NEW) -> Delivery:
    found = deliveries.find(tx, delivery.kind, delivery.recipient, delivery.occasion)
    assert found
    return found


def claim_one(tx: Tx, at: timedelta = timedelta()) -> Delivery:
    (claimed,) = deliveries.claim(tx, NOW + at, LEASE, 10)
    return claimed


async def test_news_of_several_people_come_back_in_the_order_of_time_in_one_statement(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish_with_tactic(tx)
        tactics.add(tx, a_tactic("t2", 2))
        taken = replace(MOVED, tactic="t2", kind=NewsKind.TAKEN, at=LATER)
        dropped = replace(MOVED, person="UHAILEY", kind=NewsKind.DROPPED)
        news.put(tx, [taken, MOVED, dropped])
    with statements(store) as sent, reading(store, W) as tx:
        found = news.of_people(tx, ["UBRIAN", "UHAILEY", "UMAYA"])
    assert found == {"UBRIAN": [MOVED, taken], "UHAILEY": [dropped], "UMAYA": []}
    assert len(sent) == 1


async def test_of_the_same_kind_the_latest_is_kept_and_of_a_tactic_the_newest_comes_back(
    store: Store,
) -> None:
    again = replace(MOVED, by="UHAILEY", at=NOW + MINUTE)
    dropped = replace(MOVED, kind=NewsKind.DROPPED, at=LATER)
    with transacting(store, W) as tx:
        furnish_with_tactic(tx)
        news.put(tx, [MOVED])
        news.put(tx, [again])
        assert news.of_people(tx, ["UBRIAN"]) == {"UBRIAN": [again]}
        news.put(tx, [dropped])
        assert news.of_people(tx, ["UBRIAN"]) == {"UBRIAN": [dropped]}


async def test_what_people_know_is_removed_and_nothing_of_others(store: Store) -> None:
    hers = replace(MOVED, person="UHAILEY")
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish_with_tactic(tx)
        furnish_with_tactic(other)
        news.put(tx, [MOVED, hers])
        news.put(other, [MOVED])
        news.remove(tx, ["UBRIAN", "UMAYA"])
        news.remove(tx, [])
        assert news.of_people(tx, ["UBRIAN", "UHAILEY"]) == {"UBRIAN": [], "UHAILEY": [hers]}
        assert news.of_people(other, ["UBRIAN"]) == {"UBRIAN": [MOVED]}


async def test_messages_of_people_on_some_occasions(store: Store) -> None:
    second = replace(NEW, id="n2", occasion="2027-01-04:2")
    hers = replace(NEW, id="n3", recipient="UHAILEY")
    others = (
        replace(NEW, id="n4", occasion="2027-01-03:1"),
        replace(NEW, id="n5", recipient="UMAYA"),
        replace(NEW, id="n6", kind=Kind.DAILY_MESSAGE),
    )
    with transacting(store, OTHER) as tx:
        deliveries.enqueue(tx, replace(NEW, workspace=OTHER))
    with transacting(store, W) as tx:
        deliveries.enqueue_all(tx, [second, NEW, hers, *others])
        asked = ["UBRIAN", "UHAILEY"], ["2027-01-04:1", "2027-01-04:2"]
        found = delivery_items.of_person(tx, Kind.NEW_FOR_YOU, *asked)
        assert [one for one in found if one.recipient == "UBRIAN"] == [NEW, second]
        assert [one for one in found if one.recipient != "UBRIAN"] == [hers]


async def test_a_message_that_waits_grows_and_waits_longer(store: Store) -> None:
    with transacting(store, W) as tx:
        deliveries.enqueue(tx, NEW)
        delivery_items.extend(tx, NEW, ("rating:t2",), NOW + MINUTE)
        assert stored(tx) == replace(NEW, items=("rating:t1", "rating:t2"))
        assert deliveries.claim(tx, NOW, LEASE, 10) == []
        claimed = claim_one(tx, MINUTE)
        assert (claimed.state, claimed.items) == (DeliveryState.SENDING, ("rating:t1", "rating:t2"))


async def test_a_message_that_was_sent_grows_in_place(store: Store) -> None:
    with transacting(store, W) as tx:
        deliveries.enqueue(tx, NEW)
        deliveries.mark_sent(tx, {claim_one(tx): ("D1", "1.1")})
        delivery_items.extend(tx, stored(tx), ("rating:t2",), LATER)
        assert deliveries.next_due(tx) == LATER
        claimed = claim_one(tx, LATER - NOW)
        assert (claimed.state, claimed.redraw, claimed.ts) == (SENT, True, "1.1")
        assert claimed.items == ("rating:t1", "rating:t2")


@pytest.mark.parametrize("attempts", [1, 2])
async def test_a_message_that_grows_while_it_is_sent_is_updated_afterwards(
    store: Store, attempts: int
) -> None:
    with transacting(store, W) as tx:
        deliveries.enqueue(tx, NEW)
        for attempt in range(attempts):
            claimed = claim_one(tx, LEASE * attempt)
        delivery_items.extend(tx, claimed, ("rating:t2",), NOW)
        assert deliveries.claim(tx, NOW, LEASE, 10) == []
        deliveries.mark_sent(tx, {claimed: ("D1", "1.1")})
        again = claim_one(tx, LEASE * attempts)
        assert (again.state, again.redraw, again.items) == (SENT, True, ("rating:t1", "rating:t2"))


async def test_a_message_that_is_to_be_sent_again_is_sent_with_what_came_meanwhile(store: Store) -> None:
    with transacting(store, W) as tx:
        deliveries.enqueue(tx, NEW)
        deliveries.retry(tx, claim_one(tx), NOW + MINUTE, "ratelimited")
        delivery_items.extend(tx, stored(tx), ("rating:t2",), NOW)
        assert deliveries.next_due(tx) == NOW + MINUTE, "no sooner than Slack allows"
        claimed = claim_one(tx, MINUTE)
        deliveries.mark_sent(tx, {claimed: ("D1", "1.1")})
        assert claimed.items == ("rating:t1", "rating:t2")
        assert deliveries.next_due(tx) is None


async def test_a_message_that_failed_stays_so(store: Store) -> None:
    with transacting(store, W) as tx:
        deliveries.enqueue(tx, NEW)
        deliveries.mark_failed(tx, claim_one(tx), "user_disabled")
        delivery_items.extend(tx, stored(tx), ("rating:t2",), NOW)
        assert (stored(tx).state, stored(tx).redraw) == (FAILED, False)
        assert deliveries.next_due(tx) is None


async def test_what_a_message_that_waits_was_about_can_be_taken_out(store: Store) -> None:
    with transacting(store, W) as tx:
        deliveries.enqueue(tx, replace(NEW, items=("rating:t1", "rating:t2")))
        delivery_items.replace_items(tx, NEW, ["rating:t2"])
        assert claim_one(tx).items == ("rating:t2",)
