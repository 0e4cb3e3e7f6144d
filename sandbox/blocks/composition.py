"""Composition objects: the parts that blocks and elements share.

https://docs.slack.dev/reference/block-kit/composition-objects
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

from sandbox.blocks.fields import (
    Check,
    Schema,
    all_of,
    array,
    at_least_one,
    boolean,
    by_type,
    exactly_one,
    matching,
    not_blank,
    one_of,
    string,
)
from sandbox.blocks.limits import Bounds, count
from sandbox.blocks.mrkdwn import escaped, no_broadcast
from sandbox.blocks.problem import Location, Problem

URL: Final = all_of(string("url_source.url"), matching(r"https?://\S+", "an http or https address"))
STYLE: Final = one_of("primary", "danger")


def _plain(limit: str) -> Schema:
    return Schema(
        required={"text": all_of(string("text"), string(limit), not_blank)}, optional={"emoji": boolean}
    )


def _mrkdwn(limit: str) -> Schema:
    text = all_of(string("text"), string(limit), not_blank, no_broadcast, escaped)
    return Schema(required={"text": text}, optional={"verbatim": boolean})


def plain(limit: str) -> Check:
    """A plain_text object within the limit with this name, not blank."""
    return by_type({"plain_text": _plain(limit)})


def text(limit: str) -> Check:
    """A plain_text or mrkdwn object within the limit with this name, not blank."""
    return by_type({"plain_text": _plain(limit), "mrkdwn": _mrkdwn(limit)})


TEXTS: Final[Mapping[str, Schema]] = {"plain_text": _plain("text"), "mrkdwn": _mrkdwn("text")}

CONFIRM: Final = Schema(
    required={
        "title": plain("confirmation.title"),
        "text": plain("confirmation.text"),
        "confirm": plain("confirmation.confirm"),
        "deny": plain("confirmation.deny"),
    },
    optional={"style": STYLE},
)

DISPATCH: Final = Schema(
    required={
        "trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), Bounds(1, 2)),
    },
)

FILTER: Final = Schema(
    optional={
        "include": array(one_of("im", "mpim", "private", "public"), Bounds(1, 4)),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    rules=[at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users")],
)

SLACK_FILE: Final = Schema(
    optional={"id": matching(r"F[A-Z0-9]+", "a file id"), "url": URL},
    rules=[exactly_one("id", "url")],
)

MENU_OPTION: Final = Schema(
    required={"text": plain("option.text"), "value": string("option.value")},
    optional={"description": plain("option.description")},
)

OVERFLOW_OPTION: Final = Schema(
    required={"text": plain("option.text"), "value": string("option.value")},
    optional={"description": plain("option.description"), "url": URL},
)

LISTED_OPTION: Final = Schema(
    required={"text": text("option.text"), "value": string("option.value")},
    optional={"description": text("option.description")},
)
"""An option of checkboxes or radio buttons; no other option may be mrkdwn."""

OPTION_GROUP: Final = Schema(
    required={
        "label": plain("option_group.label"),
        "options": array(MENU_OPTION, count("option_group.options")),
    },
)


def options_of(element: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """All options of a valid element, including those in groups."""
    grouped = chain.from_iterable(group["options"] for group in element.get("option_groups", ()))
    return [*element.get("options", ()), *grouped]


def distinct_values(element: Mapping[str, Any], at: Location) -> Iterator[Problem]:
    """A rule: option values are unique."""
    values = Counter(option["value"] for option in options_of(element))
    for value in (value for value, times in values.items() if times > 1):
        yield (at / ("options" if "options" in element else "option_groups")).problem(
            f"has the option value {value!r} more than once"
        )


def initial_option_offered(element: Mapping[str, Any], at: Location) -> Iterator[Problem]:
    """A rule: the initial option equals one of the options."""
    if "initial_option" in element and element["initial_option"] not in options_of(element):
        yield (at / "initial_option").problem("must equal one of the options")


def initial_options_offered(element: Mapping[str, Any], at: Location) -> Iterator[Problem]:
    """A rule: every initial option equals one of the options, without duplicates."""
    initial = element.get("initial_options", ())
    for index, option in enumerate(initial):
        if option not in options_of(element):
            yield (at / "initial_options" / index).problem("must equal one of the options")
        elif option in initial[:index]:
            yield (at / "initial_options" / index).problem("is a duplicate")
