"""The fields of Slack's events that a listener reads, with their types."""

from collections.abc import Mapping

from bot.transports.payload_shapes import Request, Shape


class Profile(Shape):
    """A user's profile."""

    display_name: str | None = None
    real_name: str | None = None
    status_text: str | None = None
    status_emoji: str | None = None
    status_expiration: int | None = None


class Workspaces(Shape):
    """A user's workspaces in an Enterprise organisation."""

    teams: list[str] | None = None


class User(Request):
    """A user in a `user_change` event."""

    id: str
    name: str | None = None
    real_name: str | None = None
    tz: str | None = None
    locale: str | None = None
    profile: Profile | None = None
    enterprise_user: Workspaces | None = None


class Event(Request):
    """Any event."""

    type: str


class HomeOpened(Event):
    """Someone opened the Home or Messages tab."""

    user: str
    tab: str


class UserChanged(Event):
    """Someone's name, time zone, status or account changed."""

    user: User


class MemberChanged(Event):
    """Someone joined a channel or left it."""

    user: str
    channel: str


class BotRemoved(Event):
    """The bot was removed from a channel."""

    channel: str


class ChannelIdChanged(Event):
    """A channel's id changed."""

    old_channel_id: str
    new_channel_id: str


class Tokens(Shape):
    """The users whose tokens were revoked."""

    bot: list[str] | None = None


class TokensRevoked(Event):
    """Tokens were revoked."""

    tokens: Tokens


EVENTS: Mapping[str, type[Shape]] = {
    "app_home_opened": HomeOpened,
    "user_change": UserChanged,
    "member_joined_channel": MemberChanged,
    "member_left_channel": MemberChanged,
    "channel_left": BotRemoved,
    "group_left": BotRemoved,
    "channel_id_changed": ChannelIdChanged,
    "tokens_revoked": TokensRevoked,
}
"""By the event's `type`; validate any other as Event."""
