"""The end of rating rounds: by the last rating, or by the deadline."""

from datetime import datetime

from planning.history import Action
from planning.priorities import reveals, score
from planning.tactics import Tactic
from storage import calendars, history, homes, ratings, redraws, tactics
from storage.engine.transactions import Tx


def settle(tx: Tx, tactic: Tactic, now: datetime) -> Tactic:
    """The tactic with its blind round revealed if that is over (`priorities.reveals`).

    Owners who are away until its deadline aren't waited for.

    After the reveal every further rating updates the score at once. The newest personal messages of its
    owners and raters, and its owners' Homes are redrawn.
    """
    given = ratings.of_round(tx, tactic.id, tactic.round)
    raters = {rating.person for rating in given}
    away = calendars.away_throughout(tx, set(tactic.owners) - raters, now, tactic.rate_by)
    waiting = [owner for owner in tactic.owners if owner not in away]
    over = tactic.is_open and reveals(waiting, raters, tactic.rate_by, now)
    if tactic.blind and not over:
        return tactic
    settled = tactic.revealed(score(given), now)
    if settled == tactic:
        return tactic
    if tactic.blind:
        _write_down(tx, tactic, now)
    for person in sorted({*tactic.owners, *raters}):
        redraws.redraw_personal(tx, person)
    homes.changed(tx, tactic.owners)
    return tactics.save_round(tx, settled)


def end_round(tx: Tx, tactic_id: str, now: datetime) -> None:
    """End the round of a tactic whose deadline has passed; raises GONE."""
    tactic = tactics.get(tx, tactic_id)
    if settle(tx, tactic, now) == tactic:
        tactics.save_round(tx, tactic)  # which stores when it ends


def _write_down(tx: Tx, tactic: Tactic, now: datetime) -> None:
    history.add(
        tx,
        plan=tactic.plan,
        at=now,
        person=None,
        action=Action.RATINGS_REVEALED,
        subject=tactic.id,
        title=tactic.title,
    )
