"""An answer counts for the check-in that runs when it is sent, and only for what its sender still owns."""

import pytest

from sandbox import Person
from tests.stories.begun import begun
from tests.stories.stage import Campfire, screen

COURSE, HAPPENED = "How's it going?", "What happened?"
DRIFTING, OFF = "◐ drifting", "○ off course"


async def add_tactic(campfire: Campfire, sentence: str, goal: str) -> None:
    await campfire.maya.command(f"/tactic add {sentence}", "#social")
    await campfire.maya.choose("For which goal?", goal)
    await campfire.maya.submit()


@begun
async def monday(campfire: Campfire) -> None:
    """The check-in of Monday 11 January is open; Brian is asked about three tactics of two goals.

    One goal is measured, and its reading is due.
    """
    await campfire.start_plan()
    await campfire.add_measured_goal()
    await campfire.add_goal("Raise awareness of the new features", "Ship 3 major new product features")
    await add_tactic(campfire, "List 100 influencers @brian by 1 February", "1. ")
    await add_tactic(campfire, "Send 100 emails @brian by 12 February", "2. ")
    await add_tactic(campfire, "Film a teaser @brian by 26 February", "2. ")
    await campfire.wait_until("2027-01-11 14:00")
    campfire.hush()


async def answer(person: Person) -> None:
    """Open the form and fill it in."""
    await person.click("Answer", "@Oncourse")
    for place, said in enumerate(("The list", "The mailing", "The film"), start=1):
        await person.choose(COURSE, DRIFTING, nth=place)
        await person.fill(HAPPENED, f"{said} takes longer", nth=place)


async def hand_over(campfire: Campfire, number: int) -> None:
    await campfire.maya.command(f"/tactic assign {number}", "#social")
    await campfire.maya.choose("Owners", "@Hailey")
    await campfire.maya.submit()


async def answers(campfire: Campfire) -> str:
    """All that was said in the newest check-in."""
    campfire.maya.news()
    await campfire.maya.command("/checkin answers", "#social")
    return campfire.maya.news()


async def test_while_none_runs_it_counts_for_the_last_whose_thread_gets_a_line(monday: Campfire) -> None:
    await answer(monday.brian)
    await monday.wait_until("2027-01-14 09:00")
    summary = monday.maya.message("Where we stand", "#social")
    monday.hush()
    await monday.brian.submit()
    assert monday.brian.modal is None
    assert "count for" not in monday.brian.sees("@Oncourse")
    assert monday.theo.news() == screen("""
        #social
        Oncourse 09:00 (edited)
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        ◐◐◐
        ◐ 3 drifting
        ◐ drifting *1. List 100 influencers*
        > @Brian: The list takes longer
        ◐ drifting *2. Send 100 emails*
        > @Brian: The mailing takes longer
        ◐ drifting *3. Film a teaser*
        > @Brian: The film takes longer
        [Answer]
        · This check-in is closed. Its summary is below. You can answer late until the next one starts.

        Oncourse 11:00 (in thread)
        @Brian answered late:
        ◐ drifting *1. List 100 influencers*: The list takes longer
        ◐ drifting *2. Send 100 emails*: The mailing takes longer
        ◐ drifting *3. Film a teaser*: The film takes longer
        """)
    assert monday.maya.message("Where we stand", "#social") == summary

    await monday.brian.click("Answer", "#social")
    await monday.brian.choose(COURSE, "● on course", nth=1)
    await monday.brian.submit()
    late = [one for one in monday.theo.visible("#social") if "answered late" in one.text]
    assert len(late) == 1
    assert "● on course *1. List 100 influencers*" in str(late[0].blocks)


async def test_a_form_of_an_older_one_counts_for_the_one_that_runs_and_says_so(monday: Campfire) -> None:
    await answer(monday.brian)
    await monday.wait_until("2027-01-18 09:00")
    monday.hush()
    await monday.brian.submit()
    assert monday.brian.modal is None
    assert (
        "The check-in you opened is over, so your answers count for the one open now: "
        "*Social media 2027*, Monday 18 January 2027." in monday.brian.news()
    )
    said = await answers(monday)
    assert "Monday 18 January 2027" in said
    assert "@Brian: ◐ drifting. The list takes longer" in said
    assert "answered late" not in monday.theo.sees("#social")
    older = [one for one in monday.theo.visible("#social") if "11 January" in str(one.blocks)]
    assert "The list takes longer" not in str([one.blocks for one in older])


async def test_what_is_decided_in_a_form_of_an_older_one_counts_for_the_one_that_runs(
    monday: Campfire,
) -> None:
    await answer(monday.brian)
    await monday.brian.choose(COURSE, OFF, nth=1)
    await monday.brian.submit()
    await monday.brian.choose("What now?", "Keep it as is")
    await monday.wait_until("2027-01-18 09:00")
    monday.hush()
    await monday.brian.submit()
    assert "your answers count for the one open now" in monday.brian.news()
    said = await answers(monday)
    assert "@Brian: ○ off course. The list takes longer. Kept as is" in said
    assert "The mailing" not in said


async def test_what_others_own_now_is_given_back_and_the_rest_counts(monday: Campfire) -> None:
    await answer(monday.brian)
    await hand_over(monday, 2)
    await monday.maya.command("/tactic drop 3", "#social")
    await monday.maya.fill("Why drop it?", "No budget")
    await monday.maya.submit()
    monday.hush()
    await monday.brian.submit()
    assert monday.brian.modal is None
    assert (
        screen("""
        Not saved, because these aren't yours to answer for any more:
        • *Send 100 emails*: ◐ drifting. The mailing takes longer
        • *Film a teaser*: ◐ drifting. The film takes longer
        """)
        in monday.brian.news()
    )
    said = await answers(monday)
    assert "@Brian: ◐ drifting. The list takes longer" in said
    assert "The mailing" not in said
    assert "The film" not in said


async def test_a_form_of_which_nothing_is_theirs_any_more_is_kept(monday: Campfire) -> None:
    await answer(monday.brian)
    await add_tactic(monday, "Call the press @brian", "2. ")
    for number in (1, 2, 3):
        await hand_over(monday, number)
    monday.hush()
    await monday.brian.submit()
    assert (
        "  ! “List 100 influencers” isn't yours to answer for any more. It was closed or handed over."
        in monday.brian.form()
    )
    assert "  > The mailing takes longer" in monday.brian.form()
    assert "@Brian" not in await answers(monday)


async def test_a_reading_of_a_goal_they_work_for_no_more_is_given_back(monday: Campfire) -> None:
    await answer(monday.brian)
    await monday.brian.fill("answers, a week", "25")
    await hand_over(monday, 1)
    monday.hush()
    await monday.brian.submit()
    assert "• *answers*: 25" in monday.brian.news()
    await monday.maya.command("/goal list", "#social")
    assert "25" not in monday.maya.news()


@pytest.mark.parametrize("decision", ["Drop", "Hand it over", "Keep it as is"])
async def test_a_decision_that_arrives_twice_is_carried_out_once(monday: Campfire, decision: str) -> None:
    await answer(monday.brian)
    await monday.brian.choose(COURSE, OFF, nth=1)
    await monday.brian.submit()
    await monday.brian.choose("What now?", decision)
    await monday.brian.choose("New owner, if you hand it over", "@Hailey")
    await monday.brian.fill("Why?", "No time")
    await monday.brian.submit_twice()
    assert monday.brian.modal is None
    assert monday.brian.toasts == []
    assert "Not saved" not in monday.brian.sees("@Oncourse")


@pytest.mark.parametrize("person", ["theo", "priya", "maya"])
async def test_who_owns_nothing_opens_no_form(monday: Campfire, person: str) -> None:
    who = getattr(monday, person)
    await who.click("Answer", "#social")
    assert who.modal is None
    monday.brian.news()
