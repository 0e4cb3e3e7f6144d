"""The history as text: who changed what, when and why."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate

from slack_sdk.models.blocks import Block, ButtonElement

from handlers.views.common import words
from handlers.views.common.blocks import (
    Message,
    bold,
    button,
    confirmation,
    context,
    escape,
    escape_short,
    header,
    mention,
    mentions,
    paging,
    section,
    shorten,
)
from handlers.views.common.button_values import PageValue, UndoValue
from planning import recurrence as recurrences
from planning.errors import PlanningError
from planning.goals import Goal
from planning.history import Action, Change, Entry
from planning.plan import MARKETING_GOALS, Plan
from planning.tactics import Finish, State

ENTRIES_A_PAGE = 15
_MAX_TITLE = 100
_MAX_VALUE = 60
_MAX_WHY = 150
_MAX_CHANGES = 500  # characters of mrkdwn per entry
_MAX_PEOPLE = 3
_MAX_UNDONE = 4

_VERBS = {
    Action.PLAN_STARTED: "started the plan {title}",
    Action.PLAN_CHANGED: "changed the settings of {title}",
    Action.PLAN_CLOSED: "closed the plan {title}",
    Action.PLAN_TAKEN_OVER: "took over the plan {title}",
    Action.GOAL_ADDED: "added the goal {title}",
    Action.GOAL_CHANGED: "edited the goal {title}",
    Action.GOAL_DROPPED: "dropped the goal {title}",
    Action.READING_ADDED: "gave a reading of {title}",
    Action.TACTIC_ADDED: "added {title}",
    Action.TACTIC_CHANGED: "edited {title}",
    Action.TACTIC_MOVED: "moved {title}",
    Action.TACTIC_ASSIGNED: "assigned {title}",
    Action.TACTIC_HANDED_OVER: "handed {title} over",
    Action.TACTIC_DONE: "ticked {title} off",
    Action.TACTIC_DROPPED: "dropped {title}",
    Action.TACTIC_RATED: "rated {title}",
    Action.RATINGS_REVEALED: "showed the ratings of {title}",
    Action.SECOND_ROUND: "asked for a further round of rating for {title}",
    Action.UNDONE: "undid the last change of {title}",
}
_ADDING = (Action.PLAN_STARTED, Action.GOAL_ADDED, Action.TACTIC_ADDED)
_SHOWN_WHEN_ADDED = ("starts_on", "ends_on", "serves", "owners", "eta", "recurrence")
_LABELS = {
    "eta": "ETA",
    "recurrence": "rhythm",
    "finish": "done when",
    "last_done": "last done",
    "finished": "finished by",
    "dropped_because": "reason",
    "starts_on": "start",
    "ends_on": "end",
    "zone": "time zone",
    "rating_days": "working days for rating",
    "check_in_weekday": "check-in day",
    "check_in_hour": "check-in hour",
}
_AUTOMATIC_STATES = {State.PROPOSED.value, State.PLANNED.value}
_FINISHES = {Finish.ANY.value: "any one owner has finished", Finish.ALL.value: "all owners have finished"}


def history_message(
    plan: Plan,
    entries: Sequence[Entry],
    total: int,
    offset: int,
    zone: str,
    last_undoable: int | None,
    goals: Mapping[str, Goal],
    note: str = "",
) -> Message:
    """A page of a plan's history, newest first, for a reader in `zone`; `goals` by id, also dropped ones.

    The entry numbered `last_undoable` has an undo button. `note` (mrkdwn) comes first: what was just undone.
    """
    titles = titles_by_id(goals, plan)
    blocks: list[Block] = [*([section(note)] if note else []), header(f"{plan.name}: history")]
    for entry in entries:
        undo = _undo_button(plan, entry) if entry.number == last_undoable else None
        blocks.append(section(entry_text(entry, titles), undo))
        blocks.append(context(words.moment(entry.at, zone), quote=_why(entry)))
    if not total:
        blocks.append(section("Nothing has changed yet."))
    blocks += paging(
        "plan.history",
        offset,
        ENTRIES_A_PAGE,
        total,
        lambda to: PageValue(plan.id, to),
        ("Newer", "Older"),
    )
    return Message(f"{escape(plan.name)}: {words.count(total, 'change')}", blocks)


def changed_notice(entry: Entry, goals: Mapping[str, Goal], plan: Plan | None = None) -> str:
    """What another person changed while a form was open, as mrkdwn for its first line.

    Titles are looked up in `goals`, by id, and in `plan`.
    """
    dropped = entry.action is Action.TACTIC_DROPPED
    text = escape_short(entry.why, _MAX_WHY) if dropped else _changes_text(entry, titles_by_id(goals, plan))
    details = f": {text}" if text else ""
    return (
        f"⚠ {_who(entry)} {'dropped' if dropped else 'changed'} this while you were writing{details}.\n"
        "Nothing you typed is lost. Press the button again to put yours in its place."
    )


def undone_note(entries: Sequence[Entry], goals: Mapping[str, Goal], plan: Plan) -> str:
    """What was undone as one, newest first, as mrkdwn; `goals` by id, also dropped ones."""
    titles = titles_by_id(goals, plan)
    changes = [entry_text(entry, titles) for entry in reversed(entries)]
    more = len(changes) - _MAX_UNDONE
    lines = [*changes[:_MAX_UNDONE], *([f"and {more} more"] if more > 0 else [])]
    return "Undone: " + "\n".join(lines)


def change_text(change: Change, titles: Mapping[str, str]) -> str:
    """One change as mrkdwn: "ETA 1 February 2027 → 20 February 2027"; `titles` are of goals, by id.

    Values are stored as JSON; one that doesn't have the type of its field is shown as unreadable.
    """
    try:
        return _change_text(change, titles)
    except (ValueError, TypeError, LookupError, AttributeError, PlanningError):
        return f"{change.field.replace('_', ' ')} ⚠ can't be read"


def _change_text(change: Change, titles: Mapping[str, str]) -> str:
    match change.field:
        case "notes":
            return f"notes {_notes_change(change)}"
        case "dropped":
            return "dropped" if change.after else "taken up again"
        case "metrics":
            return _collection_changes("metrics", _metrics(change.before), _metrics(change.after))
        case "company_goals":
            return _collection_changes(
                "company goals", _company_goals(change.before), _company_goals(change.after)
            )
    label = _LABELS.get(change.field, change.field.replace("_", " "))
    before, after = (_value(change.field, value, titles) for value in (change.before, change.after))
    if before and after:
        return f"{label} {before} → {after}"
    return f"{label} {after}" if after else f"{label} {before} removed" if before else ""


def entry_text(entry: Entry, titles: Mapping[str, str]) -> str:
    """Who changed what, as mrkdwn; `titles` are those of `titles_by_id`."""
    verb = _VERBS[entry.action].format(title=bold(entry.title, _MAX_TITLE))
    text = _changes_text(entry, titles)
    if entry.action is Action.READING_ADDED:
        text = escape_short(entry.why, _MAX_WHY)
    return f"{_who(entry)} {verb}{': ' if text else ''}{text}"


def _who(entry: Entry) -> str:
    return mention(entry.person) if entry.person else "Oncourse"


def _why(entry: Entry) -> str:
    return "" if entry.action is Action.READING_ADDED else shorten(entry.why, _MAX_WHY)


def _changes_text(entry: Entry, titles: Mapping[str, str]) -> str:
    parts = [
        text for change in entry.changes if _is_shown(change, entry) and (text := change_text(change, titles))
    ]
    lengths = accumulate(len(text) for text in parts)
    shown = max(1, sum(length <= _MAX_CHANGES for length in lengths))
    more = len(parts) - shown
    return "; ".join([*parts[:shown], *([f"and {more} more"] if more > 0 else [])])


def _is_shown(change: Change, entry: Entry) -> bool:
    """Whether to show a change: not if the verb or reason implies it, or another change does."""
    if entry.action in _ADDING:
        return change.field in _SHOWN_WHEN_ADDED
    match change.field:
        case "state":
            by_itself = {change.before, change.after} <= _AUTOMATIC_STATES
            return not by_itself and entry.action is not Action.TACTIC_DROPPED
        case "finished":
            return all(other.field != "state" for other in entry.changes)
        case "dropped":
            return entry.action is not Action.GOAL_DROPPED
        case "dropped_because":
            return entry.action is not Action.UNDONE and not entry.why
    return True


def _undo_button(plan: Plan, entry: Entry) -> ButtonElement:
    if entry.batch:
        asked, effect = "Undo all of this?", "What was done in one go becomes what it was before."
    else:
        asked, effect = "Undo this change?", "What it changed becomes what it was before."
    sure = confirmation(asked, f"{effect} The history keeps both.", "Undo")
    return button("Undo", "plan.undo", UndoValue(plan.id, entry.number), confirm=sure)


def titles_by_id(goals: Mapping[str, Goal], plan: Plan | None = None) -> dict[str, str]:
    """The titles of all goals, company goals and marketing goals; `goals` by id, including dropped ones."""
    served = [goal.serves for goal in goals.values()]
    company_goals = plan.company_goals if plan else ()
    titled = (*MARKETING_GOALS.values(), *served, *company_goals, *goals.values())
    return {one.id: one.title for one in titled}


def _value(field: str, value: object, titles: Mapping[str, str]) -> str:
    """A field's JSON value as text; empty if there is none."""
    if value in (None, "", []):
        return ""
    match field, value:
        case "goal" | "serves", str(id_):
            return f"“{escape_short(titles.get(id_, 'a goal that has gone'), _MAX_VALUE)}”"
        case "owners" | "finished", list():
            return mentions([str(person) for person in value], _MAX_PEOPLE)
        case "eta" | "last_done" | "starts_on" | "ends_on", str(day):
            return words.short_day(date.fromisoformat(day))
        case "recurrence", str(stored):
            return words.recurrence(recurrences.from_text(stored))
        case "state", str(state):
            return words.STATES[State(state)]
        case "finish", str(finish):
            return _FINISHES[finish]
        case "check_in_weekday", int(weekday):
            return words.WEEKDAYS[weekday]
        case "check_in_hour", int(hour):
            return f"{hour:02}:00"
        case _, str(typed):
            return f"“{escape_short(typed, _MAX_VALUE)}”"
    return escape(str(value))


def _notes_change(change: Change) -> str:
    if not change.after:
        return "removed"
    return "rewritten" if change.before else "added"


def _metrics(value: object) -> dict[str, tuple[str, object]]:
    listed = value if isinstance(value, list) else []
    return {metric["id"]: (metric["name"], metric) for metric in listed}


def _company_goals(value: object) -> dict[str, tuple[str, object]]:
    listed = value if isinstance(value, list) else []
    return {id_: (title, title) for id_, title in listed}


def _collection_changes(
    label: str, before: Mapping[str, tuple[str, object]], after: Mapping[str, tuple[str, object]]
) -> str:
    """What was added, changed and removed among (name, value) pairs by id."""
    changed = [name for id_, (name, value) in after.items() if id_ in before and before[id_][1] != value]
    parts = [
        *_names_part("added", [name for id_, (name, _) in after.items() if id_ not in before]),
        *_names_part("changed", changed),
        *_names_part("removed", [name for id_, (name, _) in before.items() if id_ not in after]),
    ]
    return f"{label} {', '.join(parts) or 'in another order'}"


def _names_part(verb: str, names: list[str]) -> Iterator[str]:
    if names:
        yield f"{verb} “{escape_short(', '.join(names), _MAX_VALUE)}”"
