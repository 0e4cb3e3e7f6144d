"""“New tactic”, from anywhere in Slack."""

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, errors, screen

NAME = "New tactic"


planned = begun(a_plan, a_goal)


async def another_plan(campfire: Campfire) -> None:
    """Another plan, with the same name but in #launches, has a goal too."""
    await campfire.start_plan(channel="#launches")
    await campfire.maya.command("/goal add Be on TikTok", "#launches")
    await campfire.maya.choose("Which company goal does it help?", "Expand into a new market segment")
    await campfire.maya.submit()
    campfire.hush()


two_plans = begun(a_plan, a_goal, another_plan)


async def test_of_the_only_plan_the_form_opens_at_once(planned: Campfire) -> None:
    await planned.brian.shortcut(NAME)
    assert planned.brian.form().startswith(
        "== Add tactic ==\nFor *Social media 2027* in #social\nWhat needs doing?\n"
    )
    await planned.brian.fill("What needs doing?", "Call the press")
    await planned.brian.submit()
    assert planned.brian.news() == screen("""
        @Oncourse
        Oncourse 02:00
        Added.
        *1. Call the press*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *ETA* none yet
        *Ratings* Nobody has rated yet. Ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Set ETA] [Assign] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_among_several_plans_one_is_chosen_first(two_plans: Campfire) -> None:
    await two_plans.maya.shortcut(NAME)
    assert two_plans.maya.form() == screen("""
        == New tactic ==
        For which plan?
          v (choose)
        [Cancel] [Next]
        """)
    await two_plans.maya.choose("For which plan?", "Social media 2027 in #launches")
    await two_plans.maya.submit()
    assert two_plans.maya.form().startswith("== Add tactic ==\nFor *Social media 2027* in #launches\n")
    assert "v 1. Be on TikTok → Expand into a new market…" in two_plans.maya.form()
    await two_plans.maya.fill("What needs doing?", "Film a dance")
    await two_plans.maya.submit()
    two_plans.hush()
    await two_plans.maya.command("/tactic list", "#launches")
    assert "*1. Film a dance*" in two_plans.maya.news()


async def test_only_plans_of_channels_that_both_are_in_are_offered(two_plans: Campfire) -> None:
    await two_plans.brian.shortcut(NAME)
    assert "For *Social media 2027* in #social\n" in two_plans.brian.form()

    await two_plans.slack.remove_bot("#social")
    await two_plans.maya.shortcut(NAME)
    assert "For *Social media 2027* in #launches\n" in two_plans.maya.form()


async def test_without_any_plan_it_says_what_to_do(campfire: Campfire) -> None:
    await campfire.maya.shortcut(NAME)
    assert campfire.maya.form() == screen("""
        == Oncourse ==
        No open plans in the channels we share, so there's nowhere to add a tactic.
        In your team's channel, add me with `/invite @Oncourse`, then start a plan with `/plan new`.
        [Close]
        """)


async def test_a_plan_that_was_closed_or_left_meanwhile(two_plans: Campfire) -> None:
    await two_plans.maya.shortcut(NAME)
    await two_plans.maya.choose("For which plan?", "Social media 2027 in #launches")
    await two_plans.slack.leave("Maya", "#launches")
    await two_plans.maya.submit()
    assert errors(two_plans.maya.form()) == {
        "For which plan?": "A plan is for the people of its channel. Join the channel, then try again."
    }
    await two_plans.hailey.shortcut(NAME)
    await two_plans.hailey.choose("For which plan?", "Social media 2027 in #social")
    await two_plans.maya.dismiss()
    await two_plans.close_plan()
    await two_plans.hailey.submit()
    assert errors(two_plans.hailey.form()) == {
        "For which plan?": ("“Social media 2027” is closed. You can read it but not change it.")
    }


async def test_sent_twice_it_is_one_tactic(planned: Campfire) -> None:
    await planned.brian.shortcut(NAME)
    await planned.brian.fill("What needs doing?", "Call the press")
    await planned.brian.submit_twice()
    planned.hush()
    await planned.brian.command("/tactic list", "#social")
    assert planned.brian.news().count("*1. Call the press*") == 1
    await planned.brian.command("/tactic show 2", "#social")
    assert "I can't find “2” in this plan" in planned.brian.news()


async def test_guests_are_refused_in_words_they_know(planned: Campfire) -> None:
    await planned.theo.shortcut(NAME)
    assert planned.theo.form() == screen("""
        == That didn't work ==
        As a guest you can rate and finish what you own. For anything else, ask a member of this channel.
        [Close]
        """)


async def test_home_shows_the_new_tactic(planned: Campfire) -> None:
    await planned.brian.open_home()
    await planned.brian.shortcut(NAME)
    await planned.brian.fill("What needs doing?", "Call the press")
    await planned.brian.choose("Owners", "@Brian")
    await planned.brian.submit()
    assert "# Your tactics (1)\n*Not rated yet*\n*1. Call the press*" in planned.brian.home()
