"""One reader for all that people type: commands, a form's text, handles without markup, and messages."""

from dataclasses import replace

import pytest

from tests.stories.begun import a_goal, a_plan, a_tactic_of_brians, begun
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal, a_tactic_of_brians)


async def test_owners_and_a_date_are_given_at_once(planned: Campfire) -> None:
    await planned.maya.command("/tactic assign 1 @hailey by 1 April", "#social")
    assert planned.maya.news() == screen("""
        == Change owners ==
        *1. List 100 influencers*
        Owners (optional)
          @Brian, @Hailey
          ? I'll ask them to rate it.
        ETA (optional)
          2027-04-01
        · Read as Thursday 1 April 2027.
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        [Cancel] [Save]
        """)
    await planned.maya.submit()
    card = planned.maya.news()
    assert "*Owners* @Brian and @Hailey\n*ETA* Thursday 1 April 2027\n" in card

    await planned.maya.command("/tactic assign 1 to me, every monday until 5/6", "#social")
    assert "I read 5/6 as Saturday 5 June 2027." in planned.maya.form()
    await planned.maya.submit()
    assert "*Repeats* every Monday until 5 June 2027" in planned.maya.news()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/tactic assign 1 @brain", "Not read: “@brain”."),
        ("/tactic assign 1 @hailey soon", "Not read: “soon”."),
        ("/tactic move 1 by friday 5pm @hailey", "Not read: “5pm” and @Hailey."),
        ("/tactic move 1 5/6", "I read 5/6 as Saturday 5 June 2027."),
        ("/tactic move 1 weekly", "You didn't name a day, so I chose every Monday."),
        ("/tactic move list 100 influencers friday", "· Read as Friday 8 January 2027."),
        ("/tactic add Post weekly until 5/6", "I read 5/6 as Saturday 5 June 2027."),
    ],
)
async def test_how_a_command_was_read_is_said(planned: Campfire, command: str, said: str) -> None:
    await planned.maya.command(command, "#social")
    assert said in planned.maya.form()


async def test_a_date_that_has_passed_is_refused(planned: Campfire) -> None:
    await planned.maya.command("/tactic assign 1 @hailey by yesterday", "#social")
    assert "Sunday 3 January 2027 has passed. Choose today or a later day." in planned.maya.news()


async def test_handles_without_markup_are_looked_up_among_the_channels_people(planned: Campfire) -> None:
    backend = planned.slack.backend
    plain = replace(backend.app.commands["/tactic"], should_escape=False)
    backend.app = replace(backend.app, commands={**backend.app.commands, "/tactic": plain})
    await planned.maya.command("/tactic add Call the press @Brian, @hailey and @me by 1 April", "#social")
    form = planned.maya.form()
    assert "  > Call the press\n" in form
    assert "  @Brian, @Hailey, @Maya\n" in form

    await planned.maya.command("/tactic add Call the press @nina", "#social")
    assert "Not read: “@nina”." in planned.maya.form()

    await planned.maya.command("/tactic add Call the press, owner: hailey", "#social")
    assert "Owners (optional)\n  @Hailey\n" in planned.maya.form()


async def test_a_date_typed_as_a_rhythm_becomes_the_eta_once_it_was_shown(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Call the press", "#social")
    await planned.maya.fill("Repeats", "in two weeks")
    await planned.maya.submit()
    shown = "*Nothing is saved yet.* I read “in two weeks” as Monday 18 January 2027, the ETA."
    assert shown in planned.maya.form()
    await planned.maya.fill("Repeats", "in three weeks")
    await planned.maya.submit()
    assert "I read “in three weeks” as Monday 25 January 2027" in planned.maya.form()
    await planned.maya.submit()
    assert "*ETA* Monday 25 January 2027" in planned.maya.news()

    await planned.maya.command("/tactic add Call the radio", "#social")
    await planned.maya.fill("Repeats", "yesterday")
    await planned.maya.submit()
    assert "! Sunday 3 January 2027 has passed." in planned.maya.form()


async def test_a_typed_rhythm_ends_by_the_persons_order_of_day_and_month(planned: Campfire) -> None:
    for person, end in ((planned.maya, "5 June 2027"), (planned.brian, "6 May 2027")):
        await person.command("/tactic add Call the press", "#social")
        await person.fill("Repeats", "every monday until 5/6")
        await person.submit()
        await person.submit()
        assert f"*Repeats* every Monday until {end}" in person.news()


async def test_a_message_is_read_for_its_date_people_and_rhythm(planned: Campfire) -> None:
    said = await planned.brian.write("@hailey post the teaser by friday. Needs legal.", "#social")
    await planned.maya.message_shortcut("Add as a tactic", said)
    form = planned.maya.form()
    assert "  > post the teaser\n" in form
    assert "Owners (optional)\n  @Hailey\n" in form
    assert "· Read as Friday 8 January 2027." in form

    said = await planned.brian.write("Call the press\nEvery monday until 5/6, @theo", "#social")
    await planned.maya.message_shortcut("Add as a tactic", said)
    form = planned.maya.form()
    assert "  > Call the press\n" in form
    assert "  @Theo\n" in form
    assert "Next dates:" in form


async def test_a_messages_tomorrow_is_the_day_after_it_was_written(planned: Campfire) -> None:
    said = await planned.brian.write("Call the venue tomorrow", "#social")
    later = await planned.brian.write("Call the venue next friday", "#social")
    await planned.wait_until("2027-01-12T09:00")
    await planned.maya.message_shortcut("Add as a tactic", said)
    form = planned.maya.form()
    assert "Tuesday 5 January 2027 has passed." in form
    assert "  > Call the venue tomorrow\n" in form
    await planned.maya.message_shortcut("Add as a tactic", later)
    assert "· Read as Friday 15 January 2027." in planned.maya.form()


async def test_what_a_list_puts_around_a_title_leaves_it(planned: Campfire) -> None:
    await planned.maya.command("/tactic add - [ ] “Call the press” by friday", "#social")
    assert "  > Call the press\n" in planned.maya.form()
    await planned.maya.fill("What needs doing?", "1. Call the radio")
    await planned.maya.submit()
    assert "*2. Call the radio*" in planned.maya.news()
