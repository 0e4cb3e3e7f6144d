"""The session of one browser: receives its actions, sends it what has changed."""

import asyncio
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from sandbox.errors import ActionError
from sandbox.page import serializers
from sandbox.page.actions import ACTIONS, refusal
from sandbox.page.fault_controls import faults_json
from sandbox.page.page_state import PageState
from sandbox.people import Person
from sandbox.records import Change, Channel, Json
from sandbox.workspace import Workspace

log = logging.getLogger(__name__)

MAX_TRAFFIC = 200
"""Entries of earlier traffic that a new session is sent."""
_FRAME = 1 / 60  # seconds: updates are sent in batches, one per frame of a screen


@dataclass(slots=True)
class _Positions:
    """How much of each log has been sent."""

    changes: int
    calls: int
    envelopes: int
    problems: int = 0


@dataclass(slots=True)
class Session:
    """A browser that shows `place` (None: Home) as `person`."""

    page_state: PageState
    socket: web.WebSocketResponse
    person: Person
    place: Channel | None = None
    sent: _Positions = field(init=False)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    def __post_init__(self) -> None:
        backend = self.page_state.slack.backend
        calls, envelopes = len(backend.traffic) - MAX_TRAFFIC, len(backend.transport.sent) - MAX_TRAFFIC
        self.sent = _Positions(len(self._workspace.journal), max(0, calls), max(0, envelopes))

    async def run(self) -> None:
        """Serve the browser until it disconnects."""
        self.page_state.watchers.add(self._changed)
        updates = asyncio.create_task(self._send_updates())
        updates.add_done_callback(self._on_updates_ended)
        try:
            await self._send({"workspace": serializers.workspace_json(self.page_state)})
            async for frame in self.socket:
                if frame.type is WSMsgType.TEXT:
                    self._start(json.loads(frame.data))
        finally:
            self.page_state.watchers.discard(self._changed)
            for task in (updates, *self._tasks):
                task.cancel()
            await asyncio.gather(updates, *self._tasks, return_exceptions=True)

    def _on_updates_ended(self, updates: asyncio.Task[None]) -> None:
        """Close the connection if updates fail, so that the browser reconnects instead of going stale."""
        if not updates.cancelled() and (error := updates.exception()):
            log.error("sending updates to a browser failed", exc_info=error)
            self._tasks.add(asyncio.create_task(self.socket.close(code=WSCloseCode.INTERNAL_ERROR)))

    @property
    def _workspace(self) -> Workspace:
        return self.page_state.slack.workspace

    def _start(self, request: Json) -> None:
        """Run an action concurrently with others, as several people act."""
        task = asyncio.create_task(self._perform(request))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _perform(self, request: Json) -> None:
        try:
            if request["do"] == "open":
                await self._open(request)
            elif self.page_state.story:
                raise ActionError(self.page_state.story)
            else:
                await ACTIONS[request["do"]](
                    self.page_state, self.page_state.slack.person(request["person"]), request
                )
            reply: Json = {}
        except ActionError as error:
            reply = refusal(error)
        except Exception as error:  # the browser waits for a reply whatever fails
            log.exception("an action of the page failed")
            reply = {"error": f"That can't be done ({type(error).__name__}: {error})."}
        await self._send({"reply": request["id"], **reply})
        self.page_state.notify()

    async def _open(self, request: Json) -> None:
        """Show a place as a person: send all of it."""
        person = self.page_state.slack.person(request["person"])
        place = self._place(person, request["place"])
        self.person, self.place = person, place
        if place:
            self.page_state.mark_read(person.id, place)
        self.sent.changes = len(self._workspace.journal)
        reader = person.user
        await self._send(
            {
                "screen": {
                    **self._shared_state(),
                    "person": person.id,
                    "place": place.id if place else "",
                    "messages": serializers.messages_json(self._workspace, reader, place) if place else [],
                    "modals": serializers.modals_json(self._workspace, reader),
                    "home": serializers.home_json(self._workspace, reader),
                }
            }
        )

    def _place(self, person: Person, name: str) -> Channel | None:
        """The channel with this id if the person is a member; "messages": the app's. None for Home."""
        if name == "messages":
            return self._workspace.direct_message(person.id, self.page_state.slack.bot_user_id)
        place = self._workspace.channels.get(name)
        return place if place and person.id in place.members else None

    async def _send_updates(self) -> None:
        """Send what has changed, whenever something has."""
        while True:
            await self._changed.wait()
            await asyncio.sleep(_FRAME)
            self._changed.clear()
            await self._send({"news": self._news()})

    def _news(self) -> Json:
        journal: Sequence[Change] = self._workspace.journal
        changes = [change for change in journal[self.sent.changes :] if self.person.id in change.readers]
        self.sent.changes = len(journal)
        if self.place:
            self.page_state.mark_read(self.person.id, self.place)
        reader = self.person.user
        news = {
            **self._shared_state(),
            "messages": self._messages(changes),
            "notifications": self._notifications(changes),
        }
        if any(change.kind == "modal" for change in changes):
            news["modals"] = serializers.modals_json(self._workspace, reader)
        if any(change.kind == "home" for change in changes):
            news["home"] = serializers.home_json(self._workspace, reader)
        return {**news, "toasts": [change.text for change in changes if change.kind == "toast"]}

    def _shared_state(self) -> Json:
        """What every place shows: the clock, people, places, traffic and problems."""
        backend, sent = self.page_state.slack.backend, self.sent
        calls, envelopes = backend.traffic[sent.calls :], backend.transport.sent[sent.envelopes :]
        problems = backend.problems[sent.problems :]
        sent.calls += len(calls)
        sent.envelopes += len(envelopes)
        sent.problems += len(problems)
        return {
            "now": serializers.now_json(self._workspace),
            "story": self.page_state.story,
            "people": serializers.people_json(self.page_state),
            "places": serializers.places_json(self.page_state, self.person.user),
            "traffic": serializers.traffic_json(backend, calls, envelopes),
            "problems": serializers.problems_json(problems),
            "faults": faults_json(self.page_state, self.person),
        }

    def _messages(self, changes: Sequence[Change]) -> list[Json]:
        """The messages of this place that are new, changed or deleted ("ts" alone)."""
        if self.place is None:
            return []
        stamps = dict.fromkeys(
            change.ts for change in changes if change.ts and change.channel == self.place.id
        )
        here = self.place.messages
        return [
            serializers.message_json(self._workspace, self.person.user, here[ts])
            if ts in here
            else {"ts": ts}
            for ts in stamps
        ]

    def _notifications(self, changes: Sequence[Change]) -> list[Json]:
        """What a phone would notify of: direct messages and mentions."""
        posted = [
            self._workspace.channels[one.channel].messages.get(one.ts)
            for one in changes
            if one.kind == "posted"
        ]
        return [
            {**serializers.message_json(self._workspace, self.person.user, message), "place": message.channel}
            for message in posted
            if message and message.user != self.person.id and message.only_for is None
            if self._workspace.channels[message.channel].kind == "im"
            or f"<@{self.person.id}>" in message.text
        ]

    async def _send(self, message: Json) -> None:
        if self.socket.closed:
            return
        try:
            await self.socket.send_json(message)
        except ConnectionResetError:
            log.info("a browser has disconnected")
