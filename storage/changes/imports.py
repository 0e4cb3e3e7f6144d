"""Many goals and tactics added at once, as if each were added by hand, in few statements."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from planning.deadlines import rating_deadline
from planning.delivery_payloads import DailyItem, news_item
from planning.errors import Code, PlanningError
from planning.goals import Goal, goal_fields
from planning.history import Action, Entry, changes
from planning.news import news_of
from planning.priorities import Rating, reveals
from planning.quiet import Availability, is_away_throughout
from planning.sheets import ImportResult, ImportTarget, PeopleByName
from planning.tactic_fields import tactic_fields
from planning.tactics import Tactic
from storage import calendars, goals, history, homes, plans, ratings, redraws, tactic_lists, tactics
from storage.changes.base import Actor
from storage.changes.history import as_one
from storage.changes.news import ask_all
from storage.changes.rating_rounds import settle
from storage.changes.schedule import schedule_daily_messages
from storage.engine.transactions import Tx
from storage.news import put as put_news


def read_import_target(
    tx: Tx, actor: Actor, plan_id: str, people: PeopleByName, members: Collection[str]
) -> ImportTarget:
    """What the actor's rows would be added to; raises GONE and PLAN_CLOSED."""
    plan = plans.get(tx, plan_id)
    plan.require_open()
    return ImportTarget(
        plan=plan,
        goals=goals.of_plan(tx, plan_id, dropped=True),
        tactics=tactic_lists.titles_of_plan(tx, plan_id),
        people=people,
        members=members,
        by=actor.person.id,
        now=actor.now,
    )


def import_rows(
    tx: Tx, actor: Actor, target: ImportTarget, found: ImportResult, ids: Collection[str]
) -> bool:
    """Add what was found in a spreadsheet's rows, numbered on from what is there.

    False where some of the `ids` that it takes are there already, as after a double click. Raises GONE,
    PLAN_CLOSED, and CHANGED_MEANWHILE where the plan is not as it was when the rows were read (`target`).
    """
    plan_id = target.plan.id
    now = read_import_target(tx, actor, plan_id, target.people, target.members)
    if now.has_any(ids):
        return False
    if now != target:
        raise PlanningError(Code.CHANGED_MEANWHILE)
    goal = goals.next_number(tx, plan_id)
    tactic = tactics.next_number(tx, plan_id)
    new_goals = [replace(new, number=number) for number, new in enumerate(found.goals, goal)]
    new_tactics = [replace(new, number=number) for number, new in enumerate(found.tactics, tactic)]
    add_all(tx, actor, plan_id, new_goals, new_tactics, found.ratings)
    return True


def add_all(
    tx: Tx,
    actor: Actor,
    plan: str,
    new_goals: Sequence[Goal],
    new_tactics: Sequence[Tactic],
    given: Mapping[str, Rating],
) -> None:
    """Save goals and open tactics that the plan of that id cannot have yet, and ask others to rate theirs.

    `given` are the actor's own ratings, by the tactic's id.
    """
    owners = sorted({owner for tactic in new_tactics for owner in tactic.owners})
    known = calendars.of_people(tx, owners)
    new_tactics = _with_deadlines(tx, actor, plan, new_tactics, known)
    goals.add_all(tx, new_goals)
    tactics.add_all(tx, new_tactics)
    ratings.add_first(tx, given)
    history.add_all(tx, plan, _entries(as_one(tx, actor, plan), new_goals, new_tactics, given))
    _tell_owners(tx, actor, new_tactics)
    schedule_daily_messages(tx, owners, actor.now)
    for person in {*owners, actor.person.id}:
        redraws.redraw_personal(tx, person)
    homes.changed(tx, [*owners, actor.person.id])
    homes.plan_changed(tx, plan)
    for tactic in new_tactics:
        present = _present(tactic, known, actor.now)
        if tactic.id in given and reveals(present, [actor.person.id], tactic.rate_by, actor.now):
            settle(tx, tactic, actor.now)


def _with_deadlines(
    tx: Tx, actor: Actor, plan_id: str, new: Sequence[Tactic], known: Mapping[str, Availability]
) -> list[Tactic]:
    """The tactics, each with time enough for its owners to rate it."""
    plan = plans.get(tx, plan_id)
    calendar = calendars.of_plan(tx, plan)

    @cache
    def deadline(owners: tuple[str, ...]) -> datetime:
        return rating_deadline(calendar, plan.rating_days, [known[owner] for owner in owners], actor.now)

    return [replace(tactic, rate_by=deadline(tactic.owners)) for tactic in new]


def _present(tactic: Tactic, known: Mapping[str, Availability], now: datetime) -> list[str]:
    """The owners who are not away until the tactic's ratings are due."""
    return [owner for owner in tactic.owners if not is_away_throughout(known[owner], now, tactic.rate_by)]


def _entries(
    actor: Actor, new_goals: Sequence[Goal], new_tactics: Sequence[Tactic], given: Mapping[str, Rating]
) -> Iterator[Entry]:
    def entry(action: Action, new: Goal | Tactic, fields: Mapping[str, object]) -> Entry:
        found = changes({}, fields)
        by, batch = actor.person.id, actor.batch
        return Entry(new.plan, 0, actor.now, by, action, new.id, new.title, found, batch=batch)

    for goal in new_goals:
        yield entry(Action.GOAL_ADDED, goal, goal_fields(goal))
    for tactic in new_tactics:
        yield entry(Action.TACTIC_ADDED, tactic, tactic_fields(tactic))
        if tactic.id in given:
            yield entry(Action.TACTIC_RATED, tactic, {})


def _tell_owners(tx: Tx, actor: Actor, new_tactics: Sequence[Tactic]) -> None:
    """What each owner but the actor has to do and to rate, in one message of theirs."""
    asks: dict[str, list[DailyItem]] = {}
    news = [one for tactic in new_tactics for one in news_of(None, tactic, actor.person.id, actor.now)]
    for one in news:
        asked = asks.setdefault(one.person, [])
        asked += [news_item(one), DailyItem("rating", one.tactic)]
    told = ask_all(tx, actor.now, asks)
    put_news(tx, [one for one in news if one.person not in told])
