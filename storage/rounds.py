"""Rounds of rating: their end, whoever or whatever brings it about."""

from datetime import datetime

from planning.logbook import Action
from planning.priorities import reveals, score
from planning.tactics import Tactic
from storage import deliveries, logbook, ratings, tactics
from storage.store import Tx


async def settle(tx: Tx, workspace: str, tactic: Tactic, now: datetime) -> Tactic:
    """The tactic, with its blind round's ratings revealed if that round is over (`priorities.reveals`).

    The reveal is kept with its logbook entry, and messages about the tactic become due for drawing anew.
    """
    if not (tactic.is_open and tactic.blind):
        return tactic
    given = await ratings.of_round(tx, workspace, tactic.id, tactic.round)
    if not reveals(tactic.owners, (rating.person for rating in given), tactic.rate_by, now):
        return tactic
    revealed = await tactics.save_round(tx, workspace, tactic.revealed(score(given), now))
    await logbook.add(
        tx,
        workspace,
        plan=tactic.plan,
        at=now,
        person=None,
        action=Action.RATINGS_REVEALED,
        subject=tactic.id,
        title=tactic.title,
    )
    await deliveries.redraw(tx, workspace, tactic.id)
    return revealed
