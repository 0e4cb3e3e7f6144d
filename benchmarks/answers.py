"""How long people wait for an answer, one at a time and many at once, beside a hand-written app."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import repeat
from statistics import median
from time import perf_counter

from benchmarks.acts import Somebody
from benchmarks.rows import Row
from benchmarks.stub import CHANNEL, Ack, Stub

FIFTY, LARGE = "C0FIFTY", "C0LARGE"
ROUNDS = 40
A_ROUND = 10
AT_ONCE = 32  # people
COMMANDS = 640
BY_HAND = "the same by hand"  # benchmarks/hand_written.py

Act = Callable[[], Awaitable[Ack]]


async def one_at_a_time(bot: Stub, hand_written: Stub) -> list[Row]:
    """`/plan help`, `/plan`, `/tactic list` and a rating, and what a plan of 2,000 tactics makes of them."""
    maya, large, fifty = (Somebody(bot, "U00001", channel) for channel in (CHANNEL, LARGE, FIFTY))
    other = Somebody(hand_written, "U00001")
    *answered, plan_50, plan_2000, list_50, list_2000 = await medians(
        [
            *_each_act(maya),
            *_each_act(other),
            lambda: fifty.types("/plan"),
            lambda: large.types("/plan"),
            lambda: fifty.types("/tactic", "list"),
            lambda: large.types("/tactic", "list"),
        ]
    )
    titles = (
        "/plan help",
        "/plan, 30 tactics",
        "/tactic list, 30 tactics",
        "a rating, written to the database",
    )
    ours, floors = answered[: len(titles)], answered[len(titles) :]
    return [
        *(Row(*row, BY_HAND) for row in zip(titles, ours, repeat("ms"), floors, strict=False)),
        Row("/plan, 2,000 tactics", plan_2000, "ms", plan_50, "50 tactics", "<= 2"),
        Row("/tactic list, 2,000 tactics", list_2000, "ms", list_50, "50 tactics", "<= 2"),
    ]


def _each_act(person: Somebody) -> list[Act]:
    return [
        lambda: person.types("/plan", "help"),
        lambda: person.types("/plan"),
        lambda: person.types("/tactic", "list"),
        Rating(person, f"{CHANNEL}-3").sent,
    ]


async def many_at_once(people: Sequence[Somebody], empty: Stub, over: str = "") -> Row:
    """32 people who ask for help at once, beside an empty app that answers before it returns."""
    others = [Somebody(empty, person.id) for person in people]
    rates: tuple[list[float], list[float]] = ([], [])
    for _ in range(6):
        for everybody, text, found in ((people, "help", rates[0]), (others, "", rates[1])):
            found.append(await _rate(everybody, text))
    ours, floor = (median(found[1:]) for found in rates)
    what = f"{over}/plan help, {len(people)} at once"
    return Row(what, ours, "a second", floor, "an empty Bolt app, process_before_response", ">= 0.8")


async def medians(acts: Sequence[Act], rounds: int = ROUNDS) -> list[float]:
    """The median milliseconds of each act, one at a time, in rounds that alternate; the first warms up."""
    taken: list[list[float]] = [[] for _ in acts]
    for number in range(rounds + 1):
        for act, times in zip(acts, taken, strict=True):
            acks = [await act() for _ in range(A_ROUND)]
            if number:
                times.extend(ack.seconds for ack in acks)
    return [median(times) * 1000 for times in taken]


class Rating:
    """A person who changes their rating of a tactic again and again."""

    def __init__(self, person: Somebody, tactic: str) -> None:
        self._person = person
        self._tactic = tactic
        self._times = 0

    async def sent(self) -> Ack:
        """Once more, with other numbers; returns once what it changes is shown, too."""
        self._times += 1
        _, form = await self._person.begins_rating(self._tactic)
        before = self._person.slack.answers
        ack = await self._person.rates(form, 1 + self._times % 5, 1 + self._times % 4)
        await self._person.slack.told(before + 1)
        return ack


async def _rate(people: Sequence[Somebody], text: str) -> float:
    begun = perf_counter()

    async def asks(person: Somebody) -> None:
        for _ in range(COMMANDS // len(people)):
            await person.types("/plan", text)

    await asyncio.gather(*map(asks, people))
    return COMMANDS / (perf_counter() - begun)
