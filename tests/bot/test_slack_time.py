"""Slack's time, by the `Date` of its answers and the seconds since: when it is believed, when not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from bot.clock import RETRY_SECONDS, SlackTime, read_date
from bot.slack_client import Api, shared_session
from sandbox import Fault, Sandbox
from tests.sandbox.app import MONDAY, sandbox

HOUR = timedelta(hours=1)
SLACK_JSON = b'{"ok": true}'
OTHERS = [
    b"",
    b"{}",
    b"[]",
    b'"ok"',
    b'["ok", true]',
    b'{"ok": null}',
    b'{"ok": "true"}',
    b'{"error": "ok"}',
    b'{"status": "ok"}',
    b'{"message": "Forbidden"}',
    b"<html>",
    b"\xff\xfe",
]


class Machine:
    """A machine that speaks to Slack; its clock and the seconds it counts go their own ways."""

    def __init__(self, address: str) -> None:
        self.seconds = 1000.0
        self.slack_time = SlackTime(address, lambda: self.seconds)
        self.address = address

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[Api]:
        """Meanwhile it is connected, from an address of its own."""
        async with shared_session(10, self.slack_time.trace_config()) as session:
            yield Api(self.address, session)


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    async with sandbox() as opened:
        yield opened


async def hear(api: Api) -> None:
    """Have Slack answer."""
    await api.posting().api_test()


def asked(slack: Sandbox) -> int:
    """How often Slack was called."""
    return len(slack.traffic)


async def test_slack_is_asked_once_for_the_time_that_nobody_has_told(slack: Sandbox) -> None:
    machine = Machine(slack.api_url)
    async with machine.connected() as api:
        assert await machine.slack_time.ahead(api, MONDAY) == timedelta()
        machine.seconds += 60
        assert await machine.slack_time.ahead(api, MONDAY) == timedelta(seconds=-60)
        assert asked(slack) == 1


@pytest.mark.parametrize("ahead", [HOUR, -HOUR, timedelta(days=18262)])
async def test_a_wrong_clock_is_found_by_what_slack_says_now(slack: Sandbox, ahead: timedelta) -> None:
    machine = Machine(slack.api_url)
    async with machine.connected() as api:
        await hear(api)
        assert await machine.slack_time.ahead(api, MONDAY + ahead) == ahead
        assert asked(slack) == 2


async def test_a_machine_that_slept_has_no_wrong_clock(slack: Sandbox) -> None:
    """Its seconds stood still, so that its clock seems to be ahead."""
    machine = Machine(slack.api_url)
    async with machine.connected() as api:
        await hear(api)
        await slack.clock.advance(8 * HOUR)
        assert await machine.slack_time.ahead(api, MONDAY + 8 * HOUR) == timedelta()


async def test_while_slack_does_not_answer_what_it_said_last_counts(slack: Sandbox) -> None:
    machine = Machine(slack.api_url)
    async with machine.connected() as api:
        await hear(api)
        slack.faults.next("api.test", Fault.dropped(), Fault.server_error(503), Fault.refused("fatal_error"))
        for _ in range(2):
            assert await machine.slack_time.ahead(api, MONDAY + HOUR) == HOUR


async def test_an_unknown_time_is_requested_again_after_some_minutes(slack: Sandbox) -> None:
    machine = Machine(slack.api_url)
    slack.faults.omit_date = True
    async with machine.connected() as api:
        for _ in range(3):
            assert await machine.slack_time.ahead(api, MONDAY) is None
        assert asked(slack) == 1
        machine.seconds += RETRY_SECONDS
        assert await machine.slack_time.ahead(api, MONDAY) is None
        assert asked(slack) == 2


async def test_an_answer_without_a_date_makes_the_time_unknown(slack: Sandbox) -> None:
    machine = Machine(slack.api_url)
    async with machine.connected() as api:
        await hear(api)
        slack.faults.omit_date = True
        assert await machine.slack_time.ahead(api, MONDAY + HOUR) is None
        slack.faults.omit_date = False
        assert await machine.slack_time.ahead(api, MONDAY + HOUR) == HOUR


@pytest.mark.parametrize(
    ("status", "content_type", "path", "body"),
    [
        (200, "text/html", "/api/api.test", SLACK_JSON),
        (200, "text/plain", "/api/api.test", SLACK_JSON),
        (503, "application/json", "/api/api.test", SLACK_JSON),
        (407, "text/plain", "/api/api.test", SLACK_JSON),
        (200, "application/json", "/upload/1", SLACK_JSON),
        *((200, "application/json", "/api/api.test", body) for body in OTHERS),
    ],
)
async def test_only_slacks_json_tells_the_time(
    status: int, content_type: str, path: str, body: bytes
) -> None:
    async def say(_request: web.Request) -> web.Response:
        headers = {"Date": "Mon, 04 Jan 2027 09:00:00 GMT", "Content-Type": content_type}
        return web.Response(status=status, body=body, headers=headers)

    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", say)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
    machine = Machine(f"{origin}/api/")
    async with machine.connected() as api:
        async with api.session.get(f"{origin}{path}") as answer:
            await answer.read()
            assert machine.slack_time._apart(MONDAY) is None
        if path == "/api/api.test":
            assert await machine.slack_time.ahead(api, MONDAY) is None
    await runner.cleanup()


@pytest.mark.parametrize("body", OTHERS)
async def test_what_slack_said_outlasts_what_something_else_says(slack: Sandbox, body: bytes) -> None:
    machine = Machine(slack.api_url)
    async with machine.connected() as api:
        await hear(api)
        await slack.clock.advance(HOUR)  # and with it the Date of what comes in Slack's place
        slack.faults.always("api.test", Fault.raw_response(body, "application/json"))
        assert await machine.slack_time.ahead(api, MONDAY + HOUR) == HOUR
        slack.faults.clear()
        assert await machine.slack_time.ahead(api, MONDAY + HOUR) == timedelta()


@pytest.mark.parametrize(
    ("header", "moment"),
    [
        ("Mon, 04 Jan 2027 09:00:00 GMT", datetime(2027, 1, 4, 9, tzinfo=UTC)),
        ("Mon, 04 Jan 2027 11:00:00 +0200", datetime(2027, 1, 4, 9, tzinfo=UTC)),
        ("Mon, 04 Jan 2027 09:00:00 -0000", datetime(2027, 1, 4, 9, tzinfo=UTC)),
        ("Mon, 99 Jan 2027 09:00:00 GMT", None),
        ("Mon, 04 Jan 2027 09:00:00 +9999", None),
        ("Mon, 04 Jan 99999999999 09:00:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0", None),
        ("today", None),
        ("", None),
    ],
)
def test_a_date_is_read_or_is_none(header: str, moment: datetime | None) -> None:
    assert read_date(header) == moment
