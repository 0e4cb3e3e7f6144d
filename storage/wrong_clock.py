"""Undo what was stored while the clock was ahead, once it is right again.

What was sent stays sent and, being unique, is not sent again. What waits for a moment that only a wrong
clock can have set is scheduled again.
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
from planning.zones import zone_of
from storage import calendars, check_ins, plans, tactic_lists
from storage.engine.transactions import GlobalTx, Tx, in_workspace
from storage.schedule_steps import CHECK_IN, DIGEST
from storage.tables import Row

APART = timedelta(minutes=10)  # how far apart the clocks of two machines may be
LOOK_LONGEST = timedelta(days=4)  # from one look at a person to the next, wherever they travel
TRY_LONGEST = timedelta(days=1)  # from one try of a delivery to the next
OPEN_LONGEST = timedelta(days=14)  # from one opening of a check-in to the next that was not put off
ROUND_LONGEST = timedelta(days=2 * MAX_RATING_DAYS)
_MAX_AHEAD = timedelta(days=2)  # of the day in Greenwich, wherever a person is or was
_DAY = timedelta(days=1)
_TABLES = Row.metadata.tables
_TURNS, _DIGESTS, _DELIVERIES = _TABLES["schedule_steps"], _TABLES["daily_messages"], _TABLES["deliveries"]
_CHECK_INS, _ASKED = _TABLES["check_ins"], _TABLES["check_in_people"]
_PLANS, _TACTICS = _TABLES["plans"], _TABLES["tactics"]


def is_marked(tx: GlobalTx, now: datetime) -> bool:
    """Whether anything was scheduled for a moment, or done at one, that only a wrong clock can have set."""
    marks = (_done_ahead(now), _looks_late(now), _tries_late(now), _rates_late(now))
    found = tx.connection().execute(select(or_(*(exists().where(mark) for mark in marks))))
    return bool(found.scalar_one())


def newest_sent(tx: GlobalTx) -> datetime | None:
    """When Slack took our newest message, by Slack's own clock; None when there is none."""
    newest = tx.connection().execute(select(func.max(_DELIVERIES.c.ts))).scalar_one()
    try:
        return datetime.fromtimestamp(float(newest), UTC) if newest else None
    except (ValueError, OverflowError):  # a damaged record, which is no evidence
        return None


def take_back(tx: GlobalTx, now: datetime) -> None:
    """Reschedule what waits for a moment that only a wrong clock can have set, or was done after now."""
    _look_at_people(tx, now)
    _open_check_ins(tx, now)
    _try_deliveries(tx, now)
    _end_rounds(tx, now)
    tx.connection().execute(delete(_TURNS).where(_done_ahead(now)))


def _done_ahead(now: datetime) -> ColumnElement[bool]:
    return _TURNS.c.at > now + APART


def _looks_late(now: datetime) -> ColumnElement[bool]:
    return and_(_DIGESTS.c.digest_at >= now + LOOK_LONGEST, _is_active(_DIGESTS))


def _tries_late(now: datetime) -> ColumnElement[bool]:
    """A delivery is tried as soon as it is queued, and retried every hour or so."""
    at = _DELIVERIES.c.next_try_at
    return and_(at >= now + APART, _is_active(_DELIVERIES), or_(_due_ahead(now), at > now + TRY_LONGEST))


def _due_ahead(now: datetime) -> ColumnElement[bool]:
    return _DELIVERIES.c.due_at > now + APART


def _rates_late(now: datetime) -> ColumnElement[bool]:
    return and_(_TACTICS.c.round_ends_at >= now + ROUND_LONGEST, _is_active(_TACTICS))


def _is_active(table: Table) -> ColumnElement[bool]:
    """Rows whose workspace isn't suspended."""
    return table.c.suspended_at.is_(None)


def _look_at_people(tx: GlobalTx, now: datetime) -> None:
    """The days seen to are those before the wrong turn: then today's digest may still be due."""
    connection, digests = tx.connection(), _DIGESTS
    credible = {
        name: case((digests.c[name] <= now.date() + _MAX_AHEAD, digests.c[name]), else_=None)
        for name in ("handled", "looked")
    }
    connection.execute(update(digests).where(_looks_late(now)).values(digest_at=now, **credible))
    turned = [_before(turn, now) for turn in _turns(tx, DIGEST, now)]
    if not turned:
        return
    of_person = (digests.c.workspace == bindparam("of"), digests.c.person == bindparam("who"))
    days: dict[str, Any] = {"handled": bindparam("was_handled"), "looked": bindparam("was_looked")}
    connection.execute(update(digests).where(*of_person).values(days), turned)
    connection.execute(update(digests).where(*of_person, _is_active(digests)).values(digest_at=now), turned)


def _before(turn: RowMapping, now: datetime) -> dict[str, object]:
    """Where a person's digests stood; days that even then lay ahead are none."""
    days = {name: date.fromisoformat(day) if day else None for name, day in turn["before"].items()}
    known = {
        f"was_{name}": day if day and day <= now.date() + _MAX_AHEAD else None for name, day in days.items()
    }
    return {"of": turn["workspace"], "who": turn["subject"], **known}


def _open_check_ins(tx: GlobalTx, now: datetime) -> None:
    for turn in _turns(tx, CHECK_IN, now):
        if plan := _plan(tx, turn["workspace"], turn["subject"]):
            with in_workspace(tx, plan.workspace) as own:
                _open_check_in(own, plan, turn, now)


def _open_check_in(tx: Tx, plan: Plan, turn: RowMapping, now: datetime) -> None:
    _forget_not_held(tx, plan, now)
    if _has_next(tx, plan.id):
        due_at = datetime.fromisoformat(turn["before"]["due_at"])
        check_ins.set_next(tx, plan.id, _first_not_held(tx, plan, due_at, now))


def _has_next(tx: Tx, plan: str) -> bool:
    """Whether the plan's next check-in has a date, and the workspace isn't suspended."""
    of_id = (_PLANS.c.workspace == tx.workspace, _PLANS.c.id == plan, _PLANS.c.check_in_at.is_not(None))
    return tx.connection().execute(select(exists().where(*of_id, _is_active(_PLANS)))).scalar_one()


def _forget_not_held(tx: Tx, plan: Plan, now: datetime) -> None:
    """Check-ins that were missed or paused after now were not; those that were held, were held by now."""
    connection, table = tx.connection(), _CHECK_INS
    ahead = (table.c.workspace == plan.workspace, table.c.plan == plan.id, table.c.opened_at > now + APART)
    not_held = table.c.state.in_((CheckInState.MISSED, CheckInState.PAUSED))
    ids = select(table.c.id).where(*ahead, not_held)
    of_them = (_ASKED.c.workspace == plan.workspace, _ASKED.c.check_in.in_(ids))
    connection.execute(delete(_ASKED).where(*of_them))
    connection.execute(delete(table).where(*ahead, not_held))
    connection.execute(update(table).where(*ahead).values(opened_at=now))


def _first_not_held(tx: Tx, plan: Plan, due_at: datetime, now: datetime) -> datetime:
    """When the plan's next check-in opens: the one that was due before the wrong turn, unless it was held."""
    zone = zone_of(plan.zone)
    at = min(due_at, next_check_in(plan.check_in_weekday, plan.check_in_hour, zone, now + OPEN_LONGEST))
    held = _CHECK_INS.c.on == bindparam("day")
    of_plan = (_CHECK_INS.c.workspace == plan.workspace, _CHECK_INS.c.plan == plan.id)
    connection = tx.connection()
    while (
        connection.execute(select(_CHECK_INS.c.id).where(*of_plan, held), {"day": at.astimezone(zone).date()})
    ).first():
        at = next_check_in(plan.check_in_weekday, plan.check_in_hour, zone, at)
    return at


def _try_deliveries(tx: GlobalTx, now: datetime) -> None:
    """Delete digests of future days, which aren't due yet; retry everything else now, or look for it."""
    connection, deliveries = tx.connection(), _DELIVERIES
    is_digest = deliveries.c.kind == Kind.DIGEST
    unsent = and_(is_digest, deliveries.c.state == DeliveryState.DUE)
    connection.execute(delete(deliveries).where(_tries_late(now), _due_ahead(now), unsent))
    # Sent perhaps, and at the latest now: those who look for it look a day back.
    since = update(deliveries).where(_due_ahead(now))
    sent_on = exists().where(
        _done_ahead(now),
        _TURNS.c.workspace == deliveries.c.workspace,
        _TURNS.c.subject == deliveries.c.recipient,
    )
    connection.execute(since.where(or_(_tries_late(now), and_(is_digest, sent_on))).values(due_at=now - _DAY))
    connection.execute(update(deliveries).where(_tries_late(now)).values(next_try_at=now))


def _end_rounds(tx: GlobalTx, now: datetime) -> None:
    """Rounds of rating that began while the clock was ahead begin now."""
    connection, tactics = tx.connection(), _TACTICS
    found = connection.execute(
        select(tactics.c.workspace, tactics.c.id, tactics.c.plan).where(_rates_late(now))
    )
    for workspace, id_, plan_id in found.all():
        ends_at = _deadline(tx, workspace, plan_id, id_, now)
        if ends_at is None:
            continue
        of_id = (tactics.c.workspace == workspace, tactics.c.id == id_)
        connection.execute(update(tactics).where(*of_id).values(rate_by=ends_at, round_ends_at=ends_at))


def _deadline(tx: GlobalTx, workspace: str, plan_id: str, tactic_id: str, now: datetime) -> datetime | None:
    """When the tactic's round ends that begins now; None where it or its plan is gone or can't be read."""
    with in_workspace(tx, workspace) as own:
        plan = plans.of_ids(own, [plan_id]).get(plan_id)
        tactic = tactic_lists.of_ids(own, [tactic_id]).get(tactic_id)
        return calendars.rating_deadline(own, plan, tactic.owners, now) if plan and tactic else None


def _plan(tx: GlobalTx, workspace: str, id_: str) -> Plan | None:
    """The plan of that id; None where it is gone or can't be read, which stops no other's."""
    with in_workspace(tx, workspace) as own:
        return plans.of_ids(own, [id_]).get(id_)


def _turns(tx: GlobalTx, kind: str, now: datetime) -> list[RowMapping]:
    wanted = select(_TURNS).where(_done_ahead(now), _TURNS.c.kind == kind)
    return list(tx.connection().execute(wanted).mappings().all())
