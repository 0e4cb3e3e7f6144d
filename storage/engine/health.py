"""Whether the database can be used at this moment."""

import asyncio
from typing import Literal

from sqlalchemy.exc import SQLAlchemyError

from storage.engine import schema
from storage.engine.store import Store
from storage.engine.transactions import GlobalTx

UNAVAILABLE = (SQLAlchemyError, OSError, TimeoutError)
"""What is raised where the database does not answer."""

Fault = Literal["silent", "other_revision", "file_deleted", "file_replaced"]


async def fault(store: Store) -> Fault | None:
    """What keeps the database from being used.

    It does not answer, is not at this code's revision, or is not the file that was opened: what is written
    then is gone with the next restart. It may take as long as the database does.
    """
    try:
        if displaced := await asyncio.to_thread(store.displaced):
            return displaced
        revision = await store.read_all(_revision)
    except UNAVAILABLE:
        return "silent"
    return None if revision == schema.newest() else "other_revision"


def _revision(tx: GlobalTx) -> str | None:
    return schema.revision(tx.connection())
