"""Rating a tactic: hidden until all owners have rated, then shown to everyone with reasons."""

import pytest

from sandbox import Person
from sandbox.errors import FormRefused
from tests.stories.begun import a_goal, a_plan, a_tactic_of_two, begun
from tests.stories.stage import Campfire, errors, screen

planned = begun(a_plan, a_goal, a_tactic_of_two)


async def fill_in(person: Person, value: int, complexity: int, reason: str = "") -> None:
    """The person fills the open rating form in, and sends it."""
    await person.fill_in({"Value": str(value), "Complexity": str(complexity)})
    await person.fill("Why?", reason)
    await person.submit()


async def rate(person: Person, value: int, complexity: int, reason: str = "") -> None:
    """The person rates the first tactic."""
    await person.command("/tactic rate 1", "#social")
    await fill_in(person, value, complexity, reason)


async def test_an_owner_rates_and_only_their_own_card_says_how(planned: Campfire) -> None:
    await planned.brian.command("/tactic rate 1", "#social")
    assert planned.brian.news() == screen("""
        == Rate tactic ==
        *1. List 100 influencers*
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

    with pytest.raises(FormRefused, match="Value"):
        await planned.brian.submit()
    await fill_in(planned.brian, 5, 2, "Everything else builds on it")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Thanks. Value 5, complexity 2.
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


async def test_all_is_revealed_once_every_owner_has_rated(planned: Campfire) -> None:
    await rate(planned.brian, 5, 2, "Everything else builds on it")
    planned.hush()

    await rate(planned.hailey, 4, 3)
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        Thanks. Value 4, complexity 3.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *ETA* Monday 1 February 2027
        *Ratings* 1 Quick wins: value 4.5 (4 to 5), complexity 2.5 (2 to 3), 2 ratings.
        · @Brian: value 5, complexity 2  Everything else builds on it
        · @Hailey: value 4, complexity 3
        [Change rating] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await planned.maya.command("/tactic show 1", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *ETA* Monday 1 February 2027
        *Ratings* 1 Quick wins: value 4.5 (4 to 5), complexity 2.5 (2 to 3), 2 ratings.
        · @Brian: value 5, complexity 2  Everything else builds on it
        · @Hailey: value 4, complexity 3
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await planned.maya.command("/plan history", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: history
        Oncourse showed the ratings of *List 100 influencers*
        · 4 January 2027 at 09:00
        @Hailey rated *List 100 influencers*
        · 4 January 2027 at 09:00
        @Brian rated *List 100 influencers*
        · 4 January 2027 at 09:00
        @Maya added *List 100 influencers*: owners @Brian and @Hailey · ETA 1 February 2027
        [Undo]
        · 4 January 2027 at 09:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 4 January 2027 at 09:00
        """)
    planned.nobody_else_hears()


async def test_the_daily_message_shows_the_reveal_in_place(planned: Campfire) -> None:
    await planned.wait_until("2027-01-04 17:00")  # 09:00 in Los Angeles
    planned.hush()
    await rate(planned.brian, 5, 2)
    assert "· ✓ *1. List 100 influencers* rated\n" in planned.brian.sees("@Oncourse")
    assert "[Rate 1]" in planned.hailey.sees("@Oncourse")
    planned.brian.news()
    planned.nobody_else_hears()

    await rate(planned.hailey, 4, 3)
    rated = "· ✓ *1. List 100 influencers* rated: 1 Quick wins (value 4.5, complexity 2.5)\n"
    assert rated in planned.brian.news()
    assert rated in planned.hailey.news()

    await rate(planned.brian, 4, 3)
    rated = "· ✓ *1. List 100 influencers* rated: 1 Quick wins (value 4, complexity 3)\n"
    assert rated in planned.brian.news()
    assert rated in planned.hailey.news()
    planned.nobody_else_hears()


async def test_a_rating_can_be_changed_until_and_after_the_reveal(planned: Campfire) -> None:
    await rate(planned.brian, 5, 2, "Everything else builds on it")
    planned.hush()

    await planned.brian.click("Change rating", "#social")
    assert planned.brian.news() == screen("""
        == Rate tactic ==
        *1. List 100 influencers*
        To help us expand into a new market segment, we are building relationships with influencers.
        · A rough guess is fine. Your rating stays hidden until all are shown.
        Value
          ( ) 1 nice to have
          ( ) 2 helps a little
          ( ) 3 helps the goal along
          ( ) 4 moves the goal
          (x) 5 moves the company goal
        Complexity
          ( ) 1 an afternoon
          (x) 2 a few days
          ( ) 3 a few weeks
          ( ) 4 a month or more
          ( ) 5 months, or people we don't have
        Why? (optional)
          > Everything else builds on it
        [Cancel] [Rate]
        """)
    await fill_in(planned.brian, 4, 1, "It is only a list")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Thanks. Value 4, complexity 1.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *ETA* Monday 1 February 2027
        *Ratings* 1 of 2 owners have rated. Ratings show when all have, or on Thursday 7 January 2027.
        You rated value 4, complexity 1.
        [Change rating] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await rate(planned.hailey, 5, 2)
    planned.hush()
    await planned.brian.click("Change rating", "#social")
    await fill_in(planned.brian, 5, 2, "Hailey is right")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Thanks. Value 5, complexity 2.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *ETA* Monday 1 February 2027
        *Ratings* 1 Quick wins: value 5 (all 5), complexity 2 (all 2), 2 ratings.
        · @Brian: value 5, complexity 2  Hailey is right
        · @Hailey: value 5, complexity 2
        [Change rating] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_a_reason_of_any_length_and_kind_is_kept_or_refused(planned: Campfire) -> None:
    await rate(planned.brian, 5, 2, "long " * 120)
    assert errors(planned.brian.form()) == {
        "Why?": "That's 599 characters, and 500 fit here. Please shorten it."
    }

    await fill_in(planned.brian, 5, 2, "<!channel> & <@UMAYA> *is* 🎉 مرحبا")
    planned.hush()
    await rate(planned.hailey, 5, 2)
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        Thanks. Value 5, complexity 2.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *ETA* Monday 1 February 2027
        *Ratings* 1 Quick wins: value 5 (all 5), complexity 2 (all 2), 2 ratings.
        · @Brian: value 5, complexity 2  <!channel> & <@UMAYA> *is* 🎉 مرحبا
        · @Hailey: value 5, complexity 2
        [Change rating] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_pressing_the_button_twice_rates_once(planned: Campfire) -> None:
    await planned.brian.command("/tactic rate 1", "#social")
    await planned.brian.fill_in({"Value": "5", "Complexity": "2"})
    await planned.brian.submit_twice()
    planned.hush()

    await planned.maya.command("/plan history", "#social")
    assert planned.maya.news().count("@Brian rated") == 1
    planned.nobody_else_hears()
