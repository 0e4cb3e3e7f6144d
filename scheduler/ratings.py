"""Rounds of rating whose deadline has passed."""

from datetime import datetime

from scheduler.each import each_due
from storage import tactics
from storage.changes.rating_rounds import end_round
from storage.engine.store import Store

BATCH = 100


async def reveal(store: Store, now: datetime) -> bool:
    """Reveal the rounds whose deadline has passed, one transaction each; whether there were any."""
    due = await store.read_all(tactics.rounds_due, now, BATCH)
    return await each_due(store, "tactics", due, end_round, now)
