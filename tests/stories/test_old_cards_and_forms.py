"""Old forms and cards: what they would do is done only as far as it still may and can be done."""

import pytest

from tests.stories.begun import begun
from tests.stories.every_form import EVERY_FORM, GOAL_FORMS, TACTIC_FORMS, Form, furnish, named
from tests.stories.stage import Campfire, screen

JOIN = "A plan is for the people of its channel. Join the channel, then try again."
GUEST = "As a guest you can rate and finish what you own. For anything else, ask a member of this channel."
CLOSED = "“Social media 2027” is closed. You can read it but not change it."
KEPT = "Nothing you typed is lost."
DROPPED = (
    "“List 100 influencers” was dropped: It has been done before. To reopen it, edit it and choose "
    f"another state. {KEPT}"
)
GONE = f"This is gone. Open the plan to see what's there. {KEPT}"
OTHER_GOAL = f"That goal is gone. Choose another. {KEPT}"


furnished = begun(furnish)


async def history(campfire: Campfire) -> str:
    """All that has happened to the plan, as Maya reads it, also after it was closed."""
    await campfire.maya.command("/plan", "#social")
    if "[Open plan]" in campfire.maya.news():
        await campfire.maya.click("Open plan", "#social")
    await campfire.maya.click("History", "#social")
    return campfire.maya.news()


async def drop_tactic(campfire: Campfire) -> None:
    """Maya drops the tactic."""
    await campfire.maya.command("/tactic drop 1", "#social")
    await campfire.maya.fill("Why drop it?", "It has been done before")
    await campfire.maya.submit()


async def refused(campfire: Campfire, form: Form) -> str:
    """What Hailey is told as she sends the form: at one field, or instead of a form without fields.

    Her form stays open, and nothing happens to the plan.
    """
    before = await history(campfire)
    campfire.hush()
    await campfire.hailey.submit()
    lines = campfire.hailey.form().splitlines()
    assert campfire.hailey.toasts == []
    campfire.hailey.news()
    campfire.nobody_else_hears()
    assert await history(campfire) == before
    (told,) = (line.strip().removeprefix("! ") for line in lines if line.startswith("  ! "))
    return told


@pytest.mark.parametrize("form", EVERY_FORM, ids=named)
async def test_somebody_who_left_the_channel_sends_an_old_form(furnished: Campfire, form: Form) -> None:
    await form.open(furnished.hailey)
    await furnished.slack.leave("Hailey", "#social")

    assert await refused(furnished, form) == JOIN


@pytest.mark.parametrize("form", EVERY_FORM, ids=named)
async def test_somebody_who_became_a_guest_sends_an_old_form(furnished: Campfire, form: Form) -> None:
    await form.open(furnished.hailey)
    await furnished.slack.change("Hailey", guest="multi")

    assert await refused(furnished, form) == GUEST


@pytest.mark.parametrize("form", EVERY_FORM, ids=named)
async def test_the_plan_was_closed_meanwhile(furnished: Campfire, form: Form) -> None:
    await form.open(furnished.hailey)
    await furnished.close_plan()

    assert await refused(furnished, form) == CLOSED


@pytest.mark.parametrize("form", TACTIC_FORMS[1:], ids=named)
async def test_the_tactic_was_dropped_meanwhile(furnished: Campfire, form: Form) -> None:
    await form.open(furnished.hailey)
    await drop_tactic(furnished)

    assert await refused(furnished, form) == DROPPED


async def test_whoever_edits_a_tactic_that_was_dropped_meanwhile_is_told_and_can_take_it_up_again(
    furnished: Campfire,
) -> None:
    await TACTIC_FORMS[0].open(furnished.hailey)
    await drop_tactic(furnished)
    furnished.hush()

    await furnished.hailey.submit()
    assert furnished.hailey.news().startswith(
        screen("""
        == Edit tactic 1 ==
        ⚠ @Maya dropped this while you were writing: It has been done before.
        Nothing you typed is lost. Press Save again to use yours.
        What needs doing?
        """)
    )
    furnished.nobody_else_hears()

    await furnished.hailey.submit()
    assert furnished.hailey.news().startswith(
        screen("""
        #social
        Oncourse 23:00 (only visible to you)
        Saved.
        *1. List 100 influencers*
        planned
        """)
    )


@pytest.mark.parametrize("form", GOAL_FORMS, ids=named)
async def test_the_goal_was_dropped_meanwhile(furnished: Campfire, form: Form) -> None:
    await form.open(furnished.hailey)
    await drop_tactic(furnished)
    await furnished.maya.command("/goal list", "#social")
    await furnished.maya.click("Drop", "#social")

    assert await refused(furnished, form) == (OTHER_GOAL if form.name == "add a tactic" else GONE)


@pytest.mark.parametrize("label", ["Rate", "Done", "Move ETA", "Hand over", "Edit", "Change owners", "Drop"])
async def test_a_card_is_no_longer_for_somebody_who_left_the_channel(furnished: Campfire, label: str) -> None:
    await furnished.hailey.command("/tactic show 1", "#social")
    card = furnished.hailey.message("List 100", "#social")
    await furnished.slack.leave("Hailey", "#social")
    furnished.hush()

    await furnished.hailey.click(label, message=card)
    assert furnished.hailey.news() == f"#social\nOncourse 23:00 (only visible to you)\n{JOIN}"
    furnished.nobody_else_hears()


async def test_an_owner_who_left_the_channel_rates_no_more(furnished: Campfire) -> None:
    await furnished.wait_until("2027-01-04 14:00")
    await furnished.brian.click("Rate 1", "@Oncourse")
    await furnished.brian.fill_in({"Value": "5", "Complexity": "2"})
    await furnished.slack.leave("Brian", "#social")
    furnished.hush()

    await furnished.brian.submit()
    assert f"  ! {JOIN}" in furnished.brian.form()
    await furnished.brian.dismiss()
    furnished.hush()
    await furnished.brian.click("Rate 1", "@Oncourse")
    assert furnished.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (only visible to you)
        ✓ Nothing left to rate.
        """)
    furnished.nobody_else_hears()


@pytest.mark.parametrize("label", ["Rate", "Done", "Move ETA", "Hand over", "Edit", "Change owners", "Drop"])
async def test_a_guest_can_only_look_at_a_card_of_others(furnished: Campfire, label: str) -> None:
    await furnished.theo.command("/tactic show 1", "#social")
    furnished.hush()

    await furnished.theo.click(label, "#social")
    assert furnished.theo.news() == f"#social\nOncourse 09:00 (only visible to you)\n{GUEST}"
    furnished.nobody_else_hears()


async def test_a_guest_rates_and_finishes_what_is_theirs(furnished: Campfire) -> None:
    await furnished.add_tactic("Call the press @theo")
    furnished.hush()

    await furnished.wait_until("2027-01-05 07:00")
    await furnished.theo.click("Rate 1", "@Oncourse")
    await furnished.theo.fill_in({"Value": "5", "Complexity": "2"})
    await furnished.theo.submit()
    await furnished.theo.command("/tactic show 2", "#social")
    assert "*Ratings* 1 Quick wins: value 5, complexity 2, 1 rating." in furnished.theo.news()

    await furnished.theo.command("/tactic done 2", "#social")
    assert furnished.theo.news().startswith(
        "#social\nOncourse 09:00 (only visible to you)\nDone. Nice work.\n"
    )


async def test_a_card_of_a_tactic_that_is_done_says_so(furnished: Campfire) -> None:
    await furnished.hailey.command("/tactic show 1", "#social")
    await furnished.brian.command("/tactic done 1", "#social")
    furnished.hush()

    for label in ("Rate", "Done", "Move ETA", "Hand over", "Drop"):
        await furnished.hailey.click(label, "#social", within="planned")
        assert furnished.hailey.news() == screen("""
            #social
            Oncourse 23:00 (only visible to you)
            “List 100 influencers” is already done. To reopen it, edit it and choose another state.
            """)
    furnished.nobody_else_hears()


async def test_an_old_done_button_does_not_finish_what_comes_next(furnished: Campfire) -> None:
    await furnished.add_tactic("Sponsored post on the 30th of every month")
    await furnished.hailey.command("/tactic show 2", "#social")
    await furnished.maya.command("/tactic done 2", "#social")
    furnished.hush()

    await furnished.hailey.click("Done", "#social")
    assert furnished.hailey.news().startswith(
        screen("""
        #social
        Oncourse 23:00 (only visible to you)
        Already done for Saturday 30 January 2027. Next: Sunday 28 February 2027.
        *2. Sponsored post*
        """)
    )
    furnished.nobody_else_hears()
