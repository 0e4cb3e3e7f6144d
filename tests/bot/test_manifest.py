"""`oncourse manifest`: what the Slack app is made from."""

import json
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from bot.cli import main
from bot.config import SettingsRefused, read_settings
from bot.manifest import manifest
from sandbox.manifest import read_manifest


def commands(printed: str) -> list[str]:
    """The names of the commands, as Slack reads them."""
    return list(read_manifest(json.loads(printed)).commands)


def test_the_manifest_is_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out) == manifest()
    assert commands(printed.out) == ["/plan", "/goal", "/tactic", "/checkin"]
    assert printed.err == ""


def test_a_prefix_begins_every_command_and_is_to_be_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "--prefix", "oc-"]) == 0
    printed = capsys.readouterr()
    assert commands(printed.out) == ["/oc-plan", "/oc-goal", "/oc-tactic", "/oc-checkin"]
    assert printed.err == "Set COMMAND_PREFIX=oc- for the bot, too.\n"


def test_a_link_opens_slacks_form_filled_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "--prefix", "oc-", "--link"]) == 0
    link = urlsplit(capsys.readouterr().out.strip())
    assert (link.scheme, link.netloc, link.path) == ("https", "api.slack.com", "/apps")
    asked = parse_qs(link.query, strict_parsing=True)
    assert asked == {"new_app": ["1"], "manifest_json": [asked["manifest_json"][0]]}
    packed = link.query.partition("&manifest_json=")[2]
    assert json.loads(unquote(packed)) == manifest("oc-")  # as a browser reads it, to whom + is no space


WRONG = ["OC-", "oc ", "/oc", "ö", "a" * 25, "oc.", "oc\n"]


@pytest.mark.parametrize("prefix", WRONG)
def test_a_prefix_that_slack_does_not_take_is_refused(
    prefix: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["manifest", "--prefix", prefix])
    assert ended.value.code == 2
    assert "lower-case letters" in capsys.readouterr().err

    monkeypatch.setenv("COMMAND_PREFIX", prefix)
    with pytest.raises(SettingsRefused, match="COMMAND_PREFIX is too long"):
        read_settings()
    for verb in ("manifest", "doctor", "run"):
        code = main([verb])
        printed = capsys.readouterr()
        assert code in (1, 2)
        assert "COMMAND_PREFIX is too long (24 characters at most)" in printed.out + printed.err
        assert "{" not in printed.out


def test_without_a_prefix_of_its_own_the_manifest_takes_the_setting(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMAND_PREFIX", "oc-")
    assert main(["manifest"]) == 0
    assert commands(capsys.readouterr().out)[0] == "/oc-plan"
    assert main(["manifest", "--prefix", ""]) == 0
    assert commands(capsys.readouterr().out)[0] == "/plan"


def test_the_longest_prefix_is_one_that_slack_takes() -> None:
    assert max(map(len, read_manifest(manifest("a" * 24)).commands)) == 32


def test_over_http_slack_is_told_where_to_send_everything(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "--http", "https://oncourse.example/", "--prefix", "oc-"]) == 0
    printed = capsys.readouterr()
    described = json.loads(printed.out)
    to = "https://oncourse.example/slack/events"
    assert {command["url"] for command in described["features"]["slash_commands"]} == {to}
    assert described["settings"]["event_subscriptions"]["request_url"] == to
    assert described["settings"]["interactivity"]["request_url"] == to
    assert described["settings"]["socket_mode_enabled"] is False
    assert described["settings"]["token_rotation_enabled"] is False
    assert "redirect_urls" not in described["oauth_config"]
    assert printed.err.splitlines() == [
        "Set COMMAND_PREFIX=oc- for the bot, too.",
        "Set PUBLIC_URL=https://oncourse.example for the bot, too.",
    ]


def test_for_many_workspaces_slack_is_told_where_browsers_come_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["manifest", "--http", "https://oncourse.example", "--workspaces"]) == 0
    described = json.loads(capsys.readouterr().out)
    assert described["oauth_config"]["redirect_urls"] == ["https://oncourse.example/slack/oauth_redirect"]
    assert described["settings"]["token_rotation_enabled"] is True
    assert read_manifest(described).redirect_urls == ("https://oncourse.example/slack/oauth_redirect",)


def test_many_workspaces_are_to_be_had_over_http_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "--workspaces"]) == 2
    assert "--workspaces needs --http" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["manifest", "--http", "http://oncourse.example"])
    assert "argument --http: it isn't an https address" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("https://me:QZX@oncourse.example", "it has a name or password before its host"),
        ("https://QZX@oncourse.example", "it has a name or password before its host"),
        ("http://me:QZX@oncourse.example", "it isn't an https address"),
        ("https://me:QZX@oncourse.example]", "it isn't an https address"),
        ("https://me:QZX@oncourse.example\u2100", "it isn't an https address"),
        ("https://oncourse.example?password=QZX", "it has a path, query or fragment"),
    ],
)
def test_a_password_in_an_address_is_refused_and_not_said_again(
    typed: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["manifest", "--http", typed])
    said = capsys.readouterr().err
    assert said.endswith(f"error: argument --http: {why}\n")
    assert "QZX" not in said
