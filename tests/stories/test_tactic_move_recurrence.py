"""`/tactic move` to a rhythm: its next four dates are seen before it is saved."""

from tests.stories.begun import a_goal, a_plan, a_tactic_of_brians, begun
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal, a_tactic_of_brians)


async def test_a_rhythm_in_the_sentence_shows_its_next_four_dates(planned: Campfire) -> None:
    await planned.maya.command("/tactic move 1 every 2 weeks on tuesday", "#social")
    assert planned.maya.news() == screen("""
        == Move ETA ==
        *1. List 100 influencers*
        ETA (optional)
          (choose)
        Repeats (optional)
          > every 2 weeks on Tuesday
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Next dates:
        • Tuesday 5 January 2027
        • Tuesday 19 January 2027
        • Tuesday 2 February 2027
        • Tuesday 16 February 2027
        Why? (optional)
          > (empty: So that everyone understands)
        [Cancel] [Move]
        """)

    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Repeats every 2 weeks on Tuesday from now on.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *Repeats* every 2 weeks on Tuesday
        *Next due* Tuesday 5 January 2027, Tuesday 19 January 2027, Tuesday 2 February 2027 and Tuesday 16
            February 2027
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Change dates] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_a_rhythm_typed_into_the_form_shows_its_dates_before_it_moves(planned: Campfire) -> None:
    await planned.maya.command("/tactic move 1", "#social")
    await planned.maya.fill_in({"Repeats": "the 30th of every month", "Why?": "It never ends"})
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Move ETA ==
        *1. List 100 influencers*
        ETA (optional)
          2027-02-01
        · Now Monday 1 February 2027.
        Repeats (optional)
          > the 30th of every month
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
          ! A tactic has an ETA or repeats, not both. Clear one of the two.
        Why? (optional)
          > It never ends
        [Cancel] [Move]
        """)

    await planned.maya.choose("ETA")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Move ETA ==
        *Nothing saved yet.* Check the next dates below. If they're right, press Move again.
        *1. List 100 influencers*
        ETA (optional)
          (choose)
        Repeats (optional)
          > the 30th of every month
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Next dates:
        • Saturday 30 January 2027
        • Sunday 28 February 2027
        • Tuesday 30 March 2027
        • Friday 30 April 2027
        Why? (optional)
          > It never ends
        [Cancel] [Move]
        """)

    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Repeats on the 30th of every month from now on.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *Repeats* on the 30th of every month
        *Next due* Saturday 30 January 2027, Sunday 28 February 2027, Tuesday 30 March 2027 and Friday 30
            April 2027
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Change dates] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.hush()
