"""What Slack tells of people and channels, so that the directory stays true."""

from collections.abc import Mapping
from typing import Any

from handlers.schedule import follow_hour
from handlers.visit import House


async def changed(house: House, workspace: str, event: Mapping[str, Any]) -> None:
    """Somebody's name, time zone, locale, status or standing changed; their reminders follow the zone."""
    person = await house.directory.learn(workspace, event["user"])
    async with house.store.transaction() as tx:
        await follow_hour(tx, workspace, person, house.now())


async def came_or_went(house: House, workspace: str, event: Mapping[str, Any]) -> None:
    """A channel has one person more or less."""
    house.directory.forget_members(workspace, event["channel"])


EVENTS = {
    "user_change": changed,
    "member_joined_channel": came_or_went,
    "member_left_channel": came_or_went,
    "channel_left": came_or_went,
    "group_left": came_or_went,
}
