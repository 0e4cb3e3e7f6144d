"""“Add as a tactic” where there is no plan: another is chosen, one is started, or it is said what to do."""

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, screen

NAME = "Add as a tactic"


planned = begun(a_plan, a_goal)


async def test_where_there_is_no_plan_another_is_chosen(planned: Campfire) -> None:
    said = await planned.hailey.write("Call the press. Now!", "#general")
    await planned.maya.message_shortcut(NAME, said)
    assert planned.maya.form() == screen("""
        == New tactic ==
        There's no plan here. Choose one for this tactic.
        For which plan?
          v Social media 2027 in #social
        What needs doing? (optional)
          > Call the press
        Notes (optional)
          > Call the press. Now!
        [Cancel] [Next]
        """)
    await planned.maya.fill("What needs doing?", "Call the radio")
    await planned.maya.submit()
    assert planned.maya.form().startswith(
        "== Add tactic ==\nFor *Social media 2027* in #social\nWhat needs doing?\n  > Call the radio\n"
    )
    assert "Notes (optional)\n  > Call the press. Now!\n" in planned.maya.form()
    await planned.maya.submit()
    link = f"https://campfire-inc.slack.com/archives/C0GENERAL/p{said.ts.replace('.', '')}"
    assert f"· From a message ({link})" in planned.maya.news()


async def test_a_direct_message_of_two_people(planned: Campfire) -> None:
    said = await planned.hailey.write("Call the press", "@Maya")
    await planned.maya.message_shortcut(NAME, said)
    assert "There's no plan here." in planned.maya.form()
    await planned.maya.submit()
    await planned.maya.submit()
    news = planned.maya.news()
    assert news.startswith("@Hailey\n")
    assert f"archives/{said.channel}/p{said.ts.replace('.', '')})" in news


async def test_a_message_of_the_bot_itself(planned: Campfire) -> None:
    await planned.add_tactic("Call the press @maya")
    await planned.wait_until("2027-01-05 07:00")
    daily = planned.maya.message("1 tactic to rate", "@Oncourse")
    await planned.maya.message_shortcut(NAME, daily)
    assert "There's no plan here." in planned.maya.form()


async def test_a_channel_without_a_plan_can_have_one(planned: Campfire) -> None:
    said = await planned.hailey.write("Call the press", "#launches")
    await planned.maya.message_shortcut(NAME, said)
    await planned.maya.click("Start plan here")
    assert planned.maya.form().startswith("== Start plan ==\n")


async def test_where_there_is_no_plan_at_all_one_is_started(campfire: Campfire) -> None:
    said = await campfire.hailey.write("Call the press", "#social")
    await campfire.maya.message_shortcut(NAME, said)
    assert campfire.maya.form() == screen("""
        == Oncourse ==
        No open plans in the channels we share, so there's nowhere to add a tactic.
        [Start plan here]
        [Close]
        """)
    await campfire.maya.click("Start plan here")
    await campfire.maya.fill_in({"Name": "Social media 2027", "Company goals": "Grow"})
    await campfire.maya.submit()
    assert campfire.maya.form().startswith("== Oncourse ==\n# Social media 2027\n")


async def test_where_the_bot_is_not_it_says_what_to_do(campfire: Campfire) -> None:
    said = await campfire.hailey.write("Call the press", "#general")
    await campfire.maya.message_shortcut(NAME, said)
    assert campfire.maya.form() == screen("""
        == Oncourse ==
        No open plans in the channels we share, so there's nowhere to add a tactic.
        In your team's channel, add me with `/invite @Oncourse`, then start a plan with `/plan new`.
        [Close]
        """)


async def test_a_plan_without_goals_says_so(campfire: Campfire) -> None:
    await campfire.start_plan()
    said = await campfire.hailey.write("Call the press", "#social")
    await campfire.maya.message_shortcut(NAME, said)
    assert campfire.maya.form() == screen("""
        == That didn't work ==
        A tactic needs a goal, and this plan has none yet. Add one with /goal add.
        [Close]
        """)
