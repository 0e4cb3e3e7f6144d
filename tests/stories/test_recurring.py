"""Tactics with a rhythm: occurrences come due one after the other, are completed or missed."""

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.reminded import digests, rate
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal)


async def test_each_occurrence_is_announced_and_the_rhythm_keeps_its_anchor(planned: Campfire) -> None:
    await planned.add_tactic("Publish the sponsored post on the 30th of every month @brian")
    await rate(planned.brian, "Publish the sponsored post")
    await planned.wait_until("2027-01-30 20:00")
    await planned.brian.command("/tactic done 1", "#social")
    await planned.wait_until("2027-03-02 20:00")
    told = [said for said in digests(planned.brian) if "due" in said or "coming" in said]
    assert told == [
        "Mon 25 Jan 09:00 1 due soon, 1 check-in to answer",
        "Mon 22 Feb 09:00 1 due soon, 1 check-in to answer",
        "Fri 26 Feb 09:00 1 due soon",
        "Mon 01 Mar 09:00 1 overdue, 1 check-in to answer",
        "Tue 02 Mar 09:00 1 overdue, 1 check-in to answer",
    ]
    planned.hush()

    # February's is done late: March's keeps to the 30th.
    await planned.brian.command("/tactic done 1", "#social")
    assert "Next: Tuesday 30 March 2027" in planned.brian.news()


async def test_an_occurrence_that_was_missed_is_shown_as_missed(planned: Campfire) -> None:
    await planned.add_tactic("Write the newsletter every friday @brian")
    await rate(planned.brian, "Write the newsletter")
    await planned.wait_until("2027-01-19 14:00")
    planned.hush()

    await planned.brian.command("/tactic show 1", "#social")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *1. Write the newsletter*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *Repeats* every Friday
        *Missed* Friday 8 January 2027
        *Next due* Friday 15 January 2027, Friday 22 January 2027, Friday 29 January 2027 and Friday 5
            February 2027
        *Ratings* 1 Quick wins: value 5, complexity 2, 1 rating.
        · @Brian: value 5, complexity 2
        [Change rating] [Done] [Change dates] [Hand over] [Edit] [... Change owners | Drop]
        """)


async def test_one_owner_completes_an_occurrence_for_all(planned: Campfire) -> None:
    await planned.add_tactic("Write the newsletter every friday @brian @hailey")
    await planned.wait_until("2027-01-08 19:00")
    planned.hush()

    await planned.brian.click("Done", "@Oncourse", within="due today")
    assert planned.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (edited)
        # ✓ All done for today
        · Friday 8 January 2027
        · ✓ *1. Write the newsletter* done, next Friday 15 January 2027
        [All your tactics] [Settings]
        """)
    assert planned.hailey.news() == screen("""
        @Oncourse
        Oncourse 09:00 (edited)
        # ✓ All done for today
        · Friday 8 January 2027
        · ✓ *1. Write the newsletter* done, next Friday 15 January 2027
        [All your tactics] [Settings]
        """)
    planned.nobody_else_hears()
