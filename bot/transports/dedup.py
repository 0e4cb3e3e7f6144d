"""Respond to Slack's requests in time, and process a request that Slack resends only once."""

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
from handlers.slack.replies import log_error, reply_to
from handlers.support.task_tracker import TaskTracker
from handlers.support.timeouts import Timeouts
from handlers.views.common.commands import CommandNames
from handlers.views.common.errors import internal_error_message

log = logging.getLogger(__name__)

MAX_RESPONSES = 1000  # cached; Slack resends a request within minutes

OnResponse = Callable[[str, int, float], None]
"""Called for each request with its kind, the status of the response, and the seconds it took."""


class RequestDeduplicator:
    """Caches responses by request, for when Slack resends one."""

    def __init__(
        self, app: AsyncApp, tasks: TaskTracker, on_response: OnResponse, timeouts: Timeouts
    ) -> None:
        self._app = app
        self._tasks = tasks
        self._on_response = on_response
        self._timeouts = timeouts
        self._responses: OrderedDict[str, asyncio.Future[BoltResponse]] = OrderedDict()

    async def respond(self, key: str, request: AsyncBoltRequest) -> BoltResponse:
        """The response to all requests with this `key`; status 500 if the listener failed.

        The listener keeps running if the caller is cancelled. If the request's kind is in ACK_EARLY and its
        listener takes longer than SOON, it is acknowledged first, and the person is shown the result later.
        """
        if request.body.get("type") == RATE_LIMITED:
            return _log_rate_limit(request.body)
        return await asyncio.shield(self._responses.get(key) or self._start(key, request))

    def _start(self, key: str, request: AsyncBoltRequest) -> asyncio.Future[BoltResponse]:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[BoltResponse] = loop.create_future()
        self._responses[key] = future
        while len(self._responses) > MAX_RESPONSES:
            self._responses.popitem(last=False)
        self._tasks.start(self._dispatch(key, request, future))
        if request_kind(request.body) in ACK_EARLY:
            loop.call_soon(_acknowledge_within, self._timeouts.acknowledge, loop, future)
        return future

    async def _dispatch(
        self, key: str, request: AsyncBoltRequest, future: asyncio.Future[BoltResponse]
    ) -> None:
        started_at, response = perf_counter(), BoltResponse(status=500, body="failed")
        try:
            response = await self._app.async_dispatch(request)
        finally:
            self._on_response(request_kind(request.body), response.status, perf_counter() - started_at)
            _log(request, response)
            if future.done():
                await _show_late_response(response, request)
            else:
                future.set_result(response)
                if response.status != 200:  # retry when Slack resends it
                    self._responses.pop(key, None)


def _log(request: AsyncBoltRequest, response: BoltResponse) -> None:
    """Log the request by the code's name for it, with its outcome but nothing that a person wrote."""
    if name := request.context.get(ASKED):
        fine = "done" if response.status == 200 else f"status {response.status}"
        outcome = request.context.get(OUTCOME, fine)
        log.info("answered", extra={"asked": name, "outcome": outcome})


def _acknowledge_within(
    seconds: float, loop: asyncio.AbstractEventLoop, future: asyncio.Future[BoltResponse]
) -> None:
    """Start the timer only if the listener didn't finish at once, as many do: a timer each costs more."""
    if not future.done():
        loop.call_later(seconds, _acknowledge, future)


def _acknowledge(future: asyncio.Future[BoltResponse]) -> None:
    if not future.done():
        future.set_result(acknowledged())


async def _show_late_response(response: BoltResponse, request: AsyncBoltRequest) -> None:
    """Show the person a response that came after the acknowledgement, in an ephemeral message."""
    if response.status != 200:
        failure = RuntimeError(f"an answer of status {response.status}")
        content = internal_error_message(log_error(failure)).fields
    elif response.body:
        content = json.loads(response.body)
    else:
        return
    body = cast("payloads.PersonRequest", request.body)
    reply = reply_to(request.context.client, body, CommandNames())
    await reply.send_fields({"text": content["text"], "blocks": content["blocks"]})


def _log_rate_limit(body: Mapping[str, Any]) -> BoltResponse:
    """Log that Slack drops events of a workspace; the bot fetches what it missed later."""
    log.warning(
        "Slack is dropping events",
        extra={"workspace": body.get("team_id"), "minute_rate_limited": body.get("minute_rate_limited")},
    )
    return acknowledged()


def bolt_request(body: Mapping[str, Any]) -> AsyncBoltRequest:
    """A verified and parsed request; Bolt only skips both for Socket Mode."""
    return AsyncBoltRequest(mode="socket_mode", body=dict(body))


def request_kind(body: Mapping[str, Any]) -> str:
    """The kind of a request, for metrics and logs, without any text that people typed."""
    if (content := body.get("type")) in REQUEST_KINDS:
        return str(content)
    return "command" if "command" in body else "other"


RATE_LIMITED = "app_rate_limited"
"""Sent instead of events when a workspace has more than 30,000 an hour."""
REQUEST_KINDS = (
    "event_callback",
    "block_actions",
    "view_submission",
    "view_closed",
    "shortcut",
    "message_action",
)
ACK_EARLY = ("command", "block_actions", "shortcut", "message_action")
"""Kinds that can be acknowledged before their result is known: forms show it, failed events are resent."""
