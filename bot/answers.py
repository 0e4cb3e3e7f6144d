"""Answering Slack's requests in time: each is worked on once, and what Slack repeats gets the same answer."""

import asyncio
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import partial
from time import perf_counter
from typing import Any
from weakref import WeakSet

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from handlers.acknowledgement import acknowledged
from handlers.background import Background
from handlers.reply import Reply

REMEMBERED = 1000  # answers; Slack repeats a request within minutes
SOON = 0.5  # seconds, of the three after which Slack tells people that nobody answers

Answered = Callable[[str, int, float], None]
"""Told of each request: its kind, the status of the answer, and the seconds that it took."""


class Answers:
    """What Bolt answers, remembered for when Slack repeats itself."""

    def __init__(self, app: AsyncApp, background: Background, answered: Answered) -> None:
        self._app = app
        self._background = background
        self._answered = answered
        self._given: OrderedDict[str, asyncio.Task[BoltResponse]] = OrderedDict()
        self._late: WeakSet[asyncio.Task[BoltResponse]] = WeakSet()

    async def answer(self, key: str, request: AsyncBoltRequest) -> BoltResponse:
        """The answer to a request that is the same as all that have its `key`; of status 500 if it failed.

        The work on it goes on whoever gives up waiting. Whatever need not wait for it is acknowledged soon:
        where that is before the answer, the person is shown the answer after it.
        """
        working = self._begun(key, request)
        if working not in self._late:
            await asyncio.wait([working], timeout=SOON if kind(request.body) in NEED_NOT_WAIT else None)
        if working in self._late or not working.done():
            return self._acknowledged(working, request)
        if working.cancelled() or working.exception():
            return BoltResponse(status=500, body="failed")
        return working.result()

    def _begun(self, key: str, request: AsyncBoltRequest) -> asyncio.Task[BoltResponse]:
        if key not in self._given:
            self._given[key] = self._background.start(self._worked_on(request))
            self._given[key].add_done_callback(partial(self._forget_failure, key))
            while len(self._given) > REMEMBERED:
                self._given.popitem(last=False)
        return self._given[key]

    async def _worked_on(self, request: AsyncBoltRequest) -> BoltResponse:
        begun = perf_counter()
        answer = await self._app.async_dispatch(request)
        self._answered(kind(request.body), answer.status, perf_counter() - begun)
        return answer

    def _acknowledged(self, working: asyncio.Task[BoltResponse], request: AsyncBoltRequest) -> BoltResponse:
        if working not in self._late:
            self._late.add(working)
            self._background.start(_shown(working, request))
        return acknowledged()

    def _forget_failure(self, key: str, given: asyncio.Task[BoltResponse]) -> None:
        """What is not acknowledged is worked on anew when Slack repeats it."""
        if given.cancelled() or given.exception() or given.result().status != 200:
            self._given.pop(key, None)


async def _shown(working: asyncio.Task[BoltResponse], request: AsyncBoltRequest) -> None:
    """Show the person what was not ready when their command was acknowledged; clicks show it themselves."""
    answer, typed = await working, request.body
    if answer.body and "command" in typed:
        said = json.loads(answer.body)
        reply = Reply(request.context.client, typed["user_id"], typed["channel_id"], typed["response_url"])
        await reply.tell({"text": said["text"], "blocks": said["blocks"]})


def bolt_request(body: Mapping[str, Any]) -> AsyncBoltRequest:
    """A request that is vouched for and read already, which is what Bolt calls Socket Mode."""
    return AsyncBoltRequest(mode="socket_mode", body=dict(body))


def kind(body: Mapping[str, Any]) -> str:
    """What a request is, in few words: its command's name and what people wrote are none of them."""
    if "command" in body:
        return "command"
    said = body.get("type")
    return said if said in KINDS else "other"


KINDS = ("event_callback", "block_actions", "view_submission", "view_closed", "shortcut", "message_action")
NEED_NOT_WAIT = ("command", "block_actions", "shortcut", "message_action")
"""Whose answer Slack takes at any time; a form waits for its own, and an event that failed comes again."""
