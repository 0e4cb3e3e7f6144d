"""Each part of each kind of request, one after the other, is of another JSON type than Slack's."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.transports.payload_shapes import Request
from bot.transports.payloads import UnreadableRequest, read
from tests.stories.stage import Campfire
from tests.web.hostile import CANARY, FORM, JSON, Sent, event, interaction, kept, listening, post, signed

Json = dict[str, Any]
Path = tuple[str | int, ...]

OF_EACH_TYPE: tuple[Any, ...] = (None, True, 7, CANARY, [CANARY], {CANARY: CANARY})
KINDS = {
    "commands and shortcuts": ("command", "shortcut", "message_action"),
    "clicks in messages": (
        "block_actions in an ephemeral",
        "block_actions in a channel",
        "block_actions in a direct message",
    ),
    "clicks in views": ("block_actions in a modal", "block_actions on Home"),
    "forms": ("view_submission", "view_closed"),
    "events": (
        "app_home_opened",
        "user_change",
        "member_joined_channel",
        "app_mention",
        "member_left_channel",
        "channel_left",
        "an event nobody listens to",
    ),
    "mentions": ("app_mention",),
    "about the app": ("url_verification", "app_rate_limited", "tokens_revoked", "app_uninstalled"),
}


async def one_of_each(campfire: Campfire) -> dict[str, Json]:
    """Requests as Slack sends them, by kind: what the people of Campfire did is taken down."""
    maya, slack = campfire.maya, campfire.slack
    await campfire.live_a_year()
    said = await campfire.hailey.write("Call the press", "#social")
    await maya.shortcut("New tactic")
    await maya.dismiss(everything=True)
    await maya.message_shortcut("Add as a tactic", said)
    await maya.dismiss(everything=True)
    await maya.command("/plan", "#social")
    await maya.click("Share in channel", "#social")
    await maya.click("Matrix", message=maya.message("Social media 2027", "#social"))
    await campfire.wait_until("2027-01-04 14:00")  # when Brian gets his daily message
    await campfire.brian.click("Rate 1", "@Oncourse")
    await campfire.brian.dismiss(everything=True)
    await maya.open_home()
    await maya.click("Got it", "Home")
    await maya.command("/plan", "#launches")
    await maya.message_shortcut("Add as a tactic", await campfire.hailey.write("Call", "#launches"))
    await maya.click("Start plan here")
    await slack.leave("Theo", "#social")
    await slack.join("Theo", "#social")
    await slack.change("Hailey", status="Busy")
    await slack.remove_bot("#launches")
    return {named(each.payload): each.payload for each in slack.transport.sent}


def named(payload: Json) -> str:
    """Which of KINDS a payload is."""
    if payload.get("type") == "event_callback":
        return str(payload["event"]["type"])
    if payload.get("type") != "block_actions":
        return str(payload.get("type", "command"))
    container = payload["container"]
    if container["type"] == "view":
        return "block_actions on Home" if payload["view"]["type"] == "home" else "block_actions in a modal"
    if container["is_ephemeral"]:
        return "block_actions in an ephemeral"
    return f"block_actions in a {'direct message' if container['channel_id'].startswith('D') else 'channel'}"


def made(campfire: Campfire, taken: dict[str, Json]) -> dict[str, Json]:
    """The rest, which Slack sends seldom."""
    team = campfire.slack.workspace.team.id
    told = taken["app_home_opened"]
    return {
        "url_verification": {"type": "url_verification", "token": "sandbox", "challenge": "abc"},
        "app_rate_limited": {
            "token": "sandbox",
            "type": "app_rate_limited",
            "team_id": team,
            "minute_rate_limited": 1518467820,
            "api_app_id": "A0",
        },
        "view_closed": {**taken["view_submission"], "type": "view_closed", "is_cleared": False},
        "tokens_revoked": {
            **told,
            "event": {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0"]}},
        },
        "app_uninstalled": {**told, "event": {"type": "app_uninstalled"}},
        "an event nobody listens to": {**told, "event": {"type": "team_join", "user": {"id": "U0MAYA"}}},
        "app_mention": {
            **told,
            "event": {
                "type": "app_mention",
                "user": "U0MAYA",
                "channel": "C0SOCIAL",
                "text": "x",
                "ts": "1.2",
            },
        },
    }


def places(body: Any, path: Path = ()) -> Iterator[Path]:
    """Where everything in it stands; of a list, in the first of its kind."""
    parts = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for name, value in parts:
        yield (*path, name)
        yield from places(value, (*path, name))


def distinct(body: Json) -> list[Path]:
    """The places of which no two differ only by their number in a list."""
    shown: dict[Path, Path] = {}
    for path in places(body):
        shown.setdefault(tuple("" if isinstance(step, int) else step for step in path), path)
    return list(shown.values())


def odd(body: Json) -> Iterator[list[Json]]:
    """The same with one part of each other type; also parts that Bolt looks for and Slack does not send."""
    added: list[Path] = [(name,) for name in Request.model_fields if name not in body]
    if isinstance(body.get("event"), dict):
        added += [("event", name) for name in Request.model_fields if name not in body["event"]]
    for path in [*distinct(body), *added]:
        yield [changed for value in OF_EACH_TYPE if (changed := with_part(body, path, value)) != body]


def with_part(body: Json, path: Path, value: Any) -> Json:
    changed = deepcopy(body)
    *way, last = path
    holder: Any = changed
    for step in way:
        holder = holder[step]
    holder[last] = value
    return changed


def sent(campfire: Campfire, kind: str, body: Json, number: int) -> Sent:
    """Signed, and new to the bot."""
    if kind == "command":
        fields = {name: str(value) for name, value in body.items()}
        return signed(campfire, urlencode({**fields, "number": str(number)}).encode(), FORM)
    if body.get("type") == "event_callback" and body.get("event_id") and isinstance(body["event_id"], str):
        body = {**body, "event_id": f"Ev{number}"}
    if "event" in body or kind in ("url_verification", "app_rate_limited"):
        return signed(campfire, event({**body, "number": number}), JSON)
    return signed(campfire, interaction({**body, "number": number}), FORM)


def is_refused(each: Sent) -> bool:
    """Whether it is seen at once that Slack cannot have said this."""
    try:
        read(each.content_type, each.body)
    except UnreadableRequest:
        return True
    return False


@pytest.mark.parametrize("kinds", KINDS.values(), ids=KINDS)
async def test_nothing_of_another_type_is_an_error_of_ours(
    campfire: Campfire, kinds: tuple[str, ...]
) -> None:
    taken = await one_of_each(campfire)
    every = {**taken, **made(campfire, taken)}
    with listening() as logged:
        for kind in kinds:
            await post_odd_ones(campfire, kind, every[kind])
    assert CANARY not in "\n".join(logged.lines)


async def post_odd_ones(campfire: Campfire, kind: str, body: Json) -> None:
    """What can be seen to be odd is turned away, and what cannot is answered."""
    right = sent(campfire, kind, body, 0)
    assert not is_refused(right), kind
    refused, served = sorted_out(campfire, kind, body)
    before = await kept(campfire.bot.store)
    for each in refused:
        assert await post(campfire, each) == (400, "unreadable"), each.body
    assert await kept(campfire.bot.store) == before
    for each in [*served, right]:
        # No form asks to be told that it was closed, and what nobody asks for is not found.
        assert (await post(campfire, each))[0] in {200, 403, 404}, each.body


def sorted_out(campfire: Campfire, kind: str, body: Json) -> tuple[list[Sent], list[Sent]]:
    """Odd requests of a kind: one that is turned away for each part, if any is, and one that is not."""
    refused, served = [], []
    for number, changes in enumerate(odd(body)):
        of_part = [sent(campfire, kind, changed, number) for changed in changes]
        by_sight = {is_refused(each): each for each in of_part[number % 6 :] + of_part[: number % 6]}
        refused += [by_sight[True]] if True in by_sight else []
        served += [by_sight[False]] if False in by_sight else []
    return refused, served
