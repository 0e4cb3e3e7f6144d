"""People who travel, and clocks that jump: everybody gets one digest a day, neither two nor none."""

from datetime import timedelta

from tests.stories.begun import begun
from tests.stories.reminded import digests, plan_with_a_goal, rate
from tests.stories.stage import Campfire


@begun
async def overdue(campfire: Campfire) -> None:
    """Brian owns what is due on Monday 11 January and will not be done, so he hears of it every day."""
    await plan_with_a_goal(campfire)
    await campfire.add_tactic("Buy a map @brian by 11 January")
    await rate(campfire.brian, "Buy a map")


async def test_brian_flies_west_before_his_hour(overdue: Campfire) -> None:
    await overdue.wait_until("2027-01-12 13:00")
    await overdue.slack.change("Brian", tz="America/Los_Angeles")
    await overdue.wait_until("2027-01-13 22:00")
    assert digests(overdue.brian)[2:] == [
        "Tue 12 Jan 09:00 1 overdue",
        "Wed 13 Jan 09:00 1 overdue",
    ]


async def test_brian_flies_west_after_his_hour(overdue: Campfire) -> None:
    await overdue.wait_until("2027-01-12 14:30")
    await overdue.slack.change("Brian", tz="America/Los_Angeles")
    await overdue.wait_until("2027-01-13 22:00")
    assert digests(overdue.brian)[2:] == [
        "Tue 12 Jan 06:00 1 overdue",
        "Wed 13 Jan 09:00 1 overdue",
    ]


async def test_brian_flies_east_before_his_hour_that_has_passed_where_he_lands(overdue: Campfire) -> None:
    await overdue.wait_until("2027-01-12 13:00")
    await overdue.slack.change("Brian", tz="Europe/Riga")
    await overdue.wait_until("2027-01-13 22:00")
    assert digests(overdue.brian)[2:] == [
        "Tue 12 Jan 15:00 1 overdue",
        "Wed 13 Jan 09:00 1 overdue",
    ]


async def test_brian_flies_east_after_his_hour(overdue: Campfire) -> None:
    await overdue.wait_until("2027-01-12 14:30")
    await overdue.slack.change("Brian", tz="Asia/Dubai")
    await overdue.wait_until("2027-01-13 22:00")
    assert digests(overdue.brian)[2:] == [
        "Tue 12 Jan 18:00 1 overdue, 1 check-in to answer",
        "Wed 13 Jan 09:00 1 overdue",
    ]


async def test_brian_crosses_the_date_line_there_and_back(overdue: Campfire) -> None:
    await overdue.wait_until("2027-01-12 14:30")
    await overdue.slack.change("Brian", tz="Pacific/Auckland")
    await overdue.wait_until("2027-01-13 06:00")  # he has had Wednesday's digest in Auckland
    await overdue.slack.change("Brian", tz="America/Los_Angeles")
    await overdue.wait_until("2027-01-14 22:00")
    assert digests(overdue.brian)[2:] == [
        "Tue 12 Jan 06:00 1 overdue, 1 check-in to answer",
        "Tue 12 Jan 12:00 1 overdue",
        "Thu 14 Jan 09:00 1 overdue",
    ]


async def test_the_clocks_go_forward_and_brian_is_reminded_at_nine_all_the_same(campfire: Campfire) -> None:
    await plan_with_a_goal(campfire)
    await campfire.add_tactic("Buy a map @brian by 11 March")
    await rate(campfire.brian, "Buy a map")
    await campfire.wait_until("2027-03-15 22:00")
    assert digests(campfire.brian)[-4:] == [
        "Wed 10 Mar 09:00 1 due tomorrow",
        "Thu 11 Mar 09:00 1 due today",
        "Fri 12 Mar 09:00 1 overdue",
        "Mon 15 Mar 09:00 1 overdue, 1 check-in to answer",
    ]


async def test_after_days_in_which_the_bot_was_off_everybody_gets_one_digest(overdue: Campfire) -> None:
    await overdue.wait_until("2027-01-11 22:00")
    overdue.hush()

    await overdue.slack.clock.jump(timedelta(days=3))
    assert digests(overdue.brian)[2:] == [
        "Thu 14 Jan 17:00 1 overdue",
    ]
    assert [person for person in overdue.everybody if digests(person)] == [overdue.brian]


async def test_a_bot_that_wakes_in_the_night_waits_for_the_morning(overdue: Campfire) -> None:
    await overdue.wait_until("2027-01-11 22:00")
    await overdue.slack.clock.jump(timedelta(days=2, hours=9))
    assert digests(overdue.brian)[2:] == []
    await overdue.wait_until("2027-01-14 15:00")
    assert digests(overdue.brian)[2:] == ["Thu 14 Jan 09:00 1 overdue"]


async def test_a_check_in_missed_by_hours_is_held_late(overdue: Campfire) -> None:
    await overdue.wait_until("2027-01-10 12:00")
    overdue.hush()
    await overdue.slack.clock.jump(timedelta(days=1))
    assert "Are we on course?" in overdue.maya.news()


async def test_a_check_in_missed_by_days_is_not_held(overdue: Campfire) -> None:
    await overdue.wait_until("2027-01-10 12:00")
    overdue.hush()
    await overdue.slack.clock.jump(timedelta(days=3))
    assert overdue.maya.news() == ""
