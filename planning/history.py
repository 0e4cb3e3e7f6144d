"""The history of a plan: every change, and undo of the last one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planning.errors import Code, PlanningError


class Action(StrEnum):
    """What happened."""

    PLAN_STARTED = "plan started"
    PLAN_CHANGED = "plan changed"
    PLAN_CLOSED = "plan closed"
    PLAN_TAKEN_OVER = "plan taken over"
    GOAL_ADDED = "goal added"
    GOAL_CHANGED = "goal changed"
    GOAL_DROPPED = "goal dropped"
    READING_ADDED = "reading added"
    TACTIC_ADDED = "tactic added"
    TACTIC_CHANGED = "tactic changed"
    TACTIC_MOVED = "tactic moved"
    TACTIC_ASSIGNED = "tactic assigned"
    TACTIC_HANDED_OVER = "tactic handed over"
    TACTIC_DONE = "tactic done"
    TACTIC_DROPPED = "tactic dropped"
    TACTIC_RATED = "tactic rated"
    RATINGS_REVEALED = "ratings revealed"
    SECOND_ROUND = "second round"
    UNDONE = "undone"


PLAN_ACTIONS = (Action.PLAN_CHANGED, Action.PLAN_TAKEN_OVER)
GOAL_ACTIONS = (Action.GOAL_ADDED, Action.GOAL_CHANGED, Action.GOAL_DROPPED)
TACTIC_ACTIONS = (
    Action.TACTIC_ADDED,
    Action.TACTIC_CHANGED,
    Action.TACTIC_MOVED,
    Action.TACTIC_ASSIGNED,
    Action.TACTIC_HANDED_OVER,
    Action.TACTIC_DONE,
    Action.TACTIC_DROPPED,
)
# Ratings, reveals and readings don't prevent undo of the change before them.
UNDOABLE = (*PLAN_ACTIONS, *GOAL_ACTIONS, *TACTIC_ACTIONS, Action.UNDONE)
PASSED_OVER = (Action.TACTIC_RATED, Action.RATINGS_REVEALED, Action.READING_ADDED)


@dataclass(frozen=True, slots=True)
class Change:
    """A field's plain JSON value before and after; `before` is None for something new."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Entry:
    """Who changed what, when and why.

    `subject` is the id of the plan, goal or tactic, `title` its title at that time. `person` is None for
    changes by Oncourse. `number` counts within the plan. Entries of one `batch` were made as one, and are
    undone as one; it is the number of the first. Ratings are blind, so they are never in the history.
    """

    plan: str
    number: int
    at: datetime
    person: str | None
    action: Action
    subject: str
    title: str
    changes: tuple[Change, ...] = ()
    why: str = ""
    batch: int | None = None


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Change, ...]:
    """The fields that differ, in the order of `after`."""
    return tuple(
        Change(field, before.get(field), value)
        for field, value in after.items()
        if before.get(field) != value
    )


def require_undoable(last: Entry | None, number: int) -> Entry:
    """Return the `last` entry if it has this number and can be undone.

    Raises NOTHING_TO_UNDO, or SOMETHING_SINCE if there is a newer change.
    """
    if last is None or last.action not in UNDOABLE:
        raise PlanningError(Code.NOTHING_TO_UNDO)
    if last.number != number:
        raise PlanningError(Code.SOMETHING_SINCE, person=last.person, title=last.title)
    return last


def undone(entry: Entry) -> dict[str, object]:
    """The field values to restore; empty for an added goal or tactic, which undo drops."""
    if entry.action in (Action.TACTIC_ADDED, Action.GOAL_ADDED):
        return {}
    return {change.field: change.before for change in entry.changes}


def effective_entries(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries, in order, without undone ones and without the undo entries.

    An undo applies to the change right before it, and can itself be undone; a batch counts as one change.
    """
    kept: list[Entry] = []
    taken_back, lasts, batch = False, True, None
    for entry in reversed(entries):
        if entry.action in PASSED_OVER:
            kept.append(entry)
            continue
        if entry.batch is None or entry.batch != batch:
            batch = entry.batch
            lasts = entry.action is not Action.UNDONE and not taken_back
            taken_back = entry.action is Action.UNDONE and not taken_back
        if lasts:
            kept.append(entry)
    return tuple(reversed(kept))
