"""What several nouns share: reading within a workspace, numbering, finding, changing what was read."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any, TypeVar, cast

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Insert,
    Table,
    Update,
    bindparam,
    case,
    func,
    insert,
    literal_column,
    type_coerce,
    update,
)
from sqlalchemy.orm import Mapped
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from planning.errors import Code, PlanningError
from planning.text import folded
from storage.engine.transactions import GlobalTx, Tx
from storage.lenient import lenient
from storage.tables import NumberedRow, Row, VersionedRow

AT_ONCE = 5000  # ids in a statement, of the 32,766 that SQLite takes
TITLES_SHOWN = 5
_MAX_WANTED = 6000  # longer than any title folds to, shorter than what databases take to compare
_SUSPENDED = "suspended_at"  # only storage.suspension changes it
_MAX_DIGITS = 9  # no plan has a billionth tactic, and no database a number of a thousand digits

AnyRow = TypeVar("AnyRow", bound=Row)
Numbered = TypeVar("Numbered", bound=NumberedRow)


def rows_of(
    table: type[AnyRow], workspace: str | BindParameter[str], *criteria: ColumnElement[bool] | bool
) -> SelectOfScalar[AnyRow]:
    """Select the rows of one workspace that meet the criteria.

    They come as read-only tuples with the table's attributes, not as entities of the session. A value of
    another type than its column's comes as it is stored, or as UNPARSED.

    Statements on hot paths are built once, at import: with `WORKSPACE`, bound parameters, and `columns_of`
    the table, so that the ORM has nothing to do with them.
    """
    return all_rows_of(table).where(table_of(table).columns.workspace == workspace, *criteria)


@cache
def all_rows_of(table: type[AnyRow]) -> SelectOfScalar[AnyRow]:
    """The rows of a table in every workspace, as `rows_of` gives them."""
    columns = (
        type_coerce(column, lenient(column.type)).label(column.name) for column in table_of(table).columns
    )
    return cast("SelectOfScalar[AnyRow]", select(*columns))


def table_of(row: type[Row]) -> Table:
    """The table of a class of rows."""
    return Row.metadata.tables[str(row.__tablename__)]


def columns_of(row: type[Row]) -> ReadOnlyColumnCollection[str, Column[Any]]:
    """The columns of a class of rows, unknown to the ORM: statements on them run three times as fast."""
    return table_of(row).columns


def earliest(tx: GlobalTx, at: Mapped[datetime | None]) -> datetime | None:
    """The first moment of a column that falls due, in any workspace; None where there is none."""
    waits = (at.is_not(None), literal_column(_SUSPENDED).is_(None))
    return tx.exec(select(at).where(*waits).order_by(at).limit(1)).one_or_none()


def exists(tx: Tx, table: type[VersionedRow], id_: str) -> bool:
    """Whether the workspace has a row of that id."""
    return tx.exec(rows_of(table, tx.workspace, col(table.id) == id_)).first() is not None


def insert_all(tx: GlobalTx, table: type[Row], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write new rows of a table, each by its columns, in one statement."""
    if rows:
        tx.connection().execute(_insert_into(table), rows)


def put(tx: GlobalTx, row: Row) -> None:
    """Insert a row, or update the one of the same primary key; it must have other columns, too."""
    table, values = type(row), values_of(row)
    bound = {f"new_{name}": value for name, value in values.items()}
    if not tx.connection().execute(_update_by_key(table), bound).rowcount:
        insert_all(tx, table, [values])


def values_of(row: Row) -> dict[str, Any]:
    """The values of a row, by column."""
    return {column.name: getattr(row, column.name) for column in columns_of(type(row))}


@cache
def _insert_into(table: type[Row]) -> Insert:
    return insert(table_of(table))


@cache
def _update_by_key(table: type[Row]) -> Update:
    """Parameters are called `new_` and the column's name, those of the primary key too."""
    keys = table_of(table).primary_key.columns
    others = [
        column.name for column in columns_of(table) if column.name not in keys and column.name != _SUSPENDED
    ]
    return (
        update(table_of(table))
        .where(*(key == bindparam(f"new_{key.name}") for key in keys))
        .values({name: bindparam(f"new_{name}") for name in others})
    )


@cache
def _update_version(table: type[VersionedRow], leaving: tuple[str, ...]) -> Update:
    """As `_update_by_key`, of the version before; `leaving` some columns as they are."""
    columns = columns_of(table)
    others = [
        column.name for column in columns if column.name not in ("workspace", "id", _SUSPENDED, *leaving)
    ]
    return (
        update(table_of(table))
        .where(
            columns.workspace == bindparam("new_workspace"),
            columns.id == bindparam("new_id"),
            columns.version == bindparam("version_before"),
        )
        .values({name: bindparam(f"new_{name}") for name in others})
    )


def change(tx: Tx, row: VersionedRow, leaving: tuple[str, ...] = ()) -> None:
    """Update the version before `row`, `leaving` some columns as they are.

    Raises CHANGED_MEANWHILE or GONE.
    """
    table = type(row)
    bound = {f"new_{name}": value for name, value in values_of(row).items()}
    changed = tx.connection().execute(
        _update_version(table, leaving), bound | {"version_before": row.version - 1}
    )
    if not changed.rowcount:
        raise PlanningError(Code.CHANGED_MEANWHILE if exists(tx, table, row.id) else Code.GONE)


def next_number(tx: Tx, table: type[NumberedRow], plan: str) -> int:
    """The number for what is added to the plan next, from 1; none is ever given twice."""
    highest = select(func.max(table.number)).where(
        col(table.workspace) == tx.workspace, col(table.plan) == plan
    )
    return (tx.exec(highest).one() or 0) + 1


def hashed(secret: str) -> str:
    """What is kept of a secret of 256 random bits: enough to know it again, too little to use it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def batched(ids: Iterable[str], most: int) -> Iterator[list[str]]:
    """The ids in their order, up to `most` at a time."""
    rest = iter(ids)
    while batch := list(islice(rest, most)):
        yield batch


def find(tx: Tx, table: type[Numbered], plan: str, words: str, first: ColumnElement[bool]) -> Numbered:
    """The row of the plan that `words` mean: its number ("2", "#2"), its title, or words in its title.

    Among titles, those that meet `first` come before others, and a whole title before a part of one. Raises
    REFERENCE_MISSING, REFERENCE_UNKNOWN (values: words) or REFERENCE_AMBIGUOUS (values: words, and titles:
    up to five (number, title)).
    """
    wanted = folded(words).strip()
    if not wanted:
        raise PlanningError(Code.REFERENCE_MISSING)
    numbered = _by_number(tx, table, plan, wanted)
    best = [numbered] if numbered else _by_title(tx, table, plan, wanted, first)
    if not best:
        raise PlanningError(Code.REFERENCE_UNKNOWN, words=words)
    if len(best) > 1:
        titles = [(row.number, row.title) for row in best[:TITLES_SHOWN]]
        raise PlanningError(Code.REFERENCE_AMBIGUOUS, words=words, titles=titles)
    return best[0]


def id_of_number(tx: Tx, table: type[NumberedRow], plan: str, number: int) -> str | None:
    """The id of the plan's row of that number, from 1 to 999,999,999."""
    wanted = select(col(table.id)).where(
        col(table.workspace) == tx.workspace, col(table.plan) == plan, col(table.number) == number
    )
    return tx.exec(wanted).one_or_none()


def _by_number(tx: Tx, table: type[Numbered], plan: str, wanted: str) -> Numbered | None:
    digits = wanted.removeprefix("#")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= _MAX_DIGITS):
        return None
    numbered = rows_of(table, tx.workspace, col(table.plan) == plan, col(table.number) == int(digits))
    return tx.exec(numbered).one_or_none()


def _by_title(
    tx: Tx, table: type[Numbered], plan: str, wanted: str, first: ColumnElement[bool]
) -> list[Numbered]:
    """The rows that fit best, by number; one more than are shown, at most."""
    if len(wanted) > _MAX_WANTED:
        return []
    whole = col(table.folded) == wanted
    rank = case((first & whole, 0), (first, 1), (whole, 2), else_=3)
    fitting = (
        col(table.workspace) == tx.workspace,
        col(table.plan) == plan,
        col(table.folded).contains(wanted, autoescape=True),
    )
    ranked = select(table, rank).where(*fitting).order_by(rank, col(table.number)).limit(TITLES_SHOWN + 1)
    found = tx.exec(ranked.execution_options(populate_existing=True)).all()
    return [row for row, place in found if place == found[0][1]]
