"""Slack's requests in HTTP mode: verified before anything in them is parsed."""

import logging
from collections.abc import Callable
from datetime import datetime

from aiohttp import web
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.installations.authorize import Workspaces
from bot.transports.dedup import RATE_LIMITED, OnResponse, RequestDeduplicator, bolt_request, request_kind
from bot.transports.payloads import Body, UnreadableRequest, is_ssl_check, read
from bot.transports.server import read_body
from bot.transports.signing import SIGNATURE, is_signed
from handlers.slack.clients import NotInstalled, NotRenewed
from handlers.support.timeouts import Timeouts

log = logging.getLogger(__name__)

ALLOWED_WITHOUT_INSTALLATION = ("app_uninstalled", "tokens_revoked", RATE_LIMITED)


class SlackEndpoint:
    """Responds to what Slack posts, and refuses anything else."""

    def __init__(
        self,
        secret: str,
        workspaces: Workspaces,
        deduplicator: RequestDeduplicator,
        now: Callable[[], datetime],
        on_response: OnResponse,
        timeouts: Timeouts,
    ) -> None:
        self._secret = secret
        self._workspaces = workspaces
        self._deduplicator = deduplicator
        self._now = now
        self._on_response = on_response
        self._timeouts = timeouts

    async def post(self, request: web.Request) -> web.Response:
        """Respond to a request; its work continues even if Slack disconnects."""
        raw = await read_body(request, self._timeouts.request_body)
        if is_ssl_check(request.content_type, raw):
            return web.Response()
        if not is_signed(self._secret, request.headers, raw, self._now()):
            return self._refuse(401, "not signed by Slack")
        try:
            body = read(request.content_type, raw)
            if body.get("type") == "url_verification":
                return web.Response(text=body["challenge"])
            incoming = bolt_request(body)
            await self._require_installed(incoming)
        except UnreadableRequest as unreadable:
            return self._refuse(unreadable.status, "unreadable")
        except NotInstalled:
            return self._refuse(403, "not installed")
        except NotRenewed:
            return self._refuse(503, "try again later")
        return await self._respond(_request_key(request, body), incoming)

    async def get(self, request: web.Request) -> web.Response:
        """Respond to Slack's checks of the TLS certificate."""
        return web.Response() if request.query.get("ssl_check") == "1" else self._refuse(405, "not posted")

    async def _require_installed(self, incoming: AsyncBoltRequest) -> None:
        type_ = incoming.body.get("type")
        if type_ == "event_callback":
            type_ = incoming.body["event"]["type"]
        if type_ not in ALLOWED_WITHOUT_INSTALLATION:
            await self._workspaces.credentials(incoming.context.team_id or "")

    async def _respond(self, key: str, incoming: AsyncBoltRequest) -> web.Response:
        response = await self._deduplicator.respond(key, incoming)
        if response.status == 404:
            log.info("no listener for a request", extra={"kind": request_kind(incoming.body)})
        content_type = response.headers.get("content-type", ["text/plain"])[0].partition(";")[0]
        return web.Response(status=response.status, text=response.body or "", content_type=content_type)

    def _refuse(self, status: int, why: str) -> web.Response:
        log.info("a request was refused", extra={"status": status, "why": why})
        self._on_response("refused", status, 0)
        return web.Response(status=status, text=why)


def _request_key(request: web.Request, body: Body) -> str:
    """Slack resends an event with the same event id, and anything else with the same signature."""
    return str(body.get("event_id") or request.headers[SIGNATURE])
