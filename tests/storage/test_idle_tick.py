"""A tick with nothing to do looks only into indexes over what waits, however much there is."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from storage import check_ins, daily_messages, deliveries, due, tactics, wrong_clock
from storage.engine.store import Store
from storage.engine.transactions import Tx
from tests.storage.stored import NOW, query_plan, statements
from tests.transactions import reading, transacting

LEASE = timedelta(minutes=2)

# What a tick asks, and the indexes that answer.
ASKED: dict[str, tuple[Callable[[Tx], object], tuple[str, ...]]] = {
    "anything": (
        lambda tx: due.tables(tx, NOW),
        (
            "tactics USING INDEX ix_tactics_round",
            "plans USING INDEX ix_plans_check_in",
            "check_ins USING INDEX ix_check_ins_due",
            "daily_messages USING INDEX ix_daily_messages_next",
            "deliveries USING INDEX ix_deliveries_next",
        ),
    ),
    "anything by a clock that was ahead": (
        lambda tx: wrong_clock.is_affected(tx, NOW),
        (
            "schedule_steps USING INDEX ix_schedule_steps_at",
            "daily_messages USING INDEX ix_daily_messages_next",
            "deliveries USING INDEX ix_deliveries_next",
            "tactics USING INDEX ix_tactics_round",
        ),
    ),
    "reminders due": (
        lambda tx: daily_messages.due(tx, NOW, 10),
        ("daily_messages USING INDEX ix_daily_messages_next",),
    ),
    "next reminder": (
        daily_messages.next_at,
        ("daily_messages USING INDEX ix_daily_messages_next",),
    ),
    "check-ins to open": (
        lambda tx: check_ins.plans_due(tx, NOW, 10),
        ("plans USING INDEX ix_plans_check_in",),
    ),
    "check-ins to nudge or close": (
        lambda tx: check_ins.due(tx, NOW, 10),
        ("check_ins USING INDEX ix_check_ins_due",),
    ),
    "next check-in": (
        check_ins.next_due,
        (
            "plans USING INDEX ix_plans_check_in",
            "check_ins USING INDEX ix_check_ins_due",
        ),
    ),
    "rounds due": (lambda tx: tactics.rounds_due(tx, NOW, 10), ("tactics USING INDEX ix_tactics_round",)),
    "next round": (tactics.next_rate_by, ("tactics USING INDEX ix_tactics_round",)),
    "deliveries due": (
        lambda tx: deliveries.claim(tx, NOW, LEASE, 10),
        ("deliveries USING INDEX ix_deliveries_next",),
    ),
    "next delivery": (deliveries.next_due, ("deliveries USING INDEX ix_deliveries_next",)),
}


async def plans_of(store: Store, ask: Callable[[Tx], object]) -> list[str]:
    """How the database goes about each statement of a question to which there is nothing."""
    with statements(store) as sent, transacting(store) as tx:
        assert not ask(tx)
    with reading(store) as tx:
        return [query_plan(tx, statement) for statement in sent]


@pytest.mark.sqlite
@pytest.mark.parametrize("question", ASKED)
async def test_an_idle_tick_reads_no_rows(store: Store, question: str) -> None:
    ask, answered_by = ASKED[question]
    plans = await plans_of(store, ask)
    # One step each, so nothing is scanned or sorted; the bound is on the only column of a partial index.
    steps = [step.partition(" (")[0] for plan in plans for step in plan.splitlines()]
    read = [step for step in steps if not step.startswith(("SCAN CONSTANT ROW", "SCALAR SUBQUERY"))]
    assert read == [f"SEARCH {index}" for index in answered_by]


@pytest.mark.postgresql
@pytest.mark.parametrize("question", ASKED)
async def test_an_idle_tick_on_postgresql_uses_the_same_indexes(store: Store, question: str) -> None:
    ask, answered_by = ASKED[question]
    plans = await plans_of(store, ask)
    plan = "\n".join(plans)
    assert plan.count(" using ") == len(answered_by)
    for index in answered_by:
        assert f"using {index.split()[-1]}" in plan
    assert "Sort" not in plan
    assert "Seq Scan" not in plan
