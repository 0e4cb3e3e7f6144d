"""`/goal reading 2 1450`: a reading in one line, and numbers as people write them."""

import pytest

from tests.stories.begun import a_plan, begun, two_goals_of_which_one_is_measured
from tests.stories.stage import Campfire, errors, screen

measured = begun(a_plan, two_goals_of_which_one_is_measured)


async def test_a_reading_in_one_line_is_saved_and_shown_in_full(measured: Campfire) -> None:
    await measured.brian.command("/goal reading 1 1450", "#social")
    assert measured.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Saved. answers is 1,450 a week.
        *1. Build relationships with influencers*
        To help us *expand into a new market segment*.
        • answers: 1,450 of 50.5 a week on 4 January 2027
        [Add tactic] [Add reading] [Edit] [Drop]
        """)
    measured.nobody_else_hears()


@pytest.mark.parametrize(
    ("locale", "words", "said"),
    [
        ("en-US", "1,200", "Saved. answers is 1,200 a week. I read “1,200” as 1200."),
        ("de-DE", "1.200", "Saved. answers is 1,200 a week. I read “1.200” as 1200."),
        ("de-DE", "1,200", "Saved. answers is 1.2 a week. I read “1,200” as 1.2."),
        ("de-DE", "12,125", "Saved. answers is 12.125 a week. I read “12,125” as 12.1250."),
        ("de-DE", "1.200,5", "Saved. answers is 1,200.5 a week."),
        ("lv-LV", "1 200", "Saved. answers is 1,200 a week."),
        ("lv-LV", "1.200", "“1.200” could be 1200 or 1.2. Write it in one of these two ways."),
        ("en-US", "5k", "Saved. answers is 5,000 a week."),
        ("en-US", "0.125", "Saved. answers is 0.125 a week."),
        ("en-US", "7 a week", "Saved. answers is 7 a week."),
        ("en-US", "to 7 answers", "Saved. answers is 7 a week."),
        ("en-US", "€7", "“€7” isn't in this metric's unit (a week). If the number is right, write it alone."),
        (
            "en-US",
            "12%",
            "“12%” isn't in this metric's unit (a week). If the number is right, write it alone.",
        ),
        ("en-US", "+50", "I can't read “+50” as a number. Write it in digits, such as 1200 or 3.5."),
        ("en-US", "5 to 6", "I can't read “5 to 6” as a number. Write it in digits, such as 1200 or 3.5."),
    ],
)
async def test_a_number_is_read_by_the_locale_of_who_types_it(
    measured: Campfire, locale: str, words: str, said: str
) -> None:
    await measured.slack.change("Brian", locale=locale)
    await measured.brian.command(f"/goal reading 1 {words}", "#social")
    assert measured.brian.news().splitlines()[2] == said


async def test_the_goal_may_be_named_by_its_title(measured: Campfire) -> None:
    for command in ("/goal reading build relationships 30", "/goal 1 reading 31", "/goal reading #1: 32"):
        await measured.brian.command(command, "#social")
        value = command[-2:]
        assert measured.brian.news().splitlines()[2] == f"Saved. answers is {value} a week."
    measured.nobody_else_hears()


async def test_a_reading_of_another_day_is_shown_before_it_is_saved(measured: Campfire) -> None:
    await measured.brian.command("/goal reading 1 12 on 2 January", "#social")
    assert measured.brian.news() == screen("""
        == Add reading ==
        *1. Build relationships with influencers*
        Metric
          v answers
        Current value
          > 12
        Measured on
          2027-01-02
        [Cancel] [Add]
        """)
    await measured.brian.submit()
    assert "answers: 12 of 50.5 a week on 2 January 2027" in measured.brian.news()
    measured.nobody_else_hears()


async def test_of_several_metrics_one_is_chosen_in_the_form(measured: Campfire) -> None:
    await measured.maya.command("/goal edit 1", "#social")
    await measured.maya.fill("Metric", "replies within a day", nth=2)
    await measured.maya.submit()
    measured.hush()

    await measured.brian.command("/goal reading 1 12", "#social")
    assert measured.brian.form().splitlines()[2:6] == [
        "Metric",
        "  v (choose)",
        "Current value",
        "  > 12",
    ]
    await measured.brian.dismiss()

    await measured.brian.command("/goal reading 1 replies 12", "#social")
    assert measured.brian.news().splitlines()[2] == "Saved. replies within a day is 12."


async def test_a_reading_in_one_line_is_for_goals_that_are_measured(measured: Campfire) -> None:
    await measured.brian.command("/goal reading 9 12", "#social")
    assert measured.brian.news().splitlines()[2].startswith("I can't find “9” in this plan.")

    await measured.brian.command("/goal reading 2 12", "#social")
    assert (
        measured.brian.news()
        .splitlines()[2]
        .startswith("“Raise awareness of the new features” has no metric")
    )
    measured.nobody_else_hears()


async def test_forms_read_numbers_as_people_write_them(measured: Campfire) -> None:
    await measured.slack.change("Hailey", locale="de-DE")
    await measured.hailey.command("/goal edit 1", "#social")
    assert "Target (optional)\n  > 50,5\n" in measured.hailey.news()

    await measured.hailey.fill("Start value", "viele", nth=1)
    await measured.hailey.fill("Target", "1.200,5", nth=1)
    await measured.hailey.submit()
    assert errors(measured.hailey.news()) == {
        "Start value": "I can't read “viele” as a number. Write it in digits, such as 1200 or 3.5."
    }

    await measured.hailey.fill("Start value", "1.000", nth=1)
    await measured.hailey.submit()
    assert "answers: from 1,000 to 1,200.5 a week, no reading yet" in measured.hailey.news()


async def test_a_form_says_what_a_number_could_be(measured: Campfire) -> None:
    await measured.slack.change("Hailey", locale="lv-LV")
    await measured.hailey.command("/goal reading 1", "#social")
    await measured.hailey.fill("Current value", "1.200")
    await measured.hailey.submit()
    assert errors(measured.hailey.news()) == {
        "Current value": "“1.200” could be 1200 or 1.2. Write it in one of these two ways."
    }

    await measured.hailey.fill("Current value", "5 EUR")
    await measured.hailey.submit()
    assert errors(measured.hailey.news()) == {
        "Current value": "“5 EUR” isn't in this metric's unit (a week). If the number is right, "
        "write it alone."
    }

    await measured.hailey.fill("Current value", "1 200 a week")
    await measured.hailey.submit()
    assert measured.hailey.news().splitlines()[2] == "Saved. answers is 1,200 a week."


async def test_a_check_in_reads_numbers_the_same_way(measured: Campfire) -> None:
    await measured.slack.change("Brian", locale="de-DE")
    await measured.maya.command("/tactic add List 100 influencers @brian by 1 February", "#social")
    await measured.maya.choose("For which goal?", "1. ")
    await measured.maya.submit()
    await measured.wait_until("2027-01-11 12:00")
    measured.hush()

    await measured.brian.click("Answer", "#social")
    await measured.brian.choose("How's it going?", "● on course")
    await measured.brian.fill("answers, a week", "viele")
    await measured.brian.submit()
    assert errors(measured.brian.news()) == {
        "answers, a week": "I can't read “viele” as a number. Write it in digits, such as 1200 or 3.5."
    }

    await measured.brian.fill("answers, a week", "€12")
    await measured.brian.submit()
    assert errors(measured.brian.news()) == {
        "answers, a week": "“€12” isn't in this metric's unit (a week). If the number is right, "
        "write it alone."
    }

    await measured.brian.fill("answers, a week", "1.200")
    await measured.brian.submit()
    assert "I read “1.200” as 1200." in measured.brian.news()
    await measured.maya.command("/goal 1", "#social")
    assert "answers: 1,200 of 50.5 a week" in measured.maya.news()
