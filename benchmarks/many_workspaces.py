"""HTTP mode with many workspaces: what people wait for, and what is asked once their workspace is known."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from time import monotonic

from benchmarks.acts import Somebody
from benchmarks.answers import AT_ONCE, BY_HAND, many_at_once, medians
from benchmarks.filling import crowd, fill_plan
from benchmarks.posting import KEYS, MANY_WORKSPACES, ONE_WORKSPACE, PostingStub
from benchmarks.processes import BOT, EMPTY, HAND_WRITTEN, megabytes, started
from benchmarks.recording import record
from benchmarks.rows import Row
from benchmarks.stub import BOT as BOT_USER
from benchmarks.stub import START, Stub
from bot.clock import wall_clock
from bot.installations.token_cipher import TokenCipher, Tokens
from bot.manifest import BOT_SCOPES
from storage import installations
from storage.engine.store import Store
from storage.installations import Installation
from storage.tables import InstallationRow

WORKSPACES = 20
WARM = 1000  # requests, in far less than the half minute for which a workspace is remembered
OVER = f"HTTP, {WORKSPACES} workspaces: "


async def many_workspaces(folder: Path) -> list[Row]:
    """All that is measured in this mode, but the start."""
    database = f"sqlite:///{folder / 'many.db'}"
    await install(database)
    recording, replayed = await _recorded(folder)
    looked_up = folder / "looked-up.txt"
    async with AsyncExitStack() as stack:
        slack, hand_written, empty = [
            await stack.enter_async_context(PostingStub(crowd(AT_ONCE), now, secrets))
            for now, secrets in (
                (_time_since_start(), MANY_WORKSPACES),
                (wall_clock, ONE_WORKSPACE),
                (wall_clock, ONE_WORKSPACE),
            )
        ]
        bot = (*BOT, str(looked_up), f"FROM {InstallationRow.__tablename__}")
        pid = await stack.enter_async_context(started(slack, bot, database))
        await stack.enter_async_context(started(hand_written, (*HAND_WRITTEN, str(recording)), replayed))
        await stack.enter_async_context(started(empty, EMPTY))
        for each in (slack, hand_written, empty):
            await each.connected()
        people = [_somebody(slack, number) for number in range(AT_ONCE)]
        return [
            *await _warm(slack, people, looked_up),
            *await _one_at_a_time(people, hand_written),
            await many_at_once(people, empty, OVER),
            Row(f"{OVER}memory resident after all that", megabytes(pid), "MB", bound="< 150"),
        ]


async def install(database: str) -> None:
    """The app is in every workspace, and a plan of 30 tactics in a channel of each."""
    store = await Store.open(database, now=lambda: START)
    cipher = TokenCipher(KEYS)
    for number in range(WORKSPACES):
        workspace, channel = _place(number)
        await store.write(workspace, installations.put, _installation(workspace, cipher))
        await fill_plan(store, 30, crowd(AT_ONCE), channel, workspace=workspace)
    await store.close()


async def _recorded(folder: Path) -> tuple[Path, str]:
    """What the bot does for the first workspace, and the database that it did it on."""
    database = f"sqlite:///{folder / 'many-recorded.db'}"
    await install(database)
    workspace, channel = _place(0)
    slack = PostingStub(crowd(AT_ONCE), _time_since_start(), MANY_WORKSPACES)
    return await record(slack, database, folder, channel, workspace), database


async def _warm(slack: Stub, people: Sequence[Somebody], looked_up: Path) -> list[Row]:
    """What is asked of Slack and of the table of installations by those whose workspace is known already."""
    for _ in range(2):
        # Each person has read an answer: until then, they and their channel are still being looked up.
        await asyncio.gather(*(person.reads("/plan") for person in people))
    before = _count(looked_up)
    if before < WORKSPACES:
        raise AssertionError("the look-ups of installations are not noted")
    slack.calls.clear()
    await _asked(people, WARM)
    after = _count(looked_up)
    warm = f"over {WARM:,} warm requests"
    return [
        Row(f"{OVER}calls of Slack {warm}", slack.calls.total(), "", bound="<= 0"),
        Row(f"{OVER}look-ups of installations {warm}", after - before, "", bound="<= 0"),
    ]


def _count(lines: Path) -> int:
    return len(lines.read_text().splitlines())


async def _asked(people: Sequence[Somebody], count: int) -> None:
    """So many times somebody asks for help or the plan, each once what they asked for before has come."""
    asked = iter(range(count))

    async def asks(person: Somebody) -> None:
        for number in asked:
            await person.types("/plan", "help" if number % 2 else "")

    await asyncio.gather(*map(asks, people))


async def _one_at_a_time(people: Sequence[Somebody], hand_written: Stub) -> list[Row]:
    everybody = cycle(people)
    other = Somebody(hand_written, people[0].id)
    helped, help_floor, plan, plan_floor = await medians(
        [
            lambda: next(everybody).types("/plan", "help"),
            lambda: other.types("/plan", "help"),
            lambda: next(everybody).types("/plan"),
            lambda: other.types("/plan"),
        ]
    )
    return [
        Row(f"{OVER}/plan help", helped, "ms", help_floor, BY_HAND),
        Row(f"{OVER}/plan, 30 tactics", plan, "ms", plan_floor, BY_HAND),
    ]


def _place(number: int) -> tuple[str, str]:
    """The workspace and the channel of somebody with that number."""
    return f"T{number % WORKSPACES:05}", f"C{number % WORKSPACES:05}"


def _somebody(slack: Stub, number: int) -> Somebody:
    workspace, channel = _place(number)
    return Somebody(slack, crowd(AT_ONCE)[number], channel, workspace)


def _installation(workspace: str, cipher: TokenCipher) -> Installation:
    return Installation(
        workspace=workspace,
        name=workspace,
        app="A0BENCH",
        bot=BOT_USER,
        sealed=cipher.encrypt(workspace, Tokens(f"xoxb-{workspace}")),
        scopes=",".join(BOT_SCOPES),
        installed_at=START,
        installed_by=crowd(1)[0],
        expires_at=None,
    )


def _time_since_start() -> Callable[[], datetime]:
    """The time in which `benchmarks.bot` lives that is started now, give or take a second."""
    begun = monotonic()
    return lambda: START + timedelta(seconds=monotonic() - begun)
