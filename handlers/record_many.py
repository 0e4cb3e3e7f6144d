"""Writing down much that is new at once, as if each were added by hand, in few statements."""

from collections.abc import Iterator, Mapping, Sequence

from handlers.record import rating_request
from handlers.schedule import enlist
from handlers.visit import Visit
from planning.deliveries import Delivery, Kind
from planning.goals import Goal, goal_fields
from planning.logbook import Action, Entry, changes
from planning.priorities import Rating, reveals
from planning.tactic_fields import tactic_fields
from planning.tactics import Tactic
from storage import deliveries, goals, homes, logbook, ratings, rounds, tactics
from storage.store import Tx


def all_added(
    tx: Tx,
    visit: Visit,
    plan: str,
    new_goals: Sequence[Goal],
    new_tactics: Sequence[Tactic],
    given: Mapping[str, Rating],
) -> None:
    """Keep goals and open tactics that the plan of that id cannot have yet, and ask the owners to rate them.

    `given` are ratings of the visitor's own, by the tactic's id.
    """
    goals.add_all(tx, visit.workspace, new_goals)
    tactics.add_all(tx, visit.workspace, new_tactics)
    ratings.add_first(tx, visit.workspace, given)
    logbook.add_all(tx, visit.workspace, plan, _entries(visit, new_goals, new_tactics, given))
    deliveries.owe_new(tx, _requests(visit, new_tactics, given))
    owners = sorted({owner for tactic in new_tactics for owner in tactic.owners})
    enlist(tx, visit.workspace, owners, visit.now)
    for person in {*owners, visit.person.id}:
        deliveries.redraw_newest(tx, visit.workspace, Kind.DIGEST, person)
    homes.changed(tx, visit.workspace, [*owners, visit.person.id])
    homes.plan_changed(tx, visit.workspace, plan)
    for tactic in new_tactics:
        if tactic.id in given and reveals(tactic.owners, [visit.person.id], tactic.rate_by, visit.now):
            rounds.settle(tx, visit.workspace, tactic, visit.now)


def _entries(
    visit: Visit, new_goals: Sequence[Goal], new_tactics: Sequence[Tactic], given: Mapping[str, Rating]
) -> Iterator[Entry]:
    def entry(action: Action, new: Goal | Tactic, fields: Mapping[str, object]) -> Entry:
        found = changes({}, fields)
        return Entry(new.plan, 0, visit.now, visit.person.id, action, new.id, new.title, found)

    for goal in new_goals:
        yield entry(Action.GOAL_ADDED, goal, goal_fields(goal))
    for tactic in new_tactics:
        yield entry(Action.TACTIC_ADDED, tactic, tactic_fields(tactic))
        if tactic.id in given:
            yield entry(Action.TACTIC_RATED, tactic, {})


def _requests(visit: Visit, new_tactics: Sequence[Tactic], given: Mapping[str, Rating]) -> Iterator[Delivery]:
    for tactic in new_tactics:
        rated = {visit.person.id} if tactic.id in given else set()
        yield from (rating_request(visit, tactic, owner) for owner in tactic.owners if owner not in rated)
