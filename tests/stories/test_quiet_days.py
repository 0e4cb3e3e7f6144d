"""Days on which a person is left in peace, and the hour that they choose to be reminded at."""

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.reminded import digests, rate
from tests.stories.stage import Campfire, errors, screen

planned = begun(a_plan, a_goal)


async def settle_reminders(campfire: Campfire, name: str, answers: dict[str, object]) -> None:
    """A person chooses how to be reminded, from the first message that they got."""
    person = campfire.slack.person(name)
    await person.click("Settings", "@Oncourse", nth=1)
    await person.fill_in(answers)
    await person.submit()
    assert person.modal is None, person.form()


async def test_what_falls_on_a_weekend_is_said_before_it_and_after(planned: Campfire) -> None:
    await planned.add_tactic("Buy a map @brian by 9 January")
    await planned.add_tactic("Book a room @brian by 10 January")
    await rate(planned.brian, "Buy a map")
    await rate(planned.brian, "Book a room")

    await planned.wait_until("2027-01-11 22:00")
    assert digests(planned.brian) == [
        "Mon 04 Jan 09:00 2 new tactics",
        "Fri 08 Jan 09:00 1 due tomorrow, 1 due soon",
        "Mon 11 Jan 09:00 2 overdue, 1 check-in to answer",
    ]


async def test_each_keeps_the_holidays_of_where_they_live(planned: Campfire) -> None:
    # Martin Luther King's day is Monday 18 January, in America alone.
    await planned.add_tactic("Buy a map @brian @maya by 18 January")
    await rate(planned.brian, "Buy a map")
    await rate(planned.maya, "Buy a map")

    await planned.wait_until("2027-01-19 22:00")
    assert digests(planned.maya) == [
        "Mon 11 Jan 09:00 1 due soon, 1 check-in to answer",
        "Tue 12 Jan 09:00 Nothing left to do today",
        "Mon 18 Jan 09:00 1 due today, 1 check-in to answer",
        "Tue 19 Jan 09:00 1 overdue, 1 check-in to answer",
    ]
    assert digests(planned.brian) == [
        "Mon 04 Jan 09:00 1 new tactic",
        "Mon 11 Jan 09:00 1 due soon, 1 check-in to answer",
        "Tue 12 Jan 09:00 Nothing left to do today",
        "Fri 15 Jan 09:00 1 due soon",
        "Tue 19 Jan 09:00 1 overdue, 1 check-in to answer",
    ]


async def test_brian_lives_in_america_and_keeps_the_holidays_of_latvia(planned: Campfire) -> None:
    await planned.add_tactic("Buy a map @brian by 18 January")
    await planned.wait_until("2027-01-04 14:00")
    await settle_reminders(planned, "Brian", {"Public holidays of": "lv"})
    await rate(planned.brian, "Buy a map")

    await planned.wait_until("2027-01-19 22:00")
    assert digests(planned.brian) == [
        "Mon 04 Jan 09:00 1 new tactic",
        "Mon 11 Jan 09:00 1 due soon, 1 check-in to answer",
        "Tue 12 Jan 09:00 Nothing left to do today",
        "Mon 18 Jan 09:00 1 due today, 1 check-in to answer",
        "Tue 19 Jan 09:00 1 overdue, 1 check-in to answer",
    ]


async def test_brian_says_when_he_is_away(planned: Campfire) -> None:
    await planned.add_tactic("Buy a map @brian by 12 January")
    await planned.wait_until("2027-01-04 14:00")
    planned.hush()

    await settle_reminders(planned, "Brian", {"Away from": "2027-01-05", "Last day away": "2027-01-12"})
    assert planned.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (only visible to you)
        Saved. Your daily message comes at 09:00 in your time zone (America/New_York). You work from 09:00 to
            18:00.
            Nothing from Tuesday 5 January 2027 to Tuesday 12 January 2027.
        """)
    await planned.wait_until("2027-01-14 22:00")
    assert digests(planned.brian) == [
        "Mon 04 Jan 09:00 1 new tactic",
        "Wed 13 Jan 09:00 1 overdue",
        "Thu 14 Jan 09:00 1 overdue",
    ]


async def test_noors_status_says_that_she_is_away_until_it_does_not(planned: Campfire) -> None:
    await planned.add_tactic("Buy a map @noor by 12 January")
    await planned.wait_until("2027-01-08 22:00")
    assert digests(planned.noor) == []

    await planned.slack.change("Noor", status="", status_emoji="")
    await planned.wait_until("2027-01-12 22:00")
    assert digests(planned.noor) == [
        "Mon 11 Jan 09:00 1 new tactic, 1 due tomorrow",
        "Tue 12 Jan 09:00 1 due today, 1 check-in to answer",
    ]


async def test_brians_status_is_cleared_by_slack_at_its_hour(planned: Campfire) -> None:
    await planned.add_tactic("Buy a map @brian by 12 January")
    # Until Wednesday 13 January, midnight in New York.
    await planned.slack.change("Brian", status="Vacationing", status_expiration=1_799_816_400)

    await planned.wait_until("2027-01-14 22:00")
    assert digests(planned.brian) == [
        "Wed 13 Jan 09:00 1 new tactic, 1 overdue",
        "Thu 14 Jan 09:00 1 overdue",
    ]


async def test_brian_is_reminded_at_his_own_hour(planned: Campfire) -> None:
    await planned.add_tactic("Buy a map @brian by 11 January")
    await planned.wait_until("2027-01-04 14:00")
    await rate(planned.brian, "Buy a map")
    await settle_reminders(
        planned, "Brian", {"Daily message at": "16:00", "Show what's due": ["3 days before", "on the day"]}
    )

    await planned.wait_until("2027-01-11 22:00")
    assert digests(planned.brian) == [
        "Mon 04 Jan 09:00 1 new tactic, 1 due soon",
        "Fri 08 Jan 16:00 1 due soon",
        "Mon 11 Jan 16:00 1 due today, 1 check-in to answer",
    ]


async def test_brian_is_told_what_his_settings_cannot_mean(planned: Campfire) -> None:
    await planned.add_tactic("Buy a map @brian by 11 January")
    await planned.wait_until("2027-01-04 14:00")

    await planned.brian.click("Settings", "@Oncourse")
    await planned.brian.fill_in(
        {"Away from": "2027-02-05", "Last day away": "2027-02-01", "Public holidays of": "Latvia"}
    )
    await planned.brian.submit()
    assert errors(planned.brian.form()) == {
        "Last day away": "You are back before you leave. Choose the same day or a later one."
    }

    await planned.brian.fill("Last day away", "2027-02-08")
    await planned.brian.submit()
    assert errors(planned.brian.form()) == {
        "Public holidays of": "I don't know the country “Latvia”. Write its two letters, such as LV or US."
    }
