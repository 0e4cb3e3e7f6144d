"""Read everything that is kept, as everyone does, to find what can't be read."""

from collections.abc import Iterable

from sqlmodel import col

from storage import goals, plans, ratings, tactic_lists
from storage import history as logbook
from storage.check_in_rows import answer_from, counts_from, read_check_ins
from storage.delivery_rows import delivery_from
from storage.engine.transactions import Tx
from storage.readable import read
from storage.rows import rows_of
from storage.tables import AnswerRow, CheckInRow, DeliveryRow

_ALL = 10**9


def note_unreadable(tx: Tx, plan_ids: Iterable[str]) -> None:
    """Read a workspace with these plans; what can't be read is noted on the transaction."""
    for plan in plans.of_ids(tx, plan_ids):
        goals.of_plan(tx, plan, dropped=True)
        for tactic in tactic_lists.all_of_plan(tx, plan):
            ratings.all_of(tx, tactic.id)
        logbook.page(tx, plan, 0, _ALL)
        read_check_ins(tx, rows_of(CheckInRow, tx.workspace, CheckInRow.plan == plan))
    counted = rows_of(CheckInRow, tx.workspace, col(CheckInRow.counts).is_not(None))
    read(tx, counted, CheckInRow, lambda row: counts_from(row.counts or {}))
    read(tx, rows_of(AnswerRow, tx.workspace), AnswerRow, answer_from)
    read(tx, rows_of(DeliveryRow, tx.workspace), DeliveryRow, delivery_from)
