"""People, as Slack described them last."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlmodel import col

from planning.people import Person
from storage import rows
from storage.rows import rows_of
from storage.store import Tx
from storage.tables import PersonRow

_ALWAYS = datetime.max.replace(tzinfo=UTC)


async def get(tx: Tx, workspace: str, ids: Iterable[str]) -> dict[str, Person]:
    """The people of these ids who are known, by id."""
    found = await tx.exec(rows_of(PersonRow, workspace, col(PersonRow.id).in_(tuple(ids))))
    return {row.id: _person(row) for row in found}


async def fresh(
    tx: Tx,
    workspace: str,
    ids: Iterable[str],
    *,
    since: datetime,
    until: datetime = _ALWAYS,
) -> dict[str, Person]:
    """The people of these ids who were described at `since` or later, and not after `until`, by id."""
    known = rows_of(PersonRow, workspace, col(PersonRow.id).in_(tuple(ids)))
    found = await tx.exec(known.where(col(PersonRow.fetched_at).between(since, until)))
    return {row.id: _person(row) for row in found}


async def put(tx: Tx, workspace: str, person: Person, fetched_at: datetime) -> None:
    """Keep how Slack describes a person now."""
    await rows.put(
        tx,
        PersonRow(
            workspace=workspace,
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
