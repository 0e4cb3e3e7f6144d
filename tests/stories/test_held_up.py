"""A bot that was held up sends nothing any more that another one may have claimed since."""

from datetime import timedelta

from planning.deliveries import Delivery, Kind
from scheduler.delivery import Later, Sent
from tests.stories.stage import Campfire


async def test_what_is_late_is_left_to_others(campfire: Campfire) -> None:
    now, send = campfire.slack.clock.now(), campfire.bot.ticker._notifier.send
    workspace, maya = campfire.slack.workspace.team.id, campfire.maya.id
    welcome = Delivery("id", workspace, Kind.WELCOME, maya, maya, "today", now)
    assert await send(welcome, now - timedelta(seconds=1)) == Later("late")
    campfire.nobody_else_hears()
    assert isinstance(await send(welcome, now), Sent)
    assert "Oncourse" in campfire.maya.news()
