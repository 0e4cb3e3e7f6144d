"""Blocks: the lines of a message, a modal or a Home tab.

https://docs.slack.dev/reference/block-kit/blocks. Blocks that the sandbox cannot show
(alert, card, carousel, container, data tables and charts, remote files) are not here, hence refused.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sandbox.blocks.composition import SLACK_FILE, TEXTS, URL, plain, text
from sandbox.blocks.elements import IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION
from sandbox.blocks.fields import (
    Check,
    Shape,
    array,
    at_least_one,
    both,
    exactly_one,
    flag,
    kinds,
    one_of,
    string,
    worded,
)
from sandbox.blocks.limits import count, length
from sandbox.blocks.mrkdwn import calls_nobody
from sandbox.blocks.problem import Place, Problem, Surface
from sandbox.blocks.reading import characters
from sandbox.blocks.rich_text import RICH_TEXT

_MESSAGE: Final[frozenset[Surface]] = frozenset({"message"})
_ID: Final = {"block_id": string("block_id")}

_CELL: Final = kinds({"raw_text": Shape(required={"text": string("text")}), "rich_text": RICH_TEXT})
_COLUMN: Final = Shape(optional={"align": one_of("left", "center", "right"), "is_wrapped": flag})


def _column(value: Any, at: Place) -> Iterator[Problem]:
    """The settings of a column; null leaves it as it is."""
    if value is not None:
        yield from _COLUMN(value, at)


def _rows_alike(table: Mapping[str, Any], at: Place) -> Iterator[Problem]:
    width = len(table["rows"][0])
    for index, row in enumerate(table["rows"]):
        if len(row) != width:
            yield (at / "rows" / index).problem(f"must have {width} cells like the first row, has {len(row)}")
    if len(table.get("column_settings", ())) > width:
        yield (at / "column_settings").problem(f"must not describe more than the {width} columns there are")


def _table_within_length(table: Mapping[str, Any], at: Place) -> Iterator[Problem]:
    if complaint := length("table.content").complaint(characters(table["rows"]), "characters"):
        yield (at / "rows").problem(complaint)


_BLOCKS: Final[Mapping[str, Shape]] = {
    "header": Shape(required={"text": plain("header.text")}, optional=_ID),
    "divider": Shape(optional=_ID),
    "section": Shape(
        optional=_ID
        | {
            "text": text("section.text"),
            "fields": array(text("section.field"), count("section.fields")),
            "accessory": kinds(IN_SECTION),
            "expand": flag,
        },
        rules=[at_least_one("text", "fields")],
    ),
    "context": Shape(
        required={"elements": array(kinds({**TEXTS, **IMAGE}), count("context.elements"))},
        optional=_ID,
    ),
    "actions": Shape(
        required={"elements": array(kinds(IN_ACTIONS), count("actions.elements"))},
        optional=_ID,
    ),
    "input": Shape(
        required={"label": plain("input.label"), "element": kinds(IN_INPUT)},
        optional=_ID | {"hint": plain("input.hint"), "optional": flag, "dispatch_action": flag},
    ),
    "image": Shape(
        required={"alt_text": both(string("image.alt_text"), worded)},
        optional=_ID | {"image_url": URL, "slack_file": SLACK_FILE, "title": plain("image.title")},
        rules=[exactly_one("image_url", "slack_file")],
    ),
    "video": Shape(
        required={
            "title": plain("video.title"),
            "alt_text": both(string("video.alt_text"), worded),
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
    "markdown": Shape(
        required={"text": both(string("markdown.text"), worded, calls_nobody)},
        optional=_ID,
        surfaces=_MESSAGE,
    ),
    "table": Shape(
        required={"rows": array(array(_CELL, count("table.columns")), count("table.rows"))},
        optional=_ID | {"column_settings": array(_column, count("table.columns"))},
        rules=[_rows_alike, _table_within_length],
        surfaces=_MESSAGE,
    ),
}


def blocks(limit: str) -> Check:
    """A list of blocks, as many as the limit of that name allows."""
    return array(kinds(_BLOCKS), count(limit))
