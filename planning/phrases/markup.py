"""Slack's markup in what a command brings: people, channels and links are `<...>`, the rest is escaped."""

import re

MENTION = r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>"
"""A person, as a pattern with one group: their id."""

_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^<>]*))?>")
_OTHER = re.compile(r"<([#!]|(?=[a-z]+:))([^<>|\s][^<>|]*)(?:\|([^<>]*))?>")
_EVERYBODY = ("channel", "here", "everyone")


def as_typed(text: str) -> str:
    """A command's words as the person typed them: "R&D with @brian" for "R&amp;D with <@U1|brian>"."""
    named = _PERSON.sub(lambda person: f"@{person[2] or person[1]}", text)
    plain = _OTHER.sub(_readable, named)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _readable(markup: re.Match[str]) -> str:
    kind, target, label = markup.groups()
    if kind == "#":
        return f"#{label or target}"
    if kind == "!":
        return f"@{target}" if target in _EVERYBODY else label or f"@{target}"
    return str(target).removeprefix("mailto:")
