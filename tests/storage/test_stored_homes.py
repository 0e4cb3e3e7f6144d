"""Homes: drawn once they were opened, and drawn anew whenever what they show has changed."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from planning.deliveries import Delivery, DeliveryState, Kind
from storage import deliveries, homes, plans
from storage.engine.store import Store, reading, transacting
from storage.engine.transactions import Tx
from storage.homes import Home
from tests.storage.stored import LATER, NOW, OTHER, W, a_plan, furnish, query_plan, statements

LEASE = timedelta(minutes=2)


@pytest.fixture
async def opened(store: Store) -> Store:
    """Maya's Home is drawn and shows the plan, in either workspace; Brian's is drawn and shows none."""
    with transacting(store) as tx:
        for workspace in (W, OTHER):
            furnish(tx, workspace)
            homes.opened(tx, workspace, "UMAYA", NOW)
            homes.shows(tx, workspace, "UMAYA", ["plan"])
        homes.opened(tx, W, "UBRIAN", NOW)
        draw_all(tx)
    return store


def due(tx: Tx) -> list[Delivery]:
    """What is to be done now."""
    return deliveries.claim(tx, LATER, LEASE, 10)


def draw_all(tx: Tx) -> list[tuple[str, str]]:
    """Draw every Home that is to be drawn; gives (workspace, person) of each."""
    found = due(tx)
    for delivery in found:
        assert (delivery.kind, delivery.state) == (Kind.HOME, DeliveryState.SENT)
        deliveries.drawn(tx, delivery)
    return sorted((delivery.workspace, delivery.recipient) for delivery in found)


async def test_opening_a_home_has_it_drawn_each_time(store: Store) -> None:
    with transacting(store) as tx:
        homes.opened(tx, W, "UMAYA", NOW)
        assert draw_all(tx) == [(W, "UMAYA")]
        assert draw_all(tx) == []
        homes.opened(tx, W, "UMAYA", LATER)
        homes.opened(tx, W, "UMAYA", LATER)
        assert draw_all(tx) == [(W, "UMAYA")]


async def test_a_home_is_as_it_was_left(store: Store) -> None:
    with transacting(store) as tx:
        assert homes.get(tx, W, "UMAYA") == Home()
        homes.opened(tx, W, "UMAYA", NOW)
        homes.change(tx, W, "UMAYA", welcomed=True, note="Done.", tactics_from=10)
        homes.change(tx, W, "UMAYA", plans_from=5)
        assert homes.get(tx, W, "UMAYA") == Home(True, "Done.", 10, 5)
        assert homes.get(tx, OTHER, "UMAYA") == Home()
        homes.opened(tx, W, "UMAYA", LATER)
        assert homes.get(tx, W, "UMAYA") == Home(True, "", 10, 5)


CHANGES: dict[str, tuple[Callable[[Tx], None], list[tuple[str, str]]]] = {
    "their own": (lambda tx: homes.changed(tx, W, ["UMAYA", "UBRIAN"]), [(W, "UBRIAN"), (W, "UMAYA")]),
    "of the page": (lambda tx: homes.change(tx, W, "UMAYA", tactics_from=10), [(W, "UMAYA")]),
    "of the plan": (lambda tx: homes.plan_changed(tx, W, "plan"), [(W, "UMAYA")]),
    "of another plan": (lambda tx: homes.plan_changed(tx, W, "another"), []),
    "of somebody without a Home": (lambda tx: homes.changed(tx, W, ["UHAILEY"]), []),
    "of nobody": (lambda tx: homes.changed(tx, W, []), []),
    "of everybody": (
        lambda tx: homes.changed(tx, OTHER, [*(f"U{number}" for number in range(2000)), "UMAYA"]),
        [(OTHER, "UMAYA")],
    ),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_change_draws_whom_it_concerns(opened: Store, change: str) -> None:
    make, drawn = CHANGES[change]
    with transacting(opened) as tx:
        make(tx)
        make(tx)
        assert draw_all(tx) == drawn
        assert draw_all(tx) == []


async def test_a_plan_that_is_not_shown_any_more_concerns_nobody(opened: Store) -> None:
    with transacting(opened) as tx:
        plans.add(tx, a_plan(id="another", channel="CLAUNCHES"))
        homes.shows(tx, W, "UMAYA", ["another"])
        homes.plan_changed(tx, W, "plan")
        assert draw_all(tx) == []
        homes.plan_changed(tx, W, "another")
        assert draw_all(tx) == [(W, "UMAYA")]


async def test_a_change_while_it_is_drawn_draws_it_once_more(opened: Store) -> None:
    with transacting(opened) as tx:
        homes.changed(tx, W, ["UMAYA"])
        (drawing,) = due(tx)
        homes.changed(tx, W, ["UMAYA"])
        deliveries.drawn(tx, drawing)
        assert draw_all(tx) == [(W, "UMAYA")]


async def test_a_home_that_slack_refuses_is_drawn_at_the_next_change(opened: Store) -> None:
    with transacting(opened) as tx:
        homes.changed(tx, W, ["UMAYA"])
        (drawing,) = due(tx)
        deliveries.failed(tx, drawing, "not_enabled")
        assert draw_all(tx) == []
        homes.changed(tx, W, ["UMAYA"])
        assert draw_all(tx) == [(W, "UMAYA")]


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("change", "steps"),
    [
        (
            lambda tx: homes.changed(tx, W, ["UMAYA"]),
            ["deliveries USING INDEX sqlite_autoindex_deliveries_2"],
        ),
        (
            lambda tx: homes.plan_changed(tx, W, "plan"),
            [
                "deliveries USING INDEX sqlite_autoindex_deliveries_2",
                "home_plans USING COVERING INDEX sqlite_autoindex_home_plans_1",
            ],
        ),
    ],
    ids=["of a person", "of a plan"],
)
async def test_a_change_looks_only_at_the_homes_it_concerns(
    opened: Store, change: Callable[[Tx], None], steps: list[str]
) -> None:
    with statements(opened) as sent, transacting(opened) as tx:
        change(tx)
    with reading(opened) as tx:
        found = "\n".join([query_plan(tx, statement) for statement in sent])
    assert "SCAN" not in found
    assert all(f"SEARCH {step}" in found for step in steps), found
