"""The Web API over HTTP: from a request to a method and back."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.arguments import methods, read_arguments, sent_arguments, token_of
from sandbox.backend import Backend, Call
from sandbox.errors import ApiError
from sandbox.faults import Fault, bent
from sandbox.methods import METHODS, NEEDS_APP_TOKEN, NEEDS_NO_TOKEN, NEEDS_TO_KNOW_TOKEN
from sandbox.rates import Rates
from sandbox.records import Json

UNDATED = web.ResponseKey("undated", bool)  # marks an answer that is to have no Date
UNTYPED = "none/none"  # the Content-Type of an answer that is to have none
HISTORY = frozenset({"conversations.history", "conversations.replies"})
_SECRETS = frozenset({"client_secret", "refresh_token", "access_token"})


@dataclass(slots=True)
class _Asked:
    """A call on its way: the workspace it is about, and what was sent."""

    method: str
    backend: Backend
    token: str = ""
    sent: Json = field(default_factory=dict)


class WebApi:
    """Answers `/api/<method>` for every workspace; what belongs to none stands in the traffic of `home`.

    Setting `closing` ends the calls that a fault keeps waiting.
    """

    def __init__(self, home: Backend) -> None:
        self.rates = Rates()
        self.closing = asyncio.Event()
        self._home = home

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One call: checked, perhaps befallen by a fault, answered and written into the traffic."""
        asked = _Asked(request.match_info["method"], self._home)
        try:
            await self._admit(request, asked)
            fault = asked.backend.faults.take(asked.method, asked.sent)
            if fault is not None:
                return await self._failing(request, asked, fault)
            return self._answer(asked, self._called(asked))
        except ApiError as refusal:
            return self._answer(asked, _refusal(refusal))

    async def _admit(self, request: web.Request, asked: _Asked) -> None:
        method = asked.method
        if method not in METHODS:
            raise ApiError("unknown_method", req_method=method)
        facts = methods()[method]
        asked.sent = await sent_arguments(request, facts["json"] is True)
        asked.token = token_of(request, asked.sent)
        if method not in NEEDS_NO_TOKEN:
            self._check_token(asked)
        if wait := self._wait(asked, facts["tier"]):
            raise ApiError("ratelimited", retry_after=wait)
        await asked.backend.download(asked.sent)

    def _wait(self, asked: _Asked, tier: str | None) -> int:
        """Whole seconds that the app must wait before this call."""
        workspace, method = asked.backend.workspace, asked.method
        if asked.backend.faults.outside_marketplace and method in HISTORY:
            return self.rates.once_a_minute(
                f"{workspace.team.id} {method}", workspace.clock.now().timestamp()
            )
        now, channel = asyncio.get_running_loop().time(), str(asked.sent.get("channel", ""))
        return self.rates.wait(workspace.team.id, method, tier, channel, now)

    def _check_token(self, asked: _Asked) -> None:
        grants = self._home.grants
        if not asked.token:
            raise ApiError("not_authed")
        is_apps = asked.token == self._home.app_token
        owner = self._home if is_apps else grants.owner(asked.token)
        if owner is None:
            raise ApiError("invalid_auth")
        asked.backend = owner
        if is_apps != (asked.method in NEEDS_APP_TOKEN):
            raise ApiError("not_allowed_token_type")
        if not is_apps:
            grants.check(asked.token)
            if owner.faults.revoked:
                raise ApiError(owner.faults.revoked)

    def _called(self, asked: _Asked) -> Json:
        method, backend = asked.method, asked.backend
        try:
            _check_scopes(backend, method)
            arguments = read_arguments(method, asked.sent)
            if method in NEEDS_TO_KNOW_TOKEN:
                arguments["token"] = asked.token
            return {"ok": True, **METHODS[method](backend, arguments)}
        except ApiError as refusal:
            return _refusal(refusal)

    async def _failing(self, request: web.Request, asked: _Asked, fault: Fault) -> web.StreamResponse:
        refusal = fault.refusal
        answer = self._called(asked) if fault.stored else refusal
        match fault.kind:
            case "answer":
                return self._answer(asked, refusal)
            case "status":
                wait = {"retry_after": int(fault.seconds)} if fault.seconds else {}
                return self._answer(asked, {"ok": False, "error": fault.error, **wait}, fault.status)
            case "slow":
                await self._until_closing(fault.seconds)
                return self._answer(asked, answer)
            case "bent":
                return self._answer(asked, bent(answer, fault))
        _record(asked, {})
        return await self.odd(request, fault)

    async def odd(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        """An answer that says nothing of Slack's, or none, at once or after the app has waited in vain."""
        match fault.kind:
            case "status":
                return web.Response(status=fault.status, text=fault.error)
            case "body":
                return _with_body(fault)
            case "cut off":
                return await _cut_off(request, fault)
            case "timeout":
                await self._until_closing(None)
        return _broken_off(request)

    async def _until_closing(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self.closing.wait()
        except TimeoutError:
            return

    def _answer(self, asked: _Asked, answer: Json, status: int = 200) -> web.Response:
        headers = {"x-oauth-scopes": ",".join(asked.backend.app.scopes)}
        if wait := answer.pop("retry_after", 0):
            headers["Retry-After"] = str(wait)
            status = 429
        _record(asked, answer)
        return web.json_response(answer, status=status, headers=headers)


def _check_scopes(backend: Backend, method: str) -> None:
    needed = methods()[method]["scopes"].get("bot", ())
    if len(needed) == 1:  # where there are several, the method takes the one for the kind of channel
        backend.require_scope(*needed)


def _record(asked: _Asked, answer: Json) -> None:
    backend = asked.backend
    if backend.transport.recording:
        now = backend.workspace.clock.now()
        backend.traffic.append(
            Call(asked.method, _without_secrets(asked.sent), _without_secrets(answer), now)
        )


def _without_secrets(said: Json) -> Json:
    return {name: value for name, value in said.items() if name not in _SECRETS}


def _refusal(refusal: ApiError) -> Json:
    return {"ok": False, "error": refusal.error, **refusal.extra}


def _with_body(fault: Fault) -> web.Response:
    headers = {"Content-Type": fault.content_type or UNTYPED}
    if fault.retry_after is not None:
        headers["Retry-After"] = fault.retry_after
    answer = web.Response(body=fault.body, status=fault.status, headers=headers)
    if not fault.dated:
        answer[UNDATED] = True
    return answer


async def _cut_off(request: web.Request, fault: Fault) -> web.StreamResponse:
    """Half of an answer, whose length was announced."""
    answer = web.StreamResponse(status=fault.status, headers={"Content-Type": fault.content_type})
    answer.content_length = 2 * len(fault.body)
    await answer.prepare(request)
    await answer.write(fault.body)
    if request.transport is not None:
        request.transport.close()
    return answer


def _broken_off(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=504)  # nobody gets it: a handler has to return something
