"""Many who ask at once are one question."""

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
    """Asks the database about everything that is wanted by the time it is its turn: a crowd is one question.

    `ask` answers for many keys, of any workspaces.
    """

    def __init__(self, store: Store, ask: Callable[[GlobalTx, Sequence[Key]], Mapping[Key, Answer]]) -> None:
        self._store = store
        self._ask = ask
        self._wanted: list[Key] = []
        self._asking: asyncio.Task[Mapping[Key, Answer | Exception]] | None = None

    async def get(self, key: Key) -> Answer:
        """The answer about `key`; raises what asking raises."""
        self._wanted.append(key)
        if self._asking is None:
            self._asking = asyncio.ensure_future(self._ask_for_all(self._wanted))
            self._asking.add_done_callback(is_heard)
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
        """What is wanted, now that it is its turn."""
        self._end(wanted)
        return wanted

    def _end(self, wanted: Sequence[Key]) -> None:
        """What is wanted from now on is another question."""
        if self._wanted is wanted:
            self._wanted, self._asking = [], None

    def _answers(self, tx: GlobalTx, wanted: Sequence[Key]) -> Mapping[Key, Answer | Exception]:
        """Where it cannot be asked about all at once, each is asked about alone, so that one fails alone."""
        try:
            return self._ask(tx, wanted)
        except Exception as failure:
            if len(set(wanted)) == 1 or is_passing(failure):
                raise
        return {key: self._answer(tx, key) for key in dict.fromkeys(wanted)}

    def _answer(self, tx: GlobalTx, key: Key) -> Answer | Exception:
        try:
            return self._ask(tx, [key])[key]
        except Exception as failure:  # noqa: BLE001 - it is raised to whoever asked
            return failure


def is_heard(asking: asyncio.Future[Answer]) -> None:
    """Whoever waits hears of a failure; where all have given up, asyncio need not print what it says."""
    if not asking.cancelled():
        asking.exception()
