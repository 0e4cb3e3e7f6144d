"""Rounds of rating whose deadline has passed."""

from datetime import datetime

from scheduler.each import Due, each_due
from storage import rounds, tactics
from storage.store import Store

BATCH = 100


async def reveal(store: Store, now: datetime) -> bool:
    """Reveal the rounds whose deadline has passed, one transaction each; whether there were any."""
    async with store.reading() as tx:
        due = await tactics.rounds_due(tx, now, BATCH)

    async def settle(of: Due) -> None:
        workspace, tactic_id = of
        async with store.transaction(workspace) as tx:
            tactic = await tactics.get(tx, workspace, tactic_id)
            if await rounds.settle(tx, workspace, tactic, now) == tactic:
                await tactics.save_round(tx, workspace, tactic)  # and so when it ends

    return await each_due(store, "tactics", due, settle, now)


async def next_due(store: Store) -> datetime | None:
    """When the next round's deadline passes; None when none is under way."""
    async with store.reading() as tx:
        return await tactics.next_rate_by(tx)
