"""The store: each transaction is a plain function, run whole in one of its threads."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, AbstractContextManager, suppress
from contextvars import copy_context
from datetime import datetime
from functools import partial
from typing import Concatenate, Literal, ParamSpec, Self, TypeVar
from weakref import WeakValueDictionary

from storage.engine.engines import places
from storage.engine.sync import AnyTx, SyncStore
from storage.engine.transactions import GlobalTx, Tx

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")
Batch = TypeVar("Batch")


class Store:
    """One database, open: `sync` is the same in the calling thread."""

    def __init__(self, sync: SyncStore) -> None:
        self.sync = sync
        self._database = sync.database
        found = places(sync.database)
        self._threads = ThreadPoolExecutor(found.threads, thread_name_prefix="store")
        self._writers = asyncio.Semaphore(found.writers)
        self._readers = self._writers if found.are_shared else asyncio.Semaphore(found.readers)
        self._claims = asyncio.Semaphore(found.claims) if found.claims else self._writers
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @classmethod
    async def open(cls, url: str, *, now: Callable[[], datetime]) -> Self:
        """As `SyncStore.open`, without keeping the event loop waiting."""
        loop = asyncio.get_running_loop()
        opening = loop.run_in_executor(None, partial(SyncStore.open, url, now=now))
        try:
            return cls(await _to_its_end(opening))
        except asyncio.CancelledError:
            if not opening.cancelled() and opening.exception() is None:
                opening.result().close()
            raise

    async def close(self) -> None:
        """Close every connection, once the transactions under way have ended."""
        await _to_its_end(asyncio.get_running_loop().run_in_executor(None, self._close))

    def is_first(self, code: str) -> bool:
        """As `SyncStore.is_first`."""
        return self.sync.is_first(code)

    def displaced(self) -> Literal["file_deleted", "file_replaced"] | None:
        """As `SyncStore.displaced`."""
        return self.sync.displaced()

    async def write(
        self, workspace: str, function: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What `function` returns, run in a transaction of one workspace that writes.

        All of it is kept, or nothing if it raises. Those of one workspace take turns, in whichever process
        they are, so that what is read stays true until it is written.

        It ends whole even when its caller is cancelled, who waits for that. Return no generator or lazy
        result, which could not be read any more.
        """
        async with self._turn(self._database.writing(workspace)), self._writers:
            return await self._run(
                partial(self.sync.writing, workspace), lambda tx: function(tx, *args, **kwargs)
            )

    async def read(
        self, workspace: str, function: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `write`, for what only reads: all of it from the same moment; writing is an error."""
        async with self._readers:
            return await self._run(
                partial(self.sync.reading, workspace), lambda tx: function(tx, *args, **kwargs)
            )

    async def write_all(
        self, function: Callable[Concatenate[GlobalTx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `write`, for what serves all workspaces at once: it has its turn alone."""
        async with self._turn(self._database.writing(None)), self._writers:
            return await self._run(self.sync.writing_all, lambda tx: function(tx, *args, **kwargs))

    async def read_all(
        self, function: Callable[Concatenate[GlobalTx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `read`, for what serves all workspaces at once."""
        async with self._readers:
            return await self._run(self.sync.reading_all, lambda tx: function(tx, *args, **kwargs))

    async def read_batch(self, take: Callable[[], Batch], function: Callable[[GlobalTx, Batch], T], /) -> T:
        """As `read_all`, of what `take` returns, which is called once it is its turn to read."""
        async with self._readers:
            batch = take()
            return await self._run(self.sync.reading_all, lambda tx: function(tx, batch))

    async def claim(
        self, function: Callable[Concatenate[GlobalTx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `write_all`, for a transaction that only claims rows from a queue shared with other processes.

        It waits for no lock if the database can lock single rows; other rows that it reads may be changing.
        """
        async with self._turn(self._database.claiming), self._claims:
            return await self._run(self.sync.claiming, lambda tx: function(tx, *args, **kwargs))

    def _turn(self, begin: str) -> AbstractAsyncContextManager[None]:
        """Let those that begin alike wait here, since in a thread they would keep others out."""
        return self._turns.setdefault(begin, asyncio.Lock())

    async def _run(
        self, opening: Callable[[], AbstractContextManager[AnyTx]], function: Callable[[AnyTx], T]
    ) -> T:
        loop = asyncio.get_running_loop()
        running = loop.run_in_executor(self._threads, copy_context().run, _transact, opening, function)
        return await _to_its_end(running)

    def _close(self) -> None:
        self._threads.shutdown()
        self.sync.close()


def _transact(opening: Callable[[], AbstractContextManager[AnyTx]], function: Callable[[AnyTx], T]) -> T:
    try:
        with opening() as tx:
            return function(tx)
    except StopIteration as error:  # no Future can hold it: the caller would wait for ever
        raise RuntimeError("a transaction raised StopIteration") from error


async def _to_its_end(running: asyncio.Future[T]) -> T:
    """Wait until a thread is done, even when cancelled: it cannot be interrupted.

    An error after the caller was cancelled would be lost, and so is logged.
    """
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        while not running.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([running])
        if not running.cancelled() and (error := running.exception()):
            log.error("a transaction failed after its caller was cancelled", exc_info=error)
        raise
