"""Tactics that cannot be kept as they are typed: each is told where, and nothing typed is lost."""

import pytest

from sandbox.errors import FormRefused
from tests.stories.stage import Campfire, errors, screen

HOSTILE = "<!channel> <@UBRIAN> *bold* & <https://evil.example|click> 🎉 مرحبا بالعالم"


@pytest.fixture
async def planned(campfire: Campfire) -> Campfire:
    """A plan with one goal, and everybody has seen it."""
    await campfire.start_plan()
    await campfire.add_goal("Build relationships with influencers")
    campfire.hush()
    return campfire


async def test_a_tactic_needs_a_title(planned: Campfire) -> None:
    await planned.maya.command("/tactic add", "#social")
    with pytest.raises(FormRefused, match="What is to be done"):
        await planned.maya.submit()

    await planned.maya.fill_in({"What is to be done?": "   ", "Notes": "Many notes"})
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Add a tactic ==
        What is to be done?
          >
          ! Give it a title: a few words that say what is to happen.
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          (choose)
        ETA (optional)
          (choose)
        Rhythm (optional)
          > (empty)
          ? Instead of an ETA: the 30th of every month, every 2 weeks on Tuesday, the last Friday of every
            quarter. Its next four dates are shown before anything is saved.
        It is done when
          (x) any one owner has finished
          ( ) all owners have finished
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
        That is 9,999 characters long, and 300 fit here. Please shorten it a little.
        What you typed:
        """)
    assert given_back == typed
    planned.nobody_else_hears()


async def test_too_long_a_title_stays_in_the_form_to_be_shortened(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Short", "#social")
    await planned.maya.fill_in({"What is to be done?": "t" * 301, "Notes": "Many notes"})
    await planned.maya.submit()
    assert errors(planned.maya.form()) == {
        "What is to be done?": "That is 301 characters long, and 300 fit here. Please shorten it a little."
    }

    await planned.maya.fill_in({"What is to be done?": "Short again", "Notes": "n" * 3001})
    with pytest.raises(FormRefused, match="3000"):
        await planned.maya.submit()
    await planned.maya.fill("Notes", "Fewer notes")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. Short again*
        ○ proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            working on “*Short again*”.
        *Owners* nobody yet
        *ETA* none yet
        · *Notes*  Fewer notes
        *Ratings* Nobody has rated yet; ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Set ETA] [Assign] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_hostile_words_come_out_as_they_were_typed(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Safe", "#social")
    await planned.maya.fill_in({"What is to be done?": HOSTILE, "Notes": HOSTILE, "Owners": ["@Brian"]})
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        1. <!channel> <@UBRIAN> *bold* & <https://evil.example|click> 🎉 مرحبا بالعالم
        ○ proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            working on “<!channel> <@UBRIAN> *bold* & <https://evil.example|click> 🎉 مرحبا بالعالم”.
        *Owner* @Brian
        *ETA* none yet
        · *Notes*  <!channel> <@UBRIAN> *bold* & <https://evil.example|click> 🎉 مرحبا بالعالم
        *Ratings* The owner has not rated yet; ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Set ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    assert planned.brian.news() == screen("""
        @Oncourse
        Oncourse 02:00
        *Please rate this tactic.*
        1. <!channel> <@UBRIAN> *bold* & <https://evil.example|click> 🎉 مرحبا بالعالم
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            working on “<!channel> <@UBRIAN> *bold* & <https://evil.example|click> 🎉 مرحبا بالعالم” (@Brian).
        By Thursday 7 January 2027, please: how much does it help, and how much trouble is it? An educated
            guess is fine: thumb in the air.
        Nobody sees your rating until all are shown together.
        [Rate it]
        · Social media 2027 in #social
        """)

    await planned.maya.command("/tactic", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: open tactics
        *Not rated yet*
        1. <!channel> <@UBRIAN> *bold* & <https://evil.example|click> 🎉 مرحبا بالعالم
        [... Show | Rate | Done | Set ETA | Hand over]
        · ○ proposed · @Brian · no ETA · the owner has not rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        """)
    planned.nobody_else_hears()


async def test_a_past_date_is_refused_where_it_stands(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Send the invitations by 1 December 2026 @brian", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Tuesday 1 December 2026 has passed. Choose today or a later day.
        What you typed:
        > /tactic add Send the invitations by 1 December 2026 @Brian
        """)

    await planned.maya.command("/tactic add Send the invitations @brian", "#social")
    await planned.maya.fill("ETA", "2026-12-01")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Add a tactic ==
        What is to be done?
          > Send the invitations
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          @Brian
        ETA (optional)
          2026-12-01
          ! Tuesday 1 December 2026 has passed. Choose today or a later day.
        Rhythm (optional)
          > (empty)
          ? Instead of an ETA: the 30th of every month, every 2 weeks on Tuesday, the last Friday of every
            quarter. Its next four dates are shown before anything is saved.
        It is done when
          (x) any one owner has finished
          ( ) all owners have finished
        Notes (optional)
          > (empty)
        [Cancel] [Add]
        """)
    planned.nobody_else_hears()


async def test_a_rhythm_that_is_none_is_refused_where_it_stands(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Post a reel", "#social")
    await planned.maya.fill("Rhythm", "whenever")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Add a tactic ==
        What is to be done?
          > Post a reel
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          (choose)
        ETA (optional)
          (choose)
        Rhythm (optional)
          > whenever
          ? Instead of an ETA: the 30th of every month, every 2 weeks on Tuesday, the last Friday of every
            quarter. Its next four dates are shown before anything is saved.
          ! I can't read “whenever” as a rhythm. Try the 30th of every month, every 2 weeks on Tuesday, or the
            last Friday of every quarter.
        It is done when
          (x) any one owner has finished
          ( ) all owners have finished
        Notes (optional)
          > (empty)
        [Cancel] [Add]
        """)

    await planned.maya.fill("Rhythm", "weekly")
    await planned.maya.submit()
    assert errors(planned.maya.form()) == {
        "Rhythm": "On which day? Add it, as in every 2 weeks on Tuesday, or the 30th of every month."
    }

    for impossible in ("the 32nd of every month", "every 0 weeks on Tuesday"):
        await planned.maya.fill("Rhythm", impossible)
        await planned.maya.submit()
        assert errors(planned.maya.form()) == {
            "Rhythm": "There is no such rhythm. Try the 30th of every month, every 2 weeks on Tuesday, "
            "or the last Friday of every quarter."
        }
    planned.maya.news()
    planned.nobody_else_hears()


async def test_the_31st_is_the_last_day_of_shorter_months(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Count the coupons on the 31st of every month", "#social")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. Count the coupons*
        ○ proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *counting the coupons*.
        *Owners* nobody yet
        *Rhythm* the 31st of every month
        *Next due* Sunday 31 January 2027, Sunday 28 February 2027, Wednesday 31 March 2027 and Friday 30
            April 2027
        *Ratings* Nobody has rated yet; ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Assign] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_a_date_and_a_rhythm_are_one_too_many(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Post a reel by 1 March", "#social")
    await planned.maya.fill("Rhythm", "every Monday")
    planned.maya.news()
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Add a tactic ==
        What is to be done?
          > Post a reel
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          (choose)
        ETA (optional)
          2027-03-01
        · Read as Monday 1 March 2027.
        Rhythm (optional)
          > every Monday
          ? Instead of an ETA: the 30th of every month, every 2 weeks on Tuesday, the last Friday of every
            quarter. Its next four dates are shown before anything is saved.
          ! A tactic has an ETA or a rhythm, not both. Empty one of the two.
        It is done when
          (x) any one owner has finished
          ( ) all owners have finished
        Notes (optional)
          > (empty)
        [Cancel] [Add]
        """)
    planned.nobody_else_hears()


async def test_only_people_of_the_channel_can_own_a_tactic(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Call the press @Dana", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        @Dana has left this workspace. Choose somebody who is still here.
        What you typed:
        > /tactic add Call the press @Dana
        """)

    await planned.maya.command("/tactic add Call the press @Buildbot", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        @Buildbot is an app. Choose a person.
        What you typed:
        > /tactic add Call the press @Buildbot
        """)

    await planned.maya.command("/tactic add Call the press @Oncourse", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        @Oncourse is an app. Choose a person.
        What you typed:
        > /tactic add Call the press @Oncourse
        """)

    await planned.maya.command("/tactic add Call the press @Priya", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        @Priya is not of this workspace. Choose somebody who is.
        What you typed:
        > /tactic add Call the press @Priya
        """)
    planned.nobody_else_hears()


async def test_a_name_that_slack_does_not_know_stays_in_the_title(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Repost what @campfire.fans say by friday", "#social")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. Repost what @campfire.fans say*
        ○ proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *reposting what @campfire.fans say*.
        *Owners* nobody yet
        *ETA* Friday 8 January 2027
        *Ratings* Nobody has rated yet; ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Assign] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_an_owner_chosen_from_outside_the_channel_is_refused_at_the_menu(planned: Campfire) -> None:
    planned.slack.add_person("Zane")
    await planned.maya.command("/tactic add Call the press", "#social")
    await planned.maya.choose("Owners", "@Brian", "@Zane")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Add a tactic ==
        What is to be done?
          > Call the press
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          @Brian, @Zane
          ! Zane is not in this channel, and could not see the plan. Invite them first, or choose another.
        ETA (optional)
          (choose)
        Rhythm (optional)
          > (empty)
          ? Instead of an ETA: the 30th of every month, every 2 weeks on Tuesday, the last Friday of every
            quarter. Its next four dates are shown before anything is saved.
        It is done when
          (x) any one owner has finished
          ( ) all owners have finished
        Notes (optional)
          > (empty)
        [Cancel] [Add]
        """)

    await planned.slack.join("Zane", "#social")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. Call the press*
        ○ proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *calling the press*.
        *Owners* @Brian and @Zane
        *ETA* none yet
        *Ratings* None of the 2 owners has rated yet; ratings show when all have, or on Thursday 7 January
            2027.
        [Rate] [Done] [Set ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.hush()


async def test_a_guest_adds_no_tactics(planned: Campfire) -> None:
    await planned.theo.command("/tactic add Call the press", "#social")
    assert planned.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        As a guest you can rate and finish what you own. For anything else, ask a member of this channel.
        What you typed:
        > /tactic add Call the press
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
        ○ proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *calling the press*.
        *Owners* nobody yet
        *ETA* none yet
        *Ratings* Nobody has rated yet; ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Set ETA] [Assign] [Edit] [... Change owners | Drop]
        """)

    await planned.maya.command("/tactic", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: open tactics
        *Not rated yet*
        *1. Call the press*
        [... Show | Rate | Done | Set ETA | Assign]
        · ○ proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        """)
    planned.nobody_else_hears()
