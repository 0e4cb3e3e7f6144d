"""Letting go of data for good: a workspace's as a whole, or a person's, while plans stay whole.

What is a person's alone goes. What they did stays, under a name that leads to nobody: numbers they gave are
part of what the team decided. Their own words about it go, and nothing waits for them any more.
"""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, String, Table, cast, delete, or_, select, update
from sqlmodel import col

from planning.forgotten import forgotten_as
from storage import deliveries, homes, installations, plans, rounds, tactics
from storage.documents import TABLES, kind
from storage.rows import rows_of, table_of
from storage.store import Tx
from storage.tables import (
    AnswerRow,
    CheckInPersonRow,
    DeliveryRow,
    DigestRow,
    FeedRow,
    HomePlanRow,
    HomeRow,
    PersonRow,
    PlanRow,
    PreferencesRow,
    RatingRow,
    Row,
    SnoozeRow,
    TacticOwnerRow,
    TopicRow,
    TurnRow,
)

# What is about a person and nothing else, in an order in which it can be deleted.
_THEIRS: tuple[tuple[type[Row], tuple[str, ...]], ...] = (
    (FeedRow, ("person",)),
    (HomePlanRow, ("person",)),
    (HomeRow, ("person",)),
    (DeliveryRow, ("recipient", "subject")),
    (DigestRow, ("person",)),
    (SnoozeRow, ("person",)),
    (PreferencesRow, ("person",)),
    (CheckInPersonRow, ("person",)),
    (TacticOwnerRow, ("person",)),
    (PersonRow, ("id",)),
    (TopicRow, ("about",)),
    (TurnRow, ("subject",)),
)
# What they said about a tactic beside the numbers.
_THEIR_WORDS: tuple[tuple[type[Row], tuple[str, ...]], ...] = (
    (RatingRow, ("reason",)),
    (AnswerRow, ("happened", "reason")),
)


async def purge_workspace(tx: Tx, workspace: str) -> int:
    """Delete all that is kept of a workspace; gives the number of rows."""
    connection = await tx.connection()
    count = 0
    for table in reversed(Row.metadata.sorted_tables):
        count += (await connection.execute(delete(table).where(table.c.workspace == workspace))).rowcount
    return count


async def purge_person(tx: Tx, workspace: str, person: str, now: datetime) -> int:
    """Delete what is a person's in a workspace, and let the rest lead to nobody; gives the number of rows."""
    name = forgotten_as(uuid4().hex)
    await _disown_plans(tx, workspace, person)
    await _disown_tactics(tx, workspace, person, now)
    count = await _delete_theirs(tx, workspace, person)
    await _silence(tx, workspace, person)
    for table in TABLES:
        count += await _rename(tx, table, workspace, person, name)
    count += await installations.forget_who(tx, workspace, person, name)
    tx.expire_all()
    return count


async def _disown_plans(tx: Tx, workspace: str, person: str) -> None:
    """They own no plan any more; an added owner takes the place of a creator."""
    connection = await tx.connection()
    for id_ in (await connection.execute(_plans_of(workspace, person))).scalars().all():
        plan = await plans.get(tx, workspace, id_)
        left = [owner for owner in plan.owners if owner != person]
        creator = left.pop(0) if plan.creator == person and left else plan.creator
        await plans.save(tx, replace(plan, owners=tuple(left), creator=creator))
        await homes.plan_changed(tx, workspace, id_)


def _plans_of(workspace: str, person: str) -> Any:
    owns = or_(col(PlanRow.creator) == person, cast(col(PlanRow.owners), String).contains(f'"{person}"'))
    return select(col(PlanRow.id)).where(col(PlanRow.workspace) == workspace, owns)


async def _disown_tactics(tx: Tx, workspace: str, person: str, now: datetime) -> None:
    """They own no tactic any more; a round that only waited for them is over."""
    owned = await tx.exec(rows_of(TacticOwnerRow, workspace, TacticOwnerRow.person == person))
    for id_ in [row.tactic for row in owned]:
        tactic = await tactics.get(tx, workspace, id_)
        left = tuple(owner for owner in tactic.owners if owner != person)
        without = tactic.assigned(left) if tactic.is_open else replace(tactic, owners=left)
        saved = await tactics.save(tx, workspace, without)
        await rounds.settle(tx, workspace, saved, now)
        await deliveries.redraw(tx, workspace, id_)
        await homes.plan_changed(tx, workspace, tactic.plan)


async def _delete_theirs(tx: Tx, workspace: str, person: str) -> int:
    connection = await tx.connection()
    count = 0
    for kept, columns in _THEIRS:
        table = table_of(kept)
        of_them = or_(*(table.c[column] == person for column in columns))
        gone = await connection.execute(delete(table).where(table.c.workspace == workspace, of_them))
        count += gone.rowcount
    return count


async def _silence(tx: Tx, workspace: str, person: str) -> None:
    """Their own words go, and what others' Homes say of them for the moment."""
    connection = await tx.connection()
    for kept, columns in _THEIR_WORDS:
        table = table_of(kept)
        of_them = (table.c.workspace == workspace, table.c.person == person)
        await connection.execute(update(table).where(*of_them).values(dict.fromkeys(columns, "")))
    told = col(HomeRow.note).contains(f"<@{person}>", autoescape=True)
    await tx.exec(update(HomeRow).where(col(HomeRow.workspace) == workspace, told).values(note=""))


async def _rename(tx: Tx, table: Table, workspace: str, person: str, name: str) -> int:
    """Put `name` in the place of a person wherever a row names them; gives the number of rows."""
    connection = await tx.connection()
    worded = [
        column
        for column in table.columns
        if column.name != "workspace" and (isinstance(column.type, JSON) or kind(column) is str)
    ]
    named = or_(*(cast(column, String).icontains(person, autoescape=True) for column in worded))
    found = await connection.execute(select(table).where(table.c.workspace == workspace, named))
    count = 0
    for row in found.mappings().all():
        after = {column.name: _renamed(row[column.name], person, name) for column in worded}
        changed = {column: value for column, value in after.items() if value != row[column]}
        if changed:
            key = [column == row[column.name] for column in table.primary_key.columns]
            await connection.execute(update(table).where(*key).values(changed))
            count += 1
    return count


def _renamed(value: Any, person: str, name: str) -> Any:
    """A column's value with the person's id replaced, and their name where a mention had it.

    Of the owners that a change tells of they are left out: undoing it is to bring back nobody who is gone.
    """
    match value:
        case str():
            mentioned = rf"(?<![A-Z0-9]){re.escape(person)}(?![A-Z0-9])(?:\|[^<>]*(?=>))?"
            return re.sub(mentioned, name, value, flags=re.IGNORECASE)  # titles are kept folded, too
        case ["owners", before, after]:
            return ["owners", _without(before, person), _without(after, person)]
        case list():
            return [_renamed(part, person, name) for part in value]
        case dict():
            return {key: _renamed(part, person, name) for key, part in value.items()}
    return value


def _without(people: Any, person: str) -> Any:
    return [each for each in people if each != person] if isinstance(people, list) else people
