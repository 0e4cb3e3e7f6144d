"""Slack's requests in HTTP mode: nothing is looked into before it is known to be Slack's own."""

import logging
from collections.abc import Callable
from datetime import datetime

from aiohttp import web
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.installations.authorize import Workspaces
from bot.transports.dedup import RATE_LIMITED, Answered, Answers, bolt_request, kind
from bot.transports.payloads import Body, Unreadable, is_ssl_check, read
from bot.transports.server import body_of
from bot.transports.signing import SIGNATURE, is_signed
from handlers.slack.clients import NotInstalled, NotRenewed
from handlers.support.timeouts import Timeouts

log = logging.getLogger(__name__)

# These may come of a workspace in which the app is no longer installed.
FROM_ANYWHERE = ("app_uninstalled", "tokens_revoked", RATE_LIMITED)


class SlackRequests:
    """Answers what Slack posts; everything else is turned away without a trace."""

    def __init__(
        self,
        secret: str,
        workspaces: Workspaces,
        answers: Answers,
        now: Callable[[], datetime],
        answered: Answered,
        timeouts: Timeouts,
    ) -> None:
        self._secret = secret
        self._workspaces = workspaces
        self._answers = answers
        self._now = now
        self._told = answered
        self._timeouts = timeouts

    async def answer(self, request: web.Request) -> web.Response:
        """What Slack is answered; what comes of it is seen to the end even if Slack hangs up."""
        raw = await body_of(request, self._timeouts.request_body)
        if is_ssl_check(request.content_type, raw):
            return web.Response()
        if not is_signed(self._secret, request.headers, raw, self._now()):
            return self._refusal(401, "not signed by Slack")
        try:
            body = read(request.content_type, raw)
            if body.get("type") == "url_verification":
                return web.Response(text=body["challenge"])
            asked = bolt_request(body)
            await self._require_installed(asked)
        except Unreadable as unreadable:
            return self._refusal(unreadable.status, "unreadable")
        except NotInstalled:
            return self._refusal(403, "not installed")
        except NotRenewed:
            return self._refusal(503, "try again later")
        return await self._answered(_key(request, body), asked)

    async def check(self, request: web.Request) -> web.Response:
        """Slack looks now and then whether there is a certificate."""
        return web.Response() if request.query.get("ssl_check") == "1" else self._refusal(405, "not posted")

    async def _require_installed(self, asked: AsyncBoltRequest) -> None:
        said = asked.body.get("type")
        if said == "event_callback":
            said = asked.body["event"]["type"]
        if said not in FROM_ANYWHERE:
            await self._workspaces.installed(asked.context.team_id or "")

    async def _answered(self, key: str, asked: AsyncBoltRequest) -> web.Response:
        answer = await self._answers.answer(key, asked)
        if answer.status == 404:
            log.info("nobody listens for a request", extra={"kind": kind(asked.body)})
        return _response(answer)

    def _refusal(self, status: int, why: str) -> web.Response:
        log.info("a request was refused", extra={"status": status, "why": why})
        self._told("refused", status, 0)
        return web.Response(status=status, text=why)


def _key(request: web.Request, body: Body) -> str:
    """An event that is told again has its id, and all else that is sent again its signature."""
    return str(body.get("event_id") or request.headers[SIGNATURE])


def _response(answer: BoltResponse) -> web.Response:
    content_type = answer.headers.get("content-type", ["text/plain"])[0].partition(";")[0]
    return web.Response(status=answer.status, text=answer.body or "", content_type=content_type)
