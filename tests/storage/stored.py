"""A plan, a goal, tactics and a check-in to keep, the same ones in any workspace."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import event

from planning.check_ins import CheckIn, CheckInState, PersonState
from planning.goals import Goal
from planning.plan import CompanyGoal, Plan
from planning.tactics import Tactic
from storage import goals, plans, tactics
from storage.engine.store import Store
from storage.engine.transactions import Tx
from storage.installations import Installation
from tests import postgresql

NOW = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
SEGMENT = CompanyGoal("segment", "Expand into a new market segment")
FEATURES = CompanyGoal("features", "Ship 3 major new product features")
W, OTHER = "TCAMPFIRE", "TOTHER"
ASKED: dict[str, PersonState] = {"UMAYA": "owed", "UBRIAN": "skipped", "UHAILEY": "answered"}


def now() -> datetime:
    """The moment at which nothing moves."""
    return NOW


def a_plan(workspace: str = W, **changed: Any) -> Plan:
    """Campfire's plan."""
    plan = Plan(
        id="plan",
        workspace=workspace,
        channel="CSOCIAL",
        name="Campfire 2027",
        starts_on=date(2027, 1, 1),
        ends_on=date(2027, 12, 31),
        creator="UHAILEY",
        created_at=NOW,
        zone="Europe/Riga",
        owners=("UBRIAN",),
        company_goals=(SEGMENT, FEATURES),
    )
    return replace(plan, **changed)


def a_goal(id_: str = "goal", number: int = 1, **changed: Any) -> Goal:
    """Campfire's goal of that number."""
    goal = Goal(id_, "plan", number, "Build relationships with influencers", SEGMENT, NOW)
    return replace(goal, **changed)


def a_tactic(id_: str = "tactic", number: int = 1, **changed: Any) -> Tactic:
    """Campfire's tactic of that number."""
    tactic = Tactic(
        id=id_,
        plan="plan",
        goal="goal",
        number=number,
        title="List 100 influencers in our niche",
        created_by="UBRIAN",
        created_at=NOW,
        rate_by=NOW + timedelta(days=3),
    )
    return replace(tactic, **changed)


def a_check_in(id_: str = "check-in", **changed: Any) -> CheckIn:
    """The check-in of the first Monday."""
    check_in = CheckIn(
        id=id_,
        plan="plan",
        on=NOW.date(),
        state=CheckInState.OPEN,
        opened_at=NOW,
        nudge_at=NOW + timedelta(days=1),
        closes_at=NOW + timedelta(days=2),
        asked=("UMAYA", "UHAILEY"),
    )
    return replace(check_in, **changed)


def furnish(tx: Tx) -> None:
    """Keep the plan and the goal."""
    assert plans.add(tx, a_plan(tx.workspace))
    assert goals.add(tx, a_goal())


def furnish_with_tactic(tx: Tx) -> None:
    """Keep the plan, the goal and the tactic."""
    furnish(tx)
    assert tactics.add(tx, a_tactic())


@contextmanager
def statements(store: Store) -> Iterator[list[tuple[str, Any]]]:
    """The statements sent meanwhile, with their parameters, without those that begin transactions."""
    sent: list[tuple[str, Any]] = []

    def note(*told: Any) -> None:
        _connection, _cursor, statement, parameters, *_rest = told
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append((statement, parameters))

    engine = store.sync._engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def query_plan(tx: Tx, statement: tuple[str, Any]) -> str:
    """How the database goes about a statement; PostgreSQL as if its tables were too long to be read whole."""
    text, parameters = statement
    connection = tx.connection()
    if postgresql.wanted():
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        steps = connection.exec_driver_sql(f"EXPLAIN (COSTS OFF) {text}", parameters)
        return "\n".join(steps.scalars())
    steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", parameters)
    return "\n".join(step.detail for step in steps)


def an_installation(workspace: str = W) -> Installation:
    """The app in a workspace, as somebody has just installed it."""
    return Installation(
        workspace=workspace,
        name="Campfire",
        app="A1",
        bot="UBOT",
        sealed="one",
        scopes="commands",
        installed_at=NOW,
        installed_by="UMAYA",
        expires_at=NOW + timedelta(hours=12),
    )
