"""What falls due: daily messages, check-ins, and rounds of rating."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from scheduler.isolation import for_each_due_isolated, for_each_isolated
from storage import check_ins, daily_messages, tactics
from storage.changes.daily_messages import enqueue_daily_messages
from storage.changes.rating_rounds import end_round
from storage.changes.scheduled_check_ins import close_check_in, open_check_in
from storage.engine.database import is_passing
from storage.engine.store import Store
from storage.engine.transactions import Tx

BATCH = 100
PEOPLE_BATCH = 400  # in one transaction, which keeps other writers waiting for less than a tenth of a second


async def open_check_ins(store: Store, now: datetime) -> bool:
    """Open the check-ins whose hour has come, one transaction each; whether there were any."""
    due = await store.read_all(check_ins.plans_due, now, BATCH)
    return await for_each_due_isolated(store, "plans", due, open_check_in, now)


async def close_check_ins(store: Store, now: datetime) -> bool:
    """Close the open check-ins whose time is over; whether there were any."""
    due = await store.read_all(check_ins.due, now, BATCH)
    return await for_each_due_isolated(store, "check_ins", due, close_check_in, now)


async def reveal_ratings(store: Store, now: datetime) -> bool:
    """Reveal the rounds whose deadline has passed, one transaction each; whether there were any."""
    due = await store.read_all(tactics.rounds_due, now, BATCH)
    return await for_each_due_isolated(store, "tactics", due, end_round, now)


async def remind(store: Store, now: datetime) -> bool:
    """Remind the people whose hour has come, one transaction a workspace; whether there were any.

    Where that fails for all of a workspace at once, each has a transaction of their own.
    """
    due = await store.read_all(daily_messages.due, now, PEOPLE_BATCH)

    async def remind_all(of: tuple[str, Sequence[str]]) -> None:
        workspace, people = of
        try:
            await store.write(workspace, enqueue_daily_messages, people, now)
        except Exception as failure:
            if is_passing(failure):
                raise
            one_by_one = [(workspace, person) for person in people]
            await for_each_due_isolated(store, "daily_messages", one_by_one, _enqueue_daily_message, now)

    by_workspace = groupby(sorted(due, key=itemgetter(0)), itemgetter(0))
    return await for_each_isolated(
        [(where, [who for _, who in of]) for where, of in by_workspace], remind_all
    )


def _enqueue_daily_message(tx: Tx, person: str, now: datetime) -> None:
    enqueue_daily_messages(tx, [person], now)
