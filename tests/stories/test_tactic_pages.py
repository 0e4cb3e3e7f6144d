"""A long list of tactics turned page by page, and lists of what is done or dropped."""

import pytest

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, screen

pytestmark = pytest.mark.both_databases

planned = begun(a_plan, a_goal)


async def test_done_and_dropped_tactics_are_found_again(planned: Campfire) -> None:
    await planned.add_tactic("List 100 influencers @brian by 1 February")
    await planned.add_tactic("Call the press")
    await planned.add_tactic("Send flyers @hailey")
    await planned.maya.command("/tactic done 2", "#social")
    await planned.maya.command("/tactic drop 3", "#social")
    await planned.maya.fill("Why drop it?", "Nobody reads flyers")
    await planned.maya.submit()
    planned.hush()

    await planned.hailey.command("/tactic list", "#social")
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        # Social media 2027: open tactics
        *Not rated yet*
        *1. List 100 influencers*
        [... Open | Rate | Done | Move ETA | Hand over]
        · planned · @Brian · Monday 1 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        """)

    await planned.hailey.command("/tactic list done", "#social")
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        # Social media 2027: done tactics
        *Not rated*
        *2. Call the press*
        [... Open | Edit or reopen]
        · ✓ done · no owner · no ETA
        To help us expand into a new market segment, we are building relationships with influencers.
        """)

    await planned.hailey.command("/tactic list all", "#social")
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        # Social media 2027: all tactics
        *Not rated*
        *1. List 100 influencers*
        [... Open | Rate | Done | Move ETA | Hand over]
        · planned · @Brian · Monday 1 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Call the press*
        [... Open | Edit or reopen]
        · ✓ done · no owner · no ETA
        To help us expand into a new market segment, we are building relationships with influencers.
        *3. Send flyers*
        [... Open | Edit or reopen]
        · ✕ dropped · @Hailey · no ETA
        To help us expand into a new market segment, we are building relationships with influencers.
        """)

    await planned.brian.command("/tactic list mine", "#social")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Social media 2027: your tactics
        *Not rated yet*
        *1. List 100 influencers*
        [... Open | Rate | Done | Move ETA | Hand over]
        · planned · @Brian · Monday 1 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        """)
    planned.nobody_else_hears()


async def test_twenty_five_tactics_are_turned_page_by_page(planned: Campfire) -> None:
    for number in range(1, 26):
        await planned.add_tactic(f"Meet influencer {number}")
    planned.hush()

    await planned.maya.command("/tactic", "#social")
    first = planned.maya.news()
    assert first == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: open tactics
        *Not rated yet*
        *1. Meet influencer 1*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Meet influencer 2*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *3. Meet influencer 3*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *4. Meet influencer 4*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *5. Meet influencer 5*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *6. Meet influencer 6*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *7. Meet influencer 7*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *8. Meet influencer 8*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *9. Meet influencer 9*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *10. Meet influencer 10*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        · 1 to 10 of 25
        [Next]
        """)

    await planned.maya.click("Next", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: open tactics
        *Not rated yet*
        *11. Meet influencer 11*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *12. Meet influencer 12*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *13. Meet influencer 13*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *14. Meet influencer 14*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *15. Meet influencer 15*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *16. Meet influencer 16*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *17. Meet influencer 17*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *18. Meet influencer 18*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *19. Meet influencer 19*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *20. Meet influencer 20*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        · 11 to 20 of 25
        [Previous] [Next]
        """)

    await planned.maya.click("Next", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: open tactics
        *Not rated yet*
        *21. Meet influencer 21*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *22. Meet influencer 22*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *23. Meet influencer 23*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *24. Meet influencer 24*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *25. Meet influencer 25*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        · 21 to 25 of 25
        [Previous]
        """)

    await planned.maya.click("Previous", "#social")
    await planned.maya.click("Previous", "#social")
    assert planned.maya.news() == first
    assert planned.maya.sees("#social").count("open tactics") == 1
    planned.nobody_else_hears()
