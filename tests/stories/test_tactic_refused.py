"""Tactics that cannot be kept as they are typed: each is told where, and nothing typed is lost."""

import pytest

from sandbox.errors import FormRefused
from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, errors, screen

HOSTILE = "<!channel> <@UBRIAN> *bold* & <https://evil.example|click> 🎉 مرحبا بالعالم"


planned = begun(a_plan, a_goal)


async def test_a_tactic_needs_a_title(planned: Campfire) -> None:
    await planned.maya.command("/tactic add", "#social")
    with pytest.raises(FormRefused, match="What needs doing"):
        await planned.maya.submit()

    await planned.maya.fill_in({"What needs doing?": "   ", "Notes": "Many notes"})
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Add tactic ==
        What needs doing?
          >
          ! Give it a title: a few words on what needs doing.
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
          > Many notes
        [Cancel] [Add]
        """)
    planned.nobody_else_hears()


async def test_a_title_of_ten_thousand_characters_is_given_back_whole(planned: Campfire) -> None:
    typed = "/tactic add " + "long " * 1999 + "word"
    await planned.maya.command(typed, "#social")

    refused, _, given_back = planned.maya.news().rpartition("\n> ")
    assert refused == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        That's 9,999 characters, and 300 fit here. Please shorten it.
        What you typed:
        """)
    assert given_back == typed
    planned.nobody_else_hears()


async def test_too_long_a_title_stays_in_the_form_to_be_shortened(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Short", "#social")
    await planned.maya.fill_in({"What needs doing?": "t" * 301, "Notes": "Many notes"})
    await planned.maya.submit()
    assert errors(planned.maya.form()) == {
        "What needs doing?": "That's 301 characters, and 300 fit here. Please shorten it."
    }

    await planned.maya.fill_in({"What needs doing?": "Short again", "Notes": "n" * 3001})
    with pytest.raises(FormRefused, match="3000"):
        await planned.maya.submit()
    await planned.maya.fill("Notes", "Fewer notes")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. Short again*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *ETA* none yet
        · *Notes*  Fewer notes
        *Ratings* Nobody has rated yet. Ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Set ETA] [Assign] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_hostile_words_come_out_as_they_were_typed(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Safe", "#social")
    await planned.maya.fill_in({"What needs doing?": HOSTILE, "Notes": HOSTILE, "Owners": ["@Brian"]})
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        1. <!channel> <@UBRIAN> *bold* & <https://evil.example|click> 🎉 مرحبا بالعالم
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *ETA* none yet
        · *Notes*  <!channel> <@UBRIAN> *bold* & <https://evil.example|click> 🎉 مرحبا بالعالم
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Set ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await planned.maya.command("/tactic", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: open tactics
        *Not rated yet*
        1. <!channel> <@UBRIAN> *bold* & <https://evil.example|click> 🎉 مرحبا بالعالم
        [... Open | Rate | Done | Set ETA | Hand over]
        · proposed · @Brian · no ETA · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        """)
    planned.nobody_else_hears()


async def test_pressing_the_button_twice_adds_one_tactic(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Call the press", "#social")
    await planned.maya.submit_twice()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. Call the press*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *ETA* none yet
        *Ratings* Nobody has rated yet. Ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Set ETA] [Assign] [Edit] [... Change owners | Drop]
        """)

    await planned.maya.command("/tactic", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: open tactics
        *Not rated yet*
        *1. Call the press*
        [... Open | Rate | Done | Set ETA | Assign]
        · proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        """)
    planned.nobody_else_hears()
