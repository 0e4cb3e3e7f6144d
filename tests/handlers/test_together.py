"""Many who ask at once are one question."""

import asyncio
import gc
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import pytest

from handlers.together import Together


@asynccontextmanager
async def at_once() -> AsyncIterator[None]:
    """A turn that comes without waiting."""
    yield


async def test_what_is_wanted_at_once_is_asked_for_at_once() -> None:
    asked: list[Sequence[str]] = []

    async def ask(_turn: None, keys: Sequence[str]) -> Mapping[str, str]:
        asked.append(keys)
        await asyncio.sleep(0)
        return {key: key.upper() for key in keys}

    together = Together(at_once, ask)
    assert await asyncio.gather(*map(together.get, "abc")) == ["A", "B", "C"]
    assert await together.get("d") == "D"
    assert asked == [["a", "b", "c"], ["d"]]


async def test_who_comes_while_it_is_asked_for_is_asked_for_next() -> None:
    asked: asyncio.Queue[Sequence[str]] = asyncio.Queue()
    answering = asyncio.Event()

    async def ask(_turn: None, keys: Sequence[str]) -> Mapping[str, str]:
        await asked.put(keys)
        await answering.wait()
        return dict.fromkeys(keys, "")

    together = Together(at_once, ask)
    first = asyncio.ensure_future(together.get("a"))
    assert await asked.get() == ["a"]
    second = asyncio.ensure_future(together.get("b"))
    assert await asked.get() == ["b"]
    answering.set()
    await asyncio.gather(first, second)


async def test_who_comes_before_it_is_its_turn_is_asked_for_with_the_others() -> None:
    asked: list[Sequence[str]] = []
    turns = asyncio.Semaphore(0)

    @asynccontextmanager
    async def turn() -> AsyncIterator[int]:
        async with turns:
            yield 7

    async def ask(number: int, keys: Sequence[str]) -> Mapping[str, int]:
        asked.append(keys)
        return dict.fromkeys(keys, number)

    together = Together(turn, ask)
    first = asyncio.ensure_future(together.get("a"))
    await asyncio.sleep(0)
    second = asyncio.ensure_future(together.get("b"))
    await asyncio.sleep(0)
    turns.release()
    assert (await first, await second) == (7, 7)
    assert asked == [["a", "b"]]


async def test_a_turn_that_does_not_come_is_everybodys_failure_and_ends_with_them() -> None:
    comes = False

    @asynccontextmanager
    async def turn() -> AsyncIterator[None]:
        if not comes:
            raise ConnectionError
        yield

    async def ask(_turn: None, keys: Sequence[str]) -> Mapping[str, str]:
        return dict.fromkeys(keys, "")

    together = Together(turn, ask)
    failed = await asyncio.gather(together.get("a"), together.get("b"), return_exceptions=True)
    assert [type(failure) for failure in failed] == [ConnectionError, ConnectionError]
    comes = True
    assert await together.get("a") == ""


async def test_a_failure_is_everybodys_and_ends_with_them() -> None:
    works = False

    async def ask(_turn: None, keys: Sequence[str]) -> Mapping[str, str]:
        if not works:
            raise ConnectionError
        return dict.fromkeys(keys, "")

    together = Together(at_once, ask)
    failed = await asyncio.gather(together.get("a"), together.get("b"), return_exceptions=True)
    assert [type(failure) for failure in failed] == [ConnectionError, ConnectionError]
    works = True
    assert await together.get("a") == ""


async def test_who_gives_up_takes_nothing_from_the_others() -> None:
    answering = asyncio.Event()

    async def ask(_turn: None, keys: Sequence[str]) -> Mapping[str, str]:
        await answering.wait()
        return dict.fromkeys(keys, "")

    together = Together(at_once, ask)
    impatient, patient = (asyncio.ensure_future(together.get(key)) for key in "ab")
    await asyncio.sleep(0)
    impatient.cancel()
    answering.set()
    assert await patient == ""
    with pytest.raises(asyncio.CancelledError):
        await impatient


async def test_where_all_have_given_up_a_failure_is_printed_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    failing = asyncio.Event()

    async def ask(_turn: None, _keys: Sequence[str]) -> Mapping[str, str]:
        await failing.wait()
        raise ConnectionError("List 100 influencers")

    impatient = asyncio.ensure_future(Together(at_once, ask).get("a"))
    await asyncio.sleep(0)
    impatient.cancel()
    await asyncio.wait([impatient])
    failing.set()
    await asyncio.wait(asyncio.all_tasks() - {asyncio.current_task()})
    gc.collect()
    assert caplog.text == ""
