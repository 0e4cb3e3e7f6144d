"""Ratings, and the rounds in which they are given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from planning.delivery_payloads import DailyItem
from planning.history import Action
from planning.people import require_rater
from planning.plan import Plan
from planning.priorities import Rating
from planning.tactics import Tactic
from storage import calendars, homes, plans, ratings, redraws, tactics
from storage.changes.base import Actor
from storage.changes.history import record
from storage.changes.news import ask_all
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
    redraws.redraw_personal(tx, actor.person.id)
    redraw_clicked(tx, actor)
    homes.changed(tx, [actor.person.id])
    settle(tx, tactic, actor.now)
    return True


@dataclass(frozen=True, slots=True)
class OpenedRound:
    """The round of a tactic when a form was opened, and whether its ratings were hidden then."""

    number: int
    blind: bool


@dataclass(frozen=True, slots=True)
class RatedTactics:
    """What became of ratings that are not counted: of tactics `revealed` meanwhile, or (titles) not open."""

    revealed: tuple[Tactic, ...]
    not_counted: tuple[str, ...]


def rate_tactics(
    tx: Tx, actor: Actor, opened: Mapping[str, OpenedRound], given: Mapping[str, Rating]
) -> RatedTactics:
    """Save the actor's ratings (by tactic), each as `rate_tactic` does if it is still as it was `opened`."""
    revealed, not_counted = [], []
    for id_, rating in given.items():
        tactic = tactics.get(tx, id_)
        is_open = tactic.is_open and plans.get(tx, tactic.plan).closed_at is None
        if not is_open:
            not_counted.append(tactic.title)
        elif tactic.round != opened[id_].number or (opened[id_].blind and not tactic.blind):
            revealed.append(tactic)
        else:
            rate_tactic(tx, actor, id_, tactic.round, rating)
    return RatedTactics(tuple(revealed), tuple(not_counted))


def start_second_round(tx: Tx, actor: Actor, tactic_id: str) -> None:
    """Start a second blind round for a contested tactic.

    Raises GONE, PLAN_CLOSED, and what `Tactic.second_round` raises.
    """
    before = tactics.get(tx, tactic_id)
    plan = plans.get(tx, before.plan)
    plan.require_open()
    _start_round(tx, actor, before, before.second_round(_deadline(tx, actor, plan, before)))


def rate_again(tx: Tx, actor: Actor, plan: Plan, tactic: Tactic, why: str) -> None:
    """Start another blind round for a tactic of `plan`, contested or not."""
    _start_round(tx, actor, tactic, tactic.in_new_round(_deadline(tx, actor, plan, tactic)), why)


def request_ratings(tx: Tx, actor: Actor, tactic: Tactic, people: Iterable[str]) -> None:
    """Ask each of `people` but the actor who has not rated in the round under way.

    Whose hour it isn't is asked in their daily message, as everyone is who has not rated by then.
    """
    if not (tactic.blind and tactic.is_open):
        return
    rated = {rating.person for rating in ratings.of_round(tx, tactic.id, tactic.round)}
    missing = set(people) - rated - {actor.person.id}
    present = missing - calendars.away_throughout(tx, missing, actor.now, tactic.rate_by)
    ask_all(tx, actor.now, {person: [DailyItem("rating", tactic.id)] for person in sorted(present)})


def _deadline(tx: Tx, actor: Actor, plan: Plan, tactic: Tactic) -> datetime:
    """When a round that starts now ends, for its owners."""
    return calendars.rating_deadline(tx, plan, tactic.owners, actor.now)


def _start_round(tx: Tx, actor: Actor, before: Tactic, after: Tactic, why: str = "") -> None:
    """Begin the round that `after` is in: its owners and everybody who rated before are asked."""
    given = ratings.of_round(tx, before.id, before.round)
    saved = tactics.save_round(tx, after)
    _record(tx, actor, Action.SECOND_ROUND, saved, why)
    homes.changed(tx, saved.owners)
    request_ratings(tx, actor, saved, {rating.person for rating in given} | set(saved.owners))


def _record(tx: Tx, actor: Actor, action: Action, tactic: Tactic, why: str = "") -> None:
    record(tx, actor, action, plan=tactic.plan, subject=tactic.id, title=tactic.title, why=why)
