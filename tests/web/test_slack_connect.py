"""What comes from the other side of Slack Connect finds the workspace that has the app."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.manifest import manifest
from tests.stories.stage import Campfire, raised
from tests.timeouts import AdjustableTimeouts
from tests.web.stage import raised_over_http, two_companies

VISITOR = "As a visitor from another organisation you can look at this plan, but not change it."
NAMES = ("Maya", "Brian", "Hailey", "Theo", "Priya", "Noor")


@pytest.fixture(params=["socket", "http", "many"])
async def stage(
    request: pytest.FixtureRequest, tmp_path: Path, timeouts: AdjustableTimeouts, any_database: None
) -> AsyncIterator[Campfire]:
    """A plan of Campfire's; where there are many workspaces, those of the other side have the app, too."""
    match request.param:
        case "socket":
            async with raised(tmp_path, manifest(), timeouts=timeouts) as campfire:
                yield campfire
        case "http":
            async with raised_over_http(tmp_path) as campfire:
                yield campfire
        case "many":
            async with two_companies(tmp_path) as two:
                await two.install(two.slack)
                await two.install(two.lantern)
                yield Campfire(two.slack, two.bot, *(two.slack.person(name) for name in NAMES))


@pytest.fixture
async def shared(stage: Campfire) -> Campfire:
    """There is a plan with a goal, and everybody has read about it."""
    await stage.start_plan()
    await stage.add_goal("Build relationships with influencers")
    stage.hush()
    return stage


async def test_a_form_from_the_other_side_is_checked_in_the_workspace_of_the_app(shared: Campfire) -> None:
    await shared.hailey.command("/goal add Be on TikTok", "#social")
    await shared.hailey.choose("Which company goal does it help?", "Grow revenue")
    await shared.slack.change("Hailey", team_id="T0LANTERN")
    await shared.hailey.submit()

    sent = shared.slack.transport.sent[-1].payload
    assert sent["team"]["id"] == "T0LANTERN"
    assert sent["view"]["app_installed_team_id"] == shared.slack.workspace.team.id
    assert f"  ! {VISITOR}" in shared.hailey.form()
    assert shared.hailey.toasts == []
    await shared.maya.command("/goal list", "#social")
    assert "TikTok" not in shared.maya.news()


async def test_a_click_in_a_form_from_the_other_side_finds_it_too(shared: Campfire) -> None:
    await shared.hailey.open_home()
    await shared.hailey.click("Open plan", "Home")
    await shared.slack.change("Hailey", team_id="T0LANTERN")
    await shared.hailey.click("Matrix")
    assert "what to do first" in shared.hailey.form()
    assert shared.hailey.toasts == []
