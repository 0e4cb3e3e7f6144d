"""The Web API over HTTP: from a request to a method and back."""

import asyncio
from collections.abc import Mapping
from email.utils import format_datetime

from aiohttp import web

from sandbox.arguments import methods, read_arguments, sent_arguments, token_of
from sandbox.backend import Backend, Call
from sandbox.errors import ApiError
from sandbox.faults import Fault
from sandbox.methods import METHODS, NEEDS_APP_TOKEN, NEEDS_NO_TOKEN
from sandbox.rates import Rates
from sandbox.records import Json


class WebApi:
    """Answers `/api/<method>`. Setting `closing` ends the calls that a fault keeps waiting."""

    def __init__(self, backend: Backend) -> None:
        self.rates = Rates()
        self.closing = asyncio.Event()
        self._backend = backend

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One call: checked, perhaps befallen by a fault, answered and written into the traffic."""
        method = request.match_info["method"]
        sent: Json = {}
        try:
            sent = await self._admitted(request, method)
            fault = self._backend.faults.take(method, sent)
            if fault is not None:
                return await self._failing(request, method, sent, fault)
            return self._answer(method, sent, self._called(method, sent))
        except ApiError as refusal:
            return self._answer(method, sent, _refusal(refusal))

    async def _admitted(self, request: web.Request, method: str) -> Json:
        if method not in METHODS:
            raise ApiError("unknown_method", req_method=method)
        facts = methods()[method]
        sent = await sent_arguments(request, facts["json"] is True)
        token = token_of(request, sent)
        if method not in NEEDS_NO_TOKEN:
            self._check_token(method, token)
        now = asyncio.get_running_loop().time()
        if wait := self.rates.wait(method, facts["tier"], str(sent.get("channel", "")), now):
            raise ApiError("ratelimited", retry_after=wait)
        return sent

    def _check_token(self, method: str, token: str) -> None:
        backend = self._backend
        if not token:
            raise ApiError("not_authed")
        if token not in (backend.bot_token, backend.app_token):
            raise ApiError("invalid_auth")
        if (token == backend.app_token) != (method in NEEDS_APP_TOKEN):
            raise ApiError("not_allowed_token_type")
        if token == backend.bot_token and backend.faults.revoked:
            raise ApiError(backend.faults.revoked)

    def _called(self, method: str, sent: Mapping[str, object]) -> Json:
        try:
            self._check_scopes(method)
            return {"ok": True, **METHODS[method](self._backend, read_arguments(method, sent))}
        except ApiError as refusal:
            return _refusal(refusal)

    def _check_scopes(self, method: str) -> None:
        needed = methods()[method]["scopes"].get("bot", ())
        if len(needed) == 1:  # where there are several, the method takes the one for the kind of channel
            self._backend.require_scope(*needed)

    async def _failing(
        self, request: web.Request, method: str, sent: Json, fault: Fault
    ) -> web.StreamResponse:
        answer = self._called(method, sent) if fault.stored else {"ok": False, "error": fault.error}
        match fault.kind:
            case "answer":
                return self._answer(method, sent, answer)
            case "status":
                wait = {"retry_after": int(fault.seconds)} if fault.seconds else {}
                return self._answer(method, sent, {"ok": False, "error": fault.error, **wait}, fault.status)
            case "slow":
                await self._until_closing(fault.seconds)
                return self._answer(method, sent, answer)
        self._record(method, sent, {})
        return await self.silence(request, fault)

    async def silence(self, request: web.Request, fault: Fault) -> web.Response:
        """No answer, at once or after the app has waited in vain."""
        if fault.kind == "timeout":
            await self._until_closing(None)
        return _broken_off(request)

    async def _until_closing(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self.closing.wait()
        except TimeoutError:
            return

    def _answer(self, method: str, sent: Json, answer: Json, status: int = 200) -> web.Response:
        headers = {
            "x-oauth-scopes": ",".join(self._backend.app.scopes),
            "Date": format_datetime(self._backend.workspace.clock.now(), usegmt=True),
        }
        if wait := answer.pop("retry_after", 0):
            headers["Retry-After"] = str(wait)
            status = 429
        self._record(method, sent, answer)
        return web.json_response(answer, status=status, headers=headers)

    def _record(self, method: str, sent: Json, answer: Json) -> None:
        if self._backend.transport.recording:
            now = self._backend.workspace.clock.now()
            self._backend.traffic.append(Call(method, sent, answer, now))


def _refusal(refusal: ApiError) -> Json:
    return {"ok": False, "error": refusal.error, **refusal.extra}


def _broken_off(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=504)  # nobody gets it: a handler has to return something
