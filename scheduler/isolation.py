"""Process many due items one by one, so that one that fails does not delay the others."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import TypeVar

from planning.errors import Code, PlanningError
from storage.due import postpone
from storage.engine.database import is_passing
from storage.engine.store import Store
from storage.engine.transactions import Tx

log = logging.getLogger(__name__)

Item = TypeVar("Item")
Due = tuple[str, str]
"""A workspace, and the id of what is due in it."""


async def for_each_isolated(due: Iterable[Item], work: Callable[[Item], Awaitable[None]]) -> bool:
    """Run `work` for each item; whether there were any.

    Raises the first error after all items were tried. Items that failed are still due, and are retried.
    """
    first_error: Exception | None = None
    were_any = False
    for item in due:
        were_any = True
        try:
            await work(item)
        except Exception as failure:  # noqa: BLE001 - whatever it is, it is raised below
            first_error = first_error or failure
    if first_error:
        raise first_error
    return were_any


async def for_each_due_isolated(
    store: Store, table: str, due: Iterable[Due], work: Callable[[Tx, str, datetime], None], now: datetime
) -> bool:
    """As `for_each_isolated`: run `work` with each id, in a transaction of its own.

    One that fails because of what is stored is retried later. It is logged once, by its id, unless the record
    that can't be read was logged.
    """

    async def work_or_postpone(one: Due) -> None:
        workspace, id_ = one
        try:
            await store.write(workspace, work, id_, now)
        except Exception as failure:
            if is_passing(failure):
                raise
            _log_once(store, table, one, failure)
            await store.write(workspace, postpone, table, workspace, id_, now)

    return await for_each_isolated(due, work_or_postpone)


def _log_once(store: Store, table: str, one: Due, failure: Exception) -> None:
    is_logged = isinstance(failure, PlanningError) and failure.code is Code.UNREADABLE
    if not is_logged and store.is_first(f"{table}:{one}"):
        extra = {"table": table, "workspace": one[0], "id": one[1]}
        log.error("failed, and will be retried", extra=extra, exc_info=failure)
