"""Shortcuts: a tactic made from a message, and a new one from anywhere."""

import asyncio
import logging
import re
from dataclasses import replace
from datetime import date, datetime

from slack_sdk.models.views import View

from handlers.dispatch import permissions as may
from handlers.dispatch.access import plans_of
from handlers.dispatch.form_metadata import ChoosePlanMetadata, NewTacticMetadata
from handlers.dispatch.interaction import Interaction, Submission
from handlers.dispatch.names import names_of
from handlers.dispatch.router import ChosenMessage
from handlers.dispatch.speakers import speaker_of
from handlers.slack.errors import text_part
from handlers.slack.replies import SLACK_FAILURES
from handlers.tactics.forms import as_text, tactic_form
from handlers.views.common.inputs import message_modal
from handlers.views.tactics import shortcut_forms as forms
from handlers.views.tactics.quick_add import quick_add_notice
from planning.phrases import MessageWords, ids_without_names, mentioned, read_message, read_message_tactic
from planning.plan import Plan
from planning.tactics import TacticDraft
from planning.zones import zone_of

_STAMP = re.compile(r"/p([0-9]{10})[0-9]{6}(?:$|\?)")


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
    return await _form(interaction, plan, said, metadata)


async def _open_form(interaction: Interaction, plan: Plan, said: MessageWords, link: str) -> None:
    metadata = NewTacticMetadata(interaction.place, plan.id, permalink=link)
    await interaction.open(await _form(interaction, plan, said, metadata))


async def _form(
    interaction: Interaction, plan: Plan, said: MessageWords, metadata: NewTacticMetadata
) -> View:
    """The tactic's form, filled in with what the message says of title, date and owners."""
    speaker = await speaker_of(interaction, plan.channel, said.title)
    written = _written_on(metadata.permalink, speaker.today, interaction.person.zone)
    quick = read_message_tactic(said, replace(speaker, written=written))
    members = await interaction.services.directory.members(interaction.workspace, plan.channel)
    owners = tuple(owner for owner in quick.owners if owner in members)
    draft = TacticDraft(quick.title, "", owners, quick.eta, quick.recurrence, notes=said.notes)
    notice = "\n".join(filter(None, (forms.for_plan(plan), quick_add_notice(quick))))
    shown = replace(metadata, shown_recurrence=as_text(quick.recurrence))
    return await tactic_form(interaction, plan, draft, shown, notice=notice)


def _written_on(permalink: str, today: date, zone: str) -> date | None:
    """The day of the message, by the time in its permalink."""
    stamp = _STAMP.search(permalink)
    return min(today, datetime.fromtimestamp(int(stamp[1]), zone_of(zone)).date()) if stamp else None


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
