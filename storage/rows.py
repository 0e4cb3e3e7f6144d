"""What several nouns share: reading within a workspace, numbering, finding, changing what was read."""

import unicodedata
from typing import TypeVar

from sqlalchemy import ColumnElement, case, func, update
from sqlmodel import col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from planning.errors import Code, PlanningError
from storage.store import Tx
from storage.tables import NumberedRow, Row, VersionedRow

TITLES_SHOWN = 5
_DIGITS_MOST = 9  # no plan has a billionth tactic, and no database a number of a thousand digits

AnyRow = TypeVar("AnyRow", bound=Row)
Numbered = TypeVar("Numbered", bound=NumberedRow)


def rows_of(
    table: type[AnyRow], workspace: str, *criteria: ColumnElement[bool] | bool
) -> SelectOfScalar[AnyRow]:
    """The rows of one workspace that meet the criteria: every select of whole rows starts here.

    They are read anew even where the session has seen them before.
    """
    chosen = select(table).where(col(table.workspace) == workspace, *criteria)
    return chosen.execution_options(populate_existing=True)


async def exists(tx: Tx, table: type[VersionedRow], workspace: str, id_: str) -> bool:
    """Whether the workspace has a row of that id."""
    return (await tx.exec(rows_of(table, workspace, col(table.id) == id_))).first() is not None


async def change(tx: Tx, row: VersionedRow) -> None:
    """Put `row` in the place of the version before it; raises CHANGED_MEANWHILE or GONE."""
    table = type(row)
    of_id = (col(table.workspace) == row.workspace, col(table.id) == row.id)
    changed = await tx.exec(
        update(table)
        .where(*of_id, col(table.version) == row.version - 1)
        .values(row.model_dump(exclude={"workspace", "id"}))
        .execution_options(synchronize_session=False)
    )
    if not changed.rowcount:
        raise PlanningError(
            Code.CHANGED_MEANWHILE if await exists(tx, table, row.workspace, row.id) else Code.GONE
        )


async def next_number(tx: Tx, table: type[NumberedRow], workspace: str, plan: str) -> int:
    """The number for what is added to the plan next, from 1; none is ever given twice."""
    highest = select(func.max(table.number)).where(col(table.workspace) == workspace, col(table.plan) == plan)
    return ((await tx.exec(highest)).one() or 0) + 1


def folded(words: str) -> str:
    """`words` for comparing without regard to case, in any script."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", words).casefold())


async def find(
    tx: Tx, table: type[Numbered], workspace: str, plan: str, words: str, first: ColumnElement[bool]
) -> Numbered:
    """The row of the plan that `words` mean: its number ("2", "#2"), its title, or words in its title.

    Among titles, those that meet `first` come before others, and a whole title before a part of one. Raises
    REFERENCE_MISSING, REFERENCE_UNKNOWN (values: words) or REFERENCE_AMBIGUOUS (values: words, and titles:
    up to five (number, title)).
    """
    wanted = folded(words).strip()
    if not wanted:
        raise PlanningError(Code.REFERENCE_MISSING)
    in_plan = rows_of(table, workspace, col(table.plan) == plan)
    return await _by_number(tx, table, in_plan, wanted) or await _by_title(
        tx, table, in_plan, wanted, words, first
    )


async def _by_number(
    tx: Tx, table: type[Numbered], in_plan: SelectOfScalar[Numbered], wanted: str
) -> Numbered | None:
    digits = wanted.removeprefix("#")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= _DIGITS_MOST):
        return None
    return (await tx.exec(in_plan.where(col(table.number) == int(digits)))).one_or_none()


async def _by_title(
    tx: Tx,
    table: type[Numbered],
    in_plan: SelectOfScalar[Numbered],
    wanted: str,
    words: str,
    first: ColumnElement[bool],
) -> Numbered:
    whole = col(table.folded) == wanted
    rank = case((first & whole, 0), (first, 1), (whole, 2), else_=3)
    ranked: Select[Numbered, int] = in_plan.where(
        col(table.folded).contains(wanted, autoescape=True)
    ).add_columns(rank)  # type: ignore[assignment]  # SQLModel types its own select(), not what is added later
    found = (await tx.exec(ranked.order_by(rank, col(table.number)).limit(TITLES_SHOWN + 1))).all()
    best = [row for row, place in found if place == found[0][1]]
    if not best:
        raise PlanningError(Code.REFERENCE_UNKNOWN, words=words)
    if len(best) > 1:
        titles = [(row.number, row.title) for row in best[:TITLES_SHOWN]]
        raise PlanningError(Code.REFERENCE_AMBIGUOUS, words=words, titles=titles)
    return best[0]
