"""What becomes of requests for ratings as owners come and go, and when the tactic ends."""

from sandbox import Person
from tests.stories.begun import a_goal, a_plan, a_tactic_of_two, begun
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal, a_tactic_of_two)


async def rate(person: Person, value: int, complexity: int, reason: str = "") -> None:
    """The person rates the first tactic."""
    await person.command("/tactic rate 1", "#social")
    await person.fill_in({"Value": str(value), "Complexity": str(complexity)})
    await person.fill("Why?", reason)
    await person.submit()


async def test_a_new_owner_is_asked_and_waited_for(planned: Campfire) -> None:
    await planned.slack.change("Noor", status="", status_emoji="")
    await rate(planned.brian, 5, 2)
    await planned.maya.command("/tactic assign 1 @noor", "#social")
    await planned.maya.submit()
    assert planned.noor.news() == screen("""
        @Oncourse
        Oncourse 11:00
        *Please rate this tactic.*
        *1. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian, @Hailey and @Noor, by 1 February 2027).
        By Thursday 7 January 2027, please: how valuable is it, and how complex? A rough guess is fine.
        Your rating stays hidden until all are shown.
        [Rate]
        · Social media 2027 in #social
        """)
    planned.hush()

    await rate(planned.hailey, 4, 2)
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        Thanks. Value 4, complexity 2.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian, @Hailey and @Noor
        *ETA* Monday 1 February 2027
        *Ratings* 2 of 3 owners have rated. Ratings show when all have, or on Thursday 7 January 2027.
        You rated value 4, complexity 2.
        [Change rating] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]

        @Oncourse
        Oncourse 23:00 (edited)
        *You rated value 4, complexity 2.*
        *1. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian, @Hailey and @Noor, by 1 February 2027).
        2 of 3 owners have rated. Ratings show when all have, or on Thursday 7 January 2027.
        [Change rating]
        · Social media 2027 in #social
        """)
    planned.hush()

    await planned.noor.click("Rate", "@Oncourse")
    await planned.noor.fill_in({"Value": "4", "Complexity": "3"})
    await planned.noor.submit()
    assert planned.noor.news() == screen("""
        @Oncourse
        Oncourse 11:00 (edited)
        *The ratings are in.*
        *1. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian, @Hailey and @Noor, by 1 February 2027).
        *Ratings* 1 Quick wins: value 4 (4 to 5), complexity 2 (2 to 3), 3 ratings.
        · @Brian: value 5, complexity 2
        · @Hailey: value 4, complexity 2
        · @Noor: value 4, complexity 3
        [Change rating]
        · Social media 2027 in #social
        """)
    planned.hush()


async def test_the_round_ends_when_the_last_silent_owner_is_taken_off(planned: Campfire) -> None:
    await rate(planned.brian, 5, 2)
    planned.hush()
    await planned.maya.command("/tactic assign 1", "#social")
    await planned.maya.choose("Owners", "@Brian")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Assigned to @Brian.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *ETA* Monday 1 February 2027
        *Ratings* 1 Quick wins: value 5, complexity 2, 1 rating.
        · @Brian: value 5, complexity 2
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    assert planned.brian.news() == screen("""
        @Oncourse
        Oncourse 02:00 (edited)
        *The ratings are in.*
        *1. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian, by 1 February 2027).
        *Ratings* 1 Quick wins: value 5, complexity 2, 1 rating.
        · @Brian: value 5, complexity 2
        [Change rating]
        · Social media 2027 in #social
        """)
    assert planned.hailey.news() == screen("""
        @Oncourse
        Oncourse 23:00 (edited)
        *The ratings are in.*
        *1. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian, by 1 February 2027).
        *Ratings* 1 Quick wins: value 5, complexity 2, 1 rating.
        · @Brian: value 5, complexity 2
        [Rate]
        · Social media 2027 in #social
        """)
    planned.nobody_else_hears()


async def test_whoever_handed_it_over_need_not_rate_any_more(planned: Campfire) -> None:
    await planned.hailey.command("/tactic show 1", "#social")
    await planned.hailey.click("Hand over", "#social")
    await planned.hailey.choose("New owner", "@Noor")
    await planned.hailey.submit()
    planned.hush()
    assert planned.hailey.sees("@Oncourse") == screen("""
        Oncourse 23:00 (edited)
        *No rating needed from you.*
        *1. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian and @Noor, by 1 February 2027).
        You don't own this tactic now. You can still rate it by Thursday 7 January 2027.
        Your rating stays hidden until all are shown.
        [Rate]
        · Social media 2027 in #social
        """)
    planned.nobody_else_hears()


async def test_a_request_says_when_its_tactic_is_done_or_dropped(planned: Campfire) -> None:
    await planned.maya.command("/tactic done 1", "#social")
    assert planned.brian.news() == screen("""
        @Oncourse
        Oncourse 02:00 (edited)
        *No rating needed any more.*
        *1. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian and @Hailey, by 1 February 2027).
        · It's done, so there's nothing left to rate.
        · Social media 2027 in #social
        """)
    planned.hush()

    await planned.maya.command("/tactic edit 1", "#social")
    await planned.maya.choose("State", "planned")
    await planned.maya.submit()
    assert planned.brian.news() == screen("""
        @Oncourse
        Oncourse 02:00 (edited)
        *Please rate this tactic.*
        *1. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian and @Hailey, by 1 February 2027).
        By Thursday 7 January 2027, please: how valuable is it, and how complex? A rough guess is fine.
        Your rating stays hidden until all are shown.
        [Rate]
        · Social media 2027 in #social
        """)
    planned.hush()

    await planned.maya.command("/tactic drop 1", "#social")
    await planned.maya.fill("Why drop it?", "We buy the list")
    await planned.maya.submit()
    assert planned.brian.news() == screen("""
        @Oncourse
        Oncourse 02:00 (edited)
        *No rating needed any more.*
        *1. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian and @Hailey, by 1 February 2027).
        · It was dropped, so there's nothing left to rate.
        · Social media 2027 in #social
        """)
    planned.hush()
