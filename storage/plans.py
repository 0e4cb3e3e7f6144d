"""Plans and the company goals in them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, update
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from planning.errors import Code, PlanningError
from planning.plan import MAX_RATING_DAYS, CompanyGoal, Plan
from storage import rows
from storage.engine.transactions import WORKSPACE, GlobalTx, Tx
from storage.readable import missing, read_rows, require, require_title, unreadable
from storage.rows import columns_of, rows_of
from storage.tables import CompanyGoalRow, PlanRow

_PLANS, _COMPANY_GOALS = columns_of(PlanRow), columns_of(CompanyGoalRow)
_OPEN_AMONG = rows_of(
    PlanRow,
    WORKSPACE,
    _PLANS.channel.in_(bindparam("channels", expanding=True)),
    _PLANS.closed_at.is_(None),
).order_by(_PLANS.name, _PLANS.channel)
_OF_IDS = rows_of(PlanRow, WORKSPACE, _PLANS.id.in_(bindparam("ids", expanding=True)))
_COMPANY_GOALS_OF = rows_of(
    CompanyGoalRow,
    WORKSPACE,
    _COMPANY_GOALS.plan.in_(bindparam("plans", expanding=True)),
    _COMPANY_GOALS.position.is_not(None),
).order_by(_COMPANY_GOALS.position)


def open_in(tx: Tx, channel: str) -> Plan | None:
    """The channel's open plan; raises UNREADABLE."""
    found = open_among(tx, [channel])
    if not found and unreadable(tx, PlanRow):
        raise missing(tx, PlanRow)
    return found[0] if found else None


def any_in(tx: Tx, channel: str) -> bool:
    """Whether a plan, open or closed, lives in the channel."""
    in_channel = select(PlanRow.id).where(PlanRow.workspace == tx.workspace, PlanRow.channel == channel)
    return tx.exec(in_channel.limit(1)).first() is not None


def ids(tx: Tx) -> tuple[str, ...]:
    """The ids of all plans, open and closed."""
    every = select(PlanRow.id).where(col(PlanRow.workspace) == tx.workspace)
    return tuple(tx.exec(every.order_by(col(PlanRow.id))))


def open_among(tx: Tx, channels: Iterable[str]) -> tuple[Plan, ...]:
    """The open plans of these channels, by name."""
    return _read(tx, _OPEN_AMONG, channels=tuple(channels))


def channel_of(tx: Tx, id_: str) -> str:
    """The channel that a plan lives in; raises GONE."""
    of_plan = select(PlanRow.channel).where(PlanRow.workspace == tx.workspace, PlanRow.id == id_)
    channel = tx.exec(of_plan).one_or_none()
    if channel is None:
        raise PlanningError(Code.GONE)
    return channel


def channels(tx: Tx) -> frozenset[str]:
    """The channels of all open plans."""
    in_use = select(PlanRow.channel).where(
        col(PlanRow.workspace) == tx.workspace, col(PlanRow.closed_at).is_(None)
    )
    return frozenset(tx.exec(in_use))


def zones(tx: GlobalTx) -> tuple[tuple[str, str], ...]:
    """(channel, zone) of every open plan in any workspace, by channel."""
    open_ones = select(PlanRow.channel, PlanRow.zone).where(col(PlanRow.closed_at).is_(None))
    return tuple((channel, zone) for channel, zone in tx.exec(open_ones.order_by(col(PlanRow.channel))))


def get(tx: Tx, id_: str) -> Plan:
    """The plan of that id, open or closed; raises GONE."""
    found = of_ids(tx, [id_])
    if not found:
        raise missing(tx, PlanRow)
    return found[id_]


def of_ids(tx: Tx, ids: Iterable[str]) -> dict[str, Plan]:
    """The plans of these ids that are there, open or closed, by id."""
    found = _read(tx, _OF_IDS, ids=tuple(ids))
    return {plan.id: plan for plan in found}


def newest_closed(tx: Tx, channel: str) -> Plan | None:
    """The plan of the channel that was closed last."""
    in_channel = rows_of(PlanRow, tx.workspace, PlanRow.channel == channel)
    closed = in_channel.where(col(PlanRow.closed_at).is_not(None))
    found = _read(tx, closed.order_by(col(PlanRow.closed_at).desc()).limit(1))
    return found[0] if found else None


def add(tx: Tx, plan: Plan) -> bool:
    """Keep a new plan; False when the plan of that id is there already, as after a double click.

    Raises PLAN_EXISTS (values: name) when the channel has another open plan.
    """
    if rows.exists(tx, PlanRow, plan.id):
        return False
    if other := open_in(tx, plan.channel):
        raise PlanningError(Code.PLAN_EXISTS, name=other.name)
    tx.add(_row(plan))
    tx.flush()
    _put_company_goals(tx, plan)
    return True


def save(tx: Tx, plan: Plan) -> Plan:
    """Keep a changed plan, and return it with its new version; raises CHANGED_MEANWHILE or GONE.

    When its next check-in opens stays as it is, and is forgotten when the plan is closed.
    """
    saved = replace(plan, version=plan.version + 1)
    rows.change(tx, _row(saved), leaving=() if plan.closed_at else ("check_in_at",))
    _put_company_goals(tx, plan)
    return saved


def _put_company_goals(tx: Tx, plan: Plan) -> None:
    """Keep the plan's company goals in their order; those it no longer has stay, without a position."""
    of_plan = (col(CompanyGoalRow.workspace) == plan.workspace, col(CompanyGoalRow.plan) == plan.id)
    tx.exec(
        update(CompanyGoalRow)
        .where(*of_plan)
        .values(position=None)
        .execution_options(synchronize_session=False)
    )
    for position, goal in enumerate(plan.company_goals):
        row = CompanyGoalRow(
            workspace=plan.workspace, plan=plan.id, id=goal.id, position=position, title=goal.title
        )
        rows.put(tx, row)


def _row(plan: Plan) -> PlanRow:
    return PlanRow(
        workspace=plan.workspace,
        id=plan.id,
        version=plan.version,
        channel=plan.channel,
        name=plan.name,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        creator=plan.creator,
        created_at=plan.created_at,
        zone=plan.zone,
        owners=list(plan.owners),
        rating_days=plan.rating_days,
        check_in_weekday=plan.check_in_weekday,
        check_in_hour=plan.check_in_hour,
        closed_at=plan.closed_at,
        previous=plan.previous,
    )


def _read(tx: Tx, wanted: SelectOfScalar[PlanRow], **values: Any) -> tuple[Plan, ...]:
    """The plans of the `wanted` rows, in their order; takes two statements, however many they are."""
    found = read_rows(tx, wanted, PlanRow, _plan, **values)
    company_goals: dict[str, list[CompanyGoal]] = {plan.id: [] for _, plan in found}
    served = read_rows(tx, _COMPANY_GOALS_OF, CompanyGoalRow, _company_goal, plans=tuple(company_goals))
    for row, goal in served:
        company_goals[row.plan].append(goal)
    return tuple(replace(plan, company_goals=tuple(company_goals[plan.id])) for _, plan in found)


def _company_goal(row: CompanyGoalRow) -> CompanyGoal:
    require_title(row.title, "title")
    return CompanyGoal(row.id, row.title)


def _plan(row: PlanRow) -> Plan:
    require_title(row.name, "name")
    require(row.starts_on < row.ends_on, "ends_on")
    require(0 < row.rating_days <= MAX_RATING_DAYS, "rating_days")
    require(row.check_in_weekday in range(7), "check_in_weekday")
    require(row.check_in_hour in range(24), "check_in_hour")
    return Plan(
        id=row.id,
        workspace=row.workspace,
        channel=row.channel,
        name=row.name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        creator=row.creator,
        created_at=row.created_at,
        zone=row.zone,
        owners=tuple(row.owners),
        rating_days=row.rating_days,
        check_in_weekday=row.check_in_weekday,
        check_in_hour=row.check_in_hour,
        closed_at=row.closed_at,
        previous=row.previous,
        version=row.version,
    )
