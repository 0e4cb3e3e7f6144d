"""Pictures at an address: /picture/<key>.png. Without it, a request can't tell that one exists."""

from aiohttp import web

from handlers.dispatch.interaction import Services
from handlers.slack.clients import NotInstalled
from handlers.slack.picture_hosts import KEY
from storage import pictures

FRESH = 3600  # seconds for which Slack may cache one


class PicturePages:
    """The page of all of them, whichever process gave the address."""

    def __init__(self, services: Services) -> None:
        self._house = services

    async def get(self, request: web.Request) -> web.Response:
        """The PNG; 404 if there is none, or if it has expired."""
        png = await self._found(request.match_info["key"])
        if png is None:
            return web.Response(status=404, text="not found")
        headers = {"Cache-Control": f"private, max-age={FRESH}"}
        return web.Response(body=png, content_type="image/png", headers=headers)

    async def _found(self, key: str) -> bytes | None:
        known = KEY.fullmatch(key)
        if not known:
            return None
        workspace, secret = known.groups()
        try:
            await self._house.clients.reading(workspace)  # it is gone where the app was removed
        except NotInstalled:
            return None
        now = self._house.now()
        return await self._house.store.read(workspace, pictures.of_secret, secret, now)
