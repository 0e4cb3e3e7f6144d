"""Parse Slack's markup in a command's text: `<...>` for people, channels and links; the rest is escaped."""

import re
from collections.abc import Mapping

MENTION = r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>"
"""A person, as a pattern with one group: their id."""

_PERSON = re.compile(r"<@[UW][A-Z0-9]+(?:\|([^<>]*))?>")
_CHANNEL = re.compile(r"<#[A-Z][A-Z0-9]+(?:(\|)([^<>]*))?>")
_OTHER = re.compile(r"<(!|(?=[a-z]+:))([^<>|\s][^<>|]*)(?:\|([^<>]*))?>")
_NAMELESS = re.compile(r"<[@#]([A-Z][A-Z0-9]+)\|?>")
_NAMED = re.compile(r"<([@#])([A-Z][A-Z0-9]+)(?:\|[^<>]*)?>")
_EVERYBODY = ("channel", "here", "everyone")
_NAMELESS_KINDS = {"subteam": "a user group", "date": "a date"}


def to_plain_text(text: str) -> str:
    """Convert markup to plain text: "R&amp;D with <@U1|brian>" to "R&D with @brian".

    A mention without a name becomes a plain word; call `insert_names` before to avoid that.
    """
    named = _PERSON.sub(lambda person: f"@{person[1]}" if person[1] else "someone", text)
    placed = _CHANNEL.sub(_channel, named)
    plain = _OTHER.sub(_readable, placed)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def ids_without_names(text: str) -> tuple[str, ...]:
    """The ids of mentioned people and channels without names, each once."""
    return tuple(dict.fromkeys(_NAMELESS.findall(text)))


def insert_names(text: str, names: Mapping[str, str]) -> str:
    """Insert names, by id, into the mentions of people and channels."""

    def called(token: re.Match[str]) -> str:
        name = names.get(token[2])
        return f"<{token[1]}{token[2]}|{_escaped(name)}>" if name else token[0]

    return _NAMED.sub(called, text)


def _channel(markup: re.Match[str]) -> str:
    """The channel's name; Slack leaves it empty for private channels without the app."""
    bar, name = markup.groups()
    if name:
        return f"#{name}"
    return "a private channel" if bar else "a channel"


def _readable(markup: re.Match[str]) -> str:
    kind, target, label = markup.groups()
    if kind == "!":
        word = target.partition("^")[0]
        return f"@{target}" if target in _EVERYBODY else label or _NAMELESS_KINDS.get(word, f"@{word}")
    return str(target).removeprefix("mailto:")


def _escaped(name: str) -> str:
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
