"""The events of a workspace that an app receives."""

from typing import Any

import pytest

from sandbox import ActionError, ManifestError, Sandbox
from tests.sandbox.app import EVENTS, SCOPES, acking, client_of, manifest, sandbox


async def heard(slack: Sandbox, *acts: Any) -> list[dict[str, Any]]:
    """The events that these acts bring about."""
    async with acking(slack) as got:
        for act in acts:
            await act
        await slack.settle()
    return [envelope["payload"]["event"] for envelope in got]


async def test_coming_and_going(slack: Sandbox) -> None:
    joined, left = await heard(slack, slack.join("Brian", "#launches"), slack.leave("Maya", "#social"))
    assert (joined["type"], joined["user"], joined["channel"]) == (
        "member_joined_channel",
        "U0BRIAN",
        "C0LAUNCHES",
    )
    assert (left["type"], left["user"], left["channel"]) == ("member_left_channel", "U0MAYA", "C0SOCIAL")
    assert slack.person("Brian").sees("#launches") == ""


async def test_what_happens_where_the_bot_is_not_stays_there(slack: Sandbox) -> None:
    assert await heard(slack, slack.join("Theo", "#general"), slack.archive("#general")) == []


async def test_the_bot_comes_and_goes(slack: Sandbox) -> None:
    joined, left = await heard(slack, slack.invite_bot("#general"), slack.remove_bot("#general", by="Brian"))
    assert (joined["type"], joined["user"], joined["inviter"]) == (
        "member_joined_channel",
        "U0ONCOURSE",
        "U0MAYA",
    )
    assert (left["type"], left["channel"], left["actor_id"]) == ("channel_left", "C0GENERAL", "U0BRIAN")


async def test_a_person_changes(slack: Sandbox) -> None:
    moved, away, gone = await heard(
        slack,
        slack.change("Brian", tz="Europe/Riga"),
        slack.change("Brian", status="On vacation", status_emoji=":palm_tree:"),
        slack.deactivate("Brian"),
    )
    assert (moved["type"], moved["user"]["tz_offset"]) == ("user_change", 7200)
    assert away["user"]["profile"]["status_text"] == "On vacation"
    assert gone["user"]["deleted"] is True
    assert "U0BRIAN" not in slack.workspace.find_channel("#social").members


async def test_an_archive(slack: Sandbox) -> None:
    (archived,) = await heard(slack, slack.archive("#social", by="Brian"))
    assert (archived["type"], archived["channel"], archived["user"]) == (
        "channel_archive",
        "C0SOCIAL",
        "U0BRIAN",
    )


async def test_home_is_opened(slack: Sandbox) -> None:
    client = client_of(slack)
    view = {"type": "home", "blocks": [{"type": "divider"}]}
    first = await heard(slack, slack.person("Brian").open_home())
    await client.views_publish(user_id="U0BRIAN", view=view)
    second = await heard(
        slack, slack.person("Brian").open_home(), slack.person("Brian").open_home("messages")
    )
    assert [(event["tab"], "view" in event) for event in first + second] == [
        ("home", False),
        ("home", True),
        ("messages", False),
    ]


async def test_a_tab_that_is_not_enabled_cannot_be_opened() -> None:
    async with sandbox(manifest=manifest(home_tab_enabled=False)) as slack:
        with pytest.raises(ActionError, match="does not enable the home tab"):
            await slack.person("Brian").open_home()
    async with sandbox(manifest=manifest(messages_tab_enabled=False)) as slack:
        with pytest.raises(ActionError, match="does not enable the messages tab"):
            await slack.person("Brian").open_home("messages")


async def test_mentions_and_direct_messages() -> None:
    async with sandbox(manifest=manifest(messages_tab_read_only_enabled=False)) as slack:
        brian = slack.person("Brian")
        mention, direct = await heard(
            slack,
            brian.write("Good morning, @Oncourse", "#social"),
            brian.write("Hello", "@Oncourse"),
            brian.write("Nobody hears @Oncourse here", "#general"),
        )
    assert (mention["type"], mention["text"]) == ("app_mention", "Good morning, <@U0ONCOURSE>")
    assert (direct["type"], direct["channel_type"], direct["text"]) == ("message", "im", "Hello")


async def test_an_invitation_below_a_mention_brings_both(slack: Sandbox) -> None:
    mention = await slack.person("Brian").write("Good morning, @Oncourse", "#general")
    joined, mentioned = await heard(slack, slack.invite_bot("#general", "Brian", mention))
    assert (joined["type"], joined["inviter"]) == ("member_joined_channel", "U0BRIAN")
    assert (mentioned["type"], mentioned["ts"]) == ("app_mention", mention.ts)


async def test_edits_and_deletions_are_hidden_messages(slack: Sandbox) -> None:
    client = client_of(slack)
    posted = await client.chat_postMessage(channel="U0BRIAN", text="One")
    where = {"channel": posted["channel"], "ts": posted["ts"]}
    events = await heard(
        slack,
        client.api_call("chat.update", json={**where, "text": "Two"}),
        client.api_call("chat.delete", json=where),
    )
    assert [event.get("subtype") for event in events] == [None, "message_changed", "message_deleted"]
    assert events[1]["message"]["text"] == "Two"
    assert events[1]["previous_message"]["text"] == "One"


async def test_an_uninstall(slack: Sandbox) -> None:
    events = await heard(slack, slack.uninstall())
    assert [event["type"] for event in events] == ["tokens_revoked", "app_uninstalled"]
    assert events[0]["tokens"]["bot"] == ["U0ONCOURSE"]


async def test_an_uninstall_may_be_told_backwards(slack: Sandbox) -> None:
    events = await heard(slack, slack.uninstall(reverse_events=True))
    assert [event["type"] for event in events] == ["app_uninstalled", "tokens_revoked"]


async def test_nothing_is_sent_that_the_manifest_does_not_ask_for() -> None:
    async with sandbox(manifest=manifest(events=())) as slack:
        assert await heard(slack, slack.join("Brian", "#launches"), slack.person("Brian").open_home()) == []


@pytest.mark.parametrize(
    ("missing", "event"),
    [("users:read", "user_change"), ("im:history", "message.im"), ("app_mentions:read", "app_mention")],
)
def test_events_need_their_scopes(missing: str, event: str) -> None:
    scopes = tuple(scope for scope in SCOPES if scope != missing)
    with pytest.raises(ManifestError, match=f"{event} needs one of the scopes {missing}"):
        sandbox(manifest=manifest(scopes, events=(event,)))


@pytest.mark.parametrize(
    ("described", "words"),
    [
        (manifest(events=(*EVENTS, "user_chnage")), "user_chnage is unknown to the sandbox"),
        (manifest(("chat:write",), events=()), "slash commands need the scope commands"),
        ({**manifest(), "settings": {}}, "shortcuts need interactivity"),
    ],
)
def test_a_manifest_that_contradicts_itself(described: dict[str, Any], words: str) -> None:
    with pytest.raises(ManifestError, match=words):
        sandbox(manifest=described)
