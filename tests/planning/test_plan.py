"""Plans: what a draft may say, closing, and what the logbook keeps."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from planning.errors import Code, PlanningError
from planning.goals import (
    GoalDraft,
    Metric,
    goal_fields,
    goal_with,
    new_goal,
    new_reading,
    require_unserved,
    served_goal,
)
from planning.history import Action, Change, Entry, changes, require_undoable, undone
from planning.people import Person, require_editor, require_ownable, require_plan_owner, require_rater
from planning.plan import MARKETING_GOALS, CompanyGoal, PlanDraft, new_plan, plan_fields, plan_with
from planning.tactics import Tactic
from tests.planning.world import NOW, PLAN, TACTIC

DRAFT = PlanDraft("Social media 2027", date(2027, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("draft", "code", "field"),
    [
        (replace(DRAFT, name=" "), Code.EMPTY, "name"),
        (replace(DRAFT, name="x" * 81), Code.TOO_LONG, "name"),
        (replace(DRAFT, starts_on=None), Code.EMPTY, "starts_on"),
        (replace(DRAFT, ends_on=None), Code.EMPTY, "ends_on"),
        (replace(DRAFT, ends_on=DRAFT.starts_on), Code.DATES_REVERSED, "ends_on"),
        (replace(DRAFT, zone="Europe/Atlantis"), Code.ZONE_UNKNOWN, "zone"),
        (replace(DRAFT, rating_days=0), Code.OUT_OF_RANGE, "rating_days"),
        (replace(DRAFT, check_in_weekday=7), Code.OUT_OF_RANGE, "check_in_weekday"),
        (replace(DRAFT, check_in_hour=24), Code.OUT_OF_RANGE, "check_in_hour"),
        (replace(DRAFT, company_goals=((None, "x" * 301),)), Code.TOO_LONG, "company_goals"),
        (replace(DRAFT, company_goals=(("G1", ""),)), Code.EMPTY, "G1"),
        (replace(DRAFT, company_goals=((None, "a"),) * 11), Code.TOO_MANY, "company_goals"),
    ],
)
def test_a_draft_is_refused_at_its_field(draft: PlanDraft, code: Code, field: str) -> None:
    with pytest.raises(PlanningError) as refused:
        new_plan(draft, id_="P", workspace="T", channel="C", creator="U", now=NOW, new_ids=("a",) * 20)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_company_goals_keep_their_ids_and_new_ones_get_theirs() -> None:
    draft = replace(DRAFT, company_goals=(("G1", "Expand  more"), (None, "Be kind")))
    assert PLAN.edited(draft, ("N1", "N2")).company_goals == (
        CompanyGoal("G1", "Expand more"),
        CompanyGoal("N1", "Be kind"),
    )


def test_a_closed_plan_cannot_change() -> None:
    closed = PLAN.closed(NOW)
    with pytest.raises(PlanningError) as refused:
        closed.require_open()
    assert refused.value.code is Code.PLAN_CLOSED


def test_the_fields_of_a_plan_bring_it_back() -> None:
    changed = PLAN.edited(replace(DRAFT, name="Another", owners=("U0BRIAN",)), ())
    assert plan_with(changed, plan_fields(PLAN)) == PLAN


def test_today_is_a_matter_of_the_plans_zone() -> None:
    late = NOW.replace(hour=23)
    assert PLAN.today(late) == date(2027, 1, 5)


def test_there_are_eight_marketing_goals_each_with_metrics() -> None:
    assert len(MARKETING_GOALS) == 8
    assert all(goal.metrics for goal in MARKETING_GOALS.values())


def test_a_goal_serves_one_of_the_plans_company_goals_or_a_marketing_goal() -> None:
    assert served_goal(PLAN, "G2").title == "Ship 3 features"
    assert served_goal(PLAN, "community").title == "Build a community around our business"
    for wrong, code in (("", Code.EMPTY), ("G9", Code.GONE)):
        with pytest.raises(PlanningError) as refused:
            served_goal(PLAN, wrong)
        assert (refused.value.code, refused.value.field) == (code, "serves")


def test_metrics_that_say_nothing_are_left_out_and_nameless_ones_refused() -> None:
    goal = new_goal(
        GoalDraft("Grow", "G1", (Metric("m1", "followers", target=10), Metric("m2", ""))),
        PLAN,
        id_="S1",
        number=1,
        now=NOW,
    )
    assert [metric.name for metric in goal.metrics] == ["followers"]
    with pytest.raises(PlanningError) as refused:
        goal.edited(GoalDraft("Grow", "G1", (Metric("m2", " ", unit="EUR"),)), PLAN)
    assert (refused.value.code, refused.value.field) == (Code.EMPTY, "m2.name")


def test_a_goals_fields_bring_it_back() -> None:
    metric = Metric("m1", "followers", "people", 1, 10.5, date(2027, 6, 30))
    goal = new_goal(GoalDraft("Grow", "G1", (metric,)), PLAN, id_="S1", number=1, now=NOW)
    changed = goal.edited(GoalDraft("Shrink", "leads"), PLAN)
    assert goal_with(changed, goal_fields(goal), PLAN) == goal


def test_a_company_goal_that_is_served_stays() -> None:
    goal = new_goal(GoalDraft("Grow", "G1"), PLAN, id_="S1", number=1, now=NOW)
    without = replace(PLAN, company_goals=PLAN.company_goals[1:])
    with pytest.raises(PlanningError) as refused:
        require_unserved(PLAN, without, (goal,))
    assert (refused.value.code, refused.value.field) == (Code.STILL_SERVED, "G1")
    require_unserved(PLAN, without, (replace(goal, dropped=True),))


def test_a_reading_is_of_today_or_before() -> None:
    metric = Metric("m1", "followers")
    tomorrow = NOW.date() + timedelta(days=1)
    with pytest.raises(PlanningError) as refused:
        new_reading(metric, 5, tomorrow, "U", NOW.date())
    assert (refused.value.code, refused.value.field) == (Code.DATE_FUTURE, "on")


@pytest.mark.parametrize(
    ("person", "may_edit", "may_rate_own", "may_rate_others", "may_set"),
    [
        (Person("U0MAYA", "Maya"), True, True, True, True),
        (Person("U0BRIAN", "Brian"), True, True, True, False),
        (Person("U0THEO", "Theo", guest=True), False, True, False, False),
        (Person("U0PRIYA", "Priya", stranger=True), False, False, False, False),
    ],
)
def test_who_may_do_what(
    person: Person, may_edit: bool, may_rate_own: bool, may_rate_others: bool, may_set: bool
) -> None:
    own = replace(TACTIC, owners=(person.id,))
    assert _allowed(require_editor, person) is may_edit
    assert _allowed(require_rater, person, own) is may_rate_own
    assert _allowed(require_rater, person, TACTIC) is may_rate_others
    assert _allowed(require_plan_owner, person, PLAN) is may_set


def _allowed(rule: object, *about: Person | Tactic | object) -> bool:
    try:
        rule(*about)  # type: ignore[operator]  # each rule takes what its row gives
    except PlanningError:
        return False
    return True


@pytest.mark.parametrize(
    ("owner", "member", "code"),
    [
        (None, True, Code.OWNER_UNKNOWN),
        (Person("U", "Dana", deleted=True), True, Code.OWNER_DEACTIVATED),
        (Person("U", "Buildbot", bot=True), True, Code.OWNER_IS_BOT),
        (Person("U", "Priya", stranger=True), True, Code.OWNER_UNKNOWN),
        (Person("U", "Noor"), False, Code.OWNER_NOT_IN_CHANNEL),
    ],
)
def test_only_a_present_person_of_the_channel_can_own(owner: Person | None, member: bool, code: Code) -> None:
    with pytest.raises(PlanningError) as refused:
        require_ownable(owner, "U", member, "owners")
    assert (refused.value.code, refused.value.field) == (code, "owners")


def test_changes_are_the_fields_that_differ() -> None:
    assert changes({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == (Change("b", 2, 3), Change("c", None, 4))


def test_only_the_last_change_can_be_undone() -> None:
    entry = Entry("P1", 4, NOW, "U0BRIAN", Action.TACTIC_MOVED, "A1", "List", (Change("eta", "x", "y"),))
    assert undone(require_undoable(entry, 4)) == {"eta": "x"}
    for last, number, code in (
        (entry, 3, Code.SOMETHING_SINCE),
        (None, 1, Code.NOTHING_TO_UNDO),
        (replace(entry, action=Action.PLAN_CLOSED), 4, Code.NOTHING_TO_UNDO),
    ):
        with pytest.raises(PlanningError) as refused:
            require_undoable(last, number)
        assert refused.value.code is code


def test_undoing_an_addition_puts_no_field_back() -> None:
    added = Entry("P1", 1, NOW, "U", Action.TACTIC_ADDED, "A1", "List", (Change("title", None, "List"),))
    assert undone(added) == {}


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "then"),
    [
        (date(2027, 1, 1), date(2027, 12, 31), (date(2028, 1, 1), date(2028, 12, 31))),
        (date(2027, 1, 4), date(2027, 12, 31), (date(2028, 1, 1), date(2028, 12, 31))),
        (date(2027, 1, 1), date(2027, 3, 31), (date(2027, 4, 1), date(2027, 6, 30))),
        (date(2027, 2, 1), date(2027, 2, 28), (date(2027, 3, 1), date(2027, 3, 31))),
        (date(2027, 1, 15), date(2027, 7, 14), (date(2027, 7, 15), date(2028, 1, 14))),
        (date(2027, 1, 4), date(2027, 1, 17), (date(2027, 1, 18), date(2027, 1, 31))),
    ],
)
def test_the_next_period_is_as_long_in_years_and_months(
    starts_on: date, ends_on: date, then: tuple[date, date]
) -> None:
    draft = replace(PLAN, starts_on=starts_on, ends_on=ends_on).next_draft(NOW)
    assert (draft.starts_on, draft.ends_on) == then


@pytest.mark.parametrize(
    ("closed_at", "now", "then"),
    [
        # closed before its end: the next one starts today
        ("2027-11-30T12:00", "2027-11-30T12:05", (date(2027, 11, 30), date(2028, 12, 31))),
        ("2027-11-20T12:00", "2027-12-01T12:00", (date(2027, 12, 1), date(2028, 12, 31))),
        ("2027-12-20T12:00", "2028-01-05T12:00", (date(2028, 1, 5), date(2028, 12, 31))),
        # long before its end: it is as long from today on
        ("2027-05-10T12:00", "2027-05-10T12:05", (date(2027, 5, 10), date(2028, 5, 9))),
        ("2027-05-10T12:00", "2027-07-01T12:05", (date(2027, 7, 1), date(2028, 6, 30))),
        # on its last day, or later
        ("2027-12-31T12:00", "2027-12-31T12:05", (date(2028, 1, 1), date(2028, 12, 31))),
        ("2028-01-20T12:00", "2028-01-20T12:05", (date(2028, 1, 1), date(2028, 12, 31))),
        # on its last day where it lives, which is the day before in UTC
        ("2027-12-30T22:30", "2027-12-30T22:35", (date(2028, 1, 1), date(2028, 12, 31))),
    ],
)
def test_the_next_period_starts_after_the_real_end(closed_at: str, now: str, then: tuple[date, date]) -> None:
    plan = replace(PLAN, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31), zone="Europe/Riga")
    closed = replace(plan, closed_at=datetime.fromisoformat(f"{closed_at}+00:00"))
    draft = closed.next_draft(datetime.fromisoformat(f"{now}+00:00"))
    assert (draft.starts_on, draft.ends_on) == then


@pytest.mark.parametrize(
    ("closed_at", "name"),
    [
        ("2027-01-04", "Social media 2027"),
        ("2027-12-28", "Social media 2028"),
        ("2027-12-31", "Social media 2028"),
    ],
)
def test_the_next_plan_is_named_after_the_year_that_most_of_it_is_in(closed_at: str, name: str) -> None:
    plan = replace(PLAN, name="Social media 2027", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    at = datetime.fromisoformat(f"{closed_at}T12:00+00:00")
    assert replace(plan, closed_at=at).next_draft(at).name == name


def test_the_next_period_is_set_up_as_the_last_with_its_own_year_in_the_name() -> None:
    goals = (CompanyGoal("g1", "Grow"), CompanyGoal("g2", "Ship"))
    last = replace(PLAN, name="Social media 2027", creator="U1", owners=("U2",), company_goals=goals)
    draft = replace(
        last, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31), zone="Asia/Dubai"
    ).next_draft(NOW)
    assert draft == PlanDraft(
        name="Social media 2028",
        starts_on=date(2028, 1, 1),
        ends_on=date(2028, 12, 31),
        company_goals=(("g1", "Grow"), ("g2", "Ship")),
        owners=("U1", "U2"),
        zone="Asia/Dubai",
        rating_days=last.rating_days,
        check_in_weekday=last.check_in_weekday,
        check_in_hour=last.check_in_hour,
    )
