"""Read everything that is stored, as the bot does, to find what can't be read."""

from collections.abc import Callable, Iterable

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import goals, history, plans, ratings, tactic_lists
from storage.check_in_rows import answer_from, counts_from, read_check_ins
from storage.delivery_rows import delivery_from
from storage.engine.transactions import Tx
from storage.readable import readable
from storage.rows import AnyRow, batched, rows_of
from storage.tables import AnswerRow, CheckInRow, DeliveryRow, TacticRow

_BATCH = 1000  # rows


def note_unreadable(tx: Tx, plan_ids: Iterable[str]) -> None:
    """Read a workspace with these plans, in batches; what can't be read is noted on the transaction."""
    for plan in plans.of_ids(tx, plan_ids):
        goals.of_plan(tx, plan, dropped=True)
        _read_tactics(tx, plan)
        _read_history(tx, plan)
        read_check_ins(tx, rows_of(CheckInRow, tx.workspace, CheckInRow.plan == plan))
    counted = rows_of(CheckInRow, tx.workspace, col(CheckInRow.counts).is_not(None))
    _read(tx, counted, CheckInRow, lambda row: counts_from(row.counts or {}))
    _read(tx, rows_of(AnswerRow, tx.workspace), AnswerRow, answer_from)
    _read(tx, rows_of(DeliveryRow, tx.workspace), DeliveryRow, delivery_from)


def _read(
    tx: Tx, wanted: SelectOfScalar[AnyRow], table: type[AnyRow], build: Callable[[AnyRow], object]
) -> None:
    for _ in readable(tx, table, tx.exec(wanted.execution_options(yield_per=_BATCH)), build):
        pass


def _read_tactics(tx: Tx, plan: str) -> None:
    ids = select(TacticRow.id).where(TacticRow.workspace == tx.workspace, TacticRow.plan == plan)
    for batch in batched(tx.exec(ids).all(), _BATCH):
        tactic_lists.of_ids(tx, batch)
        ratings.raters(tx, ((id_, 1) for id_ in batch))


def _read_history(tx: Tx, plan: str) -> None:
    offset, total = 0, 1
    while offset < total:
        _, total = history.page(tx, plan, offset, _BATCH)
        offset += _BATCH
