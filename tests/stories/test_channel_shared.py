"""A private channel is shared with another organisation and has another id: the plan comes along."""

from datetime import timedelta

import pytest

from sandbox import events
from tests.stories.begun import a_goal, begun
from tests.stories.stage import Campfire


async def a_private_plan(campfire: Campfire) -> None:
    """The plan lives in a channel that was turned private, and has a tactic of Brian's."""
    await campfire.slack.turn_private("#social")
    await campfire.start_plan()
    await a_goal(campfire)
    await campfire.add_tactic("List 100 influencers @brian by 1 February")
    await campfire.maya.open_home()
    await campfire.brian.open_home()
    campfire.hush()


private = begun(a_private_plan)


@pytest.mark.parametrize("told", [1, 2])
async def test_everything_goes_on(private: Campfire, told: int) -> None:
    await private.maya.command("/tactic show 1", "#social")
    new = await private.slack.share("#social", times=told)
    private.hush()
    await private.maya.command("/plan", "#social")
    assert "# Social media 2027" in private.maya.news()
    await private.maya.click("Edit", "#social", within="1. List 100 influencers")  # from before
    await private.maya.fill("What needs doing?", "List 200 influencers")
    await private.maya.submit()
    assert private.maya.modal is None
    await private.maya.shortcut("New tactic")
    assert private.maya.form().startswith("== Add tactic ==\nFor *Social media 2027* in #social\n")
    await private.maya.dismiss()
    assert new in str(private.slack.workspace.homes[private.maya.id].definition)
    assert "List 200 influencers" in private.brian.home()


async def test_what_was_posted_there_is_kept_up_to_date(private: Campfire) -> None:
    await private.wait_until("2027-01-11T14:00")
    await private.slack.share("#social")
    await private.brian.click("Answer", "@Oncourse")
    await private.brian.choose("How's it going?", "● on course")
    await private.brian.submit()
    assert "● 1 on course" in private.maya.sees("#social")
    await private.slack.clock.advance(timedelta(days=3))
    assert "# Where we stand, 11 January 2027" in private.maya.sees("#social")


async def test_where_a_plan_was_started_before_we_were_told_the_empty_one_closes(private: Campfire) -> None:
    new = await private.slack.share("#social", times=0)
    await private.start_plan()
    private.hush()
    private.slack.backend.send_event(
        events.channel_id_changed(private.slack.workspace, "C0SOCIAL", new),
        private.slack.workspace.channels[new],
    )
    await private.slack.settle()
    await private.maya.command("/tactic list", "#social")
    assert "List 100 influencers" in private.maya.news()
