"""Slack's side of the app in one workspace: shared by the Web API, the transports and the people."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from sandbox import events
from sandbox.blocks import Problem, check_message, check_view
from sandbox.elements import assign_ids
from sandbox.errors import ApiError, error_details
from sandbox.faults import Faults
from sandbox.grants import Grants
from sandbox.images import image_error, kind
from sandbox.manifest import App
from sandbox.pictures import files_shown, is_visible, pictures, pictures_sent
from sandbox.records import Channel, File, Json, Message, User, View
from sandbox.request_urls import RequestUrls
from sandbox.sockets import Sockets
from sandbox.transport import Transport
from sandbox.triggers import ResponseUrls, Triggers
from sandbox.workspace import PrivateSurface, Workspace

_VIEW_BYTES = 250_000


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Web API. `answer` is the response, {} if a fault left the app without one.

    `at` is in the workspace's time, `ended` is from `time.monotonic`.
    """

    method: str
    arguments: Mapping[str, Any]
    answer: Mapping[str, Any]
    at: datetime
    ended: float = field(default_factory=monotonic)


@dataclass(frozen=True, slots=True)
class Violation:
    """A payload of the app that broke a rule: its source, the JSON pointer and the reason."""

    source: str
    pointer: str
    reason: str


@dataclass(slots=True, eq=False)
class Backend:
    """The app in one workspace: as `registered` in its manifest, and the `app` as installed there."""

    registered: App
    app: App
    grants: Grants["Backend"]
    workspace: Workspace
    sockets: Sockets
    request_urls: RequestUrls
    transport: Transport
    triggers: Triggers
    response_urls: ResponseUrls
    faults: Faults
    app_token: str
    bot_token: str = ""
    url: str = ""
    traffic: list[Call] = field(default_factory=list)
    problems: list[Violation] = field(default_factory=list)
    released_files: set[str] = field(default_factory=set)
    """The ids of files that people have submitted in forms."""
    download_errors: dict[str, str] = field(default_factory=dict)
    """Why Slack could not download a picture from a URL of the app, by URL; "" if it could."""

    # --- access

    def user(self, user_id: str, error: str = "user_not_found") -> User:
        """A user by id. Raises ApiError(error)."""
        if user_id not in self.workspace.users:
            raise ApiError(error)
        return self.workspace.users[user_id]

    def channel(self, channel_id: str) -> Channel:
        """A channel by id. Raises channel_not_found, also for private channels the app is not in."""
        channel = self.workspace.channels.get(channel_id)
        if channel is None or (channel.kind != "public" and not self.is_in(channel)):
            raise ApiError("channel_not_found")
        return channel

    def is_in(self, channel: Channel) -> bool:
        """Whether the app's bot is a member."""
        return self.app.bot_user_id in channel.members

    def message(self, channel: Channel, ts: str, error: str = "message_not_found") -> Message:
        """A message by ts, if the Web API can access it: ephemeral ones it cannot. Raises ApiError(error)."""
        message = channel.messages.get(ts)
        if message is None or message.only_for is not None:
            raise ApiError(error)
        return message

    def may_read(self, file: File) -> bool:
        """Whether the app has access to a file: it uploaded it, or a person submitted it in a form."""
        return file.user == self.app.bot_user_id or file.id in self.released_files

    def require_scope(self, *any_of: str) -> None:
        """Raises missing_scope unless the app has one of these scopes."""
        if not set(any_of) & set(self.app.scopes):
            raise ApiError("missing_scope", needed=any_of[0], provided=",".join(self.app.scopes))

    # --- validation

    def check(self, source: str, problems: Iterable[Problem], error: str) -> None:
        """Record the problems, and raise `error` with Slack's messages about them if there are any."""
        found = list(problems)
        self.problems.extend(
            Violation(source, problem.pointer, ": ".join(filter(None, [problem.reason, problem.detail])))
            for problem in found
        )
        if found:
            said = [f"{problem.reason} [json-pointer:{problem.pointer}]" for problem in found]
            raise ApiError(error, **error_details(said))

    def refuse(self, source: str, pointer: str, reason: str, error: str) -> None:
        """Record one problem that the validator does not know, and raise `error`."""
        self.check(source, [Problem(pointer, reason)], error)

    def validate_message(self, source: str, content: Mapping[str, Any]) -> Json:
        """`text`, `blocks` and `metadata` of a message, with ids added to the blocks as Slack does.

        Raises ApiError: no_text, msg_blocks_too_long, invalid_blocks, invalid_metadata_format.
        """
        shown = {part: content[part] for part in ("text", "blocks", "metadata") if content.get(part)}
        if not shown.get("blocks") and not str(shown.get("text", "")).strip():
            raise ApiError("no_text")
        if self._is_too_long(shown):
            raise ApiError("msg_blocks_too_long")
        problems = check_message(shown) or self._picture_problems(shown.get("blocks", ()), "/blocks")
        of_metadata = [problem for problem in problems if problem.pointer.startswith("/metadata")]
        self.check(source, problems, "invalid_metadata_format" if of_metadata else "invalid_blocks")
        blocks = assign_ids(shown.get("blocks", ()), lambda: self.workspace.new_id("b"))
        return {
            "text": str(shown.get("text", "")),
            "blocks": tuple(blocks),
            "metadata": shown.get("metadata"),
        }

    def validate_view(self, source: str, definition: Mapping[str, Any], kind: str) -> Json:
        """The definition of a view of this type ("modal", "home"), with ids added to the blocks.

        Raises ApiError: view_too_large, invalid_arguments.
        """
        if len(str(definition).encode()) > _VIEW_BYTES:
            self.refuse(source, "/view", "a view is at most 250 KB", "view_too_large")
        if definition.get("type") != kind:
            self.refuse(source, "/view/type", f"only a {kind} view is allowed here", "invalid_arguments")
        problems = check_view(definition) or self._picture_problems(definition["blocks"], "/view/blocks")
        self.check(source, problems, "invalid_arguments")
        blocks = assign_ids(definition["blocks"], lambda: self.workspace.new_id("b"))
        return {**definition, "blocks": blocks}

    def find_by_external_id(self, definition: Mapping[str, Any], besides: View | None = None) -> View | None:
        """Another open view with the external_id of this definition."""
        wanted = definition.get("external_id")
        everywhere = [view for stack in self.workspace.stacks.values() for view in stack]
        return next(
            (
                view
                for view in [*everywhere, *self.workspace.homes.values()]
                if wanted and view is not besides and view.definition.get("external_id") == wanted
            ),
            None,
        )

    def _is_too_long(self, shown: Mapping[str, Any]) -> bool:
        most = self.faults.max_message_length
        return most is not None and len(json.dumps(shown.get("blocks", ()), ensure_ascii=False)) > most

    def record_hidden_pictures(self, reader: str, surface: PrivateSurface, blocks: Sequence[Json]) -> None:
        """Record the pictures that appear broken to the one person who sees these blocks."""
        self.problems.extend(
            Violation(surface, f"/blocks/{place}", f"{reader} has no access to the slack file {file}")
            for place, block in enumerate(blocks)
            for file in files_shown(block)
            if not is_visible(self.workspace, reader, surface, file)
        )

    async def download(self, sent: Mapping[str, Any]) -> None:
        """Fetch the pictures of a call whose URLs are the app's; Slack fetches them at once, too."""
        for _, shown in pictures_sent(sent):
            if self.request_urls.is_app_url(shown.address):
                fetched = await self.request_urls.fetch(shown.address)
                self.download_errors[shown.address] = image_error(fetched, kind(fetched))

    def _picture_problems(self, blocks: Sequence[Json], at: str) -> list[Problem]:
        found = []
        for place, block in enumerate(blocks):
            for shown in pictures(block):
                pointer = f"{at}/{place}{shown.pointer}"
                if shown.file and (why := self._file_error(shown.file)):
                    found.append(Problem(pointer, "invalid slack file", f"{shown.file} {why}"))
                if why := self.download_errors.get(shown.address, ""):
                    found.append(Problem(pointer, "downloading image failed", f"it {why}"))
        return found

    def _file_error(self, wanted: str) -> str:
        file = self.workspace.files.get(wanted)
        return image_error(file.content, file.mimetype) if file else "does not exist"

    # --- messages

    def post(self, channel: Channel, author: str, content: Mapping[str, Any]) -> Message:
        """Post a message and send its event. `content`: fields of Message."""
        message = Message(channel=channel.id, ts=self.workspace.new_ts(), user=author, **content)
        self.workspace.post(message)
        if message.only_for is None:
            self.send_event(events.message_posted(self.workspace, message), channel)
        else:
            self.record_hidden_pictures(message.only_for, "ephemeral", message.blocks)
        return message

    def edit(self, message: Message, **changes: Any) -> Message:
        """Update a message and send its event."""
        edited = self.workspace.edit(message, **changes)
        if message.only_for is None:
            event = events.message_changed(self.workspace, message, edited)
            self.send_event(event, self.workspace.channels[message.channel])
        else:
            self.record_hidden_pictures(message.only_for, "ephemeral", edited.blocks)
        return edited

    def delete(self, message: Message) -> None:
        """Delete a message and send its event."""
        self.workspace.delete(message)
        if message.only_for is None:
            event = events.message_deleted(self.workspace, message)
            self.send_event(event, self.workspace.channels[message.channel])

    # --- events

    def send_event(self, event: Json, channel: Channel | None = None) -> None:
        """Send the app an event if its manifest subscribes to it and its bot is in the channel."""
        name = events.subscription(event)
        left = event["type"] in ("channel_left", "group_left")
        if name in self.app.events and (channel is None or left or self.is_in(channel)):
            body = {
                "team_id": self.workspace.team.id,
                "api_app_id": self.app.id,
                "event_id": self.workspace.new_id("Ev"),
                "event_time": int(self.workspace.clock.now().timestamp()),
                "authorizations": [
                    {
                        "enterprise_id": None,
                        "team_id": self.workspace.team.id,
                        "user_id": self.app.bot_user_id,
                        "is_bot": True,
                        "is_enterprise_install": False,
                    }
                ],
                "is_ext_shared_channel": bool(channel and channel.shared),
                "type": "event_callback",
                "token": "sandbox",
                "event": event,
            }
            self.transport.emit_event(body)
