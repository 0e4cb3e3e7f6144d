"""Blind rating: nobody sees a rating before all show, and who may rate."""

from sandbox import Person
from tests.stories.begun import a_goal, a_plan, a_tactic_of_two, begun
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal, a_tactic_of_two)


async def fill_in(person: Person, value: int, complexity: int, reason: str = "") -> None:
    """The person fills the open rating form in, and sends it."""
    await person.fill_in({"Value": str(value), "Complexity": str(complexity)})
    await person.fill("Why?", reason)
    await person.submit()


async def test_nobody_sees_a_rating_before_the_reveal_by_any_route(planned: Campfire) -> None:
    await planned.brian.command("/tactic rate 1", "#social")
    await fill_in(planned.brian, 5, 2, "Everything else builds on it")
    planned.brian.news()
    planned.nobody_else_hears()

    await planned.hailey.command("/tactic show 1", "#social")
    card = planned.hailey.news()
    assert card == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *ETA* Monday 1 February 2027
        *Ratings* 1 of 2 owners have rated. Ratings show when all have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    await planned.hailey.command("/tactic list", "#social")
    listed = planned.hailey.news()
    assert listed == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        # Social media 2027: open tactics
        *Not rated yet*
        *1. List 100 influencers*
        [... Open | Rate | Done | Move ETA | Hand over]
        · planned · @Brian and @Hailey · Monday 1 February 2027 · 1 of 2 owners have rated
        To help us expand into a new market segment, we are building relationships with influencers.
        """)
    await planned.hailey.command("/plan history", "#social")
    history = planned.hailey.news()
    assert history == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        # Social media 2027: history
        @Brian rated *List 100 influencers*
        · 3 January 2027 at 23:00
        @Maya added *List 100 influencers*: owners @Brian and @Hailey · ETA 1 February 2027
        [Undo]
        · 3 January 2027 at 23:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 3 January 2027 at 23:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 3 January 2027 at 23:00
        """)
    await planned.hailey.command("/plan", "#social")
    plan = planned.hailey.news()
    await planned.hailey.command("/plan matrix", "#social")
    matrix = planned.hailey.news()
    await planned.hailey.command("/tactic rate 1", "#social")
    form = planned.hailey.news()
    for screened in (card, listed, history, plan, matrix, form):
        assert "value 5" not in screened
        assert "complexity 2" not in screened
        assert "Everything else builds on it" not in screened

    await planned.brian.command("/tactic show 1", "#social")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *ETA* Monday 1 February 2027
        *Ratings* 1 of 2 owners have rated. Ratings show when all have, or on Thursday 7 January 2027.
        You rated value 5, complexity 2.
        [Change rating] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()

    await planned.wait_until("2027-01-04 17:00")  # 09:00 in Los Angeles
    daily = planned.hailey.news()
    assert "[Rate 1]" in daily
    assert "Brian" not in daily
    assert "complexity 2" not in daily


async def test_any_member_may_rate_but_owners_are_waited_for(planned: Campfire) -> None:
    await planned.maya.command("/tactic rate list 100", "#social")
    await fill_in(planned.maya, 2, 2)
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Thanks. Value 2, complexity 2.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *ETA* Monday 1 February 2027
        *Ratings* 0 of 2 owners have rated (1 other person has). Ratings show when all have, or on
            Thursday 7 January 2027.
        You rated value 2, complexity 2.
        [Change rating] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_a_guest_rates_only_what_they_own(planned: Campfire) -> None:
    await planned.theo.command("/tactic rate 1", "#social")
    assert planned.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        As a guest you can rate and finish what you own. For anything else, ask a member of this channel.
        What you typed:
        > /tactic rate 1
        """)

    await planned.add_tactic("Send flyers @theo")
    await planned.wait_until("2027-01-04 07:02")
    planned.hush()
    await planned.theo.click("Rate 1", "@Oncourse")
    await planned.theo.fill_in({"Value": "3", "Complexity": "3"})
    await planned.theo.submit()
    assert planned.theo.news() == screen("""
        @Oncourse
        Oncourse 09:02 (edited)
        # New for you: 1 new tactic
        · Monday 4 January 2027
        @Maya assigned you *2. Send flyers*
        no ETA · Social media 2027
        [Open]
        · To help us expand into a new market segment, we are building relationships with influencers.
        · ✓ *2. Send flyers* rated: 3 Fill-ins (value 3, complexity 3)
        [All your tactics] [Settings]
        """)
    planned.nobody_else_hears()


async def test_with_no_owner_two_raters_are_enough(planned: Campfire) -> None:
    await planned.add_tactic("Call the press")
    await planned.maya.command("/tactic rate 2", "#social")
    planned.hush()
    await fill_in(planned.maya, 4, 1, "One call")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Thanks. Value 4, complexity 1.
        *2. Call the press*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *ETA* none yet
        *Ratings* 1 person has rated. Ratings show once two people have, or on Thursday 7 January 2027.
        You rated value 4, complexity 1.
        [Change rating] [Done] [Set ETA] [Assign] [Edit] [... Change owners | Drop]
        """)

    await planned.noor.command("/tactic rate 2", "#social")
    await fill_in(planned.noor, 5, 1)
    assert planned.noor.news() == screen("""
        #social
        Oncourse 11:00 (only visible to you)
        Thanks. Value 5, complexity 1.
        *2. Call the press*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *ETA* none yet
        *Ratings* 1 Quick wins: value 4.5 (4 to 5), complexity 1 (all 1), 2 ratings.
        · @Maya: value 4, complexity 1  One call
        · @Noor: value 5, complexity 1
        [Change rating] [Done] [Set ETA] [Assign] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()
