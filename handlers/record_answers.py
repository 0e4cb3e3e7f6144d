"""Saves a person's answers to a check-in, and updates the messages that show it."""

from collections.abc import Sequence
from uuid import uuid4

from handlers.permissions import Answering
from handlers.record import redraw_clicked
from handlers.visit import Visit
from planning.check_ins import Answer, CheckInState
from planning.deliveries import Delivery, Kind
from storage import check_ins, deliveries, homes
from storage.store import Tx


def answers_saved(tx: Tx, visit: Visit, found: Answering, given: Sequence[Answer]) -> None:
    """Keep the answers; the summary of a closed check-in stays as it is, and its thread gets a line."""
    check_in = found.check_in
    for answer in given:
        check_ins.put_answer(tx, visit.workspace, answer)
    check_ins.set_person(tx, visit.workspace, check_in.id, visit.person.id, "answered")
    if given and check_in.state is CheckInState.CLOSED:
        _enqueue_line(tx, visit, found)
    deliveries.redraw(tx, visit.workspace, check_in.id, besides=Kind.CHECK_IN_SUMMARY)
    homes.plan_changed(tx, visit.workspace, check_in.plan)
    deliveries.redraw_newest(tx, visit.workspace, Kind.DIGEST, visit.person.id)
    redraw_clicked(tx, visit)


def _enqueue_line(tx: Tx, visit: Visit, found: Answering) -> None:
    """One line a person, updated when they answer again; none where the check-in has no thread."""
    plan, check_in = found.plan, found.check_in
    posted = deliveries.of(tx, visit.workspace, Kind.CHECK_IN, plan.channel, check_in.id)
    if posted and posted.ts:
        line = Delivery(
            id=str(uuid4()),
            workspace=visit.workspace,
            kind=Kind.LATE_ANSWER,
            recipient=plan.channel,
            subject=check_in.id,
            occasion=f"{check_in.id}:{visit.person.id}",
            due_at=visit.now,
            plan=plan.id,
            items=(visit.person.id, posted.ts),
        )
        deliveries.owe(tx, line)
