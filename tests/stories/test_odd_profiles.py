"""People with odd profiles in Slack: what can be read counts, and everyone else is served as usual."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from sandbox import HOME, OMITTED, Person
from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.reminded import digests
from tests.stories.stage import Campfire

DUE_DAY = "Wed 06 Jan "
STATUS = {"display_name": "Brian", "status_text": "", "status_emoji": ""}
# In UTC, their daily message comes at 09:00 UTC, else at 09:00 in New York.
IN_UTC: dict[str, Mapping[str, Any]] = {
    "a zone newer than this machine": {"tz": "America/Coyhaique_Nuevo"},
    "no zone": {"tz": OMITTED},
    "null": {"tz": None},
    "empty": {"tz": ""},
    "blank": {"tz": "  "},
    "nonsense": {"tz": "(GMT+25:00) <!channel> *Nowhere*"},
    "a path upwards": {"tz": "../etc/passwd"},
    "an absolute path": {"tz": "/etc/localtime"},
    "a folder": {"tz": "America"},
    "a file of no zone": {"tz": "tzdata.zi"},
    "thousands of characters": {"tz": "Europe/" + "Riga" * 5000},
    "a null character": {"tz": "Europe/\0Riga"},
    "half a character": {"tz": "Europe/\ud800"},
    "a number": {"tz": 7200},
    "a list": {"tz": ["Europe/Riga"]},
    "an object": {"tz": {"name": "Europe/Riga"}},
}
IN_NEW_YORK: dict[str, Mapping[str, Any]] = {
    "no locale": {"locale": OMITTED},
    "an odd locale": {"locale": "-" * 5000},
    "a locale that is a number": {"locale": 7},
    "no profile": {"profile": OMITTED},
    "null for a profile": {"profile": None},
    "a list for a profile": {"profile": ["Brian"]},
    "an empty profile": {"profile": {}},
    "names of blanks": {"name": " ", "real_name": "\t", "profile": {"display_name": " \n"}},
    "names that are none": {"name": None, "real_name": 5, "profile": {"display_name": ["Brian"]}},
    "a name of thousands of characters": {"profile": {"display_name": "Brian" * 5000}},
    "an expired status": {"profile": {**STATUS, "status_expiration": -1}},
    "a status without end": {"profile": {**STATUS, "status_expiration": 10**20}},
    "a status that ends in words": {"profile": {**STATUS, "status_expiration": "tomorrow"}},
    "a status that ends in a list": {"profile": {**STATUS, "status_expiration": [0]}},
    "a status of numbers": {"profile": {"status_text": 5, "status_emoji": {}, "status_expiration": True}},
    "null for flags": {"deleted": None, "is_bot": None, "is_restricted": None, "is_stranger": None},
    "no team": {"team_id": OMITTED},
    "an odd team": {"team_id": 5, "enterprise_user": "E1"},
    "odd enterprise fields": {"enterprise_user": {"teams": 5}},
}
ODD = {**IN_UTC, **IN_NEW_YORK}


async def both_own(campfire: Campfire) -> None:
    """Brian and Hailey each have a tactic that is due on 6 January."""
    await campfire.add_tactic("List 100 influencers @brian by 6 January")
    await campfire.add_tactic("Call the press @hailey by 6 January")
    campfire.hush()


def due_day(person: Person) -> str:
    """The hour of the daily message that comes on the day it is due, by the person's own clock."""
    (hour,) = [
        line[len(DUE_DAY) :][:5]
        for line in digests(person)
        if line.startswith(DUE_DAY) and "1 due today" in line
    ]
    return hour


begun_by_both = begun(a_plan, a_goal, both_own)


@pytest.mark.parametrize("odd", ODD)
async def test_an_odd_person_is_reminded_and_so_is_everyone_else(begun_by_both: Campfire, odd: str) -> None:
    campfire = begun_by_both
    await campfire.slack.change("Brian", api_overrides=ODD[odd])

    await campfire.brian.command("/tactic list mine", "#social")
    assert "1. List 100 influencers" in campfire.brian.news()
    await campfire.brian.open_home()
    assert "1. List 100 influencers" in campfire.brian.home()
    await campfire.brian.command("/plan upcoming", "#social")
    assert "daily message to @Brian: List 100 influencers" in campfire.brian.news()
    await campfire.maya.command("/plan upcoming", "#social")
    assert "daily message to @Hailey: Call the press" in campfire.maya.news()
    await campfire.wait_until("2027-01-06 20:00")

    assert due_day(campfire.brian) == ("04:00" if odd in IN_UTC else "09:00")  # where Brian is
    assert due_day(campfire.hailey) == "09:00"
    await campfire.brian.click("Change settings", HOME)
    assert ("In UTC, as" in campfire.brian.form()) == (odd in IN_UTC)


async def test_whom_slack_describes_oddly_from_the_first_is_known(begun_by_both: Campfire) -> None:
    """Fetched from Slack, not sent in an event, as everyone is after a day without an event."""
    campfire = begun_by_both
    for person, odd in zip(campfire.everybody, ODD, strict=False):
        user = campfire.slack.workspace.users[person.id]
        campfire.slack.workspace.change_user(replace(user, api_overrides=ODD[odd]))
    await campfire.wait_until("2027-01-06 07:00")
    await campfire.maya.command("/plan upcoming", "#social")
    assert "daily message to @Hailey: Call the press" in campfire.maya.news()
