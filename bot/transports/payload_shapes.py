"""The parts of Slack's requests that Bolt or a listener reads, and the type of each.

What is not named here may be anything. Validation is strict: a number is no string, and true is no number.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Object = dict[str, Any]
Instant = Annotated[int, Field(ge=0, le=4_000_000_000)]
"""Epoch seconds, of this century."""


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


class Id(Request):
    """Anything that has an id in Slack."""

    id: str


class Challenge(Request):
    """Slack asks whether this is the app's address."""

    challenge: str


class RateLimited(Request):
    """Slack is holding back events of a workspace."""

    team_id: Annotated[str, Field(pattern="^[A-Z0-9]{1,20}$")]  # it goes into the log
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
    """An event; EVENTS has the types of what is read of it."""

    event_id: str
    event_time: Instant
    team_id: str
    event: Request


class Interaction(Request):
    """Someone clicked, sent a form or chose a shortcut."""

    user: Id
    team: Id
    channel: Id | None = None
    response_url: str = ""


class Text(Shape):
    """The words of a title."""

    text: str


class Block(Shape):
    """A block as Slack keeps it."""

    type: str
    block_id: str


class Option(Shape):
    """A choice among several."""

    value: str


class File(Shape):
    """A file that was chosen."""

    id: str


class Value(Shape):
    """What an element of a form or a click holds."""

    value: str | None = None
    selected_date: str | None = None
    selected_user: str | None = None
    selected_users: list[str] | None = None
    selected_option: Option | None = None
    selected_options: list[Option] | None = None
    files: list[File] | None = None


class State(Shape):
    """What is filled in, by block and action."""

    values: dict[str, dict[str, Value]]


class Screen(Request):
    """A modal or Home in which something was clicked."""

    id: str
    type: str
    title: Text | None = None
    blocks: list[Block]
    private_metadata: str = ""


class Modal(Screen):
    """A form, filled in."""

    title: Text
    callback_id: str
    private_metadata: str
    state: State


class Action(Value):
    """One click or choice."""

    action_id: str
    type: str


class Container(Shape):
    """Where something was clicked."""

    channel_id: str | None = None
    message_ts: str | None = None
    is_ephemeral: bool | None = None


class BlockActions(Interaction):
    """Something was clicked or chosen, in a message or a view."""

    trigger_id: str
    actions: Annotated[list[Action], Field(min_length=1)]
    container: Container
    view: Screen | None = None


class FormSent(Interaction):
    """A form was sent, or closed."""

    view: Modal


class Shortcut(Interaction):
    """A shortcut from anywhere."""

    trigger_id: str
    callback_id: str


class MessageShortcut(Shortcut):
    """A shortcut from a message's menu."""

    channel: Id
    message_ts: str
    message: Request


REQUESTS: Mapping[str, type[Shape]] = {
    "url_verification": Challenge,
    "app_rate_limited": RateLimited,
    "event_callback": EventCallback,
    "block_actions": BlockActions,
    "view_submission": FormSent,
    "view_closed": FormSent,
    "shortcut": Shortcut,
    "message_action": MessageShortcut,
}
"""By the request's `type`; a command has none."""
