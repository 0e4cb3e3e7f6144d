"""Home follows what others do, what people are, and the day; nobody gets one who never opened it."""

from collections.abc import Mapping
from typing import Any

from sandbox import Fault, Person
from tests.stories.begun import begun
from tests.stories.home_stage import a_busy_monday
from tests.stories.reminded import plan_with_a_goal, rate
from tests.stories.stage import Campfire

busy = begun(a_busy_monday)


def published(campfire: Campfire) -> list[str]:
    """Whose Home was published, in order, from now on; it grows by itself."""
    to: list[str] = []

    def listen(method: str, arguments: Mapping[str, Any]) -> Fault | None:
        if method == "views.publish":
            to.append(arguments["user_id"])
        return None

    campfire.slack.faults.rule = listen
    return to


def overview(person: Person) -> list[str]:
    """A person's Home in a line each: titles of tactics under their headings."""
    return [
        line for line in person.home().splitlines() if line.startswith(("# ", "*1.", "*2.", "*3.", "*4."))
    ]


async def test_somebody_elses_changes_of_ones_tactics(busy: Campfire) -> None:
    await busy.maya.command("/tactic done 1", "#social")
    assert "Send 100 emails" not in busy.brian.home()

    await busy.maya.command("/tactic move 2 to 20 January", "#social")
    await busy.maya.submit()
    assert "\ndue today" not in busy.brian.home()
    assert "Wednesday 20 January 2027" in busy.brian.home()

    await busy.maya.command("/tactic edit 3", "#social")
    await busy.maya.fill("What needs doing?", "Call the radio")
    await busy.maya.submit()
    assert "*3. Call the radio*" in busy.brian.home()

    await busy.add_tactic("Print stickers @brian by 11 January")
    assert "*4. Print stickers*\ndue today" in busy.brian.home()

    await busy.maya.command("/tactic assign 4", "#social")
    await busy.maya.choose("Owners", "@Hailey")
    await busy.maya.submit()
    assert "Print stickers" not in busy.brian.home()

    await busy.maya.command("/plan history", "#social")
    await busy.maya.click("Undo", "#social")
    assert "Print stickers" in busy.brian.home()


async def test_what_others_do_to_the_plan(busy: Campfire) -> None:
    await busy.noor.open_home()
    await busy.add_goal("Raise awareness of the new features", "Ship 3 major new product features")
    assert "2 goals and 3 open tactics" in busy.noor.home()

    await busy.maya.command("/tactic done 1", "#social")
    assert "2 goals and 2 open tactics" in busy.noor.home()

    await busy.maya.command("/goal edit 1", "#social")
    await busy.maya.fill("What will social media do?", "Win over influencers")
    await busy.maya.submit()
    assert "we are winning over influencers" in busy.brian.home()

    await busy.maya.command("/plan settings", "#social")
    await busy.maya.fill("Name", "Social 27")
    await busy.maya.submit()
    assert "*Social 27* in #social" in busy.noor.home()
    assert "· Social 27" in busy.brian.home()

    await busy.close_plan()
    for person in (busy.brian, busy.noor):
        assert "No open plans" in person.home()


async def test_a_plan_is_started(campfire: Campfire) -> None:
    for person in (campfire.brian, campfire.noor):
        await person.open_home()
    await campfire.start_plan()
    for person in (campfire.brian, campfire.noor):
        assert "*Social media 2027* in #social" in person.home()


async def test_ratings_are_revealed_by_others_and_by_time(campfire: Campfire) -> None:
    await plan_with_a_goal(campfire)
    await campfire.add_tactic("Buy a map @brian @noor")
    await campfire.add_tactic("Send 100 emails @brian @noor")
    await campfire.brian.open_home()
    for title in ("Buy a map", "Send 100 emails"):
        await rate(campfire.brian, title)
    assert "# Your tactics (2)\n*Not rated yet*" in campfire.brian.home()

    await rate(campfire.noor, "Buy a map")
    assert "# Your tactics (2)\n*1 Quick wins*" in campfire.brian.home()
    assert "*Not rated yet*\n*2. Send 100 emails*" in campfire.brian.home()

    await campfire.wait_until("2027-01-07 10:00")
    assert "Not rated yet" not in campfire.brian.home()


async def test_a_contested_tactic_is_to_be_rated_again(campfire: Campfire) -> None:
    await plan_with_a_goal(campfire)
    await campfire.add_tactic("Buy a map @brian @hailey")
    await rate(campfire.brian, "Buy a map")
    await campfire.hailey.click("Rate", "@Oncourse")
    await campfire.hailey.fill_in({"Value": "1", "Complexity": "5"})
    await campfire.hailey.submit()
    await campfire.brian.open_home()
    assert "Rate by" not in campfire.brian.home()

    await campfire.hailey.click("Start second round", "@Oncourse")
    assert "*1. Buy a map*\nRate by" in campfire.brian.home()


async def test_a_check_in_opens_fills_up_and_closes(campfire: Campfire) -> None:
    await plan_with_a_goal(campfire)
    await campfire.add_tactic("Buy a map @brian by 1 March")
    await campfire.add_tactic("Send 100 emails @hailey by 1 March")
    await campfire.brian.open_home()
    assert "No check-in yet" in campfire.brian.home()

    await campfire.wait_until("2027-01-11 08:00")
    assert "*Are we on course?*" in campfire.brian.home()
    assert "… 2 not answered · check-in of Monday 11 January 2027 so far" in campfire.brian.home()

    await campfire.hailey.click("Answer", "@Oncourse")
    await campfire.hailey.choose("How's it going?", "● on course")
    await campfire.hailey.submit()
    assert "● 1 on course · … 1 not answered · check-in of Monday 11 January 2027 so far" in (
        campfire.brian.home()
    )

    await campfire.wait_until("2027-01-13 08:00")
    assert "*Are we on course?*" not in campfire.brian.home()
    assert (
        "● 1 on course · … 1 not answered · check-in of Monday 11 January 2027\n[Open plan]\n# Your settings"
    ) in campfire.brian.home()


async def test_the_day_moves_on(campfire: Campfire) -> None:
    await plan_with_a_goal(campfire)
    await campfire.add_tactic("Buy a map @brian by 12 January")
    await campfire.brian.open_home()
    assert (
        "# Today and overdue\n✓ Nothing due or overdue today, Monday 4 January 2027" in campfire.brian.home()
    )

    await campfire.wait_until("2027-01-12 14:00")
    assert "*1. Buy a map*\ndue today, Tuesday 12 January 2027" in campfire.brian.home()
    await campfire.wait_until("2027-01-13 14:00")
    assert "⚠ 1 day overdue, was due Tuesday 12 January 2027" in campfire.brian.home()
    await campfire.wait_until("2027-01-16 14:00")  # a Saturday, on which nobody is reminded
    assert "⚠ 4 days overdue, was due Tuesday 12 January 2027" in campfire.brian.home()

    await campfire.wait_until("2027-01-17 06:00")
    await campfire.brian.open_home()
    assert "⚠ 5 days overdue" in campfire.brian.home()


async def test_the_person_changes(busy: Campfire) -> None:
    await busy.slack.change("Brian", tz="Europe/Riga", status="On vacation")
    assert "in your time zone (Europe/Riga)" in busy.brian.home()
    assert "*Away* now, says your Slack status: no messages" in busy.brian.home()
    assert "*Public holidays* of LV, from your time zone" in busy.brian.home()


async def test_what_nothing_shows_publishes_nothing(busy: Campfire) -> None:
    to = published(busy)
    await busy.slack.change("Brian", status="In a meeting")
    await busy.slack.join("Brian", "#launches")
    await busy.maya.command("/tactic list", "#social")
    assert to == [busy.brian.id]  # for the channel he joined, which might have had a plan


async def test_whoever_leaves_the_channel_sees_nothing_of_its_plan(busy: Campfire) -> None:
    await busy.slack.leave("Brian", "#social")
    assert overview(busy.brian) == ["# Your plans", "# Your settings"]
    assert "Social media 2027" not in busy.brian.home()

    await busy.maya.command("/tactic done 1", "#social")
    assert "Social media 2027" not in busy.brian.home()

    await busy.slack.join("Brian", "#social")
    assert "*2. Buy a map*\ndue today" in busy.brian.home()


async def test_where_the_bot_is_gone_nothing_is_shown(busy: Campfire) -> None:
    await busy.slack.remove_bot("#social")
    assert overview(busy.brian) == ["# Your plans", "# Your settings"]

    await busy.slack.invite_bot("#social")
    await busy.brian.open_home()
    assert "*2. Buy a map*\ndue today" in busy.brian.home()


async def test_a_private_channel_stays_private(campfire: Campfire) -> None:
    await campfire.start_plan(channel="#leadership")
    await campfire.brian.open_home()
    await campfire.hailey.open_home()
    assert "Social media 2027" not in campfire.brian.home()
    assert "*Social media 2027* in #leadership" in campfire.hailey.home()


async def test_nobody_gets_a_home_who_never_opened_it(busy: Campfire) -> None:
    to = published(busy)
    await busy.maya.command("/tactic done 1", "#social")
    await busy.add_tactic("Print stickers @hailey @noor")
    await busy.close_plan()
    assert set(to) == {busy.brian.id}
    assert [person.home() for person in busy.everybody if person is not busy.brian] == [""] * 5


async def test_somebody_who_has_left_gets_no_home_any_more(busy: Campfire) -> None:
    await busy.slack.deactivate("Brian")
    to = published(busy)
    await busy.maya.command("/tactic done 1", "#social")
    await busy.wait_until("2027-01-12 15:00")
    assert to == []


async def test_several_changes_at_once_are_one_drawing(busy: Campfire) -> None:
    to = published(busy)
    await busy.close_plan()
    assert to == [busy.brian.id]
