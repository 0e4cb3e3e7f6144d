"""Answering a check-in: a page of tactics at a time, and what is decided about those that are off course."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from slack_sdk.models.views import View

from handlers.check_ins import check_in_view
from handlers.dispatch import permissions as may
from handlers.dispatch.access import require_owners
from handlers.dispatch.form_metadata import CheckInMetadata
from handlers.dispatch.interaction import Interaction, Submission
from handlers.views.check_ins import forms, notes
from handlers.views.check_ins import messages as views
from handlers.views.check_ins.notes import UnsavedAnswer
from handlers.views.common.blocks import Message
from planning.check_in_answers import Answering, DecisionDraft, require_decider
from planning.check_ins import Answer, Course, metrics_due
from planning.goals import Goal, Metric, Reading, figure
from planning.plan import Plan
from planning.records import Unreadable
from planning.tactics import Tactic
from storage import check_ins, goals, tactic_lists
from storage.changes.base import Actor
from storage.changes.check_in_answers import (
    answer_check_in,
    carry_out,
    require_any_owned,
    titles_of_others,
)
from storage.engine.transactions import Tx
from storage.readable import unreadable

MAX_LEFT = 60  # ids that fit into a form's metadata


async def open_answer(interaction: Interaction, check_in_id: str) -> Message | None:
    """The "Answer" button: the person's own tactics, a page at a time."""
    found = await may.answer(interaction, check_in_id)
    if found.is_older:
        return views.not_now_message(found.plan, "closed")
    left = tuple(tactic.id for tactic in found.own[:MAX_LEFT])
    await interaction.open(
        await _page(interaction, CheckInMetadata(interaction.place, check_in_id, left=left))
    )
    return None


async def submit_answers(
    interaction: Interaction, form: Submission[CheckInMetadata], opened: Answering
) -> View | None:
    """A page of answers was submitted: decisions on what is off course come next, then the next page."""
    drafts, readings = forms.read_answer_form(form.answers)
    saved = await interaction.write(answer_check_in, interaction.actor, opened, drafts, readings)
    interaction.services.notify_due()
    said = {id_: notes.quoted_course(draft.course, draft.happened) for id_, draft in drafts.items()}
    elsewhere = _not_counted(saved.other_tactics, said)
    for name, value in saved.other_readings:
        elsewhere.append(UnsavedAnswer(name or notes.UNREADABLE_METRIC, figure(value)))
    found = saved.found
    _tell(interaction, found, elsewhere)
    if by_locale := [number for number in readings.values() if number.is_by_locale]:
        interaction.answer(notes.numbers_message(by_locale))
    metadata = replace(form.metadata, check_in=found.check_in.id)
    off_course = {answer.tactic for answer in saved.answers if answer.course is Course.OFF_COURSE}
    if off_course:
        undecided = tuple(tactic for tactic in found.own if tactic.id in off_course)
        return forms.decision_form(found.check_in, found.plan, undecided, metadata=metadata.packed())
    return await _next_page(interaction, metadata)


async def submit_decisions(
    interaction: Interaction, form: Submission[CheckInMetadata], found: Answering
) -> View | None:
    """The decisions on tactics that are off course were submitted: carry them out."""
    drafts = forms.read_decision_form(form.answers)
    decisions = await interaction.read(_decisions, interaction.actor, found, drafts)
    if decisions.answers:
        own = [answer for answer in decisions.answers if answer.tactic in found.owned]
        await _carry_out(interaction, found, own)
    said = {
        answer.tactic: notes.quoted_decision(answer.decision, drafts[answer.tactic].reason)
        for answer in decisions.answers
    }
    _tell(interaction, found, _not_counted(decisions.other_tactics, said))
    return await _next_page(interaction, replace(form.metadata, check_in=found.check_in.id))


@dataclass(frozen=True, slots=True)
class _Decisions:
    """What was decided, and the titles of the tactics that are not theirs to decide about, by id."""

    answers: tuple[Answer, ...]
    other_tactics: Mapping[str, str | None]


def _decisions(tx: Tx, actor: Actor, found: Answering, drafts: Mapping[str, DecisionDraft]) -> _Decisions:
    answers = found.decisions(drafts, _earlier(tx, found), actor.now)
    asked = [answer.tactic for answer in answers]
    require_any_owned(tx, found, asked)
    return _Decisions(answers, titles_of_others(tx, found, asked))


def _earlier(tx: Tx, found: Answering) -> dict[str, Answer]:
    """The person's answers by tactic, from the form before, which may be about an older check-in."""
    said: dict[str, Answer] = {}
    for id_ in (found.asked_on.id, found.check_in.id):
        given = check_ins.answers(tx, id_)
        said |= {answer.tactic: answer for answer in given if answer.person == found.person}
    return said


async def _carry_out(interaction: Interaction, found: Answering, answers: Sequence[Answer]) -> None:
    require_decider(interaction.person, answers)
    for answer in answers:
        if answer.taker:
            await require_owners(interaction, found.plan, [answer.taker], f"{answer.tactic}.taker")
    await interaction.write(carry_out, interaction.actor, found, answers)
    interaction.services.notify_due()


def _not_counted(titles: Mapping[str, str | None], said: Mapping[str, str]) -> list[UnsavedAnswer]:
    """The answers about tactics that the person can't answer for."""
    return [UnsavedAnswer(title or notes.UNREADABLE_TACTIC, said[id_]) for id_, title in titles.items()]


def _tell(interaction: Interaction, found: Answering, elsewhere: Sequence[UnsavedAnswer]) -> None:
    """Tell the person about answers that count for another check-in, or don't count."""
    if found.is_older or elsewhere:
        said = notes.unsaved_answers_message(found.plan, found.check_in, elsewhere, older=found.is_older)
        interaction.answer(said)


@dataclass(frozen=True, slots=True)
class _PageData:
    """What a person's form asks about: their open tactics by id, and the metrics that are due."""

    tactics: Mapping[str, Tactic]
    metrics: tuple[tuple[Goal, Metric, Reading | None], ...]
    unreadable: tuple[Unreadable, ...]


async def _page(interaction: Interaction, metadata: CheckInMetadata) -> View:
    """The form for the next page of tactics, without those that are no longer open."""
    view = await check_in_view(interaction.services, interaction.workspace, metadata.check_in)
    size = forms.TACTICS_A_PAGE
    after = replace(metadata, left=metadata.left[size:], page=metadata.page + 1)
    measured_on = None if after.left else view.plan.today(interaction.now)
    own = await interaction.read(_page_data, view.plan, interaction.person.id, measured_on)
    shown = tuple(own.tactics[id_] for id_ in metadata.left[:size] if id_ in own.tactics)
    pages = after.page + -(-len(after.left) // size)
    return forms.answer_form(
        view.check_in,
        view.plan,
        shown,
        {answer.tactic: answer for answer in view.answers if answer.person == interaction.person.id},
        own.metrics,
        own.unreadable,
        metadata=after.packed(),
        part=f"{after.page} of {pages}" if pages > 1 else "",
        locale=interaction.person.locale,
    )


async def _next_page(interaction: Interaction, metadata: CheckInMetadata) -> View | None:
    return await _page(interaction, metadata) if metadata.left else None


def _page_data(tx: Tx, plan: Plan, person: str, measured_on: date | None) -> _PageData:
    """The metrics are those due on the day `measured_on`, if there is one."""
    own = tactic_lists.open_owned_in(tx, plan.id, person)
    metrics = _metrics(tx, plan, own, measured_on) if measured_on else ()
    return _PageData({tactic.id: tactic for tactic in own}, metrics, unreadable(tx))


def _metrics(
    tx: Tx, plan: Plan, own: Collection[Tactic], today: date
) -> tuple[tuple[Goal, Metric, Reading | None], ...]:
    """The metrics due of the goals that the person works for, with their last readings."""
    every = goals.of_plan(tx, plan.id)
    newest = goals.newest_readings(tx, plan.id)
    theirs = [goal for goal in every if goal.id in {tactic.goal for tactic in own}]
    due = metrics_due(theirs, newest, today)
    return tuple((goal, metric, newest.get(metric.id)) for goal, metric in due)
