"""Ratings, the rounds in which they are given, and the requests for them."""

from collections.abc import Iterable

from planning.deliveries import Delivery, Kind, round_of
from planning.history import Action
from planning.people import require_rater
from planning.plan import Plan
from planning.priorities import Rating
from planning.tactics import Tactic, rating_deadline
from storage import deliveries, homes, plans, ratings, redraws, tactics
from storage.changes.base import Actor
from storage.changes.history import record
from storage.changes.rating_rounds import settle
from storage.changes.redraws import redraw_clicked
from storage.engine.transactions import Tx


def rate_tactic(tx: Tx, actor: Actor, tactic_id: str, round_: int, rating: Rating) -> bool:
    """Save the actor's rating of an open tactic, which may end the round; False if they said the same before.

    Raises GONE, what `require_rater` raises, PLAN_CLOSED, STATE_WRONG, or ROUND_OVER where the tactic is no
    longer in this `round_`.
    """
    tactic = tactics.get(tx, tactic_id)
    require_rater(actor.person, tactic)
    plans.get(tx, tactic.plan).require_open()
    tactic.require_open()
    tactic.require_round(round_)
    before = ratings.of_person(tx, tactic.id, tactic.round, rating.person)
    if before and before.same_as(rating):
        return False
    ratings.put(tx, tactic.id, tactic.round, rating)
    _record(tx, actor, Action.TACTIC_RATED, tactic)
    redraws.redraw_newest(tx, Kind.DIGEST, actor.person.id)
    redraw_clicked(tx, actor)
    homes.changed(tx, [actor.person.id])
    settle(tx, tactic, actor.now)
    return True


def start_second_round(tx: Tx, actor: Actor, tactic_id: str) -> None:
    """Start a second blind round for a contested tactic.

    Raises GONE, PLAN_CLOSED, and what `Tactic.second_round` raises.
    """
    before = tactics.get(tx, tactic_id)
    plan = plans.get(tx, before.plan)
    plan.require_open()
    _start_round(tx, actor, before, before.second_round(rating_deadline(plan, actor.now)))


def rate_again(tx: Tx, actor: Actor, plan: Plan, tactic: Tactic, why: str) -> None:
    """Start another blind round for a tactic of `plan`, contested or not."""
    _start_round(tx, actor, tactic, tactic.in_new_round(rating_deadline(plan, actor.now)), why)


def request_ratings(tx: Tx, actor: Actor, tactic: Tactic, people: Iterable[str]) -> None:
    """Enqueue a rating request for each of `people` who has not rated in the round under way."""
    if not (tactic.blind and tactic.is_open):
        return
    rated = {rating.person for rating in ratings.of_round(tx, tactic.id, tactic.round)}
    for person in set(people) - rated:
        deliveries.enqueue(tx, rating_request(tx, actor, tactic, person))


def rating_request(tx: Tx, actor: Actor, tactic: Tactic, person: str) -> Delivery:
    """The message that asks a person to rate a tactic in its current round."""
    return deliveries.new_delivery(
        tx,
        Kind.RATING_REQUEST,
        person,
        subject=tactic.id,
        occasion=round_of(tactic),
        due_at=actor.now,
        plan=tactic.plan,
    )


def _start_round(tx: Tx, actor: Actor, before: Tactic, after: Tactic, why: str = "") -> None:
    """Begin the round that `after` is in: its owners and everybody who rated before are asked."""
    given = ratings.of_round(tx, before.id, before.round)
    saved = tactics.save_round(tx, after)
    _record(tx, actor, Action.SECOND_ROUND, saved, why)
    homes.changed(tx, saved.owners)
    request_ratings(tx, actor, saved, {rating.person for rating in given} | set(saved.owners))


def _record(tx: Tx, actor: Actor, action: Action, tactic: Tactic, why: str = "") -> None:
    record(tx, actor, action, plan=tactic.plan, subject=tactic.id, title=tactic.title, why=why)
    redraws.redraw(tx, tactic.id)
