"""Reminders: putting one off, and choosing when and of what to be reminded."""

from datetime import date, timedelta

from handlers.dispatch import permissions as may
from handlers.dispatch.interaction import Submission, Visit
from handlers.tactics import tactic_messages
from handlers.views.common import notes
from handlers.views.common.blocks import Message
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
async def snooze(visit: Visit, chosen: str) -> Message | None:
    """Say nothing of a tactic to this person until a later day: "<how>:<tactic>", how as in SNOOZES."""
    how, _, tactic_id = chosen.partition(":")
    found = await may.answer_for(visit, tactic_id)
    found.tactic.require_open()
    until = SNOOZES[how](_today(visit))
    await visit.write(snooze_tactic, visit.actor, tactic_id, until)
    visit.house.owed()
    return None if visit.delivery else await tactic_messages.card(visit, tactic_id, notes.snoozed(until))


async def open_settings(visit: Visit, _value: str = "") -> None:
    """Open the person's reminder settings."""
    await may.own_settings(visit)
    chosen = await visit.read(preferences.get, visit.person.id)
    await visit.open(preferences_form(chosen, visit.person, memory=visit.memory().packed()))


async def settings_saved(visit: Visit, form: Submission, _checked: None) -> None:
    """The reminder settings were sent: the next digest follows them."""
    saved = await visit.write(
        change_preferences, visit.actor, lambda before: read_preferences_form(form.answers, before)
    )
    visit.house.owed()
    visit.answer(preferences_saved(saved, visit.person))


def _today(visit: Visit) -> date:
    return visit.now.astimezone(zone_of(visit.person.zone)).date()
