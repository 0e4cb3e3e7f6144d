"""`/tactic done 2, 3` and `/tactic drop 2, 3`: several tactics at once, undone as one."""

from tests.stories.begun import a_goal, a_plan, begun, two_tactics_of_brians_and_one_of_nobodys
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal, two_tactics_of_brians_and_one_of_nobodys)


async def states(campfire: Campfire) -> dict[str, str]:
    """The state of each tactic that is open or done, as Theo sees it."""
    await campfire.theo.command("/tactic list all", "#social")
    lines = campfire.theo.news().splitlines()
    return {
        title.strip("*"): lines[place + 2].removeprefix("· ").split(" · ")[0]
        for place, title in enumerate(lines[:-2])
        if lines[place + 1].startswith("[... ")
    }


async def test_several_are_done_at_once_and_the_rest_is_named(planned: Campfire) -> None:
    await planned.maya.command("/tactic done 3", "#social")
    planned.hush()

    await planned.maya.command("/tactic done 1, 2, 3 and 9", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *2 tactics done and 2 not changed*
        *1. List 100 influencers*  Done. Nice work.
        *2. Message influencers*  Done. Nice work.
        ⚠ *3*  “Call the press” is already done. To reopen it, edit it and choose another state.
        ⚠ *9*  There is no such tactic.
        [Undo]
        """)
    assert set((await states(planned)).values()) == {"✓ done"}

    await planned.maya.click("Undo", "#social")
    assert await states(planned) == {
        "1. List 100 influencers": "planned",
        "2. Message influencers": "planned",
        "3. Call the press": "✓ done",
    }


async def test_plan_undo_takes_all_of_it_back_and_says_so(planned: Campfire) -> None:
    await planned.maya.command("/tactic done 1-2", "#social")
    planned.hush()

    await planned.hailey.command("/plan undo", "#social")
    assert planned.hailey.news().startswith(
        screen("""
        #social
        Oncourse 23:00 (only visible to you)
        Undone: @Maya marked *List 100 influencers* as done: state planned → ✓ done
        @Maya marked *Message influencers* as done: state planned → ✓ done
        # Social media 2027: history
        """)
    )
    assert (await states(planned))["2. Message influencers"] == "planned"

    # undoing the undoing brings both back
    await planned.hailey.command("/plan undo", "#social")
    assert set((await states(planned)).values()) == {"✓ done", "proposed"}


async def test_nothing_can_be_undone_twice_or_over_a_later_change(planned: Campfire) -> None:
    await planned.maya.command("/tactic done 1 2", "#social")
    await planned.brian.command("/tactic done 3", "#social")
    planned.hush()

    await planned.maya.click("Undo", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        @Brian has changed “Call the press” since, and only the last change can be undone. See /plan history.
        """)
    assert set((await states(planned)).values()) == {"✓ done"}


async def test_where_none_can_be_done_all_are_named(planned: Campfire) -> None:
    await planned.maya.command("/tactic done 7 8", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *2 not changed*
        ⚠ *7*  There is no such tactic.
        ⚠ *8*  There is no such tactic.
        """)

    await planned.maya.command("/tactic done 1-60", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        60 are too many here: 50 fit. Please leave some out.
        What you typed:
        > /tactic done 1-60
        """)


async def test_several_are_dropped_for_one_reason(planned: Campfire) -> None:
    await planned.maya.command("/tactic drop 1, 3", "#social")
    assert planned.maya.news() == screen("""
        == Drop 2 tactics ==
        *1. List 100 influencers*
        *3. Call the press*
        Why?
          > (empty)
        [Cancel] [Drop]
        """)

    await planned.maya.fill("Why?", " ")
    await planned.maya.submit()
    assert "Say why in a few words, so the plan remembers it." in planned.maya.news()

    await planned.maya.fill("Why?", "No time this spring")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *2 tactics dropped*
        *1. List 100 influencers*  ✕ dropped
        *3. Call the press*  ✕ dropped
        [Undo]
        """)

    await planned.maya.command("/tactic 3", "#social")
    assert "*Dropped because* No time this spring" in planned.maya.news()

    await planned.maya.command("/plan undo", "#social")
    assert (await states(planned))["1. List 100 influencers"] == "planned"


async def test_numbers_that_there_are_not_are_refused_before_a_reason_is_asked_for(planned: Campfire) -> None:
    await planned.maya.command("/tactic drop 1, 9", "#social")
    assert planned.maya.news().splitlines()[2].startswith("I can't find “9” in this plan.")


async def test_a_number_alone_shows_the_tactic(planned: Campfire) -> None:
    for command in ("/tactic 3", "/tactic #3", "/tactic 3 show"):
        await planned.maya.command(command, "#social")
        assert planned.maya.news().splitlines()[2] == "*3. Call the press*"

    await planned.maya.command("/tactic 3 done", "#social")
    assert planned.maya.news().splitlines()[2:4] == ["Done. Nice work.", "*3. Call the press*"]

    await planned.maya.command("/tactic 9", "#social")
    assert planned.maya.news().splitlines()[2].startswith("I can't find “9” in this plan.")


async def test_a_rating_in_one_line_fills_the_form_in_and_is_not_sent(planned: Campfire) -> None:
    await planned.brian.command("/tactic rate 1 5 2 they answer", "#social")
    form = planned.brian.news()
    assert "  (x) 5 moves the company goal\n" in form
    assert "  (x) 2 a few days\n" in form
    assert "  > they answer\n" in form
    await planned.brian.dismiss()
    await planned.brian.command("/tactic 1", "#social")
    assert "the owner hasn't rated yet" in planned.brian.news().lower() or "rated" in planned.brian.news()

    await planned.brian.command("/tactic rate Message 4/3", "#social")
    await planned.brian.submit()
    assert planned.brian.news().splitlines()[2] == "Thanks. Value 4, complexity 3."

    await planned.brian.command("/tactic rate 1 7 2", "#social")
    assert planned.brian.news().splitlines()[2] == "Choose a number from 1 to 5."


async def test_a_goal_is_dropped_by_command_and_shown_by_its_number(planned: Campfire) -> None:
    await planned.add_goal("Raise awareness")
    planned.hush()
    await planned.maya.command("/goal 2", "#social")
    assert planned.maya.news().splitlines()[2] == "*2. Raise awareness*"

    await planned.maya.command("/goal drop 1", "#social")
    assert planned.maya.news().splitlines()[2].startswith("This goal still has open tactics: 3.")

    await planned.maya.command("/goal drop raise", "#social")
    assert planned.maya.news().splitlines()[2:4] == [
        "Dropped. Undo it in `/plan history`.",
        "*2. Raise awareness*  ✕ dropped",
    ]

    await planned.maya.command("/plan undo", "#social")
    assert planned.maya.news().splitlines()[2] == "Undone: @Maya dropped the goal *Raise awareness*"

    await planned.maya.command("/goal drop", "#social")
    assert planned.maya.news().splitlines()[2] == "# Social media 2027: goals"


async def test_a_guest_finishes_what_they_own(planned: Campfire) -> None:
    await planned.add_tactic("Film a teaser @theo")
    planned.hush()
    await planned.theo.command("/tactic done 3, 4", "#social")
    answer = screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *1 tactic done and 1 not changed*
        *4. Film a teaser*  Done. Nice work.
        ⚠ *3*  As a guest you can rate and finish what you own. For anything else, ask a member of this
            channel.
        """)
    assert planned.theo.news() == answer
