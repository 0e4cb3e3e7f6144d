"""Done: the whole, or one's part of it."""

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal)

SO_FAR_HAILEY = "*Done when* all owners finish: so far @Hailey"


async def add_for_all(campfire: Campfire, sentence: str) -> None:
    """Maya adds a tactic that is done when all its owners have finished."""
    await campfire.maya.command(f"/tactic add {sentence}", "#social")
    await campfire.maya.choose("Done when", "all owners finish")
    await campfire.maya.submit()
    campfire.hush()


async def test_any_one_owner_finishes_it(planned: Campfire) -> None:
    await planned.add_tactic("List 100 influencers @brian @hailey by 1 February")
    planned.hush()

    await planned.hailey.command("/tactic done 1", "#social")
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        Done. Nice work.
        *1. List 100 influencers*
        ✓ done
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *ETA* Monday 1 February 2027
        *Finished by* @Hailey
        [Edit or reopen]
        *How did it turn out?*
        [Value v] [Complexity v]
        """)
    planned.nobody_else_hears()


async def test_where_all_must_finish_each_finishes_their_part(planned: Campfire) -> None:
    await add_for_all(planned, "List 100 influencers @brian @hailey by 1 February")

    await planned.hailey.command("/tactic done 1", "#social")
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        Your part is done. Waiting for @Brian.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *Done when* all owners finish: so far @Hailey
        *ETA* Monday 1 February 2027
        *Ratings* 0 of 2 owners have rated. Ratings show when all have, or on Thursday 7 January
            2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await planned.hailey.command("/tactic done 1", "#social")
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        Your part is done. Waiting for @Brian.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *Done when* all owners finish: so far @Hailey
        *ETA* Monday 1 February 2027
        *Ratings* 0 of 2 owners have rated. Ratings show when all have, or on Thursday 7 January
            2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await planned.brian.command("/tactic done 1", "#social")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Done. Nice work.
        *1. List 100 influencers*
        ✓ done
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *ETA* Monday 1 February 2027
        *Finished by* @Hailey and @Brian
        [Edit or reopen]
        *How did it turn out?*
        [Value v] [Complexity v]
        """)
    planned.nobody_else_hears()


async def test_a_finished_part_stays_finished_when_the_tactic_goes_on(planned: Campfire) -> None:
    await add_for_all(planned, "List 100 influencers @brian @hailey")
    await planned.hailey.command("/tactic done 1", "#social")

    await planned.maya.command("/tactic move 1 to 1 February", "#social")
    await planned.maya.submit()
    assert SO_FAR_HAILEY in planned.maya.news()
    await planned.maya.command("/tactic edit 1", "#social")
    await planned.maya.choose("State", "under way")
    await planned.maya.submit()
    assert SO_FAR_HAILEY in planned.maya.news()

    await planned.brian.command("/tactic done 1", "#social")
    await planned.maya.command("/tactic edit 1", "#social")
    await planned.maya.choose("State", "under way")
    await planned.maya.submit()
    assert "*Done when* all owners finish: nobody so far" in planned.maya.news()


async def test_somebody_who_does_not_own_it_finishes_the_whole(planned: Campfire) -> None:
    await add_for_all(planned, "List 100 influencers @brian @hailey by 1 February")

    await planned.maya.command("/tactic done 1", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Done. Nice work.
        *1. List 100 influencers*
        ✓ done
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *ETA* Monday 1 February 2027
        *Finished by* @Maya
        [Edit or reopen]
        """)
    planned.hush()


async def test_a_guest_finishes_only_what_they_own(planned: Campfire) -> None:
    await planned.add_tactic("Send flyers @theo")
    await planned.add_tactic("Call the press")
    planned.hush()

    await planned.theo.command("/tactic done 2", "#social")
    assert planned.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        As a guest you can rate and finish what you own. For anything else, ask a member of this channel.
        What you typed:
        > /tactic done 2
        """)

    await planned.theo.command("/tactic done 1", "#social")
    assert planned.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Done. Nice work.
        *1. Send flyers*
        ✓ done
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Theo
        *ETA* none yet
        *Finished by* @Theo
        [Edit or reopen]
        *How did it turn out?*
        [Value v] [Complexity v]
        """)
    planned.nobody_else_hears()
