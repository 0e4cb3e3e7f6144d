"""The records that make up a workspace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
"""A decoded JSON object, as it travels between Slack and an app."""

OMITTED = object()
"""The value that removes a field."""

ChannelKind = Literal["public", "private", "im", "mpim"]
Values = dict[str, dict[str, Json]]
"""Slack's `state.values`: the state of each control by block_id and action_id."""


@dataclass(frozen=True, slots=True)
class Team:
    """A workspace's identity."""

    id: str
    name: str
    domain: str


@dataclass(frozen=True, slots=True)
class User:
    """A person or bot. `name` is displayed, `handle` is typed after @. A status expires at a Unix time.

    `enterprise_teams` are the workspaces of an Enterprise organisation that they belong to. `api_overrides`
    replace fields that Slack's API returns ("tz", "profile", ...); OMITTED removes a field.
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
    api_overrides: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def is_bot(self) -> bool:
        """Whether this user is a bot."""
        return bool(self.bot_id)


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file; its `mimetype` is empty until files.info was called once before (`asked`).

    `address` is the private URL of a file that a person added to a form.
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
    """One version of a message; `only_for` is the one user who sees an ephemeral message."""

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
        """Whether it is a reply in a thread."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(slots=True)
class Channel:
    """A channel, a direct message, or a group direct message (mpim).

    `members` are in the order of joining, `messages` in the order of ts.
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
    """An open modal or published Home: the app's definition and the state of its controls."""

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
    """A change that `readers` can see: to a message, a modal, Home, a toast, a user or a channel."""

    kind: Literal["posted", "edited", "deleted", "modal", "home", "toast", "user", "channel"]
    readers: frozenset[str]
    channel: str = ""
    ts: str = ""
    text: str = ""
