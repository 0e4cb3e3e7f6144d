"""The parts of Slack's events that a listener reads, and the type of each."""

from collections.abc import Mapping

from bot.transports.payload_shapes import Request, Shape


class Profile(Shape):
    """What people say of themselves."""

    display_name: str | None = None
    real_name: str | None = None
    status_text: str | None = None
    status_emoji: str | None = None
    status_expiration: int | None = None


class Workspaces(Shape):
    """The workspaces of an organisation that someone is in."""

    teams: list[str] | None = None


class User(Request):
    """A person, as `user_change` has them."""

    id: str
    name: str | None = None
    real_name: str | None = None
    tz: str | None = None
    locale: str | None = None
    profile: Profile | None = None
    enterprise_user: Workspaces | None = None


class Event(Request):
    """Something that happened."""

    type: str


class HomeOpened(Event):
    """Someone looks at their Home, or at the messages beside it."""

    user: str
    tab: str


class UserChanged(Event):
    """Someone's name, time zone, status or standing changed."""

    user: User


class MemberChanged(Event):
    """Someone joined a channel or left it."""

    user: str
    channel: str


class BotRemoved(Event):
    """The bot was taken out of a channel."""

    channel: str


class ChannelIdChanged(Event):
    """A channel has another id from now on."""

    old_channel_id: str
    new_channel_id: str


class Tokens(Shape):
    """Whose tokens were revoked."""

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
"""By the event's `type`; any other is an Event."""
