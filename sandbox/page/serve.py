"""Serving the page: its static files, and one WebSocket per browser."""

from collections.abc import Awaitable, Callable
from importlib.resources import files
from pathlib import Path

from aiohttp import web

from sandbox.page.page_state import PageState
from sandbox.page.session import Session

_STATIC = Path(str(files("sandbox.page"))) / "static"
_HEADERS = {
    # Only the page's own files are loaded, so that no message can inject a script.
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_MAX_FRAME_BYTES = 16 * 1024 * 1024  # a file of 10 MB in base64, and the rest of the form
_LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")


def add_page(routes: web.Application, page_state: PageState) -> None:
    """Add the page at "/", its files at "/page/" and its WebSocket at "/page/live"."""

    async def live(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(
            heartbeat=20,
            compress=False,  # compressed frames can be sent out of order
            max_msg_size=_MAX_FRAME_BYTES,
        )
        await socket.prepare(request)
        await Session(page_state, socket, page_state.first_person).run()
        return socket

    async def index(_request: web.Request) -> web.StreamResponse:
        return web.FileResponse(_STATIC / "index.html")

    routes.middlewares.append(_reject_other_sites)
    routes.router.add_get("/", index)
    routes.router.add_get("/page/live", live)
    routes.router.add_static("/page/", _STATIC)


@web.middleware
async def _reject_other_sites(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Serve only browsers on this machine, and no other site's page in them."""
    if request.path != "/" and not request.path.startswith("/page/"):
        return await handler(request)
    origin = request.headers.get("Origin")
    if request.url.host not in _LOCAL_HOSTS or origin not in (None, f"http://{request.host}"):
        raise web.HTTPForbidden(text="This sandbox answers only its own page, on this machine.")
    response = await handler(request)
    if not response.prepared:
        response.headers.update(_HEADERS)
    return response
