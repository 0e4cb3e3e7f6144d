"""Socket Mode: hello, acks, rotation, retries, reconnecting."""

from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox
from tests.sandbox.app import acking, bolt_of, client_of, running, sandbox


async def connection_url(slack: Sandbox) -> str:
    answer = await client_of(slack).apps_connections_open(app_token=slack.app_token)
    return str(answer["url"])


async def test_hello_comes_first(slack: Sandbox) -> None:
    url = await connection_url(slack)
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        hello = await socket.receive_json()
    assert hello["type"] == "hello"
    assert hello["num_connections"] == 1
    assert hello["connection_info"] == {"app_id": "A0ONCOURSE"}


async def test_a_url_is_good_for_one_connection(slack: Sandbox) -> None:
    url = await connection_url(slack)
    async with aiohttp.ClientSession() as session, session.ws_connect(url):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_ten_connections_at_most(slack: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        kept = [await session.ws_connect(await connection_url(slack)) for _ in range(10)]
        await slack.connected(10)
        eleventh = await session.ws_connect(await connection_url(slack))
        assert await eleventh.receive_json() == {"type": "disconnect", "reason": "too_many_websockets"}
        assert not any(socket.closed for socket in kept)


async def test_an_envelope_carries_its_type_and_whether_an_answer_is_taken(slack: Sandbox) -> None:
    async with acking(slack) as got:
        await slack.person("Brian").command("/tactic", channel="#social")
        await slack.person("Brian").open_home()
    command, event = got
    assert (command["type"], command["accepts_response_payload"]) == ("slash_commands", True)
    assert (event["type"], event["accepts_response_payload"]) == ("events_api", False)
    assert event["retry_attempt"] == 0


async def test_connections_take_turns(slack: Sandbox) -> None:
    brian = slack.person("Brian")
    async with acking(slack) as one, acking(slack) as other:
        for _ in range(4):
            await brian.command("/tactic", channel="#social")
    assert (len(one), len(other)) == (2, 2)
    assert {envelope["envelope_id"] for envelope in one}.isdisjoint(
        envelope["envelope_id"] for envelope in other
    )


async def test_an_event_that_was_not_acked_comes_again(slack: Sandbox) -> None:
    slack.sockets.ack_seconds = 0.05
    async with acking(slack, None, {}) as got:
        await slack.person("Brian").open_home()
        await slack.sockets.all_delivered()
    first, second = got
    assert first["envelope_id"] != second["envelope_id"]
    assert first["payload"] == second["payload"]
    assert (second["retry_attempt"], second["retry_reason"]) == (1, "timeout")


async def test_an_event_waits_for_somebody_to_listen(slack: Sandbox) -> None:
    await slack.person("Brian").open_home()
    async with acking(slack) as got:
        await slack.settle()
    assert [envelope["payload"]["event"]["type"] for envelope in got] == ["app_home_opened"]


async def test_a_command_is_not_delivered_again(slack: Sandbox) -> None:
    slack.sockets.ack_seconds = 0.05
    async with acking(slack, None) as got:
        await slack.person("Brian").command("/tactic", channel="#social")
    assert len(got) == 1


async def test_bolt_comes_back_after_a_dropped_socket(slack: Sandbox) -> None:
    app = bolt_of(slack)
    app.command("/tactic")(_ack)
    async with running(app, slack, ping_seconds=1):
        slack.faults.drop_socket()
        await slack.connected()
        await slack.person("Brian").command("/tactic", channel="#social")
    assert slack.person("Brian").toasts == []


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_bolt_comes_back_when_asked_to(slack: Sandbox, reason: str) -> None:
    app = bolt_of(slack)
    app.command("/tactic")(_ack)
    async with running(app, slack):
        await slack.faults.refresh_socket(reason)
        await slack.person("Brian").command("/tactic", channel="#social")
    assert slack.person("Brian").toasts == []


async def test_a_client_that_does_not_come_back_is_noticed() -> None:
    async with sandbox(ack_seconds=0.05) as slack, acking(slack):
        with pytest.raises(TimeoutError):
            await slack.faults.refresh_socket()


async def test_an_event_cut_off_by_a_drop_is_delivered_to_the_next_connection(slack: Sandbox) -> None:
    app = bolt_of(slack)
    seen: list[str] = []

    @app.event("app_home_opened")
    async def drop_once(body: dict[str, Any]) -> None:
        seen.append(body["event_id"])
        if len(seen) == 1:
            slack.faults.drop_socket()

    async with running(app, slack, ping_seconds=1):
        await slack.person("Brian").open_home()
        await slack.sockets.all_delivered()
    assert seen[0] == seen[1]


async def test_a_duplicate_envelope(slack: Sandbox) -> None:
    async with acking(slack) as got:
        slack.faults.duplicate_next_envelope()
        await slack.person("Brian").command("/tactic", channel="#social")
        await slack.person("Brian").command("/tactic again", channel="#social")
        assert slack.person("Brian").toasts == []
    assert [envelope["payload"]["text"] for envelope in got] == ["", "", "again"]
    assert got[0]["envelope_id"] == got[1]["envelope_id"] != got[2]["envelope_id"]


async def _ack(ack: Any) -> None:
    await ack()
