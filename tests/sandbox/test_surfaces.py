"""Whole messages and views: for each rule a valid payload and the smallest invalid variant."""

import pytest

from sandbox.blocks import check_message, check_view
from tests.sandbox.payloads import (
    DIVIDER,
    Json,
    actions,
    button,
    header,
    home,
    markdown,
    message,
    modal,
    mrkdwn,
    plain,
    pointers,
    question,
    section,
    table,
)

LONG = [section(text=mrkdwn("a" * 3000))] * 4


@pytest.mark.parametrize(
    ("kept", "broken", "pointer"),
    [
        (message(), message(text=""), "/text"),
        (message(), message(text="  "), "/text"),
        (message(), {"blocks": []}, "/text"),
        (message(text="a" * 4000), message(text="a" * 4001), "/text"),
        (message(*[DIVIDER] * 50), message(*[DIVIDER] * 51), "/blocks"),
        ({"text": "a", "blocks": None}, {"text": "a", "blocks": "[]"}, "/blocks"),
        (message(), message(attachments=[{"text": "a"}]), "/attachments"),
        (
            message(*LONG, *[header("a" * 100)] * 9, header("a" * 99), text="a"),
            message(*LONG, *[header("a" * 100)] * 10, text="a"),
            "/blocks",
        ),
        (
            message(markdown("a" * 6000), markdown("a" * 6000)),
            message(markdown("a" * 6000), markdown("a" * 6001)),
            "/blocks",
        ),
        (
            message(section(block_id="a"), section(block_id="b")),
            message(section(block_id="a"), section(block_id="a")),
            "/blocks/1/block_id",
        ),
        (
            message(actions(button(action_id="a"), button(action_id="b"))),
            message(actions(button(action_id="a"), button(action_id="a"))),
            "/blocks/0/elements/1/action_id",
        ),
        (
            message(section(accessory=button(action_id="a")), actions(button(action_id="b"))),
            message(section(accessory=button(action_id="a")), actions(button(action_id="a"))),
            "/blocks/1/elements/0/action_id",
        ),
        (message(table(), DIVIDER), message(table(), table()), "/blocks/1"),
        (
            message(metadata={"event_type": "delivery", "event_payload": {"id": "a", "of": [{"n": 1}]}}),
            message(metadata={"event_type": "delivery", "event_payload": {"id": None, "of": [{"n": 1}]}}),
            "/metadata/event_payload/id",
        ),
        (
            message(metadata={"event_type": "delivery", "event_payload": {}}),
            message(metadata={"event_type": "delivery"}),
            "/metadata/event_payload",
        ),
        (
            message(metadata={"event_type": "delivery", "event_payload": {}}),
            message(metadata={"event_type": "a delivery", "event_payload": {}}),
            "/metadata/event_type",
        ),
    ],
)
def test_a_message_keeps_its_rules(kept: Json, broken: Json, pointer: str) -> None:
    assert check_message(kept) == []
    assert pointers(check_message(broken)) == [pointer]


@pytest.mark.parametrize(
    ("kept", "broken", "pointer"),
    [
        (modal(DIVIDER), modal(), "/view/blocks"),
        (modal(*[DIVIDER] * 100), modal(*[DIVIDER] * 101), "/view/blocks"),
        (modal(DIVIDER, title=plain("a" * 24)), modal(DIVIDER, title=plain("a" * 25)), "/view/title/text"),
        (modal(DIVIDER, submit=plain("a" * 24)), modal(DIVIDER, submit=plain("a" * 25)), "/view/submit/text"),
        (modal(DIVIDER, close=plain("a" * 24)), modal(DIVIDER, close=plain("a" * 25)), "/view/close/text"),
        (modal(DIVIDER, title=plain()), modal(DIVIDER, title=mrkdwn()), "/view/title/type"),
        (modal(DIVIDER), {"type": "modal", "blocks": [DIVIDER]}, "/view/title"),
        (modal(DIVIDER), modal(DIVIDER) | {"type": "dialog"}, "/view/type"),
        (
            modal(DIVIDER, private_metadata="a" * 3000),
            modal(DIVIDER, private_metadata="a" * 3001),
            "/view/private_metadata",
        ),
        (modal(DIVIDER, callback_id="a" * 255), modal(DIVIDER, callback_id="a" * 256), "/view/callback_id"),
        (modal(DIVIDER, external_id="a" * 255), modal(DIVIDER, external_id="a" * 256), "/view/external_id"),
        (modal(DIVIDER, notify_on_close=True), modal(DIVIDER, notify_on_close=1), "/view/notify_on_close"),
        (modal(DIVIDER), modal(DIVIDER, hash="1.a"), "/view/hash"),
        (modal(question()), {"type": "modal", "title": plain(), "blocks": [question()]}, "/view/submit"),
        (modal(DIVIDER), modal(table()), "/view/blocks/0"),
        (modal(DIVIDER), modal(markdown("a")), "/view/blocks/0"),
        (
            modal(question({"type": "file_input"})),
            home(question({"type": "file_input"})),
            "/view/blocks/0/element",
        ),
        (
            modal(section(block_id="a")),
            modal(section(block_id="a"), section(block_id="a")),
            "/view/blocks/1/block_id",
        ),
        (
            modal(question({"type": "users_select", "focus_on_load": True}), question()),
            modal(*[question({"type": "users_select", "focus_on_load": True})] * 2),
            "/view/blocks/1/element/focus_on_load",
        ),
        (home(question()), home(question(), title=plain()), "/view/title"),
        (home(DIVIDER), home(DIVIDER, submit=plain()), "/view/submit"),
        (home(section()), home(table()), "/view/blocks/0"),
        (
            home(*[section(text=mrkdwn("a" * 2400))] * 100),
            home(*[section(text=mrkdwn("a" * 2450))] * 100),
            "/view",
        ),
    ],
)
def test_a_view_keeps_its_rules(kept: Json, broken: Json, pointer: str) -> None:
    assert check_view(kept) == []
    assert pointers(check_view(broken)) == [pointer]
