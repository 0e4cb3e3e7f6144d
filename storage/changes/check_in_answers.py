"""Saves a person's answers to a check-in, and updates the messages that show it."""

from collections.abc import Sequence
from uuid import uuid4

from planning.check_ins import Answer, CheckIn, CheckInState
from planning.deliveries import Delivery, Kind
from planning.plan import Plan
from storage import check_ins, deliveries, homes
from storage.changes.actor import Actor
from storage.changes.redraws import redraw_clicked
from storage.store import Tx


def save_answers(tx: Tx, actor: Actor, plan: Plan, check_in: CheckIn, given: Sequence[Answer]) -> None:
    """Save the answers; the summary of a closed check-in stays as it is, and its thread gets a line."""
    for answer in given:
        check_ins.put_answer(tx, tx.workspace, answer)
    check_ins.set_person(tx, tx.workspace, check_in.id, actor.person.id, "answered")
    if given and check_in.state is CheckInState.CLOSED:
        _enqueue_line(tx, actor, plan, check_in)
    deliveries.redraw(tx, tx.workspace, check_in.id, besides=Kind.CHECK_IN_SUMMARY)
    homes.plan_changed(tx, tx.workspace, check_in.plan)
    deliveries.redraw_newest(tx, tx.workspace, Kind.DIGEST, actor.person.id)
    redraw_clicked(tx, actor)


def _enqueue_line(tx: Tx, actor: Actor, plan: Plan, check_in: CheckIn) -> None:
    """One line a person, updated when they answer again; none where the check-in has no thread."""
    posted = deliveries.of(tx, tx.workspace, Kind.CHECK_IN, plan.channel, check_in.id)
    if posted and posted.ts:
        line = Delivery(
            id=str(uuid4()),
            workspace=tx.workspace,
            kind=Kind.LATE_ANSWER,
            recipient=plan.channel,
            subject=check_in.id,
            occasion=f"{check_in.id}:{actor.person.id}",
            due_at=actor.now,
            plan=plan.id,
            items=(actor.person.id, posted.ts),
        )
        deliveries.owe(tx, line)
