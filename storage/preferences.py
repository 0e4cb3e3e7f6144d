"""How people want to be reminded."""

from collections.abc import Iterable

from sqlalchemy import bindparam

from planning.countries import is_country
from planning.quiet import MIDNIGHT
from planning.reminders import MAX_LEAD_DAYS, Preferences
from storage import rows
from storage.engine.transactions import WORKSPACE, Tx
from storage.readable import read, require
from storage.rows import columns_of, rows_of
from storage.tables import PreferencesRow

_OF_PEOPLE = rows_of(
    PreferencesRow, WORKSPACE, columns_of(PreferencesRow).person.in_(bindparam("people", expanding=True))
)


def get(tx: Tx, person: str) -> Preferences:
    """What a person chose, or else the defaults."""
    return of(tx, [person])[person]


def of(tx: Tx, people: Iterable[str]) -> dict[str, Preferences]:
    """What each of these people chose, or else (or where that cannot be read) the defaults, by person."""
    asked = tuple(people)
    chosen = read(tx, _OF_PEOPLE, PreferencesRow, _preferences, people=asked)
    return {person: Preferences(person) for person in asked} | {one.person: one for one in chosen}


def put(tx: Tx, preferences: Preferences) -> None:
    """Keep what a person chose, in the place of what they chose before."""
    rows.put(
        tx,
        PreferencesRow(
            workspace=tx.workspace,
            person=preferences.person,
            hour=preferences.hour,
            lead_days=list(preferences.lead_days),
            away_from=preferences.away_from,
            away_to=preferences.away_to,
            country=preferences.country,
            region=preferences.region,
            work_from=preferences.work_from,
            work_to=preferences.work_to,
        ),
    )


def _preferences(row: PreferencesRow) -> Preferences:
    require(row.hour in range(24), "hour")
    require(all(0 <= days <= MAX_LEAD_DAYS for days in row.lead_days), "lead_days")
    require(not row.country or is_country(row.country), "country")
    require(not row.region or is_country(row.region.partition("-")[0]), "region")
    require(0 <= row.work_from < row.work_to <= MIDNIGHT, "work_to")
    return Preferences(
        person=row.person,
        hour=row.hour,
        lead_days=tuple(row.lead_days),
        away_from=row.away_from,
        away_to=row.away_to,
        country=row.country,
        region=row.region,
        work_from=row.work_from,
        work_to=row.work_to,
    )
