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


async def answers_saved(tx: Tx, visit: Visit, found: Answering, given: Sequence[Answer]) -> None:
    """Keep the answers; the summary of a closed check-in stays as it is, and its thread gets a line."""
    check_in = found.check_in
    for answer in given:
        await check_ins.put_answer(tx, visit.workspace, answer)
    await check_ins.set_person(tx, visit.workspace, check_in.id, visit.person.id, "answered")
    if given and check_in.state is CheckInState.CLOSED:
        await _enqueue_line(tx, visit, found)
    await deliveries.redraw(tx, visit.workspace, check_in.id, besides=Kind.CHECK_IN_SUMMARY)
    await homes.plan_changed(tx, visit.workspace, check_in.plan)
    await deliveries.redraw_newest(tx, visit.workspace, Kind.DIGEST, visit.person.id)
    await redraw_clicked(tx, visit)


async def _enqueue_line(tx: Tx, visit: Visit, found: Answering) -> None:
    """One line a person, updated when they answer again; none where the check-in has no thread."""
    plan, check_in = found.plan, found.check_in
    posted = await deliveries.of(tx, visit.workspace, Kind.CHECK_IN, plan.channel, check_in.id)
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
        await deliveries.owe(tx, line)
