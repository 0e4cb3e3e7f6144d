"""Databases to measure on: plans by the product's own code, then as many copies of them as wanted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import String, cast, insert, literal, select, true
from sqlmodel import SQLModel

from benchmarks.stub import CHANNEL, START, TEAM
from planning.goals import Goal, GoalDraft, new_goal
from planning.people import Person
from planning.plan import Plan, PlanDraft, new_plan
from planning.priorities import Rating, score
from planning.tactics import Tactic, TacticDraft, new_tactic
from storage import daily_messages, goals, people, plans, tactics
from storage.engine.store import Store
from storage.engine.transactions import GlobalTx, Tx
from storage.tables import (
    CompanyGoalRow,
    DailyMessageRow,
    GoalRow,
    PersonRow,
    PlanRow,
    Row,
    TacticOwnerRow,
    TacticRow,
)

YEAR = PlanDraft("Social media 2027", START.date(), START.date() + timedelta(days=360))

# What names a row, its plan and its people, and so differs from copy to copy.
NAMES: Mapping[type[Row], Sequence[str]] = {
    PlanRow: ("id", "channel"),
    CompanyGoalRow: ("plan",),
    GoalRow: ("id", "plan"),
    TacticRow: ("id", "plan", "goal"),
    TacticOwnerRow: ("tactic", "plan", "person"),
    PersonRow: ("id",),
    DailyMessageRow: ("person",),
}


def crowd(count: int) -> tuple[str, ...]:
    """The ids of so many people."""
    return tuple(f"U{number:05}" for number in range(1, count + 1))


async def fill_plan(
    store: Store,
    count: int,
    owners: Sequence[str],
    channel: str = CHANNEL,
    eta: date | None = YEAR.ends_on,
    workspace: str = TEAM,
) -> None:
    """A plan with `count` tactics in `channel`, owned in turn; two of three are rated already.

    Their ids are "<channel>-1" and so on; what can be divided by three is not rated.
    """
    plan = new_plan(
        YEAR,
        id_=f"plan-{channel}",
        new_ids=(),
        workspace=workspace,
        channel=channel,
        creator=owners[0],
        now=START,
    )
    goal = new_goal(GoalDraft("Grow", "community"), plan, id_=f"goal-{channel}", number=1, now=START)
    made = [
        _tactic(plan, goal.id, number, owners[number % len(owners)], eta) for number in range(1, count + 1)
    ]
    await store.write(workspace, _add_plan, plan, goal, made)


def _add_plan(tx: Tx, plan: Plan, goal: Goal, made: Sequence[Tactic]) -> None:
    plans.add(tx, plan)
    goals.add(tx, goal)
    tactics.add_all(tx, made)


async def fill_with_reminders(database: str, people: Sequence[str]) -> None:
    """Each of them has a tactic that is due on the day of START, and is to be reminded at START."""
    store = await Store.open(database, now=lambda: START)
    await fill_plan(store, len(people), people, eta=START.date())
    await schedule(store, people, START)
    await store.close()


async def schedule(store: Store, ids: Sequence[str], remind_at: datetime) -> None:
    """These people are known, and are to be reminded at `remind_at`."""
    await store.write(TEAM, _schedule, ids, remind_at)


def _schedule(tx: Tx, ids: Sequence[str], remind_at: datetime) -> None:
    first, *others = ids
    people.put(tx, Person(first, "somebody", country="GB"), START)
    daily_messages.schedule(tx, first, remind_at)
    known, waiting = tx.get_one(PersonRow, (TEAM, first)), tx.get_one(DailyMessageRow, (TEAM, first))
    tx.add_all(PersonRow(**known.model_dump() | {"id": person}) for person in others)
    tx.add_all(DailyMessageRow(**waiting.model_dump() | {"person": person}) for person in others)


async def copy_all(store: Store, copies: int) -> None:
    """Every plan, with all that is in it and its people, so many times more."""
    await store.write_all(_copy_all, copies)


def _copy_all(tx: GlobalTx, copies: int) -> None:
    for table, names in NAMES.items():
        _copy(tx, table, names, copies)


def _copy(tx: GlobalTx, table: type[SQLModel], names: Sequence[str], copies: int) -> None:
    numbers = select(literal(1).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < copies))
    columns = table.__table__.columns  # type: ignore[attr-defined]  # SQLModel's metaclass puts it there
    copied = [
        column + "-" + cast(numbers.c.n, String) if column.name in names else column for column in columns
    ]
    tx.exec(
        insert(table).from_select(
            [column.name for column in columns], select(*copied).select_from(table).join(numbers, true())
        )
    )


def _tactic(plan: Plan, goal: str, number: int, owner: str, eta: date | None) -> Tactic:
    tactic = new_tactic(
        TacticDraft(f"Publish story {number}", goal, (owner,), eta),
        plan,
        id_=f"{plan.channel}-{number}",
        number=number,
        by=plan.creator,
        now=START,
        rate_by=START + timedelta(days=3),
    )
    if number % 3 == 0:
        return tactic
    rated = score([Rating(owner, 1 + number % 5, 1 + number % 4, "", START)])
    return replace(tactic, score=rated, revealed_at=START)
