"""What is posted to the bot: Slack's own is served, everything else is turned away without a trace."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.transports.server import MAX_BODY
from tests.stories.stage import Campfire
from tests.timeouts import AdjustableTimeouts
from tests.web.hostile import (
    CANARY,
    FORM,
    JSON,
    Logged,
    Sent,
    command,
    event,
    home_opened,
    interaction,
    kept,
    listening,
    post,
    signed,
)


@pytest.fixture
def logged() -> Iterator[Logged]:
    """Everything that is logged, at any level."""
    with listening() as logged:
        yield logged


@pytest.fixture
async def untouched(campfire: Campfire, logged: Logged) -> AsyncIterator[None]:
    """Nothing is written, nothing asked of Slack, and nothing that was sent is in the logs."""
    before, asked = await kept(campfire.bot.store), len(campfire.slack.traffic)
    yield
    assert await kept(campfire.bot.store) == before
    assert len(campfire.slack.traffic) == asked
    told = "\n".join(logged.lines)
    assert CANARY not in told
    assert campfire.slack.signing_secret not in told
    assert '"level": "ERROR"' not in told


async def test_a_signed_command_is_answered(campfire: Campfire) -> None:
    status, said = await post(campfire, signed(campfire, command(campfire, text="help"), FORM))
    assert status == 200
    assert json.loads(said)["response_type"] == "ephemeral"


async def test_a_signed_command_that_takes_long_is_answered_later(
    campfire: Campfire, monkeypatch: pytest.MonkeyPatch, timeouts: AdjustableTimeouts
) -> None:
    monkeypatch.setattr(timeouts, "acknowledge", 0)
    await campfire.maya.command("/plan", "#social")
    assert campfire.slack.transport.sent[-1].answer == {}
    assert "This channel has no plan yet" in campfire.maya.news()


HEADERS: dict[str, Any] = {
    "none": lambda _stamp, _sign: [],
    "no signature": lambda stamp, _sign: [stamp],
    "no timestamp": lambda _stamp, sign: [sign],
    "signature doubled": lambda stamp, sign: [stamp, sign, sign],
    "timestamp doubled": lambda stamp, sign: [stamp, stamp, sign],
    "signature of another": lambda stamp, sign: [stamp, (sign[0], "v0=" + "0" * 64)],
    "signature cut": lambda stamp, sign: [stamp, (sign[0], sign[1][:-1])],
    "signature in capitals": lambda stamp, sign: [stamp, (sign[0], sign[1].upper())],
    "another version": lambda stamp, sign: [stamp, (sign[0], sign[1].replace("v0", "v1"))],
    "signature not ascii": lambda stamp, sign: [stamp, (sign[0], "v0=ü" + sign[1][4:])],
    "signature empty": lambda stamp, sign: [stamp, (sign[0], "")],
    "signature huge": lambda stamp, sign: [stamp, (sign[0], sign[1] * 100)],
    "timestamp no number": lambda stamp, sign: [(stamp[0], "soon"), sign],
    "timestamp in other digits": lambda stamp, sign: [(stamp[0], "١٢٣"), sign],
    "timestamp negative": lambda stamp, sign: [(stamp[0], f"-{stamp[1]}"), sign],
    "timestamp with a fraction": lambda stamp, sign: [(stamp[0], f"{stamp[1]}.0"), sign],
    "timestamp with an underscore": lambda stamp, sign: [(stamp[0], f"1_{stamp[1]}"), sign],
    "timestamp huge": lambda stamp, sign: [(stamp[0], "9" * 4000), sign],
    "timestamp empty": lambda stamp, sign: [(stamp[0], ""), sign],
    "timestamp a second off": lambda stamp, sign: [(stamp[0], str(int(stamp[1]) + 1)), sign],
}


async def test_headers_that_do_not_vouch(campfire: Campfire, untouched: None) -> None:
    for game, headers in HEADERS.items():
        vouched = signed(campfire, command(campfire), FORM)
        sent = Sent(vouched.body, FORM, headers(*vouched.headers))
        assert await post(campfire, sent) == (401, "not signed by Slack"), game


@pytest.mark.parametrize(("seconds", "status"), [(-301, 401), (-300, 200), (300, 200), (301, 401)])
async def test_five_minutes_either_way(campfire: Campfire, seconds: int, status: int) -> None:
    at = campfire.slack.clock.now() + timedelta(seconds=seconds)
    answer = await post(campfire, signed(campfire, command(campfire, text="help"), FORM, at))
    assert answer[0] == status


async def test_a_changed_body(campfire: Campfire, untouched: None) -> None:
    vouched = signed(campfire, command(campfire), FORM)
    sent = Sent(vouched.body + b"&text=more", FORM, vouched.headers)
    assert await post(campfire, sent) == (401, "not signed by Slack")


BODIES = [
    (JSON, b"", 400),
    (JSON, b"{", 400),
    (JSON, b"[]", 400),
    (JSON, b"null", 400),
    (JSON, b'{"type": "event_callback"}', 400),
    (JSON, b'{"type": "url_verification"}', 400),
    (JSON, b'{"type": NaN}', 400),
    (JSON, b"[" * 100_000, 400),
    (JSON, b"\xff\xfe", 400),
    (FORM, b"", 400),
    (FORM, b"payload=", 400),
    (FORM, b"payload=%7B", 400),
    (FORM, b"payload=%FF", 400),
    (FORM, b"command=%2Fplan", 400),
    (FORM, b"a=1&a=2", 400),
    (FORM, b"=&" * 100, 400),
    ("text/plain", b'{"type": "event_callback"}', 415),
    ("", b"{}", 415),
    ("multipart/form-data; boundary=x", b"--x--", 415),
]


async def test_signed_bodies_that_are_none_of_slacks(campfire: Campfire, untouched: None) -> None:
    for content_type, body, status in BODIES:
        answer = await post(campfire, signed(campfire, body, content_type))
        assert answer == (status, "unreadable"), (content_type, body)


async def test_half_a_character_is_none(campfire: Campfire, untouched: None) -> None:
    opened = home_opened(campfire)
    body = event({**opened, "event": {**opened["event"], "user": "\ud800"}})
    assert await post(campfire, signed(campfire, body, JSON)) == (400, "unreadable")


async def test_another_workspace(campfire: Campfire, untouched: None) -> None:
    typed = command(campfire, team_id="T0ELSEWHERE")
    told = event(home_opened(campfire, team_id="T0ELSEWHERE"))
    clicked = interaction(
        {
            "type": "shortcut",
            "callback_id": "tactic.new",
            "trigger_id": "1.2.abc",
            "user": {"id": campfire.maya.id},
            "team": {"id": "T0ELSEWHERE"},
        }
    )
    for body, content_type in ((typed, FORM), (told, JSON), (clicked, FORM)):
        assert await post(campfire, signed(campfire, body, content_type)) == (403, "not installed")


async def test_too_much(campfire: Campfire, untouched: None) -> None:
    status, _ = await post(campfire, signed(campfire, b"text=" + b"x" * MAX_BODY, FORM))
    assert status == 413


async def test_a_body_that_does_not_come(
    campfire: Campfire, untouched: None, monkeypatch: pytest.MonkeyPatch, timeouts: AdjustableTimeouts
) -> None:
    monkeypatch.setattr(timeouts, "request_body", 0.1)
    host, _, port = campfire.bot.address.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\ncommand=")
    assert (await reader.readline()).startswith(b"HTTP/1.1 408")
    writer.close()


async def test_an_event_told_again_is_answered_and_done_once(campfire: Campfire) -> None:
    opened = home_opened(campfire)
    for _ in range(3):
        sent = signed(campfire, event(opened), JSON)
        assert await post(campfire, sent) == (200, "")
        await campfire.slack.clock.advance(timedelta(minutes=1))
    assert len([call for call in campfire.slack.traffic if call.method == "views.publish"]) == 1


async def test_a_command_sent_again_gets_the_first_answer(campfire: Campfire) -> None:
    await campfire.start_plan()
    typed = signed(campfire, command(campfire, text=""), FORM)
    first = await post(campfire, typed)
    await campfire.add_goal("Build relationships with influencers")
    assert await post(campfire, typed) == first


async def test_slack_looks_for_the_certificate(campfire: Campfire, untouched: None) -> None:
    assert await post(campfire, Sent(b"ssl_check=1&token=abc", FORM, ())) == (200, "")
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{campfire.bot.address}/slack/events?ssl_check=1") as answer:
            assert answer.status == 200
        async with session.get(f"{campfire.bot.address}/slack/events") as answer:
            assert answer.status == 405


async def test_every_other_path_is_not_there(campfire: Campfire, untouched: None) -> None:
    async with aiohttp.ClientSession() as session:
        for path in (
            "/",
            "/slack",
            "/slack/event",
            "/slack/events/",
            "/.env",
            "/metrics/x",
            "/slack/install",
        ):
            async with session.get(campfire.bot.address + path) as answer:
                assert answer.status == 404
                assert "Server" not in answer.headers
                assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_slack_says_that_it_holds_back_events(campfire: Campfire, logged: Logged) -> None:
    limited = {
        "token": "sandbox",
        "type": "app_rate_limited",
        "team_id": "T0ELSEWHERE",
        "minute_rate_limited": 1518467820,
        "api_app_id": campfire.slack.backend.app.id,
    }
    assert await post(campfire, signed(campfire, event(limited), JSON)) == (200, "")
    [line] = [json.loads(line) for line in logged.lines if "dropping events" in line]
    assert (line["level"], line["workspace"], line["minute_rate_limited"]) == (
        "WARNING",
        "T0ELSEWHERE",
        "1518467820",
    )


async def test_an_event_that_nothing_listens_to_is_acknowledged(campfire: Campfire, untouched: None) -> None:
    joined = {"type": "team_join", "user": {"id": campfire.maya.id, "name": CANARY}}
    told = home_opened(campfire, event=joined)
    assert await post(campfire, signed(campfire, event(told), JSON)) == (200, "")
