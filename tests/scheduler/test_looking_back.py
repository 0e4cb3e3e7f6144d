"""An unanswered message is looked for through the whole conversation; where that cannot be, none is doubled.

What cannot be told is repeated once to a person, and not at all to a channel.
"""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from planning.deliveries import DeliveryState, Kind
from sandbox import Fault
from tests.scheduler.test_odd_answers import World, reminded, state_of_all, with_check_ins, world

MORNING = timedelta(hours=3)


@pytest.fixture
async def here(any_database: None, tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as found:
        yield found


def talk(here: World, channel: str, messages: int) -> None:
    """The bot, being at hand, says so much there."""
    place = here.slack.workspace.channels[channel]
    for number in range(messages):
        here.slack.backend.post(place, here.slack.bot_user_id, {"text": f"Number {number}"})


def check_ins_of(here: World, channel: str) -> int:
    """How many check-ins of ours stand in a channel."""
    messages = here.slack.workspace.channels[channel].messages.values()
    return sum(message.metadata is not None for message in messages)


async def kinds_in(here: World, state: DeliveryState) -> set[str]:
    """The kinds of deliveries that are in a state."""
    return {kind for kind, found, _ in await state_of_all(here.store) if found == state}


async def once_busy(here: World, *, before: int, after: int, stored: bool = True) -> str:
    """A check-in that had no answer, in a channel where so much was said before it and after it."""
    (channel,) = await with_check_ins(here, 1)
    talk(here, channel, before)
    asked: list[str] = []

    def rule(method: str, arguments: object) -> Fault | None:
        if method == "chat.postMessage" and f"'{channel}'" in str(arguments) and not asked:
            asked.append(method)
            return Fault.dropped(stored=stored)
        if method == "conversations.history" and len(asked) == 1:
            asked.append(method)
            talk(here, channel, after)
        return None

    here.slack.faults.rule = rule
    await here.slack.clock.advance(MORNING)
    assert len(asked) == 2
    return channel


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize(("before", "after"), [(0, 650), (650, 0), (450, 450)])
async def test_a_busy_channel_hides_no_check_in(here: World, before: int, after: int, stored: bool) -> None:
    channel = await once_busy(here, before=before, after=after, stored=stored)
    assert check_ins_of(here, channel) == 1
    assert await kinds_in(here, DeliveryState.FAILED) == set()


async def test_fifteen_messages_a_minute_are_enough_where_little_was_said(here: World) -> None:
    here.slack.faults.outside_marketplace = True
    assert check_ins_of(here, await once_busy(here, before=5, after=40)) == 1
    assert await kinds_in(here, DeliveryState.FAILED) == set()


@pytest.mark.parametrize("stored", [True, False])
async def test_where_they_are_not_enough_no_check_in_is_doubled(here: World, stored: bool) -> None:
    here.slack.faults.outside_marketplace = True
    channel = await once_busy(here, before=40, after=40, stored=stored)
    assert check_ins_of(here, channel) == int(stored)
    assert await kinds_in(here, DeliveryState.FAILED) == {Kind.CHECK_IN}


@pytest.mark.parametrize("stored", [True, False])
async def test_where_they_are_not_enough_a_person_gets_it_once_more(here: World, stored: bool) -> None:
    here.slack.faults.outside_marketplace = True
    (person,) = await reminded(here, 1)
    direct = here.slack.workspace.direct_message(here.slack.bot_user_id, person)
    talk(here, direct.id, 40)
    here.slack.faults.next("chat.postMessage", Fault.dropped(stored=stored))
    await here.slack.clock.advance(MORNING)
    assert check_ins_of(here, direct.id) == 1 + stored
    assert await kinds_in(here, DeliveryState.SENT) == {Kind.DIGEST}


@pytest.mark.parametrize(
    "body",
    [
        b'{"ok": true, "messages": [], "has_more": true}',
        b'{"ok": true, "messages": [], "has_more": true, "response_metadata": {"next_cursor": "x"}}',
        b'{"ok": true, "messages": [], "has_more": true, "response_metadata": null}',
    ],
    ids=["no cursor", "in a circle", "no metadata"],
)
async def test_more_that_cannot_be_reached_is_not_taken_for_nothing(here: World, body: bytes) -> None:
    (channel,) = await with_check_ins(here, 1)
    here.slack.faults.always("conversations.history", Fault.raw_response(body, "application/json"))
    here.slack.faults.rule = lambda method, arguments: (
        Fault.dropped(stored=True)
        if method == "chat.postMessage"
        and arguments["channel"] == channel
        and not check_ins_of(here, channel)
        else None
    )
    await here.slack.clock.advance(MORNING)
    assert check_ins_of(here, channel) == 1
    assert await kinds_in(here, DeliveryState.FAILED) == {Kind.CHECK_IN}
