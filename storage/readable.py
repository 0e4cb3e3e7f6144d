"""Rows become values one by one: a row that can't be read is left out, logged once, and named to readers."""

import hashlib
import logging
import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin

from sqlmodel.sql.expression import SelectOfScalar

from planning.calendar import MIN_YEAR
from planning.errors import Code, PlanningError
from planning.records import Unreadable
from storage.engine.transactions import GlobalTx, Tx
from storage.tables import Row

log = logging.getLogger(__name__)

# What reading a row may raise: a field is not what it should be, or its rule says no.
FAILURES = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    PlanningError,
)
MAX_NUMBER = 10**9
MAX_TEXT = 100_000
MAX_TITLE = 2_000
SPARE = 5  # of the newest, so that the last one that can be read is among them
_FOUND = "unreadable"
_LOGGED = "logged"  # the codes that were logged already, of one store

AnyRow = TypeVar("AnyRow", bound=Row)


class BadColumn(ValueError):
    """A column does not hold what it should: its name is all that this says."""


Value = TypeVar("Value")


def read(
    tx: Tx,
    wanted: SelectOfScalar[AnyRow],
    table: type[AnyRow],
    build: Callable[[AnyRow], Value],
    **values: Any,
) -> list[Value]:
    """What `build` returns for each of the `wanted` rows, in their order, without those that can't be read.

    `values` are the statement's bound parameters besides the workspace.
    """
    return [value for _, value in read_rows(tx, wanted, table, build, **values)]


def read_rows(
    tx: Tx,
    wanted: SelectOfScalar[AnyRow],
    table: type[AnyRow],
    build: Callable[[AnyRow], Value],
    **values: Any,
) -> list[tuple[AnyRow, Value]]:
    """As `read`, each value after its row."""
    return list(readable(tx, table, tx.exec(wanted, params=tx.bound(**values)), build))


def readable(
    tx: GlobalTx, table: type[AnyRow], rows: Iterable[AnyRow], build: Callable[[AnyRow], Value]
) -> Iterable[tuple[AnyRow, Value]]:
    """The rows that can be read, each with what `build` makes of it."""
    for row in rows:
        try:
            require_fit(table, row)
            value = build(row)
        except FAILURES as failure:
            note(tx, table, row, failure)
        else:
            yield row, value


def require_fit(table: type[Row], row: Iterable[object]) -> None:
    """Check that each column holds a value of its type, as SQLite does not; raises ValueError.

    `row` is a tuple that begins with the table's columns.
    """
    for (name, fits), value in zip(_columns(table), row, strict=False):
        if not fits(value):
            raise BadColumn(name)


def require(fits: bool, field: str) -> None:
    """A field says something that can be; raises ValueError."""
    if not fits:
        raise BadColumn(field)


def require_title(title: object, field: str) -> None:
    """A title says something, and not a book; raises ValueError."""
    require(isinstance(title, str) and bool(title.strip()) and len(title) <= MAX_TITLE, field)


def note(tx: GlobalTx, table: type[Row], row: object, failure: Exception) -> None:
    """Record that a row can't be read: this transaction's reader can name it, and the log does so once."""
    keys = _keys(table, row)
    found = Unreadable(str(table.__tablename__), _code(table, keys), _number(row), keys[-1])
    tx.info.setdefault(_FOUND, {})[found.table, *keys] = found
    logged: set[str] = tx.info.setdefault(_LOGGED, set())
    if found.code not in logged:
        logged.add(found.code)
        log.warning(
            "a record can't be read",
            extra={
                "code": found.code,
                "table": found.table,
                "id": ":".join(keys),
                "error": type(failure).__name__,
                "column": str(failure) if isinstance(failure, BadColumn) else "",
            },
        )


def unreadable(tx: GlobalTx, *tables: type[Row]) -> tuple[Unreadable, ...]:
    """What could not be read in this transaction, of these tables or of all."""
    names = {str(table.__tablename__) for table in tables}
    found: Mapping[Any, Unreadable] = tx.info.get(_FOUND, {})
    return tuple(one for one in found.values() if not names or one.table in names)


def is_noted(tx: GlobalTx, table: type[Row], row: object) -> bool:
    """Whether this row could not be read in this transaction."""
    return (str(table.__tablename__), *_keys(table, row)) in tx.info.get(_FOUND, {})


def missing(tx: GlobalTx, table: type[Row]) -> PlanningError:
    """Why a row looked for in this transaction was not found: UNREADABLE (values: reference) or GONE."""
    if found := unreadable(tx, table):
        return PlanningError(Code.UNREADABLE, reference=found[-1].code)
    return PlanningError(Code.GONE)


def _keys(table: type[Row], row: object) -> list[str]:
    return [str(getattr(row, key.name)) for key in Row.metadata.tables[str(table.__tablename__)].primary_key]


def _code(table: type[Row], keys: Iterable[str]) -> str:
    return hashlib.sha256("\0".join((str(table.__tablename__), *keys)).encode()).hexdigest()[:8]


def _number(row: object) -> int | None:
    number = getattr(row, "number", None)
    return number if type(number) is int and 0 < number < MAX_NUMBER else None


@cache
def _columns(table: type[Row]) -> tuple[tuple[str, Callable[[object], bool]], ...]:
    columns = Row.metadata.tables[str(table.__tablename__)].columns
    names = [column.name for column in columns]
    return tuple((name, _fitting(table.model_fields[name].annotation)) for name in names)


def _fitting(kind: Any) -> Callable[[object], bool]:
    """What tells whether a value is of a kind that columns have."""
    if isinstance(kind, UnionType):
        (given,) = (one for one in get_args(kind) if one is not NoneType)
        fits = _fitting(given)
        return lambda value: value is None or fits(value)
    if get_origin(kind) is list:
        each = _fitting(get_args(kind)[0])
        return lambda value: type(value) is list and all(map(each, value))
    return _FITTING[get_origin(kind) or kind]


_FITTING: Mapping[Any, Callable[[Any], bool]] = {
    Any: lambda _: True,
    str: lambda value: type(value) is str and len(value) <= MAX_TEXT,
    int: lambda value: type(value) is int and -MAX_NUMBER <= value <= MAX_NUMBER,
    float: lambda value: type(value) in (int, float) and math.isfinite(value),
    bool: lambda value: type(value) is bool,
    dict: lambda value: type(value) is dict,
    date: lambda value: type(value) is date and value.year >= MIN_YEAR,
    datetime: lambda value: type(value) is datetime and value.year >= MIN_YEAR,
}
