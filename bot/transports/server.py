"""The bot's own web server: Slack's requests in HTTP mode, and how the bot is, for whoever looks after it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web_protocol import RequestPayloadError

Page = Callable[[web.Request], Awaitable[web.StreamResponse]]
Routes = Mapping[tuple[str, str], Page]
"""What answers, by method and path. Everything else is not found."""

MAX_BODY = 1024 * 1024  # bytes
STRICT = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


class Web:
    """A server that listens from `start` to `stop`."""

    def __init__(self, routes: Routes, host: str, port: int) -> None:
        app = web.Application(client_max_size=MAX_BODY)
        app.on_response_prepare.append(_guard)
        for (method, path), page in routes.items():
            app.router.add_route(method, path, page)
        self._runner = web.AppRunner(
            app,
            access_log=None,
            logger=_log_of_our_own_faults(),
            auto_decompress=False,  # Slack compresses nothing, and what is broken would be a 500
            keepalive_timeout=75,
            shutdown_timeout=10,
        )
        self._host = host
        self._port = port

    async def start(self) -> None:
        """Listen; raises OSError where that is not possible."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()

    @property
    def address(self) -> str:
        """Where it listens, for those on the same machine."""
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    async def stop(self) -> None:
        """Listen no more, let what is being answered end, and hang up."""
        await self._runner.cleanup()


async def body_of(request: web.Request, seconds: float) -> bytes:
    """The request's body; raises the right HTTP error for one that is too large, coded, broken or slower than
    these `seconds`.
    """
    if request.headers.getall("Content-Encoding", ()):
        raise web.HTTPUnsupportedMediaType
    try:
        async with asyncio.timeout(seconds):
            return await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (RequestPayloadError, ConnectionError):
        raise web.HTTPBadRequest from None


def _log_of_our_own_faults() -> logging.Logger:
    """Where aiohttp logs: without requests that are no HTTP, or broken off, since anyone may send those."""
    log = logging.getLogger("bot.http.aiohttp")
    log.addFilter(_is_ours)
    return log


def _is_ours(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError | RequestPayloadError | ConnectionError)


async def _guard(_request: web.Request, response: web.StreamResponse) -> None:
    """Headers for every answer; a page may have set some of its own. Nobody needs to know what serves."""
    for name, value in STRICT.items():
        response.headers.setdefault(name, value)
    response.headers.pop("Server", None)
