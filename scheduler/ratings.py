"""Rounds of rating whose deadline has passed."""

from datetime import datetime

from storage import rounds, tactics
from storage.store import Store

BATCH = 100


async def reveal(store: Store, now: datetime) -> bool:
    """Reveal the rounds whose deadline has passed, one transaction each; whether there were any."""
    async with store.reading() as tx:
        due = await tactics.rounds_due(tx, now, BATCH)
    for workspace, tactic_id in due:
        async with store.transaction(workspace) as tx:
            tactic = await tactics.get(tx, workspace, tactic_id)
            await rounds.settle(tx, workspace, tactic, now)
    return bool(due)


async def next_due(store: Store) -> datetime | None:
    """When the next round's deadline passes; None when none is under way."""
    async with store.reading() as tx:
        return await tactics.next_rate_by(tx)
