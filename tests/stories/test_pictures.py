"""Pictures of a plan: shown beside the same facts in words, and the words come without them too."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.models.blocks import ImageBlock

from bot.manifest import manifest
from handlers.slack.pictures import Pictures
from handlers.views.charts.svg import Picture
from sandbox import Fault
from tests.pairs import pairs
from tests.stories.begun import a_year, begun
from tests.stories.home_stage import HOME, a_busy_monday
from tests.stories.picture_stage import pictures_show
from tests.stories.stage import Campfire, raised, screen
from tests.timeouts import BUSY, AdjustableTimeouts

MATRIX = screen("""
    #social
    Oncourse 02:00 (only visible to you)
    # Social media 2027: what to do first
    (image: Social media 2027, value against complexity: nothing is rated yet, 1 tactic waits.)
    *1 Quick wins* (0)  high value, low complexity: do these first
    *2 Big bets* (0)  high value, high complexity: worth the work, next in line
    *3 Fill-ins* (0)  low value, low complexity: when there is time to spare
    *4 Money pits* (0)  low value, high complexity: probably not worth attention
    *Not rated yet* (1)
    • *1. Call three*
    · Nothing is rated yet: a tactic has its place here once its ratings show.
    [All tactics]
    """)
OFFERS = "[Send me the picture] [Share in channel]"
WITHOUT_PICTURE = "\n".join([*(line for line in MATRIX.splitlines() if "(image: " not in line), OFFERS])
STEPS = ("files.getUploadURLExternal", "upload", "files.completeUploadExternal", "files.info")
FAULTS = [
    Fault.server_error(),
    Fault.rate_limited(30),
    Fault.dropped(),
    Fault.timeout(),
    Fault.refused("file_uploads_disabled"),
]


async def one_tactic(campfire: Campfire) -> None:
    """A plan with a goal and one tactic, that everybody has read about."""
    await campfire.start_plan()
    await campfire.add_goal("Build relationships with influencers")
    await campfire.add_tactic("Call three")
    campfire.hush()


unproven = begun(one_tactic)
planned = begun(pictures_show, one_tactic)
lived = begun(pictures_show, a_year)


def calls(campfire: Campfire, method: str) -> int:
    """How often the bot has called a method."""
    return sum(call.method == method for call in campfire.slack.traffic)


def failing(step: str, fault: Fault) -> Callable[[str, Mapping[str, Any]], Fault | None]:
    """Every call of one step fails so."""
    return lambda method, _arguments: fault if method == step else None


async def test_the_map_leads_from_the_companys_goals_to_what_is_done(lived: Campfire) -> None:
    await lived.brian.command("/plan map", "#social")
    assert lived.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Social media 2027: the map
        (image: Social media 2027: 3 goals of the company, 2 goals and 3 tactics. Tactics: 2 planned, 1 done.)
        (image: Social media 2027, timeline on Monday 4 January 2027. To come: no. 3 on 29 Jan;
            no. 2 on 1 Feb.)
        *Expand into a new market segment*
        1. Build relationships with influencers
        • *1. Buy a map* · ● done · @Maya
        • *2. List 100 influencers* · ◔ planned · @Brian · Monday 1 February 2027
        • *3. Write a report* · ◔ planned · @Hailey · the last Friday of every month ·
            Friday 29 January 2027
        *Ship 3 major new product features*
        2. Raise awareness of the new features
        • no tactics yet
        *Improve the NPS score among our MVU customers*
        ⚠ No goal helps this one yet.
        """)
    lived.nobody_else_hears()


async def test_the_map_button_shows_a_closed_plan_too(lived: Campfire) -> None:
    await lived.close_plan()
    await lived.brian.command("/plan", "#social")
    await lived.brian.click("Look at the closed plan", "#social")
    lived.hush()

    await lived.brian.click("Map", "#social")
    assert lived.brian.news().startswith(
        "#social\nOncourse 02:00 (only visible to you)\n# Social media 2027: the map\n"
        "(image: Social media 2027: 3 goals of the company, 2 goals and 3 tactics."
    )


async def test_a_long_map_is_turned_page_by_page(planned: Campfire) -> None:
    for number in range(2, 23):
        await planned.add_tactic(f"Call number {number}")
    planned.hush()

    await planned.maya.command("/plan map", "#social")
    first = planned.maya.news().splitlines()
    assert first[3].startswith("(image: Social media 2027: 3 goals of the company, 1 goal and 22 tactics.")
    assert first[-2:] == ["· 1 to 20 of 24", "[Next]"]

    await planned.maya.click("Next", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: the map
        *Expand into a new market segment*
        1. Build relationships with influencers
        • *21. Call number 21* · ○ proposed · no owner yet · no ETA yet
        • *22. Call number 22* · ○ proposed · no owner yet · no ETA yet
        *Ship 3 major new product features*
        ⚠ No goal helps this one yet.
        *Improve the NPS score among our MVU customers*
        ⚠ No goal helps this one yet.
        · 21 to 24 of 24
        [Previous]
        """)


async def test_the_same_picture_is_uploaded_once(planned: Campfire) -> None:
    for _ in range(2):
        await planned.brian.command("/plan matrix", "#social")
        assert planned.brian.news() == MATRIX
    await planned.maya.command("/plan matrix", "#social")
    assert "(image: " in planned.maya.news()
    assert calls(planned, "files.completeUploadExternal") == 1

    await planned.add_tactic("Call five")
    await planned.brian.command("/plan matrix", "#social")
    assert calls(planned, "files.completeUploadExternal") == 2


@pytest.mark.parametrize(("step", "fault"), pairs(STEPS, FAULTS))
async def test_the_words_come_when_the_picture_cannot_be_uploaded(
    planned: Campfire,
    step: str,
    fault: Fault,
    monkeypatch: pytest.MonkeyPatch,
    timeouts: AdjustableTimeouts,
    caplog: pytest.LogCaptureFixture,
) -> None:
    if fault.kind == "timeout":
        monkeypatch.setattr(timeouts, "picture", 0.5)
    planned.slack.faults.rule = failing(step, fault)

    await planned.brian.command("/plan matrix", "#social")
    assert planned.brian.news() == WITHOUT_PICTURE
    told = [record for record in caplog.records if record.getMessage() == "a picture is not shown"]
    assert [vars(record)["picture"] for record in told] == ["matrix"]
    if fault.kind == "refused" and step != "upload":
        assert vars(told[0])["error"] == "file_uploads_disabled"

    monkeypatch.setattr(timeouts, "picture", BUSY)
    planned.slack.faults.rule = None
    await planned.brian.command("/plan matrix", "#social")
    assert planned.brian.news() == MATRIX
    planned.nobody_else_hears()


async def test_many_who_look_at_once_are_one_try(planned: Campfire, monkeypatch: pytest.MonkeyPatch) -> None:
    planned.slack.faults.rule = failing("files.completeUploadExternal", Fault.server_error())
    people = (planned.maya, planned.brian, planned.hailey, planned.noor)
    everybody, shown = asyncio.Barrier(len(people)), Pictures.shown

    async def shown_to_all(
        pictures: Pictures, workspace: str, picture: Picture, *, private: bool = False
    ) -> ImageBlock | None:
        await everybody.wait()
        return await shown(pictures, workspace, picture, private=private)

    monkeypatch.setattr(Pictures, "shown", shown_to_all)
    await asyncio.gather(*(person.command("/plan matrix", "#social") for person in people))
    assert calls(planned, "files.getUploadURLExternal") == 1
    for person in people:
        assert "*1 Quick wins*" in person.news()


async def test_the_words_come_when_slack_is_not_done_with_the_picture_in_time(
    planned: Campfire, monkeypatch: pytest.MonkeyPatch, timeouts: AdjustableTimeouts
) -> None:
    monkeypatch.setattr(timeouts, "upload_pauses", (0,))
    await planned.brian.command("/plan matrix", "#social")
    assert planned.brian.news() == WITHOUT_PICTURE

    await planned.brian.command("/plan matrix", "#social")
    assert planned.brian.news() == MATRIX
    assert calls(planned, "files.completeUploadExternal") == 1


async def test_the_words_come_when_somebody_has_deleted_the_picture(planned: Campfire) -> None:
    await planned.brian.command("/plan matrix", "#social")
    assert planned.brian.news() == MATRIX
    planned.slack.workspace.files.clear()

    await planned.brian.command("/plan matrix", "#social")
    assert planned.brian.news() == WITHOUT_PICTURE
    assert {problem.reason.split(": ")[0] for problem in planned.slack.problems} == {"invalid slack file"}
    planned.slack.problems.clear()

    await planned.brian.command("/plan matrix", "#social")
    assert planned.brian.news() == MATRIX


async def test_an_app_installed_before_there_were_pictures_goes_on_in_words(tmp_path: Path) -> None:
    before = manifest()
    before["oauth_config"]["scopes"]["bot"] = [
        scope for scope in before["oauth_config"]["scopes"]["bot"] if not scope.startswith("files:")
    ]
    async with raised(tmp_path, before) as campfire:
        await one_tactic(campfire)
        await campfire.brian.command("/plan matrix", "#social")
        assert campfire.brian.news() == WITHOUT_PICTURE
        for _ in range(2):
            await campfire.brian.click("Share in channel", "#social")
            assert "*1 Quick wins*" in campfire.brian.news()
        assert calls(campfire, "files.getUploadURLExternal") == 1


async def test_who_is_not_in_the_channel_sees_no_picture(planned: Campfire) -> None:
    await planned.brian.command("/plan", "#social")
    plan = planned.brian.message(channel="#social", button="Matrix")
    planned.hush()
    await planned.slack.leave("Brian", "#social")

    for button in ("Matrix", "Map"):
        await planned.brian.click(button, message=plan)
        assert "(image: " not in planned.brian.news()
    assert calls(planned, "files.getUploadURLExternal") == 0


async def test_no_title_breaks_a_picture(campfire: Campfire) -> None:
    await pictures_show(campfire)
    await campfire.start_plan("<script>alert(1)</script>\n]]> & <!-- -->\n\u202egnitirw\u202c \x08 שלום")
    await campfire.add_goal('"/><image href="https://evil.example"/>', "]]>")
    for title in ("<!channel> & </svg>", "\u202eevil\u202c\u0007 title", "رفع الوعي 🔥", "x" * 300):
        await campfire.maya.command(f"/tactic add {title}", "#social")
        await campfire.maya.submit()
        assert campfire.maya.modal is None, campfire.maya.form()
    campfire.hush()

    await campfire.brian.command("/plan map", "#social")
    assert campfire.brian.news().count("(image: ") == 2
    await campfire.brian.command("/plan matrix", "#social")
    assert campfire.brian.news().count("(image: ") == 1
    campfire.nobody_else_hears()


@pytest.mark.parametrize("step", STEPS)
async def test_a_summary_is_posted_once_whatever_becomes_of_its_picture(planned: Campfire, step: str) -> None:
    await planned.maya.command("/tactic assign 1 @brian", "#social")
    await planned.maya.submit()
    await planned.wait_until("2027-01-13 06:59")
    planned.hush()
    planned.slack.faults.rule = failing(step, Fault.dropped(stored=True))

    await planned.wait_until("2027-01-13 07:00")
    news = planned.maya.news()
    assert news.count("# How we stand: Monday 11 January 2027") == 1
    assert "(image: " not in news
    await planned.slack.clock.advance(timedelta(hours=2))
    assert "How we stand" not in planned.maya.news()


async def test_home_comes_without_a_picture_that_was_deleted(planned: Campfire) -> None:
    await planned.maya.command("/tactic assign 1 @brian", "#social")
    await planned.maya.submit()
    await planned.wait_until("2027-01-13 07:00")
    await planned.brian.open_home()
    course = "(image: Social media 2027, course over the last check-ins."
    assert course in planned.brian.home()
    assert calls(planned, "files.completeUploadExternal") == 1  # the one of the summary
    planned.slack.workspace.files.clear()

    await planned.brian.open_home()
    assert course not in planned.brian.home()
    assert "check-in of Monday 11 January 2027" in planned.brian.home()
    assert {problem.reason.split(": ")[0] for problem in planned.slack.problems} == {"invalid slack file"}
    planned.slack.problems.clear()

    await planned.brian.open_home()
    assert course in planned.brian.home()


async def test_the_map_and_the_matrix_are_shown_over_home(campfire: Campfire) -> None:
    await pictures_show(campfire)
    busy = await a_busy_monday(campfire)
    await busy.brian.click("Show the plan", HOME)
    await busy.brian.click("Map")
    assert busy.brian.form().count("(image: ") == 2

    await busy.brian.dismiss()
    await busy.brian.click("Show the plan", HOME)
    await busy.brian.click("Matrix")
    assert busy.brian.form().count("(image: ") == 1


async def test_the_picture_comes_where_it_shows(unproven: Campfire) -> None:
    await unproven.brian.command("/plan matrix", "#social")
    assert unproven.brian.news() == WITHOUT_PICTURE
    assert calls(unproven, "files.getUploadURLExternal") == 0  # the words waited for nothing

    await unproven.brian.click("Send me the picture", "#social")
    assert unproven.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        ✓ I've sent you the picture of *Social media 2027* as a direct message.

        @Oncourse
        """) + MATRIX.removeprefix("#social").replace(" (only visible to you)", "")
    unproven.nobody_else_hears()

    await unproven.brian.click("Share in channel", "#social")
    shared = MATRIX.replace(" (only visible to you)", "") + "\n· Shared by @Brian on Monday 4 January 2027"
    assert unproven.brian.news() == shared
    assert unproven.maya.news() == shared.replace("02:00", "09:00")


async def test_the_map_offers_its_pictures_on_its_first_page(unproven: Campfire) -> None:
    for number in range(2, 23):
        await unproven.add_tactic(f"Call number {number}")
    unproven.hush()
    await unproven.brian.command("/plan map", "#social")
    first = unproven.brian.news()
    assert "image: " not in first
    assert first.endswith(f"[Next]\n{OFFERS}")
    await unproven.brian.click("Next", "#social")
    assert OFFERS not in unproven.brian.news()

    await unproven.brian.click("Previous", "#social")
    unproven.hush()
    await unproven.brian.click("Share in channel", "#social")
    assert unproven.hailey.news().count("(image: ") == 2


async def test_over_home_it_is_said_where_the_picture_went(campfire: Campfire) -> None:
    busy = await a_busy_monday(campfire)
    await busy.brian.click("Show the plan", HOME)
    await busy.brian.click("Matrix")
    assert "image: " not in busy.brian.form()
    await busy.brian.click("Share in channel")
    assert "✓ Shared in #social." in busy.brian.form()
    assert "Shared by @Brian" in busy.hailey.sees("#social")


@pytest.mark.parametrize("label", ["Send me the picture", "Share in channel"])
async def test_who_has_left_the_channel_gets_no_picture(unproven: Campfire, label: str) -> None:
    await unproven.brian.command("/plan matrix", "#social")
    offered = unproven.brian.message(channel="#social", button=label)
    unproven.hush()
    await unproven.slack.leave("Brian", "#social")
    await unproven.brian.click(label, message=offered)
    assert "image: " not in unproven.brian.news()
    unproven.nobody_else_hears()


async def test_a_guest_shares_no_picture(unproven: Campfire) -> None:
    await unproven.theo.command("/plan matrix", "#social")
    await unproven.theo.click("Share in channel", "#social")
    assert "As a guest you can rate and finish what you own." in unproven.theo.news()
    unproven.nobody_else_hears()
