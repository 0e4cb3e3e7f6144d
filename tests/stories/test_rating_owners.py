"""Who is asked for a rating as owners come and go, and when the tactic ends."""

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
    await planned.wait_until("2027-01-04 07:02")
    assert planned.noor.news() == screen("""
        @Oncourse
        Oncourse 11:02
        # New for you: 1 new tactic, 1 to rate
        · Monday 4 January 2027
        @Maya assigned you *1. List 100 influencers*
        due in 28 days, Monday 1 February 2027 · Social media 2027
        [Open]
        · To help us expand into a new market segment, we are building relationships with influencers.
        *1 tactic to rate* by Thursday 7 January 2027. A rough guess is fine.
        *1. List 100 influencers*
        [Rate 1]
        [All your tactics] [Settings]
        """)
    planned.hush()

    await rate(planned.hailey, 4, 2)
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:02 (only visible to you)
        Thanks. Value 4, complexity 2.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian, @Hailey and @Noor
        *ETA* Monday 1 February 2027
        *Ratings* 2 of 3 owners have rated. Ratings show when all have, or on Thursday 7 January 2027.
        You rated value 4, complexity 2.
        [Change rating] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()

    await planned.noor.click("Rate 1", "@Oncourse")
    await planned.noor.fill_in({"Value": "4", "Complexity": "3"})
    await planned.noor.submit()
    assert (
        "· ✓ *1. List 100 influencers* rated: 1 Quick wins (value 4, complexity 2)\n" in planned.noor.news()
    )
    planned.nobody_else_hears()


async def test_the_round_ends_when_the_last_silent_owner_is_taken_off(planned: Campfire) -> None:
    await planned.wait_until("2027-01-04 17:00")  # 09:00 in Los Angeles
    await rate(planned.brian, 5, 2)
    planned.hush()
    await planned.maya.command("/tactic assign 1", "#social")
    await planned.maya.choose("Owners", "@Brian")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 19:00 (only visible to you)
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
    assert (
        "· ✓ *1. List 100 influencers* rated: 1 Quick wins (value 5, complexity 2)\n" in planned.brian.news()
    )
    news = planned.hailey.news()
    assert "· *1. List 100 influencers*: no rating needed any more\n" in news
    assert "[Rate 1]" not in news
    planned.nobody_else_hears()


async def test_whoever_handed_it_over_need_not_rate_any_more(planned: Campfire) -> None:
    await planned.wait_until("2027-01-04 17:00")  # 09:00 in Los Angeles
    await planned.hailey.command("/tactic show 1", "#social")
    planned.hush()
    await planned.hailey.click("Hand over", "#social")
    await planned.hailey.choose("New owner", "@Noor")
    await planned.hailey.submit()
    news = planned.hailey.news()
    assert "· *1. List 100 influencers*: no rating needed any more\n" in news
    assert "[Rate] [Done]" in news  # they may all the same, on the tactic's card
    assert "[Rate 1]" in planned.brian.news()
    planned.nobody_else_hears()


async def test_no_rating_is_asked_for_while_a_tactic_is_done_or_dropped(planned: Campfire) -> None:
    await planned.wait_until("2027-01-04 14:00")  # 09:00 in New York
    planned.hush()
    await planned.maya.command("/tactic done 1", "#social")
    assert planned.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (edited)
        # 1 new tactic
        · Monday 4 January 2027
        @Maya assigned you *1. List 100 influencers*
        due in 28 days, Monday 1 February 2027 · Social media 2027
        [Open]
        · To help us expand into a new market segment, we are building relationships with influencers.
        · *1. List 100 influencers*: no rating needed any more
        [All your tactics] [Settings]
        """)
    planned.hush()

    await planned.maya.command("/tactic edit 1", "#social")
    await planned.maya.choose("State", "planned")
    await planned.maya.submit()
    assert "*1 tactic to rate* by Thursday 7 January 2027." in planned.brian.news()
    planned.hush()

    await planned.maya.command("/tactic drop 1", "#social")
    await planned.maya.fill("Why drop it?", "We buy the list")
    await planned.maya.submit()
    assert "· *1. List 100 influencers*: no rating needed any more\n" in planned.brian.news()
    planned.hush()
