"""Learning: what a tactic really was."""

from storage import tactics
from storage.changes.actor import Actor
from storage.changes.redraws import redraw_clicked
from storage.engine.transactions import Tx


def judge_tactic(
    tx: Tx, actor: Actor, tactic_id: str, *, value: int | None = None, complexity: int | None = None
) -> None:
    """Save what value or complexity a done tactic really had, 1-5 each; None leaves what was said before.

    Raises GONE and what `Tactic.judged` does.
    """
    before = tactics.get(tx, tx.workspace, tactic_id)
    after = before.judged(value or before.actual_value, complexity or before.actual_complexity)
    tactics.save(tx, tx.workspace, after)
    redraw_clicked(tx, actor)
