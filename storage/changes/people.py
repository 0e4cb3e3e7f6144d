"""People, as Slack describes them."""

from datetime import datetime

from planning.people import Person
from storage import homes, notices, people
from storage.changes.schedule import follow_hour
from storage.engine.transactions import Tx


def save_person(tx: Tx, person: Person, now: datetime) -> None:
    """Save how Slack describes a person now; notices about one who was deactivated and is back are past."""
    before = people.get(tx, [person.id]).get(person.id)
    people.put(tx, person, now)
    if before and before.deleted and not person.deleted:
        notices.mark_reachable(tx, person.id)


def follow_profile(tx: Tx, person: Person, now: datetime) -> None:
    """Move the next digest of a person whose profile has changed, and redraw their Home."""
    follow_hour(tx, person, now)
    homes.changed(tx, [person.id])
