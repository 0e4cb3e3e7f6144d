"""The connection to Slack breaks, is renewed or repeats itself: nothing is done twice, nothing is lost."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from planning.news import QUIET_FOR
from sandbox import Fault
from tests.stories.stage import Campfire, screen
from tests.timeouts import AdjustableTimeouts

NO_PLAN = screen("""
    #social
    Oncourse 09:00 (only visible to you)
    *This channel has no plan yet.*
    A plan takes you from your company's goals to what each of you does next.
    [Start plan]
    """)
ONE_TACTIC = screen("""
    #social
    Oncourse 17:13 (only visible to you)
    # Social media 2027: open tactics
    *Not rated yet*
    *1. List 100 influencers*
    [... Open | Rate | Done | Move ETA | Hand over]
    · planned · @Brian · Monday 1 February 2027 · the owner hasn't rated yet
    To help us expand into a new market segment, we are building relationships with influencers.
    """)


@pytest.fixture
def quick_pings(monkeypatch: pytest.MonkeyPatch, timeouts: AdjustableTimeouts) -> None:
    """A broken connection is noticed within a second, so that the stories need not wait."""
    monkeypatch.setattr(timeouts, "ping", 1)


async def with_a_form(campfire: Campfire) -> None:
    """Maya has the form of a new tactic before her, and what the bot knew of the channel has grown old.

    It is 10:11 where Brian is, and he is at work.
    """
    await campfire.start_plan()
    await campfire.add_goal("Build relationships with influencers")
    await campfire.wait_until("2027-01-04 15:00")
    await campfire.maya.command("/tactic add List 100 influencers @brian by 1 February", "#social")
    await campfire.slack.clock.advance(timedelta(minutes=11))
    campfire.hush()


async def brian_is_told_once(campfire: Campfire) -> None:
    """Two minutes later Brian is told of one tactic, and no one else of anything."""
    campfire.nobody_else_hears()
    await campfire.slack.clock.advance(QUIET_FOR)
    told = "@Oncourse\nOncourse 10:13\n# New for you: 1 new tactic, 1 to rate\n"
    assert campfire.brian.news().startswith(told)
    campfire.nobody_else_hears()


async def test_oncourse_comes_back_by_itself_after_the_connection_broke(
    quick_pings: None, campfire: Campfire
) -> None:
    campfire.slack.faults.drop_socket()
    await campfire.maya.command("/plan", "#social")
    assert campfire.maya.news() == "(Slack: /plan failed with the error “dispatch_failed”)"

    await campfire.slack.connected()
    await campfire.maya.command("/plan", "#social")
    assert campfire.maya.news() == NO_PLAN
    campfire.nobody_else_hears()


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_nobody_notices_that_slack_renews_the_connection(campfire: Campfire, reason: str) -> None:
    await campfire.slack.faults.refresh_socket(reason)

    await campfire.maya.command("/plan", "#social")
    assert campfire.maya.news() == NO_PLAN
    campfire.nobody_else_hears()


async def test_the_connection_breaks_while_a_form_is_sent_and_sending_it_again_adds_nothing(
    quick_pings: None, campfire: Campfire
) -> None:
    await with_a_form(campfire)

    def break_off(method: str, _: Mapping[str, Any]) -> Fault | None:
        if method == "conversations.members":
            campfire.slack.faults.drop_socket()
        return None

    campfire.slack.faults.rule = break_off
    await campfire.maya.submit()
    campfire.slack.faults.rule = None
    assert campfire.maya.news().endswith("\n\n(Slack: We had some trouble connecting. Try again?)")

    await campfire.slack.connected()
    await campfire.maya.submit()
    assert campfire.maya.modal is None
    await brian_is_told_once(campfire)

    await campfire.maya.command("/tactic list", "#social")
    assert campfire.maya.news() == ONE_TACTIC
    campfire.nobody_else_hears()


async def test_a_form_that_slack_delivers_twice_adds_one_tactic(campfire: Campfire) -> None:
    await with_a_form(campfire)
    campfire.slack.faults.duplicate_next_envelope()
    await campfire.maya.submit()
    assert campfire.maya.news().startswith("#social\nOncourse 17:11 (only visible to you)\nAdded.\n")
    await brian_is_told_once(campfire)

    await campfire.maya.command("/tactic list", "#social")
    assert campfire.maya.news() == ONE_TACTIC
    campfire.nobody_else_hears()


async def test_a_click_that_slack_delivers_twice_is_one_click(campfire: Campfire) -> None:
    await with_a_form(campfire)
    await campfire.maya.submit()
    campfire.hush()

    campfire.slack.faults.duplicate_next_envelope()
    await campfire.maya.click("Share in channel", "#social")
    assert campfire.brian.news().count("Shared by @Maya") == 1
