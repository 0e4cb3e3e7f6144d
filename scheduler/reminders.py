"""Reminders: the digests of the people whose hour has come."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from scheduler.each import each, each_due
from storage import digests
from storage.changes.digests import enqueue_digests
from storage.database import is_passing
from storage.engine.store import Store
from storage.engine.transactions import Tx

BATCH = 400  # in one transaction, which keeps other writers waiting for less than a tenth of a second


async def remind(store: Store, now: datetime) -> bool:
    """Remind the people whose hour has come, one transaction a workspace; whether there were any.

    Where that fails for all of a workspace at once, each has a transaction of their own.
    """
    due = await store.read_all(digests.due, now, BATCH)

    async def remind_all(of: tuple[str, Sequence[str]]) -> None:
        workspace, people = of
        try:
            await store.write(workspace, enqueue_digests, people, now)
        except Exception as failure:
            if is_passing(failure):
                raise
            one_by_one = [(workspace, person) for person in people]
            await each_due(store, "digests", one_by_one, _enqueue_digest, now)

    by_workspace = groupby(sorted(due, key=itemgetter(0)), itemgetter(0))
    return await each([(where, [who for _, who in of]) for where, of in by_workspace], remind_all)


def _enqueue_digest(tx: Tx, person: str, now: datetime) -> None:
    enqueue_digests(tx, [person], now)
