"""Blocks and their text: for each rule a valid payload and the smallest invalid variant."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.blocks import Problem, check_message, check_view
from tests.sandbox.payloads import (
    DIVIDER,
    Json,
    actions,
    button,
    context,
    header,
    image,
    markdown,
    message,
    mrkdwn,
    plain,
    pointers,
    question,
    rich_text,
    section,
    table,
)


@pytest.mark.parametrize(
    ("kept", "broken", "pointer"),
    [
        (header("Quick wins"), {"type": "headline"}, "/blocks/0/type"),
        (header("a" * 150), header("a" * 151), "/blocks/0/text/text"),
        (header("a"), header(""), "/blocks/0/text/text"),
        (header("a"), header(" \n"), "/blocks/0/text/text"),
        (header("a"), {"type": "header"}, "/blocks/0/text"),
        (header("a"), {"type": "header", "text": mrkdwn()}, "/blocks/0/text/type"),
        (header("a"), {"type": "header", "text": "a"}, "/blocks/0/text"),
        (header("a"), header("a") | {"colour": "red"}, "/blocks/0/colour"),
        (DIVIDER, DIVIDER | {"text": plain()}, "/blocks/0/text"),
        (section(), {"type": "section"}, "/blocks/0"),
        (section(text=mrkdwn("a" * 3000)), section(text=mrkdwn("a" * 3001)), "/blocks/0/text/text"),
        (
            section(text=plain() | {"emoji": True}),
            section(text=plain() | {"verbatim": True}),
            "/blocks/0/text/verbatim",
        ),
        (section(expand=True), section(expand="yes"), "/blocks/0/expand"),
        (section(fields=[mrkdwn()] * 10), section(fields=[mrkdwn()] * 11), "/blocks/0/fields"),
        (section(fields=[mrkdwn()]), section(fields=[]), "/blocks/0/fields"),
        (
            section(fields=[mrkdwn("a" * 2000)]),
            section(fields=[mrkdwn("a" * 2001)]),
            "/blocks/0/fields/0/text",
        ),
        (section(block_id="b" * 255), section(block_id="b" * 256), "/blocks/0/block_id"),
        (section(accessory=button()), section(accessory=[button()]), "/blocks/0/accessory"),
        (
            section(accessory=button()),
            section(accessory={"type": "plain_text_input"}),
            "/blocks/0/accessory/type",
        ),
        (
            section(accessory={"type": "multi_users_select"}),
            actions({"type": "multi_users_select"}),
            "/blocks/0/elements/0/type",
        ),
        (context(*[mrkdwn()] * 10), context(*[mrkdwn()] * 11), "/blocks/0/elements"),
        (context(image()), context(button()), "/blocks/0/elements/0/type"),
        (context(plain()), context(), "/blocks/0/elements"),
        (actions(*[button()] * 25), actions(*[button()] * 26), "/blocks/0/elements"),
        (actions(button()), actions(image()), "/blocks/0/elements/0/type"),
        (actions(button()), actions(), "/blocks/0/elements"),
        (image(), {"type": "image", "image_url": "https://campfire.example/"}, "/blocks/0/alt_text"),
        (image(), image(alt_text=" "), "/blocks/0/alt_text"),
        (image(alt_text="a" * 2000), image(alt_text="a" * 2001), "/blocks/0/alt_text"),
        (image(), image(image_url="map.png"), "/blocks/0/image_url"),
        (image(), image(slack_file={"id": "F1"}), "/blocks/0"),
        (
            {"type": "image", "alt_text": "A map", "slack_file": {"id": "F1"}},
            {"type": "image", "alt_text": "A map", "slack_file": {}},
            "/blocks/0/slack_file",
        ),
        (image(title=plain("a" * 2000)), image(title=plain("a" * 2001)), "/blocks/0/title/text"),
        (markdown("a"), markdown(""), "/blocks/0/text"),
        (markdown("a"), markdown("<!here>"), "/blocks/0/text"),
        (table(rows=100), table(rows=101), "/blocks/0/rows"),
        (table(columns=20, rows=1), table(columns=21, rows=1), "/blocks/0/rows/0"),
        (table(), table(rows=0), "/blocks/0/rows"),
        (
            table(),
            {"type": "table", "rows": [*table()["rows"], table(columns=3)["rows"][0]]},
            "/blocks/0/rows/2",
        ),
        (table(cell="a" * 2500), table(cell="a" * 2501), "/blocks/0/rows"),
        (table(1, 1), table(1, 1, cell=""), "/blocks/0/rows/0/0/text"),
        (
            table(1, 1, column_settings=[{"align": "right"}]),
            table(1, 1, column_settings=[{"align": "top"}]),
            "/blocks/0/column_settings/0/align",
        ),
        (
            table(1, 1, column_settings=[None]),
            table(1, 1, column_settings=[None, None]),
            "/blocks/0/column_settings",
        ),
        (
            rich_text({"type": "text", "text": " ", "style": {"bold": True}}),
            rich_text({"type": "text", "text": " ", "style": {"large": True}}),
            "/blocks/0/elements/0/elements/0/style/large",
        ),
        (
            rich_text({"type": "user", "user_id": "U1"}),
            rich_text({"type": "broadcast", "range": "here"}),
            "/blocks/0/elements/0/elements/0",
        ),
        (
            rich_text({"type": "emoji", "name": "tada"}),
            rich_text({"type": "usergroup", "usergroup_id": "S1"}),
            "/blocks/0/elements/0/elements/0",
        ),
    ],
)
def test_a_block_keeps_its_rules(kept: Json, broken: Json, pointer: str) -> None:
    assert check_message(message(kept)) == []
    assert pointers(check_message(message(broken))) == [pointer]


@pytest.mark.parametrize(
    ("kept", "broken"),
    [
        ("<@U1> and <@W2|brian>", "<@brian>"),
        ("<#C1>", "<#social>"),
        ("<https://campfire.example/a?b=c|the map>", "<the map>"),
        ("<mailto:maya@campfire.example|Maya>", "<javascript:alert(1)|Maya>"),
        ("<!date^1801440000^{date_long} at {time}|1 February 2027>", "<!date^1801440000^{date_long}>"),
        ("<!date^1801440000^{date}^https://campfire.example/|1 February>", "<!date^soon^{date}|1 February>"),
        ("more than 3 &lt; 5", "more than 3 < 5"),
        ("> a quote", "<b>bold</b>"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("@here", "<!here|here>"),
        ("everyone", "<!everyone>"),
        ("subteam", "<!subteam^S1|@team>"),
        ("!CHANNEL", "<!CHANNEL>"),
    ],
)
def test_angle_brackets_hold_mentions_links_and_dates_and_nothing_that_calls_everyone(
    kept: str, broken: str
) -> None:
    assert check_message(message(section(text=mrkdwn(kept)), text=kept)) == []
    assert pointers(check_message(message(section(text=mrkdwn(broken)), text=broken))) == [
        "/text",
        "/blocks/0/text/text",
    ]
    assert check_message(message(section(text=plain(broken)))) == []


def test_calling_a_channel_is_refused_for_its_own_reason() -> None:
    assert check_message({"text": "<!channel> wake up"}) == [
        Problem("/text", "must not notify a whole channel or group")
    ]


WHOLE = message(
    header("Quick wins"),
    section(fields=[plain(), mrkdwn()], accessory=image()),
    context(mrkdwn(), image()),
    actions(button(), {"type": "datepicker", "initial_date": "2027-02-01"}),
    image(title=plain()),
    question(hint=plain()),
    table(column_settings=[{"align": "right"}]),
    rich_text(
        {"type": "text", "text": "bold", "style": {"bold": True}},
        {"type": "link", "url": "https://a.example"},
    ),
    markdown("# Goals"),
)


def test_a_message_with_some_of_everything_is_fine() -> None:
    assert check_message(WHOLE) == []


def places(value: Any, pointer: str = "") -> Iterator[tuple[str, Json]]:
    """Every object below the message itself, with its pointer."""
    if isinstance(value, dict):
        if pointer:
            yield pointer, value
        for name, part in value.items():
            yield from places(part, f"{pointer}/{name}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from places(part, f"{pointer}/{index}")


@pytest.mark.parametrize("pointer", [pointer for pointer, _ in places(WHOLE)])
def test_no_object_takes_a_field_that_is_not_documented(pointer: str) -> None:
    spoilt = json.loads(json.dumps(WHOLE))
    dict(places(spoilt))[pointer]["a~b/c"] = "red"
    assert check_message(spoilt) == [Problem(f"{pointer}/a~0b~1c", "is not a documented field here")]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KINDS = st.sampled_from(
    ["section", "actions", "input", "context", "table", "rich_text", "button", "static_select"]
)
FIELDS = st.sampled_from(
    ["type", "text", "fields", "elements", "element", "accessory", "options", "rows", "block_id"]
)
SPOILT = st.dictionaries(FIELDS, KINDS | ANYTHING, max_size=5)


@given(st.lists(SPOILT, max_size=3) | ANYTHING)
def test_whatever_comes_is_answered_with_problems_inside_it(blocks: Any) -> None:
    for problem in check_message({"text": "a", "blocks": blocks}):
        assert problem.pointer == "/blocks" or problem.pointer.startswith("/blocks/")
    for problem in check_view({"type": "home", "blocks": blocks}):
        assert problem.pointer.startswith("/view/blocks")
