"""Batching concurrent look-ups into one query."""

import asyncio
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Generic, TypeVar

from storage.engine.database import is_passing
from storage.engine.store import Store
from storage.engine.transactions import GlobalTx

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


class BatchLoader(Generic[Key, Answer]):
    """Looks up all keys that were requested by the time the query starts, in one query.

    `ask` runs the query for many keys, of any workspaces.
    """

    def __init__(self, store: Store, ask: Callable[[GlobalTx, Sequence[Key]], Mapping[Key, Answer]]) -> None:
        self._store = store
        self._ask = ask
        self._wanted: list[Key] = []
        self._asking: asyncio.Task[Mapping[Key, Answer | Exception]] | None = None

    async def get(self, key: Key) -> Answer:
        """The value for `key`; raises what the query raises."""
        self._wanted.append(key)
        if self._asking is None:
            self._asking = asyncio.ensure_future(self._ask_for_all(self._wanted))
            self._asking.add_done_callback(mark_retrieved)
        answer = (await asyncio.shield(self._asking))[key]
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def _ask_for_all(self, wanted: Sequence[Key]) -> Mapping[Key, Answer | Exception]:
        try:
            return await self._store.read_batch(partial(self._take, wanted), self._answers)
        finally:
            self._end(wanted)

    def _take(self, wanted: Sequence[Key]) -> Sequence[Key]:
        """The keys of this batch, now that its query starts."""
        self._end(wanted)
        return wanted

    def _end(self, wanted: Sequence[Key]) -> None:
        """Close the batch: later requests go into the next one."""
        if self._wanted is wanted:
            self._wanted, self._asking = [], None

    def _answers(self, tx: GlobalTx, wanted: Sequence[Key]) -> Mapping[Key, Answer | Exception]:
        """If the query fails for the batch, run it for each key, so that only the failing keys fail."""
        try:
            return self._ask(tx, wanted)
        except Exception as failure:
            if len(set(wanted)) == 1 or is_passing(failure):
                raise
        return {key: self._answer(tx, key) for key in dict.fromkeys(wanted)}

    def _answer(self, tx: GlobalTx, key: Key) -> Answer | Exception:
        try:
            return self._ask(tx, [key])[key]
        except Exception as failure:  # noqa: BLE001 - raised to the caller that requested the key
            return failure


def mark_retrieved(asking: asyncio.Future[Answer]) -> None:
    """Mark a failure as retrieved: callers get it, and if all were cancelled, asyncio need not log it."""
    if not asking.cancelled():
        asking.exception()
