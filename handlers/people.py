"""What Slack tells of people and channels, so that the directory stays true."""

from collections.abc import Mapping
from typing import Any

from handlers import directory
from handlers.profile import described
from handlers.schedule import follow_hour
from handlers.visit import House
from storage import homes, plans
from storage import people as known


async def changed(house: House, workspace: str, event: Mapping[str, Any]) -> None:
    """Somebody's name, time zone, locale, status or standing changed; reminders and Home follow."""
    for id_, user in described([event.get("user")]):
        await _changed(house, workspace, id_, user)


async def _changed(house: House, workspace: str, id_: str, user: Mapping[str, Any]) -> None:
    async with house.store.reading() as tx:
        before = (await known.get(tx, workspace, [id_])).get(id_)
    person = await house.directory.learn(workspace, id_, user)
    house.directory.forget_names(workspace)
    if person == before:
        return
    async with house.store.transaction(workspace) as tx:
        await follow_hour(tx, workspace, person, house.now())
        await homes.changed(tx, workspace, [person.id])
    house.owed()


async def came_or_went(house: House, workspace: str, event: Mapping[str, Any]) -> None:
    """A channel has one person more or less, or the bot itself was taken out of it."""
    person = event.get("user", "")
    async with house.store.transaction(workspace) as tx:
        await directory.came_or_went(tx, workspace, event["channel"], person)
        await homes.changed(tx, workspace, [person])
        if not person and (plan := await plans.open_in(tx, workspace, event["channel"])):
            await homes.plan_changed(tx, workspace, plan.id)
    house.owed()


EVENTS = {
    "user_change": changed,
    "member_joined_channel": came_or_went,
    "member_left_channel": came_or_went,
    "channel_left": came_or_went,
    "group_left": came_or_went,
}
