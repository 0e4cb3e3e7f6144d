"""A plan's page, its matrix and its forms, as people see them."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.common.blocks import mention
from handlers.views.plans.forms import (
    close_form,
    plan_form,
    read_plan_form,
    read_settings_form,
    settings_form,
)
from handlers.views.plans.messages import (
    GOALS_A_PAGE,
    PlanPage,
    matrix_message,
    no_plan_message,
    plan_message,
)
from planning.errors import Code, PlanningError
from planning.goals import Goal
from planning.plan import MARKETING_GOALS, MAX_COMPANY_GOALS, CompanyGoal, PlanDraft
from planning.priorities import Rating, Section, score
from planning.records import forgotten_as
from planning.tactics import Tactic
from tests.handlers.campfire import (
    BRIAN,
    GOAL,
    HAILEY,
    LISTING,
    MAYA,
    NOW,
    PLAN,
    SEGMENT,
    TODAY,
    controls,
    drawn,
    drawn_form,
    form_problems,
    people,
    problems,
    titles,
)
from tests.handlers.forms import sent

FEATURES = CompanyGoal("features", "Ship 3 major new product features")
CAMPFIRE = replace(PLAN, company_goals=(SEGMENT, FEATURES))
AWARENESS = Goal("awareness", "plan", 2, "Show our work in public", MARKETING_GOALS["brand-awareness"], NOW)
RATED = replace(LISTING, score=score([Rating(BRIAN, 4, 2, "", NOW), Rating(HAILEY, 5, 1, "", NOW)]))
CONTESTED = replace(
    LISTING,
    id="sponsored",
    number=4,
    title="Set up a sponsored post",
    owners=(),
    eta=None,
    score=score([Rating(BRIAN, 5, 2, "", NOW), Rating(HAILEY, 2, 5, "", NOW), Rating(MAYA, 4, 2, "", NOW)]),
)


@dataclass(frozen=True)
class Counted:
    open: int
    done: int


def page(**changed: object) -> PlanPage:
    whole = PlanPage(
        plan=CAMPFIRE,
        goals=(GOAL, AWARENESS),
        served=frozenset({SEGMENT.id, "brand-awareness"}),
        total_goals=2,
        counts={GOAL.id: Counted(2, 1)},
        first=(RATED, replace(CONTESTED, eta=date(2027, 1, 1))),
        total_open=2,
    )
    return replace(whole, **changed)  # type: ignore[arg-type]  # names and types are the tests' own


def test_a_plan_leads_from_the_companys_goals_to_what_comes_first() -> None:
    assert drawn(plan_message(page(), TODAY)) == (
        "# Campfire 2027\n"
        "· 1 January 2027 to 31 December 2027 · 361 days to go\n"
        "*Expand into a new market segment*\n"
        "1. To help us expand into a new market segment, we are building relationships with influencers.\n"
        "· 3 tactics, 1 done\n"
        "*Ship 3 major new product features*\n"
        "⚠ No goal helps this one yet.\n"
        "*Increase brand awareness*\n"
        "2. To help us increase brand awareness, we are showing our work in public.\n"
        "· no tactics yet\n"
        "---\n"
        "*First in line* (2 of 2 open tactics)\n"
        "*3. List 100 influencers in our niche*\n"
        "@Brian · Monday 1 February 2027 · 1 Quick wins\n"
        "*4. Set up a sponsored post*\n"
        "no owner yet · ⚠ overdue since Friday 1 January 2027 · 1 Quick wins\n"
        "[Add a tactic] [Add a goal] [All tactics] [Matrix] [Map]\n"
        "[Share to channel] [History] [Settings]"
    )


def test_a_shared_plan_says_who_shared_it_and_when() -> None:
    screen = drawn(plan_message(page(first=()), TODAY, shared_by=BRIAN))
    assert screen.endswith(
        "· Shared by @Brian on Monday 4 January 2027\n"
        "[Add a tactic] [Add a goal] [All tactics] [Matrix] [Map]"
    )


def test_a_note_comes_first_and_into_the_notification() -> None:
    message = plan_message(page(), TODAY, note="Saved.")
    assert drawn(message).startswith("Saved.\n# Campfire 2027\n")
    assert message.text == "Saved. Campfire 2027: 2 goals and 2 open tactics."


def test_an_empty_plan_asks_for_its_first_goal() -> None:
    empty = page(plan=PLAN, goals=(), served=frozenset(), total_goals=0, first=(), total_open=0)
    message = plan_message(empty, TODAY)
    assert drawn(message) == (
        "# Campfire 2027\n"
        "· 1 January 2027 to 31 December 2027 · 361 days to go\n"
        "*Expand into a new market segment*\n"
        "No goals yet. A goal says what social media does for one goal of the company.\n"
        "[Add a goal] [All tactics] [Matrix] [Map]\n"
        "[Share to channel] [History] [Settings]"
    )
    assert controls(message)["goal.add"]["style"] == "primary"


def test_a_plan_without_open_tactics_asks_for_one() -> None:
    message = plan_message(page(first=(), total_open=0), TODAY)
    assert controls(message)["tactic.add"]["style"] == "primary"


def test_a_closed_plan_says_so_and_offers_no_change() -> None:
    closed = replace(CAMPFIRE, closed_at=datetime(2027, 7, 1, 23, 30, tzinfo=UTC))
    message = plan_message(page(plan=closed), TODAY)
    assert drawn(message) == (
        "# Campfire 2027\n"
        "· 1 January 2027 to 31 December 2027\n"
        "*Campfire 2027* was closed on Friday 2 July 2027. "
        "It stays readable, but nothing in it changes any more.\n"
        "*Expand into a new market segment*\n"
        "1. To help us expand into a new market segment, we are building relationships with influencers.\n"
        "· 3 tactics, 1 done\n"
        "*Increase brand awareness*\n"
        "2. To help us increase brand awareness, we are showing our work in public.\n"
        "· no tactics yet\n"
        "[All tactics] [Matrix] [Map] [History]"
    )
    assert controls(message)["plan.history"]["value"] == "plan|0"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 12, 30), " · starts in 2 days"),
        (date(2027, 12, 30), " · 1 day to go"),
        (date(2027, 12, 31), " · ends today"),
        (date(2028, 1, 1), " · ⚠ ended 1 day ago: `/plan close` closes it, `/plan next` starts the next"),
    ],
)
def test_a_plan_says_how_far_its_period_is(today: date, said: str) -> None:
    assert drawn(plan_message(page(), today)).splitlines()[1] == f"· 1 January 2027 to 31 December 2027{said}"


def test_many_goals_come_in_pages() -> None:
    goals = tuple(replace(GOAL, id=f"goal{number}", number=number) for number in range(1, 11))
    message = plan_message(page(goals=goals, total_goals=25, offset=10), TODAY)
    screen = drawn(message)
    assert "· 11 to 20 of 25\n[Previous] [Next]\n" in screen
    assert "No goal helps" not in screen
    assert "First in line" not in screen
    assert controls(message)["plan.show.previous"]["value"] == "plan|0"
    assert controls(message)["plan.show.next"]["value"] == "plan|20"


def test_the_matrix_says_what_each_section_means_and_how_much_more_there_is() -> None:
    shown = {Section.QUICK_WINS: (RATED, CONTESTED), None: (replace(LISTING, number=9),)}
    assert drawn(matrix_message(CAMPFIRE, shown, {Section.QUICK_WINS: 14, None: 2})) == (
        "# Campfire 2027: what to do first\n"
        "*1 Quick wins* (14)  high value, low complexity: do these first\n"
        "• *3. List 100 influencers in our niche*  value 4.5 / complexity 1.5\n"
        "• *4. Set up a sponsored post*  value 4 / complexity 2  ⚠ contested\n"
        "and 12 more: `/tactic list 1`\n"
        "*2 Big bets* (0)  high value, high complexity: worth the work, next in line\n"
        "*3 Fill-ins* (0)  low value, low complexity: when there is time to spare\n"
        "*4 Money pits* (0)  low value, high complexity: probably not worth attention\n"
        "*Not rated yet* (2)\n"
        "• *9. List 100 influencers in our niche*\n"
        "and 1 more: `/tactic list unrated`\n"
        "[All tactics]"
    )


def test_without_a_plan_a_member_can_start_one() -> None:
    assert drawn(no_plan_message(can_start=True, closed=None)) == (
        "*This channel has no plan yet.*\n"
        "A plan leads from your company's goals to what each of you does next, and keeps you on course.\n"
        "[Start a plan]"
    )


def test_without_a_plan_a_guest_is_told_who_can_start_one() -> None:
    screen = drawn(no_plan_message(can_start=False, closed=None))
    assert screen.endswith("· A member of this channel can start one with `/plan new`.")


def test_after_a_closed_plan_the_next_period_is_one_click_away() -> None:
    message = no_plan_message(can_start=True, closed=replace(PLAN, closed_at=NOW))
    assert drawn(message) == (
        "*No plan is open in this channel.*\n"
        "*Campfire 2027* was closed on Monday 4 January 2027. "
        "It stays readable, but nothing in it changes any more.\n"
        "[Start the next period] [Start an empty plan] [Look at the closed plan]"
    )
    assert controls(message)["plan.show"]["value"] == "plan"


def test_the_form_of_a_new_plan() -> None:
    draft = PlanDraft("", TODAY, date(2027, 12, 31))
    assert drawn_form(plan_form(draft, callback="plan.new", metadata="{}")) == (
        "== Start a plan ==\n"
        "Name\n"
        "  > (empty: Social media 2027)\n"
        "It starts on\n"
        "  2027-01-04\n"
        "It ends on\n"
        "  2027-12-31\n"
        "The company's goals that this plan serves (optional)\n"
        "  > (empty: Expand into a new market segment)\n"
        "  ? One a line, about three. Leave it empty to use the eight marketing goals, "
        "such as more brand awareness.\n"
        "Channel message (optional)\n"
        "  [x] Say in the channel that the plan has started\n"
        "[Cancel] [Start]"
    )


def test_the_settings_have_everything_a_plan_owner_can_change() -> None:
    assert drawn_form(
        settings_form(replace(CAMPFIRE, owners=(BRIAN,)), metadata="{}", notice="Careful.")
    ) == (
        "== Plan settings ==\n"
        "Careful.\n"
        "Name\n"
        "  > Campfire 2027\n"
        "It starts on\n"
        "  2027-01-01\n"
        "It ends on\n"
        "  2027-12-31\n"
        "Company goal 1 (optional)\n"
        "  > Expand into a new market segment\n"
        "Company goal 2 (optional)\n"
        "  > Ship 3 major new product features\n"
        "  ? Empty it to take it out.\n"
        "More company goals (optional)\n"
        "  > (empty: Expand into a new market segment)\n"
        "  ? One a line.\n"
        "Plan owners (optional)\n"
        "  @Brian\n"
        "  ? They may change all this, too.\n"
        "@Hailey started the plan and owns it in any case.\n"
        "Working days for rating\n"
        "  > 3\n"
        "  ? Ratings show when every owner has rated, or after so many working days.\n"
        "Check-in on\n"
        "  v Monday\n"
        "Check-in at\n"
        "  v 09:00\n"
        "Time zone\n"
        "  > Europe/London\n"
        "  ? Such as Europe/Riga or America/New_York.\n"
        "[Cancel] [Save]"
    )


def test_an_emptied_company_goal_is_taken_out_and_new_ones_follow() -> None:
    form = settings_form(CAMPFIRE, metadata="{}")
    draft = read_settings_form(sent(form, segment=" ", company_goals="Delight users\n\n"), CAMPFIRE)
    assert draft.company_goals == (("features", FEATURES.title), (None, "Delight users"))


@pytest.mark.parametrize(("typed", "code"), [("", Code.EMPTY), ("2.5", Code.NOT_A_NUMBER)])
def test_the_working_days_are_a_whole_number(typed: str, code: Code) -> None:
    form = settings_form(CAMPFIRE, metadata="{}")
    with pytest.raises(PlanningError) as refused:
        read_settings_form(sent(form, rating_days=typed), CAMPFIRE)
    assert (refused.value.code, refused.value.field) == (code, "rating_days")


def test_closing_says_what_it_means() -> None:
    assert drawn_form(close_form(PLAN, 1, 4, metadata="{}")) == (
        "== Close this plan? ==\n"
        "Close *Campfire 2027*? 4 tactics are done, 1 is still open.\n"
        "It stays here to read with all its history, but nothing in it changes any more. "
        "`/plan next` then starts the next period: goals and open tactics come along.\n"
        "Channel message (optional)\n"
        "  [x] Say in the channel that the plan is closed\n"
        "[Not yet] [Close the plan]"
    )


@given(
    name=titles(80),
    goals=st.lists(titles(), max_size=MAX_COMPANY_GOALS),
    callback=st.sampled_from(["plan.new", "plan.next"]),
)
def test_a_plans_form_reads_back_what_it_was_filled_with(name: str, goals: list[str], callback: str) -> None:
    known = tuple((f"goal-{number}", goal) for number, goal in enumerate(goals))
    draft = PlanDraft(name, TODAY, date(2027, 12, 31), known, (BRIAN,), "Europe/London", 5, 3, 14)
    form = plan_form(draft, callback=callback, metadata="{}")
    assert form_problems(form) == []
    assert read_plan_form(sent(form), draft) == draft


@given(
    name=titles(80),
    goals=st.lists(titles(), max_size=MAX_COMPANY_GOALS),
    owners=people(20),
    days=st.integers(1, 20),
    weekday=st.integers(0, 6),
    hour=st.integers(0, 23),
)
def test_settings_read_back_what_they_were_filled_with(
    name: str, goals: list[str], owners: tuple[str, ...], days: int, weekday: int, hour: int
) -> None:
    plan = replace(
        PLAN,
        name=name,
        company_goals=tuple(CompanyGoal(f"c{number}", title) for number, title in enumerate(goals)),
        owners=owners,
        rating_days=days,
        check_in_weekday=weekday,
        check_in_hour=hour,
    )
    form = settings_form(plan, metadata="{}")
    assert form_problems(form) == []
    assert read_settings_form(sent(form), plan) == PlanDraft(
        name,
        plan.starts_on,
        plan.ends_on,
        tuple((goal.id, goal.title) for goal in plan.company_goals),
        owners,
        plan.zone,
        days,
        weekday,
        hour,
    )


@st.composite
def crowded(draw: st.DrawFn) -> PlanPage:
    """A page as full as it can be, of the worst that people type."""
    title = draw(titles())
    company_goals = tuple(CompanyGoal(f"c{number}", title) for number in range(MAX_COMPANY_GOALS))
    shown = draw(st.sampled_from([0, 1, GOALS_A_PAGE]))
    goals = tuple(
        Goal(f"g{number}", "plan", 500 + number, draw(titles()), company_goals[number % 3], NOW)
        for number in range(shown)
    )
    owners = draw(people(20))
    first = tuple(replace(CONTESTED, id=f"t{n}", title=title, owners=owners) for n in range(5))
    return PlanPage(
        plan=replace(PLAN, name=draw(titles(80)), company_goals=company_goals),
        goals=goals,
        served=frozenset(goal.serves.id for goal in goals),
        total_goals=500 if shown == GOALS_A_PAGE else shown,
        counts={goal.id: Counted(500, 500) for goal in goals},
        first=first,
        total_open=500,
    )


@given(crowded(), st.sampled_from(["", HAILEY]))
def test_any_plan_keeps_slacks_rules(full: PlanPage, shared_by: str) -> None:
    assert problems(plan_message(full, TODAY, note="Saved.", shared_by=shared_by)) == []
    closed = replace(full.plan, closed_at=NOW)
    assert problems(plan_message(replace(full, plan=closed), TODAY)) == []
    assert problems(no_plan_message(can_start=True, closed=closed)) == []
    assert form_problems(close_form(closed, 500, 0, metadata="{}")) == []


@given(titles(80), titles(), st.sampled_from([0, 1, 8]))
def test_any_matrix_keeps_slacks_rules(name: str, title: str, shown: int) -> None:
    tactics: tuple[Tactic, ...] = tuple(replace(CONTESTED, title=title) for _ in range(shown))
    places: tuple[Section | None, ...] = (*Section, None)
    message = matrix_message(
        replace(PLAN, name=name), dict.fromkeys(places, tactics), dict.fromkeys(places, 500)
    )
    assert problems(message) == []


def test_somebody_whose_data_was_deleted_is_nobody_by_name() -> None:
    left = replace(PLAN, creator=forgotten_as("1234"))
    said = "Whoever started the plan has left. While it has no owner, every member may change all this."
    assert said in drawn_form(settings_form(left, metadata=""))
    assert mention(left.creator) == "a former member"
    assert left.next_draft(NOW).owners == ()
