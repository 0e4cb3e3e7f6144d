"""`make bench`: prints what was measured."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from statistics import median

from benchmarks.idle_tick import FEW, MANY, idle_ticks
from benchmarks.workspace import fill_plan, with_bot, with_empty_app
from sandbox import Person

ROUNDS = 200


async def milliseconds(act: Callable[[], Awaitable[None]], rounds: int = ROUNDS) -> float:
    """The median time of an act, one at a time, after a warm-up."""
    taken = []
    for number in range(rounds + 10):
        begun = time.perf_counter()
        await act()
        if number >= 10:
            taken.append(time.perf_counter() - begun)
    return median(taken) * 1000


def command(person: Person, typed: str, channel: str = "#social") -> Callable[[], Awaitable[None]]:
    """A person typing a slash command and reading the answer."""

    async def act() -> None:
        await person.command(typed, channel)

    return act


async def main() -> None:
    """Measure and print."""
    async with with_empty_app(process_before_response=False) as slack:
        floor = await milliseconds(command(slack.person("Maya"), "/plan"), 50)
    async with with_bot() as (slack, bot):
        maya = slack.person("Maya")
        workspace = slack.workspace.team.id
        await fill_plan(bot.store, workspace, 30)
        await fill_plan(bot.store, workspace, 2000, "C0LAUNCHES")
        helped = await milliseconds(command(maya, "/plan help"))
        small = await milliseconds(command(maya, "/plan"))
        large = await milliseconds(command(maya, "/plan", "#launches"))
        small_list = await milliseconds(command(maya, "/tactic list"))
        large_list = await milliseconds(command(maya, "/tactic list", "#launches"))
    few, many = await idle_ticks()
    print(f"{'answer to a command, median of ' + str(ROUNDS):44} {'ms':>8} {'ratio':>8}  beside")
    for name, taken, beside, other in (
        ("an empty Bolt AsyncApp, default settings", floor, floor, "itself"),
        ("/plan help", helped, floor, "the empty app"),
        ("/plan, 30 tactics", small, floor, "the empty app"),
        ("/plan, 2,000 tactics", large, small, "/plan, 30 tactics"),
        ("/tactic list, 30 tactics", small_list, floor, "the empty app"),
        ("/tactic list, 2,000 tactics", large_list, small_list, "/tactic list, 30 tactics"),
    ):
        print(f"{name:44} {taken:8.2f} {taken / beside:8.2f}  {other}")
    print(f"{f'an idle tick, {FEW:,} tactics':44} {few:8.2f} {1:8.2f}  itself")
    print(f"{f'an idle tick, {MANY:,} tactics':44} {many:8.2f} {many / few:8.2f}  {FEW:,} tactics")


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    asyncio.run(main())
