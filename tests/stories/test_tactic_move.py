"""`/tactic move`: another ETA."""

from tests.stories.begun import a_goal, a_plan, a_tactic_of_brians, begun
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal, a_tactic_of_brians)


async def test_a_tactic_is_moved_to_the_date_in_the_sentence(planned: Campfire) -> None:
    await planned.maya.command("/tactic move 1 to 20 February", "#social")
    assert planned.maya.news() == screen("""
        == Move ETA ==
        *1. List 100 influencers*
        ETA (optional)
          2027-02-20
        · Read as Saturday 20 February 2027.
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Why? (optional)
          > (empty: So that everyone understands)
        [Cancel] [Move]
        """)

    await planned.maya.fill("Why?", "Brian is away until the 10th")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Moved to Saturday 20 February 2027.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *ETA* Saturday 20 February 2027
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await planned.brian.command("/plan history", "#social")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Social media 2027: history
        @Maya moved *List 100 influencers*: ETA 1 February 2027 → 20 February 2027
        [Undo]
        · 4 January 2027 at 02:00  Brian is away until the 10th
        @Maya added *List 100 influencers*: owners @Brian · ETA 1 February 2027
        · 4 January 2027 at 02:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 4 January 2027 at 02:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 4 January 2027 at 02:00
        """)
    planned.nobody_else_hears()


async def test_words_of_the_title_and_a_date_move_it_too(planned: Campfire) -> None:
    await planned.maya.command("/tactic move 100 influencers to next friday", "#social")
    assert planned.maya.news() == screen("""
        == Move ETA ==
        *1. List 100 influencers*
        ETA (optional)
          2027-01-15
        · Read as Friday 15 January 2027.
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Why? (optional)
          > (empty: So that everyone understands)
        [Cancel] [Move]
        """)

    await planned.maya.command("/tactic move #1 12 March", "#social")
    assert planned.maya.news() == screen("""
        == Move ETA ==
        *1. List 100 influencers*
        ETA (optional)
          2027-03-12
        · Read as Friday 12 March 2027.
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Why? (optional)
          > (empty: So that everyone understands)
        [Cancel] [Move]
        """)
    planned.nobody_else_hears()


async def test_words_that_are_no_date_to_move_to_are_given_back(planned: Campfire) -> None:
    await planned.maya.command("/tactic move 1 yesterday", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Sunday 3 January 2027 has passed. Choose today or a later day.
        What you typed:
        > /tactic move 1 yesterday
        """)

    await planned.maya.command("/tactic move 1 to whenever", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        I can't read “whenever” as a date. Try 1 February, next Friday or end of month.
        What you typed:
        > /tactic move 1 to whenever
        """)
    planned.nobody_else_hears()


async def test_a_tactic_may_lose_its_date(planned: Campfire) -> None:
    await planned.maya.command("/tactic move 1", "#social")
    await planned.maya.choose("ETA")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        No ETA now.
        *1. List 100 influencers*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *ETA* none yet
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Set ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.hush()


async def test_a_date_after_the_plan_ends_is_warned_of_not_refused(planned: Campfire) -> None:
    await planned.maya.command("/tactic move 1 to 1 March 2028", "#social")
    assert planned.maya.news() == screen("""
        == Move ETA ==
        *1. List 100 influencers*
        ETA (optional)
          2028-03-01
        · Read as Wednesday 1 March 2028. ⚠ That's after the plan ends on Friday 31 December 2027.
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Why? (optional)
          > (empty: So that everyone understands)
        [Cancel] [Move]
        """)

    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Moved to Wednesday 1 March 2028.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *ETA* Wednesday 1 March 2028
        ⚠ That's after the plan ends on Friday 31 December 2027.
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.hush()


async def test_a_past_date_is_refused_where_it_is_picked(planned: Campfire) -> None:
    await planned.maya.command("/tactic move 1", "#social")
    await planned.maya.fill("ETA", "2026-12-24")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Move ETA ==
        *1. List 100 influencers*
        ETA (optional)
          2026-12-24
          ! Thursday 24 December 2026 has passed. Choose today or a later day.
        · Now Monday 1 February 2027.
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Why? (optional)
          > (empty: So that everyone understands)
        [Cancel] [Move]
        """)
    planned.nobody_else_hears()
