"""The first line of a card: what has just been done."""

from datetime import date

from handlers.views.common.blocks import escape, mention, mentions
from handlers.views.common.commands import slash
from handlers.views.common.words import count, day, listing, recurrence
from handlers.views.plans.import_preview import count_added
from planning.carry_over import CarriedOver
from planning.priorities import Rating
from planning.sheets import Intake
from planning.tactics import State, Tactic


def added() -> str:
    """A tactic or goal is new."""
    return "Added."


def saved() -> str:
    """Something was edited."""
    return "Saved."


def done_already(tactic: Tactic) -> str:
    """An occurrence was ticked off since the button was drawn, perhaps by the same person a moment ago."""
    next_up = f" Next: {day(tactic.due_on)}." if tactic.due_on else ""
    return (
        f"Done for {day(tactic.last_done)} already.{next_up}"
        if tactic.last_done
        else "Its rhythm has changed."
    )


def done(before: Tactic, after: Tactic) -> str:
    """The whole is done, an occurrence is, or one owner's part of it."""
    if after.state is State.DONE:
        return "Done. Well done!"
    if after.last_done and after.last_done != before.last_done:
        next_up = f" Next: {day(after.due_on)}." if after.due_on else ""
        return f"Done for {day(after.last_done)}.{next_up}"
    waiting = [owner for owner in after.owners if owner not in after.finished]
    return f"Your part is done. Still to finish: {mentions(waiting)}."


def moved(after: Tactic, *, first: bool = False) -> str:
    """A tactic has another date, its `first` one, or none any more."""
    if after.recurrence:
        return f"From now on {recurrence(after.recurrence)}."
    if after.eta is None:
        return "It has no ETA now."
    return f"{'To be done by' if first else 'Moved to'} {day(after.eta)}."


def handed_over(taker: str) -> str:
    """Somebody else owns it now."""
    return f"Handed over to {mention(taker)}."


def assigned(after: Tactic) -> str:
    """It has these owners now."""
    return f"With {mentions(after.owners)} now." if after.owners else "Nobody owns it now."


def snoozed(until: date) -> str:
    """The person hears nothing of it until then."""
    return f"Snoozed until {day(until)}."


def dropped() -> str:
    """A tactic was dropped; the record stays."""
    return "Dropped. Nothing is lost: editing brings it back."


def goal_dropped() -> str:
    """A goal was dropped; the record stays."""
    return slash("Dropped. Nothing is lost: `/plan history` can undo it.")


def rated(rating: Rating) -> str:
    """The person's own rating was kept."""
    return f"Thank you: value {rating.value}, complexity {rating.complexity}."


def second_round() -> str:
    """A contested tactic is being rated again."""
    return "A further round has begun. Everybody who rated, and the owners, are asked again."


def reading_added(name: str, value: str) -> str:
    """A metric has a new reading."""
    return f"Kept: {escape(name)} at {escape(value)}."


def carried_over(copies: CarriedOver) -> str:
    """What came along into the next plan, and what did not: goals of a company goal that was left out."""
    text = f"Carried over: {_counts(len(copies.goals), len(copies.tactics))}."
    return (
        f"{text} Left behind in the closed plan: {_counts(copies.goals_left, copies.tactics_left)}."
        if copies.goals_left
        else text
    )


def imported(found: Intake) -> str:
    """Rows of a spreadsheet were added, and how many bad ones were not."""
    left = count(found.bad_rows, "row")
    rest = (
        f" {left} not added. Fix and import again: what's already here stays as it is."
        if found.problems
        else ""
    )
    return f"Added: {count_added(found)}.{rest}"


def _counts(goals: int, tactics: int) -> str:
    return listing([count(goals, "goal"), count(tactics, "open tactic")])
