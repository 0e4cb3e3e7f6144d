"""Rich text as plain text."""

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.screens.dates import format_date
from sandbox.screens.mrkdwn import format_link
from sandbox.screens.names import Names


def rich_text_lines(block: Mapping[str, Any], names: Names) -> Iterator[str]:
    """The lines of a rich_text block: list items with a dash or a number, quotes with ">"."""
    for part in block["elements"]:
        match part["type"]:
            case "rich_text_list":
                yield from _list(part, names)
            case "rich_text_quote":
                yield from (f"> {line}" for line in _line(part, names).splitlines())
            case _:
                yield from _line(part, names).splitlines()


def _list(part: Mapping[str, Any], names: Names) -> Iterator[str]:
    indent = "  " * part.get("indent", 0)
    for number, item in enumerate(part["elements"], start=part.get("offset", 0) + 1):
        mark = f"{number}." if part["style"] == "ordered" else "-"
        yield f"{indent}{mark} {_line(item, names)}"


def _line(part: Mapping[str, Any], names: Names) -> str:
    return "".join(_inline(element, names) for element in part["elements"])


def _inline(element: Mapping[str, Any], names: Names) -> str:
    match element:
        case {"type": "text", "text": str(text)}:
            return text
        case {"type": "link", "url": str(url)}:
            return format_link(element.get("text", ""), url)
        case {"type": "user", "user_id": str(user)}:
            return f"@{names.user(user)}"
        case {"type": "channel", "channel_id": str(channel)}:
            return f"#{names.channel(channel)}"
        case {"type": "emoji", "name": str(name)}:
            return f":{name}:"
        case {"type": "date", "timestamp": int(timestamp), "format": str(form)}:
            return format_date(timestamp, form, element.get("fallback", ""), names.zone)
        case _:
            return str(element.get("value") or f"@{element.get('range', element['type'])}")
