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
        *How did it turn out?*
        [Value v] [Complexity v]
        *2. Send 100 emails*
        due tomorrow, Tuesday 12 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        [All your tactics] [Settings]
        """)
    due.nobody_else_hears()


async def test_the_eta_moves(due: Campfire) -> None:
    await due.brian.click("Move ETA", DM, nth=2)
    assert due.brian.news() == screen("""
        == Move ETA ==
        *2. Send 100 emails*
        ETA (optional)
          2027-01-12
        · Now Tuesday 12 January 2027.
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Why? (optional)
          > (empty: So that everyone understands)
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
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        · *2. Send 100 emails* moved to Wednesday 20 January 2027
        [All your tactics] [Settings]
        """)
    due.nobody_else_hears()


async def test_it_is_snoozed_and_comes_back_on_its_day(due: Campfire) -> None:
    await due.brian.click("Snooze 3 days", DM, nth=1)
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
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
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
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *2. Send 100 emails*
        ⚠ 2 days overdue, was due Tuesday 12 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        [All your tactics] [Settings]
        """)


async def test_it_is_handed_over(due: Campfire) -> None:
    await due.brian.click("Hand over", DM, nth=1)
    assert due.brian.news() == screen("""
        == Hand over ==
        *1. Buy a map*
        New owner
          (choose)
        Why? (optional)
          > (empty)
        [Cancel] [Hand over]
        """)
    await due.brian.choose("New owner", "@Hailey")
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
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        [All your tactics] [Settings]
        """)
    due.nobody_else_hears()

    await due.wait_until("2027-01-11 17:00")
    assert due.hailey.news() == screen("""
        #social
        Oncourse 23:00 (edited)
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        Waiting for 2 updates. It takes a minute.
        [Answer]
        · Closes Tuesday, January 12th, 2027 at 11:00 PM · Discuss in the thread

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
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
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
        How's it going?
          ( ) ● on course
          ( ) ◐ drifting
          ( ) ○ off course
        What happened? (optional)
          > (empty)
        ---
        *2. Send 100 emails*
        ETA Tuesday 12 January 2027
        How's it going?
          ( ) ● on course
          ( ) ◐ drifting
          ( ) ○ off course
        What happened? (optional)
          > (empty)
        [Cancel] [Answer]
        """)
    for nth in (1, 2):
        await due.brian.choose("How's it going?", "● on course", nth=nth)
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
        · ✓ Everyone has answered
        [Answer]
        · Closes Wednesday, January 13th, 2027 at 2:00 AM · Discuss in the thread

        @Oncourse
        Oncourse 09:00 (edited)
        # 1 due today, 1 due tomorrow
        · Monday 11 January 2027
        · ✓ *Are we on course?* answered · Social media 2027
        *1. Buy a map*
        due today, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *2. Send 100 emails*
        due tomorrow, Tuesday 12 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
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
        · ✓ *1. Buy a map* rated: 1 Quick wins (value 5, complexity 2)
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
        “Buy a map” is already done. To reopen it, edit it and choose another state.
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
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        · ✓ *2. Send 100 emails* done
        *How did it turn out?*
        [Value v] [Complexity v]
        [All your tactics] [Settings]

        Oncourse 09:00 (edited)
        # ✓ All done for today
        · Friday 15 January 2027
        · ✓ *2. Send 100 emails* done
        *How did it turn out?*
        [Value v] [Complexity v]
        [All your tactics] [Settings]
        """)
    due.nobody_else_hears()


async def test_snoozing_in_an_old_message_is_seen_in_it(due: Campfire) -> None:
    await due.wait_until("2027-01-13 13:00")
    due.hush()

    await due.brian.click("Snooze to tomorrow", DM, within="due today", nth=1)
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
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
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
        · ✓ *1. Buy a map* rated: 1 Quick wins (value 5, complexity 2)
        *1. Buy a map*
        due in 7 days, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        [All your tactics] [Settings]

        Oncourse 09:00 (edited)
        # ✓ All done for today
        · Tuesday 5 January 2027
        · ✓ *1. Buy a map* rated: 1 Quick wins (value 5, complexity 2)
        [All your tactics] [Settings]
        """)


async def test_an_answer_given_in_an_old_message_is_seen_in_it(due: Campfire) -> None:
    old = due.brian.message("due tomorrow", DM)
    await due.wait_until("2027-01-12 14:00")
    due.hush()

    await due.brian.click("Answer", message=old)
    for nth in (1, 2):
        await due.brian.choose("How's it going?", "● on course", nth=nth)
    due.hush()
    await due.brian.submit()
    in_it = screen("""
        # 1 due today, 1 due tomorrow
        · Monday 11 January 2027
        · ✓ *Are we on course?* answered · Social media 2027
        *1. Buy a map*
        due today, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *2. Send 100 emails*
        due tomorrow, Tuesday 12 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
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
        [... Open | Rate | Done | Move ETA | Hand over]
        · planned · @Brian · Monday 11 January 2027 · value 5, complexity 2, 1 rating
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. Send 100 emails*
        [... Open | Rate | Done | Move ETA | Hand over]
        · planned · @Brian · Tuesday 12 January 2027 · value 5, complexity 2, 1 rating
        To help us expand into a new market segment, we are building relationships with influencers.
        """)
    await due.brian.click("Settings", DM)
    assert due.brian.news() == screen("""
        == Your settings ==
        One message a day, and none when there's nothing to say.
        Daily message at
          v 09:00
          ? In your time zone (America/New_York).
        Show what's due (optional)
          [ ] 14 days before
          [x] 7 days before
          [ ] 3 days before
          [x] the day before
          [x] on the day
          ? Overdue tactics show daily for three days, then weekly.
        Work starts at
          v 09:00
          ? Outside these hours I only send your daily message.
        Work ends at
          v 18:00
        Away from (optional)
          (choose)
        Last day away (optional)
          (choose)
          ? No messages on these days. A Slack status like “Vacationing” works too.
        Public holidays of (optional)
          > (empty: LV)
          ? Two letters, such as LV or GB. Leave empty for US, from your time zone.
        Region (optional)
          > (empty: BY)
          ? If it has public holidays of its own. A code or name, such as BY or Bayern.
        [Cancel] [Save]
        """)
    await due.brian.submit()
    assert due.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (only visible to you)
        Saved. Your daily message comes at 09:00 in your time zone (America/New_York). You work from 09:00 to
            18:00.
        """)
    due.nobody_else_hears()


async def test_a_list_without_tactics_leads_on_from_there_too(due: Campfire) -> None:
    for _ in range(2):
        await due.brian.click("Done", DM, nth=1)
    told = due.brian.news()
    assert "# ✓ All done for today\n" in told
    assert "· *Are we on course?* No answer needed from you · Social media 2027" in told
    due.hush()

    await due.brian.click("All your tactics", DM)
    assert due.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (only visible to you)
        # Social media 2027: your tactics
        You own no open tactics.
        [Add tactic] [All tactics]
        """)

    await due.brian.click("All tactics", DM)
    assert due.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (only visible to you)
        # Social media 2027: open tactics
        No tactics yet. A tactic is one concrete thing someone can do for a goal.
        [Add tactic]
        """)

    await due.brian.click("Add tactic", DM)
    await due.brian.fill("What needs doing?", "Call the press")
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
