"""Block elements: buttons, menus, pickers and inputs.

https://docs.slack.dev/reference/block-kit/block-elements. Elements that the sandbox does not support
(external selects, workflow buttons, rich text inputs, feedback buttons) are missing, so they are rejected.
"""

from collections.abc import Mapping
from typing import Final

from sandbox.blocks.composition import (
    CONFIRM,
    DISPATCH,
    FILTER,
    LISTED_OPTION,
    MENU_OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    SLACK_FILE,
    STYLE,
    URL,
    distinct_values,
    initial_option_offered,
    initial_options_offered,
    plain,
)
from sandbox.blocks.fields import (
    Schema,
    all_of,
    array,
    boolean,
    exactly_one,
    integer,
    matching,
    not_blank,
    string,
)
from sandbox.blocks.initial import (
    DATE,
    MOMENT,
    NUMBER,
    TIME,
    ZONE,
    at_most_selected,
    length_within_bounds,
    number_within_bounds,
)
from sandbox.blocks.limits import Bounds, count
from sandbox.blocks.problem import Surface

_MODAL: Final[frozenset[Surface]] = frozenset({"modal"})

_USER: Final = matching(r"[UW][A-Z0-9]+", "a user id")
_CHANNEL: Final = matching(r"C[A-Z0-9]+", "the id of a public channel")
_CONVERSATION: Final = matching(r"[CDGUW][A-Z0-9]+", "a conversation id")
_SEVERAL: Final = Bounds(1, 100)

_ACTION: Final = {"action_id": string("action_id")}
_FIELD: Final = _ACTION | {"focus_on_load": boolean}
_CHOICE: Final = _FIELD | {"confirm": CONFIRM}
_MENU: Final = _CHOICE | {"placeholder": plain("select.placeholder")}
_TYPED: Final = _FIELD | {"placeholder": plain("select.placeholder"), "dispatch_action_config": DISPATCH}
_STATIC: Final = _MENU | {
    "options": array(MENU_OPTION, count("select.options")),
    "option_groups": array(OPTION_GROUP, count("select.option_groups")),
}
_MULTI: Final = {"max_selected_items": integer("select.max_selected_items")}

IMAGE: Final[Mapping[str, Schema]] = {
    "image": Schema(
        required={"alt_text": all_of(string("image.alt_text"), not_blank)},
        optional={"image_url": URL, "slack_file": SLACK_FILE},
        rules=[exactly_one("image_url", "slack_file")],
    ),
}

BUTTONS: Final[Mapping[str, Schema]] = {
    "button": Schema(
        required={"text": plain("button.text")},
        optional=_ACTION
        | {
            "url": URL,
            "value": string("button.value"),
            "style": STYLE,
            "confirm": CONFIRM,
            "accessibility_label": string("button.accessibility_label"),
        },
    ),
    "overflow": Schema(
        required={"options": array(OVERFLOW_OPTION, count("overflow.options"))},
        optional=_ACTION | {"confirm": CONFIRM},
        rules=[distinct_values],
    ),
}
"""Allowed in section and actions blocks."""

PICKERS: Final[Mapping[str, Schema]] = {
    "checkboxes": Schema(
        required={"options": array(LISTED_OPTION, count("checkboxes.options"))},
        optional=_CHOICE | {"initial_options": array(LISTED_OPTION, count("checkboxes.options"))},
        rules=[distinct_values, initial_options_offered],
    ),
    "radio_buttons": Schema(
        required={"options": array(LISTED_OPTION, count("radio_buttons.options"))},
        optional=_CHOICE | {"initial_option": LISTED_OPTION},
        rules=[distinct_values, initial_option_offered],
    ),
    "datepicker": Schema(optional=_MENU | {"initial_date": DATE}),
    "timepicker": Schema(optional=_MENU | {"initial_time": TIME, "timezone": ZONE}),
    "static_select": Schema(
        optional=_STATIC | {"initial_option": MENU_OPTION},
        rules=[exactly_one("options", "option_groups"), distinct_values, initial_option_offered],
    ),
    "users_select": Schema(optional=_MENU | {"initial_user": _USER}),
    "channels_select": Schema(optional=_MENU | {"initial_channel": _CHANNEL}),
    "conversations_select": Schema(
        optional=_MENU
        | {
            "initial_conversation": _CONVERSATION,
            "default_to_current_conversation": boolean,
            "filter": FILTER,
        },
    ),
}
"""Allowed in section, actions and input blocks."""

MOMENT_PICKER: Final[Mapping[str, Schema]] = {
    "datetimepicker": Schema(optional=_CHOICE | {"initial_date_time": MOMENT}),
}
"""Allowed in actions and input blocks."""

MULTI_SELECTS: Final[Mapping[str, Schema]] = {
    "multi_static_select": Schema(
        optional=_STATIC | _MULTI | {"initial_options": array(MENU_OPTION, count("select.options"))},
        rules=[
            exactly_one("options", "option_groups"),
            distinct_values,
            initial_options_offered,
            at_most_selected("initial_options"),
        ],
    ),
    "multi_users_select": Schema(
        optional=_MENU | _MULTI | {"initial_users": array(_USER, _SEVERAL)},
        rules=[at_most_selected("initial_users")],
    ),
    "multi_channels_select": Schema(
        optional=_MENU | _MULTI | {"initial_channels": array(_CHANNEL, _SEVERAL)},
        rules=[at_most_selected("initial_channels")],
    ),
    "multi_conversations_select": Schema(
        optional=_MENU
        | _MULTI
        | {
            "initial_conversations": array(_CONVERSATION, _SEVERAL),
            "default_to_current_conversation": boolean,
            "filter": FILTER,
        },
        rules=[at_most_selected("initial_conversations")],
    ),
}
"""Allowed in section and input blocks."""

TYPED_INPUTS: Final[Mapping[str, Schema]] = {
    "plain_text_input": Schema(
        optional=_TYPED
        | {
            "initial_value": string("plain_text_input.initial_value"),
            "multiline": boolean,
            "min_length": integer("plain_text_input.min_length"),
            "max_length": integer("plain_text_input.max_length"),
        },
        rules=[length_within_bounds],
    ),
    "number_input": Schema(
        required={"is_decimal_allowed": boolean},
        optional=_TYPED | {"initial_value": NUMBER, "min_value": NUMBER, "max_value": NUMBER},
        rules=[number_within_bounds],
        surfaces=_MODAL,
    ),
    "email_text_input": Schema(
        optional=_TYPED | {"initial_value": string("plain_text_input.initial_value")}, surfaces=_MODAL
    ),
    "url_text_input": Schema(optional=_TYPED | {"initial_value": URL}, surfaces=_MODAL),
    "file_input": Schema(
        optional=_ACTION
        | {
            "filetypes": array(matching(r"[a-z0-9]+", "a file extension"), _SEVERAL),
            "max_files": integer("file_input.max_files"),
        },
        surfaces=_MODAL,
    ),
}
"""Allowed in input blocks."""

IN_SECTION: Final = {**IMAGE, **BUTTONS, **PICKERS, **MULTI_SELECTS}
IN_ACTIONS: Final = {**BUTTONS, **PICKERS, **MOMENT_PICKER}
IN_INPUT: Final = {**PICKERS, **MOMENT_PICKER, **MULTI_SELECTS, **TYPED_INPUTS}
