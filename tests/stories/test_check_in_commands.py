"""`/checkin`: asking now, skipping, reading the answers, settings, and what is said when nothing is to do."""

from datetime import timedelta

from tests.stories.begun import begun
from tests.stories.reminded import plan_with_a_goal
from tests.stories.stage import Campfire, screen


@begun
async def planned(campfire: Campfire) -> None:
    """A plan with one goal, and a tactic of Brian's."""
    await plan_with_a_goal(campfire)
    await campfire.add_tactic("List 100 influencers @brian by 1 March")
    await campfire.wait_until("2027-01-08 12:00")
    campfire.hush()


async def ask_now(campfire: Campfire) -> None:
    """Maya asks for the check-in now."""
    await campfire.maya.command("/checkin now", "#social")
    await campfire.maya.click("Ask now", "#social")


async def test_maya_asks_now_and_a_second_time_is_told_it_is_open(planned: Campfire) -> None:
    await planned.maya.command("/checkin now", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 14:00 (only visible to you)
        This asks @Brian in *Social media 2027*: Are we on course?
        [Ask now]
        """)
    planned.nobody_else_hears()
    await planned.maya.click("Ask now", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 14:00 (only visible to you)
        Asked. The check-in is open in #social. I tell its owners in their working hours.

        Oncourse 14:00
        # Are we on course?
        · *Social media 2027* · Friday 8 January 2027
        Waiting for 1 update. It takes a minute.
        [Answer]
        · Closes Monday, January 11th, 2027 at 9:00 AM · Discuss in the thread
        """)
    await planned.wait_until("2027-01-08 12:01")
    assert planned.maya.news() == ""
    await planned.maya.command("/checkin now", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 14:01 (only visible to you)
        *Social media 2027*: the check-in is already open. Answer from its message in the channel.
        """)


async def test_asked_just_before_the_hour_nobody_is_asked_again_that_day(planned: Campfire) -> None:
    await planned.wait_until("2027-01-11 06:50")
    await ask_now(planned)
    await planned.brian.click("Answer", "#social")
    await planned.brian.choose("How's it going?", "● on course")
    await planned.brian.submit()
    planned.hush()
    await planned.wait_until("2027-01-11 22:00")
    planned.nobody_else_hears()
    await planned.wait_until("2027-01-18 06:59")
    planned.hush()
    await planned.wait_until("2027-01-18 07:00")
    assert "# Are we on course?\n· *Social media 2027* · Monday 18 January 2027\n" in planned.theo.news()


async def test_asked_more_than_a_day_before_the_hour_the_regular_one_comes_as_well(planned: Campfire) -> None:
    await planned.wait_until("2027-01-10 06:59")
    await ask_now(planned)
    await planned.wait_until("2027-01-11 06:59")
    planned.hush()
    await planned.wait_until("2027-01-11 07:00")
    assert "# Are we on course?\n· *Social media 2027* · Monday 11 January 2027\n" in planned.theo.news()


async def test_there_is_nobody_to_ask_while_nobody_owns_a_tactic(campfire: Campfire) -> None:
    await plan_with_a_goal(campfire)
    await campfire.maya.command("/checkin now", "#social")
    assert campfire.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *Social media 2027*: no open tactic has an owner yet, so there's nobody to ask.
        """)
    await campfire.maya.command("/checkin answers", "#social")
    assert campfire.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *Social media 2027*: no check-in yet. Ask now with `/checkin now`.
        """)
    campfire.nobody_else_hears()


async def test_a_skipped_check_in_is_left_out_and_the_next_one_comes(planned: Campfire) -> None:
    await planned.maya.command("/checkin skip", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 14:00 (only visible to you)
        Skipped the check-in on Monday, January 11th, 2027 at 9:00 AM. The next one is on Monday, January
            18th, 2027 at 9:00 AM.
        """)
    planned.hush()
    await planned.wait_until("2027-01-18 06:59")
    planned.nobody_else_hears()
    await planned.wait_until("2027-01-18 07:00")
    assert "Are we on course?" in planned.theo.news()


async def test_maya_reads_help_and_changes_when_it_asks(planned: Campfire) -> None:
    await planned.maya.command("/checkin help", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 14:00 (only visible to you)
        # What /checkin can do
        Once a week the owners of open tactics say how each is going.
        `/checkin`  see the latest check-in
        `/checkin now`  ask now: are we on course?
        `/checkin skip`  skip the next one
        `/checkin answers`  see all answers in the latest one
        `/checkin settings`  change its weekday, hour and time zone
        `/checkin help`  see this list
        · See also `/plan help`, `/goal help` and `/tactic help`.
        """)
    await planned.maya.command("/checkin settings", "#social")
    assert planned.maya.form() == screen("""
        == Check-in settings ==
        Once a week *Social media 2027* asks the owners of open tactics: are we on course?
        Check-in on
          v Monday
        Check-in at
          v 09:00
        Time zone
          > Europe/Riga
          ? Such as Europe/Riga or America/New_York.
        [Cancel] [Save]
        """)
    await planned.maya.fill_in({"Check-in on": "Thursday", "Check-in at": "15:00", "Time zone": "Riga"})
    await planned.maya.submit()
    assert planned.maya.form() == screen("""
        == Check-in settings ==
        Once a week *Social media 2027* asks the owners of open tactics: are we on course?
        Check-in on
          v Thursday
        Check-in at
          v 15:00
        Time zone
          > Riga
          ? Such as Europe/Riga or America/New_York.
          ! I don't know the time zone “Riga”. Write it like Europe/Riga or America/New_York.
        [Cancel] [Save]
        """)
    await planned.maya.fill_in({"Time zone": "Europe/Riga"})
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 14:00 (only visible to you)
        Saved. *Social media 2027* asks every Thursday at 15:00 (Europe/Riga).
        """)
    await planned.wait_until("2027-01-14 12:59")
    planned.hush()
    await planned.wait_until("2027-01-14 13:00")
    assert "Are we on course?" in planned.theo.news()


async def test_a_late_answer_counts_until_the_next_check_in(planned: Campfire) -> None:
    await planned.wait_until("2027-01-13 07:00")
    planned.hush()
    await planned.brian.click("Answer", "#social")
    await planned.brian.choose("How's it going?", "◐ drifting")
    await planned.brian.fill("What happened?", "I was at a fair")
    await planned.brian.submit()
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (edited)
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        ◐
        ◐ 1 drifting
        ◐ drifting *1. List 100 influencers*
        > @Brian: I was at a fair
        [Answer]
        · This check-in is closed. Its summary is below. You can answer late until the next one starts.

        Oncourse 02:00 (in thread)
        @Brian answered late:
        ◐ drifting *1. List 100 influencers*: I was at a fair

        @Oncourse
        Oncourse 09:00 (edited)
        # ✓ All done for today
        · Tuesday 12 January 2027
        · ✓ *Are we on course?* answered · Social media 2027
        [All your tactics] [Settings]
        """)
    await planned.maya.command("/checkin answers", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (edited)
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        ◐
        ◐ 1 drifting
        ◐ drifting *1. List 100 influencers*
        > @Brian: I was at a fair
        [Answer]
        · This check-in is closed. Its summary is below. You can answer late until the next one starts.

        Oncourse 09:00 (in thread)
        @Brian answered late:
        ◐ drifting *1. List 100 influencers*: I was at a fair

        Oncourse 09:00 (only visible to you)
        # Social media 2027: answers
        · Monday 11 January 2027
        ◐ 1 drifting
        ◐ drifting *1. List 100 influencers*
        · @Brian: ◐ drifting. I was at a fair
        """)


async def test_who_has_just_changed_all_their_tactics_is_not_asked(planned: Campfire) -> None:
    await planned.add_tactic("Film a teaser @hailey by 1 March")
    await planned.wait_until("2027-01-10 07:00")
    await planned.brian.command("/tactic move 1 to 8 March", "#social")
    await planned.brian.submit()
    planned.hush()
    await planned.wait_until("2027-01-11 17:00")
    assert "@Oncourse" not in planned.brian.news()
    assert "@Oncourse" in planned.hailey.news()
    await planned.hailey.click("Answer", "@Oncourse")
    await planned.hailey.choose("How's it going?", "● on course")
    await planned.hailey.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (edited)
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        ●
        ● 1 on course
        ● on course *2. Film a teaser*
        · ✓ Everyone has answered
        Already up to date, not asked: @Brian
        [Answer]
        · Closes Wednesday, January 13th, 2027 at 9:00 AM · Discuss in the thread
        """)


async def test_nine_tactics_are_asked_about_on_two_pages(planned: Campfire) -> None:
    for number in range(2, 10):
        await planned.add_tactic(f"Write to influencer {number} @brian by 1 March")
    await planned.wait_until("2027-01-11 14:00")
    planned.hush()
    await planned.brian.click("Answer", "@Oncourse")
    for nth in range(1, 9):
        await planned.brian.choose("How's it going?", "● on course", nth=nth)
    await planned.brian.submit()
    assert planned.brian.form() == screen("""
        == Are we on course? ==
        · *Social media 2027* · part 2 of 2 · open until Wednesday, January 13th, 2027 at 2:00 AM
        ---
        *9. Write to influencer 9*
        ETA Monday 1 March 2027
        How's it going?
          ( ) ● on course
          ( ) ◐ drifting
          ( ) ○ off course
        What happened? (optional)
          > (empty)
        [Cancel] [Answer]
        """)
    await planned.brian.choose("How's it going?", "● on course")
    await planned.brian.submit()
    assert planned.brian.modal is None
    told = planned.brian.news()
    assert "●●●●●●●●●\n● 9 on course\n" in told
    assert "· ✓ Everyone has answered" in told
    assert told.count("● on course *") == 9


async def test_there_is_no_check_in_in_a_week_in_which_everybody_asked_is_away(planned: Campfire) -> None:
    await planned.wait_until("2027-01-08 14:00")
    await planned.brian.click("Settings", "@Oncourse")
    await planned.brian.fill_in({"Away from": "2027-01-10", "Last day away": "2027-01-17"})
    await planned.brian.submit()
    planned.hush()
    await planned.wait_until("2027-01-18 06:59")
    assert planned.theo.news() == ""
    assert planned.brian.news() == ""
    await planned.maya.command("/checkin answers", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 08:59 (only visible to you)
        *Social media 2027*: no check-in yet. Ask now with `/checkin now`.
        """)
    await planned.wait_until("2027-01-18 07:00")
    assert "Are we on course?" in planned.theo.news()


async def test_a_check_in_missed_by_half_a_day_comes_late(planned: Campfire) -> None:
    await planned.slack.clock.jump(timedelta(days=3, hours=7))
    assert planned.theo.news() == screen("""
        #social
        Oncourse 21:00
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        Waiting for 1 update. It takes a minute.
        [Answer]
        · Closes Wednesday, January 13th, 2027 at 9:00 AM · Discuss in the thread
        """)


async def test_a_check_in_missed_by_three_days_is_not_held(planned: Campfire) -> None:
    await planned.slack.clock.jump(timedelta(days=5))
    assert planned.theo.news() == ""
    planned.hush()
    await planned.maya.command("/checkin answers", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 14:00 (only visible to you)
        *Social media 2027*: no check-in yet. Ask now with `/checkin now`.
        """)
