"""Messages about answers to a check-in that came late, or weren't the person's to give."""

from collections.abc import Sequence
from typing import NamedTuple

from handlers.views.check_ins.messages import CheckInView
from handlers.views.check_ins.status_history import COURSES, DECISIONS, MAX_HAPPENED, told_line
from handlers.views.common import words
from handlers.views.common.blocks import (
    Message,
    bold,
    escape,
    escape_short,
    fit_lines,
    mention,
    paragraphs,
    section,
)
from planning.check_ins import CheckIn, CheckInState, Course, Decision
from planning.goals import figure
from planning.plan import Plan

LOST_TACTIC = "A tactic that can't be read"
LOST_METRIC = "A metric that's gone or can't be read"
_LINES = (10, 4000)


class NotCounted(NamedTuple):
    """An answer that is not saved: what it is about, and what was said."""

    about: str
    said: str


def as_said(course: Course | None, happened: str) -> str:
    """How a person said that a tactic goes, quoted in full."""
    return ". ".join(part for part in (COURSES[course] if course else "", escape(happened.strip())) if part)


def as_decided(decision: Decision | None, reason: str) -> str:
    """What a person decided about a tactic, quoted in full."""
    text = DECISIONS[decision] if decision else ""
    return ". ".join(part for part in (text, escape(reason.strip())) if part)


def as_reading(value: float) -> str:
    """The reading that a person typed."""
    return figure(value)


def counted_elsewhere_message(
    plan: Plan, check_in: CheckIn, elsewhere: Sequence[NotCounted], *, older: bool
) -> Message:
    """Which check-in the answers count for, where their form was of an `older` one, and what was not kept."""
    lines: list[str] = []
    if older:
        which = "the one open now" if check_in.state is CheckInState.OPEN else "the one closed last"
        lines.append(
            f"The check-in you opened is over, so your answers count for {which}: "
            f"{bold(plan.name)}, {words.day(check_in.on)}."
        )
    if elsewhere:
        lines.append("Not saved, because these aren't yours to answer for any more:")
        lines += [f"• {bold(each.about)}: {each.said}" for each in elsewhere]
    return Message(lines[0], paragraphs(lines))


def late_answer_message(view: CheckInView, person: str) -> Message | None:
    """The line in the thread of a closed check-in: what `person` has answered since it closed."""
    late = [one for one in view.answers if one.person == person and one.at >= view.check_in.closes_at]
    known = [(one, view.tactics[one.tactic]) for one in late if one.tactic in view.tactics]
    known.sort(key=lambda pair: pair[1].number)
    if not known:
        return None
    said = f"{mention(person)} answered late:"
    lines, more = fit_lines([told_line(one, tactic) for one, tactic in known], *_LINES)
    if more:
        lines = [*lines, f"and {more:,} more"]
    text = f"{said} {words.count(len(known), 'tactic')} of {escape_short(view.plan.name, MAX_HAPPENED)}"
    return Message(text, [section(said), *paragraphs(lines)])
