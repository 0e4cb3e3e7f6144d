"""The weekly check-in: when it opens and closes, who is asked, what answers are, and what they add up to."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from planning.check_ins import (
    Answer,
    CheckInState,
    Course,
    CourseCounts,
    Decision,
    PersonState,
    courses_by_tactic,
    metrics_due,
    new_answer,
    new_check_in,
    next_check_in,
    opening,
    pending_people,
    skips,
    summary,
)
from planning.deadlines import Span, is_paused
from planning.errors import Code, PlanningError
from planning.goals import Goal, Metric, Reading
from planning.history import Action, Change, Entry, effective_entries
from planning.tactics import State
from tests.planning.world import NOW, PLAN, TACTIC, TODAY

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
RIGA = ZoneInfo("Europe/Riga")
ON, DRIFTING, OFF = Course
BRIAN, HAILEY, MAYA = "U0BRIAN", "U0HAILEY", "U0MAYA"
LISTING = replace(TACTIC, id="listing", owners=(BRIAN,))
MESSAGES = replace(TACTIC, id="messages", owners=(BRIAN, HAILEY))
POSTS = replace(TACTIC, id="posts", owners=(HAILEY,))
SPAN = Span(NOW, NOW + timedelta(days=1), NOW + timedelta(days=2))
OPENED = new_check_in(PLAN, NOW, SPAN, [BRIAN, HAILEY], "C1")


def riga(day: int, at: str = "09:00") -> datetime:
    """A time in January 2027, whose 4th, 11th and 18th are Mondays."""
    return datetime.fromisoformat(f"2027-01-{day:02}T{at}+02:00")


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(riga(3), riga(4), id="the day before"),
        pytest.param(riga(4, "08:59"), riga(4), id="a minute before"),
        pytest.param(riga(4), riga(11), id="at that moment"),
        pytest.param(riga(5), riga(11), id="the day after"),
    ],
)
def test_the_next_check_in_is_strictly_after(after: datetime, expected: datetime) -> None:
    assert next_check_in(0, 9, RIGA, after) == expected


@pytest.mark.parametrize(
    ("late", "state"),
    [
        (timedelta(), CheckInState.OPEN),
        (DAY - SECOND, CheckInState.OPEN),
        (DAY, CheckInState.MISSED),
        (20 * DAY, CheckInState.MISSED),
    ],
)
def test_one_that_is_late_by_a_day_is_missed(late: timedelta, state: CheckInState) -> None:
    assert opening(NOW, NOW + late) is state
    missed = new_check_in(PLAN, NOW, replace(SPAN, opened_at=NOW + late), [], "C1")
    assert (missed.state, missed.on) == (state, TODAY)


def test_a_check_in_is_open_as_long_as_its_span_says() -> None:
    assert (OPENED.opened_at, OPENED.nudge_at, OPENED.closes_at) == (NOW, SPAN.nudge_at, SPAN.closes_at)
    assert (OPENED.id, OPENED.plan, OPENED.asked) == ("C1", PLAN.id, (BRIAN, HAILEY))
    assert (OPENED.on, OPENED.state) == (TODAY, CheckInState.OPEN)


def answered(
    course: Course | None,
    decision: Decision | None = None,
    *,
    reason: str = "",
    new_eta: date | None = None,
    taker: str = "",
    happened: str = " They  answered ",
) -> Answer:
    return new_answer(
        "C1",
        "listing",
        BRIAN,
        course=course,
        happened=happened,
        decision=decision,
        reason=reason,
        new_eta=new_eta,
        taker=taker,
        today=TODAY,
        now=NOW,
    )


def kept(course: Course, decision: Decision | None = None, reason: str = "") -> Answer:
    return Answer("C1", "listing", BRIAN, course, "They answered", decision, reason, NOW)


def test_only_what_is_off_course_has_a_decision_and_that_its_own_fields() -> None:
    all_filled = {"reason": "Too slow", "new_eta": TODAY, "taker": HAILEY}
    given = [answered(OFF, decision, **all_filled) for decision in Decision]  # type: ignore[arg-type]  # a dict
    assert given == [
        kept(OFF, Decision.KEEP, "Too slow"),
        replace(kept(OFF, Decision.MOVE, "Too slow"), new_eta=TODAY),
        kept(OFF, Decision.RE_RATE, "Too slow"),
        replace(kept(OFF, Decision.HAND_OVER, "Too slow"), taker=HAILEY),
        kept(OFF, Decision.DROP, "Too slow"),
    ]
    for course in (ON, DRIFTING):
        assert answered(course, Decision.DROP, reason="No") == kept(course)


@pytest.mark.parametrize(
    ("answer", "code", "field"),
    [
        (lambda: answered(None), Code.EMPTY, "listing.course"),
        (lambda: answered(ON, happened="x" * 501), Code.TOO_LONG, "listing.happened"),
        (lambda: answered(OFF), Code.EMPTY, "listing.decision"),
        (lambda: answered(OFF, Decision.MOVE), Code.EMPTY, "listing.eta"),
        (lambda: answered(OFF, Decision.MOVE, new_eta=TODAY - DAY), Code.DATE_PAST, "listing.eta"),
        (lambda: answered(OFF, Decision.HAND_OVER), Code.EMPTY, "listing.taker"),
        (lambda: answered(OFF, Decision.DROP, reason=" "), Code.REASON_MISSING, "listing.reason"),
        (lambda: answered(OFF, Decision.KEEP, reason="x" * 501), Code.TOO_LONG, "listing.reason"),
    ],
)
def test_an_answer_is_refused_at_its_tactics_field(answer: object, code: Code, field: str) -> None:
    assert callable(answer)
    with pytest.raises(PlanningError) as refused:
        answer()
    assert (refused.value.code, refused.value.field) == (code, field)


def said(tactic: str, person: str, course: Course, later: int = 0) -> Answer:
    return Answer("C1", tactic, person, course, "", None, "", NOW + later * HOUR)


def test_a_tactic_stands_at_the_worst_of_its_owners_newest_answers() -> None:
    answers = [
        said("listing", BRIAN, OFF),
        said("listing", BRIAN, ON, later=1),
        said("messages", BRIAN, DRIFTING, later=1),
        said("messages", HAILEY, ON, later=2),
        said("posts", HAILEY, ON),
        said("posts", HAILEY, OFF, later=2),
    ]
    for order in permutations(answers):
        assert courses_by_tactic(order) == {"listing": ON, "messages": DRIFTING, "posts": OFF}
    assert courses_by_tactic([]) == {}


def test_owed_are_the_answers_of_those_asked_who_still_own_something_open() -> None:
    assert pending_people(OPENED, [LISTING, POSTS], set()) == (BRIAN, HAILEY)
    assert pending_people(OPENED, [LISTING, POSTS], {BRIAN}) == (HAILEY,)
    assert pending_people(OPENED, [LISTING, replace(POSTS, state=State.DONE)], set()) == (BRIAN,)
    assert pending_people(replace(OPENED, asked=(HAILEY,)), [MESSAGES], set()) == (HAILEY,)
    assert pending_people(OPENED, [replace(LISTING, owners=(MAYA,))], set()) == ()


def test_a_summary_counts_tactics_and_names_the_silent() -> None:
    not_asked = replace(TACTIC, id="not asked", owners=(MAYA,))
    done = replace(TACTIC, id="done", owners=(HAILEY,), state=State.DONE)
    dropped = replace(TACTIC, id="dropped", owners=(BRIAN,), state=State.DROPPED)
    answers = [
        said("listing", BRIAN, ON),
        said("messages", BRIAN, DRIFTING),
        said("dropped", BRIAN, OFF),
    ]
    before = CourseCounts(3, 0, 1, 0)
    found = summary(OPENED, answers, [LISTING, MESSAGES, POSTS, not_asked, done, dropped], {}, before, [])
    assert found.counts == CourseCounts(on_course=1, drifting=1, off_course=1, silent=1)
    assert found.before == before
    assert (found.silent, found.away) == ((HAILEY,), ())
    assert found.changes == ()


def test_who_had_no_time_to_answer_is_not_silent_and_who_is_away_is_named() -> None:
    states: dict[str, PersonState] = {BRIAN: "owed", HAILEY: "excused", MAYA: "away", "U0NOOR": "away"}
    answers = [said("posts", "U0NOOR", ON)]
    found = summary(OPENED, answers, [LISTING, MESSAGES, POSTS], states, None, [])
    assert (found.silent, found.away) == ((BRIAN,), (MAYA,))


def entry(number: int, action: Action, *fields: str) -> Entry:
    changes = tuple(Change(field, "before", "after") for field in fields)
    return Entry("P1", number, NOW, BRIAN, action, "listing", "List", changes)


def changed(*entries: Entry) -> list[int]:
    return [one.number for one in summary(OPENED, [], [], {}, None, entries).changes]


def test_a_summary_tells_what_changed_in_the_plan() -> None:
    telling = [
        Action.GOAL_ADDED,
        Action.GOAL_DROPPED,
        Action.TACTIC_ADDED,
        Action.TACTIC_MOVED,
        Action.TACTIC_ASSIGNED,
        Action.TACTIC_HANDED_OVER,
        Action.TACTIC_DROPPED,
        Action.SECOND_ROUND,
    ]
    for action in Action:
        assert changed(entry(1, action, "title")) == ([1] if action in telling else [])


@pytest.mark.parametrize(
    ("field", "told"),
    [("eta", True), ("recurrence", True), ("owners", True), ("title", False), ("notes", False)],
)
def test_an_edit_is_told_when_it_moves_or_hands_over(field: str, told: bool) -> None:
    assert changed(entry(1, Action.TACTIC_CHANGED, "goal", field)) == ([1] if told else [])


@pytest.mark.parametrize(
    ("actions", "kept_numbers"),
    [
        ((Action.TACTIC_MOVED, Action.UNDONE), []),
        ((Action.TACTIC_MOVED, Action.UNDONE, Action.UNDONE), [1]),
        ((Action.TACTIC_MOVED, Action.UNDONE, Action.UNDONE, Action.UNDONE), []),
        ((Action.TACTIC_ADDED, Action.TACTIC_MOVED, Action.UNDONE), [1]),
        ((Action.TACTIC_MOVED, Action.TACTIC_RATED, Action.UNDONE), [2]),
        ((Action.UNDONE, Action.TACTIC_MOVED), [2]),
        ((Action.TACTIC_MOVED, Action.UNDONE, Action.TACTIC_MOVED), [3]),
    ],
)
def test_what_was_undone_does_not_last(actions: tuple[Action, ...], kept_numbers: list[int]) -> None:
    entries = [entry(number, action) for number, action in enumerate(actions, start=1)]
    assert [one.number for one in effective_entries(entries)] == kept_numbers


@pytest.mark.parametrize(
    ("actions", "kept_numbers"),
    [
        # (action, batch): what was done as one is undone as one
        (((Action.TACTIC_DONE, 1), (Action.TACTIC_DONE, 1)), [1, 2]),
        (((Action.TACTIC_DONE, 1), (Action.TACTIC_DONE, 1), (Action.UNDONE, 3), (Action.UNDONE, 3)), []),
        (
            (
                (Action.TACTIC_MOVED, None),
                (Action.TACTIC_DONE, 2),
                (Action.TACTIC_DONE, 2),
                (Action.UNDONE, 4),
            ),
            [1],
        ),
        (
            (
                *((Action.TACTIC_DONE, 1), (Action.TACTIC_DONE, 1)),
                *((Action.UNDONE, 3), (Action.TACTIC_RATED, None), (Action.UNDONE, 3)),
                *((Action.UNDONE, 6), (Action.UNDONE, 6)),
            ),
            [1, 2, 4],
        ),
        (((Action.TACTIC_DONE, 1), (Action.TACTIC_DONE, 2), (Action.UNDONE, None)), [1]),
    ],
)
def test_what_was_done_as_one_lasts_or_goes_as_one(
    actions: tuple[tuple[Action, int | None], ...], kept_numbers: list[int]
) -> None:
    entries = [
        replace(entry(number, one), batch=batch) for number, (one, batch) in enumerate(actions, start=1)
    ]
    assert [one.number for one in effective_entries(entries)] == kept_numbers


@pytest.mark.parametrize(
    ("last_changes", "skipped"),
    [
        pytest.param({"listing": (BRIAN, 1), "messages": (BRIAN, 48)}, True, id="all of theirs"),
        pytest.param({"listing": (BRIAN, 1), "messages": (BRIAN, 49)}, False, id="one too long ago"),
        pytest.param({"listing": (BRIAN, 1), "messages": (HAILEY, 1)}, False, id="one by another"),
        pytest.param({"listing": (BRIAN, 1)}, False, id="one never"),
        pytest.param({"listing": (BRIAN, 1), "messages": (BRIAN, -49)}, False, id="one by a clock ahead"),
    ],
)
def test_who_updated_everything_in_two_days_is_not_asked(
    last_changes: dict[str, tuple[str, int]], skipped: bool
) -> None:
    changes = {tactic: (who, NOW - hours * HOUR) for tactic, (who, hours) in last_changes.items()}
    done = replace(TACTIC, id="done", owners=(BRIAN,), state=State.DONE)
    assert skips(BRIAN, [LISTING, MESSAGES, POSTS, done], changes, NOW) is skipped


def test_metrics_are_due_six_days_after_their_last_reading() -> None:
    metrics = tuple(Metric(name, name) for name in ("never", "old", "fresh", "by a clock ahead"))
    goal = Goal("G", "P1", 1, "Reach", PLAN.company_goals[0], NOW, metrics)
    newest = {
        "old": Reading("old", TODAY - 7 * DAY, 1.0, BRIAN),
        "fresh": Reading("fresh", TODAY - 6 * DAY, 1.0, BRIAN),
        "by a clock ahead": Reading("by a clock ahead", TODAY + 365 * DAY, 1.0, BRIAN),
    }
    due = metrics_due([goal, replace(goal, dropped=True)], newest, TODAY)
    assert due == ((goal, metrics[0]), (goal, metrics[1]), (goal, metrics[3]))


@pytest.mark.parametrize("of", range(7))
def test_a_week_without_anybody_is_paused(of: int) -> None:
    away = {(person, TODAY + day * DAY) for person in (BRIAN, HAILEY) for day in range(5)}

    def quiet(person: str, day: date) -> bool:
        return (person, day) in away

    assert is_paused(TODAY + of * DAY, quiet, [BRIAN, HAILEY])
    assert not is_paused(TODAY + of * DAY, quiet, [BRIAN, HAILEY, MAYA])
    assert not is_paused(TODAY + of * DAY, quiet, [])
    away.remove((HAILEY, TODAY + 4 * DAY))
    assert not is_paused(TODAY + of * DAY, quiet, [BRIAN, HAILEY])
    assert is_paused(TODAY + of * DAY, quiet, [BRIAN])


def test_the_moments_are_utc() -> None:
    assert next_check_in(0, 9, RIGA, NOW).tzinfo is UTC
    assert (OPENED.nudge_at.tzinfo, OPENED.closes_at.tzinfo) == (UTC, UTC)
