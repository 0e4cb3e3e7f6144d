"""`/plan export`: the plan as files, in the direct messages of whoever asked."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.manifest import manifest
from sandbox import Fault
from tests.stories.begun import a_year, begun
from tests.stories.stage import Campfire, raised, screen

FAULTS = [
    pytest.param(Fault.server_error(), id="500"),
    pytest.param(Fault.rate_limited(30), id="429"),
    pytest.param(Fault.dropped(), id="dropped"),
    pytest.param(Fault.refused("file_uploads_disabled"), id="refused"),
]
GIVEN = screen("""
    #social
    Oncourse 02:00 (only visible to you)
    The files of Social media 2027 are in our direct messages.

    @Oncourse
    Oncourse 02:00
    The files of *Social media 2027*: CSV for a spreadsheet, Markdown to read, ICS for a calendar,
        JSON to keep everything. Only you can see them.
    (file: social-media-2027.csv)
    (file: social-media-2027.md)
    (file: social-media-2027.ics)
    (file: social-media-2027.json)
    """)


lived = begun(a_year)


def written(campfire: Campfire, name: str) -> str:
    """The text of the file of that name."""
    (content,) = (
        file.content for file in campfire.slack.workspace.files.values() if file.name.endswith(name)
    )
    return content.decode()


def not_given(news: str) -> str:
    """What is said of a failure, without its reference."""
    said, _, reference = news.rpartition(" ")
    assert len(reference) == len("01234567.")
    return said


async def test_the_files_come_to_whoever_asked_and_to_nobody_else(lived: Campfire) -> None:
    await lived.brian.command("/plan export", "#social")
    assert lived.brian.news() == GIVEN
    lived.nobody_else_hears()


async def test_what_the_files_say(lived: Campfire) -> None:
    await lived.brian.command("/plan export", "#social")
    assert written(lived, ".csv").split("\r\n") == [
        '\ufeff"Company goal","Goal","Number","Tactic","State","Owners","ETA","Rhythm","Value","Complexity",'
        '"Section","Notes"',
        '"Expand into a new market segment","Build relationships with influencers","1","Buy a map","done",'
        '"Maya","2027-01-11","","","","",""',
        '"Expand into a new market segment","Build relationships with influencers","2",'
        '"List 100 influencers","planned","Brian","2027-02-01","","","","",""',
        '"Expand into a new market segment","Build relationships with influencers","3","Write a report",'
        '"planned","Hailey","","the last Friday of every month","","","",""',
        "",
    ]
    assert (
        written(lived, ".md")
        == screen("""
        # Social media 2027

        1 January 2027 to 31 December 2027, open. Plan owners: Maya. As of Monday 4 January 2027.

        ## Expand into a new market segment

        ### Goal 1: Build relationships with influencers

        - Metric: replies to 50, no reading yet

        #### 1. Buy a map

        - State: done
        - Owner: Maya
        - ETA: 11 January 2027

        #### 2. List 100 influencers

        - State: planned
        - Owner: Brian
        - ETA: 1 February 2027
        - Section: not rated yet

        #### 3. Write a report

        - State: planned
        - Owner: Hailey
        - Repeats on the last Friday of every month
        - Next due: Friday 29 January 2027
        - Section: not rated yet

        ## Ship 3 major new product features

        ### Goal 2: Raise awareness of the new features

        No tactics yet.

        ## Improve the NPS score among our MVU customers

        No goals yet.
        """)
        + "\n"
    )
    calendar = written(lived, ".ics").split("\r\n")
    assert [line for line in calendar if line.startswith(("SUMMARY", "DTSTART", "RRULE"))] == [
        "DTSTART;VALUE=DATE:20270201",
        "SUMMARY:List 100 influencers",
        "DTSTART;VALUE=DATE:20270129",
        "RRULE:FREQ=MONTHLY;INTERVAL=1;BYDAY=-1FR;UNTIL=20271231",
        "SUMMARY:Write a report",
    ]
    told = json.loads(written(lived, ".json"))
    (tables,) = told["workspaces"].values()
    assert [row["title"] for row in sorted(tables["tactics"], key=lambda row: row["number"])] == [
        "Buy a map",
        "List 100 influencers",
        "Write a report",
    ]


async def test_ratings_that_are_blind_stay_so(lived: Campfire) -> None:
    await lived.hailey.command("/tactic rate 2", "#social")
    await lived.hailey.choose("Value", "5")
    await lived.hailey.choose("Complexity", "2")
    await lived.hailey.fill("Why?", "I know them all")
    await lived.hailey.submit()
    await lived.brian.command("/plan export", "#social")
    assert "I know them all" not in written(lived, ".json")
    assert '"ratings"' not in written(lived, ".json")


async def test_revealed_ratings_are_in_the_files(lived: Campfire) -> None:
    await lived.brian.command("/tactic rate 2", "#social")
    await lived.brian.choose("Value", "5")
    await lived.brian.choose("Complexity", "2")
    await lived.brian.fill("Why?", "I know them all")
    await lived.brian.submit()
    await lived.hailey.command("/plan export", "#social")
    assert "I know them all" in written(lived, ".json")
    assert '"5","2","1 Quick wins"' in written(lived, ".csv")


async def test_another_plan_and_another_workspace_stay_out(lived: Campfire) -> None:
    await lived.close_plan()
    await lived.maya.command("/plan next", "#social")
    await lived.maya.submit()
    await lived.add_goal("Be on every stage", "Ship 3 major new product features")
    await lived.hailey.command("/plan export", "#social")
    (tables,) = json.loads(written(lived, ".json"))["workspaces"].values()
    (plan,) = tables["plans"]
    assert {row["plan"] for name in ("goals", "tactics", "history") for row in tables[name]} == {plan["id"]}


async def test_a_closed_plan_can_be_kept_too(lived: Campfire) -> None:
    await lived.close_plan()
    lived.hush()
    await lived.brian.command("/plan export", "#social")
    assert lived.brian.news() == GIVEN
    assert "closed on 4 January 2027" in written(lived, ".md")
    assert "BEGIN:VEVENT" not in written(lived, ".ics")


async def test_a_channel_without_a_plan_has_no_files(campfire: Campfire) -> None:
    await campfire.brian.command("/plan export", "#social")
    assert "This channel has no plan yet." in campfire.brian.news()


async def test_a_guest_who_is_in_the_channel_may_read_it_and_so_keep_it(lived: Campfire) -> None:
    await lived.theo.command("/plan export", "#social")
    assert "(file: social-media-2027.json)" in lived.theo.news()
    lived.nobody_else_hears()


async def test_a_plan_is_kept_only_from_within_its_channel(lived: Campfire) -> None:
    await lived.maya.command("/plan export", "#general")
    assert "(file: " not in lived.maya.news()
    assert lived.slack.workspace.files == {}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(
    "step",
    ["conversations.open", "files.getUploadURLExternal", "upload", "files.completeUploadExternal"],
)
async def test_a_failure_is_told_with_a_reference_and_the_next_try_gives_all(
    lived: Campfire, step: str, fault: Fault
) -> None:
    lived.slack.faults.rule = lambda method, _arguments: fault if method == step else None
    await lived.brian.command("/plan export", "#social")
    assert not_given(lived.brian.news()) == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Slack didn't take the files. If they aren't in our direct messages, please try again in a moment. If
            it happens again, give your admin this code:
        """)
    lived.slack.faults.rule = None
    await lived.brian.command("/plan export", "#social")
    assert lived.brian.news() == GIVEN
    lived.nobody_else_hears()


async def test_closed_direct_messages_are_told(lived: Campfire) -> None:
    lived.slack.faults.close_dms(lived.brian.id)
    await lived.brian.command("/plan export", "#social")
    assert not_given(lived.brian.news()).startswith(
        "#social\nOncourse 02:00 (only visible to you)\nSlack didn't take the files"
    )


def without_files(whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """The manifest of before the bot had files."""
    bot = whole["oauth_config"]["scopes"]["bot"]
    bot[:] = [scope for scope in bot if not scope.startswith("files:")]
    return whole


async def test_an_app_installed_before_there_were_files_says_what_to_do(tmp_path: Path) -> None:
    async with raised(tmp_path, without_files(manifest())) as campfire:
        await campfire.start_plan()
        campfire.hush()
        await campfire.brian.command("/plan export", "#social")
        assert not_given(campfire.brian.news()) == screen("""
            #social
            Oncourse 02:00 (only visible to you)
            I'm not allowed to send files here yet. Ask your admin to reinstall the app with its current
                manifest, and give them this code:
            """)


async def test_no_title_breaks_a_file(campfire: Campfire) -> None:
    await campfire.start_plan("=1+1\n# Not a heading")
    await campfire.add_goal("<script>alert(1)</script>", "=1+1")
    await campfire.add_tactic("=HYPERLINK(1) @brian by 1 February")
    campfire.hush()
    await campfire.brian.command("/plan export", "#social")
    assert campfire.brian.news() == GIVEN
    assert '"\'=1+1"' in written(campfire, ".csv")
    assert '"\'=HYPERLINK(1)"' in written(campfire, ".csv")
    assert "### Goal 1: \\<script\\>alert(1)\\</script\\>" in written(campfire, ".md")
    assert "## \\# Not a heading" in written(campfire, ".md")
