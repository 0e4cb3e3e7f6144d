"""Answering Slack's requests: each is worked on once, and what Slack repeats gets the same answer."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import partial
from time import perf_counter
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from handlers.background import Background

REMEMBERED = 1000  # answers; Slack repeats a request within minutes

Answered = Callable[[str, int, float], None]
"""Told of each request: its kind, the status of the answer, and the seconds that it took."""


class Answers:
    """What Bolt answers, remembered for when Slack repeats itself."""

    def __init__(self, app: AsyncApp, background: Background, answered: Answered) -> None:
        self._app = app
        self._background = background
        self._answered = answered
        self._given: OrderedDict[str, asyncio.Task[BoltResponse]] = OrderedDict()

    async def answer(self, key: str, request: AsyncBoltRequest) -> BoltResponse:
        """The answer to a request that is the same as all that have its `key`."""
        return await asyncio.shield(self.begun(key, request))

    def begun(self, key: str, request: AsyncBoltRequest) -> asyncio.Task[BoltResponse]:
        """The work on that answer, which goes on whoever gives up waiting."""
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

    def _forget_failure(self, key: str, given: asyncio.Task[BoltResponse]) -> None:
        """What is not acknowledged is worked on anew when Slack repeats it."""
        if given.cancelled() or given.exception() or given.result().status != 200:
            self._given.pop(key, None)


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
