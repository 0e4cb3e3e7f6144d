"""Slack's markup: what is valid within angle brackets.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from sandbox.blocks.problem import Location, Problem

_CALLS: Final = re.compile(r"<!(?:channel|here|everyone|group|subteam)\b", re.IGNORECASE)
_KNOWN: Final = re.compile(
    r"<(?:"
    r"@[UW][A-Z0-9]+(?:\|[^<>]*)?"
    r"|#[CG][A-Z0-9]+(?:\|[^<>]*)?"
    r"|(?:https?://|mailto:|tel:)[^<>|\s]+(?:\|[^<>]+)?"
    r"|!date\^-?\d+\^[^<>|^]*\{\w+\}[^<>|^]*(?:\^https?://[^<>|^\s]+)?\|[^<>]+"
    r")>"
)


def no_broadcast(text: Any, at: Location) -> Iterator[Problem]:
    """The string does not notify a whole channel, group or workspace: the product never does."""
    if _CALLS.search(text):
        yield at.problem("must not notify a whole channel or group")


def escaped(text: Any, at: Location) -> Iterator[Problem]:
    """Every `<` starts a mention, a link or a date; any other is user text that was not escaped."""
    rest = _KNOWN.sub("", text)
    if "<" in rest and not _CALLS.search(text):
        yield at.problem("has a '<' that starts no mention, link or date: write &lt;")
