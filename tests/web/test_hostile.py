"""Whatever is posted to the bot, it answers clearly, and what it turns away leaves no trace."""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.engine.store import Store
from tests.stories.stage import Campfire
from tests.web.hostile import (
    CANARY,
    FORM,
    JSON,
    Logged,
    Sent,
    command,
    event,
    home_opened,
    interaction,
    kept,
    listening,
    post,
    signed,
)

Values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just(CANARY),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
# Slack's look for a certificate is good without a signature.
Bytes = st.binary(max_size=300).filter(lambda body: not body.startswith(b"ssl_check=1"))
Types = st.sampled_from([FORM, JSON, "text/plain", "application/json; charset=utf-16", "multipart/form-data"])
FUZZED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


class Watch:
    """Whether anything was written since last asked, and what was logged."""

    def __init__(self, store: Store, logged: Logged) -> None:
        self._store = store
        self._logged = logged
        self._seen: list[str] = []

    async def written(self) -> bool:
        before, self._seen = self._seen, await kept(self._store)
        return before != self._seen

    def said(self) -> str:
        said = "\n".join(self._logged.lines)
        self._logged.lines.clear()
        return said


@pytest.fixture
async def watch(campfire: Campfire) -> AsyncIterator[Watch]:
    """Over the database and the logs, at any level."""
    with listening() as logged:
        watch = Watch(campfire.bot.store, logged)
        await watch.written()
        yield watch


async def turned_away(campfire: Campfire, watch: Watch, sent: Sent, statuses: set[int]) -> None:
    """It is answered with one of the statuses, and leaves no trace."""
    assert (await post(campfire, sent))[0] in statuses
    assert not await watch.written()
    no_word_of_it(campfire, watch, sent)


def no_word_of_it(campfire: Campfire, watch: Watch, sent: Sent) -> None:
    """Nothing that was sent, and no secret, is in the logs."""
    said = watch.said()
    assert CANARY not in said
    assert campfire.slack.signing_secret not in said
    assert campfire.slack.bot_token not in said
    if len(sent.body) > 12:
        assert sent.body.decode(errors="replace") not in said


@FUZZED
@given(body=Bytes | st.just(CANARY.encode()), content_type=Types, data=st.data())
async def test_what_slack_did_not_sign(
    campfire: Campfire, watch: Watch, body: bytes, content_type: str, data: st.DataObject
) -> None:
    headers = data.draw(forged_headers(campfire, body))
    await turned_away(campfire, watch, Sent(body, content_type, headers), {400, 401})


@st.composite
def forged_headers(draw: st.DrawFn, campfire: Campfire, body: bytes) -> list[tuple[str, str]]:
    """Headers that vouch for another body, another time, in another form, too often or not at all."""
    told = st.text(
        st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=80
    ).map(str.strip)
    late = timedelta(seconds=draw(st.integers(301, 10**8)))
    at = campfire.slack.clock.now() + draw(st.sampled_from([late, -late]))
    (stamp, time), (sign, signature) = draw(
        st.sampled_from(
            [signed(campfire, body, FORM, at).headers, signed(campfire, body + b"&", FORM).headers]
        )
    )
    times = draw(st.lists(told | st.just(time), max_size=2))
    signatures = draw(st.lists(told | st.just(signature), max_size=2))
    return [*((stamp, each) for each in times), *((sign, each) for each in signatures)]


@FUZZED
@given(body=Bytes | Values.map(lambda value: json.dumps(value).encode()), content_type=Types)
async def test_what_slack_signed_and_cannot_have_said(
    campfire: Campfire, watch: Watch, body: bytes, content_type: str
) -> None:
    await turned_away(campfire, watch, signed(campfire, body, content_type), {400, 415})


@FUZZED
@given(data=st.data(), workspace=st.sampled_from(["here", "T0ELSEWHERE"]))
async def test_what_slack_could_have_said_but_for_a_part(
    campfire: Campfire, watch: Watch, data: st.DataObject, workspace: str
) -> None:
    sent = data.draw(damaged(campfire, workspace))
    status, _ = await post(campfire, sent)
    assert status in {200, 400, 403, 404, 415}
    if workspace != "here":
        assert status != 200
    if await watch.written():
        assert status == 200
    no_word_of_it(campfire, watch, sent)


def bodies(campfire: Campfire, workspace: str) -> list[tuple[str, Mapping[str, Any]]]:
    """One of each kind that Slack sends, with its content type."""
    team = campfire.slack.workspace.team.id if workspace == "here" else workspace
    who = {"user": {"id": campfire.maya.id}, "team": {"id": team}, "trigger_id": "1.2.abc"}
    view = {
        "id": "V1",
        "type": "modal",
        "callback_id": "tactic.add",
        "private_metadata": "{}",
        "blocks": [],
        "title": {"type": "plain_text", "text": CANARY},
        "state": {"values": {"what": {"what": {"type": "plain_text_input", "value": CANARY}}}},
    }
    action = {"action_id": "tactic.show:1", "type": "button", "value": CANARY, "block_id": "b"}
    message = {"ts": "1.2", "text": CANARY, "user": campfire.maya.id}
    return [
        ("command", dict(parse_qsl(command(campfire, team_id=team).decode()))),
        ("event", home_opened(campfire, team_id=team)),
        ("payload", {"type": "view_submission", "view": view, **who}),
        ("payload", {"type": "block_actions", "actions": [action], "container": {"type": "message"}, **who}),
        ("payload", {"type": "shortcut", "callback_id": "tactic.new", **who}),
        (
            "payload",
            {
                "type": "message_action",
                "callback_id": "tactic.from_message",
                "message_ts": "1.2",
                "message": message,
                "channel": {"id": "C0SOCIAL", "name": CANARY},
                **who,
            },
        ),
    ]


@st.composite
def damaged(draw: st.DrawFn, campfire: Campfire, workspace: str) -> Sent:
    """A request of Slack's with one part, at any depth, left out or of another kind."""
    kind, body = draw(st.sampled_from(bodies(campfire, workspace)))
    body = json.loads(json.dumps(body))
    places = list(parts(body))
    holder, name = draw(st.sampled_from(places))
    team_parts = ("team_id", "team") if workspace != "here" else ()
    if name not in team_parts and not ("id" in (name,) and workspace != "here"):
        if draw(st.booleans()):
            holder[name] = draw(Values)
        elif isinstance(holder, dict):
            del holder[name]
    match kind:
        case "event":
            body["event_id"] = body.get("event_id") and draw(st.uuids()).hex
            return signed(campfire, event(body), JSON)
        case "payload":
            return signed(campfire, interaction(body), FORM)
    return signed(campfire, urlencode({name: str(value) for name, value in body.items()}).encode(), FORM)


def parts(body: Any) -> Iterator[tuple[Any, Any]]:
    """Everything in it, each as what holds it and its name or place there."""
    for name, value in body.items() if isinstance(body, dict) else enumerate(body):
        yield body, name
        if isinstance(value, dict | list):
            yield from parts(value)
