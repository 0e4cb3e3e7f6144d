"""Repair what was stored while the clock was ahead, once it is right again.

Messages that were sent aren't sent again, since deliveries are unique. What is due at a time that only a
wrong clock can have set is rescheduled.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Table,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from planning.check_ins import CheckInState, next_check_in
from planning.deliveries import DeliveryState, Kind
from planning.plan import MAX_RATING_DAYS, Plan
from planning.tactics import rating_deadline
from planning.zones import zone_of
from storage import check_ins, plans
from storage.engine.transactions import GlobalTx, Tx, in_workspace
from storage.schedule_steps import CHECK_IN, DIGEST
from storage.tables import Row

TOLERANCE = timedelta(minutes=10)  # how far apart the clocks of two machines may be
MAX_DIGEST_INTERVAL = timedelta(days=4)  # between two digests of a person, in whatever zones
MAX_RETRY = timedelta(days=1)  # between two attempts of a delivery
MAX_INTERVAL = timedelta(days=14)  # between two check-ins of a plan, unless one was skipped
MAX_ROUND = timedelta(days=2 * MAX_RATING_DAYS)
_MAX_AHEAD = timedelta(days=2)  # of the UTC date, in any time zone
_DAY = timedelta(days=1)
_TABLES = Row.metadata.tables
_STEPS, _DIGESTS, _DELIVERIES = _TABLES["schedule_steps"], _TABLES["daily_messages"], _TABLES["deliveries"]
_CHECK_INS, _CHECK_IN_PEOPLE = _TABLES["check_ins"], _TABLES["check_in_people"]
_PLANS, _TACTICS = _TABLES["plans"], _TABLES["tactics"]


def is_affected(tx: GlobalTx, now: datetime) -> bool:
    """Whether anything was scheduled for, or done at, a time that only a wrong clock can have set."""
    criteria = (_is_step_ahead(now), _is_digest_too_far(now), _is_retry_too_far(now), _is_round_too_far(now))
    found = tx.connection().execute(select(or_(*(exists().where(criterion) for criterion in criteria))))
    return bool(found.scalar_one())


def newest_sent(tx: GlobalTx) -> datetime | None:
    """When our newest message was posted, by Slack's clock; None if there is none."""
    newest = tx.connection().execute(select(func.max(_DELIVERIES.c.ts))).scalar_one()
    try:
        return datetime.fromtimestamp(float(newest), UTC) if newest else None
    except (ValueError, OverflowError):  # a damaged record, which is no evidence
        return None


def reschedule(tx: GlobalTx, now: datetime) -> None:
    """Reschedule what is due at a time that only a wrong clock can have set, or was done after `now`."""
    _reschedule_digests(tx, now)
    _reschedule_check_ins(tx, now)
    _retry_deliveries(tx, now)
    _restart_rounds(tx, now)
    tx.connection().execute(delete(_STEPS).where(_is_step_ahead(now)))


def _is_step_ahead(now: datetime) -> ColumnElement[bool]:
    return _STEPS.c.at > now + TOLERANCE


def _is_digest_too_far(now: datetime) -> ColumnElement[bool]:
    return and_(_DIGESTS.c.digest_at >= now + MAX_DIGEST_INTERVAL, _is_active(_DIGESTS))


def _is_retry_too_far(now: datetime) -> ColumnElement[bool]:
    """A delivery is tried as soon as it is queued, and retried every hour or so."""
    at = _DELIVERIES.c.next_try_at
    return and_(
        at >= now + TOLERANCE,
        _is_active(_DELIVERIES),
        or_(_is_due_ahead(now), at > now + MAX_RETRY),
    )


def _is_due_ahead(now: datetime) -> ColumnElement[bool]:
    return _DELIVERIES.c.due_at > now + TOLERANCE


def _is_round_too_far(now: datetime) -> ColumnElement[bool]:
    return and_(_TACTICS.c.round_ends_at >= now + MAX_ROUND, _is_active(_TACTICS))


def _is_active(table: Table) -> ColumnElement[bool]:
    """Rows whose workspace isn't suspended."""
    return table.c.suspended_at.is_(None)


def _reschedule_digests(tx: GlobalTx, now: datetime) -> None:
    """Restore the days from before the wrong step: then today's digest may still be due."""
    connection, digests = tx.connection(), _DIGESTS
    plausible = {
        name: case((digests.c[name] <= now.date() + _MAX_AHEAD, digests.c[name]), else_=None)
        for name in ("handled", "looked")
    }
    connection.execute(update(digests).where(_is_digest_too_far(now)).values(digest_at=now, **plausible))
    restored = [_days_before(step, now) for step in _steps(tx, DIGEST, now)]
    if not restored:
        return
    of_person = (digests.c.workspace == bindparam("of"), digests.c.person == bindparam("who"))
    days: dict[str, Any] = {"handled": bindparam("was_handled"), "looked": bindparam("was_looked")}
    connection.execute(update(digests).where(*of_person).values(days), restored)
    connection.execute(update(digests).where(*of_person, _is_active(digests)).values(digest_at=now), restored)


def _days_before(step: RowMapping, now: datetime) -> dict[str, object]:
    """A person's days from before the step; None for days that were in the future even then."""
    days = {name: date.fromisoformat(day) if day else None for name, day in step["before"].items()}
    known = {
        f"was_{name}": day if day and day <= now.date() + _MAX_AHEAD else None for name, day in days.items()
    }
    return {"of": step["workspace"], "who": step["subject"], **known}


def _reschedule_check_ins(tx: GlobalTx, now: datetime) -> None:
    for step in _steps(tx, CHECK_IN, now):
        if plan := _plan(tx, step["workspace"], step["subject"]):
            with in_workspace(tx, plan.workspace) as own:
                _reschedule_check_in(own, plan, step, now)


def _reschedule_check_in(tx: Tx, plan: Plan, step: RowMapping, now: datetime) -> None:
    _delete_not_held(tx, plan, now)
    if _has_next(tx, plan.id):
        due_at = datetime.fromisoformat(step["before"]["due_at"])
        check_ins.set_next(tx, plan.id, _first_not_held(tx, plan, due_at, now))


def _has_next(tx: Tx, plan: str) -> bool:
    """Whether the plan's next check-in has a date, and the workspace isn't suspended."""
    of_id = (_PLANS.c.workspace == tx.workspace, _PLANS.c.id == plan, _PLANS.c.check_in_at.is_not(None))
    return tx.connection().execute(select(exists().where(*of_id, _is_active(_PLANS)))).scalar_one()


def _delete_not_held(tx: Tx, plan: Plan, now: datetime) -> None:
    """Delete check-ins that were missed or paused in the future; those that were held were held by now."""
    connection, table = tx.connection(), _CHECK_INS
    ahead = (
        table.c.workspace == plan.workspace,
        table.c.plan == plan.id,
        table.c.opened_at > now + TOLERANCE,
    )
    not_held = table.c.state.in_((CheckInState.MISSED, CheckInState.PAUSED))
    ids = select(table.c.id).where(*ahead, not_held)
    of_them = (_CHECK_IN_PEOPLE.c.workspace == plan.workspace, _CHECK_IN_PEOPLE.c.check_in.in_(ids))
    connection.execute(delete(_CHECK_IN_PEOPLE).where(*of_them))
    connection.execute(delete(table).where(*ahead, not_held))
    connection.execute(update(table).where(*ahead).values(opened_at=now))


def _first_not_held(tx: Tx, plan: Plan, due_at: datetime, now: datetime) -> datetime:
    """When the plan's next check-in opens: the one that was due before the wrong step, unless it was held."""
    zone = zone_of(plan.zone)
    at = min(due_at, next_check_in(plan.check_in_weekday, plan.check_in_hour, zone, now + MAX_INTERVAL))
    held = _CHECK_INS.c.on == bindparam("day")
    of_plan = (_CHECK_INS.c.workspace == plan.workspace, _CHECK_INS.c.plan == plan.id)
    connection = tx.connection()
    while (
        connection.execute(select(_CHECK_INS.c.id).where(*of_plan, held), {"day": at.astimezone(zone).date()})
    ).first():
        at = next_check_in(plan.check_in_weekday, plan.check_in_hour, zone, at)
    return at


def _retry_deliveries(tx: GlobalTx, now: datetime) -> None:
    """Delete digests of future days, which aren't due yet; retry everything else now, or look for it."""
    connection, deliveries = tx.connection(), _DELIVERIES
    is_digest = deliveries.c.kind == Kind.DIGEST
    unsent = and_(is_digest, deliveries.c.state == DeliveryState.DUE)
    connection.execute(delete(deliveries).where(_is_retry_too_far(now), _is_due_ahead(now), unsent))
    # Perhaps sent, at the latest now: the search for it begins at `due_at`.
    since = update(deliveries).where(_is_due_ahead(now))
    sent_on = exists().where(
        _is_step_ahead(now),
        _STEPS.c.workspace == deliveries.c.workspace,
        _STEPS.c.subject == deliveries.c.recipient,
    )
    connection.execute(
        since.where(or_(_is_retry_too_far(now), and_(is_digest, sent_on))).values(due_at=now - _DAY)
    )
    connection.execute(update(deliveries).where(_is_retry_too_far(now)).values(next_try_at=now))


def _restart_rounds(tx: GlobalTx, now: datetime) -> None:
    """Rating rounds that began while the clock was ahead begin now."""
    connection, tactics = tx.connection(), _TACTICS
    found = connection.execute(
        select(tactics.c.workspace, tactics.c.id, tactics.c.plan).where(_is_round_too_far(now))
    )
    for workspace, id_, plan_id in found.all():
        plan = _plan(tx, workspace, plan_id)
        if plan is None:
            continue
        ends_at = rating_deadline(plan, now)
        of_id = (tactics.c.workspace == workspace, tactics.c.id == id_)
        connection.execute(update(tactics).where(*of_id).values(rate_by=ends_at, round_ends_at=ends_at))


def _plan(tx: GlobalTx, workspace: str, id_: str) -> Plan | None:
    """The plan of that id; None if it is gone or can't be read, so that the others are still repaired."""
    with in_workspace(tx, workspace) as own:
        return plans.of_ids(own, [id_]).get(id_)


def _steps(tx: GlobalTx, kind: str, now: datetime) -> list[RowMapping]:
    wanted = select(_STEPS).where(_is_step_ahead(now), _STEPS.c.kind == kind)
    return list(tx.connection().execute(wanted).mappings().all())
