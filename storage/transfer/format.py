"""The file of an export: JSON with one row per line, so that a long one is written and read in little memory.

{"format": "oncourse", "revision": "0009", "version": 1, "workspaces": {
"T...": {
"plans": [
{"id": "...", ...},
{"id": "...", ...}
]
}
}}

The lists are the tables, parents before children. Their objects are the rows without the workspace. Dates and
times are in ISO 8601. Equal contents make equal text. `version` counts changes of this form, `revision` is
the schema that the rows were written by.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Column, Table, TypeDecorator

from storage.tables import Row

FORMAT = "oncourse"
VERSION = 1

Json = dict[str, Any]
"""A decoded JSON object."""
Document = Json
"""The whole of an export, decoded."""
Contents = Iterable[tuple[str, Iterable[tuple[str, Iterable[Json]]]]]
"""By workspace and table: the rows."""

# Parents come before children. Tables that stay in their database are left out.
TABLES: Sequence[Table] = [table for table in Row.metadata.sorted_tables if not table.info.get("stays")]
NAMED: Mapping[str, Table] = {table.name: table for table in TABLES}
# The JSON types of the columns' values.
_WRITTEN: dict[type, type | tuple[type, ...]] = {
    str: str,
    int: int,
    bool: bool,
    float: (int, float),
    date: str,
    datetime: str,
}


class DocumentRefused(Exception):
    """An export cannot be read or imported; the message says why and names the cure."""


@cache
def columns_of(table: Table) -> tuple[Column[Any], ...]:
    """The columns of a table in an export: without the workspace and without what stays in its database."""
    return tuple(
        column for column in table.columns if column.name != "workspace" and not column.info.get("stays")
    )


@cache
def key_of(table: Table) -> tuple[str, ...]:
    """The names of the primary key's columns, without the workspace."""
    return tuple(column.name for column in table.primary_key.columns if column.name != "workspace")


@cache
def kind(column: Column[Any]) -> type:
    """The Python type of a column's values; one that is not in JSON as it is, for a column of JSON."""
    stored = column.type
    return (stored.impl_instance if isinstance(stored, TypeDecorator) else stored).python_type


def text(document: Document) -> str:
    """A document as it is written to a file."""
    contents = ((workspace, _in_order(tables)) for workspace, tables in document["workspaces"].items())
    return "".join(pieces(document["revision"], contents))


def pieces(revision: str, contents: Contents) -> Iterator[str]:
    """The text of a file, piece by piece. Tables without rows are left out."""
    yield header(revision)
    end = "\n"
    for workspace, tables in contents:
        yield f"{end}{_encoded(workspace)}: {{"
        yield from _tables(tables)
        end = ",\n"
    yield "\n}}\n"


def header(revision: str) -> str:
    """The first line of a file, without its end."""
    parts = {"format": FORMAT, "version": VERSION, "revision": revision}
    return f'{_encoded(parts)[:-1]}, "workspaces": {{'


def _tables(tables: Iterable[tuple[str, Iterable[Json]]]) -> Iterator[str]:
    end = "\n"
    for name, rows in tables:
        first = next(written := iter(rows), None)
        if first is None:
            continue
        yield f"{end}{_encoded(name)}: [\n{_encoded(first)}"
        for row in written:
            yield f",\n{_encoded(row)}"
        yield "\n]"
        end = ",\n"
    yield "\n}"


def _in_order(tables: Json) -> Iterator[tuple[str, Iterable[Json]]]:
    return ((name, tables[name]) for name in chain(NAMED, tables.keys() - NAMED.keys()) if name in tables)


def _encoded(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def exported_row(table: Table, row: Row) -> Json:
    """A row as JSON values."""
    return {column.name: _plain(getattr(row, column.name)) for column in columns_of(table)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def imported_row(table: Table, workspace: str, row: Any) -> Json:
    """A row of an export for the database; raises ValueError, naming the column, for what is no such row."""
    columns = {column.name: column for column in columns_of(table)}
    if not isinstance(row, dict) or row.keys() != columns.keys():
        raise ValueError(f"its columns are not {', '.join(columns)}")
    return {"workspace": workspace, **{name: _value(columns[name], value) for name, value in row.items()}}


def _value(column: Column[Any], value: Any) -> Any:
    python_type = kind(column)
    if python_type not in _WRITTEN or (value is None and column.nullable):
        return value
    if not isinstance(value, _WRITTEN[python_type]) or (isinstance(value, bool) and python_type is not bool):
        raise ValueError(f"{column.name} is {value!r}")
    if python_type is datetime:
        return instant(str(value))
    return date.fromisoformat(str(value)) if python_type is date else value


def instant(written: str) -> datetime:
    """A time of an export, in UTC; raises ValueError."""
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        raise ValueError(f"{written} has no time zone")
    return moment.astimezone(UTC)
