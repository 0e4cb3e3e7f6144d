"""The page's WebSocket: updates to a browser, and its actions."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox
from sandbox.page import Moment
from tests.sandbox.app import MONDAY, acking, client_of
from tests.sandbox.page_browser import Browser, browsing
from tests.sandbox.payloads import actions, button, mrkdwn, plain, section

SOCIAL, LEADERSHIP, GENERAL = "C0SOCIAL", "C0LEADERSHIP", "C0GENERAL"
SNOOZE = {
    "type": "overflow",
    "action_id": "snooze",
    "options": [{"text": plain("Tomorrow"), "value": "1"}, {"text": plain("Next week"), "value": "7"}],
}
FORM = {
    "type": "modal",
    "title": plain("Rate"),
    "submit": plain("Send"),
    "blocks": [
        {
            "type": "input",
            "block_id": "why",
            "label": plain("Why?"),
            "element": {"type": "plain_text_input", "action_id": "typed", "max_length": 10},
        },
        {
            "type": "input",
            "block_id": "value",
            "label": plain("Value"),
            "element": {
                "type": "static_select",
                "action_id": "chosen",
                "options": [{"text": plain(number), "value": number} for number in "123"],
            },
        },
    ],
}


@pytest.fixture
async def browser(slack: Sandbox) -> AsyncIterator[Browser]:
    async with browsing(slack) as opened:
        yield opened


def text(value: str | None) -> dict[str, Any]:
    return {"why": {"typed": {"type": "plain_text_input", "value": value}}}


def choice(value: str) -> dict[str, Any]:
    return {"value": {"chosen": {"type": "static_select", "selected_option": {"value": value}}}}


async def open_form(slack: Sandbox, browser: Browser) -> dict[str, Any]:
    """Maya has the form open; gives it as she sees it."""
    async with acking(slack):
        await browser.do("shortcut", person="U0MAYA", name="New tactic")
        trigger = slack.sockets.sent[-1].payload["trigger_id"]
        await client_of(slack).views_open(trigger_id=trigger, view=FORM)
    screen = await browser.look("U0MAYA", SOCIAL)
    form: dict[str, Any] = screen["modals"][-1]
    return form


async def test_a_browser_is_told_what_there_is_to_do_and_begins_where_the_app_is(browser: Browser) -> None:
    assert browser.workspace["team"] == "Campfire, Inc."
    assert browser.workspace["first"] == {"person": "U0MAYA", "place": SOCIAL}
    assert [command["name"] for command in browser.workspace["commands"]] == ["/tactic", "/raw"]
    assert [shortcut["name"] for shortcut in browser.workspace["shortcuts"]] == [
        "New tactic",
        "Add as a tactic",
    ]


@pytest.mark.parametrize(
    ("person", "seen", "joinable"),
    [
        ("U0MAYA", [SOCIAL, GENERAL, "C0LAUNCHES", LEADERSHIP], []),
        ("U0BRIAN", [SOCIAL, GENERAL], ["C0LAUNCHES"]),
        ("U0THEO", [SOCIAL], []),
        ("U0PRIYA", [SOCIAL], []),
        ("U0DANA", [], []),
    ],
)
async def test_everybody_is_told_of_their_own_places_only(
    browser: Browser, person: str, seen: list[str], joinable: list[str]
) -> None:
    places = (await browser.look(person, SOCIAL))["places"]
    assert [place["id"] for place in places if place["in"]] == seen
    assert [place["id"] for place in places if not place["in"]] == joinable


async def test_nobody_looks_into_a_channel_they_are_not_in(slack: Sandbox, browser: Browser) -> None:
    await slack.person("Maya").write("The secret plan", "#leadership")
    screen = await browser.look("U0BRIAN", LEADERSHIP)
    assert (screen["place"], screen["messages"]) == ("", [])
    assert "secret" not in str(screen)


async def test_an_ephemeral_message_is_told_to_its_reader_alone(slack: Sandbox, browser: Browser) -> None:
    await client_of(slack).chat_postEphemeral(channel=SOCIAL, user="U0BRIAN", text="For Brian")
    assert [message["text"] for message in (await browser.look("U0BRIAN", SOCIAL))["messages"]] == [
        "For Brian"
    ]
    assert (await browser.look("U0MAYA", SOCIAL))["messages"] == []


async def test_what_is_said_is_told_at_once_with_what_a_phone_would_say(
    slack: Sandbox, browser: Browser
) -> None:
    await browser.look("U0BRIAN", "messages")
    await client_of(slack).chat_postMessage(
        channel="U0BRIAN",
        text="Due <!date^1798797600^{date_long}|soon> for <@U0HAILEY> &amp; you",
        blocks=[section()],
    )
    (message,) = await browser.next_update("messages")
    (notification,) = await browser.next_update("notifications")
    assert message["notice"] == notification["notice"] == "Due Friday, January 1st, 2027 for @Hailey & you"


async def test_unread_messages_are_counted_for_everybody_until_they_look(
    slack: Sandbox, browser: Browser
) -> None:
    await slack.person("Maya").write("Good morning", "#general")
    screen = await browser.look("U0MAYA", SOCIAL)
    unread = {person["id"]: person["unread"] for person in screen["people"] if person["unread"]}
    assert unread == {"U0BRIAN": 1, "U0HAILEY": 1, "U0NOOR": 1}
    screen = await browser.look("U0BRIAN", GENERAL)
    assert next(person["unread"] for person in screen["people"] if person["id"] == "U0BRIAN") == 0


async def test_people_write_and_reply_in_threads(slack: Sandbox, browser: Browser) -> None:
    await browser.look("U0BRIAN", SOCIAL)
    assert await browser.do("write", person="U0BRIAN", place=SOCIAL, text="Hello <b>you</b>") == {}
    (said,) = await browser.next_update("messages")
    assert said["text"] == "Hello &lt;b&gt;you&lt;/b&gt;"
    await browser.do("write", person="U0BRIAN", place=SOCIAL, text="And more", thread=said["ts"])
    (reply,) = await browser.next_update("messages")
    assert reply["thread"] == said["ts"]
    refused = await browser.do("write", person="U0BRIAN", place=SOCIAL, text="/tactic", thread=said["ts"])
    assert refused == {"error": "/tactic is not supported in threads. Sorry!"}


async def test_channels_are_joined_left_and_given_the_app(slack: Sandbox, browser: Browser) -> None:
    assert await browser.do("join", person="U0BRIAN", place="C0LAUNCHES") == {}
    assert "U0BRIAN" in slack.workspace.channels["C0LAUNCHES"].members
    assert await browser.do("write", person="U0BRIAN", place="C0LAUNCHES", text="/remove @Oncourse") == {}
    assert slack.bot_user_id not in slack.workspace.channels["C0LAUNCHES"].members
    assert await browser.do("write", person="U0BRIAN", place="C0LAUNCHES", text="/invite @oncourse") == {}
    assert slack.bot_user_id in slack.workspace.channels["C0LAUNCHES"].members
    assert await browser.do("write", person="U0BRIAN", place="C0LAUNCHES", text="/leave") == {}
    assert "U0BRIAN" not in slack.workspace.channels["C0LAUNCHES"].members
    assert "members" in (await browser.do("join", person="U0THEO", place="C0LAUNCHES"))["error"]


async def test_buttons_and_menus_send_what_they_are_and_nothing_else(
    slack: Sandbox, browser: Browser
) -> None:
    async with acking(slack) as got:
        await client_of(slack).chat_postMessage(
            channel=SOCIAL,
            text="Well?",
            blocks=[{**actions(button(action_id="done", value="7"), SNOOZE), "block_id": "row"}],
        )
        (message,) = (await browser.look("U0MAYA", SOCIAL))["messages"]
        where = {"person": "U0MAYA", "place": SOCIAL, "ts": message["ts"]}
        forged = {"block_id": "row", "action_id": "done", "value": "forged"}
        assert await browser.do("action", **where, action=forged) == {}
        option = {"value": "7", "text": plain("forged")}
        await browser.do(
            "action", **where, action={"block_id": "row", "action_id": "snooze", "selected_option": option}
        )
        not_offered = {"block_id": "row", "action_id": "snooze", "selected_option": {"value": "30"}}
        assert await browser.do("action", **where, action=not_offered) == {
            "error": "That's not on offer any more"
        }
        gone = {"block_id": "row", "action_id": "drop"}
        assert await browser.do("action", **where, action=gone) == {"error": "That's gone"}
    done, snooze = [envelope["payload"]["actions"][0] for envelope in got]
    assert (done["action_id"], done["value"]) == ("done", "7")
    assert snooze["selected_option"] == SNOOZE["options"][1]


async def test_nobody_acts_in_what_is_not_before_their_eyes(slack: Sandbox, browser: Browser) -> None:
    form = await open_form(slack, browser)
    stolen = {"view": form["id"], "values": {}, "action": {"block_id": "why", "action_id": "typed"}}
    assert await browser.do("action", person="U0BRIAN", **stolen) == {"error": "That form is closed"}
    sent = await browser.do("submit", person="U0BRIAN", view=form["id"], values={})
    assert sent == {"error": "Brian has no form open"}


async def test_a_form_holds_what_was_typed_and_says_what_is_wrong_at_its_field(
    slack: Sandbox, browser: Browser
) -> None:
    form = await open_form(slack, browser)
    sent = await browser.do("submit", person="U0MAYA", view=form["id"], values=text("far too long"))
    assert sent == {
        "errors": {"why": "Shorten this to 10 characters.", "value": "Please complete this required field."}
    }
    screen = await browser.look("U0MAYA", SOCIAL)
    assert screen["modals"][-1]["values"]["why"]["typed"]["value"] == "far too long"


async def test_a_form_is_sent_as_it_was_filled_in(slack: Sandbox, browser: Browser) -> None:
    form = await open_form(slack, browser)
    async with acking(slack) as got:
        values = {**text("Because"), **choice("2")}
        assert await browser.do("submit", person="U0MAYA", view=form["id"], values=values) == {}
    state = got[0]["payload"]["view"]["state"]["values"]
    assert state["why"]["typed"]["value"] == "Because"
    assert state["value"]["chosen"]["selected_option"]["text"] == plain("2")
    assert (await browser.look("U0MAYA", SOCIAL))["modals"] == []


async def test_errors_that_the_app_answers_stand_in_the_form(slack: Sandbox, browser: Browser) -> None:
    form = await open_form(slack, browser)
    async with acking(slack, {"response_action": "errors", "errors": {"why": "Say more."}}):
        await browser.do("submit", person="U0MAYA", view=form["id"], values={**text("No"), **choice("1")})
    (modal,) = await browser.next_update("modals")
    assert modal["errors"] == {"why": "Say more."}


async def test_home_is_opened_and_told_when_it_changes(slack: Sandbox, browser: Browser) -> None:
    async with acking(slack) as got:
        await browser.look("U0MAYA", "home")
        await browser.do("home", person="U0MAYA")
        assert got[0]["payload"]["event"]["type"] == "app_home_opened"
    view = {"type": "home", "blocks": [section(text=mrkdwn("Nothing is due."))]}
    await client_of(slack).views_publish(user_id="U0MAYA", view=view)
    home = await browser.next_update("home")
    assert home["blocks"][0]["text"]["text"] == "Nothing is due."


async def test_time_passes_for_everybody(slack: Sandbox, browser: Browser) -> None:
    await browser.look("U0MAYA", SOCIAL)
    assert await browser.do("advance", person="U0MAYA", seconds=86400) == {}
    assert (slack.clock.now() - MONDAY).days == 1
    assert (await browser.look("U0MAYA", SOCIAL))["now"] == slack.clock.now().timestamp() * 1000


async def test_people_only_look_while_a_story_is_played(slack: Sandbox, browser: Browser) -> None:
    async with slack.page_state.playing("A moment, please."):
        assert (await browser.look("U0MAYA", SOCIAL))["story"] == "A moment, please."
        said = await browser.do("write", person="U0MAYA", place=SOCIAL, text="Hello")
        assert said == {"error": "A moment, please."}
    assert (await browser.look("U0MAYA", SOCIAL))["story"] == ""
    assert await browser.do("write", person="U0MAYA", place=SOCIAL, text="Hello") == {}


async def test_a_browser_whose_updates_fail_is_disconnected(
    slack: Sandbox, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await browser.look("U0MAYA", SOCIAL)
    monkeypatch.delattr("sandbox.page.serializers.now_json")
    slack.page_state.notify()
    await browser.is_closed()


async def test_a_moment_that_is_not_foreseen_is_said(slack: Sandbox, browser: Browser) -> None:
    async def never(_person: str) -> None:
        return None

    slack.page_state.moments = {"Next daily message": Moment(never)}
    refused = await browser.do("advance", person="U0MAYA", moment="Next daily message")
    assert refused == {"error": "None is scheduled"}


async def test_traffic_is_told_without_secrets(slack: Sandbox, browser: Browser) -> None:
    async with acking(slack):
        await browser.do("write", person="U0MAYA", place=SOCIAL, text="/tactic list")
        await client_of(slack).chat_postMessage(channel=SOCIAL, text="Said")
    await browser.look("U0MAYA", SOCIAL)
    traffic = [(entry["direction"], entry["name"], entry["ok"]) for entry in browser.traffic]
    assert ("to the app", "/tactic list", True) in traffic
    assert ("from the app", "chat.postMessage", True) in traffic
    await client_of(slack).apps_connections_open(app_token=slack.app_token)
    slack.page_state.notify()
    await browser.next_update("traffic")
    assert "apps.connections.open" in str(browser.traffic)
    for secret in (slack.bot_token, slack.app_token, "trigger_id", "/response/", "ticket"):
        assert secret not in str(browser.traffic)


async def test_faults_are_switched_on_and_off(slack: Sandbox, browser: Browser) -> None:
    chosen = {"what": "next call", "method": "chat.postMessage", "fault": "rate limited (429)"}
    assert await browser.do("fault", person="U0MAYA", **chosen) == {}
    assert (await browser.look("U0MAYA", SOCIAL))["faults"]["pending"] == {"chat.postMessage": 1}
    await browser.do("fault", person="U0MAYA", what="clear")
    await browser.do("fault", person="U0BRIAN", what="direct messages")
    await browser.do("fault", person="U0MAYA", what="token")
    for surface in ("modal", "home", "modal", "ephemeral", "nowhere"):
        await browser.do("fault", person="U0MAYA", what="files", surface=surface)
    await browser.do("fault", person="U0MAYA", what="archive", place=GENERAL)
    faults = (await browser.look("U0BRIAN", SOCIAL))["faults"]
    assert (faults["pending"], faults["closedDms"], faults["revoked"]) == ({}, True, True)
    assert slack.workspace.channels[GENERAL].archived
    assert faults["showsFiles"] == sorted(slack.workspace.files_visible_on) == ["ephemeral", "home"]
    unknown = {**chosen, "method": "admin.everything"}
    assert "error" in await browser.do("fault", person="U0MAYA", **unknown)


@pytest.mark.parametrize(
    "said",
    [
        {"do": "write"},
        {"do": "dance"},
        {"do": "action", "place": SOCIAL, "ts": "1", "action": {}},
        {"do": "write", "place": "C0NOWHERE", "text": "a"},
        {"do": "write", "place": SOCIAL, "text": None},
        {"do": "advance", "seconds": "soon"},
        {"do": "open", "person": "U0NOBODY", "place": SOCIAL},
    ],
)
async def test_what_cannot_be_understood_is_answered_and_harms_nothing(
    browser: Browser, said: dict[str, Any]
) -> None:
    name = said.pop("do")
    assert "error" in await browser.do(name, **{"person": "U0MAYA", **said})
    assert (await browser.look("U0MAYA", SOCIAL))["person"] == "U0MAYA"


@pytest.mark.parametrize("path", ["/", "/page/app.js", "/page/live"])
@pytest.mark.parametrize(
    "headers",
    [{"Host": "campfire.example"}, {"Origin": "https://campfire.example"}, {"Origin": "http://127.0.0.1:1"}],
)
async def test_no_other_site_looks_at_the_page(slack: Sandbox, path: str, headers: dict[str, str]) -> None:
    async with aiohttp.ClientSession() as session, session.get(slack.url + path, headers=headers) as answer:
        assert answer.status == 403


async def test_nothing_but_the_pages_own_files_may_run(slack: Sandbox) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{slack.url}/") as answer:
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert "<script>" not in await answer.text()
