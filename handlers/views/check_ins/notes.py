"""Messages about late answers to a check-in, and about answers that could not be saved."""

from collections.abc import Sequence
from typing import NamedTuple

from handlers.views.check_ins.messages import CheckInView
from handlers.views.check_ins.status_history import COURSE_LABELS, DECISION_LABELS, MAX_HAPPENED, answer_line
from handlers.views.common import words
from handlers.views.common.blocks import Message, bold, escape, escape_short, mention, section
from handlers.views.common.lines import fit_lines, paragraphs
from handlers.views.common.notes import read_as
from planning.check_ins import CheckIn, CheckInState, Course, Decision
from planning.phrases import TypedNumber
from planning.plan import Plan

UNREADABLE_TACTIC = "A tactic that can't be read"
UNREADABLE_METRIC = "A metric that's gone or can't be read"
_LIMITS = (10, 4000)


class UnsavedAnswer(NamedTuple):
    """An answer that is not saved: the title it is about, and its text as mrkdwn."""

    about: str
    answer: str


def quoted_course(course: Course | None, happened: str) -> str:
    """The status that a person gave a tactic, with their full comment."""
    return ". ".join(
        part for part in (COURSE_LABELS[course] if course else "", escape(happened.strip())) if part
    )


def quoted_decision(decision: Decision | None, reason: str) -> str:
    """What a person decided about a tactic, with their full reason."""
    text = DECISION_LABELS[decision] if decision else ""
    return ". ".join(part for part in (text, escape(reason.strip())) if part)


def numbers_message(numbers: Sequence[TypedNumber]) -> Message:
    """How readings were read whose marks mean something else in another locale."""
    lines = [read_as(number) for number in numbers]
    return Message(" ".join(lines), paragraphs(lines))


def unsaved_answers_message(
    plan: Plan, check_in: CheckIn, unsaved: Sequence[UnsavedAnswer], *, older: bool
) -> Message:
    """Which check-in the answers count for if the form was of an `older` one, and what was not saved."""
    lines: list[str] = []
    if older:
        which = "the one open now" if check_in.state is CheckInState.OPEN else "the one closed last"
        lines.append(
            f"The check-in you opened is over, so your answers count for {which}: "
            f"{bold(plan.name)}, {words.day(check_in.on)}."
        )
    if unsaved:
        lines.append("Not saved, because these aren't yours to answer for any more:")
        lines += [f"• {bold(answer.about)}: {answer.answer}" for answer in unsaved]
    return Message(lines[0], paragraphs(lines))


def late_answer_message(view: CheckInView, person: str) -> Message | None:
    """The line in a closed check-in's thread: what `person` has answered since it closed."""
    late = [
        answer for answer in view.answers if answer.person == person and answer.at >= view.check_in.closes_at
    ]
    known = [(answer, view.tactics[answer.tactic]) for answer in late if answer.tactic in view.tactics]
    known.sort(key=lambda pair: pair[1].number)
    if not known:
        return None
    heading = f"{mention(person)} answered late:"
    lines, more = fit_lines([answer_line(answer, tactic) for answer, tactic in known], *_LIMITS)
    if more:
        lines = [*lines, f"and {more:,} more"]
    text = f"{heading} {words.count(len(known), 'tactic')} of {escape_short(view.plan.name, MAX_HAPPENED)}"
    return Message(text, [section(heading), *paragraphs(lines)])
