"""Homes: drawn once they were opened, and drawn anew whenever what they show has changed."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from planning.deliveries import Delivery, DeliveryState, Kind
from storage import deliveries, homes, plans
from storage.engine.store import Store
from storage.engine.transactions import Tx, in_workspace
from storage.homes import Home
from tests.storage.stored import LATER, NOW, OTHER, W, a_plan, furnish, query_plan, statements
from tests.transactions import reading, transacting

LEASE = timedelta(minutes=2)


@pytest.fixture
async def opened(store: Store) -> Store:
    """Maya's Home is drawn and shows the plan, in either workspace; Brian's is drawn and shows none."""
    for workspace in (W, OTHER):
        with transacting(store, workspace) as tx:
            furnish(tx)
            homes.opened(tx, "UMAYA", NOW)
            homes.set_shown_plans(tx, "UMAYA", ["plan"])
    with transacting(store, W) as tx:
        homes.opened(tx, "UBRIAN", NOW)
        draw_all(tx)
    return store


def due(tx: Tx) -> list[Delivery]:
    """What needs doing now."""
    return deliveries.claim(tx, LATER, LEASE, 10)


def draw_all(tx: Tx) -> list[tuple[str, str]]:
    """Draw every Home that is to be drawn; gives (workspace, person) of each."""
    found = due(tx)
    for delivery in found:
        assert (delivery.kind, delivery.state) == (Kind.HOME, DeliveryState.SENT)
        deliveries.mark_updated(tx, delivery)
    return sorted((delivery.workspace, delivery.recipient) for delivery in found)


async def test_opening_a_home_has_it_drawn_each_time(store: Store) -> None:
    with transacting(store, W) as tx:
        homes.opened(tx, "UMAYA", NOW)
        assert draw_all(tx) == [(W, "UMAYA")]
        assert draw_all(tx) == []
        homes.opened(tx, "UMAYA", LATER)
        homes.opened(tx, "UMAYA", LATER)
        assert draw_all(tx) == [(W, "UMAYA")]


async def test_a_home_is_as_it_was_left(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        assert homes.get(tx, "UMAYA") == Home()
        homes.opened(tx, "UMAYA", NOW)
        homes.change(tx, "UMAYA", welcomed=True, note="Done.", tactics_from=10)
        homes.change(tx, "UMAYA", plans_from=5)
        assert homes.get(tx, "UMAYA") == Home(True, "Done.", 10, 5)
        assert homes.get(other, "UMAYA") == Home()
        homes.opened(tx, "UMAYA", LATER)
        assert homes.get(tx, "UMAYA") == Home(True, "", 10, 5)


CHANGES: dict[str, tuple[Callable[[Tx], None], list[tuple[str, str]]]] = {
    "their own": (lambda tx: homes.changed(tx, ["UMAYA", "UBRIAN"]), [(W, "UBRIAN"), (W, "UMAYA")]),
    "of the page": (lambda tx: homes.change(tx, "UMAYA", tactics_from=10), [(W, "UMAYA")]),
    "of the plan": (lambda tx: homes.plan_changed(tx, "plan"), [(W, "UMAYA")]),
    "of another plan": (lambda tx: homes.plan_changed(tx, "another"), []),
    "of somebody without a Home": (lambda tx: homes.changed(tx, ["UHAILEY"]), []),
    "of nobody": (lambda tx: homes.changed(tx, []), []),
    "of everybody": (
        lambda tx: homes.changed(tx, [*(f"U{number}" for number in range(2000)), "UMAYA"]),
        [(OTHER, "UMAYA")],
    ),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_change_draws_whom_it_concerns(opened: Store, change: str) -> None:
    make, drawn = CHANGES[change]
    with transacting(opened, drawn[0][0] if drawn else W) as tx:
        make(tx)
        make(tx)
        assert draw_all(tx) == drawn
        assert draw_all(tx) == []


async def test_a_plan_that_is_not_shown_any_more_concerns_nobody(opened: Store) -> None:
    with transacting(opened, W) as tx:
        plans.add(tx, a_plan(id="another", channel="CLAUNCHES"))
        homes.set_shown_plans(tx, "UMAYA", ["another"])
        homes.plan_changed(tx, "plan")
        assert draw_all(tx) == []
        homes.plan_changed(tx, "another")
        assert draw_all(tx) == [(W, "UMAYA")]


async def test_a_change_while_it_is_drawn_draws_it_once_more(opened: Store) -> None:
    with transacting(opened, W) as tx:
        homes.changed(tx, ["UMAYA"])
        (drawing,) = due(tx)
        homes.changed(tx, ["UMAYA"])
        deliveries.mark_updated(tx, drawing)
        assert draw_all(tx) == [(W, "UMAYA")]


async def test_a_home_that_slack_refuses_is_drawn_at_the_next_change(opened: Store) -> None:
    with transacting(opened, W) as tx:
        homes.changed(tx, ["UMAYA"])
        (drawing,) = due(tx)
        deliveries.mark_failed(tx, drawing, "not_enabled")
        assert draw_all(tx) == []
        homes.changed(tx, ["UMAYA"])
        assert draw_all(tx) == [(W, "UMAYA")]


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("change", "steps"),
    [
        (
            lambda tx: homes.changed(tx, ["UMAYA"]),
            ["deliveries USING INDEX sqlite_autoindex_deliveries_2"],
        ),
        (
            lambda tx: homes.plan_changed(tx, "plan"),
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
