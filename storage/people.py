"""A cache of people's profiles in Slack."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, not_
from sqlmodel import col, select

from planning.people import Person
from storage import rows
from storage.engine.transactions import WORKSPACE, GlobalTx, Tx
from storage.readable import read, read_rows
from storage.rows import columns_of, rows_of
from storage.tables import PersonRow

_OF_IDS = rows_of(PersonRow, WORKSPACE, columns_of(PersonRow).id.in_(bindparam("ids", expanding=True)))


class CachedPerson(NamedTuple):
    """A person, and when their profile was fetched."""

    person: Person
    at: datetime


def get(tx: Tx, ids: Iterable[str]) -> dict[str, Person]:
    """The cached people of these ids, by id."""
    return {person.id: person for person in read(tx, _OF_IDS, PersonRow, _person, ids=tuple(ids))}


def cached(tx: Tx, ids: Iterable[str]) -> dict[str, CachedPerson]:
    """The cached people of these ids, with when they were fetched, by id."""
    found = read_rows(tx, _OF_IDS, PersonRow, _person, ids=tuple(ids))
    return {person.id: CachedPerson(person, row.fetched_at) for row, person in found}


def put(tx: Tx, person: Person, fetched_at: datetime) -> None:
    """Cache a person's profile."""
    rows.put(
        tx,
        PersonRow(
            workspace=tx.workspace,
            id=person.id,
            name=person.name,
            zone=person.zone,
            locale=person.locale,
            deleted=person.deleted,
            bot=person.bot,
            guest=person.guest,
            stranger=person.stranger,
            country=person.country,
            status_away=person.status_away,
            status_until=person.status_until,
            fetched_at=fetched_at,
        ),
    )


def zones(tx: GlobalTx) -> tuple[tuple[str, str], ...]:
    """(id, zone) of everyone in any workspace who may be reminded, by id."""
    is_present = (not_(col(PersonRow.deleted)), not_(col(PersonRow.bot)))
    found = tx.exec(select(PersonRow.id, PersonRow.zone).where(*is_present).order_by(col(PersonRow.id)))
    return tuple((id_, zone) for id_, zone in found)


def _person(row: PersonRow) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        zone=row.zone,
        locale=row.locale,
        deleted=row.deleted,
        bot=row.bot,
        guest=row.guest,
        stranger=row.stranger,
        country=row.country,
        status_away=row.status_away,
        status_until=row.status_until,
    )
