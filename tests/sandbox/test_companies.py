"""Several workspaces in one sandbox, each with its own tokens, people and traffic."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import ActionError, Company, Fault, Sandbox, Team, Workspace
from tests.sandbox.app import acking, bolt_of, refused, running, sandbox
from tests.sandbox.payloads import modal, question


def lantern(team: str = "T0LANTERN") -> Workspace:
    """Another company, where people and channels have ids that Campfire has too."""
    workspace = Workspace(Team(team, "Lantern Ltd", "lantern"))
    workspace.add_person("Maya", tz="Europe/Riga")
    workspace.add_person("Ruth")
    workspace.add_channel("social", ["Maya", "Ruth"])
    workspace.app_channels.append("C0SOCIAL")
    return workspace


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    async with sandbox(retry_delays=(0, 0)) as opened:
        yield opened


@pytest.fixture
def other(slack: Sandbox) -> Company:
    return slack.add_company(lantern())


def client_in(slack: Sandbox, company: Company) -> AsyncWebClient:
    """A client with a company's token; the address is the same for all."""
    return AsyncWebClient(company.bot_token, base_url=slack.api_url, retry_handlers=[])


def posting_app(slack: Sandbox, *companies: Company) -> AsyncApp:
    """An app that answers `/tactic` with a message, by the token of whichever company it came from."""
    app = bolt_of(slack)
    clients = {company.workspace.team.id: client_in(slack, company) for company in companies}

    @app.command("/tactic")
    async def post(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        team = body["team_id"]
        await clients[team].chat_postMessage(channel=body["channel_id"], text=f"For {team}")

    return app


async def test_the_token_says_which_workspace(slack: Sandbox, other: Company) -> None:
    for company, name in ((slack, "Campfire, Inc."), (other, "Lantern Ltd")):
        answer = await client_in(slack, company).auth_test()
        assert (answer["team"], answer["team_id"]) == (name, company.workspace.team.id)
        assert answer["user_id"] == company.bot_user_id
    assert slack.bot_user_id != other.bot_user_id
    assert slack.bot_token != other.bot_token


async def test_each_has_its_own_people_channels_and_traffic(slack: Sandbox, other: Company) -> None:
    async with running(posting_app(slack, slack, other), slack):
        await slack.person("Maya").command("/tactic", "#social")
        await other.person("Maya").command("/tactic", "#social")
    assert slack.person("Brian").news() == "#social\nOncourse 04:00\nFor T0CAMPFIRE"
    assert other.person("Ruth").news() == "#social\nOncourse 09:00\nFor T0LANTERN"
    assert slack.person("Maya").id == other.person("Maya").id
    assert [call.method for call in other.traffic] == ["chat.postMessage"]
    with pytest.raises(ActionError, match="there is no user Brian"):
        other.person("Brian")


async def test_events_come_from_one_workspace_each_under_ids_of_their_own(
    slack: Sandbox, other: Company
) -> None:
    async with acking(slack) as got:
        await slack.person("Maya").open_home()
        await other.person("Maya").open_home()
    bodies = [envelope["payload"] for envelope in got]
    assert [body["team_id"] for body in bodies] == ["T0CAMPFIRE", "T0LANTERN"]
    assert [body["authorizations"][0]["user_id"] for body in bodies] == [
        slack.bot_user_id,
        other.bot_user_id,
    ]
    assert len({body["event_id"] for body in bodies}) == 2


async def test_a_right_given_in_one_workspace_is_none_in_another(slack: Sandbox, other: Company) -> None:
    trigger = other.backend.triggers.issue("U0MAYA")
    call = client_in(slack, slack).views_open(trigger_id=trigger, view=modal(question()))
    assert await refused(call) == "invalid_trigger_id"
    posted = await client_in(slack, other).chat_postMessage(channel="C0SOCIAL", text="Ours")
    call = client_in(slack, slack).chat_update(channel="C0SOCIAL", ts=posted["ts"], text="Theirs")
    assert await refused(call) == "message_not_found"


async def test_an_answer_to_a_response_url_lands_where_it_was_given(slack: Sandbox, other: Company) -> None:
    async with acking(slack) as got:
        await other.person("Ruth").command("/tactic", "#social")
        url = got[0]["payload"]["response_url"]
    async with aiohttp.ClientSession() as session:
        answer = await session.post(url, json={"text": "Only for Ruth"})
    assert answer.status == 200
    assert "Only for Ruth" in other.person("Ruth").news()
    assert slack.person("Maya").news() == ""


async def test_an_upload_belongs_to_one_workspace(slack: Sandbox, other: Company) -> None:
    client = client_in(slack, other)
    answer = await client.files_upload_v2(filename="plan.csv", content="a,b\n", title="Plan")
    file = answer["file"]["id"]
    assert file in other.workspace.files
    assert (await client.files_info(file=file))["ok"]
    assert await refused(client_in(slack, slack).files_info(file=file)) == "file_not_found"


async def test_faults_befall_one_workspace(slack: Sandbox, other: Company) -> None:
    other.faults.next("auth.test", Fault.refused("fatal_error"))
    assert (await client_in(slack, slack).auth_test())["ok"]
    assert await refused(client_in(slack, other).auth_test()) == "fatal_error"


async def test_rate_limits_are_each_workspaces_own(slack: Sandbox, other: Company) -> None:
    slack.rate_limits = True
    await client_in(slack, slack).chat_postMessage(channel="C0SOCIAL", text="One")
    await client_in(slack, other).chat_postMessage(channel="C0SOCIAL", text="One")
    again = client_in(slack, other).chat_postMessage(channel="C0SOCIAL", text="Two")
    assert await refused(again) == "ratelimited"


async def test_one_company_leaves_and_the_others_stay(slack: Sandbox, other: Company) -> None:
    async with acking(slack) as got:
        await other.uninstall()
    assert {envelope["payload"]["team_id"] for envelope in got} == {"T0LANTERN"}
    assert await refused(client_in(slack, other).auth_test()) == "account_inactive"
    assert (await client_in(slack, slack).auth_test())["ok"]
    with pytest.raises(ActionError, match="is not a command"):
        await other.person("Ruth").command("/tactic", "#social")


async def test_a_company_without_the_app(slack: Sandbox) -> None:
    there = slack.add_company(lantern(), installed=False)
    assert (there.installed, there.bot_token) == (False, "")
    async with acking(slack) as got:
        await there.person("Ruth").write("Hello", "#social")
        await there.join("Ruth", "#social")
        with pytest.raises(ActionError, match="is not a command"):
            await there.person("Ruth").command("/tactic", "#social")
    assert got == []
    there.install()
    assert (await client_in(slack, there).auth_test())["team_id"] == "T0LANTERN"
    assert there.bot_user_id in there.workspace.channels["C0SOCIAL"].members


async def test_the_clock_is_shared(slack: Sandbox, other: Company) -> None:
    assert other.workspace.clock is slack.clock


async def test_no_two_companies_have_one_id(slack: Sandbox) -> None:
    with pytest.raises(ValueError, match="T0CAMPFIRE"):
        slack.add_company(lantern("T0CAMPFIRE"))
