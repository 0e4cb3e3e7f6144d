"""The fields of Slack's payloads that Bolt or a listener reads, with their types.

Other fields are ignored. Validation is strict: it converts no number to a string, and no bool to a number.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Object = dict[str, Any]
Instant = Annotated[int, Field(ge=0, le=4_000_000_000)]
"""Epoch seconds, up to the year 2096."""


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


class Id(Request):
    """Any object with an id."""

    id: str


class Challenge(Request):
    """Slack verifies the request URL."""

    challenge: str


class RateLimited(Request):
    """Slack drops events of a workspace, which has too many."""

    team_id: Annotated[str, Field(pattern="^[A-Z0-9]{1,20}$")]  # it is logged
    minute_rate_limited: Instant


class Command(Request):
    """A slash command."""

    command: str
    text: str = ""
    user_id: str
    channel_id: str
    team_id: str
    trigger_id: str
    response_url: str


class EventCallback(Request):
    """An event; EVENTS has the type of each."""

    event_id: str
    event_time: Instant
    team_id: str
    event: Request


class Interaction(Request):
    """Someone clicked, submitted a form or chose a shortcut."""

    user: Id
    team: Id
    channel: Id | None = None
    response_url: str = ""


class Text(Shape):
    """A text object."""

    text: str


class Block(Shape):
    """A block."""

    type: str
    block_id: str


class Option(Shape):
    """A selected option."""

    value: str


class File(Shape):
    """A selected file."""

    id: str


class Value(Shape):
    """The value of an input or action."""

    value: str | None = None
    selected_date: str | None = None
    selected_user: str | None = None
    selected_users: list[str] | None = None
    selected_option: Option | None = None
    selected_options: list[Option] | None = None
    files: list[File] | None = None


class State(Shape):
    """The input values of a form, by block id and action id."""

    values: dict[str, dict[str, Value]]


class Screen(Request):
    """A modal or Home in which something was clicked."""

    id: str
    type: str
    title: Text | None = None
    blocks: list[Block]
    private_metadata: str = ""


class Modal(Screen):
    """A submitted form."""

    title: Text
    callback_id: str
    private_metadata: str
    state: State


class Action(Value):
    """One click or selection."""

    action_id: str
    type: str


class Container(Shape):
    """Where something was clicked."""

    channel_id: str | None = None
    message_ts: str | None = None
    is_ephemeral: bool | None = None


class BlockActions(Interaction):
    """Someone clicked or selected something in a message or a view."""

    trigger_id: str
    actions: Annotated[list[Action], Field(min_length=1)]
    container: Container
    view: Screen | None = None


class ViewSubmission(Interaction):
    """A form was submitted or closed."""

    view: Modal


class Shortcut(Interaction):
    """A global shortcut."""

    trigger_id: str
    callback_id: str


class MessageShortcut(Shortcut):
    """A message shortcut."""

    channel: Id
    message_ts: str
    message: Request


REQUESTS: Mapping[str, type[Shape]] = {
    "url_verification": Challenge,
    "app_rate_limited": RateLimited,
    "event_callback": EventCallback,
    "block_actions": BlockActions,
    "view_submission": ViewSubmission,
    "view_closed": ViewSubmission,
    "shortcut": Shortcut,
    "message_action": MessageShortcut,
}
"""By the payload's `type`; a slash command has none."""
