"""Rich text: structured text, as Slack's own composer makes it.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sandbox.blocks.composition import URL
from sandbox.blocks.fields import Shape, array, flag, kinds, matching, one_of, string, whole
from sandbox.blocks.limits import count
from sandbox.blocks.problem import Place, Problem


def _calls(_value: Any, at: Place) -> Iterator[Problem]:
    yield at.problem("must not call a whole channel or group")


_MARKS: Final = Shape(
    optional=dict.fromkeys(("bold", "italic", "strike", "underline", "highlight", "client_highlight"), flag)
)
_STYLE: Final = Shape(optional={**_MARKS.optional, "code": flag})
_STYLED: Final = {"style": _STYLE}

_TEXT: Final = Shape(required={"text": string("rich_text.text")}, optional=_STYLED)
_LINK: Final = Shape(
    required={"url": URL}, optional={"text": string("rich_text.text"), "unsafe": flag, **_STYLED}
)

_INLINE: Final[Mapping[str, Shape]] = {
    "text": _TEXT,
    "link": _LINK,
    "user": Shape(required={"user_id": matching(r"[UW][A-Z0-9]+", "a user id")}, optional={"style": _MARKS}),
    "channel": Shape(
        required={"channel_id": matching(r"[CG][A-Z0-9]+", "a channel id")}, optional={"style": _MARKS}
    ),
    "emoji": Shape(
        required={"name": matching(r"[a-z0-9_+'-]+(?:::skin-tone-[2-6])?", "the name of an emoji")},
        optional={"unicode": matching(r"[0-9a-f-]+", "hexadecimal code points")},
    ),
    "date": Shape(
        required={"timestamp": whole("rich_text.timestamp"), "format": string("rich_text.text")},
        optional={"url": URL, "fallback": string("rich_text.text")},
    ),
    "color": Shape(required={"value": matching(r"#[0-9a-fA-F]{6}", "a colour as #rrggbb")}),
    "broadcast": Shape(rules=[_calls], optional={"range": one_of("here", "channel", "everyone")}),
    "usergroup": Shape(rules=[_calls], optional={"usergroup_id": matching(r"S[A-Z0-9]+", "a group id")}),
}

_LINE: Final = array(kinds(_INLINE), count("rich_text.inline"))
_SECTION: Final = Shape(required={"elements": _LINE})
_BORDER: Final = {"border": whole("rich_text.border")}

_PARTS: Final[Mapping[str, Shape]] = {
    "rich_text_section": _SECTION,
    "rich_text_list": Shape(
        required={
            "style": one_of("bullet", "ordered"),
            "elements": array(kinds({"rich_text_section": _SECTION}), count("rich_text.elements")),
        },
        optional={"indent": whole("rich_text.indent"), "offset": whole("rich_text.offset"), **_BORDER},
    ),
    "rich_text_preformatted": Shape(
        required={"elements": array(kinds({"text": _TEXT, "link": _LINK}), count("rich_text.inline"))},
        optional=_BORDER,
    ),
    "rich_text_quote": Shape(required={"elements": _LINE}, optional=_BORDER),
}

RICH_TEXT: Final = Shape(
    required={"elements": array(kinds(_PARTS), count("rich_text.elements"))},
    optional={"block_id": string("block_id")},
)
"""The block, and the cell of a table."""
