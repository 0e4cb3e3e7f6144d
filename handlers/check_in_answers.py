"""Answering a check-in: a page of tactics at a time, and what is decided about those that are off course."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from slack_sdk.models.views import View

from handlers import permissions as may
from handlers.decisions import carry_out
from handlers.memory import Memory
from handlers.permissions import Answering
from handlers.summary import check_in_view
from handlers.views import check_in_forms as forms
from handlers.views import check_in_notes as notes
from handlers.views import check_ins as views
from handlers.views.blocks import Message
from handlers.views.check_in_notes import NotCounted
from handlers.visit import Submission, Visit
from planning.check_ins import Answer, Course, Decision, metrics_due, new_answer
from planning.errors import Code, PlanningError
from planning.goals import Goal, Metric, Reading, new_reading
from planning.plan import Plan
from planning.tactics import Tactic
from storage import check_ins, goals, tactic_lists, tactics
from storage.changes.check_in_answers import save_answers
from storage.changes.goals import add_reading
from storage.readable import unreadable
from storage.store import Tx

LEFT_MOST = 60  # ids that a form can remember


async def open_answer(visit: Visit, check_in_id: str) -> Message | None:
    """The "Answer" button: the person's own tactics, a page at a time."""
    found = await may.answer(visit, check_in_id)
    if found.is_older:
        return views.not_now_message(found.plan, "closed")
    left = tuple(tactic.id for tactic in found.own[:LEFT_MOST])
    await visit.open(await _page(visit, replace(visit.memory(found.plan.id, check_in_id), left=left)))
    return None


async def answered(visit: Visit, form: Submission, found: Answering) -> View | None:
    """A page of answers was sent: what is off course is decided next, then comes the next page."""
    drafts, readings = forms.read_answer_form(form.answers)
    async with visit.transaction() as tx:
        found = await tx.run(may.answering, visit, found.plan.id, found.asked_on)
        await tx.run(_require_any, visit, found, drafts)
        given = [_answer(visit, found, id_, draft) for id_, draft in drafts.items() if id_ in found.owned]
        await tx.run(save_answers, visit.actor, found.plan, found.check_in, given)
        elsewhere = await tx.run(_keep_readings, visit, found, readings)
        others = {id_: notes.as_said(draft.course, draft.happened) for id_, draft in drafts.items()}
        elsewhere = [*await tx.run(_not_counted, visit, found, others), *elsewhere]
    visit.house.owed()
    _tell(visit, found, elsewhere)
    memory = replace(form.memory, subject=found.check_in.id)
    off_course = {answer.tactic for answer in given if answer.course is Course.OFF_COURSE}
    if off_course:
        undecided = tuple(tactic for tactic in found.own if tactic.id in off_course)
        return forms.decision_form(found.check_in, found.plan, undecided, memory=memory.packed())
    return await _next_page(visit, memory)


async def decided(visit: Visit, form: Submission, found: Answering) -> View | None:
    """What to do about the tactics that are off course was sent, and is done."""
    drafts = forms.read_decision_form(form.answers)
    async with visit.store.reading() as tx:
        earlier = await tx.run(_earlier, visit, found)
        given = [_decision(visit, found, id_, draft, earlier.get(id_)) for id_, draft in drafts.items()]
        news = [answer for answer in given if not _is_kept(answer, earlier)]  # none after a double click
        await tx.run(_require_any, visit, found, [answer.tactic for answer in news])
        said = {
            answer.tactic: notes.as_decided(answer.decision, drafts[answer.tactic].reason) for answer in news
        }
        elsewhere = await tx.run(_not_counted, visit, found, said)
    if news:
        await carry_out(visit, found, [answer for answer in news if answer.tactic in found.owned])
    _tell(visit, found, elsewhere)
    return await _next_page(visit, replace(form.memory, subject=found.check_in.id))


def _require_any(tx: Tx, visit: Visit, found: Answering, asked: Collection[str]) -> None:
    """Of the tactics that a form asked about, one at least is still theirs to answer for.

    Raises NOT_YOURS, or UNREADABLE. The others are passed over, and named (`_not_counted`).
    """
    if not asked or found.owned & set(asked):
        return
    first = tactics.get(tx, visit.workspace, next(iter(asked)))
    raise PlanningError(Code.NOT_YOURS, title=first.title)


def _not_counted(tx: Tx, visit: Visit, found: Answering, said: Mapping[str, str]) -> list[NotCounted]:
    """What was said about tactics that are not open any more, that others own now, or that can't be read."""
    others = [id_ for id_ in said if id_ not in found.owned]
    known = tactic_lists.of_ids(tx, visit.workspace, others)
    titles = {id_: known[id_].title if id_ in known else notes.LOST_TACTIC for id_ in others}
    return [NotCounted(titles[id_], said[id_]) for id_ in others]


def _tell(visit: Visit, found: Answering, elsewhere: Sequence[NotCounted]) -> None:
    """Say what became of answers that did not go where their form was opened for."""
    if found.is_older or elsewhere:
        said = notes.counted_elsewhere_message(found.plan, found.check_in, elsewhere, older=found.is_older)
        visit.answer(said)


def _earlier(tx: Tx, visit: Visit, found: Answering) -> dict[str, Answer]:
    """What the person has answered, by tactic: in the form before, which may have been of an older one."""
    said: dict[str, Answer] = {}
    for id_ in (found.asked_on.id, found.check_in.id):
        given = check_ins.answers(tx, visit.workspace, id_)
        said |= {answer.tactic: answer for answer in given if answer.person == visit.person.id}
    return said


def _is_kept(answer: Answer, earlier: Mapping[str, Answer]) -> bool:
    """Whether just that has been answered before."""
    before = earlier.get(answer.tactic)
    return before is not None and replace(answer, at=before.at) == before


async def _page(visit: Visit, memory: Memory) -> View:
    """The form for the first of the tactics left; those that are no longer open are passed over."""
    view = await check_in_view(visit.house, visit.workspace, memory.subject)
    size = forms.TACTICS_A_PAGE
    after = replace(memory, left=memory.left[size:], page=memory.page + 1)
    async with visit.store.reading() as tx:
        own = await tx.run(tactic_lists.open_owned_in, visit.workspace, view.plan.id, visit.person.id)
        due = () if after.left else await tx.run(_metrics, visit, view.plan, own)
        lost = unreadable(tx.sync_session)
    found = {tactic.id: tactic for tactic in own}
    shown = tuple(found[id_] for id_ in memory.left[:size] if id_ in found)
    pages = after.page + -(-len(after.left) // size)
    return forms.answer_form(
        view.check_in,
        view.plan,
        shown,
        {answer.tactic: answer for answer in view.answers if answer.person == visit.person.id},
        due,
        lost,
        memory=after.packed(),
        part=f"{after.page} of {pages}" if pages > 1 else "",
    )


async def _next_page(visit: Visit, memory: Memory) -> View | None:
    return await _page(visit, memory) if memory.left else None


def _metrics(
    tx: Tx, visit: Visit, plan: Plan, own: Collection[Tactic]
) -> tuple[tuple[Goal, Metric, Reading | None], ...]:
    """The metrics due of the goals that the person works for, with their last readings."""
    every = goals.of_plan(tx, visit.workspace, plan.id)
    newest = goals.newest_readings(tx, visit.workspace, plan.id)
    theirs = [goal for goal in every if goal.id in {tactic.goal for tactic in own}]
    due = metrics_due(theirs, newest, plan.today(visit.now))
    return tuple((goal, metric, newest.get(metric.id)) for goal, metric in due)


def _answer(visit: Visit, found: Answering, tactic_id: str, draft: forms.CourseDraft) -> Answer:
    """The answer so far; what is off course is kept as it is until something else is decided."""
    return new_answer(
        found.check_in.id,
        tactic_id,
        visit.person.id,
        course=draft.course,
        happened=draft.happened,
        decision=Decision.KEEP,
        today=visit.now.date(),
        now=visit.now,
    )


def _decision(
    visit: Visit, found: Answering, tactic_id: str, draft: forms.DecisionDraft, earlier: Answer | None
) -> Answer:
    """The answer with what was decided; what happened was said before."""
    return new_answer(
        found.check_in.id,
        tactic_id,
        visit.person.id,
        course=Course.OFF_COURSE,
        happened=earlier.happened if earlier else "",
        decision=draft.decision,
        reason=draft.reason,
        new_eta=draft.eta,
        taker=draft.taker,
        today=found.plan.today(visit.now),
        now=visit.now,
    )


def _keep_readings(tx: Tx, visit: Visit, found: Answering, readings: Mapping[str, float]) -> list[NotCounted]:
    """Keep the readings that say something new; prefilled ones left as they stood are confirmed by date.

    They are of goals that the person works for; of others, and of those that can't be read, none is kept, and
    those are given back.
    """
    every = goals.of_plan(tx, visit.workspace, found.plan.id, dropped=True)
    theirs = {tactic.goal for tactic in found.own}
    today = found.plan.today(visit.now)
    given = [(goal, metric) for goal in every for metric in goal.metrics if metric.id in readings]
    lost = readings.keys() - {metric.id for _, metric in given}
    others = [NotCounted(notes.LOST_METRIC, notes.as_reading(readings[id_])) for id_ in sorted(lost)]
    for goal, metric in given:
        if goal.dropped or goal.id not in theirs:
            others.append(NotCounted(metric.name, notes.as_reading(readings[metric.id])))
        else:
            reading = new_reading(metric, readings[metric.id], today, visit.person.id, today)
            add_reading(tx, visit.actor, goal, metric, reading)
    return others
