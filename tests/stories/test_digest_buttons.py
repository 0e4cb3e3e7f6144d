"""The daily message's buttons work where they are, and the message shows what has become of each thing."""

from tests.stories.begun import begun
from tests.stories.reminded import plan_with_a_goal, rate
from tests.stories.stage import Campfire, screen

DM = "@Oncourse"


@begun
async def due(campfire: Campfire) -> None:
    """Monday 11 January, 09:00 in New York: Brian reads of two tactics that are due and of a check-in."""
    await plan_with_a_goal(campfire)
    await campfire.add_tactic("Buy a map @brian by 11 January")
    await campfire.add_tactic("Send 100 emails @brian by 12 January")
    for title in ("Buy a map", "Send 100 emails"):
        await rate(campfire.brian, title)
    await campfire.wait_until("2027-01-11 13:59")
    campfire.hush()
    await campfire.wait_until("2027-01-11 14:00")
    assert "1 due today, 1 due tomorrow, 1 check-in to answer" in campfire.brian.news()


async def test_done(due: Campfire) -> None:
    await due.brian.click("Done", DM, beside="Buy a map")
    assert due.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (edited)
        # 1 due tomorrow, 1 check-in to answer
        · Monday 11 January 2027
        *Are we on course?*
        Answer by Wednesday, January 13th, 2027 at 2:00 AM · Social media 2027
        [Answer]
        · ✓ *1. Buy a map* done
        *What was it really?*
        [Its value v] [Its complexity v]
        *2. Send 100 emails*
        due tomorrow, Tuesday 12 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze until tomorrow | Snooze for 3 days | Snooze until next week]
        [All your tactics] [Settings]
        """)
    due.nobody_else_hears()


async def test_the_eta_moves(due: Campfire) -> None:
    await due.brian.click("Move ETA", DM, nth=2)
    assert due.brian.news() == screen("""
        == Move the ETA ==
        *2. Send 100 emails*
        ETA (optional)
          2027-01-12
        · So far Tuesday 12 January 2027.
        Rhythm (optional)
          > (empty)
          ? Instead of an ETA: the 30th of every month, every 2 weeks on Tuesday, the last Friday of every
            quarter. Its next four dates are shown before anything is saved.
        Why? (optional)
          > (empty: So that everybody understands)
        [Cancel] [Move]
        """)
    await due.brian.fill("ETA", "2027-01-20")
    await due.brian.submit()
    assert due.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (edited)
        # 1 due today, 1 check-in to answer
        · Monday 11 January 2027
        *Are we on course?*
        Answer by Wednesday, January 13th, 2027 at 2:00 AM · Social media 2027
        [Answer]
        *1. Buy a map*
        due today, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze until tomorrow | Snooze for 3 days | Snooze until next week]
        · *2. Send 100 emails* moved to Wednesday 20 January 2027
        [All your tactics] [Settings]
        """)
    due.nobody_else_hears()


async def test_it_is_snoozed_and_comes_back_on_its_day(due: Campfire) -> None:
    await due.brian.click("Snooze for 3 days", DM, nth=1)
    assert due.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (edited)
        # 1 due tomorrow, 1 check-in to answer
        · Monday 11 January 2027
        *Are we on course?*
        Answer by Wednesday, January 13th, 2027 at 2:00 AM · Social media 2027
        [Answer]
        · *1. Buy a map* snoozed until Thursday 14 January 2027
        *2. Send 100 emails*
        due tomorrow, Tuesday 12 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze until tomorrow | Snooze for 3 days | Snooze until next week]
        [All your tactics] [Settings]
        """)
    due.nobody_else_hears()

    await due.wait_until("2027-01-13 22:00")
    due.hush()
    await due.wait_until("2027-01-14 14:00")
    assert due.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00
        # 2 overdue
        · Thursday 14 January 2027
        *1. Buy a map*
        ⚠ 3 days overdue, was due Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze until tomorrow | Snooze for 3 days | Snooze until next week]
        *2. Send 100 emails*
        ⚠ 2 days overdue, was due Tuesday 12 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze until tomorrow | Snooze for 3 days | Snooze until next week]
        [All your tactics] [Settings]
        """)


async def test_it_is_handed_over(due: Campfire) -> None:
    await due.brian.click("Hand over", DM, nth=1)
    assert due.brian.news() == screen("""
        == Hand over ==
        *1. Buy a map*
        Who takes it over?
          (choose)
        Why? (optional)
          > (empty)
        [Cancel] [Hand over]
        """)
    await due.brian.choose("Who takes it over?", "@Hailey")
    await due.brian.submit()
    assert due.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (edited)
        # 1 due tomorrow, 1 check-in to answer
        · Monday 11 January 2027
        *Are we on course?*
        Answer by Wednesday, January 13th, 2027 at 2:00 AM · Social media 2027
        [Answer]
        · *1. Buy a map* handed over to @Hailey
        *2. Send 100 emails*
        due tomorrow, Tuesday 12 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze until tomorrow | Snooze for 3 days | Snooze until next week]
        [All your tactics] [Settings]
        """)
    due.nobody_else_hears()

    await due.wait_until("2027-01-11 17:00")
    assert due.hailey.news() == screen("""
        #social
        Oncourse 23:00 (edited)
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        2 tactics wait for word from their owners. It takes a minute.
        [Answer]
        · Closes Tuesday, January 12th, 2027 at 11:00 PM. The thread below is for talking about it.

        @Oncourse
        Oncourse 09:00
        # 1 new tactic, 1 due today, 1 check-in to answer
        · Monday 11 January 2027
        @Brian assigned you *1. Buy a map*
        due today, Monday 11 January 2027 · Social media 2027
        [Open]
        · To help us expand into a new market segment, we are building relationships with influencers.
        *Are we on course?*
        Answer by Tuesday, January 12th, 2027 at 11:00 PM · Social media 2027
        [Answer]
        *1. Buy a map*
        due today, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze until tomorrow | Snooze for 3 days | Snooze until next week]
        [All your tactics] [Settings]
        """)


async def test_an_answer_is_given(due: Campfire) -> None:
    await due.brian.click("Answer", DM, within="due today")
    assert due.brian.news() == screen("""
        == Are we on course? ==
        · *Social media 2027* · open until Wednesday, January 13th, 2027 at 2:00 AM
        ---
        *1. Buy a map*
        ETA Monday 11 January 2027
        How is it going?
          ( ) ● on course
          ( ) ◐ drifting
          ( ) ○ off course
        What happened? (optional)
          > (empty)
        ---
        *2. Send 100 emails*
        ETA Tuesday 12 January 2027
        How is it going?
          ( ) ● on course
          ( ) ◐ drifting
          ( ) ○ off course
        What happened? (optional)
          > (empty)
        [Cancel] [Answer]
        """)
    for nth in (1, 2):
        await due.brian.choose("How is it going?", "● on course", nth=nth)
    await due.brian.submit()
    assert due.brian.news() == screen("""
        #social
        Oncourse 02:00 (edited)
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        ●●
        ● 2 on course
        ● on course *1. Buy a map*
        ● on course *2. Send 100 emails*
        · ✓ Everybody has answered.
        [Answer]
        · Closes Wednesday, January 13th, 2027 at 2:00 AM. The thread below is for talking about it.

        @Oncourse
        Oncourse 09:00 (edited)
        # 1 due today, 1 due tomorrow
        · Monday 11 January 2027
        · ✓ *Are we on course?* answered · Social media 2027
        *1. Buy a map*
        due today, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze until tomorrow | Snooze for 3 days | Snooze until next week]
        *2. Send 100 emails*
        due tomorrow, Tuesday 12 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze until tomorrow | Snooze for 3 days | Snooze until next week]
        [All your tactics] [Settings]
        """)


async def test_a_rating_is_given(campfire: Campfire) -> None:
    await plan_with_a_goal(campfire)
    await campfire.add_tactic("Buy a map @brian")
    await campfire.wait_until("2027-01-04 14:00")
    campfire.hush()

    await campfire.brian.click("Rate 1", DM)
    await campfire.brian.choose("Value", "5")
    await campfire.brian.choose("Complexity", "2")
    await campfire.brian.submit()
    assert campfire.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (edited)
        # 1 new tactic
        · Monday 4 January 2027
        @Maya assigned you *1. Buy a map*
        no ETA · Social media 2027
        [Open]
        · To help us expand into a new market segment, we are building relationships with influencers.
        · ✓ *1. Buy a map* rated
        [All your tactics] [Settings]
        """)


async def test_a_button_of_a_message_a_week_old_says_why_it_does_nothing(due: Campfire) -> None:
    old = due.brian.message("due today", DM)
    await due.maya.command("/tactic done 1", "#social")
    await due.wait_until("2027-01-18 13:00")
    due.hush()

    await due.brian.click("Done", message=old, nth=1)
    assert due.brian.news() == screen("""
        @Oncourse
        Oncourse 08:00 (only visible to you)
        “Buy a map” is done already. To take it up again, edit it and choose another state.
        """)
    due.nobody_else_hears()


async def test_a_button_of_a_message_a_week_old_does_what_it_says(due: Campfire) -> None:
    await due.wait_until("2027-01-18 13:00")
    due.hush()

    await due.brian.click("Done", DM, within="due tomorrow", nth=2)
    assert due.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (edited)
        # 1 due today
        · Monday 11 January 2027
        · *Are we on course?* closed · Social media 2027
        *1. Buy a map*
        due today, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze until tomorrow | Snooze for 3 days | Snooze until next week]
        · ✓ *2. Send 100 emails* done
        *What was it really?*
        [Its value v] [Its complexity v]
        [All your tactics] [Settings]

        Oncourse 09:00 (edited)
        # ✓ All done for today
        · Friday 15 January 2027
        · ✓ *2. Send 100 emails* done
        *What was it really?*
        [Its value v] [Its complexity v]
        [All your tactics] [Settings]
        """)
    due.nobody_else_hears()


async def test_snoozing_in_an_old_message_is_seen_in_it(due: Campfire) -> None:
    await due.wait_until("2027-01-13 13:00")
    due.hush()

    await due.brian.click("Snooze until tomorrow", DM, within="due today", nth=1)
    assert due.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (edited)
        # 1 due today
        · Tuesday 12 January 2027
        · *Are we on course?* closed · Social media 2027
        · *1. Buy a map* snoozed until Thursday 14 January 2027
        *2. Send 100 emails*
        due today, Tuesday 12 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze until tomorrow | Snooze for 3 days | Snooze until next week]
        [All your tactics] [Settings]
        """)


async def test_a_rating_given_in_an_old_message_is_seen_in_it(campfire: Campfire) -> None:
    await plan_with_a_goal(campfire)
    await campfire.add_tactic("Buy a map @brian by 11 January")
    await campfire.wait_until("2027-01-04 14:00")
    old = campfire.brian.message("1 to rate", DM)
    await campfire.wait_until("2027-01-05 14:00")
    campfire.hush()

    await campfire.brian.click("Rate 1", message=old)
    await campfire.brian.choose("Value", "5")
    await campfire.brian.choose("Complexity", "2")
    await campfire.brian.submit()
    assert campfire.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (edited)
        # 1 new tactic, 1 due soon
        · Monday 4 January 2027
        @Maya assigned you *1. Buy a map*
        due in 7 days, Monday 11 January 2027 · Social media 2027
        [Open]
        · To help us expand into a new market segment, we are building relationships with influencers.
        · ✓ *1. Buy a map* rated
        *1. Buy a map*
        due in 7 days, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze until tomorrow | Snooze for 3 days | Snooze until next week]
        [All your tactics] [Settings]

        Oncourse 09:00 (edited)
        # ✓ All done for today
        · Tuesday 5 January 2027
        · ✓ *1. Buy a map* rated
        [All your tactics] [Settings]
        """)


async def test_an_answer_given_in_an_old_message_is_seen_in_it(due: Campfire) -> None:
    old = due.brian.message("due tomorrow", DM)
    await due.wait_until("2027-01-12 14:00")
    due.hush()

    await due.brian.click("Answer", message=old)
    for nth in (1, 2):
        await due.brian.choose("How is it going?", "● on course", nth=nth)
    due.hush()
    await due.brian.submit()
    in_it = screen("""
        # 1 due today, 1 due tomorrow
        · Monday 11 January 2027
        · ✓ *Are we on course?* answered · Social media 2027
        *1. Buy a map*
        due today, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze until tomorrow | Snooze for 3 days | Snooze until next week]
        *2. Send 100 emails*
        due tomorrow, Tuesday 12 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze until tomorrow | Snooze for 3 days | Snooze until next week]
        [All your tactics] [Settings]
        """)
    assert in_it in due.brian.news()


async def test_their_tactics_and_their_reminders_are_a_click_away(due: Campfire) -> None:
    await due.brian.click("All your tactics", DM)
    assert due.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (only visible to you)
        # Social media 2027: your tactics
        *1 Quick wins*: high value, low complexity: do these first
        *1. Buy a map*
        [... Show | Rate | Done | Move ETA | Hand over]
        · ◔ planned · @Brian · Monday 11 January 2027 · value 5, complexity 2, 1 rating
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Send 100 emails*
        [... Show | Rate | Done | Move ETA | Hand over]
        · ◔ planned · @Brian · Tuesday 12 January 2027 · value 5, complexity 2, 1 rating
        To help us expand into a new market segment, we are building relationships with influencers.
        """)
    await due.brian.click("Settings", DM)
    assert due.brian.news() == screen("""
        == My reminders ==
        One message a day, and none when there is nothing to say.
        Remind me at
          v 09:00
          ? In your time zone (America/New_York).
        Tell me what is due (optional)
          [ ] 14 days before
          [x] 7 days before
          [ ] 3 days before
          [x] the day before
          [x] on the day
          ? Whatever is overdue comes up daily for three days, then weekly.
        I am away from (optional)
          (choose)
        until and including (optional)
          (choose)
          ? No reminders on these days. A Slack status such as “Vacationing” does the same.
        Public holidays of (optional)
          > (empty: LV)
          ? Two letters, such as LV or GB. Empty: by your time zone, which says US.
        [Cancel] [Save]
        """)
    await due.brian.submit()
    assert due.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (only visible to you)
        Saved. I remind you at 09:00 in your time zone (America/New_York).
        """)
    due.nobody_else_hears()


async def test_a_list_without_tactics_leads_on_from_there_too(due: Campfire) -> None:
    for _ in range(2):
        await due.brian.click("Done", DM, nth=1)
    told = due.brian.news()
    assert "# ✓ All done for today\n" in told
    assert "· *Are we on course?* needs no answer of yours any more · Social media 2027" in told
    due.hush()

    await due.brian.click("All your tactics", DM)
    assert due.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (only visible to you)
        # Social media 2027: your tactics
        You own no open tactics.
        [Add a tactic] [All open tactics]
        """)

    await due.brian.click("All open tactics", DM)
    assert due.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (only visible to you)
        # Social media 2027: open tactics
        No tactics yet. A tactic is one concrete thing that somebody can do for a goal.
        [Add a tactic]
        """)

    await due.brian.click("Add a tactic", DM)
    await due.brian.fill("What is to be done?", "Call the press")
    await due.brian.submit()
    assert due.brian.news().startswith(
        screen("""
            @Oncourse
            Oncourse 09:00 (only visible to you)
            Added.
            *3. Call the press*
            """)
    )
    due.nobody_else_hears()
