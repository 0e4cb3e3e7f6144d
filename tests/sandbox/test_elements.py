"""Elements and options: each rule with a payload that keeps it and the smallest sibling that does not."""

import pytest

from sandbox.blocks import check_message, check_view
from tests.sandbox.payloads import (
    Json,
    actions,
    button,
    message,
    modal,
    mrkdwn,
    plain,
    pointers,
    question,
    section,
)


def option(value: str = "5", **fields: object) -> Json:
    return {"text": plain(f"Value {value}"), "value": value, **fields}


def options(number: int) -> list[Json]:
    return [option(str(value)) for value in range(number)]


def pick(kind: str, **fields: object) -> Json:
    return {"type": kind, **fields}


def static(**fields: object) -> Json:
    return pick("static_select", options=options(2), **fields)


def listed(kind: str, **fields: object) -> Json:
    return pick(kind, **({"options": options(2)} | fields))


def grouped(*groups: list[Json], **fields: object) -> Json:
    return pick(
        "static_select", option_groups=[{"label": plain(), "options": group} for group in groups], **fields
    )


def several(**fields: object) -> Json:
    return pick("multi_static_select", options=options(3), **fields)


def typed(**fields: object) -> Json:
    return pick("plain_text_input", **fields)


def number(**fields: object) -> Json:
    return pick("number_input", **({"is_decimal_allowed": False} | fields))


def confirm(**fields: object) -> Json:
    words = {"title": plain(), "text": plain(), "confirm": plain("Drop it"), "deny": plain("Keep it")}
    return words | fields


def overflow(*choices: Json) -> Json:
    return pick("overflow", options=list(choices))


@pytest.mark.parametrize(
    ("kept", "broken", "pointer"),
    [
        (button(), {"type": "button"}, "text"),
        (button(text=plain("a" * 75)), button(text=plain("a" * 76)), "text/text"),
        (button(text=plain()), button(text=mrkdwn()), "text/type"),
        (button(value="a" * 2000), button(value="a" * 2001), "value"),
        (button(style="danger"), button(style="default"), "style"),
        (button(url="https://a.example"), button(url="a.example"), "url"),
        (button(url="https://a/" + "a" * 2990), button(url="https://a/" + "a" * 2991), "url"),
        (button(action_id="a" * 255), button(action_id="a" * 256), "action_id"),
        (button(action_id="a"), button(action_id=""), "action_id"),
        (button(accessibility_label="a" * 75), button(accessibility_label="a" * 76), "accessibility_label"),
        (button(confirm=confirm()), button(confirm=confirm(title=plain("a" * 101))), "confirm/title/text"),
        (button(confirm=confirm()), button(confirm=confirm(text=plain("a" * 301))), "confirm/text/text"),
        (button(confirm=confirm()), button(confirm=confirm(confirm=plain("a" * 31))), "confirm/confirm/text"),
        (button(confirm=confirm()), button(confirm=confirm(deny=plain("a" * 31))), "confirm/deny/text"),
        (button(confirm=confirm(style="danger")), button(confirm=confirm(style="red")), "confirm/style"),
        (overflow(*options(5)), overflow(*options(6)), "options"),
        (overflow(option()), overflow(), "options"),
        (overflow(option(url="https://a.example")), overflow(option(url="here")), "options/0/url"),
        (overflow(option("1"), option("2")), overflow(option("1"), option("1")), "options"),
        (pick("datetimepicker"), pick("image", alt_text="a"), "type"),
    ],
)
def test_a_control_in_a_row_keeps_its_rules(kept: Json, broken: Json, pointer: str) -> None:
    assert check_message(message(actions(kept))) == []
    assert pointers(check_message(message(actions(broken)))) == [f"/blocks/0/elements/0/{pointer}"]


@pytest.mark.parametrize(
    ("kept", "broken", "pointer"),
    [
        (static(), pick("static_select", options=[]), "/options"),
        (
            pick("static_select", options=options(100)),
            pick("static_select", options=options(101)),
            "/options",
        ),
        (static(), pick("static_select"), ""),
        (static(), static(option_groups=[{"label": plain(), "options": options(1)}]), ""),
        (static(initial_option=option("1")), static(initial_option=option("2")), "/initial_option"),
        (
            static(initial_option=option("1")),
            static(initial_option=option("1", text=plain("Other words"))),
            "/initial_option",
        ),
        (static(placeholder=plain("a" * 150)), static(placeholder=plain("a" * 151)), "/placeholder/text"),
        (static(), pick("static_select", options=[option("1"), option("1")]), "/options"),
        (static(), pick("static_select", options=[option(url="https://a.example")]), "/options/0/url"),
        (
            pick("static_select", options=[option("a" * 150, text=plain())]),
            pick("static_select", options=[option("a" * 151, text=plain())]),
            "/options/0/value",
        ),
        (
            pick("static_select", options=[option(text=plain("a" * 75))]),
            pick("static_select", options=[option(text=plain("a" * 76))]),
            "/options/0/text/text",
        ),
        (
            pick("static_select", options=[option(description=plain("a" * 75))]),
            pick("static_select", options=[option(description=plain("a" * 76))]),
            "/options/0/description/text",
        ),
        (
            listed("radio_buttons", options=[option(text=mrkdwn())]),
            pick("static_select", options=[option(text=mrkdwn())]),
            "/options/0/text/type",
        ),
        (grouped([option("1")], [option("2")]), grouped([option("1")], [option("1")]), "/option_groups"),
        (grouped([option("1")]), grouped([]), "/option_groups/0/options"),
        (
            grouped([option("1")], initial_option=option("1")),
            grouped([option("1")], initial_option=option("2")),
            "/initial_option",
        ),
        (several(initial_options=options(2)), several(initial_options=[]), "/initial_options"),
        (several(initial_options=options(2)), several(initial_options=[option("9")]), "/initial_options/0"),
        (several(initial_options=options(1)), several(initial_options=options(1) * 2), "/initial_options/1"),
        (
            several(initial_options=options(2), max_selected_items=2),
            several(initial_options=options(2), max_selected_items=1),
            "/initial_options",
        ),
        (several(max_selected_items=1), several(max_selected_items=0), "/max_selected_items"),
        (listed("checkboxes", options=options(10)), listed("checkboxes", options=options(11)), "/options"),
        (listed("checkboxes"), listed("checkboxes", options=[]), "/options"),
        (
            listed("checkboxes", initial_options=options(1)),
            listed("checkboxes", initial_options=[option("9")]),
            "/initial_options/0",
        ),
        (
            listed("radio_buttons", options=options(10)),
            listed("radio_buttons", options=options(11)),
            "/options",
        ),
        (
            listed("radio_buttons", initial_option=option("1")),
            listed("radio_buttons", initial_option=option("2")),
            "/initial_option",
        ),
        (
            pick("users_select", initial_user="U1"),
            pick("users_select", initial_user="Brian"),
            "/initial_user",
        ),
        (
            pick("multi_users_select", initial_users=["U1", "U2"]),
            pick("multi_users_select", initial_users=["U1", "C2"]),
            "/initial_users/1",
        ),
        (
            pick("channels_select", initial_channel="C1"),
            pick("channels_select", initial_channel="D1"),
            "/initial_channel",
        ),
        (
            pick("conversations_select", filter={"include": ["public"]}),
            pick("conversations_select", filter={"include": ["open"]}),
            "/filter/include/0",
        ),
        (
            pick("multi_conversations_select", filter={"exclude_bot_users": True}),
            pick("multi_conversations_select", filter={}),
            "/filter",
        ),
        (
            pick("datepicker", initial_date="2028-02-29"),
            pick("datepicker", initial_date="2027-02-29"),
            "/initial_date",
        ),
        (
            pick("datepicker", initial_date="2027-02-01"),
            pick("datepicker", initial_date="1 February"),
            "/initial_date",
        ),
        (pick("timepicker", initial_time="23:59"), pick("timepicker", initial_time="24:00"), "/initial_time"),
        (pick("timepicker", timezone="Europe/Riga"), pick("timepicker", timezone="Riga"), "/timezone"),
        (
            pick("datetimepicker", initial_date_time=1801440000),
            pick("datetimepicker", initial_date_time=18014400000),
            "/initial_date_time",
        ),
        (typed(initial_value="a" * 3000), typed(initial_value="a" * 3001), "/initial_value"),
        (typed(max_length=3000), typed(max_length=3001), "/max_length"),
        (
            typed(initial_value="aaa", max_length=3),
            typed(initial_value="aaaa", max_length=3),
            "/initial_value",
        ),
        (typed(initial_value="aaa", min_length=3), typed(initial_value="aa", min_length=3), "/initial_value"),
        (typed(min_length=3, max_length=3), typed(min_length=4, max_length=3), "/min_length"),
        (
            typed(dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]}),
            typed(dispatch_action_config={"trigger_actions_on": ["on_blur"]}),
            "/dispatch_action_config/trigger_actions_on/0",
        ),
        (number(), pick("number_input"), "/is_decimal_allowed"),
        (number(initial_value="5"), number(initial_value=5), "/initial_value"),
        (number(initial_value="5.5", is_decimal_allowed=True), number(initial_value="5.5"), "/initial_value"),
        (
            number(min_value="1", max_value="5", initial_value="5"),
            number(min_value="1", max_value="5", initial_value="6"),
            "/initial_value",
        ),
        (number(min_value="1", max_value="1"), number(min_value="2", max_value="1"), "/min_value"),
        (
            pick("url_text_input", initial_value="https://a.example"),
            pick("url_text_input", initial_value="a"),
            "/initial_value",
        ),
        (pick("email_text_input"), pick("email_text_input", multiline=True), "/multiline"),
        (pick("file_input", max_files=10), pick("file_input", max_files=11), "/max_files"),
        (pick("users_select"), button(), "/type"),
        (pick("users_select"), pick("external_select"), "/type"),
    ],
)
def test_an_input_keeps_its_rules(kept: Json, broken: Json, pointer: str) -> None:
    assert check_view(modal(question(kept))) == []
    assert pointers(check_view(modal(question(broken)))) == [f"/view/blocks/0/element{pointer}"]


@pytest.mark.parametrize(
    ("kept", "broken", "pointer"),
    [
        (question(label=plain("a" * 2000)), question(label=plain("a" * 2001)), "label/text"),
        (question(hint=plain("a" * 2000)), question(hint=plain("a" * 2001)), "hint/text"),
        (question(label=plain()), question(label=mrkdwn()), "label/type"),
        (question(optional=True), question(optional="no"), "optional"),
        (question(dispatch_action=True), question(dispatched=True), "dispatched"),
    ],
)
def test_the_block_around_an_input_keeps_its_rules(kept: Json, broken: Json, pointer: str) -> None:
    assert check_view(modal(kept)) == []
    assert pointers(check_view(modal(broken))) == [f"/view/blocks/0/{pointer}"]


@pytest.mark.parametrize("kind", ["number_input", "email_text_input", "url_text_input", "file_input"])
def test_some_inputs_are_for_modals_only(kind: str) -> None:
    element = number() if kind == "number_input" else pick(kind)
    assert check_view(modal(question(element))) == []
    assert pointers(check_message(message(question(element)))) == ["/blocks/0/element"]


def test_a_menu_may_stand_beside_a_section() -> None:
    assert check_message(message(section(accessory=static()), section(accessory=overflow(option())))) == []
