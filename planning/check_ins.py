"""The weekly check-in: its schedule, the people asked, their answers and its summary.

Rules: PRODUCT, Check-in. It opens at the plan's weekday and hour in the plan's time zone, sends one nudge
after one working day, and closes after two.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from planning import text
from planning.calendar import day_of_turn, first_that_exists, instant, not_past, working_days_after
from planning.errors import Code, PlanningError
from planning.goals import Goal, Metric, Reading
from planning.history import Action, Entry, effective_entries
from planning.plan import Plan
from planning.tactics import Tactic
from planning.zones import zone_of

MAX_LATE = timedelta(days=1)
MAX_EARLY = timedelta(days=1)  # opened by hand this early, it replaces the regular one
UP_TO_DATE = timedelta(days=2)
READING_FRESH = timedelta(days=6)
NUDGE_AFTER, CLOSE_AFTER = 1, 2  # working days
_DAY = timedelta(days=1)

# Whether a person's answer is pending, given, or not needed because their tactics are up to date.
PersonState: TypeAlias = Literal["owed", "answered", "skipped"]


class Course(StrEnum):
    """Whether a tactic is on course; the later ones are worse."""

    ON_COURSE = "on course"
    DRIFTING = "drifting"
    OFF_COURSE = "off course"


class Decision(StrEnum):
    """What to do about a tactic that is off course."""

    KEEP = "keep"
    MOVE = "move"
    RE_RATE = "re-rate"
    HAND_OVER = "hand over"
    DROP = "drop"


class CheckInState(StrEnum):
    """The state of a check-in. Missed: the bot was down when it was due; paused: everyone was away."""

    OPEN = "open"
    CLOSED = "closed"
    MISSED = "missed"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A check-in of a plan, scheduled for the day `on` in the plan's zone.

    `asked` are the ids of the people asked, in order. Instants are aware UTC.
    """

    id: str
    plan: str
    on: date
    state: CheckInState
    opened_at: datetime
    nudge_at: datetime
    closes_at: datetime
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One owner's reply for one tactic: its course, what happened, and what to do when it is off course.

    `new_eta` goes with a decision to move, `taker` (a person) with one to hand over.
    """

    check_in: str
    tactic: str
    person: str
    course: Course
    happened: str
    decision: Decision | None
    reason: str
    at: datetime
    new_eta: date | None = None
    taker: str = ""


@dataclass(frozen=True, slots=True)
class CourseCounts:
    """How many tactics have each course, and how many have no answer (`silent`)."""

    on_course: int = 0
    drifting: int = 0
    off_course: int = 0
    silent: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """The results of a check-in: counts, those of the one `before`, people without answers, plan changes."""

    counts: CourseCounts
    before: CourseCounts | None = None
    silent: tuple[str, ...] = ()
    changes: tuple[Entry, ...] = ()


def next_check_in(weekday: int, hour: int, zone: ZoneInfo, after: datetime) -> datetime:
    """The first moment after `after` at which it is `weekday` (Monday 0) and `hour` in `zone`, as UTC.

    Skipped days and skipped or repeated hours are handled as in `calendar.instant`.
    """
    before = after.astimezone(zone).date() - 2 * _DAY  # its hour, or the day itself, may have been skipped
    day = before + (weekday - before.weekday()) % 7 * _DAY
    while (moment := instant(first_that_exists(day, zone), time(hour), zone)) <= after:
        day += 7 * _DAY
    return moment


def opening(due_at: datetime, now: datetime) -> CheckInState:
    """OPEN if it is late by less than MAX_LATE, else MISSED."""
    return CheckInState.OPEN if now - due_at < MAX_LATE else CheckInState.MISSED


def new_check_in(plan: Plan, due_at: datetime, now: datetime, asked: Sequence[str], id_: str) -> CheckIn:
    """The check-in due at `due_at`, either opened `now` or missed.

    Working days count from the day it opens, at the local time when it was due.
    """
    zone = zone_of(plan.zone)
    due = due_at.astimezone(zone)
    start = instant(plan.today(now), due.time(), zone)
    return CheckIn(
        id=id_,
        plan=plan.id,
        on=day_of_turn(due, time(plan.check_in_hour), zone),
        state=opening(due_at, now),
        opened_at=now,
        nudge_at=working_days_after(start, NUDGE_AFTER, zone),
        closes_at=working_days_after(start, CLOSE_AFTER, zone),
        asked=tuple(asked),
    )


def new_answer(
    check_in: str,
    tactic: str,
    person: str,
    *,
    course: Course | None,
    happened: str = "",
    decision: Decision | None = None,
    reason: str = "",
    new_eta: date | None = None,
    taker: str = "",
    today: date,
    now: datetime,
) -> Answer:
    """An answer from its form, with a decision and its fields only for OFF_COURSE.

    Raises PlanningError about "<tactic>.<field>", since a form has several tactics: EMPTY about course,
    decision, eta or taker, DATE_PAST or DATE_TOO_FAR about eta, REASON_MISSING about reason, TOO_LONG.
    """
    if course is None:
        raise PlanningError(Code.EMPTY, f"{tactic}.course")
    said = text.optional_line(happened, f"{tactic}.happened")
    if course is not Course.OFF_COURSE:
        return Answer(check_in, tactic, person, course, said, None, "", now)
    why = text.optional_line(reason, f"{tactic}.reason")
    match decision:
        case None:
            raise PlanningError(Code.EMPTY, f"{tactic}.decision")
        case Decision.MOVE:
            eta = _to_come(new_eta, f"{tactic}.eta", today)
            return Answer(check_in, tactic, person, course, said, decision, why, now, new_eta=eta)
        case Decision.HAND_OVER if not taker:
            raise PlanningError(Code.EMPTY, f"{tactic}.taker")
        case Decision.HAND_OVER:
            return Answer(check_in, tactic, person, course, said, decision, why, now, taker=taker)
        case Decision.DROP if not why:
            raise PlanningError(Code.REASON_MISSING, f"{tactic}.reason")
    return Answer(check_in, tactic, person, course, said, decision, why, now)


def courses_by_tactic(answers: Iterable[Answer]) -> dict[str, Course]:
    """The course of each tactic (by id) with answers: the worst of its owners' latest answers."""
    newest = {(answer.tactic, answer.person): answer for answer in sorted(answers, key=lambda one: one.at)}
    worst: dict[str, Course] = {}
    for answer in newest.values():
        worst[answer.tactic] = max(
            worst.get(answer.tactic, answer.course), answer.course, key=_SEVERITY.index
        )
    return worst


def pending_people(
    check_in: CheckIn, tactics: Iterable[Tactic], answered: Collection[str]
) -> tuple[str, ...]:
    """The people asked, in order, who own an open tactic and haven't `answered`."""
    owners = {owner for tactic in tactics if tactic.is_open for owner in tactic.owners}
    return tuple(person for person in check_in.asked if person in owners and person not in answered)


def summary(
    check_in: CheckIn,
    answers: Collection[Answer],
    tactics: Collection[Tactic],
    earlier_counts: CourseCounts | None,
    entries: Sequence[Entry],
) -> Summary:
    """The results of a check-in.

    Open `tactics` of people who were asked count as silent without an answer. `entries` are the history since
    the previous check-in, in order.
    """
    return Summary(
        counts=_counts(check_in, courses_by_tactic(answers), tactics),
        before=earlier_counts,
        silent=pending_people(check_in, tactics, {answer.person for answer in answers}),
        changes=tuple(filter(_changes_the_plan, effective_entries(entries))),
    )


def skips(
    person: str, tactics: Iterable[Tactic], last_changes: Mapping[str, tuple[str, datetime]], now: datetime
) -> bool:
    """Whether to skip `person`: they changed each of their open tactics within UP_TO_DATE.

    `last_changes` has who changed each tactic (by id) last, and when.
    """
    own = [tactic.id for tactic in tactics if tactic.is_open and person in tactic.owners]
    changes = [last_changes.get(tactic) for tactic in own]
    return all(change and change[0] == person and abs(now - change[1]) <= UP_TO_DATE for change in changes)


def metrics_due(
    goals: Iterable[Goal], newest: Mapping[str, Reading], today: date
) -> tuple[tuple[Goal, Metric], ...]:
    """The metrics without a reading, or whose `newest` one is older than READING_FRESH."""
    return tuple(
        (goal, metric)
        for goal in goals
        if not goal.dropped
        for metric in goal.metrics
        if (last := newest.get(metric.id)) is None or abs(today - last.on) > READING_FRESH
    )


def is_paused(week_of: date, people_quiet: Callable[[str, date], bool], asked: Collection[str]) -> bool:
    """Whether everyone asked is off from Monday to Friday of the week of `week_of`.

    `people_quiet(person, day)` is whether a person is off on that day. False if no one is asked.
    """
    monday = week_of - week_of.weekday() * _DAY
    week = [monday + later * _DAY for later in range(5)]
    return bool(asked) and all(people_quiet(person, day) for person in asked for day in week)


_SEVERITY = tuple(Course)
_CHANGING = (
    Action.GOAL_ADDED,
    Action.GOAL_DROPPED,
    Action.TACTIC_ADDED,
    Action.TACTIC_MOVED,
    Action.TACTIC_ASSIGNED,
    Action.TACTIC_HANDED_OVER,
    Action.TACTIC_DROPPED,
    Action.SECOND_ROUND,
)
_CHANGING_FIELDS = {"eta", "recurrence", "owners"}


def _to_come(eta: date | None, field: str, today: date) -> date:
    if eta is None:
        raise PlanningError(Code.EMPTY, field)
    return not_past(eta, today, field)


def _counts(check_in: CheckIn, courses: Mapping[str, Course], tactics: Iterable[Tactic]) -> CourseCounts:
    on = Counter(courses.values())
    waiting = [tactic for tactic in tactics if tactic.is_open and tactic.id not in courses]
    silent = sum(1 for tactic in waiting if set(tactic.owners) & set(check_in.asked))
    return CourseCounts(on[Course.ON_COURSE], on[Course.DRIFTING], on[Course.OFF_COURSE], silent)


def _changes_the_plan(entry: Entry) -> bool:
    if entry.action is Action.TACTIC_CHANGED:
        return any(change.field in _CHANGING_FIELDS for change in entry.changes)
    return entry.action in _CHANGING
