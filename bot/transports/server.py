"""The bot's own web server: Slack's requests in HTTP mode, pages for browsers, and probes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web_protocol import RequestPayloadError

Page = Callable[[web.Request], Awaitable[web.StreamResponse]]
Routes = Mapping[tuple[str, str], Page]
"""Handlers by method and path; anything else is 404."""

MAX_BODY = 1024 * 1024  # bytes
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


class WebServer:
    """A server that listens from `start` to `stop`."""

    def __init__(self, routes: Routes, host: str, port: int) -> None:
        app = web.Application(client_max_size=MAX_BODY)
        app.on_response_prepare.append(_add_security_headers)
        for (method, path), page in routes.items():
            app.router.add_route(method, path, page)
        self._runner = web.AppRunner(
            app,
            access_log=None,
            logger=_server_log(),
            auto_decompress=False,  # Slack doesn't compress; a broken body would be a 500
            keepalive_timeout=75,
            shutdown_timeout=10,
        )
        self._host = host
        self._port = port

    async def start(self) -> None:
        """Start listening; raises OSError if it can't."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()

    @property
    def address(self) -> str:
        """The URL where it listens, from this machine."""
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    async def stop(self) -> None:
        """Stop listening, wait for requests in progress, and disconnect."""
        await self._runner.cleanup()


async def read_body(request: web.Request, seconds: float) -> bytes:
    """The body; raises 413 if it is too large, 415 if encoded, 400 if broken, 408 after `seconds`."""
    if request.headers.getall("Content-Encoding", ()):
        raise web.HTTPUnsupportedMediaType
    try:
        async with asyncio.timeout(seconds):
            return await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (RequestPayloadError, ConnectionError):
        raise web.HTTPBadRequest from None


def _server_log() -> logging.Logger:
    """The logger for aiohttp, without malformed or aborted requests, which anyone can send."""
    log = logging.getLogger("bot.http.aiohttp")
    log.addFilter(_is_our_fault)
    return log


def _is_our_fault(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError | RequestPayloadError | ConnectionError)


async def _add_security_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Add security headers, unless the page has set its own, and hide the server's name."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.pop("Server", None)
