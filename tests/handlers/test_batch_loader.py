"""Many who ask at once are one question."""

import asyncio
import gc
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import pytest

from handlers.support.batch_loader import BatchLoader
from storage.engine.store import Store
from storage.engine.transactions import GlobalTx

Batch = TypeVar("Batch")
T = TypeVar("T")


class Turns(Store):
    """A store without a database: a question begins when its turn `comes`, and lasts until it may `end`."""

    def __init__(self, comes: asyncio.Event | None = None, end: asyncio.Event | None = None) -> None:
        self._comes = comes
        self._end = end
        self.is_away = False

    async def read_batch(self, take: Callable[[], Batch], function: Callable[[GlobalTx, Batch], T], /) -> T:
        if self.is_away:
            raise ConnectionError
        if self._comes:
            await self._comes.wait()
        batch = take()
        if self._end:
            await self._end.wait()
        return function(GlobalTx(), batch)


class Questions:
    """What is asked about, each time; what is answered is in capitals."""

    def __init__(self) -> None:
        self.asked: list[Sequence[str]] = []
        self.fail = False

    def __call__(self, _tx: GlobalTx, keys: Sequence[str]) -> Mapping[str, str]:
        self.asked.append(list(keys))
        if self.fail:
            raise ConnectionError("List 100 influencers")
        return {key: key.upper() for key in keys}


async def test_what_is_wanted_at_once_is_asked_for_at_once() -> None:
    questions = Questions()
    together = BatchLoader(Turns(), questions)
    assert await asyncio.gather(*map(together.get, "abc")) == ["A", "B", "C"]
    assert await together.get("d") == "D"
    assert questions.asked == [["a", "b", "c"], ["d"]]


async def test_who_comes_while_it_is_asked_for_is_asked_for_next() -> None:
    questions, end = Questions(), asyncio.Event()
    together = BatchLoader(Turns(end=end), questions)
    first = asyncio.ensure_future(together.get("a"))
    await _go_on()
    second = asyncio.ensure_future(together.get("b"))
    await _go_on()
    end.set()
    assert (await first, await second) == ("A", "B")
    assert questions.asked == [["a"], ["b"]]


async def test_who_comes_before_it_is_its_turn_is_asked_for_with_the_others() -> None:
    questions, comes = Questions(), asyncio.Event()
    together = BatchLoader(Turns(comes), questions)
    first = asyncio.ensure_future(together.get("a"))
    await _go_on()
    second = asyncio.ensure_future(together.get("b"))
    await _go_on()
    comes.set()
    assert (await first, await second) == ("A", "B")
    assert questions.asked == [["a", "b"]]


async def test_a_turn_that_does_not_come_is_everybodys_failure_and_ends_with_them() -> None:
    turns = Turns()
    turns.is_away = True
    together = BatchLoader(turns, Questions())
    failed = await asyncio.gather(together.get("a"), together.get("b"), return_exceptions=True)
    assert [type(failure) for failure in failed] == [ConnectionError, ConnectionError]
    turns.is_away = False
    assert await together.get("a") == "A"


async def test_a_failure_is_everybodys_and_ends_with_them() -> None:
    questions = Questions()
    questions.fail = True
    together = BatchLoader(Turns(), questions)
    failed = await asyncio.gather(together.get("a"), together.get("b"), return_exceptions=True)
    assert [type(failure) for failure in failed] == [ConnectionError, ConnectionError]
    questions.fail = False
    assert await together.get("a") == "A"


async def test_what_one_cannot_be_told_fails_alone() -> None:
    def ask(_tx: GlobalTx, keys: Sequence[str]) -> Mapping[str, int]:
        return {key: int(key) for key in keys}

    together = BatchLoader(Turns(), ask)
    one, failure, two = await asyncio.gather(*map(together.get, ["1", "?", "2"]), return_exceptions=True)
    assert (one, two) == (1, 2)
    assert isinstance(failure, ValueError)


async def test_who_gives_up_takes_nothing_from_the_others() -> None:
    end = asyncio.Event()
    together = BatchLoader(Turns(end=end), Questions())
    impatient, patient = (asyncio.ensure_future(together.get(key)) for key in "ab")
    await _go_on()
    impatient.cancel()
    end.set()
    assert await patient == "B"
    with pytest.raises(asyncio.CancelledError):
        await impatient


async def test_where_all_have_given_up_a_failure_is_printed_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    questions, end = Questions(), asyncio.Event()
    questions.fail = True
    impatient = asyncio.ensure_future(BatchLoader(Turns(end=end), questions).get("a"))
    await _go_on()
    impatient.cancel()
    await asyncio.wait([impatient])
    end.set()
    await asyncio.wait(asyncio.all_tasks() - {asyncio.current_task()})
    gc.collect()
    assert questions.asked == [["a"]]
    assert caplog.text == ""


async def _go_on() -> None:
    """Let others do what they can do now."""
    for _ in range(5):
        await asyncio.sleep(0)
