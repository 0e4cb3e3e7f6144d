"""Whether the database can be used at this moment."""

import asyncio
from typing import Literal

from sqlalchemy.exc import SQLAlchemyError

from storage import schema
from storage.store import Store

SECONDS = 2  # that the database has to answer

Fault = Literal["silent", "other_revision"]


async def fault(store: Store) -> Fault | None:
    """What keeps the database from being used: it does not answer, or is not at this code's revision."""
    try:
        async with asyncio.timeout(SECONDS), store.reading() as tx:
            connection = await tx.connection()
            revision = await connection.run_sync(schema.revision)
    except (SQLAlchemyError, OSError, TimeoutError):
        return "silent"
    return None if revision == schema.newest() else "other_revision"
