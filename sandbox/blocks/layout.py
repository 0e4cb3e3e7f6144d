"""Blocks: the parts of a message, a modal or a Home tab.

https://docs.slack.dev/reference/block-kit/blocks. Blocks that the sandbox does not support (alert, card,
carousel, container, data tables and charts, remote files) are missing, so they are rejected.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sandbox.blocks.composition import SLACK_FILE, TEXTS, URL, plain, text
from sandbox.blocks.elements import IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION
from sandbox.blocks.fields import (
    Check,
    Schema,
    all_of,
    array,
    at_least_one,
    boolean,
    by_type,
    exactly_one,
    not_blank,
    one_of,
    string,
)
from sandbox.blocks.limits import count, length
from sandbox.blocks.mrkdwn import no_broadcast
from sandbox.blocks.problem import Location, Problem, Surface
from sandbox.blocks.rich_text import RICH_TEXT
from sandbox.blocks.walk import count_characters

_MESSAGE: Final[frozenset[Surface]] = frozenset({"message"})
_ID: Final = {"block_id": string("block_id")}

_CELL: Final = by_type({"raw_text": Schema(required={"text": string("text")}), "rich_text": RICH_TEXT})
_COLUMN: Final = Schema(optional={"align": one_of("left", "center", "right"), "is_wrapped": boolean})


def _column(value: Any, at: Location) -> Iterator[Problem]:
    """The settings of a column; null for the defaults."""
    if value is not None:
        yield from _COLUMN(value, at)


def _rows_alike(table: Mapping[str, Any], at: Location) -> Iterator[Problem]:
    width = len(table["rows"][0])
    for index, row in enumerate(table["rows"]):
        if len(row) != width:
            yield (at / "rows" / index).problem(f"must have {width} cells like the first row, has {len(row)}")
    if len(table.get("column_settings", ())) > width:
        yield (at / "column_settings").problem(f"must not describe more than the {width} columns there are")


def _table_within_length(table: Mapping[str, Any], at: Location) -> Iterator[Problem]:
    if violation := length("table.content").violation(count_characters(table["rows"]), "characters"):
        yield (at / "rows").problem(violation)


_BLOCKS: Final[Mapping[str, Schema]] = {
    "header": Schema(required={"text": plain("header.text")}, optional=_ID),
    "divider": Schema(optional=_ID),
    "section": Schema(
        optional=_ID
        | {
            "text": text("section.text"),
            "fields": array(text("section.field"), count("section.fields")),
            "accessory": by_type(IN_SECTION),
            "expand": boolean,
        },
        rules=[at_least_one("text", "fields")],
    ),
    "context": Schema(
        required={"elements": array(by_type({**TEXTS, **IMAGE}), count("context.elements"))},
        optional=_ID,
    ),
    "actions": Schema(
        required={"elements": array(by_type(IN_ACTIONS), count("actions.elements"))},
        optional=_ID,
    ),
    "input": Schema(
        required={"label": plain("input.label"), "element": by_type(IN_INPUT)},
        optional=_ID | {"hint": plain("input.hint"), "optional": boolean, "dispatch_action": boolean},
    ),
    "image": Schema(
        required={"alt_text": all_of(string("image.alt_text"), not_blank)},
        optional=_ID | {"image_url": URL, "slack_file": SLACK_FILE, "title": plain("image.title")},
        rules=[exactly_one("image_url", "slack_file")],
    ),
    "video": Schema(
        required={
            "title": plain("video.title"),
            "alt_text": all_of(string("video.alt_text"), not_blank),
            "video_url": URL,
            "thumbnail_url": URL,
        },
        optional=_ID
        | {
            "title_url": URL,
            "description": plain("video.description"),
            "author_name": string("video.author_name"),
            "provider_name": string("video.provider_name"),
            "provider_icon_url": URL,
        },
    ),
    "rich_text": RICH_TEXT,
    "markdown": Schema(
        required={"text": all_of(string("markdown.text"), not_blank, no_broadcast)},
        optional=_ID,
        surfaces=_MESSAGE,
    ),
    "table": Schema(
        required={"rows": array(array(_CELL, count("table.columns")), count("table.rows"))},
        optional=_ID | {"column_settings": array(_column, count("table.columns"))},
        rules=[_rows_alike, _table_within_length],
        surfaces=_MESSAGE,
    ),
}


def blocks(limit: str) -> Check:
    """A list of blocks within the limit with this name."""
    return array(by_type(_BLOCKS), count(limit))
