"""A person is asked whether pictures reach them; what they say decides where pictures show."""

from datetime import timedelta

import pytest

from sandbox import HOME, Fault
from tests.stories.begun import begun
from tests.stories.picture_stage import DIRECT, answer, asked, pictures_show
from tests.stories.stage import Campfire, screen
from tests.stories.test_pictures import WITHOUT_PICTURE, one_tactic

planned = begun(one_tactic)
proven = begun(pictures_show, one_tactic)

BROKEN = 3
"""Places in which Slack shows nobody a file that was posted nowhere."""


def forgive(campfire: Campfire, broken: int) -> None:
    """Pictures that were to be broken, to find that out."""
    assert len(campfire.slack.problems) == broken, campfire.slack.problems
    campfire.slack.problems.clear()


async def test_the_test_picture_is_shown_in_three_places(planned: Campfire) -> None:
    planned.slack.workspace.files_visible_on = {"ephemeral", "modal", "home"}
    await asked(planned, planned.brian)
    assert planned.brian.news() == screen("""
        @Oncourse
        Oncourse 02:00
        *Can you see my pictures?* Slack doesn't say where it shows an app's pictures. I'll show you a test
            picture in three places, and you can tell me where you see it.
        [Check pictures]

        Oncourse 02:00 (only visible to you)
        *Test picture 2 of 3: messages only you see*
        Do you see three circles here?
        (image: Test picture: three circles)
        [I see it] [I don't]

        == Oncourse ==
        *Test picture 1 of 3: forms*
        Do you see three circles here? Then close this and look at the other two: the message below, and my
            Home.
        (image: Test picture: three circles)
        [I see it] [I don't]
        [Close]
        """)
    assert planned.brian.home().startswith(
        screen("""
        *Test picture 3 of 3: Home*
        Do you see three circles here?
        (image: Test picture: three circles)
        [I see it] [I don't]
        """)
    )

    await planned.brian.click("I see it")
    assert planned.brian.form() == "== Oncourse ==\n✓ Saved. I'll show pictures in forms.\n[Close]"
    await planned.brian.dismiss()
    await planned.brian.click("I don't", DIRECT)
    assert planned.brian.sees(DIRECT).endswith(
        "✓ Saved. I'll use words in messages only you see, and offer to send you the picture."
    )
    await planned.brian.click("I see it", HOME)
    assert "Test picture" not in planned.brian.home()
    assert planned.brian.home().startswith("✓ Saved. I'll show pictures in Home.")
    planned.brian.news()
    planned.nobody_else_hears()


async def test_who_does_not_see_them_reads_words(planned: Campfire) -> None:
    await asked(planned, planned.brian)
    assert planned.brian.news().count("(broken image: Test picture: three circles)") == 2
    assert "(broken image: Test picture: three circles)" in planned.brian.home()
    forgive(planned, BROKEN)
    await answer(planned.brian, "I don't")
    assert "Test picture" not in planned.brian.home()

    planned.brian.news()
    await planned.brian.command("/plan matrix", "#social")
    assert planned.brian.news() == WITHOUT_PICTURE


async def test_what_one_person_says_is_so_for_the_workspace_until_somebody_says_otherwise(
    proven: Campfire,
) -> None:
    await proven.hailey.command("/plan matrix", "#social")
    assert "(image: " in proven.hailey.news()

    proven.slack.workspace.files_visible_on = set()
    await asked(proven, proven.brian)
    await proven.hailey.command("/plan map", "#social")
    forgive(proven, BROKEN + 2)
    await answer(proven.brian, "I don't")
    proven.hush()
    await proven.hailey.command("/plan map", "#social")
    assert "image: " not in proven.hailey.news()


async def test_a_home_that_was_never_opened_shows_it_and_a_day_later_shows_it_no_more(
    planned: Campfire,
) -> None:
    planned.slack.workspace.files_visible_on = {"ephemeral", "modal", "home"}
    assert planned.brian.home() == ""
    await asked(planned, planned.brian)
    await planned.brian.open_home()
    assert "Test picture 3 of 3" in planned.brian.home()

    await planned.slack.clock.advance(timedelta(hours=23))
    await planned.brian.open_home()
    assert "Test picture 3 of 3" in planned.brian.home()
    await planned.slack.clock.advance(timedelta(hours=1))
    await planned.brian.open_home()
    assert "Test picture" not in planned.brian.home()


async def test_the_next_who_is_asked_ends_it_for_the_one_before(planned: Campfire) -> None:
    planned.slack.workspace.files_visible_on = {"ephemeral", "modal", "home"}
    await asked(planned, planned.brian)
    await asked(planned, planned.hailey)
    assert "Test picture" not in planned.brian.home()
    assert "Test picture" in planned.hailey.home()


async def test_a_picture_that_does_not_come_about_says_nothing_about_who_sees_it(planned: Campfire) -> None:
    planned.slack.faults.next("files.getUploadURLExternal", Fault.server_error())
    await asked(planned, planned.brian)
    assert planned.brian.form() == screen("""
        == Oncourse ==
        Slack isn't taking pictures from me right now. Press Check pictures again in a few minutes.
        [Close]
        """)
    assert planned.brian.home() == ""
    assert "I see it" not in planned.brian.sees(DIRECT)

    await planned.brian.dismiss()
    planned.slack.workspace.files_visible_on = {"ephemeral", "modal", "home"}
    await planned.brian.click("Check pictures", DIRECT)
    assert "(image: Test picture: three circles)" in planned.brian.form()


@pytest.mark.parametrize("label", ["I see it", "I don't"])
async def test_an_answer_can_be_given_twice(planned: Campfire, label: str) -> None:
    planned.slack.workspace.files_visible_on = {"ephemeral", "modal", "home"}
    await asked(planned, planned.brian)
    question = planned.brian.message("Test picture 2 of 3", DIRECT)
    await planned.brian.click(label, message=question)
    await planned.brian.click(label, message=question)
    assert planned.brian.sees(DIRECT).count("✓ Saved.") == 1
