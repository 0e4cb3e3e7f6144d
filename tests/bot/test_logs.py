"""What the logs say: a line of JSON, in which no secret is."""

import json
import logging

import pytest

from bot.logs import JsonLines


def line(message: str, secrets: tuple[str, ...] = (), **extra: str) -> dict[str, str]:
    record = logging.makeLogRecord(
        {"msg": message, "levelname": "INFO", "name": "bot.transports.server", **extra}
    )
    return dict(json.loads(JsonLines(secrets).format(record)))


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("xoxb-1-a failed", "[secret] failed"),
        ("xoxe.xoxb-1-Mi0-a failed", "[secret] failed"),
        ("refresh xoxe-1-abc", "refresh [secret]"),
        ("xapp-1-A1-2", "[secret]"),
        ("at https://hooks.slack.com/commands/T1/2", "at [secret]"),
        ("/slack/oauth_redirect?code=1.2.a-b&state=xyz HTTP", "/slack/oauth_redirect?[secret]&[secret] HTTP"),
        ("GET /calendar/abc-DEF_1.ics", "GET [secret].ics"),
        ("a code of conduct", "a code of conduct"),
    ],
)
def test_what_looks_like_a_secret_is_struck_out(said: str, logged: str) -> None:
    assert line(said)["message"] == logged
    assert line("said", what=said)["what"] == logged


def test_what_is_known_to_be_a_secret_is_struck_out() -> None:
    assert line("signed with s.e+cret", ("s.e+cret", ""))["message"] == "signed with [secret]"
    assert line("xoxb-1 and s.e+cret", ("s.e+cret",))["message"] == "[secret] and [secret]"
    assert line("nothing of that", ("",))["message"] == "nothing of that"
