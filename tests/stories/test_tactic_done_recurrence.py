"""Done for this time: one occurrence of a rhythm."""

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal)


async def add_for_all(campfire: Campfire, sentence: str) -> None:
    """Maya adds a tactic that is done when all its owners have finished."""
    await campfire.maya.command(f"/tactic add {sentence}", "#social")
    await campfire.maya.choose("Done when", "all owners finish")
    await campfire.maya.submit()
    campfire.hush()


async def test_an_occurrence_of_a_rhythm_is_finished_by_itself(planned: Campfire) -> None:
    await planned.add_tactic("Write the newsletter every friday")
    await planned.wait_until("2027-01-08 12:00")
    planned.hush()

    await planned.maya.command("/tactic done 1", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 14:00 (only visible to you)
        Done for Friday 8 January 2027. Next: Friday 15 January 2027.
        *1. Write the newsletter*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *Repeats* every Friday
        *Next due* Friday 15 January 2027, Friday 22 January 2027, Friday 29 January 2027 and Friday 5
            February 2027
        *Ratings* Nobody rated in time.
        [Rate] [Done] [Change dates] [Assign] [Edit] [... Change owners | Drop]
        """)

    await planned.maya.command("/tactic list", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 14:00 (only visible to you)
        # Social media 2027: open tactics
        *Not rated yet*
        *1. Write the newsletter*
        [... Open | Rate | Done | Change dates | Assign]
        · proposed · no owner · repeats every Friday, next Friday 15 January 2027
        To help us expand into a new market segment, we are building relationships with influencers.
        """)
    planned.nobody_else_hears()


async def test_an_occurrence_for_all_waits_for_everybodys_part(planned: Campfire) -> None:
    await add_for_all(planned, "Publish the sponsored post on the 30th of every month @brian @hailey")
    await planned.wait_until("2027-01-30 12:00")
    planned.hush()

    await planned.brian.command("/tactic done 1", "#social")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 07:00 (only visible to you)
        Your part is done. Waiting for @Hailey.
        *1. Publish the sponsored post*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *Done when* all owners finish: so far @Brian
        *Repeats* on the 30th of every month
        *Next due* Saturday 30 January 2027, Sunday 28 February 2027, Tuesday 30 March 2027 and Friday 30
            April 2027
        *Ratings* Nobody rated in time.
        [Rate] [Done] [Change dates] [Hand over] [Edit] [... Change owners | Drop]

        @Oncourse
        Oncourse 09:00 (edited)
        # ✓ All done for today
        · Friday 29 January 2027
        · ✓ *1. Publish the sponsored post* your part is done, waiting for @Hailey
        [All your tactics] [Settings]
        """)

    await planned.hailey.command("/tactic done 1", "#social")
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 04:00 (only visible to you)
        Done for Saturday 30 January 2027. Next: Sunday 28 February 2027.
        *1. Publish the sponsored post*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *Done when* all owners finish: nobody so far
        *Repeats* on the 30th of every month
        *Next due* Sunday 28 February 2027, Tuesday 30 March 2027, Friday 30 April 2027 and Sunday 30 May 2027
        *Ratings* Nobody rated in time.
        [Rate] [Done] [Change dates] [Hand over] [Edit] [... Change owners | Drop]

        @Oncourse
        Oncourse 09:00 (edited)
        # ✓ All done for today
        · Friday 29 January 2027
        · ✓ *1. Publish the sponsored post* done, next Sunday 28 February 2027
        [All your tactics] [Settings]
        """)
    planned.hush()
