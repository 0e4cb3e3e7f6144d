"""Exports of earlier revisions, upgraded as a database of theirs would be: in a temporary one, by Alembic."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, Connection, MetaData, Table, event, insert
from sqlalchemy.exc import SQLAlchemyError

from storage.engine import schema
from storage.engine.database import DatabaseRefused
from storage.engine.engines import make_engine, upgrading
from storage.engine.sync import SyncStore
from storage.engine.urls import database_at
from storage.transfer.format import TABLES, Document, DocumentRefused, Json, columns_of, instant

_EXPORTED = {column.name for table in TABLES for column in columns_of(table)}
NOT_EXPORTED = {column.name for table in TABLES for column in table.columns} - _EXPORTED
"""The names of columns that no export has, of this revision or an earlier one."""

_NOT_EXPORTED = ("workspace", "suspended_at")  # what is imported is not suspended, whatever it was before


@contextmanager
def upgraded(document: Document, folder: Path, now: datetime) -> Iterator[SyncStore]:
    """A database of the newest revision in `folder` with the rows of an export of an earlier one.

    Raises DocumentRefused for rows that were changed since the export.
    """
    store = SyncStore(database_at(f"sqlite:///{folder / 'earlier.db'}"))
    engine = make_engine(store.database).execution_options(begin=store.database.upgrading)
    try:
        with engine.connect() as connection, upgrading(store.database, connection):
            schema.upgrade(connection, now, document["revision"])
            _fill(connection, document["workspaces"])
            schema.upgrade(connection, now)
        yield store
    except (SQLAlchemyError, DatabaseRefused, ValueError, LookupError, TypeError) as wrong:
        raise DocumentRefused(
            f"The file's rows can't be upgraded from revision {document['revision']} ({wrong}): the file was "
            "changed. Nothing was imported. Use a file that was not changed."
        ) from wrong
    finally:
        engine.dispose()
        store.close()


def _fill(connection: Connection, workspaces: Mapping[str, Mapping[str, Any]]) -> None:
    """Insert the rows into the tables that the database has at its revision."""
    metadata = MetaData()
    event.listen(metadata, "column_reflect", _read_as_written)
    metadata.reflect(connection)
    for workspace, tables in workspaces.items():
        if unknown := tables.keys() - metadata.tables.keys():
            raise ValueError(f"{workspace} has unknown tables: {', '.join(sorted(unknown))}")
        for table in metadata.sorted_tables:
            if rows := [_row(table, workspace, row) for row in tables.get(table.name, ())]:
                connection.execute(insert(table), rows)


def _read_as_written(_inspector: object, _table: object, column: dict[str, Any]) -> None:
    """NULL stays NULL in a column of JSON; it isn't JSON's null."""
    if isinstance(column["type"], JSON):
        column["type"] = JSON(none_as_null=True)


def _row(table: Table, workspace: str, row: Json) -> Json:
    columns = {column.name: column for column in table.columns if column.name not in _NOT_EXPORTED}
    if not isinstance(row, dict) or row.keys() != columns.keys():
        raise ValueError(f"the columns of a row in {table.name} are not {', '.join(columns)}")
    return {"workspace": workspace, **{name: _value(columns[name], value) for name, value in row.items()}}


def _value(column: Column[Any], value: Any) -> Any:
    python_type = column.type.python_type
    if value is None or python_type not in (date, datetime):
        return value
    return instant(value).replace(tzinfo=None) if python_type is datetime else date.fromisoformat(value)
