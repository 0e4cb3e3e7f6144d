"""`/tactic edit`: any field of a tactic."""

from tests.stories.begun import a_goal, a_plan, a_tactic_of_brians, begun
from tests.stories.stage import Campfire, errors, screen

planned = begun(a_plan, a_goal, a_tactic_of_brians)


async def test_any_field_of_a_tactic_can_be_changed(planned: Campfire) -> None:
    await planned.add_goal("Raise awareness of the new features", "Ship 3 major new product features")
    planned.hush()

    await planned.maya.command("/tactic edit 1", "#social")
    assert planned.maya.news() == screen("""
        == Edit tactic 1 ==
        What needs doing?
          > List 100 influencers
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          @Brian
        ETA (optional)
          2027-02-01
        · Now Monday 1 February 2027.
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Done when
          (x) any owner finishes
          ( ) all owners finish
        Notes (optional)
          > (empty)
        State
          v planned
        [Cancel] [Save]
        """)

    await planned.maya.fill_in(
        {
            "What needs doing?": "List 200 influencers",
            "For which goal?": "2. ",
            "Owners": ["@Brian", "@Hailey"],
            "ETA": "2027-02-20",
            "Done when": "all owners finish",
            "Notes": "Ask Ilze for last year's list.",
            "State": "under way",
        }
    )
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Saved.
        *1. List 200 influencers*
        under way
        To help us *ship 3 major new product features*, we are *raising awareness of the new features*.
        *Owners* @Brian and @Hailey
        *Done when* all owners finish: nobody so far
        *ETA* Saturday 20 February 2027
        · *Notes*  Ask Ilze for last year's list.
        *Ratings* 0 of 2 owners have rated. Ratings show when all have, or on Thursday 7 January
            2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_what_is_saved_unchanged_is_no_change(planned: Campfire) -> None:
    await planned.maya.command("/tactic edit 1", "#social")
    planned.maya.news()
    await planned.maya.submit()
    planned.nobody_else_hears()

    await planned.maya.command("/plan history", "#social")
    assert "changed" not in planned.maya.news()


async def test_an_edit_that_cannot_be_kept_says_so_at_its_field(planned: Campfire) -> None:
    await planned.maya.command("/tactic edit 1", "#social")
    await planned.maya.fill_in({"What needs doing?": " ", "ETA": "2026-12-31"})
    await planned.maya.submit()
    assert errors(planned.maya.form()) == {
        "ETA": "Thursday 31 December 2026 has passed. Choose today or a later day."
    }
    await planned.maya.fill("ETA", "2027-01-31")
    await planned.maya.submit()
    assert errors(planned.maya.form()) == {
        "What needs doing?": "Give it a title: a few words on what needs doing."
    }
    planned.maya.news()
    planned.nobody_else_hears()


async def test_an_overdue_tactic_can_still_be_edited(planned: Campfire) -> None:
    await planned.add_tactic("Call the press by 6 January")
    await planned.wait_until("2027-01-08 07:00")
    planned.hush()

    await planned.maya.command("/tactic edit 2", "#social")
    await planned.maya.fill("Notes", "Nobody has picked up so far.")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Saved.
        *2. Call the press*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *ETA* Wednesday 6 January 2027
        · *Notes*  Nobody has picked up so far.
        *Ratings* Nobody rated in time.
        [Rate] [Done] [Move ETA] [Assign] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()
