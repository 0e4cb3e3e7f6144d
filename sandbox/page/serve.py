"""Serving the page: its files, and one WebSocket for each browser that looks at it."""

from collections.abc import Awaitable, Callable
from importlib.resources import files
from pathlib import Path

from aiohttp import web

from sandbox.page.page_state import PageState
from sandbox.page.session import Session

_STATIC = Path(str(files("sandbox.page"))) / "static"
_HEADERS = {
    # Nothing but the page's own files runs or is loaded, so that nobody's words can become a program.
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_MAX_FRAME_BYTES = 16 * 1024 * 1024  # a file of 10 MB in base64, and what else is in the form
_LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")


def add_page(routes: web.Application, page_state: PageState) -> None:
    """The page at "/", its files below "/page/", and the socket it lives on at "/page/live"."""

    async def live(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(
            heartbeat=20,
            compress=False,  # compressed frames may overtake each other
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
    """The page is for this machine's own browser: no other site may look at it or act in it."""
    if request.path != "/" and not request.path.startswith("/page/"):
        return await handler(request)
    origin = request.headers.get("Origin")
    if request.url.host not in _LOCAL_HOSTS or origin not in (None, f"http://{request.host}"):
        raise web.HTTPForbidden(text="This sandbox answers only its own page, on this machine.")
    response = await handler(request)
    if not response.prepared:
        response.headers.update(_HEADERS)
    return response
