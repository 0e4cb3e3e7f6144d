"""What a workspace is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
"""A decoded JSON object, as it travels between Slack and an app."""

LEFT_OUT = object()
"""Given as the value of a field that is not there."""

ChannelKind = Literal["public", "private", "im", "mpim"]
Values = dict[str, dict[str, Json]]
"""Slack's `state.values`: what is typed and chosen, by block_id and action_id."""


@dataclass(frozen=True, slots=True)
class Team:
    """A workspace's identity."""

    id: str
    name: str
    domain: str


@dataclass(frozen=True, slots=True)
class User:
    """A person or bot. `name` is what is shown, `handle` typed after @. A status expires at a Unix time.

    `enterprise_teams` are the workspaces of an Enterprise organisation that they are in. `oddly` are fields
    that Slack's API gives otherwise than it should ("tz", "profile", ...); LEFT_OUT leaves one out.
    """

    id: str
    name: str
    handle: str
    team_id: str
    tz: str = "Europe/London"
    locale: str = "en-GB"
    deleted: bool = False
    guest: Literal["", "single", "multi"] = ""
    bot_id: str = ""
    app_id: str = ""
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    admin: bool = False
    enterprise_teams: tuple[str, ...] = ()
    oddly: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def is_bot(self) -> bool:
        """Whether a program speaks here."""
        return bool(self.bot_id)


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file; its `mimetype` is empty until it was `asked` for once before.

    `address` is where the app can fetch one that a person has chosen.
    """

    id: str
    name: str
    title: str
    user: str
    content: bytes
    alt_text: str = ""
    asked: bool = False
    mimetype: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stood at one moment; `only_for` is the one who sees an ephemeral one."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    metadata: Mapping[str, Any] | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    only_for: str | None = None
    edited: str | None = None
    files: tuple[File, ...] = ()
    attachments: tuple[Json, ...] = ()

    @property
    def in_thread(self) -> bool:
        """Whether it is a reply below another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(slots=True)
class Channel:
    """A channel, or a direct message of two, or of several (mpim).

    `members` are in the order of joining, `messages` in that of ts.
    """

    id: str
    name: str
    kind: ChannelKind = "public"
    members: list[str] = field(default_factory=list)
    created: int = 0
    archived: bool = False
    shared: bool = False
    messages: dict[str, Message] = field(default_factory=dict)


@dataclass(slots=True)
class View:
    """A modal or Home that is open: what the app sent, and what has been typed into it."""

    id: str
    user: str
    definition: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """The view's blocks, each with its block_id."""
        blocks: list[Json] = self.definition["blocks"]
        return blocks


@dataclass(frozen=True, slots=True)
class Change:
    """Something that became different for `readers`: a message, a modal, a Home, a toast, or who is where."""

    kind: Literal["posted", "edited", "deleted", "modal", "home", "toast", "user", "channel"]
    readers: frozenset[str]
    channel: str = ""
    ts: str = ""
    text: str = ""
