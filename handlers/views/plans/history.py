"""The logbook in words: who changed what, when and why."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate

from slack_sdk.models.blocks import Block, ButtonElement

from handlers.views.common import words
from handlers.views.common.blocks import (
    Message,
    bold,
    brief,
    button,
    confirmation,
    context,
    escape,
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
_MAX_CHANGES = 500  # characters, of an entry's changes as drawn
_MAX_PEOPLE = 3

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
_ADDED = (Action.PLAN_STARTED, Action.GOAL_ADDED, Action.TACTIC_ADDED)
_WORTH_SAYING_OF_NEW = ("starts_on", "ends_on", "serves", "owners", "eta", "recurrence")
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
_FOLLOWING = {State.PROPOSED.value, State.PLANNED.value}
_FINISHES = {Finish.ANY.value: "any one owner has finished", Finish.ALL.value: "all owners have finished"}


def history_message(
    plan: Plan,
    entries: Sequence[Entry],
    total: int,
    offset: int,
    zone: str,
    last_undoable: int | None,
    goals: Mapping[str, Goal],
) -> Message:
    """A page of a plan's logbook, newest first, for a reader in `zone`; `goals` by id, dropped ones too.

    The entry numbered `last_undoable` has a button that undoes it.
    """
    titles = titles_of(goals, plan)
    blocks: list[Block] = [header(f"{plan.name}: history")]
    for entry in entries:
        undo = _undo(plan, entry) if entry.number == last_undoable else None
        blocks.append(section(sentence(entry, titles), undo))
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
    """What somebody else changed while a form was open, as mrkdwn for its first line.

    What goals and company goals are called is read from `goals`, by id, and from `plan`.
    """
    dropped = entry.action is Action.TACTIC_DROPPED
    said = brief(entry.why, _MAX_WHY) if dropped else _all_changes(entry, titles_of(goals, plan))
    what = f": {said}" if said else ""
    return (
        f"⚠ {_who(entry)} {'dropped' if dropped else 'changed'} this while you were writing{what}.\n"
        "Nothing you typed is lost. Press the button again to put yours in its place."
    )


def in_words(change: Change, titles: Mapping[str, str]) -> str:
    """One change as mrkdwn: "ETA 1 February 2027 → 20 February 2027"; `titles` are of goals, by id.

    Values are kept as JSON of any shape, and one that is not what its field holds has no words.
    """
    try:
        return _in_words(change, titles)
    except (ValueError, TypeError, LookupError, AttributeError, PlanningError):
        return f"{change.field.replace('_', ' ')} ⚠ can't be read"


def _in_words(change: Change, titles: Mapping[str, str]) -> str:
    match change.field:
        case "notes":
            return f"notes {_came_or_went(change)}"
        case "dropped":
            return "dropped" if change.after else "taken up again"
        case "metrics":
            return _of_several("metrics", _metrics(change.before), _metrics(change.after))
        case "company_goals":
            return _of_several("company goals", _company_goals(change.before), _company_goals(change.after))
    label = _LABELS.get(change.field, change.field.replace("_", " "))
    before, after = (_value(change.field, value, titles) for value in (change.before, change.after))
    if before and after:
        return f"{label} {before} → {after}"
    return f"{label} {after}" if after else f"{label} {before} removed" if before else ""


def sentence(entry: Entry, titles: Mapping[str, str]) -> str:
    """Who changed what, as mrkdwn; `titles` are those of `titles_of`."""
    verb = _VERBS[entry.action].format(title=bold(entry.title, _MAX_TITLE))
    said = _all_changes(entry, titles)
    if entry.action is Action.READING_ADDED:
        said = brief(entry.why, _MAX_WHY)
    return f"{_who(entry)} {verb}{': ' if said else ''}{said}"


def _who(entry: Entry) -> str:
    return mention(entry.person) if entry.person else "Oncourse"


def _why(entry: Entry) -> str:
    return "" if entry.action is Action.READING_ADDED else shorten(entry.why, _MAX_WHY)


def _all_changes(entry: Entry, titles: Mapping[str, str]) -> str:
    said = [
        drawn
        for change in entry.changes
        if _worth_saying(change, entry) and (drawn := in_words(change, titles))
    ]
    lengths = accumulate(len(drawn) for drawn in said)
    shown = max(1, sum(length <= _MAX_CHANGES for length in lengths))
    more = len(said) - shown
    return "; ".join([*said[:shown], *([f"and {more} more"] if more > 0 else [])])


def _worth_saying(change: Change, entry: Entry) -> bool:
    """Not what the sentence or the reason says already, nor what follows from something else."""
    if entry.action in _ADDED:
        return change.field in _WORTH_SAYING_OF_NEW
    match change.field:
        case "state":
            by_itself = {change.before, change.after} <= _FOLLOWING
            return not by_itself and entry.action is not Action.TACTIC_DROPPED
        case "finished":
            return all(other.field != "state" for other in entry.changes)
        case "dropped":
            return entry.action is not Action.GOAL_DROPPED
        case "dropped_because":
            return entry.action is not Action.UNDONE and not entry.why
    return True


def _undo(plan: Plan, entry: Entry) -> ButtonElement:
    sure = confirmation(
        "Undo this change?", "What it changed becomes what it was before. The history keeps both.", "Undo"
    )
    return button("Undo", "plan.undo", UndoValue(plan.id, entry.number), confirm=sure)


def titles_of(goals: Mapping[str, Goal], plan: Plan | None = None) -> dict[str, str]:
    """The titles of everything a goal or tactic may be under, by id; `goals` by id, dropped ones too."""
    served = [goal.serves for goal in goals.values()]
    company_goals = plan.company_goals if plan else ()
    every = (*MARKETING_GOALS.values(), *served, *company_goals, *goals.values())
    return {one.id: one.title for one in every}


def _value(field: str, value: object, titles: Mapping[str, str]) -> str:
    """A field's plain JSON value in words; empty for what is not there."""
    if value in (None, "", []):
        return ""
    match field, value:
        case "goal" | "serves", str(id_):
            return f"“{brief(titles.get(id_, 'a goal that has gone'), _MAX_VALUE)}”"
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
            return f"“{brief(typed, _MAX_VALUE)}”"
    return escape(str(value))


def _came_or_went(change: Change) -> str:
    if not change.after:
        return "removed"
    return "rewritten" if change.before else "added"


def _metrics(value: object) -> dict[str, tuple[str, object]]:
    listed = value if isinstance(value, list) else []
    return {metric["id"]: (metric["name"], metric) for metric in listed}


def _company_goals(value: object) -> dict[str, tuple[str, object]]:
    listed = value if isinstance(value, list) else []
    return {id_: (title, title) for id_, title in listed}


def _of_several(
    label: str, before: Mapping[str, tuple[str, object]], after: Mapping[str, tuple[str, object]]
) -> str:
    """What came, changed and went among named things, each (name, value) by id."""
    changed = [name for id_, (name, value) in after.items() if id_ in before and before[id_][1] != value]
    said = [
        *_listed("added", [name for id_, (name, _) in after.items() if id_ not in before]),
        *_listed("changed", changed),
        *_listed("removed", [name for id_, (name, _) in before.items() if id_ not in after]),
    ]
    return f"{label} {', '.join(said) or 'in another order'}"


def _listed(verb: str, names: list[str]) -> Iterator[str]:
    if names:
        yield f"{verb} “{brief(', '.join(names), _MAX_VALUE)}”"
