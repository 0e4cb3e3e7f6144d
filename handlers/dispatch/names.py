"""Names for people and channels that Slack gives only as ids, as far as the person may know them."""

import asyncio
import logging
from collections.abc import Iterable

from handlers.dispatch.interaction import Interaction
from handlers.slack.errors import object_part
from handlers.slack.replies import SLACK_FAILURES
from planning.errors import PlanningError
from planning.phrases import ids_without_names, insert_names

log = logging.getLogger(__name__)

NAMED_MAX = 10  # people and channels in a text whose names are looked up


async def named(interaction: Interaction, text: str) -> str:
    """A text from Slack with the names of its people and channels added; most have them already."""
    return insert_names(text, await names_of(interaction, ids_without_names(text)))


async def names_of(interaction: Interaction, ids: Iterable[str]) -> dict[str, str]:
    """The names of these people and channels, by id; those that aren't found are missing."""
    wanted = tuple(dict.fromkeys(ids))[:NAMED_MAX]
    if not wanted:
        return {}
    people = [id_ for id_ in wanted if id_.startswith(("U", "W"))]
    channels = [id_ for id_ in wanted if id_ not in people]
    try:
        async with asyncio.timeout(interaction.services.timeouts.names):
            found, placed = await asyncio.gather(
                interaction.services.directory.people(interaction.workspace, people),
                _channels(interaction, channels),
            )
    except (*SLACK_FAILURES, PlanningError) as failure:
        log.info("names were not fetched from Slack", extra={"error": type(failure).__name__})
        return {}
    return {**placed, **{id_: person.name for id_, person in found.items()}}


async def _channels(interaction: Interaction, ids: list[str]) -> dict[str, str]:
    """Those that the person and the bot are in, and public ones."""
    if not ids:
        return {}
    shared = await interaction.services.directory.shared_channels(
        interaction.workspace, interaction.person.id
    )
    others = [id_ for id_ in ids if id_ not in shared]
    asked = await asyncio.gather(*(_public(interaction, id_) for id_ in others))
    return {**dict(zip(others, asked, strict=True)), **shared}


async def _public(interaction: Interaction, channel: str) -> str:
    """The name of a channel that anyone may join; "" of any other."""
    slack = await interaction.services.clients.reading(interaction.workspace)
    try:
        found = object_part(await slack.conversations_info(channel=channel), "channel")
    except SLACK_FAILURES:
        return ""
    return "" if found.get("is_private", True) else str(found.get("name") or "")
