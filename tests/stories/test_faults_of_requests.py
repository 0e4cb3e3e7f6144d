"""Slack fails while a rating is asked for: the request is not lost, not doubled, and follows what happens."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.manifest import manifest
from sandbox import Fault
from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, raised, screen

REQUEST = screen("""
    *Please rate this tactic.*
    *1. List 100 influencers*
    To help us *expand into a new market segment*, we are *building relationships with influencers*, by
        *listing 100 influencers* (@Brian, by 1 February 2027).
    By Thursday 7 January 2027, please: how valuable is it, and how complex? A rough guess is fine.
    Your rating stays hidden until all are shown.
    [Rate]
    · Social media 2027 in #social
    """)
RESULT = screen("""
    Oncourse 02:00 (edited)
    *The ratings are in.*
    *1. List 100 influencers*
    To help us *expand into a new market segment*, we are *building relationships with influencers*, by
        *listing 100 influencers* (@Brian, by 1 February 2027).
    *Ratings* 1 Quick wins: value 5, complexity 2, 1 rating.
    · @Brian: value 5, complexity 2
    [Change rating]
    · Social media 2027 in #social
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

planned = begun(a_plan, a_goal)


@pytest.fixture
async def unread(tmp_path: Path) -> AsyncIterator[Campfire]:
    """As `planned`, but Oncourse was installed without being let read its own direct messages."""
    async with raised(tmp_path, without_history()) as campfire:
        await a_plan(campfire)
        await a_goal(campfire)
        yield campfire


def without_history() -> dict[str, Any]:
    """The manifest as it was before the scope im:history."""
    facts = manifest()
    facts["oauth_config"]["scopes"]["bot"].remove("im:history")
    return facts


async def asked(campfire: Campfire) -> None:
    """Maya adds a tactic of Brian's, for which he is to be asked to rate it."""
    await campfire.add_tactic("List 100 influencers @brian by 1 February")
    campfire.maya.news()


async def rated(campfire: Campfire) -> None:
    """Brian rates it."""
    await campfire.brian.click("Rate", "@Oncourse")
    await campfire.brian.fill_in({"Value": "5", "Complexity": "2"})
    campfire.brian.news()
    await campfire.brian.submit()


def requests(campfire: Campfire) -> int:
    """How many requests for the rating stand in Brian's conversation with Oncourse."""
    said = campfire.brian.sees("@Oncourse")
    return said.count("*Please rate this tactic.*") + said.count("*The ratings are in.*")


@pytest.mark.parametrize("fault", NOT_STORED)
async def test_a_request_that_slack_did_not_take_comes_a_little_later(
    planned: Campfire, fault: Fault
) -> None:
    planned.slack.faults.next("chat.postMessage", fault)
    await asked(planned)
    planned.nobody_else_hears()

    await planned.slack.clock.advance(MINUTE)
    assert planned.brian.news() == f"@Oncourse\nOncourse 02:00\n{REQUEST}"

    await planned.slack.clock.advance(timedelta(hours=2))
    planned.nobody_else_hears()


async def test_slack_is_not_asked_again_before_it_said(planned: Campfire) -> None:
    planned.slack.faults.next("chat.postMessage", Fault.rate_limited(retry_after=90))
    await asked(planned)

    await planned.slack.clock.advance(timedelta(seconds=89))
    planned.nobody_else_hears()
    await planned.slack.clock.advance(timedelta(seconds=1))
    assert planned.brian.news() == f"@Oncourse\nOncourse 02:01\n{REQUEST}"


@pytest.mark.parametrize("fault", STORED)
async def test_a_request_that_arrived_unheard_is_not_sent_again(planned: Campfire, fault: Fault) -> None:
    planned.slack.faults.next("chat.postMessage", fault)
    await asked(planned)
    assert planned.brian.news() == f"@Oncourse\nOncourse 02:00\n{REQUEST}"

    await planned.slack.clock.advance(timedelta(hours=2))
    planned.nobody_else_hears()

    await rated(planned)
    assert planned.brian.news() == f"@Oncourse\n{RESULT}"
    assert requests(planned) == 1


@pytest.mark.parametrize("method", ["conversations.open", "conversations.history"])
@pytest.mark.parametrize("fault", [NOT_STORED[0], NOT_STORED[1], NOT_STORED[3]])
async def test_while_oncourse_cannot_look_it_does_not_send_either(
    planned: Campfire, method: str, fault: Fault
) -> None:
    planned.slack.faults.next("chat.postMessage", Fault.dropped(stored=True))
    planned.slack.faults.next(method, fault, fault)
    await asked(planned)

    await planned.slack.clock.advance(timedelta(hours=2))
    assert planned.brian.news() == f"@Oncourse\nOncourse 02:00\n{REQUEST}"
    assert requests(planned) == 1


async def test_slack_is_out_of_order_for_half_a_day_and_the_request_still_comes(planned: Campfire) -> None:
    planned.slack.faults.rule = lambda method, _: (
        Fault.server_error(503) if method.startswith("chat.") else None
    )
    await asked(planned)
    await planned.slack.clock.advance(timedelta(hours=12))
    planned.nobody_else_hears()

    planned.slack.faults.rule = None
    await planned.slack.clock.advance(timedelta(hours=1))
    assert REQUEST in planned.brian.news()
    assert requests(planned) == 1


async def test_one_request_that_slack_refuses_does_not_hold_up_the_others(planned: Campfire) -> None:
    planned.slack.faults.close_dms("U0BRIAN")
    await planned.add_tactic("List 100 influencers @brian @hailey by 1 February")

    assert planned.hailey.news().startswith("@Oncourse\nOncourse 23:00\n*Please rate this tactic.*")
    assert planned.brian.news() == ""


@pytest.mark.parametrize("fault", [*NOT_STORED, *STORED])
async def test_the_request_follows_the_rating_though_slack_fails_at_that(
    planned: Campfire, fault: Fault
) -> None:
    await asked(planned)
    planned.brian.news()
    planned.slack.faults.next("chat.update", fault)
    await rated(planned)
    planned.brian.news()

    await planned.slack.clock.advance(MINUTE)
    assert planned.brian.sees("@Oncourse") == RESULT
    assert requests(planned) == 1


async def test_without_the_scope_a_request_that_was_lost_is_repeated(unread: Campfire) -> None:
    unread.slack.faults.next("chat.postMessage", Fault.dropped())
    await asked(unread)
    unread.nobody_else_hears()

    await unread.slack.clock.advance(MINUTE)
    assert unread.brian.news() == f"@Oncourse\nOncourse 02:00\n{REQUEST}"


async def test_without_the_scope_a_request_may_come_twice_but_not_more_often(unread: Campfire) -> None:
    unread.slack.faults.next("chat.postMessage", *[Fault.dropped(stored=True)] * 3)
    await asked(unread)
    assert requests(unread) == 1

    await unread.slack.clock.advance(MINUTE)
    assert requests(unread) == 2
    await unread.slack.clock.advance(timedelta(days=2))
    assert requests(unread) == 2
