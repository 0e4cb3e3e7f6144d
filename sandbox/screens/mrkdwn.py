"""Slack's markup as a person reads it: names for ids, dates written out, links beside their labels."""

import re
from collections.abc import Mapping
from typing import Any, Final

from sandbox.screens.dates import written_out
from sandbox.screens.names import Names

_TOKEN: Final = re.compile(r"<([^<>]+)>")
_DATE: Final = re.compile(r"!date\^(-?\d+)\^([^^]*)(?:\^(.+))?")


def resolved(text: str, names: Names) -> str:
    """The text with its tokens resolved and its entities unescaped; *bold* and _italic_ stay as they are."""
    read = _TOKEN.sub(lambda token: _token(token[1], names), text)
    return read.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def words(text: Mapping[str, Any], names: Names) -> str:
    """What a text object says: plain_text literally, mrkdwn resolved."""
    return resolved(text["text"], names) if text["type"] == "mrkdwn" else str(text["text"])


def linked(label: str, url: str) -> str:
    """A link as "label (url)", or the address alone when the label says nothing else."""
    bare = url.removeprefix("mailto:").removeprefix("tel:")
    return bare if label in ("", url, bare) else f"{label} ({url})"


def _token(token: str, names: Names) -> str:
    target, _, label = token.partition("|")
    if target.startswith("@"):
        return f"@{names.user(target[1:])}"
    if target.startswith("#"):
        return f"#{names.channel(target[1:])}"
    if date := _DATE.fullmatch(target):
        written = written_out(int(date[1]), date[2], label, names.zone)
        return linked(written, date[3]) if date[3] else written
    if target.startswith("!"):
        return label or f"@{target[1:]}"
    return linked(label, target)
