"""`/plan matrix`: what to do first, section before ratio, in words; its picture is in test_pictures.py."""

from tests.stories.stage import Campfire, screen


async def rate(campfire: Campfire, number: int, value: int, complexity: int) -> None:
    """Maya, who owns it, rates a tactic."""
    await campfire.maya.command(f"/tactic rate {number}", "#social")
    await campfire.maya.choose("Value", str(value))
    await campfire.maya.choose("Complexity", str(complexity))
    await campfire.maya.submit()


async def test_value_2_complexity_1_never_comes_before_value_5_complexity_4(campfire: Campfire) -> None:
    await campfire.start_plan()
    await campfire.add_goal("Build relationships with influencers")
    for title in (
        "Print stickers",
        "Write to a hundred",
        "Call three",
        "Build an app",
        "Sort files",
        "Buy ads",
    ):
        await campfire.add_tactic(f"{title} @maya")
    for number, (value, complexity) in enumerate(((2, 1), (5, 4), (4, 2), (1, 5), (3, 3)), start=1):
        await rate(campfire, number, value, complexity)
    campfire.hush()

    await campfire.brian.command("/plan matrix", "#social")
    assert campfire.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Social media 2027: what to do first
        *1 Quick wins* (1)  high value, low complexity: do these first
        • *3. Call three*  value 4 / complexity 2
        *2 Big bets* (1)  high value, high complexity: worth the work, do next
        • *2. Write to a hundred*  value 5 / complexity 4
        *3 Fill-ins* (2)  low value, low complexity: when there's time
        • *1. Print stickers*  value 2 / complexity 1
        • *5. Sort files*  value 3 / complexity 3
        *4 Money pits* (1)  low value, high complexity: probably not worth it
        • *4. Build an app*  value 1 / complexity 5
        *Not rated yet* (1)
        • *6. Buy ads*
        [All tactics]
        [Send me the picture] [Share in channel]
        """)

    await campfire.brian.click("All tactics", "#social")
    assert campfire.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Social media 2027: open tactics
        *1 Quick wins*: high value, low complexity: do these first
        *3. Call three*
        [... Open | Rate | Done | Set ETA | Hand over]
        · proposed · @Maya · no ETA · value 4, complexity 2, 1 rating
        To help us expand into a new market segment, we are building relationships with influencers.
        *2 Big bets*: high value, high complexity: worth the work, do next
        *2. Write to a hundred*
        [... Open | Rate | Done | Set ETA | Hand over]
        · proposed · @Maya · no ETA · value 5, complexity 4, 1 rating
        To help us expand into a new market segment, we are building relationships with influencers.
        *3 Fill-ins*: low value, low complexity: when there's time
        *1. Print stickers*
        [... Open | Rate | Done | Set ETA | Hand over]
        · proposed · @Maya · no ETA · value 2, complexity 1, 1 rating
        To help us expand into a new market segment, we are building relationships with influencers.
        *5. Sort files*
        [... Open | Rate | Done | Set ETA | Hand over]
        · proposed · @Maya · no ETA · value 3, complexity 3, 1 rating
        To help us expand into a new market segment, we are building relationships with influencers.
        *4 Money pits*: low value, high complexity: probably not worth it
        *4. Build an app*
        [... Open | Rate | Done | Set ETA | Hand over]
        · proposed · @Maya · no ETA · value 1, complexity 5, 1 rating
        To help us expand into a new market segment, we are building relationships with influencers.
        *Not rated yet*
        *6. Buy ads*
        [... Open | Rate | Done | Set ETA | Hand over]
        · proposed · @Maya · no ETA · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        """)

    await campfire.brian.command("/plan", "#social")
    assert campfire.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Social media 2027
        · 1 January 2027 to 31 December 2027 · 361 days to go
        *Expand into a new market segment*
        1. Build relationships with influencers
        · 0 of 6 tactics done
        *Ship 3 major new product features*
        ⚠ No goals yet
        *Improve the NPS score among our MVU customers*
        ⚠ No goals yet
        ---
        *Do first* (5 of 6 open tactics)
        *3. Call three*
        @Maya · no ETA yet · 1 Quick wins
        *2. Write to a hundred*
        @Maya · no ETA yet · 2 Big bets
        *1. Print stickers*
        @Maya · no ETA yet · 3 Fill-ins
        *5. Sort files*
        @Maya · no ETA yet · 3 Fill-ins
        *4. Build an app*
        @Maya · no ETA yet · 4 Money pits
        [Add tactic] [Add goal] [All tactics] [Matrix] [Map]
        [Share in channel] [History] [Settings]
        """)
    campfire.nobody_else_hears()


async def test_an_empty_matrix_says_how_it_fills(campfire: Campfire) -> None:
    await campfire.start_plan()
    campfire.hush()

    await campfire.brian.command("/plan matrix", "#social")
    assert campfire.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Social media 2027: what to do first
        *1 Quick wins* (0)  high value, low complexity: do these first
        *2 Big bets* (0)  high value, high complexity: worth the work, do next
        *3 Fill-ins* (0)  low value, low complexity: when there's time
        *4 Money pits* (0)  low value, high complexity: probably not worth it
        · Nothing rated yet. Tactics appear here once their ratings show.
        [All tactics]
        [Send me the picture] [Share in channel]
        """)
    campfire.nobody_else_hears()


async def test_a_long_section_says_how_to_see_the_rest(campfire: Campfire) -> None:
    await campfire.start_plan()
    await campfire.add_goal("Build relationships with influencers")
    for number in range(1, 11):
        await campfire.add_tactic(f"Call number {number}")
    campfire.hush()

    await campfire.brian.command("/plan matrix", "#social")
    assert campfire.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Social media 2027: what to do first
        *1 Quick wins* (0)  high value, low complexity: do these first
        *2 Big bets* (0)  high value, high complexity: worth the work, do next
        *3 Fill-ins* (0)  low value, low complexity: when there's time
        *4 Money pits* (0)  low value, high complexity: probably not worth it
        *Not rated yet* (10)
        • *1. Call number 1*
        • *2. Call number 2*
        • *3. Call number 3*
        • *4. Call number 4*
        • *5. Call number 5*
        • *6. Call number 6*
        • *7. Call number 7*
        • *8. Call number 8*
        and 2 more: `/tactic list unrated`
        · Nothing rated yet. Tactics appear here once their ratings show.
        [All tactics]
        [Send me the picture] [Share in channel]
        """)
    campfire.nobody_else_hears()


async def test_what_is_rated_blind_is_in_no_section_yet(campfire: Campfire) -> None:
    await campfire.start_plan()
    await campfire.add_goal("Build relationships with influencers")
    await campfire.add_tactic("Call three @maya @brian")
    await rate(campfire, 1, 5, 1)
    campfire.hush()

    await campfire.hailey.command("/plan matrix", "#social")
    assert campfire.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        # Social media 2027: what to do first
        *1 Quick wins* (0)  high value, low complexity: do these first
        *2 Big bets* (0)  high value, high complexity: worth the work, do next
        *3 Fill-ins* (0)  low value, low complexity: when there's time
        *4 Money pits* (0)  low value, high complexity: probably not worth it
        *Not rated yet* (1)
        • *1. Call three*
        · Nothing rated yet. Tactics appear here once their ratings show.
        [All tactics]
        [Send me the picture] [Share in channel]
        """)
    await campfire.hailey.command("/plan history", "#social")
    assert campfire.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        # Social media 2027: history
        @Maya rated *Call three*
        · 3 January 2027 at 23:00
        @Maya added *Call three*: owners @Maya and @Brian
        [Undo]
        · 3 January 2027 at 23:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 3 January 2027 at 23:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 3 January 2027 at 23:00
        """)
    campfire.nobody_else_hears()
