"""Two hundred people who look, click, rate and are answered at once: how late the latest ack is."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import NamedTuple

from benchmarks.acts import Somebody
from benchmarks.answers import BY_HAND
from benchmarks.filling import crowd
from benchmarks.rows import Row
from benchmarks.stub import CHANNEL, Ack, Json, Stub

PEOPLE = 200
MOMENTS = 5
TURNS = 3  # at each act, without a pause


class Done(NamedTuple):
    """An act: its ack, and after how many seconds the person saw what came of it."""

    ack: Ack
    seen: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What a crowd met, in seconds: the latest ack, the last answer seen, the latest ack of a queue."""

    latest_ack: float
    last_seen: float
    latest_queued: float
    lost: int


async def people_at_once(slack: Stub, hand_written: Stub) -> list[Row]:
    """The latest ack of all when everybody acts at one moment, how many were lost, and what a queue does."""
    ours, floor = await _measured(slack), await _measured(hand_written)
    moments = f"{PEOPLE} people act at one moment, {MOMENTS} times: the latest ack"
    queue = f"a queue: {PEOPLE * TURNS * 5:,} acts of theirs without any pause: the latest ack"
    return [
        Row(moments, ours.latest_ack, "s", floor.latest_ack, BY_HAND),
        Row("  until the last has seen the answer, too", ours.last_seen, "s", floor.last_seen, BY_HAND),
        Row("  acks lost", ours.lost, "", bound="<= 0"),
        Row(queue, ours.latest_queued, "s", floor.latest_queued, BY_HAND),
    ]


async def _measured(slack: Stub) -> Measured:
    everybody = [_Busy(Somebody(slack, person)) for person in crowd(PEOPLE)]
    await asyncio.gather(*(person.press() for person in everybody))
    at_once = [
        done for _ in range(MOMENTS) for done in await asyncio.gather(*(person.act() for person in everybody))
    ]
    queued = [
        done for some in await asyncio.gather(*(person.act_on() for person in everybody)) for done in some
    ]
    acks, later = _acks(at_once), _acks(queued)
    return Measured(
        latest_ack=max(acks),
        last_seen=max(done.seen for done in at_once if done),
        latest_queued=max(later),
        lost=len(at_once) + len(queued) - len(acks) - len(later),
    )


class _Busy:
    """Somebody with five acts, one after the other again and again, each person beginning with another."""

    def __init__(self, person: Somebody) -> None:
        self._person = person
        self._number = int(person.id[1:])
        self._form: Json = {}
        self._acts: Sequence[Callable[[], Awaitable[tuple[Ack, float]]]] = (
            lambda: person.reads("/plan", "help"),
            lambda: person.reads("/plan"),
            lambda: person.reads("/tactic", "list"),
            self.press,
            self._rate,
        )
        self._turn = self._number

    async def press(self) -> tuple[Ack, float]:
        """Press Rate, and keep the form that opens."""
        begun = perf_counter()
        ack, self._form = await self._person.begins_rating(f"{CHANNEL}-{3 + 3 * (self._number % 9)}")
        return ack, perf_counter() - begun

    async def act(self) -> Done | None:
        """The next act; None when no ack, or nothing to see, came."""
        self._turn += 1
        try:
            return Done(*await self._acts[self._turn % len(self._acts)]())
        except TimeoutError:
            return None

    async def act_on(self) -> list[Done | None]:
        """Every act several times, each as soon as the one before is answered."""
        return [await self.act() for _ in range(TURNS * len(self._acts))]

    async def _rate(self) -> tuple[Ack, float]:
        value = 1 + self._turn % 5
        ack = await self._person.rates(self._form, value, value)
        return ack, ack.seconds


def _acks(all_done: Sequence[Done | None]) -> list[float]:
    return [done.ack.seconds for done in all_done if done]
