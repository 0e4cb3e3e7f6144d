"""The summary that closes a check-in: the results, recent changes with reasons, and advice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from handlers.views.charts.metrics import Measured
from handlers.views.charts.status_history import Week, earlier_weeks
from handlers.views.check_ins.messages import CheckInView, away_people
from handlers.views.check_ins.status_history import count_line, count_text, status_bar, status_lines
from handlers.views.common import words
from handlers.views.common.blocks import (
    Message,
    actions,
    bold,
    button,
    context,
    escape,
    escape_short,
    header,
    mentions,
    section,
)
from handlers.views.common.button_values import PageValue
from handlers.views.common.commands import slash
from handlers.views.common.lines import fit_lines, paragraphs
from handlers.views.goals.messages import metric_line
from handlers.views.plans.advice import advice_line
from handlers.views.plans.history import entry_text, titles_by_id
from handlers.views.plans.take_over import take_over_offer
from planning.advice import Advice
from planning.check_ins import Course, Summary
from planning.goals import Goal
from planning.history import Entry

MAX_ADVICE = 5
MAX_METRICS = 6
_TACTICS_LIMITS = (10, 4000)
_CHANGES_LIMITS = (10, 3000)
_MAX_WHY = 100
_MAX_PEOPLE = 15


@dataclass(frozen=True, slots=True)
class SummaryCharts:
    """What is shown beside the text: earlier check-ins, metrics, and pictures of both."""

    earlier_weeks: Sequence[Week] = ()
    measured: Sequence[Measured] = ()
    pictures: Sequence[Block] = ()


def summary_message(
    view: CheckInView,
    summary: Summary,
    advice: tuple[Advice, ...],
    goals: Mapping[str, Goal],
    charts: SummaryCharts = SummaryCharts(),
    *,
    ownerless: bool = False,
) -> Message:
    """The channel message when the check-in closes; `goals` by id, including dropped ones.

    Only the first items of `advice` and of long lists are shown. If the plan is `ownerless`, channel
    members are offered to take it over.
    """
    blocks: list[Block] = [
        header(f"Where we stand, {words.short_day(view.check_in.on)}"),
        *_results(view, summary),
        *charts.pictures,
        *earlier_weeks(charts.earlier_weeks),
        *_measured(charts.measured),
        *_tactics_off_course(view),
        *_changed(summary, titles_by_id(goals, view.plan)),
        *_missing_people(summary),
        *away_people(view),
        *_advice(advice),
    ]
    if advice:
        blocks.append(actions(button("All advice", "plan.advice", PageValue(view.plan.id, 0))))
    if ownerless:
        blocks += take_over_offer(view.plan)
    text = count_text(summary.counts, summary.before) or "nothing was asked"
    return Message(f"{escape(view.plan.name)}: {text}", blocks)


def _results(view: CheckInView, summary: Summary) -> Iterator[Block]:
    shapes, text = status_bar(summary.counts), count_line(summary.counts, summary.before)
    yield context(
        bold(view.plan.name) + (" · in brackets: change since the last check-in" * bool(summary.before))
    )
    yield section("\n".join(part for part in (shapes, text) if part) or "Nothing was asked.")


def _measured(measured: Sequence[Measured]) -> Iterator[Block]:
    if not measured:
        return
    lines = [f"• {metric_line(each.metric, each.last)}" for each in measured[:MAX_METRICS]]
    yield from paragraphs(["*Metrics*", *lines])
    if len(measured) > MAX_METRICS:
        yield context(slash(f"And {len(measured) - MAX_METRICS:,} more: `/goal list` shows them all."))


def _tactics_off_course(view: CheckInView) -> Iterator[Block]:
    lines, more = fit_lines(
        list(status_lines(view.tactics, view.answers, (Course.OFF_COURSE, Course.DRIFTING))), *_TACTICS_LIMITS
    )
    yield from paragraphs(lines)
    if more:
        yield context(slash(f"And {more:,} more: `/checkin answers` shows them all."))


def _changed(summary: Summary, titles: Mapping[str, str]) -> Iterator[Block]:
    if not summary.changes:
        return
    since = "since the last check-in" if summary.before else "in the plan"
    lines, more = fit_lines([_change(entry, titles) for entry in summary.changes], *_CHANGES_LIMITS)
    yield from paragraphs([f"*What changed {since}*", *lines])
    if more:
        yield context(slash(f"And {more:,} more: `/plan history` shows them all."))


def _change(entry: Entry, titles: Mapping[str, str]) -> str:
    why = f" ({escape_short(entry.why, _MAX_WHY)})" if entry.why else ""
    return f"• {entry_text(entry, titles)}{why}"


def _missing_people(summary: Summary) -> Iterator[Block]:
    if summary.silent:
        yield section(f"*No update from* {mentions(summary.silent, _MAX_PEOPLE)}")


def _advice(advice: Sequence[Advice]) -> Iterator[Block]:
    if advice:
        yield from paragraphs(["*Advice*", *(f"• {advice_line(each)}" for each in advice[:MAX_ADVICE])])
