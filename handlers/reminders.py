"""Reminders: snoozing them, and choosing when and of what to be reminded."""

from datetime import date, timedelta

from handlers.dispatch import permissions as may
from handlers.dispatch.form_metadata import FormMetadata
from handlers.dispatch.interaction import Interaction, Submission
from handlers.tactics import tactic_messages
from handlers.views.common import notes
from handlers.views.common.blocks import Message
from handlers.views.common.button_values import SnoozeValue
from handlers.views.reminders.preferences import preferences_form, preferences_saved, read_preferences_form
from planning.zones import zone_of
from storage import preferences
from storage.changes.reminders import change_preferences, snooze_tactic

# A Monday's "next week" is the Monday after.
SNOOZES = {
    "tomorrow": lambda today: today + timedelta(days=1),
    "days": lambda today: today + timedelta(days=3),
    "week": lambda today: today + timedelta(days=7 - today.weekday()),
}


@may.changes
async def snooze(interaction: Interaction, chosen: str) -> Message | None:
    """Don't remind this person of a tactic until a later day."""
    value = SnoozeValue.unpacked(chosen)
    found = await may.answer_for(interaction, value.tactic)
    found.tactic.require_open()
    until = SNOOZES[value.period](_today(interaction))
    await interaction.write(snooze_tactic, interaction.actor, value.tactic, until)
    interaction.services.notify_due()
    return (
        None
        if interaction.place.delivery
        else await tactic_messages.card(interaction, value.tactic, notes.snoozed(until))
    )


async def open_settings(interaction: Interaction, _value: str = "") -> None:
    """Open the person's reminder settings."""
    await may.own_settings(interaction)
    chosen = await interaction.read(preferences.get, interaction.person.id)
    await interaction.open(
        preferences_form(chosen, interaction.person, metadata=FormMetadata(interaction.place).packed())
    )


async def submit_settings(interaction: Interaction, form: Submission[FormMetadata], _checked: None) -> None:
    """The reminder settings were submitted; the next daily message uses them."""
    saved = await interaction.write(
        change_preferences,
        interaction.actor,
        lambda before: read_preferences_form(form.answers, before, interaction.person),
    )
    interaction.services.notify_due()
    interaction.answer(preferences_saved(saved, interaction.person))


def _today(interaction: Interaction) -> date:
    return interaction.now.astimezone(zone_of(interaction.person.zone)).date()
