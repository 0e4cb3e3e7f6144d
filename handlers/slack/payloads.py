"""What Slack sends, as far as listeners read it.

`bot.transports.payloads` validates requests that came over HTTP against these types. Parts that are not named
here may be anything.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, NotRequired, TypeAlias, final

from pydantic import Field
from typing_extensions import TypedDict

EpochSeconds: TypeAlias = Annotated[int, Field(ge=0, le=4_000_000_000)]
"""A time of this century."""

Timestamp: TypeAlias = Annotated[str, Field(pattern=r"^[0-9]{1,10}\.[0-9]{1,9}$")]
"""What tells a channel's messages apart: epoch seconds and a fraction."""

# ---- parts of requests


class Ref(TypedDict):
    """Anything that has an id in Slack."""

    id: str


class Team(Ref):
    """A workspace; `domain` is the first part of its address."""

    domain: NotRequired[str]


class Text(TypedDict):
    """A text object."""

    text: str


class Block(TypedDict):
    """A block of a view."""

    type: str
    block_id: str


class Option(TypedDict):
    """A choice among several."""

    value: str


class File(TypedDict):
    """A file that was chosen."""

    id: str


class Value(TypedDict, total=False):
    """What an input holds, or what was clicked."""

    value: str | None
    selected_date: str | None
    selected_user: str | None
    selected_users: list[str] | None
    selected_option: Option | None
    selected_options: list[Option] | None
    files: list[File] | None


class State(TypedDict):
    """What is filled in, by block_id and action_id."""

    values: dict[str, dict[str, Value]]


class View(TypedDict):
    """A modal or Home in which something was clicked."""

    id: str
    type: str
    title: NotRequired[Text | None]
    blocks: list[Block]
    private_metadata: NotRequired[str]


class Form(TypedDict):
    """A modal that was submitted."""

    id: str
    type: str
    title: Text
    blocks: list[Block]
    private_metadata: str
    callback_id: str
    state: State


class Action(Value):
    """A click or a choice."""

    action_id: str
    type: str


class Container(TypedDict, total=False):
    """Where something was clicked."""

    channel_id: str | None
    message_ts: str | None
    is_ephemeral: bool | None


# ---- requests


@final
class Command(TypedDict):
    """A slash command."""

    command: str
    text: NotRequired[str]
    user_id: str
    channel_id: str
    channel_name: NotRequired[str]
    team_id: str
    trigger_id: str
    response_url: str


@final
class BlockActions(TypedDict):
    """A click or a choice, in a message or a view."""

    type: Literal["block_actions"]
    user: Ref
    team: Team
    response_url: NotRequired[str]
    trigger_id: str
    channel: NotRequired[Ref | None]
    actions: Annotated[list[Action], Field(min_length=1)]
    container: Container
    view: NotRequired[View | None]


@final
class ViewSubmission(TypedDict):
    """A form was submitted, or closed."""

    type: Literal["view_submission", "view_closed"]
    user: Ref
    team: Team
    response_url: NotRequired[str]
    channel: NotRequired[Ref | None]
    view: Form


@final
class GlobalShortcut(TypedDict):
    """A shortcut from anywhere."""

    type: Literal["shortcut"]
    user: Ref
    team: Team
    response_url: NotRequired[str]
    trigger_id: str
    channel: NotRequired[Ref | None]
    callback_id: str


@final
class MessageShortcut(TypedDict):
    """A shortcut from a message's menu."""

    type: Literal["message_action"]
    user: Ref
    team: Team
    response_url: NotRequired[str]
    trigger_id: str
    channel: Ref
    callback_id: str
    message_ts: str
    message: Mapping[str, Any]


@final
class EventCallback(TypedDict):
    """An event, with its time in epoch seconds."""

    type: Literal["event_callback"]
    event_id: str
    event_time: EpochSeconds
    team_id: str
    event: "Event"


PersonRequest: TypeAlias = Command | BlockActions | ViewSubmission | GlobalShortcut | MessageShortcut
"""What a person did."""
Request: TypeAlias = (
    Command | BlockActions | ViewSubmission | GlobalShortcut | MessageShortcut | EventCallback
)


# ---- events


class Event(TypedDict):
    """What happened; the router adds the request's `event_id` and `event_time`, and the bot's user id."""

    type: str
    event_id: NotRequired[str]
    event_time: NotRequired[EpochSeconds]
    bot_user_id: NotRequired[str]


class AppHomeOpened(Event):
    """Someone opened their Home, or the messages beside it."""

    user: str
    tab: str


class Profile(TypedDict, total=False):
    """What a person says of themselves."""

    display_name: str | None
    real_name: str | None
    status_text: str | None
    status_emoji: str | None
    status_expiration: int | None


class Workspaces(TypedDict, total=False):
    """The workspaces of an organisation that a person is in."""

    teams: list[str] | None


class User(Ref, total=False):
    """A person; `handlers.slack.profiles` parses them."""

    name: str | None
    real_name: str | None
    tz: str | None
    locale: str | None
    profile: Profile | None
    enterprise_user: Workspaces | None


class UserChange(Event):
    """A person's name, time zone, status or account changed."""

    user: User


class AppMention(Event):
    """Someone wrote a message that mentions the bot; an app that did so has a `bot_id`, and perhaps no user.

    In a thread, `thread_ts` is the ts of its first message.
    """

    channel: str
    ts: Timestamp
    user: NotRequired[str]
    bot_id: NotRequired[str]
    thread_ts: NotRequired[str]


class MemberChange(Event):
    """Someone joined a channel or left it."""

    user: str
    channel: str


class BotRemoved(Event):
    """The bot was removed from a channel."""

    channel: str


class ChannelIdChanged(Event):
    """A channel has another id from now on."""

    old_channel_id: str
    new_channel_id: str


class Tokens(TypedDict, total=False):
    """The users whose tokens were revoked, by kind of token."""

    bot: list[str] | None


class TokensRevoked(Event):
    """Tokens were revoked."""

    tokens: Tokens
