"""Events: people and channels change, the bot is mentioned, the app is uninstalled, tokens are revoked."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from handlers.dispatch.interaction import Services
from handlers.dispatch.router import Event
from handlers.slack import payloads
from handlers.slack.profiles import described
from storage import people as known
from storage.changes.channels import answer_mention, bot_joined, change_channel_id, change_membership
from storage.changes.people import follow_profile

log = logging.getLogger(__name__)


async def changed(services: Services, workspace: str, event: payloads.UserChange) -> None:
    """A person's name, time zone, locale, status or account changed: reschedule reminders, redraw Home.

    Slack sends this for everyone in the workspace; nothing is stored about people without a plan.
    """
    services.directory.forget_names(workspace)
    for id_, user in described([event.get("user")]):
        await _changed(services, workspace, id_, user)


async def _changed(services: Services, workspace: str, id_: str, user: Mapping[str, Any]) -> None:
    before = (await services.store.read(workspace, known.get, [id_])).get(id_)
    if before is None:
        return
    person = await services.directory.save_profile(workspace, id_, user)
    if person == before:
        return
    await services.store.write(workspace, follow_profile, person, services.now())
    services.notify_due()


async def came_or_went(
    services: Services, workspace: str, event: payloads.MemberChange | payloads.BotRemoved
) -> None:
    """Someone joined or left a channel, or the bot was invited to it or removed from it."""
    person = str(event.get("user", ""))
    if event["type"] == "member_joined_channel" and person == event["bot_user_id"]:
        joined = event["channel"], person, event["event_id"]
        await services.store.write(workspace, bot_joined, *joined, services.now())
        services.notify_due()
        return
    await services.store.write(
        workspace,
        change_membership,
        event["channel"],
        person,
        has_joined=event["type"] == "member_joined_channel",
    )
    services.notify_due()


async def mentioned(services: Services, workspace: str, event: payloads.AppMention) -> None:
    """A person mentioned the bot: answer them. An app isn't answered, since it might answer back."""
    person = event.get("user", "")
    if not person or event.get("bot_id") or person == event["bot_user_id"]:
        return
    asked = event["channel"], person, event["ts"], event.get("thread_ts", "")
    await services.store.write(workspace, answer_mention, *asked, services.now())
    services.notify_due()


async def channel_id_changed(services: Services, workspace: str, event: payloads.ChannelIdChanged) -> None:
    """A private channel was shared with another organisation: move its plan to the new id."""
    old, new = event["old_channel_id"], event["new_channel_id"]
    has_followed = await services.store.write(workspace, change_channel_id, old, new, services.now())
    log.info("a channel's id changed", extra={"old": old, "new": new, "has_plan": has_followed})
    services.notify_due()


async def uninstalled(services: Services, workspace: str, event: payloads.Event) -> None:
    """The app was removed from the workspace: stop sending. The workspace's data stays."""
    await services.clients.removed(workspace, datetime.fromtimestamp(event["event_time"], UTC))


async def tokens_revoked(services: Services, workspace: str, event: payloads.TokensRevoked) -> None:
    """Tokens were revoked: perhaps the bot's current one, perhaps one that was refreshed since.

    The app has no user tokens.
    """
    if event["tokens"].get("bot"):
        await services.clients.refused(workspace)


EVENTS: Mapping[str, Event] = {
    "app_mention": mentioned,
    "user_change": changed,
    "member_joined_channel": came_or_went,
    "member_left_channel": came_or_went,
    "channel_left": came_or_went,
    "group_left": came_or_went,
    "channel_id_changed": channel_id_changed,
    "app_uninstalled": uninstalled,
    "tokens_revoked": tokens_revoked,
}
