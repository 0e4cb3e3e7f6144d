"""Somebody or some place cannot be reached: those whom it concerns are told once, and the rest goes on."""

from datetime import UTC, datetime

import pytest

from sandbox import Person
from tests.stories.begun import begun
from tests.stories.reminded import digests, plan_with_a_goal, rate
from tests.stories.stage import Campfire, screen


@begun
async def due(campfire: Campfire) -> None:
    """Friday 8 January: Brian and Hailey own what is due on the days after it."""
    await plan_with_a_goal(campfire)
    await campfire.add_tactic("Buy a map @brian by 12 January")
    await campfire.add_tactic("Book a room @hailey by 12 January")
    await rate(campfire.brian, "Buy a map")
    await rate(campfire.hailey, "Book a room")
    await campfire.wait_until("2027-01-08 22:00")
    campfire.hush()


async def test_brian_has_left_the_company(due: Campfire) -> None:
    await due.slack.deactivate("Brian")
    await due.wait_until("2027-01-11 16:00")
    assert due.maya.news() == screen("""
        #social
        Oncourse 09:00
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        Waiting for 2 updates. It takes a minute.
        [Answer]
        · Closes Wednesday, January 13th, 2027 at 9:00 AM · Discuss in the thread

        @Oncourse
        Oncourse 16:00
        ⚠ @Brian has left this workspace, so my messages about *Social media 2027* don't arrive.
        Hand over what they own, so nothing is forgotten: find it with `/tactic list` and use Hand over.
        """)

    await due.wait_until("2027-01-15 22:00")
    assert "has left" not in due.maya.news()
    assert digests(due.hailey)[2:] == [
        "Mon 11 Jan 09:00 1 due tomorrow, 1 check-in to answer",
        "Tue 12 Jan 09:00 1 due today",
        "Wed 13 Jan 09:00 1 overdue",
        "Thu 14 Jan 09:00 1 overdue",
        "Fri 15 Jan 09:00 1 overdue",
    ]


async def test_brian_takes_no_direct_messages(due: Campfire) -> None:
    due.slack.faults.close_dms(due.brian.id)
    await due.wait_until("2027-01-11 16:00")
    assert due.maya.news() == screen("""
        #social
        Oncourse 09:00
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        Waiting for 2 updates. It takes a minute.
        [Answer]
        · Closes Wednesday, January 13th, 2027 at 9:00 AM · Discuss in the thread

        @Oncourse
        Oncourse 16:00
        ⚠ @Brian doesn't accept direct messages from me, so my messages about *Social media 2027* don't
            arrive.
        Ask them to open Oncourse under Apps and allow messages. Until then, pass on what's due: see `/plan
            upcoming`.
        """)
    await due.wait_until("2027-01-12 16:00")
    assert "doesn't accept direct messages" not in due.maya.news()
    assert digests(due.brian)[2:] == []

    due.slack.faults.open_dms(due.brian.id)
    await due.wait_until("2027-01-13 16:00")
    assert digests(due.brian)[2:] == ["Wed 13 Jan 09:00 1 overdue"]


async def test_brian_has_left_the_channel(due: Campfire) -> None:
    await due.slack.leave("Brian", "#social")
    await due.wait_until("2027-01-12 22:00")
    assert due.brian.news() == ""
    assert due.maya.news() == screen("""
        #social
        Oncourse 09:00
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        Waiting for 2 updates. It takes a minute.
        [Answer]
        · Closes Wednesday, January 13th, 2027 at 9:00 AM · Discuss in the thread

        @Oncourse
        Oncourse 16:00
        ⚠ @Brian isn't in the plan's channel any more, so my messages about *Social media 2027* don't
            arrive.
        Invite them back, or hand over what they own: see `/tactic list`.
        """)


async def test_brian_clicks_in_a_digest_about_a_channel_that_he_has_left(due: Campfire) -> None:
    await due.wait_until("2027-01-11 15:00")
    due.hush()
    await due.slack.leave("Brian", "#social")

    await due.brian.click("Done", "@Oncourse", nth=1)
    assert due.brian.news() == screen("""
        @Oncourse
        Oncourse 10:00 (only visible to you)
        A plan is for the people of its channel. Join the channel, then try again.
        """)
    due.nobody_else_hears()


async def test_the_bot_is_taken_out_of_the_channel_and_back(due: Campfire) -> None:
    await due.slack.remove_bot("#social")
    await due.wait_until("2027-01-12 22:00")
    assert due.maya.news() == screen("""
        @Oncourse
        Oncourse 09:00
        ⚠ #social is a channel that I'm not in any more, so my messages about *Social media 2027* don't
            arrive.
        Add me again with `/invite @Oncourse`.
        """)

    await due.slack.invite_bot("#social")
    await due.wait_until("2027-01-13 22:00")
    assert digests(due.brian)[-1] == "Wed 13 Jan 09:00 1 overdue"


async def test_the_channel_is_archived(due: Campfire) -> None:
    await due.slack.archive("#social")
    await due.wait_until("2027-01-18 22:00")
    assert due.maya.news() == screen("""
        @Oncourse
        Oncourse 09:00
        ⚠ #social is archived, so my messages about *Social media 2027* don't arrive.
        Unarchive it, or close the plan and start the next one where your team talks now.
        """)
    assert digests(due.brian)[2:] == [
        "Mon 11 Jan 09:00 1 due tomorrow, 1 check-in to answer",
        "Tue 12 Jan 09:00 1 due today",
        "Wed 13 Jan 09:00 1 overdue",
        "Thu 14 Jan 09:00 1 overdue",
        "Fri 15 Jan 09:00 1 overdue",
    ]


async def test_the_token_is_revoked_and_slack_is_asked_no_more_than_once_for_each_message(
    due: Campfire,
) -> None:
    due.slack.faults.revoke_token()
    before = len(due.slack.traffic)
    await due.wait_until("2027-01-12 22:00")
    assert due.maya.news() == ""
    asked = len(due.slack.traffic) - before
    assert asked <= 12  # once for each thing owed, and once for each notice that it did not arrive


async def test_a_private_channel_of_old_is_named_as_one(campfire: Campfire) -> None:
    campfire.slack.workspace.add_channel("#board", ["Maya", "Brian"], "private", letter="G")
    await campfire.slack.invite_bot("#board")
    await campfire.start_plan(channel="#board")
    await campfire.maya.command("/goal add Build relationships with influencers", "#board")
    await campfire.maya.choose("Which company goal does it help?", "Expand into a new market segment")
    await campfire.maya.submit()
    await campfire.maya.command("/tactic add Buy a map @brian by 12 January", "#board")
    await campfire.maya.submit()
    campfire.hush()

    await campfire.slack.archive("#board")
    await campfire.wait_until("2027-01-12 22:00")
    assert campfire.maya.news() == screen("""
        @Oncourse
        Oncourse 09:00
        ⚠ #board is archived, so my messages about *Social media 2027* don't arrive.
        Unarchive it, or close the plan and start the next one where your team talks now.
        """)


# ---- one notice about one person who is gone, however that is found out


def notices(person: Person) -> list[str]:
    """What a person was told of people who are gone, each up to the reason, when by Maya's clock."""
    return [
        f"{datetime.fromtimestamp(float(message.ts), UTC):%d %b} {message.text}"
        for message in person.visible("@Oncourse")
        if "I can't reach someone" in message.text
    ]


@pytest.mark.parametrize("stays_listed", [True, False], ids=["listed", "not listed"])
@pytest.mark.parametrize("told", [True, False], ids=["told", "event lost"])
async def test_one_notice_however_a_deactivation_is_found_out(
    due: Campfire, told: bool, stays_listed: bool
) -> None:
    await due.slack.deactivate("Brian", notify=told, stays_listed=stays_listed)
    await due.wait_until("2027-01-19 22:00")  # two check-ins, and a digest each working day
    assert notices(due.maya) == ["11 Jan I can't reach someone in Social media 2027."]
    assert "has left this workspace" in due.maya.sees("@Oncourse")


@pytest.mark.parametrize("told", [True, False], ids=["told", "event lost"])
async def test_no_second_notice_where_somebody_leaves_the_channel_and_then_the_workspace(
    due: Campfire, told: bool
) -> None:
    await due.slack.leave("Brian", "#social", notify=told)
    await due.wait_until("2027-01-12 22:00")
    await due.slack.deactivate("Brian", notify=told)
    await due.wait_until("2027-01-19 22:00")
    assert notices(due.maya) == ["11 Jan I can't reach someone in Social media 2027."]


CLOSED = ("messages_tab_disabled", "cannot_dm_bot", "restricted_action", "user_not_visible", "is_archived")


@pytest.mark.parametrize("first", CLOSED)
async def test_one_notice_whatever_keeps_direct_messages_from_somebody(due: Campfire, first: str) -> None:
    second = CLOSED[(CLOSED.index(first) + 1) % len(CLOSED)]
    due.slack.faults.close_dms(due.brian.id, first)
    await due.wait_until("2027-01-12 22:00")
    due.slack.faults.close_dms(due.brian.id, second)
    await due.wait_until("2027-01-19 22:00")
    assert notices(due.maya) == ["11 Jan I can't reach someone in Social media 2027."]


async def test_somebody_who_closed_their_direct_messages_and_is_gone_later_is_news(due: Campfire) -> None:
    due.slack.faults.close_dms(due.brian.id)
    await due.wait_until("2027-01-12 22:00")
    await due.slack.deactivate("Brian")
    await due.wait_until("2027-01-19 22:00")
    assert [notice[:6] for notice in notices(due.maya)] == ["11 Jan", "13 Jan"]


async def test_another_notice_after_direct_messages_were_open_for_a_while(due: Campfire) -> None:
    due.slack.faults.close_dms(due.brian.id)
    await due.wait_until("2027-01-12 22:00")
    due.slack.faults.open_dms(due.brian.id)
    await due.wait_until("2027-01-14 22:00")
    due.slack.faults.close_dms(due.brian.id)
    await due.wait_until("2027-01-18 22:00")
    assert [notice[:6] for notice in notices(due.maya)] == ["11 Jan", "15 Jan"]


async def test_another_notice_after_somebody_was_reactivated(due: Campfire) -> None:
    await due.slack.deactivate("Brian")
    await due.wait_until("2027-01-12 22:00")
    await due.slack.change("Brian", deleted=False)
    await due.slack.deactivate("Brian")
    await due.wait_until("2027-01-13 22:00")
    assert [notice[:6] for notice in notices(due.maya)] == ["11 Jan", "13 Jan"]


async def test_another_notice_after_somebody_was_back_for_a_message_though_no_event_told_of_it(
    due: Campfire,
) -> None:
    await due.slack.deactivate("Brian", notify=False, stays_listed=True)
    await due.wait_until("2027-01-12 22:00")
    await due.slack.change("Brian", deleted=False, notify=False)
    await due.wait_until("2027-01-14 22:00")
    await due.slack.deactivate("Brian", notify=False, stays_listed=True)
    await due.wait_until("2027-01-18 22:00")
    assert [notice[:6] for notice in notices(due.maya)] == ["11 Jan", "15 Jan"]


async def test_another_notice_after_somebody_was_in_the_channel_again(due: Campfire) -> None:
    await due.slack.leave("Brian", "#social")
    await due.wait_until("2027-01-12 22:00")
    await due.slack.join("Brian", "#social")
    await due.slack.leave("Brian", "#social")
    await due.wait_until("2027-01-13 22:00")
    assert [notice[:6] for notice in notices(due.maya)] == ["11 Jan", "13 Jan"]


async def test_one_notice_names_all_the_plans_of_its_reader(due: Campfire) -> None:
    await due.slack.invite_bot("#launches")
    await due.slack.join("Brian", "#launches")
    await due.start_plan(channel="#launches")
    await due.maya.command("/plan settings", "#launches")
    await due.maya.fill("Name", "Launches 2027")
    await due.maya.submit()
    await due.maya.command("/goal add Launch well", "#launches")
    await due.maya.choose("Which company goal does it help?", "Ship 3 major new product features")
    await due.maya.submit()
    await due.maya.command("/tactic add Call the press @brian by 15 January", "#launches")
    await due.maya.submit()
    await due.slack.deactivate("Brian", notify=False)
    await due.wait_until("2027-01-19 22:00")
    (notice,) = notices(due.maya)
    assert "Launches 2027" in notice
    assert "Social media 2027" in notice
