"""One browser looking at the workspace: its deeds come in, what changed before its eyes goes out."""

import asyncio
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from sandbox.errors import ActError
from sandbox.page import serializers
from sandbox.page.actions import ACTIONS, refusal
from sandbox.page.fault_controls import faults_json
from sandbox.page.page_state import PageState
from sandbox.people import Person
from sandbox.records import Change, Channel, Json
from sandbox.workspace import Workspace

log = logging.getLogger(__name__)

MOST_TRAFFIC = 200
"""Of what happened before, a browser that comes later is told so much."""
_FRAME = 1 / 60  # seconds: changes are told together, as often as a screen is drawn


@dataclass(slots=True)
class _Seen:
    """How much of what only ever grows was told."""

    changes: int
    calls: int
    envelopes: int
    problems: int = 0


@dataclass(slots=True)
class Session:
    """A browser, looking as `person` at `place` (None: at Home)."""

    page_state: PageState
    socket: web.WebSocketResponse
    person: Person
    place: Channel | None = None
    told: _Seen = field(init=False)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _deeds: set[asyncio.Task[Any]] = field(default_factory=set)

    def __post_init__(self) -> None:
        backend = self.page_state.slack.backend
        calls, envelopes = len(backend.traffic) - MOST_TRAFFIC, len(backend.transport.sent) - MOST_TRAFFIC
        self.told = _Seen(len(self._workspace.journal), max(0, calls), max(0, envelopes))

    async def run(self) -> None:
        """Serve the browser until it is gone."""
        self.page_state.watching.add(self._changed)
        telling = asyncio.create_task(self._tell())
        telling.add_done_callback(self._told_no_more)
        try:
            await self._send({"workspace": serializers.workspace_json(self.page_state)})
            async for frame in self.socket:
                if frame.type is WSMsgType.TEXT:
                    self._begin(json.loads(frame.data))
        finally:
            self.page_state.watching.discard(self._changed)
            for task in (telling, *self._deeds):
                task.cancel()
            await asyncio.gather(telling, *self._deeds, return_exceptions=True)

    def _told_no_more(self, telling: asyncio.Task[None]) -> None:
        """A browser that is told no more would look at old things for ever: it connects again instead."""
        if not telling.cancelled() and (error := telling.exception()):
            log.error("a browser was not told", exc_info=error)
            self._deeds.add(asyncio.create_task(self.socket.close(code=WSCloseCode.INTERNAL_ERROR)))

    @property
    def _workspace(self) -> Workspace:
        return self.page_state.slack.workspace

    def _begin(self, said: Json) -> None:
        """Deeds go on side by side, as several people would act."""
        task = asyncio.create_task(self._do(said))
        self._deeds.add(task)
        task.add_done_callback(self._deeds.discard)

    async def _do(self, said: Json) -> None:
        try:
            if said["do"] == "look":
                await self._look(said)
            elif self.page_state.played:
                raise ActError(self.page_state.played)
            else:
                await ACTIONS[said["do"]](self.page_state, self.page_state.slack.person(said["person"]), said)
            answer: Json = {}
        except ActError as error:
            answer = refusal(error)
        except Exception as error:  # whatever goes wrong, somebody waits for the answer
            log.exception("the page asked for what cannot be done")
            answer = {"error": f"That can't be done ({type(error).__name__}: {error})."}
        await self._send({"reply": said["n"], **answer})
        self.page_state.wake()

    async def _look(self, said: Json) -> None:
        """Look as somebody at a place: all of it is told at once."""
        person = self.page_state.slack.person(said["person"])
        place = self._place(person, said["place"])
        self.person, self.place = person, place
        if place:
            self.page_state.has_read(person.id, place)
        self.told.changes = len(self._workspace.journal)
        reader = person.user
        await self._send(
            {
                "screen": {
                    **self._around(),
                    "person": person.id,
                    "place": place.id if place else "",
                    "messages": serializers.messages_json(self._workspace, reader, place) if place else [],
                    "modals": serializers.modals_json(self._workspace, reader),
                    "home": serializers.home_json(self._workspace, reader),
                }
            }
        )

    def _place(self, person: Person, name: str) -> Channel | None:
        """The channel of an id that the person is in; "messages" are those with the app. None is Home."""
        if name == "messages":
            return self._workspace.direct_message(person.id, self.page_state.slack.bot_user_id)
        place = self._workspace.channels.get(name)
        return place if place and person.id in place.members else None

    async def _tell(self) -> None:
        """What changed since it was told last, whenever something did."""
        while True:
            await self._changed.wait()
            await asyncio.sleep(_FRAME)
            self._changed.clear()
            await self._send({"news": self._news()})

    def _news(self) -> Json:
        journal: Sequence[Change] = self._workspace.journal
        changes = [change for change in journal[self.told.changes :] if self.person.id in change.readers]
        self.told.changes = len(journal)
        if self.place:
            self.page_state.has_read(self.person.id, self.place)
        reader = self.person.user
        news = {**self._around(), "messages": self._messages(changes), "heard": self._heard(changes)}
        if any(change.kind == "modal" for change in changes):
            news["modals"] = serializers.modals_json(self._workspace, reader)
        if any(change.kind == "home" for change in changes):
            news["home"] = serializers.home_json(self._workspace, reader)
        return {**news, "toasts": [change.text for change in changes if change.kind == "toast"]}

    def _around(self) -> Json:
        """What stands around any place: the clock, people, places, and what the app and Slack said."""
        backend, told = self.page_state.slack.backend, self.told
        calls, envelopes = backend.traffic[told.calls :], backend.transport.sent[told.envelopes :]
        problems = backend.problems[told.problems :]
        told.calls += len(calls)
        told.envelopes += len(envelopes)
        told.problems += len(problems)
        return {
            "now": serializers.now_json(self._workspace),
            "played": self.page_state.played,
            "people": serializers.people_json(self.page_state),
            "places": serializers.places_json(self.page_state, self.person.user),
            "traffic": serializers.traffic_json(backend, calls, envelopes),
            "problems": serializers.problems_json(problems),
            "weather": faults_json(self.page_state, self.person),
        }

    def _messages(self, changes: Sequence[Change]) -> list[Json]:
        """The messages of the place looked at that are new, other or gone ("ts" alone)."""
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

    def _heard(self, changes: Sequence[Change]) -> list[Json]:
        """What a phone would ring for: direct messages and mentions, in their words for notifications."""
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

    async def _send(self, said: Json) -> None:
        if self.socket.closed:
            return
        try:
            await self.socket.send_json(said)
        except ConnectionResetError:
            log.info("a browser has gone")
