"""The forms of a check-in: what they ask, and that they give back what was filled in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.check_ins.forms import (
    answer_form,
    check_in_settings_form,
    decision_form,
    read_answer_form,
    read_check_in_settings_form,
    read_decision_form,
)
from handlers.views.common.errors import refusal
from planning.check_in_answers import CourseDraft, DecisionDraft
from planning.check_ins import Course, Decision
from planning.errors import Code, PlanningError
from planning.goals import Metric, Reading
from planning.phrases import TypedNumber
from tests.handlers.campfire import (
    BRIAN,
    GOAL,
    HAILEY,
    LISTING,
    PLAN,
    TODAY,
    UNTIMED,
    drawn_form,
    form_problems,
    titles,
)
from tests.handlers.forms import chosen, sent
from tests.handlers.weekly import ANSWERS, CHECK_IN, MESSAGES, SPONSORED, answer

FOLLOWERS = Metric("followers", "followers", "", 1000, 2000, date(2027, 6, 30))
REACH = Metric("reach", "reach of posts", "people")
READ = Reading("followers", date(2027, 1, 20), 1200, BRIAN)
BOTH = ((GOAL, FOLLOWERS, READ), (GOAL, REACH, None))


# ---- answering


def test_one_form_asks_for_every_tactic_and_every_due_metric() -> None:
    form = answer_form(CHECK_IN, PLAN, (LISTING, SPONSORED), {"listing": ANSWERS[0]}, BOTH, metadata="{}")
    assert drawn_form(form) == (
        "== Are we on course? ==\n"
        "· *Campfire 2027* · open until Wednesday, February 3rd, 2027 at 9:00 AM\n"
        "---\n"
        "*3. List 100 influencers in our niche*\n"
        "ETA Monday 1 February 2027\n"
        "How is it going?\n"
        "  (x) ● on course\n"
        "  ( ) ◐ drifting\n"
        "  ( ) ○ off course\n"
        "What happened? (optional)\n"
        "  > (empty)\n"
        "---\n"
        "*5. Set up 1 sponsored post each month*\n"
        "the 30th of every month, next Saturday 30 January 2027\n"
        "How is it going?\n"
        "  ( ) ● on course\n"
        "  ( ) ◐ drifting\n"
        "  ( ) ○ off course\n"
        "What happened? (optional)\n"
        "  > (empty)\n"
        "---\n"
        "*Where do these stand today?* Change what has moved, and empty what you have not looked at.\n"
        "followers (optional)\n"
        "  > 1200\n"
        "  ? 1. Build relationships with influencers: 1,200 of 2,000 on 20 January 2027\n"
        "reach of posts, people (optional)\n"
        "  > (empty)\n"
        "  ? 1. Build relationships with influencers: no reading yet\n"
        "[Cancel] [Answer]"
    )


@pytest.mark.parametrize(("part", "submit"), [("1 of 3", "Next"), ("3 of 3", "Answer"), ("", "Answer")])
def test_a_form_in_parts_leads_on_to_the_next(part: str, submit: str) -> None:
    screen = drawn_form(answer_form(CHECK_IN, PLAN, (LISTING,), {}, (), metadata="{}", part=part))
    assert screen.endswith(f"[Cancel] [{submit}]")
    assert (f" · part {part} · " in screen) is bool(part)


def values(readings: dict[str, TypedNumber]) -> dict[str, float]:
    return {metric: number.value for metric, number in readings.items()}


def test_answers_are_read_as_they_were_given() -> None:
    form = answer_form(CHECK_IN, PLAN, (MESSAGES, LISTING), {"messages": ANSWERS[1]}, BOTH, metadata="{}")
    answers = sent(form, **{"reach.reading": "90.5"})
    courses, readings = read_answer_form(answers)
    assert courses == {
        "messages": CourseDraft(Course.OFF_COURSE, "Half of them never reply."),
        "listing": CourseDraft(None, ""),
    }
    assert values(readings) == {"followers": 1200, "reach": 90.5}


def test_an_emptied_metric_has_no_reading_and_an_unreadable_one_is_refused() -> None:
    form = answer_form(CHECK_IN, PLAN, (), {}, BOTH, metadata="{}")
    assert read_answer_form(sent(form, **{"followers.reading": ""})) == ({}, {})
    with pytest.raises(PlanningError) as refused:
        read_answer_form(sent(form, **{"followers.reading": "many"}))
    assert (refused.value.code, refused.value.field) == (Code.NOT_A_NUMBER, "followers.reading")


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("course", "Say how it is going: an educated guess is fine."),
        ("decision", "Choose what to do about it. Keeping it as it is counts, too."),
        ("eta", "Pick the day it moves to."),
        ("taker", "Choose who takes it over."),
    ],
)
def test_what_is_still_missing_is_said_at_its_field(field: str, said: str) -> None:
    assert refusal(PlanningError(Code.EMPTY, f"messages.{field}")) == said


# ---- deciding


def test_what_is_off_course_is_decided_in_one_form() -> None:
    assert drawn_form(decision_form(CHECK_IN, PLAN, (MESSAGES,), metadata="{}")) == (
        "== What do we do? ==\n"
        "· *Campfire 2027* · Monday 1 February 2027\n"
        "This one is off course. What do you do about it? Keeping it as it is counts, too.\n"
        "---\n"
        "*4. Send each of them a message*\n"
        "ETA Saturday 20 February 2027\n"
        "What do we do?\n"
        "  ( ) Keep it as it is\n"
        "  ( ) Move the date\n"
        "  ( ) Rate it again\n"
        "  ( ) Hand it over\n"
        "  ( ) Drop it\n"
        "If the date moves, to when? (optional)\n"
        "  (choose)\n"
        "If it is handed over, to whom? (optional)\n"
        "  (choose)\n"
        "Why? (optional)\n"
        "  > (empty)\n"
        "  ? Needed where it is dropped.\n"
        "[Cancel] [Decide]"
    )


DECISIONS = st.builds(
    DecisionDraft,
    st.none() | st.sampled_from(Decision),
    st.none() | st.dates(),
    st.sampled_from(("", BRIAN, HAILEY)),
    st.just("") | titles(500),
)


@UNTIMED
@given(st.lists(DECISIONS, min_size=1, max_size=8), titles())
def test_decisions_come_back_as_they_were_filled_in(decisions: list[DecisionDraft], title: str) -> None:
    drafts = {f"tactic-{number}": draft for number, draft in enumerate(decisions)}
    tactics = tuple(replace(LISTING, id=id_, title=title) for id_ in drafts)
    form = decision_form(CHECK_IN, PLAN, tactics, metadata="{}")
    assert form_problems(form) == []
    assert read_decision_form(chosen(form, dict(held(drafts)))) == drafts


def held(drafts: dict[str, DecisionDraft]) -> Iterator[tuple[str, dict[str, object]]]:
    """What the fields hold once these decisions were filled in."""
    for id_, draft in drafts.items():
        yield f"{id_}.decision", {"selected_option": {"value": draft.decision} if draft.decision else None}
        yield f"{id_}.eta", {"selected_date": draft.eta.isoformat() if draft.eta else None}
        yield f"{id_}.taker", {"selected_user": draft.taker or None}
        yield f"{id_}.reason", {"value": draft.reason or None}


@UNTIMED
@given(
    st.integers(0, 50),
    st.sampled_from((0, 1, 50, 500)),
    st.sampled_from(Course),
    titles(),
    titles(500),
    titles(80),
)
def test_no_answer_form_breaks_whatever_it_asks_for(
    tactics: int, metrics: int, course: Course, title: str, happened: str, name: str
) -> None:
    page = tuple(replace(LISTING, id=f"tactic-{number}", title=title) for number in range(tactics))
    earlier = {tactic.id: answer(tactic.id, BRIAN, course, happened) for tactic in page}
    goal = replace(GOAL, title=title)
    measured = tuple(
        (goal, Metric(f"metric-{n}", name, name[:20], target=1e300), Reading(f"metric-{n}", TODAY, n, BRIAN))
        for n in range(metrics)
    )
    form = answer_form(CHECK_IN, replace(PLAN, name=name), page, earlier, measured, metadata="{}")
    assert form_problems(form) == []
    courses, readings = read_answer_form(sent(form))
    assert courses == {tactic.id: CourseDraft(course, happened) for tactic in page[:8]}
    assert values(readings) == {f"metric-{n}": n for n in range(min(metrics, 40))}


# ---- settings


def test_the_check_in_can_be_set_by_itself_and_leaves_the_rest_alone() -> None:
    form = check_in_settings_form(PLAN, metadata="{}")
    assert drawn_form(form) == (
        "== Check-in settings ==\n"
        "Once a week *Campfire 2027* asks the owners of open tactics: are we on course?\n"
        "Check-in on\n"
        "  v Monday\n"
        "Check-in at\n"
        "  v 09:00\n"
        "Time zone\n"
        "  > Europe/London\n"
        "  ? Such as Europe/Riga or America/New_York.\n"
        "[Cancel] [Save]"
    )
    assert PLAN.edited(read_check_in_settings_form(sent(form), PLAN), ()) == PLAN
    moved = PLAN.edited(read_check_in_settings_form(sent(form, zone=" Europe/Riga "), PLAN), ())
    assert moved == replace(PLAN, zone="Europe/Riga")
