"""Notices that a person can't be reached: they count until that person is back."""

from dataclasses import replace
from datetime import timedelta

from planning.deliveries import Delivery, Kind
from storage import deliveries, notices
from storage.engine.store import Store
from storage.engine.transactions import Tx
from tests.storage.stored import NOW, OTHER, W
from tests.transactions import reading, transacting

LEASE = timedelta(minutes=2)
DAY = timedelta(days=1)
LEFT_PLAN, LEFT_OTHER = ("UBRIAN", "not_in_channel", "plan"), ("UBRIAN", "not_in_channel", "other")
LEFT = Delivery("left", W, Kind.UNDELIVERABLE, "UMAYA", "UBRIAN", "gone:d1", NOW, items=LEFT_PLAN)
GONE = replace(LEFT, id="gone", occasion="gone:d2", items=("UBRIAN", "owner_deactivated", "plan", "other"))
CLOSED_DMS = replace(LEFT, id="dms", occasion="dms", items=("UBRIAN", "messages_tab_disabled", "plan"))


def standing(tx: Tx) -> list[str]:
    return sorted(notice.id for notice in notices.active(tx, "UBRIAN"))


def reach(tx: Tx, plan: str) -> None:
    """A message about a plan, or about none, arrives a day later."""
    about = Delivery("later", W, Kind.WELCOME, "UBRIAN", "x", "x", NOW + DAY, plan=plan)
    deliveries.enqueue(tx, about)
    claimed = [one for one in deliveries.claim(tx, NOW + DAY, LEASE, 10) if one.id == "later"]
    deliveries.mark_sent(tx, dict.fromkeys(claimed, ("D1", "1.1")))


async def test_notices_stand_for_one_workspace_and_not_where_the_bot_was_removed(store: Store) -> None:
    removed = replace(LEFT, id="removed", occasion="removed", items=("UBRIAN", "bot_not_in_channel", "plan"))
    with transacting(store) as tx:
        for notice in (LEFT, GONE, CLOSED_DMS, removed):
            deliveries.enqueue(tx, notice)
        assert standing(tx) == ["dms", "gone", "left"]
    with reading(store, OTHER) as tx:
        assert standing(tx) == []


async def test_a_reactivated_person_may_still_be_out_of_the_channel(store: Store) -> None:
    with transacting(store, W) as tx:
        deliveries.enqueue_all(tx, [LEFT, GONE, CLOSED_DMS])
        notices.mark_reachable(tx, "UBRIAN")
        assert standing(tx) == ["dms", "left"]


async def test_who_joins_a_channel_is_back_in_its_plan_alone(store: Store) -> None:
    with transacting(store, W) as tx:
        deliveries.enqueue_all(tx, [LEFT, replace(LEFT, id="2", occasion="gone:d3", items=LEFT_OTHER)])
        notices.mark_reachable(tx, "UBRIAN", ["plan"])
        assert standing(tx) == ["2"]


async def test_a_message_that_arrived_shows_that_somebody_is_back(store: Store) -> None:
    with transacting(store, W) as tx:
        deliveries.enqueue_all(tx, [LEFT, GONE, CLOSED_DMS])
        reach(tx, "elsewhere")
        assert standing(tx) == ["left"]


async def test_a_message_about_the_plan_shows_that_somebody_is_back_in_its_channel(store: Store) -> None:
    with transacting(store, W) as tx:
        deliveries.enqueue_all(tx, [LEFT, GONE])
        reach(tx, "plan")
        assert standing(tx) == []
