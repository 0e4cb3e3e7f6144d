"""Slack fails while Oncourse tells people what is new for them: it arrives once, or it is said why not."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.manifest import manifest
from planning.news import QUIET_FOR
from sandbox import Fault
from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, raised, screen

NEW = screen("""
    # New for you: 1 new tactic, 1 to rate
    · Monday 4 January 2027
    @Maya assigned you *1. List 100 influencers*
    due in 28 days, Monday 1 February 2027 · Social media 2027
    [Open]
    · To help us expand into a new market segment, we are building relationships with influencers.
    *1 tactic to rate* by Thursday 7 January 2027. A rough guess is fine.
    *1. List 100 influencers*
    [Rate 1]
    [All your tactics] [Settings]
    """)
RATED = screen("""
    Oncourse 10:02 (edited)
    # New for you: 1 new tactic
    · Monday 4 January 2027
    @Maya assigned you *1. List 100 influencers*
    due in 28 days, Monday 1 February 2027 · Social media 2027
    [Open]
    · To help us expand into a new market segment, we are building relationships with influencers.
    · ✓ *1. List 100 influencers* rated: 1 Quick wins (value 5, complexity 2)
    [All your tactics] [Settings]
    """)
NOT_STORED = [
    pytest.param(Fault.rate_limited(retry_after=30), id="429"),
    pytest.param(Fault.server_error(), id="500"),
    pytest.param(Fault.timeout(), id="timeout"),
    pytest.param(Fault.dropped(), id="dropped"),
    pytest.param(Fault.refused("fatal_error"), id="fatal_error"),
]
STORED = [
    pytest.param(Fault.server_error(stored=True), id="500"),
    pytest.param(Fault.timeout(stored=True), id="timeout"),
    pytest.param(Fault.dropped(stored=True), id="dropped"),
]
MINUTE = timedelta(minutes=1)


pytestmark = pytest.mark.usefixtures("impatient")


async def brians_morning(campfire: Campfire) -> None:
    """It is 10:00 where Brian is, and he is at work."""
    await campfire.wait_until("2027-01-04 15:00")


planned = begun(a_plan, a_goal, brians_morning)


@pytest.fixture
async def unread(tmp_path: Path) -> AsyncIterator[Campfire]:
    """As `planned`, but Oncourse was installed without being let read its own direct messages."""
    async with raised(tmp_path, without_history()) as campfire:
        await a_plan(campfire)
        await a_goal(campfire)
        await brians_morning(campfire)
        yield campfire


def without_history() -> dict[str, Any]:
    """The manifest as it was before the scope im:history."""
    facts = manifest()
    facts["oauth_config"]["scopes"]["bot"].remove("im:history")
    return facts


async def assigned(campfire: Campfire) -> None:
    """Maya adds a tactic of Brian's, and two minutes later he is to be told."""
    await campfire.add_tactic("List 100 influencers @brian by 1 February")
    campfire.maya.news()
    await campfire.slack.clock.advance(QUIET_FOR)


async def rated(campfire: Campfire) -> None:
    """Brian rates it."""
    await campfire.brian.click("Rate 1", "@Oncourse")
    await campfire.brian.choose("Value", "5")
    await campfire.brian.choose("Complexity", "2")
    campfire.brian.news()
    await campfire.brian.submit()


def times_told(campfire: Campfire) -> int:
    """How many messages in Brian's conversation with Oncourse say that the tactic is his now."""
    return campfire.brian.sees("@Oncourse").count("@Maya assigned you *1. List 100 influencers*")


@pytest.mark.parametrize("fault", NOT_STORED)
async def test_a_message_that_slack_did_not_take_comes_a_little_later(
    planned: Campfire, fault: Fault
) -> None:
    planned.slack.faults.next("chat.postMessage", fault)
    await assigned(planned)
    planned.nobody_else_hears()

    await planned.slack.clock.advance(MINUTE)
    assert planned.brian.news() == f"@Oncourse\nOncourse 10:02\n{NEW}"

    await planned.slack.clock.advance(timedelta(hours=2))
    planned.nobody_else_hears()


async def test_slack_is_not_asked_again_before_it_said(planned: Campfire) -> None:
    planned.slack.faults.next("chat.postMessage", Fault.rate_limited(retry_after=90))
    await assigned(planned)

    await planned.slack.clock.advance(timedelta(seconds=89))
    planned.nobody_else_hears()
    await planned.slack.clock.advance(timedelta(seconds=1))
    assert planned.brian.news() == f"@Oncourse\nOncourse 10:03\n{NEW}"


@pytest.mark.parametrize("fault", STORED)
async def test_a_message_that_arrived_unheard_is_not_sent_again(planned: Campfire, fault: Fault) -> None:
    planned.slack.faults.next("chat.postMessage", fault)
    await assigned(planned)
    assert planned.brian.news() == f"@Oncourse\nOncourse 10:02\n{NEW}"

    await planned.slack.clock.advance(timedelta(hours=2))
    planned.nobody_else_hears()

    await rated(planned)
    assert planned.brian.news() == f"@Oncourse\n{RATED}"
    assert times_told(planned) == 1


@pytest.mark.parametrize("method", ["conversations.open", "conversations.history"])
@pytest.mark.parametrize("fault", [NOT_STORED[0], NOT_STORED[1], NOT_STORED[3]])
async def test_while_oncourse_cannot_look_it_does_not_send_either(
    planned: Campfire, method: str, fault: Fault
) -> None:
    planned.slack.faults.next("chat.postMessage", Fault.dropped(stored=True))
    planned.slack.faults.next(method, fault, fault)
    await assigned(planned)

    await planned.slack.clock.advance(timedelta(hours=2))
    assert planned.brian.news() == f"@Oncourse\nOncourse 10:02\n{NEW}"
    assert times_told(planned) == 1


async def test_slack_is_out_of_order_for_half_a_day_and_the_message_still_comes(planned: Campfire) -> None:
    planned.slack.faults.rule = lambda method, _: (
        Fault.server_error(503) if method.startswith("chat.") else None
    )
    await assigned(planned)
    await planned.slack.clock.advance(timedelta(hours=12))
    planned.nobody_else_hears()

    planned.slack.faults.rule = None
    await planned.slack.clock.advance(timedelta(hours=1))
    assert NEW in planned.brian.news()
    assert times_told(planned) == 1


async def test_one_message_that_slack_refuses_does_not_hold_up_the_others(planned: Campfire) -> None:
    await planned.wait_until("2027-01-04 17:00")  # 9:00 in Los Angeles
    planned.slack.faults.close_dms("U0BRIAN")
    await planned.add_tactic("List 100 influencers @brian @hailey by 1 February")
    await planned.slack.clock.advance(QUIET_FOR)

    assert planned.hailey.news() == f"@Oncourse\nOncourse 09:02\n{NEW}"
    assert planned.brian.news() == ""


@pytest.mark.parametrize("fault", [*NOT_STORED, *STORED])
async def test_the_message_follows_the_rating_though_slack_fails_at_that(
    planned: Campfire, fault: Fault
) -> None:
    await assigned(planned)
    planned.brian.news()
    planned.slack.faults.next("chat.update", fault)
    await rated(planned)
    planned.brian.news()

    await planned.slack.clock.advance(MINUTE)
    assert planned.brian.sees("@Oncourse") == RATED
    assert times_told(planned) == 1


async def test_without_the_scope_a_message_that_was_lost_is_repeated(unread: Campfire) -> None:
    unread.slack.faults.next("chat.postMessage", Fault.dropped())
    await assigned(unread)
    unread.nobody_else_hears()

    await unread.slack.clock.advance(MINUTE)
    assert unread.brian.news() == f"@Oncourse\nOncourse 10:02\n{NEW}"


async def test_without_the_scope_a_message_may_come_twice_but_not_more_often(unread: Campfire) -> None:
    unread.slack.faults.next("chat.postMessage", *[Fault.dropped(stored=True)] * 3)
    await assigned(unread)
    assert times_told(unread) == 1

    await unread.slack.clock.advance(MINUTE)
    assert times_told(unread) == 2
    await unread.slack.clock.advance(timedelta(days=2))
    assert times_told(unread) == 2
