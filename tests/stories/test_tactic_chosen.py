"""Subcommands about one tactic that name none: one chooses among one's own."""

from tests.stories.begun import a_goal, a_plan, begun, two_tactics_of_brians_and_one_of_nobodys
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal, two_tactics_of_brians_and_one_of_nobodys)


async def test_without_a_name_one_chooses_among_ones_own(planned: Campfire) -> None:
    brian = planned.brian
    await brian.command("/tactic show", "#social")
    assert brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Which one do you want to see?
        *Not rated yet*
        *1. List 100 influencers*
        [Show]
        · ◔ planned · @Brian · Monday 1 February 2027 · the owner has not rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Message influencers*
        [Show]
        · ◔ planned · @Brian · Saturday 20 February 2027 · the owner has not rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        · Not here? Name any tactic by its number: `/tactic show 3`
        """)
    await brian.click("Show", "#social", beside="Message")
    assert brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        *2. Message influencers*
        ◔ planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *messaging influencers*.
        *Owner* @Brian
        *ETA* Saturday 20 February 2027
        *Ratings* The owner has not rated yet; ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await brian.command("/tactic edit", "#social")
    assert brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Which one do you want to edit?
        *Not rated yet*
        *1. List 100 influencers*
        [Edit]
        · ◔ planned · @Brian · Monday 1 February 2027 · the owner has not rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Message influencers*
        [Edit]
        · ◔ planned · @Brian · Saturday 20 February 2027 · the owner has not rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        · Not here? Name any tactic by its number: `/tactic edit 3`
        """)
    await brian.click("Edit", "#social", within="Which one", beside="Message")
    assert brian.news() == screen("""
        == Edit tactic 2 ==
        What is to be done?
          > Message influencers
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          @Brian
        ETA (optional)
          2027-02-20
        · So far Saturday 20 February 2027.
        Rhythm (optional)
          > (empty)
          ? Instead of an ETA: the 30th of every month, every 2 weeks on Tuesday, the last Friday of every
            quarter. Its next four dates are shown before anything is saved.
        It is done when
          (x) any one owner has finished
          ( ) all owners have finished
        Notes (optional)
          > (empty)
        State
          v ◔ planned
        [Cancel] [Save]
        """)
    await brian.dismiss()

    await brian.command("/tactic move", "#social")
    assert brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Which one do you want to move?
        *Not rated yet*
        *1. List 100 influencers*
        [Move ETA]
        · ◔ planned · @Brian · Monday 1 February 2027 · the owner has not rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Message influencers*
        [Move ETA]
        · ◔ planned · @Brian · Saturday 20 February 2027 · the owner has not rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        · Not here? Name any tactic by its number: `/tactic move 3`
        """)
    await brian.click("Move ETA", "#social", within="Which one", beside="Message")
    assert brian.news() == screen("""
        == Move the ETA ==
        *2. Message influencers*
        ETA (optional)
          2027-02-20
        · So far Saturday 20 February 2027.
        Rhythm (optional)
          > (empty)
          ? Instead of an ETA: the 30th of every month, every 2 weeks on Tuesday, the last Friday of every
            quarter. Its next four dates are shown before anything is saved.
        Why? (optional)
          > (empty: So that everybody understands)
        [Cancel] [Move]
        """)
    await brian.dismiss()

    await brian.command("/tactic assign", "#social")
    assert brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Which one changes its owners?
        *Not rated yet*
        *1. List 100 influencers*
        [Change owners]
        · ◔ planned · @Brian · Monday 1 February 2027 · the owner has not rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Message influencers*
        [Change owners]
        · ◔ planned · @Brian · Saturday 20 February 2027 · the owner has not rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        · Not here? Name any tactic by its number: `/tactic assign 3`
        """)
    await brian.click("Change owners", "#social", within="Which one", beside="Message")
    assert brian.news() == screen("""
        == Assign owners ==
        *2. Message influencers*
        Owners (optional)
          @Brian
          ? They are asked to rate it.
        [Cancel] [Assign]
        """)
    await brian.dismiss()

    await brian.command("/tactic rate", "#social")
    assert brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Which one do you want to rate?
        *Not rated yet*
        *1. List 100 influencers*
        [Rate]
        · ◔ planned · @Brian · Monday 1 February 2027 · the owner has not rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Message influencers*
        [Rate]
        · ◔ planned · @Brian · Saturday 20 February 2027 · the owner has not rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        · Not here? Name any tactic by its number: `/tactic rate 3`
        """)
    await brian.click("Rate", "#social", within="Which one", beside="Message")
    assert brian.news() == screen("""
        == Rate a tactic ==
        *2. Message influencers*
        To help us expand into a new market segment, we are building relationships with influencers, by
            messaging influencers.
        · An educated guess is fine: thumb in the air. Nobody sees your rating until all are shown together.
        Value to the business
          ( ) 1 nice to have
          ( ) 2 helps a little
          ( ) 3 helps the goal along
          ( ) 4 moves the goal
          ( ) 5 moves the company goal
        Complexity to carry out
          ( ) 1 an afternoon
          ( ) 2 a few days
          ( ) 3 a few weeks
          ( ) 4 a month or more
          ( ) 5 months, or people we don't have
        Why? (optional)
          > (empty)
        [Cancel] [Rate]
        """)
    await brian.dismiss()

    await brian.command("/tactic drop", "#social")
    assert brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Which one do you want to drop?
        *Not rated yet*
        *1. List 100 influencers*
        [Drop]
        · ◔ planned · @Brian · Monday 1 February 2027 · the owner has not rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Message influencers*
        [Drop]
        · ◔ planned · @Brian · Saturday 20 February 2027 · the owner has not rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        · Not here? Name any tactic by its number: `/tactic drop 3`
        """)
    await brian.click("Drop", "#social", within="Which one", beside="Message")
    assert brian.news() == screen("""
        == Drop a tactic ==
        *2. Message influencers*
        Nothing is lost: it keeps its ratings and its history, and editing it brings it back.
        Why is it dropped?
          > (empty)
        [Cancel] [Drop]
        """)
    await brian.dismiss()
    planned.nobody_else_hears()
