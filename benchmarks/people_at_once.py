"""Two hundred people who look, click, rate and are answered at once: how late the latest ack is."""

import asyncio
from collections.abc import Awaitable, Callable

from benchmarks.acts import Somebody
from benchmarks.filling import crowd
from benchmarks.rows import Row
from benchmarks.stub import CHANNEL, Ack, Stub

PEOPLE = 200
TURNS = 3  # at each act


async def people_at_once(slack: Stub) -> list[Row]:
    """The latest ack of all, and how many were lost."""
    everybody = [Somebody(slack, person) for person in crowd(PEOPLE)]
    acks = [ack for each in await asyncio.gather(*map(_acts, everybody)) for ack in each]
    came = [ack.seconds for ack in acks if ack]
    return [
        Row(f"the latest of {len(acks):,} acks to {PEOPLE} people at once", max(came), "s", bound="<= 1"),
        Row("  acks lost", len(acks) - len(came), "", bound="<= 0"),
    ]


async def _acts(person: Somebody) -> list[Ack | None]:
    """Four acts in turn, without a pause, each person beginning with another; None where no ack came."""
    number = int(person.id[1:])
    acts: list[Callable[[], Awaitable[list[Ack | None]]]] = [
        lambda: _one(person.types("/plan", "help")),
        lambda: _one(person.types("/plan")),
        lambda: _one(person.types("/tactic", "list")),
        lambda: _rated(person, f"{CHANNEL}-{3 + 3 * (number % 9)}", 1 + number % 5),
    ]
    return [ack for turn in range(TURNS * len(acts)) for ack in await acts[(number + turn) % len(acts)]()]


async def _rated(person: Somebody, tactic: str, value: int) -> list[Ack | None]:
    """A press of Rate, and the form that was sent."""
    try:
        pressed, form = await person.begins_rating(tactic)
    except (TimeoutError, KeyError):  # without a form there is none to be sent
        return [None, None]
    return [pressed, *await _one(person.rates(form, value, value))]


async def _one(ack: Awaitable[Ack]) -> list[Ack | None]:
    try:
        return [await ack]
    except TimeoutError:
        return [None]
