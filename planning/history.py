"""The history of a plan: every change, and undo of the last one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planning.errors import Code, PlanningError


class Action(StrEnum):
    """What happened.

    IMPORTED comes after the entries of all that was added as one; its changes have their ids. When that is
    undone or restored, an ITEM_UNDONE for each of them comes first.
    """

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
    IMPORTED = "imported"
    IMPORT_UNDONE = "import undone"
    IMPORT_RESTORED = "import restored"
    ITEM_UNDONE = "item undone"


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
IMPORTS = (Action.IMPORTED, Action.IMPORT_RESTORED)
UNDOABLE = (*PLAN_ACTIONS, *GOAL_ACTIONS, *TACTIC_ACTIONS, Action.UNDONE, *IMPORTS, Action.IMPORT_UNDONE)
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
    changes by Oncourse. `number` counts within the plan. Ratings are blind, so they are never in the history.
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


def imported(entry: Entry) -> frozenset[str]:
    """The ids of what an import added, by the entry of the import or of its undoing."""
    listed = (change.after or change.before for change in entry.changes)
    return frozenset(str(id_) for ids in listed if isinstance(ids, list) for id_ in ids)


def require_stands(entry: Entry, newest: Entry | None) -> None:
    """Raises NOTHING_TO_UNDO if an import was undone since: `entry` isn't the `newest` about it."""
    if newest is None or newest.number != entry.number:
        raise PlanningError(Code.NOTHING_TO_UNDO)


def require_untouched(ids: Collection[str], since: Sequence[Entry], later: Sequence[tuple[str, str]]) -> None:
    """Raises IMPORT_CHANGED if a goal or tactic with one of these `ids` was changed in the entries `since`.

    `later` are the ids and titles of other open tactics under the import's goals.
    """
    done = [entry for entry in effective_entries(since) if entry.action not in PASSED_OVER]
    touched = [entry for entry in done if entry.subject in ids]
    titles = {entry.subject: entry.title for entry in touched} | dict(later)
    if titles:
        people = {entry.person: None for entry in done if entry.subject in titles and entry.person}
        raise PlanningError(Code.IMPORT_CHANGED, owners=tuple(people), offered=list(titles.values()))


def effective_entries(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries, in order, without undone ones and without the undo entries.

    An undo applies to the change right before it, and can itself be undone. Whether all entries of an import
    are undone is decided by its newest entry.
    """
    kept: list[Entry] = []
    taken_back = False
    imports: dict[str, Entry] = {}
    gone: set[str] = set()
    for entry in reversed(entries):
        if entry.action in (*IMPORTS, Action.IMPORT_UNDONE):
            if imports.setdefault(entry.subject, entry).action is Action.IMPORT_UNDONE:
                gone |= imported(entry)
            continue
        if entry.action is Action.ITEM_UNDONE or entry.subject in gone:
            continue
        if entry.action in PASSED_OVER:
            kept.append(entry)
        elif entry.action is Action.UNDONE:
            taken_back = not taken_back
        elif taken_back:
            taken_back = False
        else:
            kept.append(entry)
    return tuple(reversed(kept))
