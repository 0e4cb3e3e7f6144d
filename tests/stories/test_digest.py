"""The daily message: what is new, due and to be answered, and none when there is nothing to say."""

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.reminded import digests, rate
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal)


async def test_brian_reads_in_one_message_what_is_due_and_asked_of_him(planned: Campfire) -> None:
    await planned.add_tactic("List 100 influencers @brian by 18 January")
    await planned.add_tactic("Send 100 emails @brian by 12 January")
    await planned.add_tactic("Read the brand book @brian by 8 January")
    await planned.add_tactic("Buy a map @brian by 11 January")
    await rate(planned.brian, "Buy a map")
    await planned.wait_until("2027-01-08 13:00")
    await planned.add_tactic("Call the press @brian")
    await planned.wait_until("2027-01-11 13:59")
    planned.hush()

    await planned.wait_until("2027-01-11 14:00")
    assert planned.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00
        # 1 due today, 1 overdue, 1 due tomorrow, 1 due soon, 1 check-in to answer, 1 to rate
        · Monday 11 January 2027
        *Are we on course?*
        Answer by Wednesday, January 13th, 2027 at 2:00 AM · Social media 2027
        [Answer]
        *1 tactic to rate* by Wednesday 13 January 2027. A rough guess is fine.
        *5. Call the press*
        [Rate 1]
        *3. Read the brand book*
        ⚠ 3 days overdue, was due Friday 8 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *4. Buy a map*
        due today, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *2. Send 100 emails*
        due tomorrow, Tuesday 12 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *1. List 100 influencers*
        due in 7 days, Monday 18 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        [All your tactics] [Settings]
        """)
    planned.nobody_else_hears()


async def test_brian_hears_of_a_tactic_a_week_and_a_day_before_and_while_it_is_overdue(
    planned: Campfire,
) -> None:
    await planned.add_tactic("List 100 influencers @brian by 9 March")
    await rate(planned.brian, "List 100 influencers")

    await planned.wait_until("2027-03-30 22:00")
    assert [said for said in digests(planned.brian) if "due" in said] == [
        "Tue 02 Mar 09:00 1 due soon",  # the check-in closed before his next message
        "Mon 08 Mar 09:00 1 due tomorrow, 1 check-in to answer",
        "Tue 09 Mar 09:00 1 due today",
        "Wed 10 Mar 09:00 1 overdue",
        "Thu 11 Mar 09:00 1 overdue",
        "Fri 12 Mar 09:00 1 overdue",
        "Fri 19 Mar 09:00 1 overdue",
        "Fri 26 Mar 09:00 1 overdue",
    ]


async def test_nobody_hears_anything_when_there_is_nothing_to_say(planned: Campfire) -> None:
    await planned.add_tactic("List 100 influencers @brian")
    await rate(planned.brian, "List 100 influencers")
    await planned.wait_until("2027-01-04 14:00")
    assert "# 1 new tactic\n" in planned.brian.news()
    planned.hush()

    await planned.wait_until("2027-01-11 06:59")
    planned.nobody_else_hears()


async def test_what_two_plans_have_to_say_is_one_message(planned: Campfire) -> None:
    await planned.maya.command("/plan new", "#launches")
    await planned.maya.fill("Name", "Launches")
    await planned.maya.fill("Company goals", "Ship 3 major new product features")
    await planned.maya.submit()
    await planned.maya.command("/goal add Win the launch day", "#launches")
    await planned.maya.choose("Which company goal does it help?", "Ship 3 major new product features")
    await planned.maya.submit()
    await planned.maya.command("/tactic add Book the hall @hailey by 11 January", "#launches")
    await planned.maya.submit()
    await planned.add_tactic("Buy a map @hailey by 11 January")
    await rate(planned.hailey, "Buy a map")
    planned.hush()

    await planned.wait_until("2027-01-04 17:00")
    assert planned.hailey.news() == screen("""
        @Oncourse
        Oncourse 09:00
        # 2 new tactics, 2 due soon, 1 to rate
        · Monday 4 January 2027
        @Maya assigned you *1. Buy a map*
        due in 7 days, Monday 11 January 2027 · Social media 2027
        [Open]
        · To help us expand into a new market segment, we are building relationships with influencers.
        @Maya assigned you *1. Book the hall*
        due in 7 days, Monday 11 January 2027 · Launches
        [Open]
        · To help us ship 3 major new product features, we are winning the launch day.
        *1 tactic to rate* by Thursday 7 January 2027. A rough guess is fine.
        *1. Book the hall*
        [Rate 1]
        *1. Buy a map*
        due in 7 days, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *1. Book the hall*
        due in 7 days, Monday 11 January 2027 · Launches
        · To help us ship 3 major new product features, we are winning the launch day.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        [Your tactics in Social media 2027] [Your tactics in Launches] [Settings]
        """)
    planned.nobody_else_hears()


async def test_of_very_many_things_the_first_due_are_shown_and_the_rest_counted(planned: Campfire) -> None:
    for number in range(1, 15):
        await planned.add_tactic(f"Post number {number} @noor by {11 + number // 8} January")
    await planned.slack.change("Noor", status="", status_emoji="")
    await planned.wait_until("2027-01-11 04:59")
    planned.hush()

    await planned.wait_until("2027-01-11 05:00")
    assert planned.noor.news() == screen("""
        @Oncourse
        Oncourse 09:00
        # 7 due today, 7 due tomorrow
        · Monday 11 January 2027
        *1. Post number 1*
        due today, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *2. Post number 2*
        due today, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *3. Post number 3*
        due today, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *4. Post number 4*
        due today, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *5. Post number 5*
        due today, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *6. Post number 6*
        due today, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *7. Post number 7*
        due today, Monday 11 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *8. Post number 8*
        due tomorrow, Tuesday 12 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *9. Post number 9*
        due tomorrow, Tuesday 12 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *10. Post number 10*
        due tomorrow, Tuesday 12 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *11. Post number 11*
        due tomorrow, Tuesday 12 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        *12. Post number 12*
        due tomorrow, Tuesday 12 January 2027 · Social media 2027
        · To help us expand into a new market segment, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        · And 2 more. Your tactics list them all.
        [All your tactics] [Settings]
        """)
