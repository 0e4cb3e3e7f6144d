"""A plan's calendar feed: its address is created and revoked, and calendar apps fetch it."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from handlers.dispatch import permissions as may
from handlers.dispatch.access import plan_of
from handlers.dispatch.interaction import Interaction, Services
from handlers.export_data import add_names, gather_plan
from handlers.slack.directory import ACCESS_MAX_AGE
from handlers.views.common.blocks import Message
from handlers.views.exports.calendar import plan_ics
from handlers.views.exports.export_data import ExportData
from handlers.views.plans.calendar_feeds import feed_address, feed_offer, feed_revoked
from planning.errors import Code, PlanningError
from planning.plan import Plan
from storage import calendar_feeds
from storage.calendar_feeds import Feed
from storage.changes.plans import give_feed, revoke_feed
from storage.engine.transactions import Tx

PATH = "/calendar"
_KEY = re.compile(r"([TE][A-Z0-9]{2,20})-([\w-]{43})", re.ASCII)  # the workspace, and 256 random bits
_STAMPS = re.compile(r"^DTSTAMP:.*\r\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar's text, and an ETag that changes whenever anything in it does."""

    text: str
    tag: str


@may.changes
async def give(interaction: Interaction, plan_id: str) -> Message:
    """The button that creates an address; the previous one stops working."""
    plan = await plan_of(interaction, plan_id)
    secret = secrets.token_urlsafe()
    await interaction.write(give_feed, interaction.actor, plan.id, secret)
    return feed_address(plan, f"{interaction.services.public_url}{PATH}/{interaction.workspace}-{secret}.ics")


@may.changes
async def revoke(interaction: Interaction, plan_id: str) -> Message:
    """The button that revokes the address."""
    plan = await plan_of(interaction, plan_id)
    await interaction.write(revoke_feed, interaction.actor, plan.id)
    return feed_revoked(plan)


async def offer(interaction: Interaction, plan: Plan) -> Message | None:
    """The offer of a feed beside the plan's exported files; None if the bot has no public address."""
    if not interaction.services.public_url:
        return None
    is_given = await interaction.read(calendar_feeds.exists, Feed(plan.id, interaction.person.id))
    return feed_offer(plan, has_address=is_given)


async def calendar(services: Services, key: str) -> Calendar:
    """The calendar for the last part of an address.

    Raises GONE for an unknown address, NOT_IN_CHANNEL and the like if the person may no longer read the plan,
    NotInstalled if the app was removed, and what calls to Slack raise.
    """
    known = _KEY.fullmatch(key)
    if not known:
        raise PlanningError(Code.GONE)
    workspace, secret = known.groups()
    feed, data = await services.store.read(workspace, _calendar_data, secret, services.now())
    await services.clients.reading(
        workspace
    )  # the channel's members may be cached from before the app was removed
    await services.directory.person(
        workspace, feed.person, ACCESS_MAX_AGE
    )  # they did nothing in Slack that would refresh their profile
    await services.directory.require_member(workspace, data.plan.channel, feed.person)
    text = plan_ics(await add_names(services.directory, data))
    return Calendar(text, hashlib.sha256(_STAMPS.sub("", text).encode()).hexdigest())


def _calendar_data(tx: Tx, secret: str, now: datetime) -> tuple[Feed, ExportData]:
    """The feed with that secret, and its plan without people's names; raises GONE."""
    feed = calendar_feeds.of_secret(tx, secret)
    if feed is None:
        raise PlanningError(Code.GONE)
    return feed, gather_plan(tx, feed.plan, now)
