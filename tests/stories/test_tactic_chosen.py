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
        # Open which tactic?
        *Not rated yet*
        *1. List 100 influencers*
        [Open]
        · planned · @Brian · Monday 1 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Message influencers*
        [Open]
        · planned · @Brian · Saturday 20 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        · Not here? Use its number: `/tactic show 3`
        """)
    await brian.click("Open", "#social", beside="Message")
    assert brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        *2. Message influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *ETA* Saturday 20 February 2027
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await brian.command("/tactic edit", "#social")
    assert brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Edit which tactic?
        *Not rated yet*
        *1. List 100 influencers*
        [Edit]
        · planned · @Brian · Monday 1 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Message influencers*
        [Edit]
        · planned · @Brian · Saturday 20 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        · Not here? Use its number: `/tactic edit 3`
        """)
    await brian.click("Edit", "#social", within="which tactic", beside="Message")
    assert brian.news() == screen("""
        == Edit tactic 2 ==
        What needs doing?
          > Message influencers
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          @Brian
        ETA (optional)
          2027-02-20
        · Now Saturday 20 February 2027.
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
    await brian.dismiss()

    await brian.command("/tactic move", "#social")
    assert brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Move which tactic?
        *Not rated yet*
        *1. List 100 influencers*
        [Move ETA]
        · planned · @Brian · Monday 1 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Message influencers*
        [Move ETA]
        · planned · @Brian · Saturday 20 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        · Not here? Use its number: `/tactic move 3`
        """)
    await brian.click("Move ETA", "#social", within="which tactic", beside="Message")
    assert brian.news() == screen("""
        == Move ETA ==
        *2. Message influencers*
        ETA (optional)
          2027-02-20
        · Now Saturday 20 February 2027.
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Why? (optional)
          > (empty: So that everyone understands)
        [Cancel] [Move]
        """)
    await brian.dismiss()

    await brian.command("/tactic assign", "#social")
    assert brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Change owners of which tactic?
        *Not rated yet*
        *1. List 100 influencers*
        [Change owners]
        · planned · @Brian · Monday 1 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Message influencers*
        [Change owners]
        · planned · @Brian · Saturday 20 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        · Not here? Use its number: `/tactic assign 3`
        """)
    await brian.click("Change owners", "#social", within="which tactic", beside="Message")
    assert brian.news() == screen("""
        == Change owners ==
        *2. Message influencers*
        Owners (optional)
          @Brian
          ? I'll ask them to rate it.
        [Cancel] [Save]
        """)
    await brian.dismiss()

    await brian.command("/tactic rate", "#social")
    assert brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Rate which tactic?
        *Not rated yet*
        *1. List 100 influencers*
        [Rate]
        · planned · @Brian · Monday 1 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Message influencers*
        [Rate]
        · planned · @Brian · Saturday 20 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        · Not here? Use its number: `/tactic rate 3`
        """)
    await brian.click("Rate", "#social", within="which tactic", beside="Message")
    assert brian.news() == screen("""
        == Rate tactic ==
        *2. Message influencers*
        To help us expand into a new market segment, we are building relationships with influencers.
        · A rough guess is fine. Your rating stays hidden until all are shown.
        Value
          ( ) 1 nice to have
          ( ) 2 helps a little
          ( ) 3 helps the goal along
          ( ) 4 moves the goal
          ( ) 5 moves the company goal
        Complexity
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
        # Drop which tactic?
        *Not rated yet*
        *1. List 100 influencers*
        [Drop]
        · planned · @Brian · Monday 1 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Message influencers*
        [Drop]
        · planned · @Brian · Saturday 20 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        · Not here? Use its number: `/tactic drop 3`
        """)
    await brian.click("Drop", "#social", within="which tactic", beside="Message")
    assert brian.news() == screen("""
        == Drop tactic ==
        *2. Message influencers*
        It keeps its ratings and history. Edit it to bring it back.
        Why drop it?
          > (empty)
        [Cancel] [Drop]
        """)
    await brian.dismiss()
    planned.nobody_else_hears()
