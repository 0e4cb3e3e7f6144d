"""Snoozes: tactics that a person isn't reminded of before a certain day."""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from sqlalchemy import bindparam

from storage import rows
from storage.engine.transactions import WORKSPACE, Tx
from storage.readable import read_rows
from storage.rows import columns_of, rows_of
from storage.tables import SnoozeRow

_OF_PEOPLE = rows_of(
    SnoozeRow, WORKSPACE, columns_of(SnoozeRow).person.in_(bindparam("people", expanding=True))
)


def put(tx: Tx, person: str, tactic: str, until: date) -> None:
    """Snooze a tactic for a person until the day `until`, instead of any earlier snooze."""
    rows.put(tx, SnoozeRow(workspace=tx.workspace, person=person, tactic=tactic, until=until))


def of(tx: Tx, person: str) -> dict[str, date]:
    """The days until which a person has snoozed tactics, by tactic id; past ones too."""
    return of_people(tx, [person])[person]


def of_people(tx: Tx, people: Iterable[str]) -> dict[str, dict[str, date]]:
    """As `of` for each of these people, by person, in one statement."""
    found: dict[str, dict[str, date]] = {person: {} for person in people}
    for row, until in read_rows(tx, _OF_PEOPLE, SnoozeRow, attrgetter("until"), people=tuple(found)):
        found[row.person][row.tactic] = until
    return found
