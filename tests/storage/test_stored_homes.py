"""Homes: drawn once they were opened, and drawn anew whenever what they show has changed."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from planning.deliveries import Delivery, DeliveryState, Kind
from storage import deliveries, homes, plans
from storage.homes import Home
from storage.store import Store, Tx
from tests.storage.stored import LATER, NOW, OTHER, W, a_plan, furnish, query_plan, statements

LEASE = timedelta(minutes=2)


@pytest.fixture
async def opened(store: Store) -> Store:
    """Maya's Home is drawn and shows the plan, in either workspace; Brian's is drawn and shows none."""
    async with store.transaction() as tx:
        for workspace in (W, OTHER):
            await tx.run(furnish, workspace)
            await tx.run(homes.opened, workspace, "UMAYA", NOW)
            await tx.run(homes.shows, workspace, "UMAYA", ["plan"])
        await tx.run(homes.opened, W, "UBRIAN", NOW)
        await tx.run(draw_all)
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
    async with store.transaction() as tx:
        await tx.run(homes.opened, W, "UMAYA", NOW)
        assert await tx.run(draw_all) == [(W, "UMAYA")]
        assert await tx.run(draw_all) == []
        await tx.run(homes.opened, W, "UMAYA", LATER)
        await tx.run(homes.opened, W, "UMAYA", LATER)
        assert await tx.run(draw_all) == [(W, "UMAYA")]


async def test_a_home_is_as_it_was_left(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.run(homes.get, W, "UMAYA") == Home()
        await tx.run(homes.opened, W, "UMAYA", NOW)
        await tx.run(homes.change, W, "UMAYA", welcomed=True, note="Done.", tactics_from=10)
        await tx.run(homes.change, W, "UMAYA", plans_from=5)
        assert await tx.run(homes.get, W, "UMAYA") == Home(True, "Done.", 10, 5)
        assert await tx.run(homes.get, OTHER, "UMAYA") == Home()
        await tx.run(homes.opened, W, "UMAYA", LATER)
        assert await tx.run(homes.get, W, "UMAYA") == Home(True, "", 10, 5)


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
    async with opened.transaction() as tx:
        await tx.run(make)
        await tx.run(make)
        assert await tx.run(draw_all) == drawn
        assert await tx.run(draw_all) == []


async def test_a_plan_that_is_not_shown_any_more_concerns_nobody(opened: Store) -> None:
    async with opened.transaction() as tx:
        await tx.run(plans.add, a_plan(id="another", channel="CLAUNCHES"))
        await tx.run(homes.shows, W, "UMAYA", ["another"])
        await tx.run(homes.plan_changed, W, "plan")
        assert await tx.run(draw_all) == []
        await tx.run(homes.plan_changed, W, "another")
        assert await tx.run(draw_all) == [(W, "UMAYA")]


async def test_a_change_while_it_is_drawn_draws_it_once_more(opened: Store) -> None:
    async with opened.transaction() as tx:
        await tx.run(homes.changed, W, ["UMAYA"])
        (drawing,) = await tx.run(due)
        await tx.run(homes.changed, W, ["UMAYA"])
        await tx.run(deliveries.drawn, drawing)
        assert await tx.run(draw_all) == [(W, "UMAYA")]


async def test_a_home_that_slack_refuses_is_drawn_at_the_next_change(opened: Store) -> None:
    async with opened.transaction() as tx:
        await tx.run(homes.changed, W, ["UMAYA"])
        (drawing,) = await tx.run(due)
        await tx.run(deliveries.failed, drawing, "not_enabled")
        assert await tx.run(draw_all) == []
        await tx.run(homes.changed, W, ["UMAYA"])
        assert await tx.run(draw_all) == [(W, "UMAYA")]


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
    with statements(opened) as sent:
        async with opened.transaction() as tx:
            await tx.run(change)
    async with opened.reading() as tx:
        found = "\n".join([await tx.run(query_plan, statement) for statement in sent])
    assert "SCAN" not in found
    assert all(f"SEARCH {step}" in found for step in steps), found
