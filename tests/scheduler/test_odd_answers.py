"""However oddly Slack responds, to any request: everything arrives once, and no one is blamed.

Each test has one bot and as many recipients as there are odd answers, so that all come in one run.
"""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.app import running
from bot.manifest import manifest
from bot.slack_client import Api
from planning.deliveries import DeliveryState, Kind
from planning.people import Person
from sandbox import Clock, Message, Sandbox
from sandbox.odd_responses import altered_responses
from storage import check_ins, daily_messages, goals, homes, people, plans, redraws, tactics
from storage.engine.store import Store
from storage.tables import DeliveryRow
from tests.scheduler.crowd import GOAL, PLAN, START, gather, plan_for, tactic_for
from tests.scheduler.fates import Fate, Fates, fates, some_fates
from tests.stories.stage import settings_for
from tests.transactions import reading, transacting

BEFORE, AWHILE, LONG = timedelta(minutes=1), timedelta(seconds=50), timedelta(hours=3)
UNTIL = START + AWHILE


@dataclass(frozen=True, slots=True)
class World:
    """A workspace with the bot in it, a minute before nine."""

    slack: Sandbox
    store: Store


Beginning = Callable[[World, int], Awaitable[tuple[str, ...]]]
"""Makes so many recipients, to each of whom something is owed at nine; gives their ids."""


@pytest.fixture(autouse=True)
def no_second_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client itself asks nothing twice: what it hides is not what is tested, and takes seconds."""
    monkeypatch.setattr(Api, "reading", Api.posting)


@asynccontextmanager
async def world(folder: Path) -> AsyncIterator[World]:
    """One of them; at its end Slack has found no fault with anything the bot sent."""
    clock = Clock(START - BEFORE)
    async with (
        Sandbox(manifest(), clock) as slack,
        running(settings_for(slack, folder), clock.now, ticking=False) as bot,
    ):
        clock.follow(bot.ticker.next_due, bot.ticker.tick)
        await slack.connected()
        yield World(slack, bot.store)
        assert slack.problems == []


async def reminded(here: World, count: int) -> tuple[str, ...]:
    """People with a tactic due today, all of one channel."""
    crowd = gather(here.slack, count)
    await plan_for(here.store, crowd)
    return crowd


async def reminded_drawn_anew(here: World, count: int) -> tuple[str, ...]:
    """Such people who have their daily message, which is to be redrawn at nine."""
    crowd = await reminded(here, count)
    await here.slack.clock.advance(BEFORE)
    with transacting(here.store, PLAN.workspace) as tx:
        redraws.redraw_kind(tx, Kind.DAILY_MESSAGE, crowd)
    return crowd


async def with_home(here: World, count: int) -> tuple[str, ...]:
    """People who look at their Home, and who were fetched from Slack two days ago."""
    crowd = gather(here.slack, count)
    with transacting(here.store, PLAN.workspace) as tx:
        for person in crowd:
            people.put(tx, Person(person, person), START - timedelta(days=2))
            homes.opened(tx, person, START)
    return crowd


async def in_channels(here: World, count: int) -> tuple[str, ...]:
    """Channels with a plan each, whose one owner has a tactic due today."""
    return tuple([channel for channel, _ in await _channels(here, count)])


async def with_check_ins(here: World, count: int) -> tuple[str, ...]:
    """Such channels, each with a check-in at nine."""
    made = await _channels(here, count)
    with transacting(here.store, PLAN.workspace) as tx:
        for _, plan in made:
            check_ins.set_next(tx, plan, START)
    return tuple(channel for channel, _ in made)


async def _channels(here: World, count: int) -> list[tuple[str, str]]:
    made = []
    with transacting(here.store, PLAN.workspace) as tx:
        for number in range(1, count + 1):
            person = here.slack.workspace.add_person(f"Fan{number}", tz="UTC").id
            channel = here.slack.workspace.add_channel(f"#crowd-{number}", [person])
            here.slack.workspace.add_member(channel, here.slack.bot_user_id)
            plan = replace(PLAN, id=f"plan-{number}", channel=channel.id, creator=person)
            goal = replace(GOAL, id=f"goal-{number}", plan=plan.id)
            plans.add(tx, plan)
            goals.add(tx, goal)
            people.put(tx, Person(person, person, country="GB"), START)
            tactics.add(tx, tactic_for(plan, goal, number, person))
            daily_messages.schedule(tx, person, START)
            made.append((channel.id, plan.id))
    return made


async def state_of_all(store: Store) -> Counter[tuple[str, str, str]]:
    """How many deliveries of each kind are in each state, with which error."""
    with reading(store) as tx:
        return Counter((row.kind, row.state, row.error) for row in tx.exec(select(DeliveryRow)))


def arrivals(slack: Sandbox) -> Counter[str]:
    """How many messages the workspace has of each delivery, by its id."""
    return Counter(
        message.metadata["event_payload"]["id"]
        for channel in slack.workspace.channels.values()
        for message in channel.messages.values()
        if message.metadata
    )


async def astray(here: World, met: Mapping[str, Fate]) -> dict[str, str]:
    """Deliveries that did not arrive exactly once: the fate that they met, and how they are."""
    seen = arrivals(here.slack)
    with reading(here.store) as tx:
        rows = [row for row in tx.exec(select(DeliveryRow)) if row.kind != Kind.HOME]
    return {
        f"{row.kind}: {met[row.recipient].name if row.recipient in met else row.recipient}": (
            f"{row.state} {row.error}, {seen[row.id]} times"
        )
        for row in rows
        if row.state != DeliveryState.SENT or row.error or seen[row.id] != 1
    }


WAYS: dict[str, tuple[str, Beginning, bool]] = {
    "a daily message is posted": ("chat.postMessage", reminded, False),
    "a daily message is looked for": ("conversations.history", reminded, True),
    "a conversation is opened to look": ("conversations.open", reminded, True),
    "who is in the channel": ("conversations.members", in_channels, False),
    "which channels somebody is in": ("users.conversations", with_home, False),
    "a daily message is drawn anew": ("chat.update", reminded_drawn_anew, False),
    "a Home is published": ("views.publish", with_home, False),
    "who looks at a Home": ("users.info", with_home, False),
    "a check-in is posted": ("chat.postMessage", with_check_ins, False),
    "a check-in is looked for": ("conversations.history", with_check_ins, True),
}


async def require_all_arrive_once(here: World, way: str, found: Sequence[Fate]) -> tuple[str, ...]:
    """Each of so many recipients meets one of the fates, and gets what is due once; returns their ids."""
    method, begin, unanswered = WAYS[way]
    recipients = await begin(here, len(found))
    rule = Fates(here.slack, method, dict(zip(recipients, found, strict=True)), unanswered)
    here.slack.faults.rule = rule
    await here.slack.clock.advance(LONG)

    assert rule.met == set(recipients)
    assert await astray(here, rule.of) == {}
    states = await state_of_all(here.store)
    assert not [kind for kind, _, _ in states if kind == Kind.UNDELIVERABLE]
    assert {(state, error) for _, state, error in states} == {(DeliveryState.SENT, "")}
    return recipients


@pytest.mark.parametrize("limits", [False, True], ids=["unclear", "limited"])
@pytest.mark.parametrize("way", WAYS)
async def test_everything_arrives_once_and_nobody_is_called_unreachable(
    tmp_path: Path, way: str, limits: bool
) -> None:
    method, begin, unanswered = WAYS[way]
    kinds = fates if begin is reminded and method == "chat.postMessage" else some_fates
    # Without that right nothing can be looked for, which is another story.
    found = [one for one in kinds(UNTIL, limits=limits) if not (unanswered and "missing_scope" in one.name)]
    async with world(tmp_path) as here:
        recipients = await require_all_arrive_once(here, way, found)
        if begin is with_home:
            assert set(here.slack.workspace.homes) >= set(recipients)
        if begin is reminded_drawn_anew:
            assert all(_message(here.slack, person).edited for person in recipients)


@dataclass(frozen=True, slots=True)
class Bent:
    """A part of an answer, and what kind of thing stands there."""

    way: str
    at: tuple[str | int, ...]
    of: type = str


BENT = [
    Bent("a daily message is posted", ("channel",)),
    Bent("a daily message is posted", ("ts",)),
    Bent("a daily message is looked for", ("messages",), list),
    Bent("a daily message is looked for", ("messages", 0), dict),
    Bent("a daily message is looked for", ("messages", 0, "ts")),
    Bent("a daily message is looked for", ("response_metadata",), dict),
    Bent("a daily message is looked for", ("response_metadata", "next_cursor")),
    Bent("a conversation is opened to look", ("channel",), dict),
    Bent("a conversation is opened to look", ("channel", "id")),
    Bent("who is in the channel", ("members",), list),
    Bent("who is in the channel", ("members", 0)),
    Bent("who is in the channel", ("response_metadata",), dict),
    Bent("which channels somebody is in", ("channels",), list),
    Bent("which channels somebody is in", ("channels", 0), dict),
    Bent("which channels somebody is in", ("channels", 0, "id")),
    Bent("which channels somebody is in", ("channels", 0, "name")),
    Bent("which channels somebody is in", ("response_metadata",), dict),
    Bent("a daily message is drawn anew", ("ts",)),
    Bent("a Home is published", ("view",), dict),
    Bent("who looks at a Home", ("user",), dict),
    Bent("a check-in is posted", ("channel",)),
    Bent("a check-in is posted", ("ts",)),
]


@pytest.mark.parametrize("bent", BENT, ids=lambda bent: f"{bent.way}: {bent.at}")
async def test_half_an_answer_is_an_unclear_one(
    tmp_path: Path, bent: Bent, caplog: pytest.LogCaptureFixture
) -> None:
    found = [
        Fate(f"{name}, {'for a while' if until else 'once'}", fault, until)
        for name, fault in altered_responses(*bent.at, of=bent.of).items()
        for until in (None, UNTIL)
    ]
    async with world(tmp_path) as here:
        await require_all_arrive_once(here, bent.way, found)
    assert [record for record in caplog.records if record.exc_info] == []


def _message(slack: Sandbox, person: str) -> Message:
    (message,) = slack.workspace.direct_message(slack.bot_user_id, person).messages.values()
    return message
