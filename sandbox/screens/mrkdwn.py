"""Slack's markup as readable text: ids become names, dates are formatted, links follow their labels."""

import re
from collections.abc import Mapping
from typing import Any, Final

from sandbox.screens.dates import format_date
from sandbox.screens.names import Names

_TOKEN: Final = re.compile(r"<([^<>]+)>")
_DATE: Final = re.compile(r"!date\^(-?\d+)\^([^^]*)(?:\^(.+))?")


def resolve_markup(text: str, names: Names) -> str:
    """The text with tokens resolved and entities unescaped; *bold* and _italic_ stay as they are."""
    read = _TOKEN.sub(lambda token: _token(token[1], names), text)
    return read.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def words(text: Mapping[str, Any], names: Names) -> str:
    """The content of a text object: plain_text as it is, mrkdwn resolved."""
    return resolve_markup(text["text"], names) if text["type"] == "mrkdwn" else str(text["text"])


def format_link(label: str, url: str) -> str:
    """A link as "label (url)", or the URL alone if the label adds nothing."""
    bare = url.removeprefix("mailto:").removeprefix("tel:")
    return bare if label in ("", url, bare) else f"{label} ({url})"


def _token(token: str, names: Names) -> str:
    target, _, label = token.partition("|")
    if target.startswith("@"):
        return f"@{names.user(target[1:])}"
    if target.startswith("#"):
        return f"#{names.channel(target[1:])}"
    if date := _DATE.fullmatch(target):
        written = format_date(int(date[1]), date[2], label, names.zone)
        return format_link(written, date[3]) if date[3] else written
    if target.startswith("!"):
        return label or f"@{target[1:]}"
    return format_link(label, target)
