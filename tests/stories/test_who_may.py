"""Who may do what: members, a guest, a visitor of another organisation, plan owners, and people outside."""

import pytest

from tests.stories.begun import begun
from tests.stories.stage import Campfire, screen

SERVES = "Which company goal does it help?"
GUEST = "As a guest you can rate and finish what you own. For anything else, ask a member of this channel."


@begun
async def planned(campfire: Campfire) -> None:
    """Maya's plan with a measured goal, shared with the channel."""
    await campfire.start_plan()
    await campfire.add_measured_goal()
    await campfire.maya.command("/plan", "#social")
    await campfire.maya.click("Share in channel", "#social")
    campfire.hush()


@pytest.mark.parametrize(
    "command",
    [
        "/plan new",
        "/plan settings",
        "/plan close",
        "/plan next",
        "/goal add Be on TikTok",
        "/goal edit 1",
        "/goal reading 1",
        "/goal reading 1 12",
        "/goal drop 1",
        "/plan undo",
        "/tactic drop 1, 2",
    ],
)
async def test_a_guest_is_told_what_guests_can_do(planned: Campfire, command: str) -> None:
    await planned.theo.command(command, "#social")
    assert planned.theo.modal is None
    assert planned.theo.news().splitlines()[2] == GUEST
    planned.nobody_else_hears()


@pytest.mark.parametrize("command", ["/plan", "/plan matrix", "/plan history", "/goal list"])
async def test_a_guest_sees_what_members_see(planned: Campfire, command: str) -> None:
    await planned.theo.command(command, "#social")
    await planned.maya.command(command, "#social")
    assert planned.theo.news() == planned.maya.news()
    planned.nobody_else_hears()


async def test_a_guest_finds_no_button_that_starts_a_plan(campfire: Campfire) -> None:
    await campfire.theo.command("/plan", "#social")
    assert campfire.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *This channel has no plan yet.*
        A plan takes you from your company's goals to what each of you does next.
        · A member of this channel can start one with `/plan new`.
        """)

    await campfire.theo.command("/goal list", "#social")
    assert campfire.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        This channel has no plan yet. A member can start one with /plan new.
        """)
    campfire.nobody_else_hears()


@pytest.mark.parametrize(
    "label", ["Add goal", "Share in channel", "Settings", "Undo", "Edit", "Add reading", "Drop"]
)
async def test_a_guests_click_changes_nothing(planned: Campfire, label: str) -> None:
    for command in ("/plan history", "/goal list", "/plan"):
        await planned.theo.command(command, "#social")
    planned.hush()

    await planned.theo.click(label, "#social")
    assert planned.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        As a guest you can rate and finish what you own. For anything else, ask a member of this channel.
        """)
    planned.nobody_else_hears()


async def test_a_visitor_may_look_but_not_touch_the_shared_plan(planned: Campfire) -> None:
    await planned.priya.click("Matrix", "#social")
    assert planned.priya.news() == screen("""
        #social
        Oncourse 12:30 (only visible to you)
        # Social media 2027: what to do first
        *1 Quick wins* (0)  high value, low complexity: do these first
        *2 Big bets* (0)  high value, high complexity: worth the work, do next
        *3 Fill-ins* (0)  low value, low complexity: when there's time
        *4 Money pits* (0)  low value, high complexity: probably not worth it
        · Nothing rated yet. Tactics appear here once their ratings show.
        [All tactics]
        """)

    await planned.priya.click("Add goal", "#social")
    assert planned.priya.news() == screen("""
        #social
        Oncourse 12:30 (only visible to you)
        As a visitor from another organisation you can look at this plan, but not change it. Ask someone on
            the team to do it for you.
        """)

    await planned.priya.click("All tactics", "#social")
    assert planned.priya.news() == screen("""
        #social
        Oncourse 12:30 (only visible to you)
        # Social media 2027: open tactics
        No tactics yet. A tactic is one concrete thing someone can do for a goal.
        [Add tactic]
        """)
    planned.nobody_else_hears()


async def test_a_visitor_who_changes_is_still_one(planned: Campfire) -> None:
    await planned.slack.change("Priya", status=":coffee: With the partner")
    await planned.priya.click("Add goal", "#social")
    assert planned.priya.modal is None
    assert "As a visitor from another organisation" in planned.priya.news()
    planned.nobody_else_hears()


@pytest.mark.parametrize("command", ["/plan settings", "/plan close"])
async def test_only_plan_owners_change_settings_and_close(planned: Campfire, command: str) -> None:
    await planned.brian.command(command, "#social")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Only the plan's owners can do this. Please ask @Maya.
        """)

    await planned.maya.command("/plan settings", "#social")
    await planned.maya.choose("Plan owners", "@brian")
    await planned.maya.submit()
    planned.hush()
    await planned.brian.command(command, "#social")
    assert planned.brian.modal is not None
    planned.brian.news()
    planned.nobody_else_hears()


async def test_an_owner_taken_off_meanwhile_cannot_save(planned: Campfire) -> None:
    await planned.maya.command("/plan settings", "#social")
    await planned.maya.choose("Plan owners", "@brian")
    await planned.maya.submit()
    await planned.brian.command("/plan close", "#social")
    await planned.maya.command("/plan settings", "#social")
    await planned.maya.choose("Plan owners")
    await planned.maya.submit()
    planned.hush()

    await planned.brian.submit()
    assert planned.brian.news() == screen("""
        == Close plan? ==
        Close *Social media 2027*? 0 tactics are done, 0 are still open.
        You'll be able to read it with its history, but not change it. Then `/plan next` starts the next
            period: goals and open tactics come along.
        Channel message (optional)
          [x] Say in the channel that the plan is closed
          ! Only the plan's owners can do this. Please ask one of them.
        [Not yet] [Close plan]
        """)
    planned.nobody_else_hears()


async def test_settings_are_undone_by_plan_owners_only(planned: Campfire) -> None:
    await planned.maya.command("/plan settings", "#social")
    await planned.maya.fill("Name", "Spring")
    await planned.maya.submit()
    await planned.brian.command("/plan history", "#social")
    planned.hush()

    await planned.brian.click("Undo", "#social")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Only the plan's owners can do this. Please ask @Maya.
        """)
    planned.nobody_else_hears()


async def test_somebody_who_left_the_channel_cannot_act_on_an_old_card(planned: Campfire) -> None:
    await planned.hailey.command("/goal list", "#social")
    card = planned.hailey.message("goals")
    shared = planned.hailey.message("Shared by")
    await planned.slack.leave("Hailey", "#social")
    planned.hush()

    await planned.hailey.click("Edit", message=card)
    assert planned.hailey.modal is None
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        A plan is for the people of its channel. Join the channel, then try again.
        """)

    await planned.hailey.click("Matrix", message=shared)
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        A plan is for the people of its channel. Join the channel, then try again.
        """)
    planned.nobody_else_hears()


async def test_somebody_who_left_the_channel_cannot_send_an_old_form(planned: Campfire) -> None:
    await planned.hailey.command("/goal add Be on TikTok", "#social")
    await planned.hailey.choose(SERVES, "Grow revenue")
    await planned.slack.leave("Hailey", "#social")
    planned.hush()

    await planned.hailey.submit()
    assert planned.hailey.news() == screen("""
        == Add goal ==
        What will social media do?
          > Be on TikTok
          ! A plan is for the people of its channel. Join the channel, then try again.
        Which company goal does it help?
          v Grow revenue
          ? If none fits, choose a marketing goal.
        ---
        *Add a metric?*  You can do this later.
        Metric (optional)
          > (empty)
          ? Such as followers, sign-ups or mentions.
        Unit (optional)
          > (empty: EUR, %, a week)
        Start value (optional)
          > (empty)
        Target (optional)
          > (empty)
        By when (optional)
          (choose)
        [Cancel] [Add]
        """)
    planned.nobody_else_hears()


async def test_a_plan_of_a_private_channel_is_seen_by_nobody_outside(campfire: Campfire) -> None:
    await campfire.start_plan("Reorganise", "#leadership")
    await campfire.maya.click("Share in channel", "#leadership")

    assert "Reorganise" in campfire.hailey.news()
    for person in (campfire.brian, campfire.theo, campfire.priya, campfire.noor):
        assert person.news() == ""
    await campfire.brian.command("/plan", "#social")
    assert "Reorganise" not in campfire.brian.news()
