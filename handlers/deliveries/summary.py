"""Rendering the summary that closes a check-in, with its pictures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.check_ins import gather_check_in
from handlers.dispatch.interaction import Services
from handlers.dispatch.plan_owners import has_no_owner_left
from handlers.views.charts import metrics, status_history
from handlers.views.charts.svg import Picture
from handlers.views.check_ins.messages import CheckInView
from handlers.views.check_ins.summary import SummaryCharts, summary_message
from handlers.views.common.blocks import Message
from handlers.views.common.unreadable import with_unreadable
from planning.advice import advice
from planning.check_ins import Summary
from planning.deliveries import Delivery
from planning.goals import Goal, Reading
from planning.plan import Plan
from planning.records import Unreadable
from planning.tactics import Tactic
from storage import check_ins, goals, summaries, tactic_lists
from storage.engine.transactions import Tx
from storage.readable import unreadable

MAX_READINGS = 60  # of a metric: more than a year of check-ins


async def draw_summary(services: Services, delivery: Delivery) -> Message:
    """The summary of a check-in; pictures that can't be shown in it follow as files."""
    workspace = delivery.workspace
    found = await services.store.read(workspace, _summary_data, delivery.subject)
    view = found.view
    today = view.plan.today(services.now())
    pictures = tuple(_pictures(view.plan, found.weeks, found.measured, today))
    shown = await services.pictures.all_shown(workspace, *pictures)
    message = summary_message(
        view,
        found.summary,
        advice(view.plan, found.goals, found.open_tactics, found.newest_readings, today),
        {goal.id: goal for goal in found.goals},
        ownerless=await has_no_owner_left(services, workspace, view.plan),
        charts=SummaryCharts(found.weeks[:-1], found.measured, shown),
    )
    return replace(with_unreadable(message, found.unreadable), pictures=pictures)


@dataclass(frozen=True, slots=True)
class _SummaryData:
    """The data of a summary.

    `goals` are all of the plan's, dropped ones too; `newest_readings` are by metric; `weeks` has the counts
    of the last check-ins, with this one's at the end.
    """

    view: CheckInView
    summary: Summary
    goals: Sequence[Goal]
    open_tactics: Sequence[Tactic]
    newest_readings: Mapping[str, Reading]
    weeks: Sequence[status_history.Week]
    measured: Sequence[metrics.Measured]
    unreadable: Sequence[Unreadable]


def _summary_data(tx: Tx, check_in_id: str) -> _SummaryData:
    view = gather_check_in(tx, check_in_id)
    summary = summaries.as_closed(tx, view.check_in)
    every = goals.of_plan(tx, view.plan.id, dropped=True)
    open_tactics = tactic_lists.open_owned(tx, view.plan.id)
    newest = goals.newest_readings(tx, view.plan.id)
    earlier = check_ins.last_counts(tx, view.check_in, status_history.MAX_WEEKS - 1)
    weeks = [status_history.Week(on, counts) for on, counts in (*earlier, (view.check_in.on, summary.counts))]
    measured = _measured(tx, every)
    return _SummaryData(view, summary, every, open_tactics, newest, weeks, measured, unreadable(tx))


def _pictures(
    plan: Plan, weeks: Sequence[status_history.Week], measured: Sequence[metrics.Measured], today: date
) -> Iterator[Picture]:
    yield status_history.status_history_picture(plan.name, weeks)
    if measured:
        yield metrics.metrics_picture(plan, measured, today)


def _measured(tx: Tx, every: Sequence[Goal]) -> list[metrics.Measured]:
    """The metrics with readings, of goals that aren't dropped."""
    kept = [(goal, metric) for goal in every if not goal.dropped for metric in goal.metrics]
    read = goals.last_readings(tx, (metric.id for _, metric in kept), MAX_READINGS)
    return [metrics.Measured(goal, metric, read[metric.id]) for goal, metric in kept if metric.id in read]
