"""Settings decide how Slack reaches the bot; what is missing or out of place is named, with its cure."""

import os
from collections.abc import Mapping

import pytest

from bot.config import SettingsRefused, hide_environment, read_settings

KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
BOT = {"SLACK_BOT_TOKEN": "xoxb-1"}
SOCKET = {**BOT, "SLACK_APP_TOKEN": "xapp-1"}
HTTP = {**BOT, "SLACK_SIGNING_SECRET": "s"}
MANY = {
    "SLACK_SIGNING_SECRET": "s",
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "c",
    "TOKEN_KEYS": f"{KEY},{KEY}",
    "PUBLIC_URL": "https://oncourse.example",
}


@pytest.fixture(autouse=True)
def nothing_else(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))


def refused(settings: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsRefused) as refusal:
        read_settings()
    return str(refusal.value).splitlines()


@pytest.mark.parametrize(
    ("settings", "mode", "port"),
    [
        (SOCKET, "socket", None),
        ({**SOCKET, "PORT": "8080"}, "socket", 8080),
        ({**SOCKET, "SLACK_SIGNING_SECRET": "s", "SLACK_CLIENT_ID": "1.2"}, "socket", None),
        (HTTP, "http", 3000),
        ({**HTTP, "PUBLIC_URL": "https://oncourse.example/", "PORT": "0"}, "http", 0),
        (MANY, "workspaces", 3000),
        ({**MANY, "PUBLIC_URL": "http://127.0.0.1:3000"}, "workspaces", 3000),
    ],
)
def test_the_secrets_that_are_set_decide(
    settings: Mapping[str, str], mode: str, port: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    read = read_settings()
    assert (read.mode, read.listens_on) == (mode, port)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({}, ["SLACK_BOT_TOKEN is not set", "SLACK_APP_TOKEN is not set"]),
        (BOT, ["SLACK_APP_TOKEN is not set"]),
        ({"SLACK_SIGNING_SECRET": "s"}, ["SLACK_BOT_TOKEN is not set"]),
        (
            {"SLACK_CLIENT_ID": "1.2"},
            [
                "SLACK_CLIENT_SECRET is not set",
                "SLACK_SIGNING_SECRET is not set",
                "TOKEN_KEYS is not set",
                "PUBLIC_URL is not set",
            ],
        ),
        ({**MANY, **BOT}, ["SLACK_BOT_TOKEN is set, and has no place in HTTP mode for many workspaces"]),
        ({**SOCKET, "TOKEN_KEYS": KEY}, ["TOKEN_KEYS is set, and has no place in Socket Mode"]),
        ({**MANY, "TOKEN_KEYS": "abc"}, ["TOKEN_KEYS"]),
        ({**MANY, "TOKEN_KEYS": ","}, ["TOKEN_KEYS"]),
        ({**MANY, "PUBLIC_URL": "http://oncourse.example"}, ["PUBLIC_URL is no https address"]),
        ({**MANY, "PUBLIC_URL": "https://oncourse.example/slack"}, ["PUBLIC_URL"]),
        ({**MANY, "PUBLIC_URL": "https://"}, ["PUBLIC_URL"]),
        ({**HTTP, "PORT": "70000"}, ["PORT"]),
        ({**HTTP, "PORT": "http"}, ["PORT"]),
    ],
)
def test_what_is_missing_or_out_of_place_is_named(
    settings: Mapping[str, str], named: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    complaints = refused(settings, monkeypatch)
    assert len(complaints) == len(named)
    for complaint, start in zip(complaints, named, strict=True):
        assert complaint.startswith(start)
        assert complaint.endswith(".")


def test_no_secret_is_in_a_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = {**MANY, "TOKEN_KEYS": "sesame", "SLACK_CLIENT_SECRET": "open", "SLACK_BOT_TOKEN": "xoxp-1"}
    said = "\n".join(refused(secrets, monkeypatch))
    assert not any(secret in said for secret in ("sesame", "open", "xoxp-1"))


def test_what_is_secret_is_hidden_from_whatever_the_bot_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**MANY, "SLACK_ANYTHING": "x"}.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    hide_environment()
    assert not [name for name in os.environ if name.startswith("SLACK_") or name == "TOKEN_KEYS"]
    assert set(settings.secrets()) == {"s", "c", KEY}
    assert not any(secret in repr(settings) for secret in (KEY, "'s'", "'c'"))
