"""HTTP mode: signed requests, what a person sees of an invalid response, retries of events."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import aiohttp
import pytest
from aiohttp import web

from sandbox import ManifestError, RequestUrlError, Sandbox, signed_headers
from tests.sandbox.app import MONDAY, sandbox
from tests.sandbox.http_app import PATHS, answering, bolt_over_http, http_manifest, served
from tests.timeouts import BUSY

CONNECTION_TROUBLE = "(Slack: We had some trouble connecting. Try again?)"


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    async with sandbox(manifest=http_manifest(), retry_delays=(0, 0, 0)) as opened:
        yield opened


async def ok(_request: web.Request) -> web.Response:
    return web.Response()


def saying(*answers: web.Response) -> Any:
    """These answers in turn."""
    waiting = list(answers)

    async def answer(_request: web.Request) -> web.Response:
        return waiting.pop(0)

    return answer


async def test_bolt_takes_a_command_a_click_a_form_and_an_event(slack: Sandbox) -> None:
    seen: list[str] = []
    brian = slack.person("Brian")
    modal = {
        "type": "modal",
        "callback_id": "form",
        "title": {"type": "plain_text", "text": "Tactic"},
        "submit": {"type": "plain_text", "text": "Save"},
        "blocks": [
            {
                "type": "input",
                "block_id": "what",
                "label": {"type": "plain_text", "text": "What"},
                "element": {"type": "plain_text_input", "action_id": "what"},
            }
        ],
    }
    async with bolt_over_http(slack) as app:

        @app.command("/tactic")
        async def open_form(ack: Any, body: dict[str, Any], client: Any) -> None:
            await client.views_open(trigger_id=body["trigger_id"], view=modal)
            await ack("Here it is")

        @app.view("form")
        async def refuse(ack: Any) -> None:
            await ack(response_action="errors", errors={"what": "Say more"})

        @app.event("app_home_opened")
        async def note(body: dict[str, Any]) -> None:
            seen.append(body["team_id"])

        await brian.command("/tactic", "#social")
        await brian.fill("What", "x")
        await brian.submit()
        await brian.open_home()
    assert "Here it is" in brian.sees("#social")
    assert "Say more" in brian.form()
    assert seen == [slack.workspace.team.id]
    assert brian.toasts == []


async def test_requests_are_signed_with_the_secret_and_the_workspaces_time(slack: Sandbox) -> None:
    await slack.clock.advance(timedelta(hours=1))
    async with answering(slack, ok) as got:
        await slack.person("Brian").command("/tactic new & shiny", "#social")
    (request,) = got
    body = await request.read()
    timestamp = request.headers["X-Slack-Request-Timestamp"]
    signed = f"v0:{timestamp}:".encode() + body
    expected = hmac.new(slack.signing_secret.encode(), signed, hashlib.sha256).hexdigest()
    assert request.headers["X-Slack-Signature"] == f"v0={expected}"
    assert int(timestamp) == int((MONDAY + timedelta(hours=1)).timestamp())
    assert request.path == PATHS["commands"]
    assert request.content_type == "application/x-www-form-urlencoded"
    assert parse_qs(body.decode())["text"] == ["new &amp; shiny"]


async def test_interactions_and_events_have_their_own_urls_and_forms(slack: Sandbox) -> None:
    async with answering(slack, ok) as got:
        await slack.person("Brian").shortcut("New tactic")
        await slack.person("Brian").open_home()
    interaction, event = got
    assert (interaction.path, event.path) == (PATHS["interactive"], PATHS["events"])
    (payload,) = parse_qs((await interaction.read()).decode())["payload"]
    assert json.loads(payload)["type"] == "shortcut"
    assert event.content_type == "application/json"
    assert (await event.json())["event"]["type"] == "app_home_opened"
    assert "X-Slack-Retry-Num" not in event.headers


async def test_bolt_turns_away_what_somebody_else_signed(slack: Sandbox) -> None:
    body = b"command=/tactic"
    async with bolt_over_http(slack), aiohttp.ClientSession() as session:
        url = slack.request_urls.origin + PATHS["commands"]
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        forged = signed_headers("another secret", body, slack.clock.now())
        answer = await session.post(url, data=body, headers={**headers, **forged})
    assert answer.status == 401


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        (web.Response(), ""),
        (web.Response(text="Done"), "Done"),
        (web.json_response({"text": "Also done"}), "Also done"),
    ],
)
async def test_a_command_is_answered_with_nothing_words_or_json(
    slack: Sandbox, answer: web.Response, seen: str
) -> None:
    brian = slack.person("Brian")
    async with answering(slack, saying(answer)):
        await brian.command("/tactic", "#social")
    assert seen in brian.sees("#social")
    assert brian.toasts == []


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (web.Response(status=404), "http_client_error"),
        (web.Response(status=503), "http_service_error"),
        (web.Response(status=302, headers={"Location": PATHS["events"]}), "http_client_error"),
        (web.Response(text="{", content_type="application/json"), "invalid_response"),
        (web.json_response(["no object"]), "invalid_response"),
    ],
)
async def test_a_bad_answer_to_a_command_is_told_to_who_typed_it(
    slack: Sandbox, answer: web.Response, error: str
) -> None:
    brian = slack.person("Brian")
    async with answering(slack, saying(answer)) as got:
        await brian.command("/tactic", "#social")
    assert brian.toasts == [f"/tactic failed with the error “{error}”"]
    assert len(got) == 1


@pytest.mark.parametrize("answer", [web.Response(status=500), web.Response(text="ok")])
async def test_a_bad_answer_to_an_interaction_is_told_too(slack: Sandbox, answer: web.Response) -> None:
    brian = slack.person("Brian")
    async with answering(slack, saying(answer)):
        await brian.shortcut("New tactic")
    assert brian.news() == CONNECTION_TROUBLE


async def test_an_answer_that_comes_too_late(slack: Sandbox) -> None:
    brian = slack.person("Brian")
    gone = asyncio.Event()

    async def wait(_request: web.Request) -> web.Response:
        await gone.wait()
        return web.Response()

    async with answering(slack, wait):
        slack.request_urls.ack_seconds = 0.05
        await brian.command("/tactic", "#social")
        gone.set()
    assert brian.toasts == ["/tactic failed with the error “operation_timeout”"]


async def test_nobody_is_there(slack: Sandbox) -> None:
    brian = slack.person("Brian")
    await brian.command("/tactic", "#social")
    async with answering(slack, ok):
        pass
    await brian.command("/tactic", "#social")
    assert brian.toasts == ["/tactic failed with the error “dispatch_failed”"] * 2


async def retried(slack: Sandbox, got: list[web.Request]) -> list[tuple[str | None, str | None]]:
    """Which retry each request said it was, and why."""
    await slack.request_urls.all_delivered()
    names = ("X-Slack-Retry-Num", "X-Slack-Retry-Reason")
    return [(request.headers.get(names[0]), request.headers.get(names[1])) for request in got]


async def test_an_event_comes_again_until_it_is_taken(slack: Sandbox) -> None:
    async with answering(
        slack, saying(web.Response(status=500), web.Response(status=302), web.Response())
    ) as got:
        await slack.person("Brian").open_home()
        assert await retried(slack, got) == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert len({(await request.json())["event_id"] for request in got}) == 1


async def test_an_event_that_was_answered_late_comes_again(slack: Sandbox) -> None:
    gone = asyncio.Event()

    async def wait_once(_request: web.Request) -> web.Response:
        if len(got) == 1:
            slack.request_urls.ack_seconds = 5
            await gone.wait()
        return web.Response()

    async with answering(slack, wait_once) as got:
        slack.request_urls.ack_seconds = 0.05
        await slack.person("Brian").open_home()
        assert await retried(slack, got) == [(None, None), ("1", "http_timeout")]
        gone.set()


async def test_an_app_may_ask_for_no_retry(slack: Sandbox) -> None:
    refusing = web.Response(status=500, headers={"X-Slack-No-Retry": "1"})
    async with answering(slack, saying(refusing)) as got:
        await slack.person("Brian").open_home()
        assert await retried(slack, got) == [(None, None)]


async def test_an_event_comes_again_when_the_app_broke_the_connection(slack: Sandbox) -> None:
    async def break_once(request: web.Request) -> web.Response:
        if len(got) == 1 and request.transport is not None:
            request.transport.abort()
        return web.Response()

    async with answering(slack, break_once) as got:
        await slack.person("Brian").open_home()
        assert await retried(slack, got) == [(None, None), ("1", "connection_failed")]


async def test_a_duplicate_request(slack: Sandbox) -> None:
    async with answering(slack, ok) as got:
        slack.faults.duplicate_next_request()
        await slack.person("Brian").command("/tactic", "#social")
        await slack.person("Brian").command("/tactic again", "#social")
    texts = [parse_qs((await request.read()).decode(), keep_blank_values=True)["text"] for request in got]
    assert texts == [[""], [""], ["again"]]


async def test_a_connection_that_breaks_once_the_app_has_the_request(slack: Sandbox) -> None:
    brian = slack.person("Brian")
    async with bolt_over_http(slack) as app:
        done = asyncio.Event()

        @app.command("/tactic")
        async def reply(ack: Any) -> None:
            await ack("Nobody hears this")
            done.set()

        slack.faults.drop_next_request()
        await brian.command("/tactic", "#social")
        async with asyncio.timeout(BUSY):
            await done.wait()
        assert brian.toasts == ["/tactic failed with the error “operation_timeout”"]
        await brian.command("/tactic", "#social")
    assert brian.sees("#social").count("Nobody hears this") == 1


@pytest.mark.parametrize("status", [200, 500])
async def test_a_request_url_has_to_take_the_challenge(slack: Sandbox, status: int) -> None:
    async def receive(_request: web.Request) -> web.Response:
        return web.Response(text="hello", status=status)

    async with served(web.post(PATHS["events"], receive)) as origin:
        with pytest.raises(RequestUrlError):
            await slack.connect_app(origin)
    assert slack.request_urls.origin == ""


@pytest.mark.parametrize("kind", ["text", "form", "json"])
async def test_the_challenge_can_be_answered_in_three_ways(slack: Sandbox, kind: str) -> None:
    async def receive(request: web.Request) -> web.Response:
        challenge = (await request.json())["challenge"]
        if kind == "json":
            return web.json_response({"challenge": challenge})
        if kind == "form":
            return web.Response(
                text=f"challenge={challenge}", content_type="application/x-www-form-urlencoded"
            )
        return web.Response(text=challenge)

    async with served(web.post(PATHS["events"], receive)) as origin:
        await slack.connect_app(f"{origin}/whatever")
    assert slack.request_urls.origin == origin


async def test_request_urls_are_https() -> None:
    described = http_manifest()
    described["settings"]["event_subscriptions"]["request_url"] = "http://oncourse.example/slack/events"
    with pytest.raises(ManifestError, match="https"):
        sandbox(manifest=described)


async def test_traffic_need_not_be_kept(slack: Sandbox) -> None:
    async with answering(slack, ok):
        slack.recording = False
        await slack.person("Brian").command("/tactic", "#social")
        slack.recording = True
        await slack.person("Brian").command("/tactic kept", "#social")
    assert [sent.payload["text"] for sent in slack.transport.sent] == ["kept"]
