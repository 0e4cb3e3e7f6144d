"""The summary that closes a check-in: where the plan stands, what changed and why, and what to look at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from handlers.views.charts.metrics import Measured
from handlers.views.charts.status_history import Week, earlier
from handlers.views.check_ins.messages import CheckInView
from handlers.views.check_ins.status_history import bar, count_line, told_lines
from handlers.views.common import words
from handlers.views.common.blocks import (
    Message,
    actions,
    bold,
    brief,
    button,
    context,
    escape,
    fitting,
    header,
    mentions,
    paragraphs,
    section,
)
from handlers.views.common.button_values import PageValue
from handlers.views.common.commands import slash
from handlers.views.goals.messages import metric_line
from handlers.views.plans.advice import advice_line
from handlers.views.plans.history import sentence, titles_of
from handlers.views.plans.take_over import take_over_offer
from planning.advice import Advice
from planning.check_ins import Course, Summary
from planning.goals import Goal
from planning.history import Entry

MAX_ADVICE = 5
MAX_METRICS = 6
_TOLD = (10, 4000)
_CHANGES = (10, 3000)
_MAX_WHY = 100
_MAX_PEOPLE = 15


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands beside the words: the weeks before this one, what is measured, and pictures of both."""

    earlier: Sequence[Week] = ()
    measured: Sequence[Measured] = ()
    pictures: Sequence[Block] = ()


def summary_message(
    view: CheckInView,
    summary: Summary,
    advice: tuple[Advice, ...],
    goals: Mapping[str, Goal],
    seen: Seen = Seen(),
    *,
    ownerless: bool = False,
) -> Message:
    """What the channel reads when the check-in closes; `goals` by id, dropped ones too.

    Of the `advice` the first few pieces are shown, of long lists what comes first. An `ownerless` plan is
    offered to the channel's members to be taken over.
    """
    blocks: list[Block] = [
        header(f"How we stand: {words.day(view.check_in.on)}"),
        *_standing(view, summary),
        *seen.pictures,
        *earlier(seen.earlier),
        *_measured(seen.measured),
        *_to_look_at(view),
        *_changed(summary, titles_of(goals, view.plan)),
        *_silent(summary),
        *_advice(advice),
    ]
    if advice:
        blocks.append(actions(button("All advice", "plan.advice", PageValue(view.plan.id, 0))))
    if ownerless:
        blocks += take_over_offer(view.plan)
    said = count_line(summary.counts, summary.before) or "nothing was asked"
    return Message(f"{escape(view.plan.name)}: {said}", blocks)


def _standing(view: CheckInView, summary: Summary) -> Iterator[Block]:
    shapes, said = bar(summary.counts), count_line(summary.counts, summary.before)
    yield context(
        bold(view.plan.name)
        + (" · in parentheses: the change since the check-in before" * bool(summary.before))
    )
    yield section("\n".join(part for part in (shapes, said) if part) or "Nothing was asked.")


def _measured(measured: Sequence[Measured]) -> Iterator[Block]:
    if not measured:
        return
    lines = [f"• {metric_line(each.metric, each.last)}" for each in measured[:MAX_METRICS]]
    yield from paragraphs(["*What we measure*", *lines])
    if len(measured) > MAX_METRICS:
        yield context(slash(f"And {len(measured) - MAX_METRICS:,} more: `/goal list` shows them all."))


def _to_look_at(view: CheckInView) -> Iterator[Block]:
    lines, more = fitting(
        list(told_lines(view.tactics, view.answers, (Course.OFF_COURSE, Course.DRIFTING))), *_TOLD
    )
    yield from paragraphs(lines)
    if more:
        yield context(slash(f"And {more:,} more: `/checkin answers` shows them all."))


def _changed(summary: Summary, titles: Mapping[str, str]) -> Iterator[Block]:
    if not summary.changes:
        return
    since = "since the last check-in" if summary.before else "in the plan"
    lines, more = fitting([_change(entry, titles) for entry in summary.changes], *_CHANGES)
    yield from paragraphs([f"*What changed {since}*", *lines])
    if more:
        yield context(slash(f"And {more:,} more: `/plan history` shows them all."))


def _change(entry: Entry, titles: Mapping[str, str]) -> str:
    why = f" ({brief(entry.why, _MAX_WHY)})" if entry.why else ""
    return f"• {sentence(entry, titles)}{why}"


def _silent(summary: Summary) -> Iterator[Block]:
    if summary.silent:
        yield section(f"*Not heard from* {mentions(summary.silent, _MAX_PEOPLE)}")


def _advice(advice: Sequence[Advice]) -> Iterator[Block]:
    if advice:
        yield from paragraphs(["*Advice*", *(f"• {advice_line(each)}" for each in advice[:MAX_ADVICE])])
