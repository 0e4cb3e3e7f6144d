"""What a check-in adds up to, gathered from all that it is about."""

from datetime import timedelta

from planning.check_ins import CheckIn, Summary, summary
from storage import check_ins, logbook, tactic_lists
from storage.store import Tx

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
