"""Convert a tactic to JSON values for the history, and back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from planning import recurrence as recurrences
from planning.tactics import Finish, State, Tactic


def tactic_fields(tactic: Tactic) -> dict[str, object]:
    """The fields of a tactic that a person can change, as JSON values for the history."""
    return {
        "title": tactic.title,
        "goal": tactic.goal,
        "notes": tactic.notes,
        "owners": list(tactic.owners),
        "eta": tactic.eta.isoformat() if tactic.eta else None,
        "recurrence": recurrences.as_text(tactic.recurrence) if tactic.recurrence else None,
        "finish": tactic.finish.value,
        "state": tactic.state.value,
        "finished": list(tactic.finished),
        "last_done": tactic.last_done.isoformat() if tactic.last_done else None,
        "dropped_because": tactic.dropped_because,
        "actual_value": tactic.actual_value,
        "actual_complexity": tactic.actual_complexity,
    }


def tactic_with(tactic: Tactic, fields: Mapping[str, object]) -> Tactic:
    """`tactic` with some of `tactic_fields` restored."""
    known = {name: _READ[name](value) if name in _READ else value for name, value in fields.items()}
    return replace(tactic, **known)  # type: ignore[arg-type]  # the names and types are tactic_fields' own


def _date(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _people(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else ()


_READ: dict[str, Callable[[object], object]] = {
    "owners": _people,
    "finished": _people,
    "eta": _date,
    "last_done": _date,
    "recurrence": lambda value: recurrences.from_text(str(value)) if value else None,
    "finish": lambda value: Finish(str(value)),
    "state": lambda value: State(str(value)),
}
