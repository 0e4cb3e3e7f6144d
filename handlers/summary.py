"""A check-in as it stands, and the summary that closes it, with its pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from handlers.plan_owners import has_no_owner_left
from handlers.views.blocks import Message
from handlers.views.check_in_summary import Seen, summary_message
from handlers.views.check_ins import CheckInView
from handlers.views.pictures import courses, metrics
from handlers.views.pictures.svg import Picture
from handlers.views.unreadable import with_unreadable
from handlers.visit import House
from planning.advice import advice
from planning.deliveries import Delivery
from planning.goals import Goal
from planning.plan import Plan
from storage import check_ins, goals, plans, summaries, tactic_lists
from storage.readable import unreadable
from storage.store import Tx

READINGS_MOST = 60  # of a metric: more than a year of check-ins


async def draw_summary(house: House, delivery: Delivery) -> Message:
    """What the channel reads when a check-in closes; pictures that cannot be shown follow as files."""
    workspace = delivery.workspace
    async with house.store.reading() as tx:
        view = await tx.run(gather_check_in, workspace, delivery.subject)
        found = await tx.run(summaries.as_closed, workspace, view.check_in)
        every = await tx.run(goals.of_plan, workspace, view.plan.id, dropped=True)
        open_ones = await tx.run(tactic_lists.open_owned, workspace, view.plan.id)
        newest = await tx.run(goals.newest_readings, workspace, view.plan.id)
        earlier = await tx.run(check_ins.last_counts, workspace, view.check_in, courses.MOST - 1)
        measured = await tx.run(_measured, workspace, every)
        lost = unreadable(tx.sync_session)
    today = view.plan.today(house.now())
    weeks = [courses.Week(on, counts) for on, counts in (*earlier, (view.check_in.on, found.counts))]
    pictures = tuple(_pictures(view.plan, weeks, measured, today))
    shown = await house.pictures.all_shown(workspace, *pictures)
    message = summary_message(
        view,
        found,
        advice(view.plan, every, open_ones, newest, today),
        {goal.id: goal for goal in every},
        ownerless=await has_no_owner_left(house, workspace, view.plan),
        seen=Seen(weeks[:-1], measured, shown),
    )
    return replace(with_unreadable(message, lost), pictures=pictures)


def _pictures(
    plan: Plan, weeks: Sequence[courses.Week], measured: Sequence[metrics.Measured], today: date
) -> Iterator[Picture]:
    yield courses.courses_picture(plan.name, weeks)
    if measured:
        yield metrics.metrics_picture(plan, measured, today)


def _measured(tx: Tx, workspace: str, every: Sequence[Goal]) -> list[metrics.Measured]:
    """The metrics of the goals that are kept, as far as they have readings."""
    kept = [(goal, metric) for goal in every if not goal.dropped for metric in goal.metrics]
    read = goals.last_readings(tx, workspace, (metric.id for _, metric in kept), READINGS_MOST)
    return [metrics.Measured(goal, metric, read[metric.id]) for goal, metric in kept if metric.id in read]


async def check_in_view(house: House, workspace: str, check_in_id: str) -> CheckInView:
    """A check-in with its people, its answers and the tactics it asks about."""
    async with house.store.reading() as tx:
        return await tx.run(gather_check_in, workspace, check_in_id)


def gather_check_in(tx: Tx, workspace: str, check_in_id: str) -> CheckInView:
    """As `check_in_view`, within a transaction."""
    check_in = check_ins.get(tx, workspace, check_in_id)
    answers = check_ins.answers(tx, workspace, check_in_id)
    about = {
        tactic.id: tactic
        for tactic in tactic_lists.open_owned(tx, workspace, check_in.plan)
        if set(tactic.owners) & set(check_in.asked)
    }
    answered = [answer.tactic for answer in answers if answer.tactic not in about]
    view = CheckInView(
        plan=plans.get(tx, workspace, check_in.plan),
        check_in=check_in,
        asked=check_ins.people(tx, workspace, check_in_id),
        answers=answers,
        tactics=about | tactic_lists.of_ids(tx, workspace, answered),
    )
    return replace(view, unreadable=unreadable(tx))
