"""What takes long is acknowledged before it is answered, so that Slack tells nobody that nobody answers."""

from collections.abc import Callable

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from sandbox import Fault
from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire
from tests.timeouts import AdjustableTimeouts

planned = begun(a_plan, a_goal)


@pytest.fixture(autouse=True)
def everything_takes_long(timeouts: AdjustableTimeouts, monkeypatch: pytest.MonkeyPatch) -> None:
    """No answer is there as soon as it should be."""
    monkeypatch.setattr(timeouts, "acknowledge", 0)


def acks(campfire: Campfire, kind: str) -> list[object]:
    """What Slack was answered at once to what was sent of a kind."""
    return [sent.answer for sent in campfire.slack.transport.sent if sent.kind == kind]


async def test_an_answer_comes_after_its_command(planned: Campfire) -> None:
    await planned.maya.command("/goal list", "#social")
    assert acks(planned, "slash_commands")[-1] == {}
    news = planned.maya.news()
    assert news.startswith("#social\nOncourse 09:00 (only visible to you)\n# Social media 2027: goals\n")
    assert "building relationships with influencers" in news
    planned.nobody_else_hears()


async def test_a_refusal_comes_after_its_command(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Hold a raffle @brian", "#general")
    assert acks(planned, "slash_commands")[-1] == {}
    news = planned.maya.news()
    assert news.startswith("#general\nOncourse 09:00 (only visible to you)\n")
    assert "> /tactic add Hold a raffle @Brian" in news
    planned.nobody_else_hears()


async def test_an_answer_that_its_url_does_not_take_comes_another_way(planned: Campfire) -> None:
    planned.slack.faults.next("response_url", Fault.server_error())
    await planned.maya.command("/goal list", "#social")
    assert "building relationships with influencers" in planned.maya.news()


async def test_a_form_opens_after_its_button_and_is_refused_where_it_is(planned: Campfire) -> None:
    await planned.maya.click("Add goal", "#social")
    assert acks(planned, "interactive")[-1] == {}
    await planned.maya.fill_in(
        {"What will social media do?": "Be on TikTok", "Start value": "5", "Target": "5"}
    )
    await planned.maya.choose("Which company goal does it help?", "Ship 3 major")
    await planned.maya.submit()
    assert planned.maya.form().startswith("== Add goal ==\nWhat will social media do?\n  > Be on TikTok\n")
    assert "  ! " in planned.maya.form()


@pytest.mark.parametrize("soon", [0, 10])
async def test_what_slack_sends_twice_is_answered_once(
    planned: Campfire, monkeypatch: pytest.MonkeyPatch, timeouts: AdjustableTimeouts, soon: float
) -> None:
    monkeypatch.setattr(timeouts, "acknowledge", soon)
    planned.slack.faults.duplicate_next_envelope()
    await planned.maya.command("/goal list", "#social")
    assert planned.maya.news().count("building relationships with influencers") == 1


def fails() -> BoltResponse:
    """As nothing is meant to."""
    raise RuntimeError


@pytest.mark.parametrize(
    "ending",
    [
        fails,
        lambda: BoltResponse(status=404, body='{"error": "unhandled request"}'),
        lambda: BoltResponse(status=500, body=""),
    ],
    ids=["failure", "nobody listens", "error"],
)
async def test_whatever_goes_wrong_after_the_ack_maya_is_told(
    planned: Campfire, monkeypatch: pytest.MonkeyPatch, ending: Callable[[], BoltResponse]
) -> None:
    dispatch = AsyncApp.async_dispatch

    async def dispatched(app: AsyncApp, request: AsyncBoltRequest) -> BoltResponse:
        await dispatch(app, request)
        return ending()

    monkeypatch.setattr(AsyncApp, "async_dispatch", dispatched)
    await planned.maya.command("/goal list", "#social")
    assert acks(planned, "slash_commands")[-1] == {}
    assert "Sorry, something broke on my side." in planned.maya.news()
