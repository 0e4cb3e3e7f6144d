"""Home at its fullest and worst keeps Slack's limits; its parts say what they should."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block, ImageBlock
from slack_sdk.models.views import View

from handlers.views.charts.status_history import Week
from handlers.views.common.blocks import Home
from handlers.views.home.messages import (
    MAX_ANSWERS,
    MAX_DUE,
    MAX_RATINGS,
    TACTICS_A_PAGE,
    DuePart,
    HomeScreen,
    PendingPart,
    TacticsPart,
    home_tab,
)
from handlers.views.home.plans import PLANS_A_PAGE, PlanOverview, PlansPart
from handlers.views.reminders.daily_message import AnswerItem, DueItem, RatingItem
from handlers.views.reminders.preferences import preference_lines
from handlers.views.tactics.shortcut_forms import choose_plan_form
from planning.check_ins import CheckInState, CourseCounts
from planning.people import Person
from planning.phrases import MessageWords
from planning.plan import CompanyGoal, Plan
from planning.priorities import Rating, Section, score
from planning.reminders import Preferences
from planning.tactics import Tactic
from sandbox.screens import view_text
from tests.handlers.campfire import (
    BRIAN,
    GOAL,
    LISTING,
    NAMES,
    NOW,
    PLAN,
    TODAY,
    UNTIMED,
    form_problems,
    titles,
)
from tests.handlers.weekly import CHECK_IN

RIGA = Person(BRIAN, "Brian", "Europe/Riga")
COUNTS = CourseCounts(5, 1, 0, 2)
WEEKS = tuple(Week(CHECK_IN.on - timedelta(weeks=ago), CourseCounts(4, 0, ago, 0)) for ago in (2, 1, 0))
IN_EACH_SECTION = {
    Section.QUICK_WINS: (5, 1),
    Section.BIG_BETS: (5, 5),
    Section.FILL_INS: (1, 1),
    Section.MONEY_PITS: (1, 5),
}


def glance(plan: Plan = PLAN, picture: Block | None = None) -> PlanOverview:
    return PlanOverview(plan, 3, 8, (CHECK_IN, COUNTS), WEEKS, picture)


def home(**parts: object) -> HomeScreen:
    """Brian's Home with one plan and nothing to do, or with other `parts`."""
    screen = HomeScreen(
        person=RIGA,
        preferences=Preferences(BRIAN),
        now=NOW,
        today=TODAY,
        welcome=False,
        note="",
        due=DuePart(),
        pending=PendingPart(),
        tactics=TacticsPart((), 0, 0, {"goal": GOAL}, {"plan": PLAN}, {}),
        plans=PlansPart((glance(),), 1),
    )
    return replace(screen, **parts)  # type: ignore[arg-type]  # tests name the fields themselves


def shown(home: Home) -> View:
    """As Slack is given it."""
    return View(type="home", blocks=home.blocks)


def drawn(screen: HomeScreen) -> str:
    return view_text(shown(home_tab(screen)).to_dict(), {}, {}, NAMES)


def rated(tactic: Tactic, section: Section | None) -> Tactic:
    if section is None:
        return tactic
    value, complexity = IN_EACH_SECTION[section]
    return replace(tactic, revealed_at=NOW, score=score([Rating(BRIAN, value, complexity, "", NOW)]))


def fullest(title: str, name: str, note: str) -> HomeScreen:
    """A Home in which every part has as much as it may, and more is left out."""
    plan = replace(PLAN, name=name)
    goal = replace(GOAL, title=title, serves=CompanyGoal("segment", title))

    def tactic(kind: str, number: int) -> Tactic:
        return replace(LISTING, id=f"{kind}{number}", number=number, title=title)

    sections = (*Section, None)
    listed = [rated(tactic("own", n), sections[n % len(sections)]) for n in range(TACTICS_A_PAGE)]
    plans = [
        glance(replace(plan, id=f"plan{n}"), ImageBlock(image_url=f"https://example.com/{n}", alt_text="It"))
        for n in range(PLANS_A_PAGE)
    ]
    return home(
        welcome=True,
        note=note,
        due=DuePart(tuple(DueItem(tactic("due", n), goal, plan, TODAY) for n in range(MAX_DUE)), 1994),
        pending=PendingPart(
            tuple(RatingItem(tactic("rate", n), goal, plan) for n in range(MAX_RATINGS)),
            tuple(AnswerItem(plan, replace(CHECK_IN, id=f"check-in{n}")) for n in range(MAX_ANSWERS)),
            12,
        ),
        tactics=TacticsPart(
            tuple(listed),
            2000,
            10,
            {"goal": goal},
            {"plan": plan},
            {one.id: TODAY + timedelta(days=1) for one in listed},
        ),
        plans=PlansPart(tuple(plans), 50, 5),
    )


@UNTIMED
@given(titles(), titles(80), titles())
def test_the_fullest_home_keeps_slacks_limits(title: str, name: str, note: str) -> None:
    view = shown(home_tab(fullest(title, name, "*Done.* " * 2000 + note.replace("<", "&lt;"))))
    assert form_problems(view) == []
    assert len(view.to_dict()["blocks"]) <= 100


def test_whoever_has_nothing_to_do_reads_so() -> None:
    assert drawn(home()).startswith(
        "# Today and overdue\n"
        "✓ Nothing is due today, Monday 4 January 2027, and nothing is overdue.\n"
        "# Ratings and answers I owe\n"
        "✓ Nobody waits for you.\n"
    )


@pytest.mark.parametrize(
    ("check_in", "said"),
    [
        (None, "No check-in yet"),
        (
            (CHECK_IN, COUNTS),
            "● 5 on course   ◐ 1 drifting   … 2 not answered · check-in of Monday 1 February 2027 so far",
        ),
        (
            (replace(CHECK_IN, state=CheckInState.CLOSED), CourseCounts(on_course=1)),
            "● 1 on course · check-in of Monday 1 February 2027",
        ),
        ((CHECK_IN, CourseCounts()), "Nothing was asked · check-in of Monday 1 February 2027 so far"),
    ],
)
def test_a_plans_course_at_a_glance(check_in: object, said: str) -> None:
    plans = PlansPart((replace(glance(), check_in=check_in),), 1)  # type: ignore[arg-type]  # as named above
    assert f"3 goals and 8 open tactics\n{said}\n[Show the plan]" in drawn(home(plans=plans))


def test_a_plan_has_its_course_over_the_weeks_below_it_as_a_picture_and_in_words() -> None:
    picture = ImageBlock(image_url="https://example.com/course", alt_text="The course of the plan")
    plans = PlansPart((glance(picture=picture),), 1)
    assert (
        "[Show the plan]\n"
        "(image: The course of the plan)\n"
        "· Before:\n"
        "25 January 2027: ● 4 on course   ○ 1 off course\n"
        "18 January 2027: ● 4 on course   ○ 2 off course\n"
        "# My settings"
    ) in drawn(home(plans=plans))


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({}, "at 09:00 in your time zone (Europe/Riga): 7 days before, the day before and on the day"),
        ({"hour": 17, "lead_days": (30,)}, "at 17:00 in your time zone (Europe/Riga): 30 days before"),
        ({"lead_days": ()}, "at 09:00 in your time zone (Europe/Riga): only of what is overdue"),
        ({"away_from": date(2027, 2, 1)}, "*Away* from Monday 1 February 2027\n"),
        ({"away_to": date(2027, 2, 1)}, "*Away* until Monday 1 February 2027\n"),
        ({"country": "GB"}, "*Public holidays* of GB"),
    ],
)
def test_the_settings_as_they_are(chosen: dict[str, object], said: str) -> None:
    preferences = replace(Preferences(BRIAN), **chosen)  # type: ignore[arg-type]  # as named above
    assert said in "\n".join(preference_lines(preferences, RIGA, NOW))


def test_where_no_country_is_known_it_says_so() -> None:
    nowhere = Person(BRIAN, "Brian", "UTC")
    assert list(preference_lines(Preferences(BRIAN), nowhere, NOW))[-1] == (
        "*Public holidays* none: no country is known"
    )


@UNTIMED
@given(titles(80), titles(), st.sampled_from([1, 2, 500]), st.booleans())
def test_no_choice_of_plans_breaks(name: str, words: str, many: int, may_start: bool) -> None:
    plans = [(replace(PLAN, id=f"plan{n}", name=name), "a" * 80) for n in range(many)]
    for said in (None, MessageWords(words, words * 3)):
        assert form_problems(choose_plan_form(plans, said, may_start=may_start, metadata="{}")) == []
