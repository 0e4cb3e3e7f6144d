"""Whom a check-in asks, and where: in the daily messages until it is answered, or at once by New for you."""

from sandbox import Person
from tests.stories.begun import begun
from tests.stories.reminded import digests, plan_with_a_goal
from tests.stories.stage import Campfire, screen

ASKED = "1 check-in to answer"


@begun
async def planned(campfire: Campfire) -> None:
    """Friday 8 January, 09:30 in New York: Brian and Maya own a tactic each, and everything is read."""
    await plan_with_a_goal(campfire)
    await campfire.add_tactic("List 100 influencers @brian by 1 March")
    await campfire.add_tactic("Film a teaser @maya by 1 March")
    await campfire.wait_until("2027-01-08 14:30")
    campfire.hush()


async def ask_now(campfire: Campfire) -> None:
    """Maya asks for the check-in now."""
    await campfire.maya.command("/checkin now", "#social")
    await campfire.maya.click("Ask now", "#social")


async def answer(campfire: Campfire, name: str) -> None:
    """A person answers for their tactic from the newest message that asks them."""
    person = campfire.slack.person(name)
    await person.click("Answer", "@Oncourse")
    await person.choose("How's it going?", "● on course")
    await person.submit()
    assert person.modal is None, person.form()


async def test_who_becomes_an_owner_while_it_is_open_is_asked_in_their_next_message(
    planned: Campfire,
) -> None:
    await planned.wait_until("2027-01-11 14:00")
    await answer(planned, "Brian")
    await planned.add_tactic("Call the press @hailey by 1 March")
    planned.hush()

    await planned.wait_until("2027-01-11 16:59")
    planned.nobody_else_hears()
    await planned.wait_until("2027-01-11 17:00")
    told = planned.hailey.news()
    assert f"# 1 new tactic, {ASKED}, 1 to rate\n· Monday 11 January 2027\n" in told
    assert "· Waiting for @Maya and @Hailey" in told

    await answer(planned, "Hailey")
    assert "# 1 new tactic, 1 to rate\n" in planned.hailey.news()
    await planned.wait_until("2027-01-12 17:00")
    assert digests(planned.hailey)[1:] == ["Tue 12 Jan 09:00 1 to rate"]


async def test_each_message_until_it_closes_carries_it(planned: Campfire) -> None:
    await planned.wait_until("2027-01-15 22:00")
    assert [said for said in digests(planned.brian) if "Jan 09:00" in said][-2:] == [
        f"Mon 11 Jan 09:00 {ASKED}",
        "Tue 12 Jan 09:00 Nothing left to do today",
    ]


async def test_no_message_after_an_answer_carries_it(planned: Campfire) -> None:
    await planned.wait_until("2027-01-11 14:00")
    await answer(planned, "Brian")
    assert "# ✓ All done for today\n" in planned.brian.news()
    await planned.wait_until("2027-01-11 22:00")
    planned.hush()

    await planned.wait_until("2027-01-12 22:00")
    assert planned.brian.news() == ""
    assert f"# {ASKED}\n· Tuesday 12 January 2027" in planned.maya.news()


async def test_asking_now_says_whom_it_asks_and_tells_them_in_their_working_hours(planned: Campfire) -> None:
    await planned.add_tactic("Call the press @hailey by 1 March")
    await planned.wait_until("2027-01-08 15:00")  # 10:00 in New York, 07:00 in Los Angeles
    planned.hush()
    await planned.maya.command("/checkin now", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 17:00 (only visible to you)
        This asks @Brian, @Maya and @Hailey in *Social media 2027*: Are we on course?
        [Ask now]
        """)
    planned.nobody_else_hears()

    await planned.maya.click("Ask now", "#social")
    planned.hush()
    await planned.wait_until("2027-01-08 15:01")
    planned.nobody_else_hears()
    await planned.wait_until("2027-01-08 15:02")
    assert planned.brian.news() == screen("""
        @Oncourse
        Oncourse 10:02
        # New for you: 1 check-in to answer
        · Friday 8 January 2027
        *Are we on course?*
        Answer by Monday, January 11th, 2027 at 2:00 AM · Social media 2027
        [Answer]
        [All your tactics] [Settings]
        """)
    planned.nobody_else_hears()  # not Maya, who asked

    await planned.wait_until("2027-01-08 17:00")
    assert f"# 1 new tactic, {ASKED}, 1 to rate\n" in planned.hailey.news()
    planned.nobody_else_hears()


async def test_what_was_told_at_once_is_answered_there(planned: Campfire) -> None:
    await ask_now(planned)
    await planned.wait_until("2027-01-08 14:32")
    planned.hush()
    await answer(planned, "Brian")
    told = planned.brian.news()
    assert "# ✓ All done for today\n" in told
    assert "· ✓ *Are we on course?* answered · Social media 2027" in told

    await planned.wait_until("2027-01-11 14:00")
    assert [said for said in digests(planned.brian) if ASKED in said] == [f"Mon 11 Jan 09:00 {ASKED}"]


async def test_who_is_up_to_date_is_not_asked_now(planned: Campfire) -> None:
    await planned.brian.command("/tactic move 1 to 8 March", "#social")
    await planned.brian.submit()
    planned.hush()
    await planned.maya.command("/checkin now", "#social")
    assert "This asks @Maya in *Social media 2027*" in planned.maya.news()
    await planned.maya.click("Ask now", "#social")
    await planned.wait_until("2027-01-08 22:00")
    assert "@Oncourse" not in planned.brian.news()


async def test_who_comes_back_while_it_is_open_is_asked(planned: Campfire) -> None:
    await say_away(planned.brian, "2027-01-11", "2027-01-15")
    await planned.wait_until("2027-01-11 22:00")
    assert "Are we on course?" not in planned.brian.sees("@Oncourse")

    await say_away(planned.brian, "2027-01-11", "2027-01-11")
    planned.hush()
    await planned.wait_until("2027-01-12 15:00")
    assert f"# {ASKED}\n· Tuesday 12 January 2027" in planned.brian.news()


async def say_away(person: Person, first: str, last: str) -> None:
    """The person says that they are away."""
    await person.open_home()
    await person.click("Change settings", "Home")
    await person.fill_in({"Away from": first, "Last day away": last})
    await person.submit()
    assert person.modal is None, person.form()
