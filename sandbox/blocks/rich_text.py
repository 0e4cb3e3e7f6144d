"""Rich text: structured text as Slack's own composer creates it.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sandbox.blocks.composition import URL
from sandbox.blocks.fields import Schema, array, boolean, by_type, integer, matching, one_of, string
from sandbox.blocks.limits import count
from sandbox.blocks.problem import Location, Problem


def _calls(_value: Any, at: Location) -> Iterator[Problem]:
    yield at.problem("must not notify a whole channel or group")


_MARKS: Final = Schema(
    optional=dict.fromkeys(
        ("bold", "italic", "strike", "underline", "highlight", "client_highlight"), boolean
    )
)
_STYLE: Final = Schema(optional={**_MARKS.optional, "code": boolean})
_STYLED: Final = {"style": _STYLE}

_TEXT: Final = Schema(required={"text": string("rich_text.text")}, optional=_STYLED)
_LINK: Final = Schema(
    required={"url": URL}, optional={"text": string("rich_text.text"), "unsafe": boolean, **_STYLED}
)

_INLINE: Final[Mapping[str, Schema]] = {
    "text": _TEXT,
    "link": _LINK,
    "user": Schema(required={"user_id": matching(r"[UW][A-Z0-9]+", "a user id")}, optional={"style": _MARKS}),
    "channel": Schema(
        required={"channel_id": matching(r"[CG][A-Z0-9]+", "a channel id")}, optional={"style": _MARKS}
    ),
    "emoji": Schema(
        required={"name": matching(r"[a-z0-9_+'-]+(?:::skin-tone-[2-6])?", "the name of an emoji")},
        optional={"unicode": matching(r"[0-9a-f-]+", "hexadecimal code points")},
    ),
    "date": Schema(
        required={"timestamp": integer("rich_text.timestamp"), "format": string("rich_text.text")},
        optional={"url": URL, "fallback": string("rich_text.text")},
    ),
    "color": Schema(required={"value": matching(r"#[0-9a-fA-F]{6}", "a colour as #rrggbb")}),
    "broadcast": Schema(rules=[_calls], optional={"range": one_of("here", "channel", "everyone")}),
    "usergroup": Schema(rules=[_calls], optional={"usergroup_id": matching(r"S[A-Z0-9]+", "a group id")}),
}

_LINE: Final = array(by_type(_INLINE), count("rich_text.inline"))
_SECTION: Final = Schema(required={"elements": _LINE})
_BORDER: Final = {"border": integer("rich_text.border")}

_PARTS: Final[Mapping[str, Schema]] = {
    "rich_text_section": _SECTION,
    "rich_text_list": Schema(
        required={
            "style": one_of("bullet", "ordered"),
            "elements": array(by_type({"rich_text_section": _SECTION}), count("rich_text.elements")),
        },
        optional={"indent": integer("rich_text.indent"), "offset": integer("rich_text.offset"), **_BORDER},
    ),
    "rich_text_preformatted": Schema(
        required={"elements": array(by_type({"text": _TEXT, "link": _LINK}), count("rich_text.inline"))},
        optional=_BORDER,
    ),
    "rich_text_quote": Schema(required={"elements": _LINE}, optional=_BORDER),
}

RICH_TEXT: Final = Schema(
    required={"elements": array(by_type(_PARTS), count("rich_text.elements"))},
    optional={"block_id": string("block_id")},
)
"""The block, and a table cell."""
