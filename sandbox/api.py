"""The Web API over HTTP: parse a request, call its method, send the response."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.arguments import methods, read_arguments, sent_arguments, token_of
from sandbox.backend import Backend, Call
from sandbox.errors import ApiError
from sandbox.faults import Fault, altered
from sandbox.methods import METHODS, NEEDS_APP_TOKEN, NEEDS_NO_TOKEN, NEEDS_TO_KNOW_TOKEN
from sandbox.rates import Rates
from sandbox.records import Json

NO_DATE = web.ResponseKey("undated", bool)  # marks a response to be sent without a Date header
NO_CONTENT_TYPE = "none/none"  # Content-Type of a response to be sent without one
HISTORY = frozenset({"conversations.history", "conversations.replies"})
_SECRETS = frozenset({"client_secret", "refresh_token", "access_token"})


@dataclass(slots=True)
class _ApiCall:
    """A call in progress: the workspace it is for, its token and its arguments."""

    method: str
    backend: Backend
    token: str = ""
    sent: Json = field(default_factory=dict)


class WebApi:
    """Serves `/api/<method>` for every workspace.

    Calls without a valid token are recorded in the traffic of `home`. Setting `closing` ends the calls that a
    fault delays.
    """

    def __init__(self, home: Backend) -> None:
        self.rates = Rates()
        self.closing = asyncio.Event()
        self._home = home

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one call: validate it, apply a fault if one is due, respond and record it."""
        call = _ApiCall(request.match_info["method"], self._home)
        try:
            await self._check_request(request, call)
            fault = call.backend.faults.take(call.method, call.sent)
            if fault is not None:
                return await self._respond_with_fault(request, call, fault)
            return self._respond(call, self._execute(call))
        except ApiError as refusal:
            return self._respond(call, _error_response(refusal))

    async def _check_request(self, request: web.Request, call: _ApiCall) -> None:
        method = call.method
        if method not in METHODS:
            raise ApiError("unknown_method", req_method=method)
        spec = methods()[method]
        call.sent = await sent_arguments(request, spec["json"] is True)
        call.token = token_of(request, call.sent)
        if method not in NEEDS_NO_TOKEN:
            self._check_token(call)
        if wait := self._wait(call, spec["tier"]):
            raise ApiError("ratelimited", retry_after=wait)
        await call.backend.download(call.sent)

    def _wait(self, call: _ApiCall, tier: str | None) -> int:
        """Seconds (whole) until the rate limit allows this call; 0 if it does now."""
        workspace, method = call.backend.workspace, call.method
        if call.backend.faults.outside_marketplace and method in HISTORY:
            return self.rates.once_a_minute(
                f"{workspace.team.id} {method}", workspace.clock.now().timestamp()
            )
        now, channel = asyncio.get_running_loop().time(), str(call.sent.get("channel", ""))
        return self.rates.wait(workspace.team.id, method, tier, channel, now)

    def _check_token(self, call: _ApiCall) -> None:
        grants = self._home.grants
        if not call.token:
            raise ApiError("not_authed")
        is_app_token = call.token == self._home.app_token
        owner = self._home if is_app_token else grants.owner(call.token)
        if owner is None:
            raise ApiError("invalid_auth")
        call.backend = owner
        if is_app_token != (call.method in NEEDS_APP_TOKEN):
            raise ApiError("not_allowed_token_type")
        if not is_app_token:
            grants.check(call.token)
            if owner.faults.revoked:
                raise ApiError(owner.faults.revoked)

    def _execute(self, call: _ApiCall) -> Json:
        method, backend = call.method, call.backend
        try:
            _check_scopes(backend, method)
            arguments = read_arguments(method, call.sent)
            if method in NEEDS_TO_KNOW_TOKEN:
                arguments["token"] = call.token
            return {"ok": True, **METHODS[method](backend, arguments)}
        except ApiError as refusal:
            return _error_response(refusal)

    async def _respond_with_fault(
        self, request: web.Request, call: _ApiCall, fault: Fault
    ) -> web.StreamResponse:
        refusal = fault.refusal
        response = self._execute(call) if fault.stored else refusal
        match fault.kind:
            case "refused":
                return self._respond(call, refusal)
            case "status":
                wait = {"retry_after": int(fault.seconds)} if fault.seconds else {}
                return self._respond(call, {"ok": False, "error": fault.error, **wait}, fault.status)
            case "slow":
                await self._delay(fault.seconds)
                return self._respond(call, response)
            case "altered":
                return self._respond(call, altered(response, fault))
        _record(call, {})
        return await self.respond_unlike_slack(request, fault)

    async def respond_unlike_slack(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        """Send a response that is not Slack's, or none: at once, or after the client's timeout."""
        match fault.kind:
            case "status":
                return web.Response(status=fault.status, text=fault.error)
            case "body":
                return _raw_response(fault)
            case "cut off":
                return await _cut_off(request, fault)
            case "timeout":
                await self._delay(None)
        return _abort(request)

    async def _delay(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self.closing.wait()
        except TimeoutError:
            return

    def _respond(self, call: _ApiCall, response: Json, status: int = 200) -> web.Response:
        headers = {"x-oauth-scopes": ",".join(call.backend.app.scopes)}
        if wait := response.pop("retry_after", 0):
            headers["Retry-After"] = str(wait)
            status = 429
        _record(call, response)
        return web.json_response(response, status=status, headers=headers)


def _check_scopes(backend: Backend, method: str) -> None:
    needed = methods()[method]["scopes"].get("bot", ())
    if len(needed) == 1:  # if there are several, the method checks the one for the type of channel
        backend.require_scope(*needed)


def _record(call: _ApiCall, response: Json) -> None:
    backend = call.backend
    if backend.transport.recording:
        now = backend.workspace.clock.now()
        backend.traffic.append(
            Call(call.method, _without_secrets(call.sent), _without_secrets(response), now)
        )


def _without_secrets(values: Json) -> Json:
    return {name: value for name, value in values.items() if name not in _SECRETS}


def _error_response(refusal: ApiError) -> Json:
    return {"ok": False, "error": refusal.error, **refusal.extra}


def _raw_response(fault: Fault) -> web.Response:
    headers = {"Content-Type": fault.content_type or NO_CONTENT_TYPE}
    if fault.retry_after is not None:
        headers["Retry-After"] = fault.retry_after
    response = web.Response(body=fault.body, status=fault.status, headers=headers)
    if not fault.has_date:
        response[NO_DATE] = True
    return response


async def _cut_off(request: web.Request, fault: Fault) -> web.StreamResponse:
    """Send half of a response whose full length was announced."""
    response = web.StreamResponse(status=fault.status, headers={"Content-Type": fault.content_type})
    response.content_length = 2 * len(fault.body)
    await response.prepare(request)
    await response.write(fault.body)
    if request.transport is not None:
        request.transport.close()
    return response


def _abort(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=504)  # never received, but a handler must return a response
