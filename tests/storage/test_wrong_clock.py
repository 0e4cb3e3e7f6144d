"""What a clock that was ahead has left behind is found by an index, and taken back; what is right stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from planning.check_ins import CheckInState
from planning.deliveries import Delivery, DeliveryState, Kind
from storage import check_ins, daily_messages, deliveries, schedule_steps, tactics, wrong_clock
from storage.daily_messages import DailyMessageState
from storage.engine.store import Store
from storage.engine.transactions import Tx
from storage.suspension import suspend
from storage.tables import CheckInPersonRow, DeliveryRow
from tests.storage.stored import ASKED, NOW, W, a_check_in, a_tactic, furnish, furnish_with_tactic
from tests.transactions import transacting

MINUTE, HOUR, DAY, WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
YEARS = timedelta(days=18262)
MONDAY = NOW.date()
DUE_AT = NOW - timedelta(hours=2)  # 09:00 in Riga


def looked_at(tx: Tx, turn: datetime, handled_before: str | None, after: DailyMessageState) -> None:
    """Brian has had his turn then, and these are his days before and after it."""
    daily_messages.schedule(tx, "UBRIAN", NOW)
    before = {"handled": handled_before, "looked": handled_before}
    schedule_steps.record(tx, schedule_steps.DIGEST, turn, {"UBRIAN": before})
    daily_messages.advance(tx, {"UBRIAN": DailyMessageState(NOW)}, {"UBRIAN": after})


def check_in_turned(tx: Tx, ahead: timedelta, state: CheckInState) -> None:
    """By a clock that is ahead, Monday's check-in was missed, paused or held."""
    furnish(tx)
    missed = a_check_in(state=state, opened_at=NOW + ahead)
    assert check_ins.add(tx, missed, ASKED)
    schedule_steps.record(tx, schedule_steps.CHECK_IN, NOW + ahead, {"plan": {"due_at": DUE_AT.isoformat()}})
    check_ins.set_next(tx, "plan", DUE_AT + ahead + WEEK)


def owed(tx: Tx, /, **changed: Any) -> None:
    """A delivery of that kind, made by a clock that is a year ahead."""
    late = NOW + 365 * DAY
    deliveries.enqueue(
        tx, replace(Delivery("id", W, Kind.DAILY_MESSAGE, "UBRIAN", "UBRIAN", "x", late), **changed)
    )


def taken_back(tx: Tx) -> None:
    """Whatever is marked is taken back, and marked no more."""
    assert wrong_clock.is_affected(tx, NOW)
    wrong_clock.reschedule(tx, NOW)
    assert not wrong_clock.is_affected(tx, NOW)


@pytest.mark.parametrize("ahead", [11 * MINUTE, HOUR, DAY, 10 * DAY, YEARS])
async def test_a_turn_in_the_future_is_taken_back(store: Store, ahead: timedelta) -> None:
    day = (NOW + ahead).date()
    with transacting(store, W) as tx:
        looked_at(tx, NOW + ahead, "2027-01-01", DailyMessageState(NOW + ahead + DAY, day, day))
        taken_back(tx)
        friday = MONDAY - 3 * DAY
        assert daily_messages.state(tx, "UBRIAN") == DailyMessageState(NOW, friday, friday)


async def test_days_that_lay_ahead_even_before_are_none(store: Store) -> None:
    with transacting(store, W) as tx:
        looked_at(tx, NOW + YEARS, "2076-12-30", DailyMessageState(None, MONDAY + YEARS, None))
        taken_back(tx)
        assert daily_messages.state(tx, "UBRIAN") == DailyMessageState(NOW)


async def test_who_waits_for_years_without_a_turn_is_looked_at(store: Store) -> None:
    """As in databases of earlier versions."""
    far = MONDAY + YEARS
    with transacting(store, W) as tx:
        daily_messages.schedule(tx, "UBRIAN", NOW)
        ahead = DailyMessageState(NOW + YEARS, far, far)
        daily_messages.advance(tx, {"UBRIAN": DailyMessageState(NOW)}, {"UBRIAN": ahead})
        taken_back(tx)
        assert daily_messages.state(tx, "UBRIAN") == DailyMessageState(NOW)


@pytest.mark.parametrize("state", [CheckInState.MISSED, CheckInState.PAUSED])
@pytest.mark.parametrize("ahead", [2 * DAY, 10 * DAY, YEARS])
async def test_a_check_in_that_only_a_wrong_clock_missed_is_due_again(
    store: Store, ahead: timedelta, state: CheckInState
) -> None:
    with transacting(store, W) as tx:
        check_in_turned(tx, ahead, state)
        taken_back(tx)
        assert check_ins.next_of(tx, "plan") == DUE_AT
        assert check_ins.of_ids(tx, ["check-in"]) == {}
        assert not tx.exec(select(CheckInPersonRow)).all()


@pytest.mark.parametrize("state", [CheckInState.OPEN, CheckInState.CLOSED])
async def test_one_that_was_held_was_held_by_now_and_is_not_held_again(
    store: Store, state: CheckInState
) -> None:
    with transacting(store, W) as tx:
        check_in_turned(tx, HOUR, state)
        taken_back(tx)
        assert check_ins.next_of(tx, "plan") == DUE_AT + WEEK
        assert (check_ins.get(tx, "check-in")).opened_at == NOW


async def test_a_daily_message_of_a_day_to_come_is_not_owed_yet(store: Store) -> None:
    with transacting(store) as tx:
        owed(tx)
        taken_back(tx)
        assert not tx.exec(select(DeliveryRow)).all()


async def test_what_else_is_owed_is_due_now(store: Store) -> None:
    with transacting(store) as tx:
        owed(tx, kind=Kind.WELCOME)
        taken_back(tx)
        (found,) = deliveries.claim(tx, NOW, HOUR, 10)
        assert found.due_at <= NOW


@pytest.mark.parametrize("lease", [timedelta(minutes=10), YEARS])
async def test_what_was_claimed_ahead_is_looked_for_now_and_from_before_it_was_sent(
    store: Store, lease: timedelta
) -> None:
    with transacting(store) as tx:
        owed(tx)
        deliveries.claim(tx, NOW + 365 * DAY, lease, 10)
        taken_back(tx)
        (found,) = deliveries.claim(tx, NOW, HOUR, 10)
        assert found.state is DeliveryState.UNKNOWN
        assert found.due_at <= NOW - DAY


async def test_a_lease_of_years_on_what_was_owed_in_time_ends(store: Store) -> None:
    with transacting(store) as tx:
        owed(tx, due_at=NOW)
        deliveries.claim(tx, NOW + YEARS, HOUR, 10)
        taken_back(tx)
        (found,) = deliveries.claim(tx, NOW, HOUR, 10)
        assert (found.state, found.due_at) == (DeliveryState.UNKNOWN, NOW)


async def test_a_round_that_would_end_in_years_ends_when_one_ends_that_begins_now(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish(tx)
        assert tactics.add(tx, a_tactic(rate_by=NOW + YEARS))
        taken_back(tx)
        assert (tactics.get(tx, "tactic")).rate_by == NOW + 3 * DAY
        assert tactics.next_rate_by(tx) == NOW + 3 * DAY


def nothing(_tx: Tx) -> None:
    return


def a_plan_that_starts_in_a_year(tx: Tx) -> None:
    furnish_with_tactic(tx)
    check_ins.set_next(tx, "plan", NOW + 365 * DAY)


def a_turn_by_a_clock_a_little_ahead(tx: Tx) -> None:
    looked_at(tx, NOW + 10 * MINUTE, None, DailyMessageState(NOW + DAY, MONDAY, MONDAY))


def a_delivery_that_waits_an_hour(tx: Tx) -> None:
    owed(tx, due_at=NOW)
    (claimed,) = deliveries.claim(tx, NOW, HOUR, 10)
    deliveries.retry(tx, claimed, NOW + HOUR, "ratelimited")


def a_workspace_at_rest(tx: Tx) -> None:
    furnish_with_tactic(tx)
    check_ins.set_next(tx, "plan", NOW)
    daily_messages.schedule(tx, "UBRIAN", NOW)
    owed(tx, due_at=NOW)
    suspend(tx, W, NOW)


def the_longest_wait_for_a_daily_message(tx: Tx) -> None:
    daily_messages.schedule(tx, "UBRIAN", NOW + 3 * DAY)


@pytest.mark.parametrize(
    "story",
    [
        nothing,
        a_plan_that_starts_in_a_year,
        a_turn_by_a_clock_a_little_ahead,
        a_delivery_that_waits_an_hour,
        a_workspace_at_rest,
        the_longest_wait_for_a_daily_message,
    ],
)
async def test_what_a_right_clock_does_is_not_marked(store: Store, story: Callable[[Tx], None]) -> None:
    with transacting(store) as tx:
        story(tx)
        assert not wrong_clock.is_affected(tx, NOW)


async def test_when_slack_took_the_newest_message(store: Store) -> None:
    with transacting(store) as tx:
        assert wrong_clock.newest_sent(tx) is None
        owed(tx, due_at=NOW)
        (claimed,) = deliveries.claim(tx, NOW, HOUR, 10)
        deliveries.mark_sent(tx, {claimed: ("DBRIAN", f"{(NOW + HOUR).timestamp():.6f}")})
        assert wrong_clock.newest_sent(tx) == NOW + HOUR
