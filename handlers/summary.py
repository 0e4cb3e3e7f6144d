"""A check-in as it stands, and the summary that closes it, with its pictures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
from planning.check_ins import Summary
from planning.deliveries import Delivery
from planning.goals import Goal, Reading
from planning.plan import Plan
from planning.tactics import Tactic
from planning.unreadable import Unreadable
from storage import check_ins, goals, plans, summaries, tactic_lists
from storage.engine.transactions import Tx
from storage.readable import unreadable

READINGS_MOST = 60  # of a metric: more than a year of check-ins


async def draw_summary(house: House, delivery: Delivery) -> Message:
    """What the channel reads when a check-in closes; pictures that cannot be shown follow as files."""
    workspace = delivery.workspace
    found = await house.store.read(workspace, _summary_data, delivery.subject)
    view = found.view
    today = view.plan.today(house.now())
    pictures = tuple(_pictures(view.plan, found.weeks, found.measured, today))
    shown = await house.pictures.all_shown(workspace, *pictures)
    message = summary_message(
        view,
        found.summary,
        advice(view.plan, found.goals, found.open_tactics, found.newest_readings, today),
        {goal.id: goal for goal in found.goals},
        ownerless=await has_no_owner_left(house, workspace, view.plan),
        seen=Seen(found.weeks[:-1], found.measured, shown),
    )
    return replace(with_unreadable(message, found.unreadable), pictures=pictures)


@dataclass(frozen=True, slots=True)
class _SummaryData:
    """What a summary is drawn from.

    `goals` are all of the plan's, dropped ones too; `newest_readings` are by metric; `weeks` has the counts
    of the last check-ins, with this one's at the end.
    """

    view: CheckInView
    summary: Summary
    goals: Sequence[Goal]
    open_tactics: Sequence[Tactic]
    newest_readings: Mapping[str, Reading]
    weeks: Sequence[courses.Week]
    measured: Sequence[metrics.Measured]
    unreadable: Sequence[Unreadable]


def _summary_data(tx: Tx, check_in_id: str) -> _SummaryData:
    view = gather_check_in(tx, tx.workspace, check_in_id)
    summary = summaries.as_closed(tx, tx.workspace, view.check_in)
    every = goals.of_plan(tx, tx.workspace, view.plan.id, dropped=True)
    open_tactics = tactic_lists.open_owned(tx, tx.workspace, view.plan.id)
    newest = goals.newest_readings(tx, tx.workspace, view.plan.id)
    earlier = check_ins.last_counts(tx, tx.workspace, view.check_in, courses.MOST - 1)
    weeks = [courses.Week(on, counts) for on, counts in (*earlier, (view.check_in.on, summary.counts))]
    measured = _measured(tx, every)
    return _SummaryData(view, summary, every, open_tactics, newest, weeks, measured, unreadable(tx))


def _pictures(
    plan: Plan, weeks: Sequence[courses.Week], measured: Sequence[metrics.Measured], today: date
) -> Iterator[Picture]:
    yield courses.courses_picture(plan.name, weeks)
    if measured:
        yield metrics.metrics_picture(plan, measured, today)


def _measured(tx: Tx, every: Sequence[Goal]) -> list[metrics.Measured]:
    """The metrics of the goals that are kept, as far as they have readings."""
    kept = [(goal, metric) for goal in every if not goal.dropped for metric in goal.metrics]
    read = goals.last_readings(tx, tx.workspace, (metric.id for _, metric in kept), READINGS_MOST)
    return [metrics.Measured(goal, metric, read[metric.id]) for goal, metric in kept if metric.id in read]


async def check_in_view(house: House, workspace: str, check_in_id: str) -> CheckInView:
    """A check-in with its people, its answers and the tactics it asks about."""
    return await house.store.read(workspace, gather_check_in, workspace, check_in_id)


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
