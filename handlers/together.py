"""Many who ask at once are one question."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Generic, TypeVar

from storage.database import is_passing
from storage.store import AsyncTx, Tx

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")
Turn = TypeVar("Turn")


class Together(Generic[Turn, Key, Answer]):
    """Asks about everything that is wanted by the time it is its turn, so for a crowd as for one.

    `turn` waits until it may ask, as for a place among those who read; `ask` is given what that gives.
    """

    def __init__(
        self,
        turn: Callable[[], AbstractAsyncContextManager[Turn]],
        ask: Callable[[Turn, Sequence[Key]], Awaitable[Mapping[Key, Answer]]],
    ) -> None:
        self._turn = turn
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

    async def _answers(self, turn: Turn, wanted: Sequence[Key]) -> Mapping[Key, Answer | Exception]:
        """Where it cannot be asked about all at once, each is asked about alone, so that one fails alone."""
        try:
            return await self._ask(turn, wanted)
        except Exception as failure:
            if len(set(wanted)) == 1 or is_passing(failure):
                raise
        return {key: await self._answer(turn, key) for key in dict.fromkeys(wanted)}

    async def _answer(self, turn: Turn, key: Key) -> Answer | Exception:
        try:
            return (await self._ask(turn, [key]))[key]
        except Exception as failure:  # noqa: BLE001 - it is raised to whoever asked
            return failure

    async def _ask_for_all(self, wanted: Sequence[Key]) -> Mapping[Key, Answer | Exception]:
        try:
            async with self._turn() as turn:
                self._end(wanted)
                return await self._answers(turn, wanted)
        finally:
            self._end(wanted)

    def _end(self, wanted: Sequence[Key]) -> None:
        """Whoever comes from now on is another question."""
        if self._wanted is wanted:
            self._wanted, self._asking = [], None


def plainly(
    ask: Callable[[Tx, Sequence[Key]], Mapping[Key, Answer]],
) -> Callable[[AsyncTx, Sequence[Key]], Awaitable[Mapping[Key, Answer]]]:
    """`ask`, a plain function of a transaction, as `Together` asks."""

    async def asked(tx: AsyncTx, wanted: Sequence[Key]) -> Mapping[Key, Answer]:
        return await tx.run(ask, wanted)

    return asked


def is_heard(asking: asyncio.Future[Answer]) -> None:
    """Whoever waits hears of a failure; where all have given up, asyncio need not print what it says."""
    if not asking.cancelled():
        asking.exception()
