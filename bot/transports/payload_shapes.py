"""The fields of Slack's payloads that Bolt or a listener reads, with their types.

Other fields are ignored. Validation is strict: it converts no number to a string, and no bool to a number.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from handlers.slack import payloads


class Shape(BaseModel):
    """A JSON object with at least these fields."""

    model_config = ConfigDict(strict=True)


class Request(Shape):
    """The fields that Bolt looks for in every payload, also nested."""

    id: str | None = None
    app_installed_team_id: str | None = None
    assistant_thread: "Request | None" = None
    authorizations: "list[Request] | None" = None
    channel: "str | Request | None" = None
    channel_id: str | None = None
    enterprise: "str | Request | None" = None
    enterprise_id: str | None = None
    event: "Request | None" = None
    function_data: "Request | None" = None
    is_enterprise_install: bool | str | None = None
    item: "Request | None" = None
    message: "Request | None" = None
    previous_message: "Request | None" = None
    response_url: str | None = None
    response_urls: "list[Request]" = []
    team: "str | Request | None" = None
    team_id: str | None = None
    thread_ts: str | None = None
    user: "str | Request | None" = None
    user_id: str | None = None
    view: "Request | None" = None


class Challenge(Request):
    """Slack verifies the request URL."""

    challenge: str


class RateLimited(Request):
    """Slack drops events of a workspace, which has too many."""

    team_id: Annotated[str, Field(pattern="^[A-Z0-9]{1,20}$")]  # it goes into the log
    minute_rate_limited: payloads.EpochSeconds


COMMAND: TypeAdapter[Any] = TypeAdapter(payloads.Command)
"""A command has no `type`."""
REQUESTS: Mapping[str, TypeAdapter[Any]] = {
    "url_verification": TypeAdapter(Challenge),
    "app_rate_limited": TypeAdapter(RateLimited),
    "event_callback": TypeAdapter(payloads.EventCallback),
    "block_actions": TypeAdapter(payloads.BlockActions),
    "view_submission": TypeAdapter(payloads.ViewSubmission),
    "view_closed": TypeAdapter(payloads.ViewSubmission),
    "shortcut": TypeAdapter(payloads.GlobalShortcut),
    "message_action": TypeAdapter(payloads.MessageShortcut),
}
EVENT: TypeAdapter[Any] = TypeAdapter(payloads.Event)
EVENTS: Mapping[str, TypeAdapter[Any]] = {
    "app_home_opened": TypeAdapter(payloads.AppHomeOpened),
    "app_mention": TypeAdapter(payloads.AppMention),
    "user_change": TypeAdapter(payloads.UserChange),
    "member_joined_channel": TypeAdapter(payloads.MemberChange),
    "member_left_channel": TypeAdapter(payloads.MemberChange),
    "channel_left": TypeAdapter(payloads.BotRemoved),
    "group_left": TypeAdapter(payloads.BotRemoved),
    "channel_id_changed": TypeAdapter(payloads.ChannelIdChanged),
    "tokens_revoked": TypeAdapter(payloads.TokensRevoked),
}
"""Any other event is an EVENT."""
