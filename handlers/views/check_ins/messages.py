"""The weekly check-in: the message that fills up as answers arrive, and what each owner is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from slack_sdk.models.blocks import Block, ButtonElement

from handlers.views.check_ins.status_history import (
    COURSES,
    SILENT,
    WORST_FIRST,
    bar,
    count_line,
    counted,
    title,
    told,
    told_line,
    told_lines,
)
from handlers.views.common import words
from handlers.views.common.blocks import (
    Message,
    actions,
    bold,
    button,
    context,
    escape,
    fitting,
    header,
    mention,
    mentions,
    paging,
    paragraphs,
    section,
)
from handlers.views.common.button_values import PageValue
from handlers.views.common.commands import slash
from handlers.views.common.unreadable import with_unreadable
from planning.check_ins import Answer, CheckIn, CheckInState, PersonState, standing
from planning.plan import Plan
from planning.records import Unreadable
from planning.tactics import Tactic

QUESTION = "Are we on course?"
MAX_TOLD = 15
TOLD_CHARACTERS = 8000
MAX_OWN = 10
ANSWERS_A_PAGE = 8
_MAX_PEOPLE = 10
_MAX_ANSWERS = 3
_ENDED = {
    CheckInState.CLOSED: "This check-in is closed. Its summary is below. "
    "You can answer late until the next one starts.",
    CheckInState.MISSED: "This check-in could not be held in time.",
    CheckInState.PAUSED: "There was no check-in this week: everybody is away.",
}

NotNow: TypeAlias = Literal["nothing to ask", "already open", "closed", "none yet"]
_NOT_NOW: dict[NotNow, str] = {
    "nothing to ask": "nobody owns an open tactic here yet, so there is nobody to ask.",
    "already open": "the check-in is open already: its message has the button to answer.",
    "closed": "this check-in is closed. You can still move, edit or drop any tactic: `/tactic`.",
    "none yet": "there has been no check-in yet. `/checkin now` asks at once.",
}


@dataclass(frozen=True, slots=True)
class CheckInView:
    """A check-in as it stands: who was `asked` and how far they are, and all answers to it.

    `tactics` are those it asks about, by id, in their order. `unreadable` is what of all this can't be read.
    """

    plan: Plan
    check_in: CheckIn
    asked: Mapping[str, PersonState]
    answers: tuple[Answer, ...]
    tactics: Mapping[str, Tactic]
    unreadable: tuple[Unreadable, ...] = ()


def check_in_message(view: CheckInView) -> Message:
    """What the channel sees. Nobody is named before the first answer: only edits name people silently."""
    blocks: list[Block] = [
        header(QUESTION),
        context(f"{bold(view.plan.name)} · {words.day(view.check_in.on)}"),
    ]
    if view.answers:
        blocks += [*_so_far(view), *_waiting(view)]
    elif _is_open(view):
        waiting = words.count(
            len(view.tactics),
            "tactic waits for word from its owner",
            "tactics wait for word from their owners",
        )
        blocks.append(section(f"{waiting}. It takes a minute."))
    if _is_open(view):
        closes = words.local_moment(view.check_in.closes_at, view.plan.zone)
        blocks.append(actions(_answer(view.check_in, "Answer")))
        blocks.append(context(f"Closes {closes}. The thread below is for talking about it."))
    else:
        blocks += _late(view, "Answer late")
        blocks.append(context(_ended(view)))
    said = count_line(counted(view.answers, view.tactics))
    drawn = Message(f"{QUESTION} {escape(view.plan.name)}: {said}", blocks)
    return with_unreadable(drawn, view.unreadable)


def check_in_request(view: CheckInView, person: str, tactics: tuple[Tactic, ...]) -> Message:
    """The DM that asks `person` about their `tactics`, as it stands now: asked, answered, or closed."""
    own = tuple(answer for answer in view.answers if answer.person == person)
    said = _request_headline(view, own)
    blocks: list[Block] = [section(f"*{said}*")]
    if own:
        blocks += _told_back(view, own)
    elif _is_open(view):
        blocks += paragraphs(_asked_about(tactics))
    if _is_open(view):
        blocks.append(actions(_answer(view.check_in, "Change my answers" if own else "Answer")))
    else:
        blocks += _late(view, "Change my answers" if own else "Answer late")
    return Message(f"{said} {escape(view.plan.name)}", [*blocks, _footer(view)])


def check_in_nudge(view: CheckInView, person: str) -> Message:
    """The one reminder of an answer owed; once `person` has answered it says so as the request does."""
    tactics = tuple(tactic for tactic in view.tactics.values() if person in tactic.owners)
    if not _is_open(view) or any(answer.person == person for answer in view.answers):
        return check_in_request(view, person, tactics)
    said = "How is it going? Your answer is still missing."
    blocks = [
        section(f"*{said}*"),
        *paragraphs(_asked_about(tactics)),
        actions(_answer(view.check_in, "Answer")),
        _footer(view),
    ]
    return Message(f"{said} {escape(view.plan.name)}", blocks)


def answers_message(view: CheckInView, offset: int = 0) -> Message:
    """All that was answered, a page of tactics from `offset` on: off course first, unanswered last."""
    counts = counted(view.answers, view.tactics)
    ordered = _worst_first(view)
    blocks: list[Block] = [
        header(f"{view.plan.name}: what was answered"),
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
    drawn = Message(f"{escape(view.plan.name)}: {count_line(counts)}", blocks)
    return with_unreadable(drawn, view.unreadable)


def asking_now_message(plan: Plan) -> Message:
    """`/checkin now` was heard."""
    said = f"I'm asking now: the question comes up in <#{plan.channel}>, and every owner gets a form."
    return Message("I'm asking now.", [section(said)])


def skipped_message(plan: Plan, due_at: datetime, following: datetime) -> Message:
    """`/checkin skip` was heard: the check-in of `due_at` is left out."""
    left_out = words.local_moment(due_at, plan.zone)
    comes = words.local_moment(following, plan.zone)
    said = f"Skipped: the check-in on {left_out} is left out. The next one comes on {comes}."
    return Message(said, [section(said)])


def settings_saved_message(plan: Plan) -> Message:
    """When the check-in asks from now on."""
    when = f"every {words.WEEKDAYS[plan.check_in_weekday]} at {plan.check_in_hour:02}:00"
    said = f"Saved. {bold(plan.name)} asks {when} ({escape(plan.zone)})."
    return Message(f"Saved. The check-in is {when}.", [section(said)])


def not_now_message(plan: Plan, code: NotNow) -> Message:
    """Why there is nothing to do about a check-in."""
    said = slash(_NOT_NOW[code])
    return Message(f"{escape(plan.name)}: {said}", [section(f"{bold(plan.name)}: {said}")])


def _is_open(view: CheckInView) -> bool:
    return view.check_in.state is CheckInState.OPEN


def _ended(view: CheckInView) -> str:
    if view.check_in.state is CheckInState.CLOSED and view.plan.closed_at:
        return "This check-in is closed, and so is its plan."
    return _ENDED[view.check_in.state]


def _late(view: CheckInView, label: str) -> list[Block]:
    """The way to answer late, which is open until the next check-in."""
    if view.check_in.state is not CheckInState.CLOSED or view.plan.closed_at:
        return []
    return [actions(_answer(view.check_in, label))]


def _so_far(view: CheckInView) -> Iterator[Block]:
    counts = counted(view.answers, view.tactics)
    shapes = bar(counts)
    yield section(f"{shapes}\n{count_line(counts)}" if shapes else count_line(counts))
    lines, more = fitting(
        list(told_lines(view.tactics, view.answers, WORST_FIRST)), MAX_TOLD, TOLD_CHARACTERS
    )
    yield from paragraphs(lines)
    if more:
        yield context(slash(f"And {more:,} more: `/checkin answers` shows them all."))


def _waiting(view: CheckInView) -> Iterator[Block]:
    if not _is_open(view):
        return
    owed = [person for person, state in view.asked.items() if state == "owed"]
    up_to_date = [person for person, state in view.asked.items() if state == "skipped"]
    said = f"Still to answer: {mentions(owed, _MAX_PEOPLE)}" if owed else "✓ Everybody has answered."
    if up_to_date:
        said += f"\nUp to date already, so not asked: {mentions(up_to_date, _MAX_PEOPLE)}"
    yield context(said)


def _request_headline(view: CheckInView, own: tuple[Answer, ...]) -> str:
    if not _is_open(view):
        return "This check-in is closed."
    return "Thank you for answering." if own else QUESTION


def _asked_about(tactics: tuple[Tactic, ...]) -> list[str]:
    lines = [f"• {title(tactic)}: {_when(tactic)}" for tactic in tactics[:MAX_OWN]]
    more = len(tactics) - MAX_OWN
    return [*lines, f"and {more:,} more"] if more > 0 else lines


def _when(tactic: Tactic) -> str:
    if tactic.recurrence:
        return words.recurrence(tactic.recurrence)
    return words.day(tactic.eta) if tactic.eta else "no ETA yet"


def _told_back(view: CheckInView, own: tuple[Answer, ...]) -> list[Block]:
    known = sorted(
        (answer for answer in own if answer.tactic in view.tactics),
        key=lambda answer: view.tactics[answer.tactic].number,
    )
    lines = [told_line(answer, view.tactics[answer.tactic]) for answer in known[:MAX_TOLD]]
    more = len(known) - MAX_TOLD
    return paragraphs([*lines, f"and {more:,} more"] if more > 0 else lines)


def _footer(view: CheckInView) -> Block:
    plan = f"{escape(view.plan.name)} in <#{view.plan.channel}>"
    closes = words.local_moment(view.check_in.closes_at, view.plan.zone)
    return context(f"Open until {closes} · {plan}" if _is_open(view) else plan)


def _worst_first(view: CheckInView) -> list[Tactic]:
    stands = standing(view.answers)
    weight = {course: at for at, course in enumerate(WORST_FIRST)}
    return sorted(
        view.tactics.values(),
        key=lambda tactic: weight[stands[tactic.id]] if tactic.id in stands else len(weight),
    )


def _answers_to(view: CheckInView, tactic: Tactic) -> Iterator[Block]:
    given = [answer for answer in view.answers if answer.tactic == tactic.id]
    if not given:
        yield section(f"{SILENT} {title(tactic)}")
        return
    yield section(f"{COURSES[standing(view.answers)[tactic.id]]} {title(tactic)}")
    lines = [_by(answer) for answer in given[:_MAX_ANSWERS]]
    more = len(given) - _MAX_ANSWERS
    yield context("\n".join([*lines, f"and {more:,} more"] if more > 0 else lines))


def _by(answer: Answer) -> str:
    said = told(answer)
    return f"{mention(answer.person)}: {COURSES[answer.course]}{f'. {said}' if said else ''}"


def _answer(check_in: CheckIn, label: str) -> ButtonElement:
    return button(label, f"check_in.answer:{check_in.id}", check_in.id)
