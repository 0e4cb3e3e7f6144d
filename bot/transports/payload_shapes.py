"""What Slack's requests are validated by: what Bolt reads, and by their `type` what listeners read.

What is not named may be anything. Validation is strict: a number is no string, and true is no number.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from handlers.slack import payloads


class Shape(BaseModel):
    """A JSON object with at least these parts."""

    model_config = ConfigDict(strict=True)


class Request(Shape):
    """What Bolt looks for in every request, and again in the parts that it reads."""

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
    """Slack asks whether this is the app's address."""

    challenge: str


class RateLimited(Request):
    """Slack is holding back events of a workspace."""

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
    "user_change": TypeAdapter(payloads.UserChange),
    "member_joined_channel": TypeAdapter(payloads.MemberChange),
    "member_left_channel": TypeAdapter(payloads.MemberChange),
    "channel_left": TypeAdapter(payloads.BotRemoved),
    "group_left": TypeAdapter(payloads.BotRemoved),
    "channel_id_changed": TypeAdapter(payloads.ChannelIdChanged),
    "tokens_revoked": TypeAdapter(payloads.TokensRevoked),
}
"""Any other event is an EVENT."""
