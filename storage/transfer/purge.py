"""Delete data for good: a whole workspace's, or a person's, while plans stay complete.

A person's own rows are deleted. What they did stays under an anonymous name, since the team decided by the
numbers they gave. Their comments are deleted, and nothing waits for them any more.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, Column, String, Table, cast, delete, or_, select, update
from sqlmodel import col

from planning.records import forgotten_as
from storage import homes, installations, plans, tactics
from storage.changes.rating_rounds import settle
from storage.engine.transactions import GlobalTx, Tx
from storage.rows import rows_of, table_of
from storage.tables import (
    AnswerRow,
    CacheVersionRow,
    CalendarFeedRow,
    CheckInPersonRow,
    DailyMessageRow,
    DeliveryRow,
    HomePlanRow,
    HomeRow,
    NewsRow,
    PersonRow,
    PlanRow,
    PreferencesRow,
    RatingRow,
    Row,
    ScheduleStepRow,
    SightingRow,
    SnoozeRow,
    TacticOwnerRow,
)
from storage.transfer.format import TABLES, kind
from storage.transfer.progress import Progress, ignore_progress, steps

PERSON = re.compile(r"[UW][A-Z0-9]+")
"""A person's id in Slack."""

# Columns, and fields of changes in the history, that have a person's id. All others are text.
ONE_PERSON = frozenset(
    {
        "id",
        "person",
        "creator",
        "created_by",
        "changed_by",
        "done_by",
        "taker",
        "recipient",
        "subject",
        "asked",
    }
)
PEOPLE = frozenset({"owners", "finished"})
PARTS = frozenset({"occasion", "items"})  # with colons between them
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>", re.IGNORECASE)

# Rows of one person only, in an order in which they can be deleted.
_PERSON_ROWS: tuple[tuple[type[Row], tuple[str, ...]], ...] = (
    (CalendarFeedRow, ("person",)),
    (HomePlanRow, ("person",)),
    (HomeRow, ("person",)),
    (DeliveryRow, ("recipient", "subject")),
    (DailyMessageRow, ("person",)),
    (NewsRow, ("person",)),
    (SnoozeRow, ("person",)),
    (PreferencesRow, ("person",)),
    (CheckInPersonRow, ("person",)),
    (TacticOwnerRow, ("person",)),
    (PersonRow, ("id",)),
    (CacheVersionRow, ("about",)),
    (ScheduleStepRow, ("subject",)),
)
# The comments that come with their numbers.
_COMMENTS: tuple[tuple[type[Row], tuple[str, ...]], ...] = (
    (RatingRow, ("reason",)),
    (AnswerRow, ("happened", "reason")),
)


def known_workspaces(tx: GlobalTx) -> tuple[str, ...]:
    """The ids of all workspaces that have any data, in order; those of unfinished imports, too."""
    connection = tx.connection()
    found: set[str] = set()
    for table in Row.metadata.sorted_tables:
        found.update(connection.execute(select(table.c.workspace).distinct()).scalars())
    return tuple(sorted(filter(None, found)))


def known_people(tx: GlobalTx, workspace: str) -> frozenset[str]:
    """The ids of all people that the stored data of a workspace mentions."""
    connection = tx.connection()
    found: set[str] = set()

    def collect(id_: str) -> str:
        found.add(id_)
        return id_

    for table in TABLES:
        columns = _columns_with_ids(table)
        found_rows = connection.execute(select(*columns).where(table.c.workspace == workspace))
        for row in found_rows.mappings():
            for column in columns:
                with_ids_replaced(column.name, row[column.name], collect)
    found.update(installations.installers(tx, workspace))
    return frozenset(filter(PERSON.fullmatch, found))


def purge_workspace(tx: GlobalTx, workspace: str, report: Progress = ignore_progress) -> int:
    """Delete all data of a workspace; returns the number of rows."""
    connection = tx.connection()
    count = 0
    for table in steps(Row.metadata.sorted_tables[::-1], report):
        count += connection.execute(delete(table).where(table.c.workspace == workspace)).rowcount
    return count


def purge_person(tx: Tx, person: str, now: datetime, report: Progress = ignore_progress) -> int:
    """Delete a person's rows in a workspace and anonymize the rest; returns the number of rows."""
    name = forgotten_as(uuid4().hex)
    _disown_plans(tx, person)
    _disown_tactics(tx, person, now)
    count = _delete_rows_of(tx, person)
    _delete_comments(tx, person)
    for table in steps(TABLES, report):
        count += _rename(tx, table, person, name)
    count += installations.forget_who(tx, tx.workspace, person, name)
    tx.expire_all()
    return count


def _disown_plans(tx: Tx, person: str) -> None:
    """Remove them from the owners of plans; an added owner replaces a creator."""
    connection = tx.connection()
    for id_ in connection.execute(_plans_of(tx.workspace, person)).scalars().all():
        plan = plans.get(tx, id_)
        left = [owner for owner in plan.owners if owner != person]
        creator = left.pop(0) if plan.creator == person and left else plan.creator
        plans.save(tx, replace(plan, owners=tuple(left), creator=creator))
        homes.plan_changed(tx, id_)


def _plans_of(workspace: str, person: str) -> Any:
    owns = or_(col(PlanRow.creator) == person, cast(col(PlanRow.owners), String).contains(f'"{person}"'))
    return select(col(PlanRow.id)).where(col(PlanRow.workspace) == workspace, owns)


def _disown_tactics(tx: Tx, person: str, now: datetime) -> None:
    """Remove them from the owners of tactics; a round that only waited for them ends."""
    owned = tx.exec(rows_of(TacticOwnerRow, tx.workspace, TacticOwnerRow.person == person))
    for id_ in [row.tactic for row in owned]:
        tactic = tactics.get(tx, id_)
        left = tuple(owner for owner in tactic.owners if owner != person)
        without = tactic.assigned(left) if tactic.is_open else replace(tactic, owners=left)
        saved = tactics.save(tx, without)
        settle(tx, saved, now)
        homes.plan_changed(tx, tactic.plan)


def _delete_rows_of(tx: Tx, person: str) -> int:
    connection = tx.connection()
    count = 0
    for table_class, columns in _PERSON_ROWS:
        table = table_of(table_class)
        of_them = or_(*(table.c[column] == person for column in columns))
        gone = connection.execute(delete(table).where(table.c.workspace == tx.workspace, of_them))
        count += gone.rowcount
    return count


def _delete_comments(tx: Tx, person: str) -> None:
    """Delete their comments, questions to them about pictures, and notes about them on others' Homes."""
    connection = tx.connection()
    for table_class, columns in _COMMENTS:
        table = table_of(table_class)
        of_them = (table.c.workspace == tx.workspace, table.c.person == person)
        connection.execute(update(table).where(*of_them).values(dict.fromkeys(columns, "")))
    waiting = (col(SightingRow.workspace) == tx.workspace, col(SightingRow.asked) == person)
    tx.exec(update(SightingRow).where(*waiting).values(asked="", asked_at=None))
    mentions_them = col(HomeRow.note).contains(f"<@{person}>", autoescape=True)
    tx.exec(update(HomeRow).where(col(HomeRow.workspace) == tx.workspace, mentions_them).values(note=""))


def _rename(tx: Tx, table: Table, person: str, name: str) -> int:
    """Replace a person's id by `name` in all rows of a table; returns the number of changed rows."""

    def renamed(id_: str) -> str:
        return name if id_ == person else id_

    connection = tx.connection()
    columns = _columns_with_ids(table)
    named = or_(*(cast(column, String).icontains(person, autoescape=True) for column in columns))
    found = connection.execute(select(table).where(table.c.workspace == tx.workspace, named))
    count = 0
    for row in found.mappings().all():
        after = {column.name: with_ids_replaced(column.name, row[column.name], renamed) for column in columns}
        if "changes" in after:
            after["changes"] = _without(after["changes"], name)
        changed = {column: value for column, value in after.items() if value != row[column]}
        if changed:
            key = [column == row[column.name] for column in table.primary_key.columns]
            connection.execute(update(table).where(*key).values(changed))
            count += 1
    return count


def _columns_with_ids(table: Table) -> list[Column[Any]]:
    """The columns that can have a person's id: alone, in a list, or mentioned in text."""
    return [
        column
        for column in table.columns
        if column.name != "workspace" and (isinstance(column.type, JSON) or kind(column) is str)
    ]


def with_ids_replaced(column: str, value: Any, replaced: Callable[[str], str]) -> Any:
    """A column's value (or a changed field's) with each person's id put through `replaced`.

    In text only mentions are replaced, not words that look like an id.
    """
    match value:
        case str() if column in ONE_PERSON:
            return replaced(value)
        case str() if column in PARTS:
            return ":".join(map(replaced, value.split(":")))
        case str():
            return _MENTION.sub(lambda mention: _replace_mention(mention, replaced), value)
        case list() if column in PEOPLE:
            return [replaced(str(each)) for each in value]
        case list() if column in PARTS:
            return [with_ids_replaced(column, str(each), replaced) for each in value]
        case list() if column == "changes":
            return [
                [field, *(with_ids_replaced(field, part, replaced) for part in both)]
                for field, *both in value
            ]
        case list():
            return [with_ids_replaced("", part, replaced) for part in value]
        case dict():
            return {key: with_ids_replaced("", part, replaced) for key, part in value.items()}
    return value


def _replace_mention(mention: re.Match[str], replaced: Callable[[str], str]) -> str:
    """The mention, without its name if the id was replaced."""
    before = mention[1].upper()  # titles are also stored casefolded
    after = replaced(before)
    return mention[0] if after == before else f"<@{after}>"


def _without(changes: list[list[Any]], name: str) -> list[list[Any]]:
    """The changes without that name among owners, so that undo doesn't restore a deleted person."""
    return [
        [field, *([each for each in part if each != name] if part else part for part in both)]
        if field == "owners"
        else [field, *both]
        for field, *both in changes
    ]
