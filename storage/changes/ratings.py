"""Requests to rate a tactic."""

from collections.abc import Iterable
from uuid import uuid4

from planning.deliveries import Delivery, Kind, round_of
from planning.tactics import Tactic
from storage import deliveries, ratings
from storage.changes.actor import Actor
from storage.store import Tx


def ask_ratings(tx: Tx, actor: Actor, tactic: Tactic, people: Iterable[str]) -> None:
    """Enqueue a rating request for each of `people` who has not rated in the round under way."""
    if not (tactic.blind and tactic.is_open):
        return
    rated = {rating.person for rating in ratings.of_round(tx, tx.workspace, tactic.id, tactic.round)}
    for person in set(people) - rated:
        deliveries.owe(tx, rating_request(tx, actor, tactic, person))


def rating_request(tx: Tx, actor: Actor, tactic: Tactic, person: str) -> Delivery:
    """The message that asks somebody to rate a tactic in its present round."""
    return Delivery(
        id=str(uuid4()),
        workspace=tx.workspace,
        kind=Kind.RATING_REQUEST,
        recipient=person,
        subject=tactic.id,
        occasion=round_of(tactic),
        due_at=actor.now,
        plan=tactic.plan,
    )
