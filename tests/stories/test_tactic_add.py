"""`/tactic add`: a tactic in one sentence, its form, and the card it becomes."""

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal)


async def test_a_sentence_fills_in_the_form_and_becomes_a_card(planned: Campfire) -> None:
    maya = planned.maya
    await maya.command("/tactic add List 100 influencers in our niche @brian by 1 February", "#social")
    assert maya.news() == screen("""
        == Add tactic ==
        What needs doing?
          > List 100 influencers in our niche
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          @Brian
        ETA (optional)
          2027-02-01
        · Read as Monday 1 February 2027.
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

    await maya.submit()
    assert maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. List 100 influencers in our niche*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *ETA* Monday 1 February 2027
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_a_sentence_with_a_rhythm_shows_its_next_four_dates_at_once(planned: Campfire) -> None:
    maya = planned.maya
    await maya.command("/tactic add Sponsored post on the 30th of every month @brian @hailey", "#social")
    assert maya.news() == screen("""
        == Add tactic ==
        What needs doing?
          > Sponsored post
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          @Brian, @Hailey
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
        Done when
          (x) any owner finishes
          ( ) all owners finish
        Notes (optional)
          > (empty)
        [Cancel] [Add]
        """)

    await maya.submit()
    assert maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. Sponsored post*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *Repeats* on the 30th of every month
        *Next due* Saturday 30 January 2027, Sunday 28 February 2027, Tuesday 30 March 2027 and Friday 30
            April 2027
        *Ratings* 0 of 2 owners have rated. Ratings show when all have, or on Thursday 7 January
            2027.
        [Rate] [Done] [Change dates] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_a_rhythm_typed_into_the_form_shows_its_dates_before_it_is_saved(planned: Campfire) -> None:
    brian = planned.brian
    await brian.command("/tactic add", "#social")
    assert brian.news() == screen("""
        == Add tactic ==
        What needs doing?
          > (empty: List 100 influencers in our niche)
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          (choose)
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

    await brian.fill_in({"What needs doing?": "Post a reel", "Repeats": "every 2 weeks on tuesday"})
    await brian.submit()
    assert brian.news() == screen("""
        == Add tactic ==
        *Nothing saved yet.* Check the next dates below. If they're right, press Add again.
        What needs doing?
          > Post a reel
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          (choose)
        ETA (optional)
          (choose)
        Repeats (optional)
          > every 2 weeks on tuesday
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Next dates:
        • Tuesday 5 January 2027
        • Tuesday 19 January 2027
        • Tuesday 2 February 2027
        • Tuesday 16 February 2027
        Done when
          (x) any owner finishes
          ( ) all owners finish
        Notes (optional)
          > (empty)
        [Cancel] [Add]
        """)

    await brian.fill("Repeats", "last friday of every month")
    await brian.submit()
    assert brian.news() == screen("""
        == Add tactic ==
        *Nothing saved yet.* Check the next dates below. If they're right, press Add again.
        What needs doing?
          > Post a reel
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          (choose)
        ETA (optional)
          (choose)
        Repeats (optional)
          > last friday of every month
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Next dates:
        • Friday 29 January 2027
        • Friday 26 February 2027
        • Friday 26 March 2027
        • Friday 30 April 2027
        Done when
          (x) any owner finishes
          ( ) all owners finish
        Notes (optional)
          > (empty)
        [Cancel] [Add]
        """)

    await brian.submit()
    assert brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Added.
        *1. Post a reel*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *Repeats* on the last Friday of every month
        *Next due* Friday 29 January 2027, Friday 26 February 2027, Friday 26 March 2027 and Friday 30 April
            2027
        *Ratings* Nobody has rated yet. Ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Change dates] [Assign] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_what_is_not_read_of_a_sentence_is_named_above_its_form(planned: Campfire) -> None:
    maya = planned.maya
    await maya.command("/tactic add Host the meetup on the second blue moon, for goal 1 @brian", "#social")
    form = maya.news()
    assert "Not read: “on the second blue moon”. It's still in the title: fix it there or below." in " ".join(
        form.split()
    )
    assert "  > Host the meetup on the second blue moon\n" in form
    await maya.dismiss()

    await maya.command("/tactic add Answer comments weekly until 5/6", "#social")
    form = maya.news()
    assert "You didn't name a day, so I chose every Monday until 5 June 2027." in " ".join(form.split())
    assert "  > Answer comments\n" in form
    planned.nobody_else_hears()
