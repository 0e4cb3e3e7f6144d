"""The weekly check-in on screen: in the channel, to each owner, and all that was answered."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.check_ins.messages import (
    CheckInView,
    NotNow,
    answers_message,
    asking_now_message,
    check_in_message,
    check_in_nudge,
    check_in_request,
    not_now_message,
    settings_saved_message,
    skipped_message,
)
from handlers.views.check_ins.status_history import count_line, decision_text, status_bar
from planning.check_ins import Answer, CheckInState, Course, CourseCounts, Decision
from tests.handlers.campfire import (
    BRIAN,
    HAILEY,
    LISTING,
    NOW,
    PLAN,
    UNTIMED,
    controls,
    drawn,
    problems,
    titles,
)
from tests.handlers.weekly import ANSWERS, CHECK_IN, CLOSED, SPONSORED, answer, week

CLOSES = "Wednesday, February 3rd, 2027 at 9:00 AM"

# ---- in the channel


def test_a_check_in_opens_with_its_question_and_names_nobody() -> None:
    message = check_in_message(week())
    assert drawn(message) == (
        "# Are we on course?\n"
        "· *Campfire 2027* · Monday 1 February 2027\n"
        "3 tactics wait for word from their owners. It takes a minute.\n"
        "[Answer]\n"
        f"· Closes {CLOSES}. The thread below is for talking about it."
    )
    assert message.text == "Are we on course? Campfire 2027: … 3 not answered"
    assert controls(message)["check_in.answer:week-5"]["value"] == "week-5"


def test_it_fills_up_as_answers_arrive_with_trouble_on_top() -> None:
    assert drawn(check_in_message(week(*ANSWERS[:2]))) == (
        "# Are we on course?\n"
        "· *Campfire 2027* · Monday 1 February 2027\n"
        "●○…\n"
        "● 1 on course   ○ 1 off course   … 1 not answered\n"
        "○ off course *4. Send each of them a message*\n"
        "> @Brian: Half of them never reply. We move it to 1 March 2027 (They need time)\n"
        "● on course *3. List 100 influencers in our niche*\n"
        "· Still to answer: @Hailey\n"
        "Up to date already, so not asked: @Maya\n"
        "[Answer]\n"
        f"· Closes {CLOSES}. The thread below is for talking about it."
    )


def test_when_everybody_has_answered_it_says_so() -> None:
    view = replace(week(*ANSWERS), asked={BRIAN: "answered", HAILEY: "answered"})
    assert "· ✓ Everybody has answered.\n[Answer]\n" in drawn(check_in_message(view))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (CheckInState.MISSED, "This check-in could not be held in time."),
        (CheckInState.PAUSED, "There was no check-in this week: everybody is away."),
    ],
)
def test_when_it_is_over_nothing_can_be_pressed(state: CheckInState, said: str) -> None:
    message = check_in_message(week(*ANSWERS, check_in=replace(CHECK_IN, state=state)))
    assert drawn(message).endswith(f"● on course *3. List 100 influencers in our niche*\n· {said}")
    assert controls(message) == {}


def test_when_the_plan_was_closed_with_it_no_summary_is_promised() -> None:
    view = week(*ANSWERS, check_in=replace(CHECK_IN, state=CheckInState.CLOSED))
    message = check_in_message(replace(view, plan=replace(view.plan, closed_at=CHECK_IN.closes_at)))
    assert drawn(message).endswith("\n· This check-in is closed, and so is its plan.")
    assert controls(message) == {}


def test_of_many_tactics_the_first_are_told_and_the_rest_counted() -> None:
    many = [replace(LISTING, id=f"t{n}", number=n) for n in range(40)]
    given_ = [answer(tactic.id, BRIAN, Course.DRIFTING, "Slow.") for tactic in many]
    screen = drawn(check_in_message(week(*given_, tactics=many)))
    assert "◐ 40 drifting\n◐ drifting *0. List" in screen
    assert "· And 25 more: `/checkin answers` shows them all.\n" in screen


# ---- to each owner


def test_an_owner_is_asked_about_their_own_tactics() -> None:
    message = check_in_request(week(), BRIAN, (LISTING, SPONSORED, replace(LISTING, eta=None)))
    assert drawn(message) == (
        "*Are we on course?*\n"
        "• *3. List 100 influencers in our niche*: Monday 1 February 2027\n"
        "• *5. Set up 1 sponsored post each month*: the 30th of every month\n"
        "• *3. List 100 influencers in our niche*: no ETA yet\n"
        "[Answer]\n"
        f"· Open until {CLOSES} · Campfire 2027 in #social"
    )
    assert message.text == "Are we on course? Campfire 2027"


def test_after_answering_the_owner_reads_their_own_answers_and_can_change_them() -> None:
    message = check_in_request(week(*ANSWERS), BRIAN, (LISTING,))
    assert drawn(message) == (
        "*Thank you for answering.*\n"
        "● on course *3. List 100 influencers in our niche*\n"
        "○ off course *4. Send each of them a message*: "
        "Half of them never reply. We move it to 1 March 2027 (They need time)\n"
        "[Change my answers]\n"
        f"· Open until {CLOSES} · Campfire 2027 in #social"
    )
    assert set(controls(message)) == {"check_in.answer:week-5"}


def test_once_closed_it_can_still_be_answered_late() -> None:
    message = check_in_message(week(*ANSWERS, check_in=CLOSED))
    assert drawn(message).endswith(
        "[Answer late]\n"
        "· This check-in is closed. Its summary is below. You can answer late until the next one starts."
    )


def test_once_closed_the_owner_reads_so() -> None:
    assert drawn(check_in_request(week(ANSWERS[0], check_in=CLOSED), BRIAN, (LISTING,))) == (
        "*This check-in is closed.*\n"
        "● on course *3. List 100 influencers in our niche*\n"
        "[Change my answers]\n"
        "· Campfire 2027 in #social"
    )


def test_a_nudge_names_what_is_missing_and_thanks_once_it_is_there() -> None:
    assert drawn(check_in_nudge(week(), HAILEY)) == (
        "*How is it going? Your answer is still missing.*\n"
        "• *4. Send each of them a message*: Saturday 20 February 2027\n"
        "[Answer]\n"
        f"· Open until {CLOSES} · Campfire 2027 in #social"
    )
    assert drawn(check_in_nudge(week(*ANSWERS), HAILEY)).startswith("*Thank you for answering.*\n")
    closed = drawn(check_in_nudge(week(check_in=CLOSED), HAILEY))
    assert closed == "*This check-in is closed.*\n[Answer late]\n· Campfire 2027 in #social"


# ---- all that was answered


def test_all_answers_stand_by_tactic_the_worst_first() -> None:
    assert drawn(answers_message(week(*ANSWERS))) == (
        "# Campfire 2027: what was answered\n"
        "· Monday 1 February 2027\n"
        "● 1 on course   ○ 1 off course   … 1 not answered\n"
        "○ off course *4. Send each of them a message*\n"
        "· @Brian: ○ off course. Half of them never reply. We move it to 1 March 2027 (They need time)\n"
        "@Hailey: ◐ drifting. Holidays <everywhere>\n"
        "● on course *3. List 100 influencers in our niche*\n"
        "· @Brian: ● on course\n"
        "… not answered *5. Set up 1 sponsored post each month*"
    )


def test_many_answers_come_in_pages() -> None:
    view = week(tactics=[replace(LISTING, id=f"t{n}", number=n) for n in range(20)])
    message = answers_message(view, 8)
    assert "… not answered *8. List 100" in drawn(message)
    assert drawn(message).endswith("· 9 to 16 of 20\n[Previous] [Next]")
    assert controls(message)["check_in.answers.next"]["value"] == "week-5|16"


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        (answer("t", BRIAN, Course.ON_COURSE), ""),
        (answer("t", BRIAN, Course.OFF_COURSE, "", Decision.KEEP), "We keep it as it is"),
        (answer("t", BRIAN, Course.OFF_COURSE, "", Decision.MOVE), "We move the date"),
        (
            answer("t", BRIAN, Course.OFF_COURSE, "", Decision.MOVE, new_eta=date(2027, 3, 1)),
            "We move it to 1 March 2027",
        ),
        (answer("t", BRIAN, Course.OFF_COURSE, "", Decision.RE_RATE), "We rate it again"),
        (
            answer("t", BRIAN, Course.OFF_COURSE, "", Decision.HAND_OVER, taker=HAILEY),
            "It goes to <@UHAILEY>",
        ),
        (answer("t", BRIAN, Course.OFF_COURSE, "", Decision.DROP, "Too dear."), "We drop it (Too dear)"),
    ],
)
def test_a_decision_is_said_as_a_sentence(given_: Answer, said: str) -> None:
    assert decision_text(given_) == said


# ---- counts


def test_counts_stand_against_those_of_the_week_before() -> None:
    now, before = CourseCounts(5, 1, 0, 2), CourseCounts(3, 1, 2, 2)
    assert (
        count_line(now, before)
        == "● 5 on course (+2)   ◐ 1 drifting   ○ 0 off course (-2)   … 2 not answered"
    )
    assert count_line(CourseCounts()) == ""


def test_a_shape_stands_for_each_tactic_as_long_as_they_can_be_taken_in() -> None:
    assert status_bar(CourseCounts(3, 1, 1, 2)) == "●●●◐○……"
    assert status_bar(CourseCounts(31, 0, 0, 0)) == ""


# ---- what commands answer


def test_saved_settings_say_when_it_asks() -> None:
    saved = settings_saved_message(replace(PLAN, check_in_weekday=4, check_in_hour=8))
    assert drawn(saved) == "Saved. *Campfire 2027* asks every Friday at 08:00 (Europe/London)."


def test_asking_now_and_skipping_say_what_happens_next() -> None:
    assert drawn(asking_now_message(PLAN)) == (
        "I'm asking now: the question comes up in #social, and every owner gets a form."
    )
    assert drawn(skipped_message(PLAN, NOW, NOW + timedelta(days=7))) == (
        "Skipped: the check-in on Monday, January 4th, 2027 at 9:00 AM is left out. "
        "The next one comes on Monday, January 11th, 2027 at 9:00 AM."
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("nothing to ask", "nobody owns an open tactic here yet, so there is nobody to ask."),
        ("already open", "the check-in is open already: its message has the button to answer."),
        ("closed", "this check-in is closed. You can still move, edit or drop any tactic: `/tactic`."),
        ("none yet", "there has been no check-in yet. `/checkin now` asks at once."),
    ],
)
def test_what_cannot_be_done_now_says_why(code: NotNow, said: str) -> None:
    assert drawn(not_now_message(PLAN, code)) == f"*Campfire 2027*: {said}"


# ---- whatever people type


@UNTIMED
@given(
    st.data(),
    st.sampled_from((0, 1, 50, 500)),
    titles(),
    titles(500),
    titles(80),
    st.sampled_from(CheckInState),
)
def test_no_check_in_breaks_whatever_is_answered(
    data: st.DataObject, many: int, title: str, said: str, name: str, state: CheckInState
) -> None:
    courses = data.draw(st.lists(st.sampled_from(Course), min_size=1, max_size=5))
    people = [f"U{number:010}" for number in range(20)]
    tactics = [replace(LISTING, id=f"t{n}", number=n, title=title, owners=tuple(people)) for n in range(many)]
    answers = tuple(
        answer(tactic.id, person, courses[n % len(courses)], said, Decision.DROP, said)
        for n, tactic in enumerate(tactics)
        for person in people[: 1 + n % 3]
    )
    view = CheckInView(
        replace(PLAN, name=name),
        replace(CHECK_IN, state=state),
        dict.fromkeys(people, "owed"),
        answers,
        {tactic.id: tactic for tactic in tactics},
    )
    for message in (
        check_in_message(view),
        check_in_request(view, people[0], tuple(tactics)),
        check_in_nudge(view, people[19]),
        answers_message(view),
        answers_message(view, 16),
    ):
        assert problems(message) == []
