"""Slack's errors are read whatever slack_sdk made of the answer, and final is only what Slack calls so."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack_client import Api, shared_session
from handlers.slack.errors import (
    FINAL,
    MALFORMED,
    MAX_WAIT,
    NOT_DONE,
    TAKEN_BACK,
    TOO_LONG,
    UNKNOWN_USER,
    UNREACHABLE,
    code_of,
    is_not_done,
    is_refused,
    is_too_long,
    name_of,
    read_retry_after,
    retry_after,
    status_of,
    text_part,
)
from sandbox import Fault
from sandbox.arguments import methods
from sandbox.odd_responses import odd_responses, responses_without_json
from tests.sandbox.app import refused, sandbox

DATE = "Mon, 04 Jan 2027 09:00:00 GMT"
# Documented for all methods, and so in no method's own list; the last one no more, but still answered.
SHARED = {"account_inactive", "token_expired", "token_revoked", "invalid_arguments", "cannot_dm_bot"}


def answered(data: Any, status: int = 200, **headers: str) -> SlackApiError:
    """An error as the SDK raises it for such data."""
    given_ = {name.replace("_", "-"): value for name, value in headers.items()}
    response = AsyncSlackResponse(
        client=AsyncWebClient(),
        http_verb="POST",
        api_url="",
        req_args={},
        data=data,
        headers=given_,
        status_code=status,
    )
    return SlackApiError("no", response)  # type: ignore[no-untyped-call]  # the SDK's own


SHAPES: list[Any] = [
    answered({}),
    answered("upstream connect error", 503).response,
    SimpleNamespace(status_code=200, headers={}, data=b"\x1f\x8b"),
    answered(None).response,
    answered(["ok"]).response,
    answered({"ok": False, "error": None}).response,
    answered({"ok": False, "error": ["channel_not_found"]}).response,
    answered({"error": "channel_not_found"}).response,
    answered({"ok": "false", "error": "channel_not_found"}).response,
    SimpleNamespace(status=200, headers={"Retry-After": "soon"}),
    SimpleNamespace(status_code=None, headers=None, data=None),
    {},
    "channel_not_found",
    None,
]


@pytest.mark.parametrize("response", SHAPES, ids=range(len(SHAPES)))
def test_what_says_nothing_means_nothing(response: Any) -> None:
    error = SlackApiError("no", response)  # type: ignore[no-untyped-call]  # the SDK's own
    assert code_of(error) == ""
    assert not is_refused(error)
    assert not is_not_done(error)
    assert not is_too_long(error)
    assert retry_after(error) is None
    assert name_of(error) == f"http_{status_of(error)}"


@pytest.mark.parametrize(
    "data",
    [
        *({}, {"channel": None}, {"channel": ""}, {"channel": "C1"}, {"channel": 7}, {"channel": True}),
        *({"channel": []}, {"channel": ["id"]}, {"channel": {}}, {"channel": {"name": "x"}}),
        *({"channel": {"id": wrong}} for wrong in (None, "", 7, True, ["C1"], {"id": "C1"})),
    ],
)
def test_a_part_that_is_missing_or_of_another_kind_makes_no_answer(data: dict[str, Any]) -> None:
    answer = answered({"ok": True, **data}).response
    with pytest.raises(SlackApiError) as raised:
        text_part(answer, "channel", "id")
    assert not is_refused(raised.value)
    assert not is_not_done(raised.value)
    assert name_of(raised.value) == "http_200"


@pytest.mark.parametrize("status", [400, 403, 404, 500, 502])
def test_a_code_is_slacks_only_with_http_200(status: int) -> None:
    assert not is_refused(answered({"ok": False, "error": "channel_not_found"}, status))
    assert is_refused(answered({"ok": False, "error": "channel_not_found"}), UNREACHABLE)


def test_every_code_is_documented() -> None:
    documented = {code for facts in methods().values() for code in facts["errors"]} | SHARED
    assert documented >= FINAL


def test_no_code_means_two_things() -> None:
    assert not FINAL & NOT_DONE
    assert not UNREACHABLE & (TOO_LONG | MALFORMED)
    assert UNKNOWN_USER <= UNREACHABLE
    assert TAKEN_BACK <= NOT_DONE
    # Slack says of these that the work may be done.
    assert not {"internal_error", "fatal_error", "unknown_error", ""} & (FINAL | NOT_DONE)


@pytest.mark.parametrize(
    ("reason", "too_long"),
    [
        ("no more than 50 items allowed [json-pointer:/blocks]", True),
        ("must be less than 3001 characters [json-pointer:/blocks/0/text/text]", True),
        ("missing required field: text", False),
    ],
)
def test_blocks_may_be_refused_for_their_size(reason: str, too_long: bool) -> None:
    for where in ({"errors": [reason]}, {"response_metadata": {"messages": [reason]}}):
        assert is_too_long(answered({"ok": False, "error": "invalid_blocks", **where})) == too_long


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("30", 30),
        ("1.5", 1.5),
        ("Mon, 04 Jan 2027 09:00:30 GMT", 30),
        ("Mon, 04 Jan 2027 08:00:00 GMT", None),
        ("Mon, 99 Jan 2027 09:00:30 GMT", None),
        ("Mon, 04 Jan 2027 09:00:30", None),
        ("abc", None),
        ("", None),
        (None, None),
        ("0", None),
        ("-5", None),
        ("nan", None),
        ("inf", 3600),
        ("3601", 3600),
        ("10000000000", 3600),
        ("1e400", 3600),
    ],
)
def test_retry_after(said: str | None, seconds: float | None) -> None:
    assert read_retry_after(said, DATE) == (None if seconds is None else timedelta(seconds=seconds))


@given(st.text() | st.floats().map(str) | st.integers().map(str), st.text() | st.just(DATE))
def test_retry_after_is_nothing_or_at_most_an_hour(said: str, answered_at: str) -> None:
    found = read_retry_after(said, answered_at)
    assert found is None or timedelta() < found <= MAX_WAIT


ODD = odd_responses()


@pytest.mark.parametrize("name", ODD)
async def test_our_client_raises_what_can_be_read(name: str) -> None:
    async with sandbox() as slack, shared_session(10) as session:
        slack.faults.always("auth.test", ODD[name])
        client = Api(slack.api_url, session).posting(slack.bot_token)
        if name == "ok and nothing else":
            assert (await client.auth_test()).get("team_id") is None
            return
        with pytest.raises((SlackApiError, aiohttp.ClientPayloadError)) as raised:
            await client.auth_test()
        if isinstance(raised.value, SlackApiError):
            assert not is_refused(raised.value)
            is_json = name not in responses_without_json()
            assert isinstance(raised.value.response.data, dict)
            assert status_of(raised.value) == ODD[name].status
            assert is_json or not is_not_done(raised.value)


@pytest.mark.parametrize("said", ["abc", "10000000000", "-1"])
async def test_a_question_is_asked_again_after_a_pause_that_is_no_number(said: str) -> None:
    async with sandbox() as slack, shared_session(10) as session:
        body = b'{"ok": false, "error": "ratelimited"}'
        slack.faults.next("auth.test", Fault.raw_response(body, "application/json", 429, retry_after=said))
        question = Api(slack.api_url, session).reading(slack.bot_token).auth_test()
        if said == "10000000000":
            assert await refused(question) == "ratelimited"
        else:
            assert (await question)["ok"]
