"""Rounds of rating whose deadline has passed."""

from datetime import datetime

from scheduler.each import Due, each_due
from storage import tactics
from storage.changes import rating_rounds
from storage.store import Store

BATCH = 100


async def reveal(store: Store, now: datetime) -> bool:
    """Reveal the rounds whose deadline has passed, one transaction each; whether there were any."""
    async with store.reading() as tx:
        due = await tx.run(tactics.rounds_due, now, BATCH)

    async def settle(of: Due) -> None:
        workspace, tactic_id = of
        async with store.transaction(workspace) as tx:
            tactic = await tx.run(tactics.get, workspace, tactic_id)
            if await tx.run(rating_rounds.settle, workspace, tactic, now) == tactic:
                await tx.run(tactics.save_round, workspace, tactic)  # and so when it ends

    return await each_due(store, "tactics", due, settle, now)


async def next_due(store: Store) -> datetime | None:
    """When the next round's deadline passes; None when none is under way."""
    async with store.reading() as tx:
        return await tx.run(tactics.next_rate_by)
