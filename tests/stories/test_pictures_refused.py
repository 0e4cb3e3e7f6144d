"""Whatever Slack says against a picture, the words go out at once; it follows as a file where it can."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest

from sandbox import HOME, Fault
from sandbox.pictures import REFUSALS, rejecting_pictures
from tests.pairs import pairs
from tests.stories.begun import begun
from tests.stories.picture_stage import DIRECT, pictures_show
from tests.stories.stage import Campfire
from tests.stories.test_pictures import OFFERS, one_tactic


async def a_check_in(campfire: Campfire) -> None:
    """A tactic of Brian's, a check-in that has closed without an answer, and his Home, which shows a plan."""
    await one_tactic(campfire)
    await campfire.maya.command("/tactic assign 1 @brian", "#social")
    await campfire.maya.submit()
    await campfire.brian.open_home()
    await campfire.wait_until("2027-01-13 06:59")
    campfire.hush()


proven = begun(pictures_show, a_check_in)
unproven = begun(a_check_in)

Act = Callable[[Campfire], Awaitable[None]]


async def ephemeral(campfire: Campfire) -> None:
    await campfire.brian.command("/plan matrix", "#social")


async def modal(campfire: Campfire) -> None:
    await campfire.brian.click("Show the plan", HOME)
    await campfire.brian.click("Matrix")


async def home(campfire: Campfire) -> None:
    await campfire.wait_until("2027-01-13 07:00")
    await campfire.brian.open_home()


async def summary(campfire: Campfire) -> None:
    await campfire.wait_until("2027-01-13 07:01")  # after an unknown code it is looked for first


async def share(campfire: Campfire) -> None:
    await campfire.brian.command("/plan matrix", "#social")
    await campfire.brian.click("Share in channel", "#social")


async def send(campfire: Campfire) -> None:
    await campfire.brian.command("/plan matrix", "#social")
    await campfire.brian.click("Send me the picture", "#social")


@dataclass(frozen=True)
class Surface:
    """Where a picture is shown, who does that, what Brian then looks at, and the words that stay."""

    act: Act
    methods: tuple[str, ...]
    screen: Callable[[Campfire], str]
    words: str
    files: Sequence[str] = ()


MATRIX = "*1 Quick wins* (0)"
ALONE = {
    "ephemeral": Surface(
        ephemeral, ("response_url", "chat.postEphemeral"), lambda one: one.brian.sees("#social"), MATRIX
    ),
    "modal": Surface(modal, ("views.update",), lambda one: one.brian.form(), MATRIX),
    "home": Surface(
        home, ("views.publish",), lambda one: one.brian.home(), "check-in of Monday 11 January 2027"
    ),
}
IN_THREADS = {
    "summary": Surface(
        summary,
        ("chat.postMessage",),
        lambda one: one.brian.sees("#social"),
        "# How we stand: Monday 11 January 2027",
        ["courses.png"],
    ),
    "share": Surface(
        share, ("chat.postMessage",), lambda one: one.brian.sees("#social"), MATRIX, ["matrix.png"]
    ),
    "direct message": Surface(
        send, ("chat.postMessage",), lambda one: one.brian.sees(DIRECT), MATRIX, ["matrix.png"]
    ),
}


@pytest.mark.parametrize(("shown", "refusal"), pairs(list(ALONE), list(REFUSALS)))
async def test_one_person_alone_reads_the_words(proven: Campfire, shown: str, refusal: str) -> None:
    surface = ALONE[shown]
    proven.slack.faults.rule = rejecting_pictures(refusal, *surface.methods)
    await surface.act(proven)
    screen = surface.screen(proven)
    assert "image: " not in screen
    assert surface.words in screen
    assert screen.count(OFFERS) == (shown != "home")
    assert "(file: " not in screen

    proven.slack.faults.rule = None
    await proven.brian.dismiss() if proven.brian.modal else None
    await surface.act(proven)
    assert surface.screen(proven).count("(image: ") == 1


@pytest.mark.parametrize(("shown", "refusal"), pairs(list(IN_THREADS), list(REFUSALS)))
async def test_in_a_message_the_words_come_and_the_picture_follows_in_their_thread(
    unproven: Campfire, shown: str, refusal: str
) -> None:
    surface = IN_THREADS[shown]
    unproven.slack.faults.rule = rejecting_pictures(refusal, *surface.methods)
    await surface.act(unproven)
    screen = surface.screen(unproven)
    assert "image: " not in screen
    assert surface.words in screen
    assert [line for line in screen.splitlines() if line.startswith("(file: ")] == [
        f"(file: {name})" for name in surface.files
    ]
    assert screen[: screen.index("(file: ")].splitlines()[-1].endswith("(in thread)")


@pytest.mark.parametrize("refusal", REFUSALS)
async def test_an_update_that_is_refused_loses_no_words_and_its_picture_follows_once(
    unproven: Campfire, refusal: str
) -> None:
    await unproven.slack.deactivate("Maya")
    await summary(unproven)
    assert unproven.brian.sees("#social").count("(image: ") == 1
    unproven.slack.faults.rule = rejecting_pictures(refusal, "chat.update")

    await unproven.brian.click("Take over plan", "#social")
    screen = unproven.brian.sees("#social")
    assert "image: " not in screen
    assert screen.count("# How we stand: Monday 11 January 2027") == 1
    assert screen.count("(file: courses.png)") == 1

    await unproven.slack.clock.advance(timedelta(hours=2))
    assert unproven.brian.sees("#social").count("(file: courses.png)") == 1


async def test_slack_that_takes_no_file_either_leaves_the_words(unproven: Campfire) -> None:
    unproven.slack.faults.rule = lambda method, _sent: (
        Fault.refused("file_uploads_disabled") if method == "files.completeUploadExternal" else None
    )
    await summary(unproven)
    screen = unproven.brian.sees("#social")
    assert screen.count("# How we stand: Monday 11 January 2027") == 1
    assert "image: " not in screen
    assert "(file: " not in screen


@pytest.mark.parametrize("code", ["channel_not_found", "messages_tab_disabled", "restricted_action"])
async def test_what_no_picture_has_to_do_with_is_not_tried_again_in_words(
    unproven: Campfire, code: str
) -> None:
    unproven.slack.faults.rule = lambda method, _sent: (
        Fault.refused(code) if method == "chat.postMessage" else None
    )
    await send(unproven)
    posts = [call for call in unproven.slack.traffic if call.method == "chat.postMessage"]
    assert [call.answer["error"] for call in posts] == [code]
    assert "Something went wrong on our side" in unproven.brian.sees("#social")
