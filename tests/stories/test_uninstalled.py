"""The app is taken out of a workspace whose token is a setting, and put in again."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import running
from bot.slack_client import SlackRefused
from tests.stories.begun import a_goal, a_plan, a_tactic_of_brians, begun
from tests.stories.stage import Campfire, settings_for

pytestmark = pytest.mark.both_databases

planned = begun(a_plan, a_goal, a_tactic_of_brians)


@pytest.mark.parametrize("backwards", [False, True])
async def test_it_falls_silent_at_once_and_goes_on_after_the_next_start(
    planned: Campfire, tmp_path: Path, backwards: bool
) -> None:
    slack = planned.slack
    await slack.uninstall(reverse_events=backwards)
    asked = len(slack.traffic)
    await slack.clock.advance(timedelta(days=60, hours=8))  # Friday, 10:00 in New York
    assert len(slack.traffic) == asked
    assert planned.brian.news() == ""

    with pytest.raises(SlackRefused, match="Slack has revoked SLACK_BOT_TOKEN"):
        async with running(
            settings_for(slack, tmp_path), slack.clock.now, slack.clock.seconds, ticking=False
        ):
            pass
    slack.install()
    await slack.invite_bot("#social")
    async with running(
        settings_for(slack, tmp_path), slack.clock.now, slack.clock.seconds, ticking=False
    ) as bot:
        await bot.ticker.tick()
        await bot.idle()
        assert "List 100 influencers" in planned.brian.news()


async def test_a_token_that_fails_for_a_while_stops_nothing_for_good(planned: Campfire) -> None:
    slack = planned.slack
    slack.faults.revoke_token()
    await slack.clock.advance(timedelta(days=40))
    asked = len(slack.traffic)
    await slack.clock.advance(timedelta(days=40))
    assert len(slack.traffic) == asked
    slack.faults.revoke_token("")

    await planned.maya.command("/plan", "#social")
    assert "Social media 2027" in planned.maya.news()
    await slack.clock.advance(timedelta(days=1))
    assert "List 100 influencers" in planned.brian.news()
