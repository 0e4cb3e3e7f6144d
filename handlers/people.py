"""What Slack tells of people and channels, so that the directory stays true."""

import logging
from collections.abc import Mapping
from typing import Any

from handlers import directory
from handlers.profile import described
from handlers.visit import House
from storage import channels, homes, notices, plans
from storage import people as known
from storage.changes.schedule import follow_hour

log = logging.getLogger(__name__)


async def changed(house: House, workspace: str, event: Mapping[str, Any]) -> None:
    """Somebody's name, time zone, locale, status or standing changed; reminders and Home follow.

    Slack tells of everyone in the workspace: of those who have nothing to do with a plan, nothing is kept.
    """
    house.directory.forget_names(workspace)
    for id_, user in described([event.get("user")]):
        await _changed(house, workspace, id_, user)


async def _changed(house: House, workspace: str, id_: str, user: Mapping[str, Any]) -> None:
    async with house.store.reading() as tx:
        before = (await tx.run(known.get, workspace, [id_])).get(id_)
    if before is None:
        return
    person = await house.directory.learn(workspace, id_, user)
    if person == before:
        return
    async with house.store.transaction(workspace) as tx:
        await tx.run(follow_hour, workspace, person, house.now())
        await tx.run(homes.changed, workspace, [person.id])
    house.owed()


async def came_or_went(house: House, workspace: str, event: Mapping[str, Any]) -> None:
    """A channel has one person more or less, or the bot itself was taken out of it."""
    person = event.get("user", "")
    async with house.store.transaction(workspace) as tx:
        is_known = person in await tx.run(known.get, workspace, [person])
        await tx.run(
            directory.came_or_went, workspace, event["channel"], person if is_known else directory.ITSELF
        )
        await tx.run(homes.changed, workspace, [person])
        plan = await tx.run(plans.open_in, workspace, event["channel"])
        if plan and not person:
            await tx.run(homes.plan_changed, workspace, plan.id)
        if plan and is_known and event["type"] == "member_joined_channel":
            await tx.run(notices.came_back, workspace, person, [plan.id])
    house.owed()


async def channel_id_changed(house: House, workspace: str, event: Mapping[str, Any]) -> None:
    """A private channel was shared with another organisation: its plan comes along to its new id."""
    old, new = event["old_channel_id"], event["new_channel_id"]
    async with house.store.transaction(workspace) as tx:
        await tx.run(directory.renamed, workspace, old, new)
        has_followed = await tx.run(channels.follow, workspace, old, new, house.now())
    log.info("a channel's id changed", extra={"old": old, "new": new, "has_plan": has_followed})
    house.owed()


EVENTS = {
    "user_change": changed,
    "member_joined_channel": came_or_went,
    "member_left_channel": came_or_went,
    "channel_left": came_or_went,
    "group_left": came_or_went,
    "channel_id_changed": channel_id_changed,
}
