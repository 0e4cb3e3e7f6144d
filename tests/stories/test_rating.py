"""Rating a tactic: asked in a DM, then shown to everybody with reasons."""

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


async def test_an_owner_rates_from_the_request_and_it_says_so_in_place(planned: Campfire) -> None:
    await planned.brian.click("Rate", "@Oncourse")
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
        @Oncourse
        Oncourse 02:00 (edited)
        *You rated value 5, complexity 2.*
        *1. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian and @Hailey, by 1 February 2027).
        1 of 2 owners have rated. Ratings show when all have, or on Thursday 7 January 2027.
        [Change rating]
        · Social media 2027 in #social
        """)
    assert planned.hailey.news() == screen("""
        @Oncourse
        Oncourse 23:00 (edited)
        *Please rate this tactic.*
        *1. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian and @Hailey, by 1 February 2027).
        By Thursday 7 January 2027, please: how valuable is it, and how complex? A rough guess is fine.
        Your rating stays hidden until all are shown.
        [Rate]
        · Social media 2027 in #social
        """)
    planned.nobody_else_hears()


async def test_all_is_revealed_once_every_owner_has_rated(planned: Campfire) -> None:
    await planned.brian.click("Rate", "@Oncourse")
    await fill_in(planned.brian, 5, 2, "Everything else builds on it")
    planned.hush()

    await planned.hailey.click("Rate", "@Oncourse")
    await fill_in(planned.hailey, 4, 3)
    assert planned.hailey.news() == screen("""
        @Oncourse
        Oncourse 23:00 (edited)
        *The ratings are in.*
        *1. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian and @Hailey, by 1 February 2027).
        *Ratings* 1 Quick wins: value 4.5 (4 to 5), complexity 2.5 (2 to 3), 2 ratings.
        · @Brian: value 5, complexity 2  Everything else builds on it
        · @Hailey: value 4, complexity 3
        [Change rating]
        · Social media 2027 in #social
        """)
    assert planned.brian.news() == screen("""
        @Oncourse
        Oncourse 02:00 (edited)
        *The ratings are in.*
        *1. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian and @Hailey, by 1 February 2027).
        *Ratings* 1 Quick wins: value 4.5 (4 to 5), complexity 2.5 (2 to 3), 2 ratings.
        · @Brian: value 5, complexity 2  Everything else builds on it
        · @Hailey: value 4, complexity 3
        [Change rating]
        · Social media 2027 in #social
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


async def test_a_rating_can_be_changed_until_and_after_the_reveal(planned: Campfire) -> None:
    await planned.brian.click("Rate", "@Oncourse")
    await fill_in(planned.brian, 5, 2, "Everything else builds on it")
    planned.hush()

    await planned.brian.click("Change rating", "@Oncourse")
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
        @Oncourse
        Oncourse 02:00 (edited)
        *You rated value 4, complexity 1.*
        *1. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian and @Hailey, by 1 February 2027).
        1 of 2 owners have rated. Ratings show when all have, or on Thursday 7 January 2027.
        [Change rating]
        · Social media 2027 in #social
        """)

    await planned.hailey.click("Rate", "@Oncourse")
    await fill_in(planned.hailey, 5, 2)
    planned.hush()
    await planned.brian.click("Change rating", "@Oncourse")
    await fill_in(planned.brian, 5, 2, "Hailey is right")
    assert planned.brian.news() == screen("""
        @Oncourse
        Oncourse 02:00 (edited)
        *The ratings are in.*
        *1. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian and @Hailey, by 1 February 2027).
        *Ratings* 1 Quick wins: value 5 (all 5), complexity 2 (all 2), 2 ratings.
        · @Brian: value 5, complexity 2  Hailey is right
        · @Hailey: value 5, complexity 2
        [Change rating]
        · Social media 2027 in #social
        """)
    assert planned.hailey.news() == screen("""
        @Oncourse
        Oncourse 23:00 (edited)
        *The ratings are in.*
        *1. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian and @Hailey, by 1 February 2027).
        *Ratings* 1 Quick wins: value 5 (all 5), complexity 2 (all 2), 2 ratings.
        · @Brian: value 5, complexity 2  Hailey is right
        · @Hailey: value 5, complexity 2
        [Change rating]
        · Social media 2027 in #social
        """)
    planned.nobody_else_hears()


async def test_a_reason_of_any_length_and_kind_is_kept_or_refused(planned: Campfire) -> None:
    await planned.brian.click("Rate", "@Oncourse")
    await fill_in(planned.brian, 5, 2, "long " * 120)
    assert errors(planned.brian.form()) == {
        "Why?": "That's 599 characters, and 500 fit here. Please shorten it."
    }

    await fill_in(planned.brian, 5, 2, "<!channel> & <@UMAYA> *is* 🎉 مرحبا")
    await planned.hailey.click("Rate", "@Oncourse")
    planned.hush()
    await fill_in(planned.hailey, 5, 2)
    assert planned.hailey.news() == screen("""
        @Oncourse
        Oncourse 23:00 (edited)
        *The ratings are in.*
        *1. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian and @Hailey, by 1 February 2027).
        *Ratings* 1 Quick wins: value 5 (all 5), complexity 2 (all 2), 2 ratings.
        · @Brian: value 5, complexity 2  <!channel> & <@UMAYA> *is* 🎉 مرحبا
        · @Hailey: value 5, complexity 2
        [Change rating]
        · Social media 2027 in #social
        """)
    planned.hush()


async def test_pressing_the_button_twice_rates_once(planned: Campfire) -> None:
    await planned.brian.click("Rate", "@Oncourse")
    await planned.brian.fill_in({"Value": "5", "Complexity": "2"})
    await planned.brian.submit_twice()
    planned.hush()

    await planned.maya.command("/plan history", "#social")
    assert planned.maya.news().count("@Brian rated") == 1
    planned.nobody_else_hears()
