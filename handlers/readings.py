"""Readings of goals' metrics: by command in one line, or by form."""

import re
from datetime import date

from handlers.dispatch import permissions as may
from handlers.dispatch.access import FoundGoal, plan_here
from handlers.dispatch.form_metadata import GoalMetadata
from handlers.dispatch.interaction import Interaction, Submission
from handlers.goals import card, page
from handlers.views.common import notes
from handlers.views.common.blocks import Message
from handlers.views.goals import forms
from planning.errors import Code, PlanningError
from planning.goals import Goal, Metric, in_full, new_reading
from planning.phrases import ReadingWords, TypedNumber, read_reading, to_plain_text
from storage import goals
from storage.changes.goals import add_reading
from storage.engine.transactions import Tx

_NUMBERED = re.compile(r"(?P<which>#?[0-9]+)(?:[ :=]+(?P<words>.*))?", re.DOTALL)
_NUMBER = re.compile(r"#?[0-9]+")
_MAX_READING_WORDS = 10


async def reading(interaction: Interaction, typed: str) -> Message | None:
    """`/goal reading <which> [metric] [value] [day]`; the list to choose from when it names no goal.

    With a value of one metric and without a day it is saved at once, else the form opens filled in.
    """
    plan = await plan_here(interaction)
    if not typed.strip():
        return await page(interaction, plan, 0)
    today, locale = plan.today(interaction.now), interaction.person.locale
    goal, words = await interaction.read(
        _goal_and_reading, plan.id, to_plain_text(typed.strip()), today, locale
    )
    if words.metric and words.number and not words.on:
        return await _add_reading(interaction, goal.id, words.metric, words.number)
    await _open_reading(interaction, goal.id, words)
    return None


@may.changes
async def _add_reading(
    interaction: Interaction, goal_id: str, metric: Metric, number: TypedNumber
) -> Message:
    """Save a reading of today, and answer with the number in full."""
    found = await may.change_goal(interaction, goal_id)
    today = found.plan.today(interaction.now)
    given = new_reading(metric, number.value, today, interaction.person.id, today)
    await interaction.write(add_reading, interaction.actor, found.goal, metric, given)
    return await card(interaction, goal_id, _reading_note(metric, number))


def _reading_note(metric: Metric, number: TypedNumber) -> str:
    note = notes.reading_added(metric.name, f"{in_full(number.value)} {metric.unit}".strip())
    return f"{note} {notes.read_as(number)}" if number.is_by_locale else note


async def open_reading(interaction: Interaction, goal_id: str) -> None:
    """Ask for a metric's value; raises METRICS_MISSING for a goal that has none."""
    await _open_reading(interaction, goal_id, ReadingWords())


async def _open_reading(interaction: Interaction, goal_id: str, words: ReadingWords) -> None:
    found = await may.change_goal(interaction, goal_id)
    if not found.goal.metrics:
        raise PlanningError(Code.METRICS_MISSING, title=found.goal.title)
    metrics = [metric.id for metric in found.goal.metrics]
    newest = await interaction.read(goals.readings, metrics)
    await interaction.open(
        forms.reading_form(
            found.goal,
            newest,
            found.plan.today(interaction.now),
            metadata=GoalMetadata(interaction.place, goal_id).packed(),
            locale=interaction.person.locale,
            typed=words,
        )
    )


async def submit_reading(interaction: Interaction, form: Submission[GoalMetadata], found: FoundGoal) -> None:
    """The reading's form was submitted."""
    metric, number, on = forms.read_reading_form(form.answers, found.goal)
    given = new_reading(metric, number.value, on, interaction.person.id, found.plan.today(interaction.now))
    if await interaction.write(add_reading, interaction.actor, found.goal, metric, given):
        interaction.draw(card(interaction, found.goal.id, _reading_note(metric, number)))


def _goal_and_reading(
    tx: Tx, plan_id: str, typed: str, today: date, locale: str
) -> tuple[Goal, ReadingWords]:
    """The goal that a command names by number or by words of its title, and the reading behind it."""
    numbered = _NUMBERED.fullmatch(typed)
    goal = goals.find(tx, plan_id, numbered["which"]) if numbered else None
    if goal and numbered and str(goal.number) == numbered["which"].lstrip("#0"):
        return goal, _read(goal, numbered["words"] or "", today, locale)
    words = typed.split()
    for end in range(len(words), max(0, len(words) - _MAX_READING_WORDS), -1):
        if end == 1 and _NUMBER.fullmatch(words[0]):
            raise PlanningError(Code.REFERENCE_UNKNOWN, words=words[0])
        try:
            goal = goals.find(tx, plan_id, " ".join(words[:end]))
        except PlanningError as refusal:
            if refusal.code is not Code.REFERENCE_UNKNOWN:
                raise
        else:
            return goal, _read(goal, " ".join(words[end:]), today, locale)
    raise PlanningError(Code.REFERENCE_UNKNOWN, words=typed)


def _read(goal: Goal, words: str, today: date, locale: str) -> ReadingWords:
    return read_reading(words, goal.metrics, today, locale, month_first=locale == "en-US")
