"""Whose words are read: their day, their order of day and month, and the people that handles can mean."""

import logging
from collections.abc import Collection, Mapping
from datetime import date

from handlers.dispatch.interaction import Interaction
from handlers.slack.replies import SLACK_FAILURES
from planning.errors import PlanningError
from planning.phrases import Speaker, handles_of, people_by_handle
from planning.zones import zone_of

log = logging.getLogger(__name__)


def today_of(interaction: Interaction) -> date:
    """Today where the person is."""
    return interaction.now.astimezone(zone_of(interaction.person.zone)).date()


def is_month_first(interaction: Interaction) -> bool:
    """Whether the person's locale writes 5/6 for 6 May."""
    return interaction.person.locale == "en-US"


async def speaker_of(
    interaction: Interaction, channel: str, text: str, goals: Collection[int] = ()
) -> Speaker:
    """The person as a speaker of `text`, in which handles mean people of the channel."""
    people = await _people(interaction, channel, text)
    return Speaker(today_of(interaction), interaction.person.id, is_month_first(interaction), people, goals)


async def _people(interaction: Interaction, channel: str, text: str) -> Mapping[str, str]:
    """Those whom handles mean; all are unknown, and so named as not read, where Slack doesn't answer."""
    handles = handles_of(text)
    if not handles:
        return {}
    directory, workspace = interaction.services.directory, interaction.workspace
    try:
        by_name = await directory.all_by_name(workspace)
        members = await directory.members(workspace, channel)
    except (*SLACK_FAILURES, PlanningError) as failure:
        log.info("handles were not looked up", extra={"error": type(failure).__name__})
        return {}
    return people_by_handle(handles, by_name, members)
