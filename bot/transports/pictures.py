"""Pictures: /picture/<key>.png. A wrong key gets 404, as if there were no picture."""

from aiohttp import web

from handlers.dispatch.interaction import Services
from handlers.slack.clients import NotInstalled
from handlers.slack.picture_hosts import KEY
from storage import pictures

CACHE_SECONDS = 3600  # seconds


class PicturePages:
    """Serves pictures; they are stored in the database, so any process can."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def get(self, request: web.Request) -> web.Response:
        """The PNG; 404 if there is none, or if it has expired."""
        png = await self._find_png(request.match_info["key"])
        if png is None:
            return web.Response(status=404, text="not found")
        headers = {"Cache-Control": f"private, max-age={CACHE_SECONDS}"}
        return web.Response(body=png, content_type="image/png", headers=headers)

    async def _find_png(self, key: str) -> bytes | None:
        known = KEY.fullmatch(key)
        if not known:
            return None
        workspace, secret = known.groups()
        try:
            await self._services.clients.reading(workspace)  # raises if the app was uninstalled
        except NotInstalled:
            return None
        now = self._services.now()
        return await self._services.store.read(workspace, pictures.of_secret, secret, now)
