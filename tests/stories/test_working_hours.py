"""Working hours, regions and absences: what people set, and what it spares them."""

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.home_stage import HOME
from tests.stories.reminded import rate
from tests.stories.stage import Campfire, errors

planned = begun(a_plan, a_goal)


async def open_settings(campfire: Campfire, name: str) -> None:
    """A person opens their settings from their Home."""
    person = campfire.slack.person(name)
    await person.open_home()
    await person.click("Change settings", HOME)


async def be_away(campfire: Campfire, name: str, first: str, last: str) -> None:
    """A person says that they are away."""
    person = campfire.slack.person(name)
    await open_settings(campfire, name)
    await person.fill_in({"Away from": first, "Last day away": last})
    await person.submit()
    assert person.modal is None, person.form()


async def test_brian_sets_his_hours_and_his_region(planned: Campfire) -> None:
    await open_settings(planned, "Brian")
    await planned.brian.fill_in({"Work starts at": "08:00", "Work ends at": "16:00", "Region": "california"})
    await planned.brian.submit()
    home = planned.brian.home()
    assert "*Working hours* 08:00 to 16:00\n" in home
    assert "*Public holidays* of US (California), from your time zone" in home


async def test_brian_is_told_what_his_hours_and_region_cannot_be(planned: Campfire) -> None:
    await open_settings(planned, "Brian")
    await planned.brian.fill_in({"Work starts at": "16:00", "Work ends at": "08:00", "Region": "Bavaria"})
    await planned.brian.submit()
    assert errors(planned.brian.form()) == {
        "Work ends at": "Your working day ends before it starts. Choose a later hour."
    }
    await planned.brian.fill_in({"Work ends at": "24:00"})
    await planned.brian.submit()
    assert errors(planned.brian.form()) == {
        "Region": "I don't know the region “Bavaria” of US. Write it like AK or Alaska."
    }
    await planned.brian.fill_in({"Public holidays of": "LV"})
    await planned.brian.submit()
    assert errors(planned.brian.form()) == {
        "Region": "I know no regional holidays in LV. Leave this empty, or change the country."
    }
    await planned.brian.fill_in({"Public holidays of": "DE", "Region": "bayern"})
    await planned.brian.submit()
    assert planned.brian.modal is None


async def test_who_assigns_to_somebody_away_is_told_until_when(planned: Campfire) -> None:
    await be_away(planned, "Brian", "2027-01-04", "2027-01-08")
    await planned.maya.command("/tactic add List 100 influencers @brian @noor by 1 February", "#social")
    warning = "⚠ @Brian is away until Monday 11 January 2027.\n⚠ @Noor is away.\n"
    assert warning in planned.maya.form()
    await planned.maya.submit()
    assert warning in planned.maya.news()

    await planned.maya.command("/tactic assign 1 @hailey", "#social")
    assert warning in planned.maya.form()
    await planned.maya.submit()
    assert warning in planned.maya.news()

    await planned.hailey.command("/tactic show 1", "#social")
    await planned.hailey.click("Hand over", "#social")
    await planned.hailey.fill_in({"New owner": "@Maya"})
    await planned.hailey.submit()
    assert warning in planned.hailey.news()


async def test_a_rating_does_not_wait_for_who_is_away_until_it_ends(planned: Campfire) -> None:
    await be_away(planned, "Brian", "2027-01-04", "2027-01-08")
    planned.hush()
    await planned.add_tactic("Buy a map @maya @brian @noor by 1 February")
    assert planned.brian.news() == planned.noor.news() == ""
    await rate(planned.maya, "Buy a map")
    assert "*Ratings* 1 Quick wins: value 5, complexity 2, 1 rating." in planned.maya.news()


async def test_a_rating_waits_for_a_whole_day_of_a_new_owner(planned: Campfire) -> None:
    await planned.add_tactic("Buy a map @maya by 1 February")
    await planned.wait_until("2027-01-06 20:00")
    await planned.maya.command("/tactic assign 1 @hailey", "#social")
    await planned.maya.submit()
    # Hailey's first whole day in Los Angeles ends when it is Friday in Riga.
    assert "or on Friday 8 January 2027." in planned.maya.news()


async def test_who_is_away_for_all_of_a_check_in_is_shown_as_away_and_not_as_silent(
    planned: Campfire,
) -> None:
    await planned.add_tactic("Buy a map @maya by 1 February")
    await planned.add_tactic("Book a room @brian by 1 February")
    await planned.add_tactic("Call the press @noor by 1 February")
    await planned.wait_until("2027-01-08 14:00")
    await be_away(planned, "Brian", "2027-01-11", "2027-01-15")
    planned.hush()

    await planned.wait_until("2027-01-11 22:00")
    assert "· Brian is away until Tuesday 19 January 2027.\nNoor is away.\n" in planned.theo.news()
    assert all("@Oncourse" not in person.news() for person in (planned.brian, planned.noor))
    await planned.wait_until("2027-01-13 07:00")
    said = "*No update from* @Maya\n· Brian is away until Tuesday 19 January 2027.\nNoor is away.\n"
    assert said in planned.theo.news()
    assert all("@Oncourse" not in person.news() for person in (planned.brian, planned.noor))


async def test_a_check_in_closes_when_everyone_asked_had_a_whole_day(planned: Campfire) -> None:
    await planned.add_tactic("Buy a map @brian by 1 February")
    await planned.maya.command("/checkin settings", "#social")
    await planned.maya.fill_in({"Check-in on": "Friday", "Check-in at": "18:00"})
    await planned.maya.submit()
    # It opens within Brian's Friday; Monday 18 January is Martin Luther King's day, in America alone.
    await planned.wait_until("2027-01-15 22:00")
    assert "Closes Wednesday, January 20th, 2027 at 6:00 PM · " in planned.maya.news()


async def test_a_notice_waits_for_the_hours_of_who_gets_it(planned: Campfire) -> None:
    await planned.add_tactic("Buy a map @hailey by 14 January")
    await rate(planned.hailey, "Buy a map")
    await planned.wait_until("2027-01-13 12:00")
    await planned.slack.deactivate("Hailey")
    await planned.wait_until("2027-01-14 06:59")  # Hailey's daily message was due at 19:00 in Riga
    assert "has left this workspace" not in planned.maya.news()
    await planned.wait_until("2027-01-14 07:00")
    assert "⚠ @Hailey has left this workspace" in planned.maya.news()
