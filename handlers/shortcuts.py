"""Shortcuts: a tactic made of a message, and a new one from anywhere."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_sdk.models.views import View

from handlers.dispatch import permissions as may
from handlers.dispatch.access import plans_of
from handlers.dispatch.interaction import Interaction, Submission
from handlers.dispatch.names import names_of
from handlers.slack.errors import text_part
from handlers.slack.message_text import text_of
from handlers.slack.replies import SLACK_FAILURES
from handlers.tactics.forms import tactic_form
from handlers.views.common.inputs import message_modal
from handlers.views.tactics import shortcut_forms as forms
from planning.phrases import MessageWords, mentioned, nameless, read_message
from planning.plan import Plan
from planning.tactics import TacticDraft


async def from_message(interaction: Interaction, body: Mapping[str, Any]) -> None:
    """ "Add as a tactic": the form of the channel's plan, filled in with what the message says.

    Where the conversation has no plan, another is chosen first.
    """
    await may.make_tactics(interaction)
    said, every, link = await asyncio.gather(
        _read(interaction, body["message"]), plans_of(interaction), permalink(interaction, body)
    )
    here = next((plan for plan in every if plan.channel == interaction.channel), None)
    if here:
        await _open_form(interaction, here, said, link)
    else:
        await _choose(interaction, every, said, link)


async def new_tactic(interaction: Interaction, _body: Mapping[str, Any]) -> None:
    """ "New tactic": for which plan, then its form; of the only plan there is at once."""
    await may.make_tactics(interaction)
    every = await plans_of(interaction)
    if len(every) == 1:
        await _open_form(interaction, every[0], MessageWords("", ""), "")
    else:
        await _choose(interaction, every, None, "")


async def plan_chosen(interaction: Interaction, form: Submission, _checked: None) -> View:
    """The plan was chosen: its tactic form takes the place."""
    plan_id, said = forms.read_choose_plan_form(form.answers)
    plan = await may.edit_plan(interaction, plan_id)
    memory = replace(form.memory, plan=plan.id)
    return await tactic_form(interaction, plan, _draft(said), memory, notice=forms.for_plan(plan))


async def _open_form(interaction: Interaction, plan: Plan, said: MessageWords, link: str) -> None:
    memory = replace(interaction.memory(plan.id), message=link)
    await interaction.open(
        await tactic_form(interaction, plan, _draft(said), memory, notice=forms.for_plan(plan))
    )


async def _choose(
    interaction: Interaction, every: tuple[Plan, ...], said: MessageWords | None, link: str
) -> None:
    channels = await interaction.services.directory.shared_channels(
        interaction.workspace, interaction.person.id
    )
    may_start = interaction.channel in channels
    memory = replace(interaction.memory(), message=link).packed()
    if not every:
        await interaction.open(message_modal(forms.no_plan_message(may_start=may_start), memory=memory))
        return
    choices = [(plan, channels[plan.channel]) for plan in every if plan.channel in channels]
    await interaction.open(forms.choose_plan_form(choices, said, may_start=may_start, memory=memory))


def _draft(said: MessageWords) -> TacticDraft:
    return TacticDraft(said.title, "", notes=said.notes)


async def _read(interaction: Interaction, message: Mapping[str, Any]) -> MessageWords:
    text = text_of(message)
    return read_message(text, await names_of(interaction, (*mentioned(text), *nameless(text))))


log = logging.getLogger(__name__)


async def permalink(interaction: Interaction, body: Mapping[str, Any]) -> str:
    """The permalink of the message in whose menu a shortcut was chosen.

    Where Slack does not give one, as for a conversation that the bot is not in, it is the address as Slack
    makes them: whoever may read the message gets there all the same.
    """
    channel, ts = body["channel"]["id"], body["message_ts"]
    try:
        async with asyncio.timeout(interaction.services.timeouts.permalink):
            return text_part(
                await interaction.slack.chat_getPermalink(channel=channel, message_ts=ts), "permalink"
            )
    except SLACK_FAILURES as failure:
        log.info("no permalink from Slack", extra={"error": type(failure).__name__})
        return f"https://{body['team']['domain']}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
