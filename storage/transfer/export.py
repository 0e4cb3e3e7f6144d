"""Exports: a whole database, a workspace, or one plan, as JSON that loses nothing and can be imported.

Rows that can't be read are left out, with all that refers to them, and noted on the transaction
(`storage.readable`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TextIO

from sqlalchemy import ColumnElement, String, Table, and_, collate, or_, select, type_coerce

from storage import plans
from storage import tables as stored
from storage.check import note_unreadable
from storage.engine import schema
from storage.engine.transactions import GlobalTx, Tx, in_workspace
from storage.lenient import lenient
from storage.readable import BadColumn, is_noted, readable
from storage.rows import rows_of
from storage.tables import Row
from storage.transfer.format import FORMAT, TABLES, VERSION, Document, Json, exported_row, key_of, pieces
from storage.transfer.progress import Progress, ignore_progress, part, steps

STAGED = "import "
"""How the workspaces begin under whose ids an unfinished import is stored (`storage.transfer.import_`)."""
_BATCH = 500  # rows

_CLASSES: Mapping[str, type[Row]] = {
    str(one.__tablename__): one
    for one in vars(stored).values()
    if isinstance(one, type) and issubclass(one, Row)
}

_Keys = dict[str, set[tuple[Any, ...]]]
"""By table: the primary keys of the rows that were exported, where other tables refer to them."""


def workspaces(tx: GlobalTx) -> tuple[str, ...]:
    """The ids of all workspaces that have anything to export, in order."""
    connection = tx.connection()
    found: set[str] = set()
    for table in TABLES:
        found.update(connection.execute(select(table.c.workspace).distinct()).scalars())
    return tuple(sorted(id_ for id_ in found if not id_.startswith(STAGED)))


def write(tx: GlobalTx, chosen: Sequence[str], file: TextIO, progress: Progress = ignore_progress) -> None:
    """Write the export of these workspaces to a file, row by row."""
    file.writelines(pieces(schema.newest(), _contents(tx, chosen, progress)))


def export_data(tx: GlobalTx, chosen: Sequence[str]) -> Document:
    """The export of these workspaces, decoded."""
    return _document(_contents(tx, chosen, ignore_progress))


def export_plan(tx: Tx, id_: str) -> Document:
    """The export of one plan, as far as everybody in its channel may see it: without blind ratings."""
    note_unreadable(tx, [id_])
    return _document([(tx.workspace, _tables(tx, tx.workspace, _of_plan(tx, id_)))])


def read_all(tx: GlobalTx, chosen: Sequence[str]) -> None:
    """Read all that an export of these workspaces has, to note what can't be read."""
    for _, tables in _contents(tx, chosen, ignore_progress):
        for _, rows in tables:
            for _ in rows:
                pass


def _document(contents: Iterable[tuple[str, Iterable[tuple[str, Iterable[Json]]]]]) -> Document:
    found = {
        workspace: {name: listed for name, rows in tables if (listed := list(rows))}
        for workspace, tables in contents
    }
    return {"format": FORMAT, "version": VERSION, "revision": schema.newest(), "workspaces": found}


def _contents(
    tx: GlobalTx, chosen: Sequence[str], progress: Progress
) -> Iterator[tuple[str, Iterator[tuple[str, Iterator[Json]]]]]:
    for number, workspace in enumerate(chosen):
        with in_workspace(tx, workspace) as own:
            note_unreadable(own, plans.ids(own))
        yield workspace, _tables(tx, workspace, {}, part(progress, number, len(chosen)))


def _tables(
    tx: GlobalTx,
    workspace: str,
    only: Mapping[str, ColumnElement[bool]],
    progress: Progress = ignore_progress,
) -> Iterator[tuple[str, Iterator[Json]]]:
    """The rows of a workspace by table; where `only` names tables, of these, as far as its criteria hold."""
    keys: _Keys = {table.name: set() for table in _referred()}
    for table in steps(TABLES, progress):
        if not only or table.name in only:
            yield table.name, _rows(tx, workspace, table, keys, *([only[table.name]] if only else ()))


def _rows(
    tx: GlobalTx, workspace: str, table: Table, keys: _Keys, *criteria: ColumnElement[bool]
) -> Iterator[Json]:
    """The rows of a table in the order of their keys, read in batches."""
    wanted = rows_of(_CLASSES[table.name], workspace, *criteria).order_by(*_order(tx, table))
    found = tx.exec(wanted.execution_options(yield_per=_BATCH))
    build = partial(_row_if_whole, tx, table, _references(table, keys))
    for _, row in readable(tx, _CLASSES[table.name], found, build):
        if table.name in keys:
            keys[table.name].add(tuple(row[name] for name in key_of(table)))
        yield row


def _order(tx: GlobalTx, table: Table) -> list[Any]:
    """The order of the keys, which is the same in any database: PostgreSQL would sort text by a language."""
    columns = [table.c[name] for name in key_of(table)]
    if tx.get_bind().dialect.name != "postgresql":
        return columns
    return [collate(column, "C") if isinstance(column.type, String) else column for column in columns]


def _referred() -> set[Table]:
    return {one.referred_table for table in TABLES for one in table.foreign_key_constraints}


_Reference = tuple[Sequence[str], set[tuple[Any, ...]]]
"""The columns by which rows refer to another table, and the keys that it has."""


def _references(table: Table, keys: _Keys) -> list[_Reference]:
    found: list[_Reference] = []
    for constraint in table.foreign_key_constraints:
        ours = {one.column.name: one.parent.name for one in constraint.elements}
        referred = constraint.referred_table
        found.append(([ours[name] for name in key_of(referred)], keys[referred.name]))
    return found


def _row_if_whole(tx: GlobalTx, table: Table, references: Sequence[_Reference], row: Row) -> Json:
    """A row as JSON values; raises ValueError where it, or a row that it refers to, was left out."""
    if is_noted(tx, _CLASSES[table.name], row):
        raise ValueError(table.name)
    found = exported_row(table, row)
    for names, there in references:
        referred = tuple(found[name] for name in names)
        if None not in referred and referred not in there:
            raise BadColumn(", ".join(names))
    return found


def _of_plan(tx: Tx, id_: str) -> dict[str, ColumnElement[bool]]:
    """Which rows of each table belong to a plan."""
    found = Row.metadata.tables
    tactics, check_ins, ratings = found["tactics"], found["check_ins"], found["ratings"]
    its_tactics = _ids(tactics, tx.workspace, id_)
    its_check_ins = _ids(check_ins, tx.workspace, id_)
    past_rounds = select(tactics.c.id).where(
        tactics.c.workspace == tx.workspace,
        tactics.c.id == ratings.c.tactic,
        or_(tactics.c.revealed_at.is_not(None), tactics.c.round > ratings.c.round),
    )
    of_plan = ("company_goals", "goals", "tactics", "tactic_owners", "check_ins", "history")
    return {
        "plans": found["plans"].c.id == id_,
        **{name: found[name].c.plan == id_ for name in of_plan},
        "readings": found["readings"].c.metric.in_(_metrics(tx, id_)),
        "occurrences": found["occurrences"].c.tactic.in_(its_tactics),
        "ratings": and_(ratings.c.tactic.in_(its_tactics), past_rounds.exists()),
        "check_in_people": found["check_in_people"].c.check_in.in_(its_check_ins),
        "answers": found["answers"].c.check_in.in_(its_check_ins),
    }


def _ids(table: Table, workspace: str, plan_id: str) -> Any:
    return select(table.c.id).where(table.c.workspace == workspace, table.c.plan == plan_id)


def _metrics(tx: Tx, plan_id: str) -> list[str]:
    """The metrics of a plan's goals: those of today, and those that an undo may bring back."""
    connection = tx.connection()
    found: list[Any] = []
    for name, column in (("goals", "metrics"), ("history", "changes")):
        table = Row.metadata.tables[name]
        read = type_coerce(table.c[column], lenient(table.c[column].type))
        wanted = select(read).where(table.c.workspace == tx.workspace, table.c.plan == plan_id)
        found += connection.execute(wanted).scalars()
    return sorted(_metric_ids(found))


def _metric_ids(value: Any) -> set[str]:
    match value:
        case {"id": str(id_), "name": _}:
            return {id_}
        case list():
            return {id_ for each in value for id_ in _metric_ids(each)}
    return set()
