"""A channel whose id changed: everything stored about it is updated, in one transaction."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import update
from sqlmodel import col

from planning.deliveries import Kind
from planning.delivery_payloads import UndeliverablePayload
from planning.history import Action, changes
from planning.plan import Plan, plan_fields
from storage import goals, history, homes, plans, summaries
from storage.engine.transactions import Tx
from storage.rows import rows_of
from storage.tables import DeliveryRow, PlanRow


def follow(tx: Tx, old: str, new: str, now: datetime) -> bool:
    """Update everything stored about the channel `old` to `new`; False if there is nothing to update.

    If both have an open plan, someone started one before the event came. A channel has one: an empty new
    plan is closed, and otherwise the old channel's. Closed ones stay readable.
    """
    if old == new or not plans.any_in(tx, old):
        return False
    coming, there = plans.open_in(tx, old), plans.open_in(tx, new)
    if coming and there:
        is_empty = not goals.count_of_plans(tx, [there.id]).get(there.id)
        _close(tx, there if is_empty else coming, now)
    _rename(tx, old, new)
    for plan in filter(None, (coming, there)):
        homes.plan_changed(tx, plan.id)
    return True


def _rename(tx: Tx, old: str, new: str) -> None:
    for table, column in (
        (PlanRow, PlanRow.channel),
        (DeliveryRow, DeliveryRow.channel),
        (DeliveryRow, DeliveryRow.recipient),
    ):
        of_channel = update(table).where(col(table.workspace) == tx.workspace, col(column) == old)
        tx.exec(of_channel.values({col(column): new}).execution_options(synchronize_session=False))
    _rename_in_notices(tx, old, new)


def _rename_in_notices(tx: Tx, old: str, new: str) -> None:
    """The notices that the channel cannot be reached, which may wait to be sent."""
    about = (DeliveryRow.kind == Kind.UNDELIVERABLE, DeliveryRow.subject == old)
    for notice in tx.exec(rows_of(DeliveryRow, tx.workspace, *about)).all():
        payload = UndeliverablePayload.from_items(tuple(notice.items))
        items = list(replace(payload, recipient=new).to_items())
        of_notice = update(DeliveryRow).where(
            col(DeliveryRow.workspace) == tx.workspace, col(DeliveryRow.id) == notice.id
        )
        tx.exec(of_notice.values(subject=new, items=items).execution_options(synchronize_session=False))


def _close(tx: Tx, plan: Plan, now: datetime) -> None:
    closed = plan.closed(now)
    plans.save(tx, closed)
    history.add(
        tx,
        plan=plan.id,
        at=now,
        person=None,
        action=Action.PLAN_CLOSED,
        subject=plan.id,
        title=plan.name,
        changes=changes(plan_fields(plan), plan_fields(closed)),
    )
    summaries.close_with_plan(tx, plan.id)
