"""Settings decide how Slack reaches the bot; what is missing or out of place is named, with its cure."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bot.config import SettingsRefused, hide_environment, read_database_url, read_settings, read_token_keys

ROOT = Path(__file__).parents[2]
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
    assert (read.mode, read.listen_port) == (mode, port)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({}, ["SLACK_BOT_TOKEN isn't set", "SLACK_APP_TOKEN isn't set"]),
        (BOT, ["SLACK_APP_TOKEN isn't set"]),
        ({"SLACK_SIGNING_SECRET": "s"}, ["SLACK_BOT_TOKEN isn't set"]),
        (
            {"SLACK_CLIENT_ID": "1.2"},
            [
                "SLACK_CLIENT_SECRET isn't set",
                "SLACK_SIGNING_SECRET isn't set",
                "TOKEN_KEYS isn't set",
                "PUBLIC_URL isn't set",
            ],
        ),
        ({**MANY, **BOT}, ["SLACK_BOT_TOKEN is set, but isn't used in HTTP mode for many workspaces"]),
        ({**SOCKET, "TOKEN_KEYS": KEY}, ["TOKEN_KEYS is set, but isn't used in Socket Mode"]),
        ({**MANY, "TOKEN_KEYS": "abc"}, ["TOKEN_KEYS"]),
        ({**MANY, "TOKEN_KEYS": ","}, ["TOKEN_KEYS"]),
        ({**MANY, "PUBLIC_URL": "http://oncourse.example"}, ["PUBLIC_URL isn't an https address"]),
        ({**MANY, "PUBLIC_URL": "https://oncourse.example/slack"}, ["PUBLIC_URL"]),
        ({**MANY, "PUBLIC_URL": "https://"}, ["PUBLIC_URL"]),
        ({**MANY, "PUBLIC_URL": "https://["}, ["PUBLIC_URL isn't an https address"]),
        ({**MANY, "PUBLIC_URL": "https://me:sesame@a.example"}, ["PUBLIC_URL has a name or password"]),
        *(
            ({**SOCKET, "SLACK_API_URL": address}, ["SLACK_API_URL isn't an http address"])
            for address in (
                "http://",
                "http://[x",
                "http://a b/",
                "http://a:99999/",
                "http://a:b/",
                "ftp://a/",
                "a",
            )
        ),
        *(
            ({**MANY, "PUBLIC_URL": address}, ["PUBLIC_URL isn't an https address"])
            for address in ("https://[x", "https://x:abc", "https://x y", "https://me:sesame@x y")
        ),
        ({**SOCKET, "SLACK_API_URL": "http://me:sesame@a/"}, ["SLACK_API_URL has a name or password"]),
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


UNREADABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder": (lambda file: file.mkdir(), "it's a folder"),
    "no UTF-8": (lambda file: file.write_bytes("Rīgā".encode("cp1257")), "it isn't UTF-8 text"),
    "UTF-16": (lambda file: file.write_bytes("A=1".encode("utf-16")), "it isn't UTF-8 text"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_file_of_settings_that_cannot_be_read_is_told(kind: str) -> None:
    put, why = UNREADABLE[kind]
    put(Path(".env"))
    for read in (read_settings, read_database_url, read_token_keys):
        with pytest.raises(SettingsRefused) as refused:
            read()
        assert str(refused.value).startswith(f".env can't be read: {why}")


def test_a_file_of_settings_that_one_may_not_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_arguments: object, **_named: object) -> str:
        raise PermissionError(13, "Permission denied", ".env")

    monkeypatch.setattr(Path, "read_text", forbidden)
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    assert str(refused.value) == (
        ".env can't be read: Permission denied. Let this user read it: chmod u+r .env."
    )


def test_the_mark_that_some_editors_put_first_is_passed_over() -> None:
    Path(".env").write_text("\ufeffDATABASE_URL=sqlite:///other.db", encoding="utf-8")
    assert read_database_url() == "sqlite:///other.db"


def test_the_example_as_it_is_counts_as_nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_bytes((ROOT / ".env.example").read_bytes())
    complaints = refused({}, monkeypatch)
    assert [complaint.split()[0] for complaint in complaints] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]
    assert all("isn't set" in complaint for complaint in complaints)


@pytest.mark.parametrize("left", ["", "...", "…", "xxxx", "***", "-", " "])
def test_a_token_that_is_only_its_beginning_is_not_set(left: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**HTTP, "SLACK_APP_TOKEN": f"xapp-{left}"}.items():
        monkeypatch.setenv(name, value)
    assert read_settings().mode == "http"
    (complaint,) = refused({"SLACK_BOT_TOKEN": f"xoxb-{left}"}, monkeypatch)
    assert complaint.startswith("SLACK_BOT_TOKEN isn't set")


@pytest.mark.parametrize("level", ["info", "Info", "INFO", " info ", "debug", "Warning", "ERROR"])
def test_a_level_is_written_in_any_case(level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**SOCKET, "LOG_LEVEL": level}.items():
        monkeypatch.setenv(name, value)
    assert read_settings().log_level == level.strip().upper()


@pytest.mark.parametrize(
    ("zone", "known"),
    [
        *((zone, True) for zone in ("", "UTC", "Europe/Riga", ":Europe/Riga", "EST5EDT", "/etc/localtime")),
        *((zone, False) for zone in ("Europe/Rigaa", "Nowhere", "../etc", "CET-1CEST", "Europe")),
    ],
)
def test_a_zone_that_is_not_known_is_named(zone: str, known: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**SOCKET, "TZ": zone}.items():
        monkeypatch.setenv(name, value)
    if known:
        read_settings()
    else:
        (complaint,) = refused({}, monkeypatch)
        assert complaint.startswith(f"TZ is {zone}, which isn't a time zone here.")


def test_what_is_secret_is_hidden_from_whatever_the_bot_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**MANY, "SLACK_ANYTHING": "x"}.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    hide_environment()
    assert not [name for name in os.environ if name.startswith("SLACK_") or name == "TOKEN_KEYS"]
    assert set(settings.secrets()) == {"s", "c", KEY}
    assert not any(secret in repr(settings) for secret in (KEY, "'s'", "'c'"))
