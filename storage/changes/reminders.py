"""Reminders: snoozed, and set up as a person likes them."""

from collections.abc import Callable
from datetime import date

from planning.reminders import Preferences
from storage import homes, preferences, snoozes
from storage.changes.base import Actor
from storage.changes.redraws import redraw_clicked
from storage.changes.schedule import follow_hour
from storage.engine.transactions import Tx


def snooze_tactic(tx: Tx, actor: Actor, tactic_id: str, until: date) -> None:
    """Remind the actor of a tactic no earlier than on the day `until`."""
    snoozes.put(tx, actor.person.id, tactic_id, until)
    redraw_clicked(tx, actor)
    homes.changed(tx, [actor.person.id])


def change_preferences(tx: Tx, actor: Actor, change: Callable[[Preferences], Preferences]) -> Preferences:
    """Save what `change` makes of the actor's preferences, and move their next digest; raises as it does."""
    after = change(preferences.get(tx, actor.person.id))
    preferences.put(tx, after)
    follow_hour(tx, actor.person, actor.now)
    homes.changed(tx, [actor.person.id])
    return after
