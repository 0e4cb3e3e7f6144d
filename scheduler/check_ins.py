"""The weekly check-in: opening it, one nudge, and closing it with a summary."""

from datetime import datetime

from scheduler.each import each_due
from storage import check_ins
from storage.changes.scheduled_check_ins import nudge_or_close, open_check_in
from storage.engine.store import Store

BATCH = 100


async def open_due(store: Store, now: datetime) -> bool:
    """Open the check-ins whose hour has come, one transaction each; whether there were any."""
    due = await store.read_all(check_ins.plans_due, now, BATCH)
    return await each_due(store, "plans", due, open_check_in, now)


async def go_on(store: Store, now: datetime) -> bool:
    """Nudge and close the open check-ins that it is time for; whether there were any."""
    due = await store.read_all(check_ins.due, now, BATCH)
    return await each_due(store, "check_ins", due, nudge_or_close, now)
