"""The weekly check-in: the channel message, updated as answers arrive, and the request to each owner."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from slack_sdk.models.blocks import Block, ButtonElement

from handlers.views.check_ins.status_history import (
    COURSE_LABELS,
    NOT_ANSWERED,
    WORST_FIRST,
    answer_details,
    count_courses,
    count_line,
    count_text,
    status_bar,
    status_lines,
)
from handlers.views.common import absences, words
from handlers.views.common.blocks import (
    Message,
    actions,
    bold,
    button,
    context,
    escape,
    header,
    mention,
    mentions,
    paging,
    section,
    text_message,
)
from handlers.views.common.button_values import PageValue
from handlers.views.common.commands import slash
from handlers.views.common.lines import fit_lines, limit_lines, paragraphs
from handlers.views.common.unreadable import with_unreadable
from handlers.views.tactics.cards import short_title
from planning.check_ins import Answer, CheckIn, CheckInState, PersonState, courses_by_tactic
from planning.plan import Plan
from planning.quiet import Absence
from planning.records import Unreadable
from planning.tactics import Tactic

QUESTION = "Are we on course?"
MAX_ANSWER_LINES = 15
MAX_ANSWER_CHARACTERS = 8000
MAX_ASKED_TACTICS = 10
ANSWERS_A_PAGE = 8
_MAX_PEOPLE = 10
_MAX_ANSWERS = 3
_CLOSED_TEXTS = {
    CheckInState.CLOSED: "This check-in is closed. Its summary is below. "
    "You can answer late until the next one starts.",
    CheckInState.MISSED: "This check-in couldn't be held in time.",
    CheckInState.PAUSED: "No check-in this week: everyone is away.",
}

NotNow: TypeAlias = Literal["nothing to ask", "already open", "closed", "none yet"]
_NOT_NOW_TEXTS: dict[NotNow, str] = {
    "nothing to ask": "no open tactic has an owner yet, so there's nobody to ask.",
    "already open": "the check-in is already open. Answer from its message in the channel.",
    "closed": "this check-in is closed. You can still move, edit or drop any tactic: `/tactic`.",
    "none yet": "no check-in yet. Ask now with `/checkin now`.",
}


@dataclass(frozen=True, slots=True)
class CheckInView:
    """A check-in with the people `asked`, their progress, and all answers.

    `tactics` are those it asks about, by id, in order. `away` has the names and absences of those who aren't
    asked, since they are away. `unreadable` lists the records that can't be read.
    """

    plan: Plan
    check_in: CheckIn
    asked: Mapping[str, PersonState]
    answers: tuple[Answer, ...]
    tactics: Mapping[str, Tactic]
    away: tuple[tuple[str, Absence], ...] = ()
    unreadable: tuple[Unreadable, ...] = ()


def check_in_message(view: CheckInView) -> Message:
    """The message in the channel. It names people only in later updates, because those don't notify them."""
    blocks: list[Block] = [
        header(QUESTION),
        context(f"{bold(view.plan.name)} · {words.day(view.check_in.on)}"),
    ]
    if view.answers:
        blocks += [*_results(view), *_missing_answers(view)]
    elif _is_open(view):
        waiting = words.count(len(view.tactics), "update")
        blocks.append(section(f"Waiting for {waiting}. It takes a minute."))
        blocks += away_people(view)
    if _is_open(view):
        closes = words.local_moment(view.check_in.closes_at, view.plan.zone)
        blocks.append(actions(_answer_button(view.check_in, "Answer")))
        blocks.append(context(f"Closes {closes} · Discuss in the thread"))
    else:
        blocks += _late_answer_button(view, "Answer")
        blocks.append(context(_closed_text(view)))
    text = count_text(count_courses(view.answers, view.tactics))
    message = Message(f"{QUESTION} {escape(view.plan.name)}: {text}", blocks)
    return with_unreadable(message, view.unreadable)


def answers_message(view: CheckInView, offset: int = 0) -> Message:
    """All answers, a page of tactics from `offset`: off course first, unanswered last."""
    counts = count_courses(view.answers, view.tactics)
    ordered = _worst_first(view)
    blocks: list[Block] = [
        header(f"{view.plan.name}: answers"),
        context(words.day(view.check_in.on)),
        section(count_line(counts) or "Nothing was asked."),
    ]
    for tactic in ordered[offset : offset + ANSWERS_A_PAGE]:
        blocks += _answers_to(view, tactic)
    blocks += paging(
        "check_in.answers",
        offset,
        ANSWERS_A_PAGE,
        len(ordered),
        lambda to: PageValue(view.check_in.id, to),
    )
    message = Message(f"{escape(view.plan.name)}: {count_text(counts)}", blocks)
    return with_unreadable(message, view.unreadable)


def ask_now_message(plan: Plan, people: Sequence[str]) -> Message:
    """The reply to `/checkin now`: whom it would ask, and the button that does."""
    text = f"This asks {mentions(people, _MAX_PEOPLE)} in {bold(plan.name)}: {QUESTION}"
    if not people:
        text = f"Everyone in {bold(plan.name)} is up to date, so no one is asked."
    ask = button("Ask now", "check_in.now", plan.id, style="primary")
    return Message(f"{escape(plan.name)}: ask now?", [section(text), actions(ask)])


def asking_now_message(plan: Plan) -> Message:
    """The reply to the button "Ask now"."""
    text = f"Asked. The check-in is open in <#{plan.channel}>. I tell its owners in their working hours."
    return Message("Asked.", [section(text)])


def skipped_message(plan: Plan, due_at: datetime, following: datetime) -> Message:
    """The reply to `/checkin skip`: the check-in due at `due_at` is skipped."""
    left_out = words.local_moment(due_at, plan.zone)
    comes = words.local_moment(following, plan.zone)
    text = f"Skipped the check-in on {left_out}. The next one is on {comes}."
    return text_message(text)


def settings_saved_message(plan: Plan) -> Message:
    """The new time of the check-in."""
    when = f"every {words.WEEKDAYS[plan.check_in_weekday]} at {plan.check_in_hour:02}:00"
    text = f"Saved. {bold(plan.name)} asks {when} ({escape(plan.zone)})."
    return Message(f"Saved. The check-in is {when}.", [section(text)])


def not_now_message(plan: Plan, code: NotNow) -> Message:
    """Why there is nothing to do about a check-in."""
    said = slash(_NOT_NOW_TEXTS[code])
    return Message(f"{escape(plan.name)}: {said}", [section(f"{bold(plan.name)}: {said}")])


def _is_open(view: CheckInView) -> bool:
    return view.check_in.state is CheckInState.OPEN


def _closed_text(view: CheckInView) -> str:
    if view.check_in.state is CheckInState.CLOSED and view.plan.closed_at:
        return "This check-in is closed, and so is its plan."
    return _CLOSED_TEXTS[view.check_in.state]


def _late_answer_button(view: CheckInView, label: str) -> list[Block]:
    """The button for a late answer, until the next check-in starts."""
    if view.check_in.state is not CheckInState.CLOSED or view.plan.closed_at:
        return []
    return [actions(_answer_button(view.check_in, label))]


def _results(view: CheckInView) -> Iterator[Block]:
    counts = count_courses(view.answers, view.tactics)
    shapes = status_bar(counts)
    yield section(f"{shapes}\n{count_line(counts)}" if shapes else count_line(counts))
    lines, more = fit_lines(
        list(status_lines(view.tactics, view.answers, WORST_FIRST)), MAX_ANSWER_LINES, MAX_ANSWER_CHARACTERS
    )
    yield from paragraphs(lines)
    if more:
        yield context(slash(f"And {more:,} more: `/checkin answers` shows them all."))


def _missing_answers(view: CheckInView) -> Iterator[Block]:
    if not _is_open(view):
        return
    missing = [person for person, state in view.asked.items() if state == "owed"]
    up_to_date = [person for person, state in view.asked.items() if state == "skipped"]
    text = f"Waiting for {mentions(missing, _MAX_PEOPLE)}" if missing else "✓ Everyone has answered"
    if up_to_date:
        text += f"\nAlready up to date, not asked: {mentions(up_to_date, _MAX_PEOPLE)}"
    yield context(text)
    yield from away_people(view)


def away_people(view: CheckInView) -> Iterator[Block]:
    """Who is away for all of the check-in, by name."""
    if view.away:
        yield context("\n".join(absences.lines(view.away)))


def _worst_first(view: CheckInView) -> list[Tactic]:
    courses = courses_by_tactic(view.answers)
    weight = {course: at for at, course in enumerate(WORST_FIRST)}
    return sorted(
        view.tactics.values(),
        key=lambda tactic: weight[courses[tactic.id]] if tactic.id in courses else len(weight),
    )


def _answers_to(view: CheckInView, tactic: Tactic) -> Iterator[Block]:
    given = [answer for answer in view.answers if answer.tactic == tactic.id]
    if not given:
        yield section(f"{NOT_ANSWERED} {short_title(tactic)}")
        return
    yield section(f"{COURSE_LABELS[courses_by_tactic(view.answers)[tactic.id]]} {short_title(tactic)}")
    yield context("\n".join(limit_lines([_signed_answer(answer) for answer in given], _MAX_ANSWERS)))


def _signed_answer(answer: Answer) -> str:
    text = answer_details(answer)
    return f"{mention(answer.person)}: {COURSE_LABELS[answer.course]}{f'. {text}' if text else ''}"


def _answer_button(check_in: CheckIn, label: str) -> ButtonElement:
    return button(label, f"check_in.answer:{check_in.id}", check_in.id)
