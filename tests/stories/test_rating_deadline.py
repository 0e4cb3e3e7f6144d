"""The end of a round of rating: its deadline, whoever has rated by then."""

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


async def test_at_the_deadline_what_there_is_is_shown(planned: Campfire) -> None:
    await planned.wait_until("2027-01-04 15:00")  # 10:00 in New York
    await rate(planned.brian, 5, 2, "Everything else builds on it")
    await planned.wait_until("2027-01-07 06:59")
    planned.hush()

    await planned.wait_until("2027-01-07 07:00")
    assert planned.hailey.news() == screen("""
        @Oncourse
        Oncourse 09:00 (edited)
        # ✓ All done for today
        · Wednesday 6 January 2027
        · *1. List 100 influencers*: no rating needed any more
        [All your tactics] [Settings]
        """)
    assert (
        "· ✓ *1. List 100 influencers* rated: 1 Quick wins (value 5, complexity 2)\n" in planned.brian.news()
    )
    planned.nobody_else_hears()

    await planned.maya.command("/tactic show 1", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *ETA* Monday 1 February 2027
        *Ratings* 1 Quick wins: value 5, complexity 2, 1 rating.
        · @Brian: value 5, complexity 2  Everything else builds on it
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_at_the_deadline_without_any_rating_there_is_no_score(planned: Campfire) -> None:
    await planned.add_tactic("Call the press")
    await planned.wait_until("2027-01-07 07:00")
    planned.hush()

    await planned.maya.command("/tactic show 2", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *2. Call the press*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *ETA* none yet
        *Ratings* Nobody rated in time.
        [Rate] [Done] [Set ETA] [Assign] [Edit] [... Change owners | Drop]
        """)

    await planned.maya.command("/tactic rate 2", "#social")
    assert planned.maya.news() == screen("""
        == Rate tactic ==
        *2. Call the press*
        To help us expand into a new market segment, we are building relationships with influencers.
        · A rough guess is fine.
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
    await planned.maya.fill_in({"Value": "4", "Complexity": "2"})
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Thanks. Value 4, complexity 2.
        *2. Call the press*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *ETA* none yet
        *Ratings* 1 Quick wins: value 4, complexity 2, 1 rating.
        · @Maya: value 4, complexity 2
        [Change rating] [Done] [Set ETA] [Assign] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()
