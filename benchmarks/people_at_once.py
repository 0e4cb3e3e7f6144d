"""Two hundred people who look, click, rate and are answered at once: how late the latest ack is."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from benchmarks.acts import Somebody
from benchmarks.filling import crowd
from benchmarks.rows import Row
from benchmarks.stub import CHANNEL, Ack, Json, Stub

PEOPLE = 200
MOMENTS = 5
TURNS = 3  # at each act, without a pause

Acks = list[Ack | None]
"""None for an act that no ack came for."""


async def people_at_once(slack: Stub) -> list[Row]:
    """The latest ack of all when everybody acts at one moment, how many were lost, and what a queue does."""
    everybody = [_Busy(Somebody(slack, person)) for person in crowd(PEOPLE)]
    await asyncio.gather(*(person.press() for person in everybody))
    moments = [await asyncio.gather(*(person.act() for person in everybody)) for _ in range(MOMENTS)]
    queued = await asyncio.gather(*(person.act_on() for person in everybody))
    at_once, in_a_row = _flat(moments), _flat(queued)
    lost = [ack for ack in (*at_once, *in_a_row) if ack is None]
    return [
        Row(
            f"{PEOPLE} people act at one moment, {MOMENTS} times: the latest ack",
            _latest(at_once),
            "s",
            bound="<= 1",
        ),
        Row("  acks lost", len(lost), "", bound="<= 0"),
        Row(
            f"a queue: {len(in_a_row):,} acts of theirs without any pause: the latest ack",
            _latest(in_a_row),
            "s",
        ),
    ]


class _Busy:
    """Somebody with five acts, one after the other again and again, each person beginning with another."""

    def __init__(self, person: Somebody) -> None:
        self._person = person
        self._number = int(person.id[1:])
        self._form: Json = {}
        self._acts: Sequence[Callable[[], Awaitable[Ack]]] = (
            lambda: person.types("/plan", "help"),
            lambda: person.types("/plan"),
            lambda: person.types("/tactic", "list"),
            self.press,
            self._rate,
        )
        self._turn = self._number

    async def press(self) -> Ack:
        """Press Rate, and keep the form that opens."""
        ack, self._form = await self._person.begins_rating(f"{CHANNEL}-{3 + 3 * (self._number % 9)}")
        return ack

    async def act(self) -> Ack | None:
        """The next act; None when no ack, or no form, came."""
        self._turn += 1
        try:
            return await self._acts[self._turn % len(self._acts)]()
        except (TimeoutError, KeyError):
            return None

    async def act_on(self) -> Acks:
        """Every act several times, each as soon as the one before is answered."""
        return [await self.act() for _ in range(TURNS * len(self._acts))]

    async def _rate(self) -> Ack:
        value = 1 + self._turn % 5
        return await self._person.rates(self._form, value, value)


def _flat(acks: Sequence[Sequence[Ack | None]]) -> Acks:
    return [ack for some in acks for ack in some]


def _latest(acks: Acks) -> float:
    return max(ack.seconds for ack in acks if ack)
