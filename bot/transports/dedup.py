"""Answering Slack's requests in time: each is worked on once, and what Slack repeats gets the same answer."""

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any, cast

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from handlers.dispatch.acks import acknowledged
from handlers.dispatch.errors import ASKED, OUTCOME
from handlers.slack import payloads
from handlers.slack.replies import recorded, reply_to
from handlers.support.task_tracker import TaskTracker
from handlers.support.timeouts import Timeouts
from handlers.views.common.commands import CommandNames
from handlers.views.common.errors import internal_error_message

log = logging.getLogger(__name__)

REMEMBERED = 1000  # answers; Slack repeats a request within minutes

Answered = Callable[[str, int, float], None]
"""Told of each request: its kind, the status of the answer, and the seconds that it took."""


class Answers:
    """What Slack is answered, remembered for when it repeats itself."""

    def __init__(self, app: AsyncApp, tasks: TaskTracker, answered: Answered, timeouts: Timeouts) -> None:
        self._app = app
        self._background = tasks
        self._answered = answered
        self._timeouts = timeouts
        self._given: OrderedDict[str, asyncio.Future[BoltResponse]] = OrderedDict()

    async def answer(self, key: str, request: AsyncBoltRequest) -> BoltResponse:
        """The answer to a request that is the same as all that have its `key`; of status 500 if it failed.

        The work on it goes on whoever gives up waiting. What need not wait for it is acknowledged soon: where
        that is before the answer, the person is shown the answer after it.
        """
        if request.body.get("type") == RATE_LIMITED:
            return _rate_limited(request.body)
        return await asyncio.shield(self._given.get(key) or self._begun(key, request))

    def _begun(self, key: str, request: AsyncBoltRequest) -> asyncio.Future[BoltResponse]:
        loop = asyncio.get_running_loop()
        given: asyncio.Future[BoltResponse] = loop.create_future()
        self._given[key] = given
        while len(self._given) > REMEMBERED:
            self._given.popitem(last=False)
        self._background.start(self._work_on(key, request, given))
        if kind(request.body) in NEED_NOT_WAIT:
            loop.call_soon(_acknowledge_within, self._timeouts.acknowledge, loop, given)
        return given

    async def _work_on(
        self, key: str, request: AsyncBoltRequest, given: asyncio.Future[BoltResponse]
    ) -> None:
        begun, answer = perf_counter(), BoltResponse(status=500, body="failed")
        try:
            answer = await self._app.async_dispatch(request)
        finally:
            self._answered(kind(request.body), answer.status, perf_counter() - begun)
            _log(request, answer)
            if given.done():
                await _show(answer, request)
            else:
                given.set_result(answer)
                if answer.status != 200:  # what Slack repeats then is worked on anew
                    self._given.pop(key, None)


def _log(request: AsyncBoltRequest, answer: BoltResponse) -> None:
    """What was asked, by the name that the code has for it, and how it ended: nothing that a person wrote."""
    if name := request.context.get(ASKED):
        fine = "done" if answer.status == 200 else f"status {answer.status}"
        outcome = request.context.get(OUTCOME, fine)
        log.info("answered", extra={"asked": name, "outcome": outcome})


def _acknowledge_within(
    seconds: float, loop: asyncio.AbstractEventLoop, given: asyncio.Future[BoltResponse]
) -> None:
    """Called once the work has begun, since much of it ends there: a clock for each would take longer."""
    if not given.done():
        loop.call_later(seconds, _acknowledge, given)


def _acknowledge(given: asyncio.Future[BoltResponse]) -> None:
    if not given.done():
        given.set_result(acknowledged())


async def _show(answer: BoltResponse, request: AsyncBoltRequest) -> None:
    """Show the person what was not ready when they were acknowledged; a click shows that by itself."""
    if answer.status != 200:
        said = internal_error_message(recorded(RuntimeError(f"an answer of status {answer.status}"))).fields
    elif answer.body:
        said = json.loads(answer.body)
    else:
        return
    body = cast("payloads.PersonRequest", request.body)
    reply = reply_to(request.context.client, body, CommandNames())
    await reply.tell({"text": said["text"], "blocks": said["blocks"]})


def _rate_limited(body: Mapping[str, Any]) -> BoltResponse:
    """Slack holds back events of a workspace: what they would have said is asked for later."""
    log.warning(
        "Slack is holding back events",
        extra={"workspace": body.get("team_id"), "minute_rate_limited": body.get("minute_rate_limited")},
    )
    return acknowledged()


def bolt_request(body: Mapping[str, Any]) -> AsyncBoltRequest:
    """A request that is vouched for and read already, which is what Bolt calls Socket Mode."""
    return AsyncBoltRequest(mode="socket_mode", body=dict(body))


def kind(body: Mapping[str, Any]) -> str:
    """What a request is, in few words: its command's name and what people wrote are none of them."""
    if (said := body.get("type")) in KINDS:
        return str(said)
    return "command" if "command" in body else "other"


RATE_LIMITED = "app_rate_limited"
"""Instead of events, when there are more than 30,000 an hour of a workspace; about no event and no person."""
KINDS = ("event_callback", "block_actions", "view_submission", "view_closed", "shortcut", "message_action")
NEED_NOT_WAIT = ("command", "block_actions", "shortcut", "message_action")
"""Whose answer Slack takes at any time; a form waits for its own, and an event that failed comes again."""
