"""What a check-in adds up to, gathered from all that it is about, and closing it with that."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import distinct, func
from sqlmodel import col, select

from planning.check_ins import CheckIn, CheckInState, Counts, Course, Summary, standing, summary
from storage import check_ins, deliveries, homes, logbook, tactic_lists, tactics
from storage.store import Tx
from storage.tables import TacticOwnerRow, TacticRow
from storage.tactic_rows import IS_OPEN

A_WEEK = timedelta(days=7)


async def of(tx: Tx, workspace: str, check_in: CheckIn) -> Summary:
    """What a check-in adds up to by now, against the one before."""
    earlier = await check_ins.newest(tx, workspace, check_in.plan, check_in)
    since = earlier.opened_at if earlier else check_in.opened_at - A_WEEK
    return summary(
        check_in,
        await check_ins.answers(tx, workspace, check_in.id),
        await tactic_lists.all_of_plan(tx, workspace, check_in.plan),
        await check_ins.counts_of(tx, workspace, earlier.id) if earlier else None,
        await logbook.since(tx, workspace, check_in.plan, since),
    )


async def as_closed(tx: Tx, workspace: str, check_in: CheckIn) -> Summary:
    """As `of`, with the counts that it was closed with: an answer that comes late does not change them."""
    found = await of(tx, workspace, check_in)
    return replace(found, counts=await check_ins.counts_of(tx, workspace, check_in.id) or found.counts)


async def close(tx: Tx, workspace: str, check_in: CheckIn) -> None:
    """Count what was said in an open check-in and close it; what was sent about it is to be drawn anew."""
    found = await of(tx, workspace, check_in)
    closed = replace(check_in, state=CheckInState.CLOSED)
    await check_ins.save(tx, workspace, closed, due_at=None, counts=found.counts)
    await deliveries.redraw(tx, workspace, check_in.id)
    await homes.plan_changed(tx, workspace, check_in.plan)


async def close_with_plan(tx: Tx, workspace: str, plan: str) -> None:
    """The plan was closed: a check-in under way ends, and what was sent of its tactics shows that it is."""
    for tactic in await tactics.open_of_plan(tx, workspace, plan):
        await deliveries.redraw(tx, workspace, tactic.id)
    if running := await check_ins.open_of(tx, workspace, plan):
        await close(tx, workspace, running)


async def newest(tx: Tx, workspace: str, plan: str) -> tuple[CheckIn, Counts] | None:
    """The plan's open check-in, or the one closed last, with its counts as they stand."""
    if open_one := await check_ins.open_of(tx, workspace, plan):
        return open_one, await _so_far(tx, workspace, open_one)
    closed = await check_ins.newest(tx, workspace, plan)
    counts = await check_ins.counts_of(tx, workspace, closed.id) if closed else None
    return (closed, counts) if closed and counts else None


async def _so_far(tx: Tx, workspace: str, check_in: CheckIn) -> Counts:
    """The counts of an open check-in; its tactics are counted without being read, as they may be many."""
    courses = standing(await check_ins.answers(tx, workspace, check_in.id))
    owned = (
        (col(TacticOwnerRow.workspace) == col(TacticRow.workspace))
        & (col(TacticOwnerRow.tactic) == col(TacticRow.id))
        & col(TacticOwnerRow.person).in_(check_in.asked)
    )
    waiting = (
        select(func.count(distinct(col(TacticRow.id))))
        .join(TacticOwnerRow, owned)
        .where(TacticRow.workspace == workspace, TacticRow.plan == check_in.plan, IS_OPEN)
        .where(col(TacticRow.id).not_in(courses))
    )
    on = Counter(courses.values())
    silent = (await tx.exec(waiting)).one()
    return Counts(on[Course.ON_COURSE], on[Course.DRIFTING], on[Course.OFF_COURSE], silent)
