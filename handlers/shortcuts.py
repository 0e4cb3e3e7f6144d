"""Shortcuts: a tactic made from a message, and a new one from anywhere."""

import asyncio
import logging

from slack_sdk.models.views import View

from handlers.dispatch import permissions as may
from handlers.dispatch.access import plans_of
from handlers.dispatch.form_metadata import ChoosePlanMetadata, NewTacticMetadata
from handlers.dispatch.interaction import Interaction, Submission
from handlers.dispatch.names import names_of
from handlers.dispatch.router import ChosenMessage
from handlers.slack.errors import text_part
from handlers.slack.replies import SLACK_FAILURES
from handlers.tactics.forms import tactic_form
from handlers.views.common.inputs import message_modal
from handlers.views.tactics import shortcut_forms as forms
from planning.phrases import MessageWords, ids_without_names, mentioned, read_message
from planning.plan import Plan
from planning.tactics import TacticDraft


async def from_message(interaction: Interaction, message: ChosenMessage) -> None:
    """ "Add as a tactic": the form of the channel's plan, filled in with what the message says.

    If the conversation has no plan, the person chooses one first.
    """
    await may.make_tactics(interaction)
    said, every, link = await asyncio.gather(
        _read(interaction, message.text), plans_of(interaction), permalink(interaction, message)
    )
    here = next((plan for plan in every if plan.channel == interaction.channel), None)
    if here:
        await _open_form(interaction, here, said, link)
    else:
        await _choose(interaction, every, said, link)


async def new_tactic(interaction: Interaction) -> None:
    """ "New tactic": for which plan, then its form; of the only plan there is at once."""
    await may.make_tactics(interaction)
    every = await plans_of(interaction)
    if len(every) == 1:
        await _open_form(interaction, every[0], MessageWords("", ""), "")
    else:
        await _choose(interaction, every, None, "")


async def submit_plan(interaction: Interaction, form: Submission[ChoosePlanMetadata], _checked: None) -> View:
    """The plan was chosen: the form of a new tactic in it comes next."""
    plan_id, said = forms.read_choose_plan_form(form.answers)
    plan = await may.edit_plan(interaction, plan_id)
    metadata = NewTacticMetadata(interaction.place, plan.id, permalink=form.metadata.permalink)
    return await tactic_form(interaction, plan, _draft(said), metadata, notice=forms.for_plan(plan))


async def _open_form(interaction: Interaction, plan: Plan, said: MessageWords, link: str) -> None:
    metadata = NewTacticMetadata(interaction.place, plan.id, permalink=link)
    await interaction.open(
        await tactic_form(interaction, plan, _draft(said), metadata, notice=forms.for_plan(plan))
    )


async def _choose(
    interaction: Interaction, every: tuple[Plan, ...], said: MessageWords | None, link: str
) -> None:
    channels = await interaction.services.directory.shared_channels(
        interaction.workspace, interaction.person.id
    )
    may_start = interaction.channel in channels
    metadata = ChoosePlanMetadata(interaction.place, link).packed()
    if not every:
        await interaction.open(message_modal(forms.no_plan_message(may_start=may_start), metadata=metadata))
        return
    choices = [(plan, channels[plan.channel]) for plan in every if plan.channel in channels]
    await interaction.open(forms.choose_plan_form(choices, said, may_start=may_start, metadata=metadata))


def _draft(said: MessageWords) -> TacticDraft:
    return TacticDraft(said.title, "", notes=said.notes)


async def _read(interaction: Interaction, text: str) -> MessageWords:
    return read_message(text, await names_of(interaction, (*mentioned(text), *ids_without_names(text))))


log = logging.getLogger(__name__)


async def permalink(interaction: Interaction, message: ChosenMessage) -> str:
    """The permalink of the message in whose menu a shortcut was chosen.

    If Slack doesn't return it, as for a conversation that the bot is not in, it is built as Slack builds
    them: it works for everyone who can read the message.
    """
    channel = interaction.channel
    try:
        async with asyncio.timeout(interaction.services.timeouts.permalink):
            return text_part(
                await interaction.slack.chat_getPermalink(channel=channel, message_ts=message.ts), "permalink"
            )
    except SLACK_FAILURES as failure:
        log.info("no permalink from Slack", extra={"error": type(failure).__name__})
        digits = message.ts.replace(".", "")
        return f"https://{message.domain}.slack.com/archives/{channel}/p{digits}"
