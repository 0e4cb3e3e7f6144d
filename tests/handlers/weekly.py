"""Campfire's check-in of the first Monday in February, as far as screens need it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from handlers.views.check_ins.messages import CheckInView
from planning.check_ins import Answer, CheckIn, CheckInState, Course, Decision, PersonState
from planning.plan import Plan
from planning.recurrence import MonthlyOnDay
from planning.tactics import Tactic
from tests.handlers.campfire import BRIAN, HAILEY, LISTING, MAYA, NOW, PLAN, TODAY

MONDAY = date(2027, 2, 1)
CHECK_IN = CheckIn(
    id="week-5",
    plan="plan",
    on=MONDAY,
    state=CheckInState.OPEN,
    opened_at=datetime(2027, 2, 1, 9, 0, tzinfo=UTC),
    nudge_at=datetime(2027, 2, 2, 9, 0, tzinfo=UTC),
    closes_at=datetime(2027, 2, 3, 9, 0, tzinfo=UTC),
    asked=(BRIAN, HAILEY, MAYA),
)
CLOSED = replace(CHECK_IN, state=CheckInState.CLOSED)
MESSAGES = replace(
    LISTING,
    id="messages",
    number=4,
    title="Send each of them a message",
    owners=(BRIAN, HAILEY),
    eta=date(2027, 2, 20),
)
SPONSORED = replace(
    LISTING,
    id="sponsored",
    number=5,
    title="Set up 1 sponsored post each month",
    eta=None,
    recurrence=MonthlyOnDay(TODAY, 30),
)
TACTICS = (LISTING, MESSAGES, SPONSORED)


def answer(
    tactic: str,
    person: str,
    course: Course,
    happened: str = "",
    decision: Decision | None = None,
    reason: str = "",
    *,
    new_eta: date | None = None,
    taker: str = "",
) -> Answer:
    """What somebody answered."""
    return Answer(CHECK_IN.id, tactic, person, course, happened, decision, reason, NOW, new_eta, taker)


ANSWERS = (
    answer("listing", BRIAN, Course.ON_COURSE),
    answer(
        "messages",
        BRIAN,
        Course.OFF_COURSE,
        "Half of them never reply.",
        Decision.MOVE,
        "They need time.",
        new_eta=date(2027, 3, 1),
    ),
    answer("messages", HAILEY, Course.DRIFTING, "Holidays <everywhere>."),
)


def week(
    *answers: Answer,
    check_in: CheckIn = CHECK_IN,
    tactics: Sequence[Tactic] = TACTICS,
    plan: Plan = PLAN,
) -> CheckInView:
    """The check-in after these answers; Maya is up to date already."""
    answered = {given.person for given in answers}
    asked: dict[str, PersonState] = {
        person: "answered" if person in answered else "owed" for person in (BRIAN, HAILEY)
    }
    return CheckInView(
        plan, check_in, {**asked, MAYA: "skipped"}, answers, {tactic.id: tactic for tactic in tactics}
    )
