"""People who cannot own a tactic, or add one."""

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, screen

HOSTILE = "<!channel> <@UBRIAN> *bold* & <https://evil.example|click> 🎉 مرحبا بالعالم"


planned = begun(a_plan, a_goal)


async def test_only_people_of_the_channel_can_own_a_tactic(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Call the press @Dana", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        @Dana has left this workspace. Choose someone who's still here.
        What you typed:
        > /tactic add Call the press @Dana
        """)

    await planned.maya.command("/tactic add Call the press @Buildbot", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        @Buildbot is an app. Choose a person.
        What you typed:
        > /tactic add Call the press @Buildbot
        """)

    await planned.maya.command("/tactic add Call the press @Oncourse", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        @Oncourse is an app. Choose a person.
        What you typed:
        > /tactic add Call the press @Oncourse
        """)

    await planned.maya.command("/tactic add Call the press @Priya", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        @Priya isn't in this workspace. Choose someone who is.
        What you typed:
        > /tactic add Call the press @Priya
        """)
    planned.nobody_else_hears()


async def test_who_is_of_several_workspaces_of_an_organisation_is_of_this_one_too(planned: Campfire) -> None:
    grace = planned.slack.add_person("Grace", team_id="T0SISTER", enterprise_teams=("T0SISTER", "T0CAMPFIRE"))
    sven = planned.slack.add_person("Sven", team_id="T0SISTER", enterprise_teams=("T0SISTER",))
    for person in (grace, sven):
        await planned.slack.join(person, "#social")

    await planned.maya.command("/tactic add Call the press @Sven", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        @Sven isn't in this workspace. Choose someone who is.
        What you typed:
        > /tactic add Call the press @Sven
        """)

    await planned.maya.command("/tactic add Call the press @Grace", "#social")
    assert "Owners (optional)\n  @Grace\n" in planned.maya.form()


async def test_a_name_that_slack_does_not_know_stays_in_the_title(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Repost what @campfire.fans say by friday", "#social")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. Repost what @campfire.fans say*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *ETA* Friday 8 January 2027
        *Ratings* Nobody has rated yet. Ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Assign] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_an_owner_chosen_from_outside_the_channel_is_refused_at_the_menu(planned: Campfire) -> None:
    planned.slack.add_person("Zane")
    await planned.maya.command("/tactic add Call the press", "#social")
    await planned.maya.choose("Owners", "@Brian", "@Zane")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Add tactic ==
        What needs doing?
          > Call the press
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          @Brian, @Zane
          ! Zane isn't in this channel and couldn't see the plan. Invite them first, or choose someone else.
        ETA (optional)
          (choose)
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Done when
          (x) any owner finishes
          ( ) all owners finish
        Notes (optional)
          > (empty)
        [Cancel] [Add]
        """)

    await planned.slack.join("Zane", "#social")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. Call the press*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Zane
        *ETA* none yet
        *Ratings* 0 of 2 owners have rated. Ratings show when all have, or on Thursday 7 January
            2027.
        [Rate] [Done] [Set ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.hush()


async def test_a_guest_adds_no_tactics(planned: Campfire) -> None:
    await planned.theo.command("/tactic add Call the press", "#social")
    assert planned.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        As a guest you can rate and finish what you own. For anything else, ask a member of this channel.
        What you typed:
        > /tactic add Call the press
        """)
    planned.nobody_else_hears()
