"""Saves a person's answers to a check-in, does what they decide, and updates the messages that show it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from planning.check_in_answers import Answering, CourseDraft
from planning.check_ins import Answer, CheckIn, CheckInState, Decision
from planning.deliveries import Kind
from planning.delivery_payloads import LateAnswerPayload
from planning.errors import Code, PlanningError
from planning.goals import new_reading
from planning.history import Action
from planning.people import Person, require_answerer
from planning.phrases import TypedNumber
from planning.plan import Plan
from planning.tactics import Tactic
from storage import check_ins, deliveries, goals, homes, plans, redraws, tactic_lists, tactics
from storage.changes.base import Actor
from storage.changes.check_ins import newest_check_in
from storage.changes.goals import save_reading
from storage.changes.ratings import rate_again
from storage.changes.redraws import redraw_clicked
from storage.changes.tactics import save_tactic
from storage.engine.transactions import Tx


@dataclass(frozen=True, slots=True)
class SavedAnswers:
    """The answers that were saved, as `found` at that time, and what was not.

    `other_tactics` are the titles of tactics that are not theirs to answer for, by id; `other_readings` the
    metrics' names and the values. A title or name is None where it can't be read.
    """

    found: Answering
    answers: tuple[Answer, ...]
    other_tactics: Mapping[str, str | None]
    other_readings: tuple[tuple[str | None, float], ...]


def find_answering(tx: Tx, person: Person, plan_id: str, asked_on: CheckIn) -> Answering:
    """What a member of the plan's channel may answer, who has been asked on `asked_on`.

    Raises GONE, PLAN_CLOSED, and what `require_answerer` raises.
    """
    plan = plans.get(tx, plan_id)
    own = tactic_lists.open_owned_in(tx, plan.id, person.id)
    plan.require_open()
    require_answerer(person, own, plan)
    takes_answers = newest_check_in(tx, plan.id)
    return Answering(person.id, plan, takes_answers or asked_on, asked_on, own)


def answer_check_in(
    tx: Tx,
    actor: Actor,
    opened: Answering,
    drafts: Mapping[str, CourseDraft],
    readings: Mapping[str, TypedNumber],
) -> SavedAnswers:
    """Save how tactics (id) go, and readings of metrics (id), as far as they are the actor's to give.

    Raises what `find_answering`, `require_any_owned`, `new_answer` and `TypedNumber.in_unit` raise.
    """
    found = find_answering(tx, actor.person, opened.plan.id, opened.asked_on)
    require_any_owned(tx, found, drafts)
    answers = found.answers(drafts, actor.now)
    _save(tx, actor, found, answers)
    other_readings = tuple(_save_readings(tx, actor, found, readings))
    return SavedAnswers(found, answers, titles_of_others(tx, found, drafts), other_readings)


def carry_out(tx: Tx, actor: Actor, opened: Answering, answers: Sequence[Answer]) -> None:
    """Save the answers and do what they decide about tactics that are off course.

    Raises what `find_answering` raises, CHANGED_MEANWHILE where it finds something else than was `opened`,
    and what the changes themselves raise.
    """
    found = find_answering(tx, actor.person, opened.plan.id, opened.asked_on)
    asked = {answer.tactic for answer in answers}
    if found.check_in.id != opened.check_in.id or not found.owned >= asked:
        raise PlanningError(Code.CHANGED_MEANWHILE)
    _save(tx, actor, found, answers)
    for answer in answers:
        _do(tx, actor, found.plan, tactics.get(tx, answer.tactic), answer)


def require_any_owned(tx: Tx, found: Answering, asked: Collection[str]) -> None:
    """Of the tactics (id) that a form asked about, one at least is still theirs to answer for.

    Raises NOT_YOURS, GONE or UNREADABLE. The others are passed over, and named (`titles_of_others`).
    """
    if asked and found.owned.isdisjoint(asked):
        first, *_ = asked
        title = tactics.get(tx, first).title
        raise PlanningError(Code.NOT_YOURS, title=title)


def titles_of_others(tx: Tx, found: Answering, asked: Iterable[str]) -> dict[str, str | None]:
    """The titles, by id, of tactics that are not open any more, or that others own now.

    The title is None if the tactic can't be read.
    """
    others = [id_ for id_ in asked if id_ not in found.owned]
    known = tactic_lists.of_ids(tx, others)
    return {id_: known[id_].title if id_ in known else None for id_ in others}


def _save(tx: Tx, actor: Actor, found: Answering, answers: Sequence[Answer]) -> None:
    """The summary of a closed check-in stays as it is, and its thread gets a line."""
    check_in = found.check_in
    for answer in answers:
        check_ins.put_answer(tx, answer)
    check_ins.set_person(tx, check_in.id, actor.person.id, "answered")
    if answers and check_in.state is CheckInState.CLOSED:
        _enqueue_line(tx, actor, found.plan, check_in)
    redraws.redraw(tx, check_in.id, besides=Kind.CHECK_IN_SUMMARY)
    homes.plan_changed(tx, check_in.plan)
    redraws.redraw_newest(tx, Kind.DIGEST, actor.person.id)
    redraw_clicked(tx, actor)


def _enqueue_line(tx: Tx, actor: Actor, plan: Plan, check_in: CheckIn) -> None:
    """One line a person, updated when they answer again; none where the check-in has no thread."""
    posted = deliveries.find(tx, Kind.CHECK_IN, plan.channel, check_in.id)
    if posted and posted.ts:
        line = deliveries.new_delivery(
            tx,
            Kind.LATE_ANSWER,
            plan.channel,
            subject=check_in.id,
            occasion=f"{check_in.id}:{actor.person.id}",
            due_at=actor.now,
            plan=plan.id,
            payload=LateAnswerPayload(actor.person.id, posted.ts),
        )
        deliveries.enqueue(tx, line)


def _save_readings(
    tx: Tx, actor: Actor, found: Answering, readings: Mapping[str, TypedNumber]
) -> list[tuple[str | None, float]]:
    """Save the readings that say something new; prefilled ones left as they stood are confirmed by date.

    Those of goals that the person does not work for, or that can't be read, are not saved but returned: the
    metric's name, or None, and the value.
    """
    every = goals.of_plan(tx, found.plan.id, dropped=True)
    theirs = {tactic.goal for tactic in found.own}
    today = found.plan.today(actor.now)
    given = [(goal, metric) for goal in every for metric in goal.metrics if metric.id in readings]
    lost = readings.keys() - {metric.id for _, metric in given}
    others: list[tuple[str | None, float]] = [(None, readings[id_].value) for id_ in sorted(lost)]
    for goal, metric in given:
        value = readings[metric.id].in_unit(metric.unit, metric.name, field=f"{metric.id}.reading")
        if goal.dropped or goal.id not in theirs:
            others.append((metric.name, value))
        else:
            save_reading(tx, actor, goal, metric, new_reading(metric, value, today, actor.person.id, today))
    return others


def _do(tx: Tx, actor: Actor, plan: Plan, tactic: Tactic, answer: Answer) -> None:
    match answer.decision:
        case Decision.MOVE if tactic.recurrence is None:  # a rhythm keeps its dates
            after = tactic.moved(answer.new_eta, None, plan.today(actor.now))
            save_tactic(tx, actor, Action.TACTIC_MOVED, tactic, after, answer.reason)
        case Decision.HAND_OVER:
            after = tactic.handed_over(actor.person.id, answer.taker)
            save_tactic(tx, actor, Action.TACTIC_HANDED_OVER, tactic, after, answer.reason)
        case Decision.DROP:
            after = tactic.dropped(answer.reason)
            save_tactic(tx, actor, Action.TACTIC_DROPPED, tactic, after, answer.reason)
        case Decision.RE_RATE if not tactic.blind:
            rate_again(tx, actor, plan, tactic, answer.reason)
