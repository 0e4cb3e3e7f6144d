"""Subcommands that name a tactic by its number or words, and "done" that names none."""

import pytest

from tests.stories.begun import a_goal, a_plan, begun, two_tactics_of_brians_and_one_of_nobodys
from tests.stories.stage import Campfire, screen

pytestmark = pytest.mark.both_databases

planned = begun(a_plan, a_goal, two_tactics_of_brians_and_one_of_nobodys)


async def test_a_tactic_is_found_by_its_number_or_by_words_of_its_title(planned: Campfire) -> None:
    await planned.hailey.command("/tactic show 3", "#social")
    card = planned.hailey.news()
    assert card == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        *3. Call the press*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *ETA* none yet
        *Ratings* Nobody has rated yet. Ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Set ETA] [Assign] [Edit] [... Change owners | Drop]
        """)

    for words in ("#3", "call", "the PRESS"):
        await planned.hailey.command(f"/tactic show {words}", "#social")
        assert planned.hailey.news() == card
    planned.nobody_else_hears()


async def test_words_that_fit_none_or_several_say_so(planned: Campfire) -> None:
    await planned.hailey.command("/tactic show newspaper", "#social")
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        I can't find “newspaper” in this plan. Use its number or some words of its title: /tactic list and
            /goal list show them.
        What you typed:
        > /tactic show newspaper
        """)

    await planned.hailey.command("/tactic show 17", "#social")
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        I can't find “17” in this plan. Use its number or some words of its title: /tactic list and /goal list
            show them.
        What you typed:
        > /tactic show 17
        """)

    await planned.hailey.command("/tactic done influencers", "#social")
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        “influencers” could be several: 1. List 100 influencers · 2. Message influencers. Say which one by its
            number.
        What you typed:
        > /tactic done influencers
        """)
    planned.nobody_else_hears()


async def test_without_a_name_one_of_ones_own_is_ticked_off(planned: Campfire) -> None:
    await planned.brian.command("/tactic done", "#social")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Which tactic is done?
        *Not rated yet*
        *1. List 100 influencers*
        [Done]
        · planned · @Brian · Monday 1 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Message influencers*
        [Done]
        · planned · @Brian · Saturday 20 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        · Not here? Use its number: `/tactic done 3`
        """)

    await planned.brian.click("Done", "#social", beside="List")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Done. Nice work.
        *1. List 100 influencers*
        ✓ done
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *ETA* Monday 1 February 2027
        *Finished by* @Brian
        [Edit or reopen]
        *How did it turn out?*
        [Value v] [Complexity v]
        """)
    planned.nobody_else_hears()


async def test_a_person_who_owns_nothing_is_told_how_to_name_one(planned: Campfire) -> None:
    await planned.hailey.command("/tactic done", "#social")
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        # Which tactic is done?
        You own no open tactics.
        [Add tactic] [All tactics]
        · Not here? Use its number: `/tactic done 3`
        """)
    planned.nobody_else_hears()
