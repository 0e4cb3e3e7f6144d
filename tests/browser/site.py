"""A bare page around drawn blocks, served under the policy that the sandbox's page has."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

_HERE = Path(__file__).parent
_STATIC = _HERE.parent.parent / "sandbox" / "page" / "static"
_OWN = ("drawing.html", "drawing.js", "drawing.css", "map.svg")


@asynccontextmanager
async def drawing_site() -> AsyncIterator[str]:
    """Serves the page on a port of its own; gives its address."""
    app = web.Application()
    app.router.add_static("/static", _STATIC)
    for name in _OWN:
        app.router.add_get(f"/{name}", _file)
    app.on_response_prepare.append(_strict)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/drawing.html"
    await runner.cleanup()


async def _file(request: web.Request) -> web.FileResponse:
    return web.FileResponse(_HERE / request.path.removeprefix("/"))


async def _strict(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers["Content-Security-Policy"] = "default-src 'self'"
