"""Goals, their metrics and the readings of these."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import and_, bindparam, func, not_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from planning.goals import Goal, Reading, goal_fields, metrics_from, unreadable_goal
from planning.plan import MARKETING_GOALS, CompanyGoal, MarketingGoal
from planning.text import folded
from storage import rows
from storage.engine.transactions import WORKSPACE, Tx
from storage.readable import SPARE, missing, read, require, require_title
from storage.rows import columns_of, rows_of, table_of
from storage.tables import CompanyGoalRow, GoalRow, ReadingRow

_GOALS, _COMPANY_GOALS = columns_of(GoalRow), columns_of(CompanyGoalRow)


def _with_company_goal() -> SelectOfScalar[GoalRow]:
    """The goals of the workspace, each row with the `served_title` of its company goal."""
    served = and_(
        _COMPANY_GOALS.workspace == _GOALS.workspace,
        _COMPANY_GOALS.plan == _GOALS.plan,
        _COMPANY_GOALS.id == _GOALS.company_goal,
    )
    title: Any = _COMPANY_GOALS.title.label("served_title")
    joined: Any = table_of(GoalRow).outerjoin(table_of(CompanyGoalRow), served)
    with_title: Any = rows_of(GoalRow, WORKSPACE).add_columns(title).select_from(joined)
    return cast("SelectOfScalar[GoalRow]", with_title)


_OF_IDS = _with_company_goal().where(_GOALS.id.in_(bindparam("ids", expanding=True)))
_OF_PLAN = _with_company_goal().where(_GOALS.plan == bindparam("of_plan")).order_by(_GOALS.number)
_ACTIVE_OF_PLAN = _OF_PLAN.where(not_(_GOALS.dropped))


def of_plan(tx: Tx, plan: str, *, dropped: bool = False) -> tuple[Goal, ...]:
    """The goals of a plan by their number; the dropped ones only where asked for."""
    return tuple(read(tx, _OF_PLAN if dropped else _ACTIVE_OF_PLAN, GoalRow, _goal, of_plan=plan))


def get(tx: Tx, id_: str) -> Goal:
    """The goal of that id, dropped or not; raises GONE."""
    found = read(tx, _OF_IDS, GoalRow, _goal, ids=(id_,))
    if not found:
        raise missing(tx, GoalRow)
    return found[0]


def of_ids(tx: Tx, ids: Iterable[str]) -> dict[str, Goal]:
    """The goals of these ids, dropped or not, by id; one without words for one that cannot be read."""
    asked = tuple(ids)
    found = {goal.id: goal for goal in read(tx, _OF_IDS, GoalRow, _goal, ids=asked)}
    return {id_: found.get(id_) or unreadable_goal(id_) for id_ in asked}


def count_of_plans(tx: Tx, plans: Iterable[str]) -> dict[str, int]:
    """How many goals each of these plans has, without dropped ones; plans without any are missing."""
    of_them = (col(GoalRow.workspace) == tx.workspace, col(GoalRow.plan).in_(tuple(plans)))
    counted = select(GoalRow.plan, func.count()).where(*of_them, not_(col(GoalRow.dropped)))
    return dict(tx.exec(counted.group_by(col(GoalRow.plan))).all())


def add(tx: Tx, goal: Goal) -> bool:
    """Keep a new goal; False when the goal of that id is there already, as after a double click."""
    if rows.exists(tx, GoalRow, goal.id):
        return False
    tx.add(_row(tx.workspace, goal))
    tx.flush()
    return True


def add_all(tx: Tx, added: Iterable[Goal]) -> None:
    """Keep goals none of which can be there already."""
    tx.add_all(_row(tx.workspace, goal) for goal in added)
    tx.flush()


def save(tx: Tx, goal: Goal) -> Goal:
    """Keep a changed goal, and return it with its new version; raises CHANGED_MEANWHILE or GONE."""
    saved = replace(goal, version=goal.version + 1)
    rows.change(tx, _row(tx.workspace, saved))
    return saved


def next_number(tx: Tx, plan: str) -> int:
    """The number for the plan's next goal."""
    return rows.next_number(tx, GoalRow, plan)


def find(tx: Tx, plan: str, words: str) -> Goal:
    """The goal that `words` mean, dropped ones last; raises as `storage.rows.find` does."""
    row = rows.find(tx, GoalRow, plan, words, first=not_(col(GoalRow.dropped)))
    return get(tx, row.id)


def add_reading(tx: Tx, reading: Reading) -> bool:
    """Keep a reading, in the place of one of the same metric and date; whether it says anything new."""
    row = ReadingRow(
        workspace=tx.workspace,
        metric=reading.metric,
        on=reading.on,
        value=reading.value,
        person=reading.person,
    )
    same = rows_of(ReadingRow, tx.workspace, ReadingRow.metric == reading.metric, ReadingRow.on == reading.on)
    if reading in read(tx, same, ReadingRow, _reading):
        return False
    rows.put(tx, row)
    return True


def readings(tx: Tx, metrics: Iterable[str]) -> dict[str, Reading]:
    """The newest reading of each metric that has one, by the metric's id."""
    newest = last_readings(tx, metrics, SPARE)
    return {metric: given[-1] for metric, given in newest.items()}


def last_readings(tx: Tx, metrics: Iterable[str], most: int) -> dict[str, tuple[Reading, ...]]:
    """Up to `most` newest readings of each metric that has any, in the order of their dates."""
    rank: Any = func.row_number().over(
        partition_by=col(ReadingRow.metric), order_by=col(ReadingRow.on).desc()
    )
    ranked = (
        select(col(ReadingRow.metric), col(ReadingRow.on), rank.label("rank"))
        .where(ReadingRow.workspace == tx.workspace, col(ReadingRow.metric).in_(tuple(metrics)))
        .subquery()
    )
    is_new = and_(
        col(ReadingRow.metric) == ranked.c.metric, col(ReadingRow.on) == ranked.c.on, ranked.c.rank <= most
    )
    wanted = rows_of(ReadingRow, tx.workspace).join(ranked, is_new).order_by(col(ReadingRow.on))
    by_metric: dict[str, list[Reading]] = {}
    for reading in read(tx, wanted, ReadingRow, _reading):
        by_metric.setdefault(reading.metric, []).append(reading)
    return {metric: tuple(given) for metric, given in by_metric.items()}


def newest_readings(tx: Tx, plan: str) -> dict[str, Reading]:
    """The newest reading of each metric of the plan's goals, dropped ones too, by the metric's id."""
    every = of_plan(tx, plan, dropped=True)
    return readings(tx, (metric.id for goal in every for metric in goal.metrics))


def _row(workspace: str, goal: Goal) -> GoalRow:
    serves_company = isinstance(goal.serves, CompanyGoal)
    return GoalRow(
        workspace=workspace,
        id=goal.id,
        version=goal.version,
        plan=goal.plan,
        number=goal.number,
        title=goal.title,
        folded=folded(goal.title),
        company_goal=goal.serves.id if serves_company else None,
        marketing_goal=None if serves_company else goal.serves.id,
        created_at=goal.created_at,
        metrics=cast("list[dict[str, Any]]", goal_fields(goal)["metrics"]),
        dropped=goal.dropped,
    )


def _reading(row: ReadingRow) -> Reading:
    return Reading(row.metric, row.on, row.value, row.person)


def _goal(row: GoalRow) -> Goal:
    require(row.number > 0, "number")
    require_title(row.title, "title")
    return Goal(
        id=row.id,
        plan=row.plan,
        number=row.number,
        title=row.title,
        serves=_serves(row),
        created_at=row.created_at,
        metrics=metrics_from(row.metrics),
        dropped=row.dropped,
        version=row.version,
    )


def _serves(row: GoalRow) -> CompanyGoal | MarketingGoal:
    if row.company_goal is not None:
        title: Any = getattr(row, "served_title", None)  # not a column of the table
        require_title(title, "company_goal")
        return CompanyGoal(row.company_goal, title)
    return MARKETING_GOALS[str(row.marketing_goal)]
