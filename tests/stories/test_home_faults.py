"""Slack fails while a Home is published: it is tried again, and nothing of it is lost."""

import asyncio

import pytest

from sandbox import Fault
from tests.stories.begun import begun
from tests.stories.home_stage import HOME, a_busy_monday
from tests.stories.stage import Campfire

FAULTS = [
    pytest.param(Fault.rate_limited(retry_after=30), id="429"),
    pytest.param(Fault.server_error(), id="500"),
    pytest.param(Fault.server_error(stored=True), id="500, stored"),
    pytest.param(Fault.timeout(), id="timeout"),
    pytest.param(Fault.timeout(stored=True), id="timeout, stored"),
    pytest.param(Fault.dropped(), id="dropped"),
    pytest.param(Fault.refused("fatal_error"), id="fatal_error"),
]


busy = begun(a_busy_monday)


pytestmark = pytest.mark.usefixtures("impatient")


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_home_that_was_not_drawn_is_drawn_a_little_later(busy: Campfire, fault: Fault) -> None:
    busy.slack.faults.next("views.publish", fault)
    await busy.maya.command("/tactic done 1", "#social")
    await busy.wait_until("2027-01-11 14:02")
    assert "Send 100 emails" not in busy.brian.home()


@pytest.mark.parametrize("fault", FAULTS)
async def test_the_first_home_comes_all_the_same(campfire: Campfire, fault: Fault) -> None:
    campfire.slack.faults.next("views.publish", fault)
    await campfire.maya.open_home()
    await campfire.wait_until("2027-01-04 07:02")
    assert campfire.maya.home().startswith("# Welcome to Oncourse\n")


async def test_while_slack_asks_to_wait_nothing_is_published_and_then_all_at_once(busy: Campfire) -> None:
    busy.slack.faults.next("views.publish", Fault.rate_limited(retry_after=60))
    await busy.maya.command("/tactic done 1", "#social")
    tried = publishings(busy)
    await busy.maya.command("/tactic done 2", "#social")
    await busy.maya.open_home()
    assert publishings(busy) == tried

    await busy.wait_until("2027-01-11 14:02")
    assert publishings(busy) == tried + 2
    assert "# Your tactics (1)" in busy.brian.home()
    assert busy.maya.home() != ""


async def test_who_belongs_where_cannot_be_asked(campfire: Campfire) -> None:
    campfire.slack.faults.next("users.conversations", *[Fault.server_error()] * 4)
    await campfire.maya.open_home()
    assert campfire.maya.home() == ""
    await campfire.wait_until("2027-01-04 07:05")
    assert campfire.maya.home().startswith("# Welcome to Oncourse\n")


async def test_what_slack_refuses_for_good_bothers_nobody_and_the_next_change_tries_anew(
    busy: Campfire,
) -> None:
    await busy.wait_until("2027-01-11 14:05")  # he was told of his new tactic
    busy.slack.faults.next("views.publish", Fault.refused("not_enabled"))
    await busy.maya.command("/tactic done 1", "#social")
    busy.hush()
    await busy.wait_until("2027-01-11 14:30")
    busy.nobody_else_hears()
    assert "Send 100 emails" in busy.brian.home()

    await busy.maya.command("/tactic done 2", "#social")
    assert "# Your tactics (1)" in busy.brian.home()


async def test_a_hundred_people_open_theirs_at_once(campfire: Campfire) -> None:
    await campfire.start_plan()
    crowd = [campfire.slack.add_person(f"Person{number}") for number in range(100)]
    for person in crowd:
        campfire.slack.workspace.add_member(campfire.slack.workspace.find_channel("#social"), person.id)
    campfire.slack.faults.next("views.publish", *[Fault.rate_limited(retry_after=5)] * 20)
    await asyncio.gather(*(person.open_home() for person in crowd))
    await campfire.wait_until("2027-01-04 07:10")
    assert all("*Social media 2027* in #social" in person.home() for person in crowd)


async def test_a_note_survives_a_fault(busy: Campfire) -> None:
    busy.slack.faults.next("views.publish", *[Fault.dropped()] * 2)
    await busy.brian.click("Done", HOME, beside="Buy a map", nth=1)
    await busy.wait_until("2027-01-11 14:05")
    assert busy.brian.home().startswith("Done. Nice work. 2. Buy a map\n# Today and overdue\n")


def publishings(campfire: Campfire) -> int:
    """How often a Home was published, or tried to be."""
    return sum(call.method == "views.publish" for call in campfire.slack.traffic)
