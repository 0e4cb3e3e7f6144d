"""Batching concurrent look-ups into one query."""

import asyncio
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Generic, TypeVar

from storage.engine.database import is_passing
from storage.engine.store import Store
from storage.engine.transactions import GlobalTx

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class BatchLoader(Generic[Key, Value]):
    """Looks up all keys that were requested by the time the query starts, in one query.

    `load` runs the query for many keys, of any workspaces.
    """

    def __init__(self, store: Store, load: Callable[[GlobalTx, Sequence[Key]], Mapping[Key, Value]]) -> None:
        self._store = store
        self._load = load
        self._pending: list[Key] = []
        self._batch: asyncio.Task[Mapping[Key, Value | Exception]] | None = None

    async def get(self, key: Key) -> Value:
        """The value for `key`; raises what the query raises."""
        self._pending.append(key)
        if self._batch is None:
            self._batch = asyncio.ensure_future(self._load_all(self._pending))
            self._batch.add_done_callback(mark_retrieved)
        value = (await asyncio.shield(self._batch))[key]
        if isinstance(value, Exception):
            raise value
        return value

    async def _load_all(self, keys: Sequence[Key]) -> Mapping[Key, Value | Exception]:
        try:
            return await self._store.read_batch(partial(self._take_keys, keys), self._load_batch)
        finally:
            self._close_batch(keys)

    def _take_keys(self, keys: Sequence[Key]) -> Sequence[Key]:
        """The keys of this batch, now that its query starts."""
        self._close_batch(keys)
        return keys

    def _close_batch(self, keys: Sequence[Key]) -> None:
        """Close the batch: later requests go into the next one."""
        if self._pending is keys:
            self._pending, self._batch = [], None

    def _load_batch(self, tx: GlobalTx, keys: Sequence[Key]) -> Mapping[Key, Value | Exception]:
        """If the query fails for the batch, run it for each key, so that only the failing keys fail."""
        try:
            return self._load(tx, keys)
        except Exception as failure:
            if len(set(keys)) == 1 or is_passing(failure):
                raise
        return {key: self._load_one(tx, key) for key in dict.fromkeys(keys)}

    def _load_one(self, tx: GlobalTx, key: Key) -> Value | Exception:
        try:
            return self._load(tx, [key])[key]
        except Exception as failure:  # noqa: BLE001 - raised to the caller that requested the key
            return failure


def mark_retrieved(future: asyncio.Future[Value]) -> None:
    """Mark a failure as retrieved: callers get it, and if all were cancelled, asyncio need not log it."""
    if not future.cancelled():
        future.exception()
