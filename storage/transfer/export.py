"""What is kept, as JSON: a whole database, a workspace, or one plan, without loss and ready to be taken back.

{"format": "oncourse", "version": 1, "revision": "0003", "workspaces": {"T...": {"plans": [{...}], ...}}}

The lists are the tables, their objects the rows without the workspace that they stand under, dates and
instants in ISO 8601. Equal contents make equal text. `version` counts changes of this form, `revision` is the
schema that the rows were written by.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, TypeDecorator, and_, or_, select, type_coerce

from storage import plans
from storage import tables as stored
from storage.check import note_unreadable
from storage.engine import schema
from storage.engine.transactions import GlobalTx, Tx, in_workspace
from storage.lenient import lenient
from storage.readable import BadColumn, is_noted
from storage.readable import read as read_readable
from storage.rows import rows_of
from storage.tables import Row
from storage.transfer.progress import Progress, ignore_progress, part, steps

FORMAT = "oncourse"
VERSION = 1
FITTING = ("0005", "0006")
"""Earlier revisions whose rows fit this one as they are: what came since are tables of their own."""

Json = dict[str, Any]
"""A decoded JSON object."""
Document = Json
"""As above: `whole`, `plan` and `read` give one, `storage.transfer.import_` takes it."""

# What is referred to comes before what refers to it. What has a reason to stay in its database is in none.
TABLES: Sequence[Table] = [table for table in Row.metadata.sorted_tables if not table.info.get("stays")]
_CLASSES: Mapping[str, type[Row]] = {
    str(one.__tablename__): one
    for one in vars(stored).values()
    if isinstance(one, type) and issubclass(one, Row)
}
# How JSON has the values of columns.
_WRITTEN: dict[type, type | tuple[type, ...]] = {
    str: str,
    int: int,
    bool: bool,
    float: (int, float),
    date: str,
    datetime: str,
}


class DocumentRefused(Exception):
    """A document cannot be taken; the message says why and names the cure."""


def workspaces(tx: GlobalTx) -> tuple[str, ...]:
    """The ids of all workspaces that anything is kept of, in order."""
    connection = tx.connection()
    found: set[str] = set()
    for table in TABLES:
        found.update(connection.execute(select(table.c.workspace).distinct()).scalars())
    return tuple(sorted(found))


def whole(tx: GlobalTx, chosen: Sequence[str], tell: Progress = ignore_progress) -> Document:
    """All that is kept of these workspaces and can be read again; what can't is noted on the transaction."""
    for workspace in chosen:
        with in_workspace(tx, workspace) as own:
            note_unreadable(own, plans.ids(own))
    return _document(
        {
            workspace: _tables(tx, workspace, {}, part(tell, number, len(chosen)))
            for number, workspace in enumerate(chosen)
        }
    )


def plan(tx: Tx, id_: str) -> Document:
    """All of one plan that everybody in its channel may see: without ratings that are still blind."""
    note_unreadable(tx, [id_])
    return _document({tx.workspace: _tables(tx, tx.workspace, _of_plan(tx, id_))})


def text(document: Document) -> str:
    """The document as it is written to a file."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read(written: str) -> Document:
    """The document of a file; raises DocumentRefused for one that this version cannot take whole."""
    try:
        document = json.loads(written)
    except (ValueError, RecursionError) as unreadable:
        raise DocumentRefused(f"This is not JSON ({unreadable}). Choose a file of oncourse export.") from None
    match document:
        case {"format": "oncourse", "version": version} if version != VERSION:
            raise DocumentRefused(
                f"The file has version {version!r} of the format, and this Oncourse knows version {VERSION}. "
                "Install the Oncourse that wrote it."
            )
        case {"format": "oncourse", "revision": revision} if revision not in (*FITTING, schema.newest()):
            raise DocumentRefused(
                f"The file was written at revision {revision!r} of the database, and this Oncourse is at "
                f"{schema.newest()}. Take it in with the Oncourse that wrote it, then upgrade."
            )
        case {"format": "oncourse", "revision": _, "version": _, "workspaces": dict(found)}:
            return _document({workspace: _checked(workspace, tables) for workspace, tables in found.items()})
    raise DocumentRefused("This is no file of oncourse export. Choose another.")


def _document(found: Mapping[str, Json]) -> Document:
    return {"format": FORMAT, "version": VERSION, "revision": schema.newest(), "workspaces": dict(found)}


def _tables(
    tx: GlobalTx, workspace: str, only: Mapping[str, ColumnElement[bool]], tell: Progress = ignore_progress
) -> Json:
    """The rows of a workspace by table, in the order of their keys; where `only` names tables, of these.

    Those that can't be read are left out, with all that refers to them, and noted on the transaction.
    """
    tables: Json = {}
    for table in steps(TABLES, tell):
        if only and table.name not in only:
            continue
        criteria = [only[table.name]] if only else []
        wanted = rows_of(_CLASSES[table.name], workspace, *criteria)
        build = partial(_told_if_whole, tx, table, _references(table, tables))
        found = read_readable(tx, wanted, _CLASSES[table.name], build)
        if found:
            # Sorted here, since databases have orders of their own.
            tables[table.name] = sorted(found, key=itemgetter(*_key(table)))
    return tables


def _key(table: Table) -> list[str]:
    return [column.name for column in table.primary_key.columns if column.name != "workspace"]


def _of_plan(tx: Tx, id_: str) -> dict[str, ColumnElement[bool]]:
    """What of each table belongs to a plan."""
    kept = Row.metadata.tables
    tactics, check_ins, ratings = kept["tactics"], kept["check_ins"], kept["ratings"]
    its_tactics = _ids(tactics, tx.workspace, id_)
    its_check_ins = _ids(check_ins, tx.workspace, id_)
    past_rounds = select(tactics.c.id).where(
        tactics.c.workspace == tx.workspace,
        tactics.c.id == ratings.c.tactic,
        or_(tactics.c.revealed_at.is_not(None), tactics.c.round > ratings.c.round),
    )
    of_plan = ("company_goals", "goals", "tactics", "tactic_owners", "check_ins", "history")
    return {
        "plans": kept["plans"].c.id == id_,
        **{name: kept[name].c.plan == id_ for name in of_plan},
        "readings": kept["readings"].c.metric.in_(_metrics(tx, id_)),
        "occurrences": kept["occurrences"].c.tactic.in_(its_tactics),
        "ratings": and_(ratings.c.tactic.in_(its_tactics), past_rounds.exists()),
        "check_in_people": kept["check_in_people"].c.check_in.in_(its_check_ins),
        "answers": kept["answers"].c.check_in.in_(its_check_ins),
    }


def _ids(table: Table, workspace: str, plan_id: str) -> Any:
    return select(table.c.id).where(table.c.workspace == workspace, table.c.plan == plan_id)


def _metrics(tx: Tx, plan_id: str) -> list[str]:
    """The metrics of a plan's goals: those of today, and those that undoing may bring back."""
    connection = tx.connection()
    found: list[Any] = []
    for table, column in (("goals", "metrics"), ("history", "changes")):
        kept = Row.metadata.tables[table]
        found_there = type_coerce(kept.c[column], lenient(kept.c[column].type))
        wanted = select(found_there).where(kept.c.workspace == tx.workspace, kept.c.plan == plan_id)
        found += connection.execute(wanted).scalars()
    return sorted(_metric_ids(found))


def _metric_ids(value: Any) -> set[str]:
    match value:
        case {"id": str(id_), "name": _}:
            return {id_}
        case list():
            return {id_ for part in value for id_ in _metric_ids(part)}
    return set()


_Reference = tuple[Sequence[str], set[tuple[Any, ...]]]
"""The columns by which rows refer to another table, and what can be referred to there."""


def _references(table: Table, before: Json) -> list[_Reference]:
    """To rows of the tables `before`."""
    found: list[_Reference] = []
    for constraint in table.foreign_key_constraints:
        pairs = [(one.parent.name, one.column.name) for one in constraint.elements]
        ours, theirs = zip(*(pair for pair in pairs if pair[0] != "workspace"), strict=True)
        rows = before.get(constraint.referred_table.name, ())
        found.append((ours, {tuple(told[name] for name in theirs) for told in rows}))
    return found


def _told_if_whole(tx: GlobalTx, table: Table, references: Sequence[_Reference], row: Row) -> Json:
    """A row as plain JSON values; raises ValueError where it, or a row that it refers to, was left out."""
    if is_noted(tx, _CLASSES[table.name], row):
        raise ValueError(table.name)
    told = _told(table, row)
    for names, there in references:
        referred = tuple(told[name] for name in names)
        if None not in referred and referred not in there:
            raise BadColumn(", ".join(names))
    return told


def _told(table: Table, row: Row) -> Json:
    """A row as plain JSON values."""
    return {column.name: _plain(getattr(row, column.name)) for column in columns_of(table)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _checked(workspace: str, tables: Any) -> Json:
    """The tables of a document, each of whose rows has what its columns can hold."""
    known = {table.name: table for table in TABLES}
    if not isinstance(tables, dict) or not tables.keys() <= known.keys():
        raise DocumentRefused(f"The file holds tables of {workspace} that are unknown. It was changed.")
    for name, rows in tables.items():
        if not isinstance(rows, list):
            raise DocumentRefused(f"{workspace}, {name}: this is no list. The file was changed.")
        for number, told in enumerate(rows, 1):
            try:
                row(known[name], workspace, told)
            except ValueError as wrong:
                raise DocumentRefused(
                    f"{workspace}, {name}, row {number}: {wrong}. Take a file that was not changed."
                ) from None
    return tables


def row(table: Table, workspace: str, told: Any) -> Json:
    """A row of a document for the database; raises ValueError, naming the column, for what is no such row."""
    columns = {column.name: column for column in columns_of(table)}
    if not isinstance(told, dict) or told.keys() != columns.keys():
        raise ValueError(f"its columns are not {', '.join(columns)}")
    return {"workspace": workspace, **{name: _value(columns[name], value) for name, value in told.items()}}


def _value(column: Column[Any], value: Any) -> Any:
    python_type = kind(column)
    if python_type not in _WRITTEN or (value is None and column.nullable):
        return value
    if not isinstance(value, _WRITTEN[python_type]) or (isinstance(value, bool) and python_type is not bool):
        raise ValueError(f"{column.name} is {value!r}")
    if python_type is datetime:
        return _instant(str(value))
    return date.fromisoformat(str(value)) if python_type is date else value


def columns_of(table: Table) -> list[Column[Any]]:
    """The columns that an export has of a table: without the workspace, and what stays in its database."""
    return [column for column in table.columns if column.name != "workspace" and not column.info.get("stays")]


def kind(column: Column[Any]) -> type:
    """What a column's values are in Python; something that is not written by itself for JSON."""
    kept = column.type
    return (kept.impl_instance if isinstance(kept, TypeDecorator) else kept).python_type


def _instant(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        raise ValueError(f"{written} has no time zone")
    return moment.astimezone(UTC)
