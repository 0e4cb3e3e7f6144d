"""Clicking and selecting in messages, and on Home."""

from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import HOME, ActionError, Sandbox
from tests.sandbox.app import bolt_of, client_of, running
from tests.sandbox.payloads import GOALS, Json, actions, button, home, menu, option, plain, section

DONE = button(text=plain("Done"), action_id="done", value="7")


def card(title: str) -> list[Json]:
    return [section(text=plain(title)), actions(DONE)]


async def _ignore() -> None:
    return


def noting(app: AsyncApp, *action_ids: str) -> list[Json]:
    """The app notes the body of every click on these."""
    got: list[Json] = []
    for action_id in action_ids:

        @app.action(action_id)
        async def note(ack: Any, body: Json) -> None:
            got.append(body)
            await ack()

    return got


async def test_the_app_gets_the_button_and_where_it_stood(slack: Sandbox) -> None:
    app = bolt_of(slack)
    got = noting(app, "done")
    posted = await app.client.chat_postMessage(channel="C0SOCIAL", text="Card", blocks=card("One"))
    async with running(app, slack):
        await slack.person("Brian").click("Done", channel="#social")
    (body,) = got
    assert body["type"] == "block_actions"
    assert body["user"] == {"id": "U0BRIAN", "username": "brian", "name": "brian", "team_id": "T0CAMPFIRE"}
    assert body["channel"] == {"id": "C0SOCIAL", "name": "social"}
    assert body["message"]["ts"] == body["container"]["message_ts"] == posted["ts"]
    assert body["message"]["blocks"] == posted["message"]["blocks"]
    (action,) = body["actions"]
    assert action["value"] == "7"
    assert action["block_id"] == posted["message"]["blocks"][1]["block_id"]


async def test_the_newest_message_with_the_button_is_clicked(slack: Sandbox, client: AsyncWebClient) -> None:
    app = bolt_of(slack)
    got = noting(app, "done")
    for title in ("One", "Two"):
        await client.chat_postMessage(channel="C0SOCIAL", text=title, blocks=card(title))
    await client.chat_postMessage(channel="C0SOCIAL", text="No button here")
    async with running(app, slack):
        await slack.person("Brian").click("Done")
        await slack.person("Brian").click("Done", within="One")
    assert [body["message"]["text"] for body in got] == ["Two", "One"]


async def test_one_of_several_in_a_message(slack: Sandbox, client: AsyncWebClient) -> None:
    app = bolt_of(slack)
    got = noting(app, "done.1", "done.2")
    digest = [
        section(text=plain("List influencers")),
        actions(button(text=plain("Done"), action_id="done.1")),
        section(text=plain("Write to each")),
        actions(button(text=plain("Done"), action_id="done.2")),
    ]
    await client.chat_postMessage(channel="U0BRIAN", text="Digest", blocks=digest)
    brian = slack.person("Brian")
    async with running(app, slack):
        await brian.click("Done", channel="@Oncourse", beside="Write to each")
        await brian.click("Done", channel="@Oncourse", nth=1)
        with pytest.raises(ActionError, match="2 controls have the label 'Done'"):
            await brian.click("Done", channel="@Oncourse")
        with pytest.raises(ActionError, match="there is no button"):
            await brian.click("Done", channel="@Oncourse", nth=3)
    assert [body["actions"][0]["action_id"] for body in got] == ["done.2", "done.1"]


async def test_an_overflow_option_is_found_by_its_words(slack: Sandbox, client: AsyncWebClient) -> None:
    app = bolt_of(slack)
    got = noting(app, "more")
    more = {
        "type": "overflow",
        "action_id": "more",
        "options": [option("Rate", "r"), option("Move ETA", "m")],
    }
    await client.chat_postMessage(channel="C0SOCIAL", text="Card", blocks=[section(accessory=more)])
    async with running(app, slack):
        await slack.person("Brian").click("Move ETA")
    assert got[0]["actions"][0]["selected_option"] == option("Move ETA", "m")


async def test_a_menu_in_a_message(slack: Sandbox, client: AsyncWebClient) -> None:
    app = bolt_of(slack)
    got = noting(app, "menu")
    blocks = [section(text=plain("Goal"), accessory=menu(placeholder=plain("Which?")))]
    await client.chat_postMessage(channel="C0SOCIAL", text="Card", blocks=blocks)
    async with running(app, slack):
        await slack.person("Brian").choose("Which?", "Grow the list")
        await slack.person("Brian").choose("Goal", "Build relationships", channel="#social")
    assert [body["actions"][0]["selected_option"] for body in got] == [GOALS[1], GOALS[0]]
    (block,) = got[0]["state"]["values"].values()
    assert block["menu"]["selected_option"] == GOALS[1]


async def test_a_confirm_dialog_can_be_declined(slack: Sandbox, client: AsyncWebClient) -> None:
    app = bolt_of(slack)
    got = noting(app, "drop")
    confirm = {
        "title": plain("Drop?"),
        "text": plain("It stays in the logbook."),
        "confirm": plain("Drop"),
        "deny": plain("Keep"),
    }
    drop = button(text=plain("Drop"), action_id="drop", confirm=confirm)
    await client.chat_postMessage(channel="C0SOCIAL", text="Card", blocks=[actions(drop)])
    async with running(app, slack):
        await slack.person("Brian").click("Drop", confirm=False)
        assert got == []
        await slack.person("Brian").click("Drop")
    assert len(got) == 1


async def test_an_ephemeral_is_not_quoted(slack: Sandbox, client: AsyncWebClient) -> None:
    app = bolt_of(slack)
    got = noting(app, "done")
    await client.chat_postEphemeral(channel="C0SOCIAL", user="U0BRIAN", text="Card", blocks=card("One"))
    async with running(app, slack):
        await slack.person("Brian").click("Done", channel="#social")
        with pytest.raises(ActionError, match="Hailey sees no message"):
            await slack.person("Hailey").click("Done", channel="#social")
    assert "message" not in got[0]
    assert got[0]["container"]["is_ephemeral"] is True


async def test_a_kept_message_can_be_clicked_after_it_changed_and_after_leaving(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    app = bolt_of(slack)
    got = noting(app, "done")
    app.event("member_left_channel")(_ignore)
    posted = await client.chat_postMessage(channel="C0SOCIAL", text="Card", blocks=card("One"))
    brian = slack.person("Brian")
    kept = brian.message(within="One", channel="#social")
    await client.chat_update(channel="C0SOCIAL", ts=posted["ts"], text="It is done", blocks=[])
    async with running(app, slack):
        with pytest.raises(ActionError, match=r"Brian sees no message \[Done\]"):
            await brian.click("Done", channel="#social")
        await slack.leave("Brian", "#social")
        await brian.click("Done", message=kept)
    assert got[0]["message"]["text"] == "Card"


async def test_nobody_clicks_what_they_never_saw(slack: Sandbox, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0LAUNCHES", text="Card", blocks=card("One"))
    theirs = slack.person("Maya").message(channel="#launches")
    with pytest.raises(ActionError, match="Brian never saw that message"):
        await slack.person("Brian").click("Done", message=theirs)


async def test_who_is_deactivated_clicks_nothing(slack: Sandbox, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0SOCIAL", text="Card", blocks=card("One"))
    kept = slack.person("Brian").message(channel="#social")
    await slack.deactivate("Brian")
    with pytest.raises(ActionError, match="Brian is deactivated"):
        await slack.person("Brian").click("Done", message=kept)


async def test_a_click_nobody_acks(slack: Sandbox) -> None:
    await client_of(slack).chat_postMessage(channel="C0SOCIAL", text="Card", blocks=card("One"))
    await slack.person("Brian").click("Done")
    assert slack.person("Brian").toasts == ["We had some trouble connecting. Try again?"]


async def test_home_is_clicked_too(slack: Sandbox) -> None:
    app = bolt_of(slack)
    got = noting(app, "done", "menu")
    brian = slack.person("Brian")
    with pytest.raises(ActionError, match="nothing is published on Home"):
        await brian.click("Done", channel=HOME)
    await app.client.views_publish(user_id="U0BRIAN", view=home(section(), actions(DONE, menu())))
    async with running(app, slack):
        await brian.click("Done", channel=HOME)
    (body,) = got
    assert body["container"]["type"] == "view"
    assert body["view"]["type"] == "home"
    assert "channel" not in body


async def test_an_ack_of_a_click_carries_nothing(slack: Sandbox) -> None:
    app = bolt_of(slack)

    @app.action("done")
    async def talk(ack: Any) -> None:
        await ack("Done!")

    await app.client.chat_postMessage(channel="C0SOCIAL", text="Card", blocks=card("One"))
    async with running(app, slack):
        await slack.person("Brian").click("Done")
    assert [problem.reason for problem in slack.problems] == ["an ack of block_actions must have no payload"]


async def test_shortcuts_come_from_the_manifest(slack: Sandbox) -> None:
    app = bolt_of(slack)
    got: list[Json] = []

    @app.shortcut("tactic.new")
    async def from_anywhere(ack: Any, body: Json) -> None:
        got.append(body)
        await ack()

    @app.shortcut("tactic.from_message")
    async def from_message(ack: Any, body: Json) -> None:
        got.append(body)
        await ack()

    brian = slack.person("Brian")
    said = await slack.person("Maya").write("We should list 100 influencers", "#general")
    async with running(app, slack):
        await brian.shortcut("New tactic")
        await brian.message_shortcut("Add as a tactic", said)
    assert [body["type"] for body in got] == ["shortcut", "message_action"]
    assert got[1]["message"]["text"] == "We should list 100 influencers"
    assert got[1]["channel"] == {"id": "C0GENERAL", "name": "general"}
    with pytest.raises(ActionError, match="no global shortcut 'Add as a tactic'"):
        await brian.shortcut("Add as a tactic")
    with pytest.raises(ActionError, match="another organisation"):
        await slack.person("Priya").shortcut("New tactic")


async def test_an_ephemeral_has_no_shortcuts(slack: Sandbox, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel="C0SOCIAL", user="U0BRIAN", text="Psst")
    brian = slack.person("Brian")
    with pytest.raises(ActionError, match="ephemeral"):
        await brian.message_shortcut("Add as a tactic", brian.message(within="Psst"))
