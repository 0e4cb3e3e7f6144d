"""The first line of a card: what has just been done."""

from datetime import date

from handlers.views.common.blocks import escape, mention, mentions
from handlers.views.common.commands import slash
from handlers.views.common.words import count, day, listing, recurrence
from handlers.views.plans.import_preview import count_added
from planning.carry_over import CarriedOver
from planning.phrases import TypedNumber, in_digits
from planning.priorities import Rating
from planning.sheets import ImportResult
from planning.tactics import State, Tactic


def added() -> str:
    """A tactic or goal was added."""
    return "Added."


def saved() -> str:
    """An edit was saved."""
    return "Saved."


def done_already(tactic: Tactic) -> str:
    """The occurrence had been completed before the button was pressed, perhaps by the same person."""
    next_up = f" Next: {day(tactic.due_on)}." if tactic.due_on else ""
    return (
        f"Done for {day(tactic.last_done)} already.{next_up}"
        if tactic.last_done
        else "Its rhythm has changed."
    )


def done(before: Tactic, after: Tactic) -> str:
    """The tactic is done, or one occurrence, or one owner's part."""
    if after.state is State.DONE:
        return "Done. Well done!"
    if after.last_done and after.last_done != before.last_done:
        next_up = f" Next: {day(after.due_on)}." if after.due_on else ""
        return f"Done for {day(after.last_done)}.{next_up}"
    waiting = [owner for owner in after.owners if owner not in after.finished]
    return f"Your part is done. Still to finish: {mentions(waiting)}."


def moved(after: Tactic, *, first: bool = False) -> str:
    """A tactic has another date, its `first` one, or no date any more."""
    if after.recurrence:
        return f"From now on {recurrence(after.recurrence)}."
    if after.eta is None:
        return "It has no ETA now."
    return f"{'To be done by' if first else 'Moved to'} {day(after.eta)}."


def handed_over(taker: str) -> str:
    """A tactic has a new owner."""
    return f"Handed over to {mention(taker)}."


def assigned(after: Tactic) -> str:
    """A tactic has these owners now."""
    return f"With {mentions(after.owners)} now." if after.owners else "Nobody owns it now."


def snoozed(until: date) -> str:
    """Reminders about a tactic pause until then."""
    return f"Snoozed until {day(until)}."


def dropped() -> str:
    """A tactic was dropped; its record stays."""
    return "Dropped. Nothing is lost: editing brings it back."


def goal_dropped() -> str:
    """A goal was dropped; its record stays."""
    return slash("Dropped. Nothing is lost: `/plan history` can undo it.")


def rated(rating: Rating) -> str:
    """The person's rating was saved."""
    return f"Thank you: value {rating.value}, complexity {rating.complexity}."


def second_round() -> str:
    """Another round of rating has started for a contested tactic."""
    return "A further round has begun. Everybody who rated, and the owners, are asked again."


def reading_added(name: str, value: str) -> str:
    """A metric has a new reading."""
    return f"Kept: {escape(name)} at {escape(value)}."


def read_as(number: TypedNumber) -> str:
    """How a number was read that another locale reads otherwise: in digits alone."""
    return f"I read “{escape(number.words)}” as {in_digits(number.value)}."


def carried_over(copies: CarriedOver) -> str:
    """What was copied into the next plan, and what was left behind."""
    text = f"Carried over: {_counts(len(copies.goals), len(copies.tactics))}."
    return (
        f"{text} Left behind in the closed plan: {_counts(copies.goals_left, copies.tactics_left)}."
        if copies.goals_left
        else text
    )


def imported(found: ImportResult) -> str:
    """How much was imported, and how many rows were not."""
    rows_left = count(found.bad_rows, "row")
    details = (
        f" {rows_left} not added. Fix and import again: what's already here stays as it is."
        if found.problems
        else ""
    )
    return f"Added: {count_added(found)}.{details}"


def _counts(goals: int, tactics: int) -> str:
    return listing([count(goals, "goal"), count(tactics, "open tactic")])
