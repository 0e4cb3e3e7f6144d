"""Check-ins: asking now, skipping, answering and deciding."""

from collections.abc import Mapping
from dataclasses import replace

from slack_sdk.models.views import View

from handlers.access import plan_here, plan_of
from handlers.decisions import carry_out
from handlers.memory import Memory
from handlers.record import plan_saved, reading_saved, redraw_clicked
from handlers.summary import check_in_view
from handlers.views import check_in_forms as forms
from handlers.views import check_ins as views
from handlers.views.blocks import Message
from handlers.visit import Submission, Visit
from planning.check_ins import Answer, CheckIn, Course, Decision, metrics_due, new_answer, next_check_in
from planning.deliveries import Kind
from planning.goals import Goal, Metric, Reading, new_reading
from planning.logbook import Action
from planning.people import require_editor, require_plan_owner
from planning.plan import Plan
from planning.tactics import Tactic
from planning.zones import zone_of
from storage import check_ins, deliveries, goals, homes, plans, tactic_lists
from storage.store import Tx

LEFT_MOST = 60  # ids that a form can remember


async def now(visit: Visit, _typed: str = "") -> Message:
    """`/checkin now`: ask the week's question at once."""
    plan = await plan_here(visit)
    require_editor(visit.person)
    async with visit.store.transaction(visit.workspace) as tx:
        if await check_ins.open_of(tx, visit.workspace, plan.id):
            return views.not_now_message(plan, "already open")
        if not await tactic_lists.owners_of_open(tx, visit.workspace, plan.id):
            return views.not_now_message(plan, "nothing to ask")
        due_at = await check_ins.next_of(tx, visit.workspace, plan.id)
        await check_ins.set_next(tx, visit.workspace, plan.id, visit.now, expected=due_at)
    visit.house.owed()
    return views.asking_now_message(plan)


async def skip(visit: Visit, _typed: str = "") -> Message:
    """`/checkin skip`: leave the next one out."""
    plan = await plan_here(visit)
    require_editor(visit.person)
    async with visit.store.transaction(visit.workspace) as tx:
        due_at = await check_ins.next_of(tx, visit.workspace, plan.id)
        left_out = max(due_at or visit.now, visit.now)
        zone = zone_of(plan.zone)
        following = next_check_in(plan.check_in_weekday, plan.check_in_hour, zone, left_out)
        await check_ins.set_next(tx, visit.workspace, plan.id, following, expected=due_at)
    return views.skipped_message(plan, left_out, following)


async def answers(visit: Visit, _typed: str = "") -> Message:
    """`/checkin answers`: all that was said in the newest check-in."""
    plan = await plan_here(visit)
    async with visit.store.reading() as tx:
        newest = await _newest(tx, visit, plan)
    if newest is None:
        return views.not_now_message(plan, "none yet")
    return views.answers_message(await check_in_view(visit.house, visit.workspace, newest.id))


async def turn(visit: Visit, value: str) -> Message:
    """The answers' Previous and Next."""
    check_in_id, _, offset = value.partition("|")
    view = await check_in_view(visit.house, visit.workspace, check_in_id)
    await plan_of(visit, view.plan.id)
    return views.answers_message(view, int(offset))


async def settings(visit: Visit, _typed: str = "") -> None:
    """`/checkin settings`."""
    plan = await plan_here(visit)
    require_plan_owner(visit.person, plan)
    memory = visit.memory(plan.id, version=plan.version)
    await visit.open(forms.check_in_settings_form(plan, memory=memory.packed()))


async def settings_changed(visit: Visit, form: Submission) -> None:
    """The check-in's settings were sent: the next one follows them."""
    found = await plan_of(visit, form.memory.plan)
    require_plan_owner(visit.person, found)
    async with visit.store.transaction(visit.workspace) as tx:
        before = await plans.get(tx, visit.workspace, found.id)
        before.require_open()
        after = before.edited(forms.read_check_in_settings_form(form.answers, before), ())
        if after == before:
            return
        await plan_saved(tx, visit, Action.PLAN_CHANGED, before, after)
    visit.answer(views.settings_saved_message(after))


async def open_answer(visit: Visit, check_in_id: str) -> Message | None:
    """The "Answer" button: the person's own tactics, a page at a time."""
    view = await check_in_view(visit.house, visit.workspace, check_in_id)
    plan = await plan_of(visit, view.plan.id)
    plan.require_open()
    async with visit.store.reading() as tx:
        newest = await _newest(tx, visit, plan)
        own = await tactic_lists.open_owned_in(tx, visit.workspace, plan.id, visit.person.id)
    if newest is None or newest.id != check_in_id:
        return views.not_now_message(plan, "closed")
    if not own:
        return views.not_now_message(plan, "nothing to answer")
    memory = replace(visit.memory(plan.id, check_in_id), left=tuple(one.id for one in own[:LEFT_MOST]))
    await visit.open(await _page(visit, view, memory))
    return None


async def answered(visit: Visit, form: Submission) -> View | None:
    """A page of answers was sent: what is off course is decided next, then comes the next page."""
    view = await check_in_view(visit.house, visit.workspace, form.memory.subject)
    plan = await plan_of(visit, view.plan.id)
    async with visit.store.transaction(visit.workspace) as tx:
        (await plans.get(tx, visit.workspace, plan.id)).require_open()
        own = await tactic_lists.open_owned_in(tx, visit.workspace, plan.id, visit.person.id)
        asked = [tactic for tactic in own if f"{tactic.id}.course" in form.answers.fields()]
        courses, readings = forms.read_answer_form(form.answers, asked)
        given = [_answer(visit, view.check_in, tactic, courses[tactic.id]) for tactic in asked]
        for answer in given:
            await check_ins.put_answer(tx, visit.workspace, answer)
        await _keep_readings(tx, visit, plan, readings)
        await _mark_answered(tx, visit, view.check_in)
    visit.house.owed()
    off_course = {answer.tactic for answer in given if answer.course is Course.OFF_COURSE}
    if off_course:
        undecided = tuple(tactic for tactic in asked if tactic.id in off_course)
        return forms.decision_form(view.check_in, plan, undecided, memory=form.memory.packed())
    return await _next_page(visit, view, form)


async def decided(visit: Visit, form: Submission) -> View | None:
    """What to do about the tactics that are off course was sent, and is done."""
    view = await check_in_view(visit.house, visit.workspace, form.memory.subject)
    plan = await plan_of(visit, view.plan.id)
    earlier = {answer.tactic: answer for answer in view.answers if answer.person == visit.person.id}
    drafts = forms.read_decision_form(form.answers)
    given = [
        new_answer(
            view.check_in.id,
            tactic_id,
            visit.person.id,
            course=Course.OFF_COURSE,
            happened=earlier[tactic_id].happened if tactic_id in earlier else "",
            decision=draft.decision,
            reason=draft.reason,
            new_eta=draft.eta,
            taker=draft.taker,
            today=plan.today(visit.now),
            now=visit.now,
        )
        for tactic_id, draft in drafts.items()
    ]
    await carry_out(visit, plan, given)
    return await _next_page(visit, view, form)


async def _newest(tx: Tx, visit: Visit, plan: Plan) -> CheckIn | None:
    """The open check-in, or the one closed last, which still takes answers until the next."""
    open_one = await check_ins.open_of(tx, visit.workspace, plan.id)
    return open_one or await check_ins.newest(tx, visit.workspace, plan.id, None)


async def _page(visit: Visit, view: views.CheckInView, memory: Memory) -> View:
    """The form for the first of the tactics left; those that are no longer open are passed over."""
    size = forms.TACTICS_A_PAGE
    after = replace(memory, left=memory.left[size:], page=memory.page + 1)
    async with visit.store.reading() as tx:
        found = await tactic_lists.of_ids(tx, visit.workspace, memory.left[:size])
    shown = tuple(found[id_] for id_ in memory.left[:size] if id_ in found and found[id_].is_open)
    pages = after.page + -(-len(after.left) // size)
    return forms.answer_form(
        view.check_in,
        view.plan,
        shown,
        {answer.tactic: answer for answer in view.answers if answer.person == visit.person.id},
        () if after.left else await _metrics(visit, view.plan),
        memory=after.packed(),
        part=f"{after.page} of {pages}" if pages > 1 else "",
    )


async def _next_page(visit: Visit, view: views.CheckInView, form: Submission) -> View | None:
    return await _page(visit, view, form.memory) if form.memory.left else None


async def _metrics(visit: Visit, plan: Plan) -> tuple[tuple[Goal, Metric, Reading | None], ...]:
    """The metrics due of the goals that the person works for, with their last readings."""
    async with visit.store.reading() as tx:
        own = await tactic_lists.open_owned_in(tx, visit.workspace, plan.id, visit.person.id)
        every = await goals.of_plan(tx, visit.workspace, plan.id)
        newest = await goals.newest_readings(tx, visit.workspace, plan.id)
    theirs = [goal for goal in every if goal.id in {tactic.goal for tactic in own}]
    due = metrics_due(theirs, newest, plan.today(visit.now))
    return tuple((goal, metric, newest.get(metric.id)) for goal, metric in due)


def _answer(visit: Visit, check_in: CheckIn, tactic: Tactic, draft: forms.CourseDraft) -> Answer:
    """The answer so far; what is off course is kept as it is until something else is decided."""
    return new_answer(
        check_in.id,
        tactic.id,
        visit.person.id,
        course=draft.course,
        happened=draft.happened,
        decision=Decision.KEEP,
        today=visit.now.date(),
        now=visit.now,
    )


async def _keep_readings(tx: Tx, visit: Visit, plan: Plan, readings: Mapping[str, float]) -> None:
    """Keep the readings that say something new; prefilled ones left as they stood are confirmed by date."""
    every = await goals.of_plan(tx, visit.workspace, plan.id)
    today = plan.today(visit.now)
    given = [(goal, metric) for goal in every for metric in goal.metrics if metric.id in readings]
    for goal, metric in given:
        reading = new_reading(metric, readings[metric.id], today, visit.person.id, today)
        await reading_saved(tx, visit, goal, metric, reading)


async def _mark_answered(tx: Tx, visit: Visit, check_in: CheckIn) -> None:
    await check_ins.set_person(tx, visit.workspace, check_in.id, visit.person.id, "answered")
    await deliveries.redraw(tx, visit.workspace, check_in.id)
    await homes.plan_changed(tx, visit.workspace, check_in.plan)
    await deliveries.redraw_newest(tx, visit.workspace, Kind.DIGEST, visit.person.id)
    await redraw_clicked(tx, visit)
