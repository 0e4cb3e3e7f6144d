"""Whatever answers in Slack's place is told as such, with the cure."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.slack import Api, SlackRefused, SlackUnreachable, shared_session, sign_in, socket_address
from tests.conftest import BUSY

ANSWERS: dict[str, tuple[Callable[[], web.Response], str]] = {
    "text": (lambda: web.Response(text="Hello"), "isn't Slack's Web API"),
    "a page": (lambda: web.Response(text="<html>", content_type="text/html"), "isn't Slack's Web API"),
    "nothing": (lambda: web.Response(), "isn't Slack's Web API"),
    "broken JSON": (lambda: web.Response(text="{", content_type="application/json"), "isn't Slack's Web API"),
    "no text": (
        lambda: web.Response(body=b'{"ok": "\xff"}', content_type="application/json"),
        "isn't Slack's Web API",
    ),
    "a list": (lambda: web.json_response([]), "isn't Slack's Web API"),
    "null": (lambda: web.json_response(None), "isn't Slack's Web API"),
    "a number": (lambda: web.json_response(1), "isn't Slack's Web API"),
    "ok alone": (lambda: web.json_response({"ok": True}), "isn't Slack's Web API"),
    "no reason": (lambda: web.json_response({"ok": False}), "isn't Slack's Web API"),
    "text and 502": (lambda: web.Response(status=502, text="Bad gateway"), "out of order (HTTP 502)"),
    "a page and 404": (
        lambda: web.Response(status=404, text="<html>", content_type="text/html"),
        "out of order (HTTP 404)",
    ),
    "broken JSON and 500": (
        lambda: web.Response(status=500, text="{", content_type="application/json"),
        "out of order (HTTP 500)",
    ),
    "a refusal": (lambda: web.json_response({"ok": False, "error": "invalid_auth"}), "(invalid_auth)"),
}


@asynccontextmanager
async def answering(answer: Callable[[], web.Response]) -> AsyncIterator[Api]:
    """A server that answers everything so, in Slack's place."""

    async def handle(_request: web.BaseRequest) -> web.Response:
        return answer()

    runner = web.ServerRunner(web.Server(handle))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        async with shared_session(BUSY) as session:
            yield Api(f"http://127.0.0.1:{runner.addresses[0][1]}/api/", session)
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("kind", ANSWERS)
async def test_what_is_not_slack_is_told(kind: str) -> None:
    answer, words = ANSWERS[kind]
    async with answering(answer) as api:
        for ask in (sign_in, socket_address):
            with pytest.raises(SlackRefused) as refused:
                await ask(api, "x-1")
            assert words in str(refused.value)
            assert isinstance(refused.value, SlackUnreachable) == (kind != "a refusal")
