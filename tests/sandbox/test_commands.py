"""Slash commands: what the app receives, and what it can reply."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt.app.async_app import AsyncApp

from sandbox import ActionError, Sandbox, campfire
from sandbox.markup import to_markup
from tests.sandbox.app import bolt_of, manifest, running, sandbox

CAMPFIRE = campfire()
ESCAPED = "List <@U0BRIAN|brian> &amp; <@U0MAYA|maya> in <#C0SOCIAL|social> &lt;b&gt; @nobody #nowhere"


def noting(app: AsyncApp, command: str, reply: Any = None) -> list[dict[str, Any]]:
    """The app notes what it gets of a command, and acks with `reply`."""
    got: list[dict[str, Any]] = []

    @app.command(command)
    async def note(ack: Any, body: dict[str, Any]) -> None:
        got.append(body)
        if isinstance(reply, dict):
            await ack(**reply)
        else:
            await ack(reply or "")

    return got


async def test_the_app_gets_who_where_and_what(slack: Sandbox) -> None:
    app = bolt_of(slack)
    got = noting(app, "/tactic")
    async with running(app, slack):
        await slack.person("Brian").command(
            "/tactic List @brian & @Maya in #social <b> @nobody #nowhere", channel="#social"
        )
    (body,) = got
    assert body["text"] == ESCAPED
    assert (body["user_id"], body["user_name"]) == ("U0BRIAN", "brian")
    assert (body["channel_id"], body["channel_name"]) == ("C0SOCIAL", "social")
    assert (body["team_id"], body["team_domain"]) == ("T0CAMPFIRE", "campfire-inc")
    assert body["response_url"].startswith(slack.url)


async def test_without_should_escape_the_text_goes_as_typed(slack: Sandbox) -> None:
    app = bolt_of(slack)
    got = noting(app, "/raw")
    async with running(app, slack):
        await slack.person("Brian").command("/raw @brian & <b>", channel="#social")
    assert got[0]["text"] == "@brian & <b>"


@pytest.mark.parametrize(
    ("channel", "name"), [("#leadership", "privategroup"), ("@Oncourse", "directmessage")]
)
async def test_private_places_have_no_names_of_their_own(channel: str, name: str) -> None:
    async with sandbox(manifest=manifest(messages_tab_read_only_enabled=False)) as slack:
        app = bolt_of(slack)
        got = noting(app, "/tactic")
        async with running(app, slack):
            await slack.person("Maya").command("/tactic", channel=channel)
    assert got[0]["channel_name"] == name


async def test_an_ack_can_carry_a_reply_for_the_caller(slack: Sandbox) -> None:
    app = bolt_of(slack)
    noting(app, "/tactic", "Added")
    async with running(app, slack):
        await slack.person("Brian").command("/tactic add", channel="#social")
    assert slack.person("Brian").news() == "#social\nOncourse 04:00 (only visible to you)\nAdded"
    assert slack.person("Hailey").news() == ""


async def test_or_a_reply_for_the_channel(slack: Sandbox) -> None:
    app = bolt_of(slack)
    noting(app, "/tactic", {"text": "Everybody, look", "response_type": "in_channel"})
    async with running(app, slack):
        await slack.person("Brian").command("/tactic share", channel="#social")
    assert slack.person("Hailey").news() == "#social\nOncourse 01:00\nEverybody, look"


async def test_a_broken_reply_is_a_problem(slack: Sandbox) -> None:
    app = bolt_of(slack)
    noting(app, "/tactic", {"text": "Words", "blocks": [{"type": "sextion"}]})
    async with running(app, slack):
        await slack.person("Brian").command("/tactic", channel="#social")
    assert [problem.source for problem in slack.problems] == ["ack"]
    assert slack.person("Brian").news() == "(Slack: the reply was rejected with the error “invalid_blocks”)"


async def test_no_ack_in_time(slack: Sandbox) -> None:
    slack.sockets.ack_seconds = 0.05
    app = bolt_of(slack)

    @app.command("/tactic")
    async def forget(body: dict[str, Any]) -> None:
        return

    async with running(app, slack):
        await slack.person("Brian").command("/tactic", channel="#social")
    assert slack.person("Brian").toasts == ["/tactic failed with the error “operation_timeout”"]


async def test_nobody_listens(slack: Sandbox) -> None:
    await slack.person("Brian").command("/tactic", channel="#social")
    assert slack.person("Brian").toasts == ["/tactic failed with the error “dispatch_failed”"]


async def test_after_act_is_awaited(slack: Sandbox) -> None:
    seen = []

    async def note() -> None:
        seen.append(list(slack.person("Brian").toasts))

    slack.after_action = note
    await slack.person("Brian").command("/tactic", channel="#social")
    assert seen == [["/tactic failed with the error “dispatch_failed”"]]


@pytest.mark.parametrize(
    ("name", "typed", "channel", "words"),
    [
        ("Brian", "/tactic", "#launches", "Brian is not in #launches"),
        ("Brian", "/unknown", "#social", "/unknown is not a command"),
        ("Brian", "/tactic", "#nowhere", "no channel #nowhere"),
        ("Brian", "/tactic", "@Nobody", "there is no user @Nobody"),
        ("Brian", "/tactic", "@Oncourse", "makes the messages tab read-only"),
        ("Dana", "/tactic", "#social", "Dana is deactivated"),
        ("Priya", "/tactic", "#social", "from another organisation"),
    ],
)
async def test_commands_nobody_can_type(
    slack: Sandbox, name: str, typed: str, channel: str, words: str
) -> None:
    with pytest.raises(ActionError, match=words):
        await slack.person(name).command(typed, channel=channel)


async def test_an_archived_channel_takes_none(slack: Sandbox) -> None:
    await slack.archive("#social")
    with pytest.raises(ActionError, match="#social is archived"):
        await slack.person("Brian").command("/tactic", channel="#social")


def test_links_and_everybody_are_marked_up() -> None:
    typed = "See https://a.example/?x=1&y=2 @channel @here mail@brian.example"
    assert to_markup(typed, CAMPFIRE, with_names=True) == (
        "See <https://a.example/?x=1&amp;y=2> <!channel> <!here> mail@brian.example"
    )


@given(st.text())
def test_typed_angles_only_ever_come_from_marking_up(typed: str) -> None:
    marked = to_markup(typed, CAMPFIRE, with_names=False)
    assert marked.count("<") == marked.count(">")
    if not any(sign in typed for sign in ("@", "#", "http")):
        assert "<" not in marked
