"""The second round of rating: asked once more, blind once more."""

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


async def contest(campfire: Campfire) -> None:
    """Brian says quick win, Hailey says money pit."""
    await rate(campfire.brian, 5, 2, "I know three brands who would start tomorrow")
    await rate(campfire.hailey, 3, 5, "Contracts, briefs and approvals, every month")


async def test_a_contested_tactic_goes_to_a_second_round(planned: Campfire) -> None:
    await planned.wait_until("2027-01-04 18:00")  # 13:00 in New York, 10:00 in Los Angeles
    await contest(planned)
    planned.hush()

    await planned.hailey.click("Start second round", "#social")
    assert "A second round has started. I'll ask everyone who rated, and the owners." in planned.hailey.news()
    await planned.wait_until("2027-01-04 18:02")
    assert planned.brian.news() == screen("""
        @Oncourse
        Oncourse 13:02
        # New for you: 1 to rate
        · Monday 4 January 2027
        *1 tactic to rate* by Thursday 7 January 2027. A rough guess is fine.
        *1. List 100 influencers*
        [Rate 1]
        [All your tactics] [Settings]
        """)
    planned.nobody_else_hears()

    await planned.brian.command("/tactic rate 1", "#social")
    assert planned.brian.news() == screen("""
        == Rate tactic ==
        *1. List 100 influencers*
        To help us expand into a new market segment, we are building relationships with influencers.
        · This is the second round. The first round was split. What did you learn from each other?
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
    await planned.brian.fill_in({"Value": "4", "Complexity": "4"})
    await planned.brian.submit()
    news = planned.brian.news()
    assert "*Second round* 1 of 2 owners have rated." in news
    assert "· ✓ *1. List 100 influencers* rated\n" in news
    planned.nobody_else_hears()

    await rate(planned.hailey, 4, 5, "It is worth it")
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 10:02 (only visible to you)
        Thanks. Value 4, complexity 5.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *ETA* Monday 1 February 2027
        *Ratings* 2 Big bets: value 4 (all 4), complexity 4.5 (4 to 5), 2 ratings.
        · @Brian: value 4, complexity 4
        · @Hailey: value 4, complexity 5  It is worth it
        [Change rating] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]

        @Oncourse
        Oncourse 09:00 (edited)
        # 1 new tactic
        · Monday 4 January 2027
        @Maya assigned you *1. List 100 influencers*
        due in 28 days, Monday 1 February 2027 · Social media 2027
        [Open]
        · To help us expand into a new market segment, we are building relationships with influencers.
        · ✓ *1. List 100 influencers* rated: 2 Big bets (value 4, complexity 4.5)
        [All your tactics] [Settings]
        """)
    assert "rated: 2 Big bets (value 4, complexity 4.5)\n" in planned.brian.news()
    planned.nobody_else_hears()


async def test_in_the_second_round_only_the_first_is_seen(planned: Campfire) -> None:
    await contest(planned)
    await planned.hailey.click("Start second round", "#social")
    await rate(planned.brian, 1, 1, "Secret")
    planned.hush()

    await planned.maya.command("/tactic show 1", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *ETA* Monday 1 February 2027
        *Ratings of the first round* 2 Big bets: value 4 (3 to 5), complexity 3.5 (2 to 5), 2 ratings.
        ⚠ *Contested*: 1 says quick win, 1 says money pit.
        · @Brian: value 5, complexity 2  I know three brands who would start tomorrow
        · @Hailey: value 3, complexity 5  Contracts, briefs and approvals, every month
        *Second round* 1 of 2 owners have rated. Ratings show when all have, or on Thursday 7 January
            2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_a_rating_form_of_the_first_round_is_too_late_for_the_second(planned: Campfire) -> None:
    await contest(planned)
    await planned.maya.command("/tactic rate 1", "#social")
    await planned.maya.fill_in({"Value": "4", "Complexity": "2"})
    await planned.hailey.click("Start second round", "#social")
    planned.hush()

    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Rate tactic ==
        *1. List 100 influencers*
        To help us expand into a new market segment, we are building relationships with influencers.
        · A rough guess is fine.
        Value
          ( ) 1 nice to have
          ( ) 2 helps a little
          ( ) 3 helps the goal along
          (x) 4 moves the goal
          ( ) 5 moves the company goal
          ! A new round has started. Close this form and rate again for that round.
        Complexity
          ( ) 1 an afternoon
          (x) 2 a few days
          ( ) 3 a few weeks
          ( ) 4 a month or more
          ( ) 5 months, or people we don't have
        Why? (optional)
          > (empty)
        [Cancel] [Rate]
        """)
    planned.nobody_else_hears()
