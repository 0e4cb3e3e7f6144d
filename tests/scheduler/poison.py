"""Stored records with one field spoilt, beside those that are as they should be."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, Table

from storage.tables import Row
from storage.transfer.format import kind

HUGE = "x" * 50_000
# What SQLite lets a column hold, by what it should hold; None goes into those that may be empty.
POISON: dict[type, tuple[object, ...]] = {
    str: (None, "", " ", "\u2603 nonsense", HUGE, b"\xff"),
    int: (None, "nonsense", -1, 0, 10**18, 1.5, b"\xff"),
    float: (None, "nonsense", float("inf"), -1.0e308),
    bool: ("nonsense", 7, -1),
    date: (None, "", "nonsense", "0001-01-01", "9999-12-31", "2027-13-45", 20270101, b"\xff"),
    datetime: (None, "", "nonsense", "0001-01-01 00:00:00.000000", "9999-12-31 23:59:59.999999", 7, b"\xff"),
    dict: (None, "", "{", "null", "5", "[]", '{"a": 1}', "[" * 5000, b"\xff"),
    list: ("", "{", "null", "5", "{}", "[null]", "[[1]]", '[["state", 5, {}]]', '[{"id": 5}]', b"\xff"),
}
# What makes a copy of a row another one.
OWN = {
    "plans": ("id", "channel"),
    "company_goals": ("id",),
    "goals": ("id", "number"),
    "readings": ("on",),
    "history": ("number",),
    "tactics": ("id", "number"),
    "tactic_owners": ("person",),
    "ratings": ("person",),
    "occurrences": ("on",),
    "check_ins": ("id",),
    "check_in_people": ("person",),
    "answers": ("person",),
    "deliveries": ("id", "occasion"),
    "people": ("id",),
    "preferences": ("person",),
    "daily_messages": ("person",),
    "snoozes": ("person",),
    "news": ("person",),
    "homes": ("person",),
    "home_plans": ("person",),
    "calendar_feeds": ("person", "secret"),
}


def spoil(path: Path, name: str) -> int:
    """Copy a row of a table once for each thing that can be wrong with it; how many that makes."""
    table = Row.metadata.tables[name]
    with closing(sqlite3.connect(path)) as database, database:
        database.row_factory = sqlite3.Row
        database.execute("PRAGMA ignore_check_constraints = ON")
        rows = database.execute(f"SELECT * FROM {name} ORDER BY rowid DESC LIMIT 1").fetchall()  # noqa: S608
        spoilt = [spoilt for row in rows for spoilt in _spoilt(table, dict(row))]
        for row in spoilt:
            names = ", ".join(f'"{column}"' for column in row)
            marks = ", ".join("?" * len(row))
            database.execute(f"INSERT INTO {name} ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
    return len(spoilt)


def _spoilt(table: Table, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    number = 0
    for column in table.columns:
        if column.name == "workspace":
            continue
        for value in POISON[_kind(column)]:
            if value is None and not column.nullable:
                continue
            number += 1
            own = {name: _another(row[name], number) for name in OWN[table.name]}
            yield {**row, **own, column.name: value}


def _kind(column: Column[Any]) -> type:
    if isinstance(column.type, JSON):
        return dict if column.nullable else list
    return kind(column)


def _another(value: Any, number: int) -> Any:
    if isinstance(value, int):
        return 1000 + number
    try:
        return (date.fromisoformat(str(value)[:10]) - timedelta(days=1000 + number)).isoformat()
    except ValueError:
        return f"{value[0]}SPOILT{number}"
