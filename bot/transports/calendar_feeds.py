"""Calendars by an address: /calendar/<key>.ics. Who has no right to one does not learn that it is there."""

import logging

from aiohttp import web

from handlers.calendar_feeds import calendar
from handlers.dispatch.interaction import Services
from handlers.slack.clients import NotInstalled
from handlers.slack.replies import SLACK_FAILURES
from planning.errors import PlanningError

log = logging.getLogger(__name__)

FRESH = 900  # seconds for which a calendar need not ask again
RETRY = 300  # seconds


class Calendars:
    """The page of all of them."""

    def __init__(self, services: Services) -> None:
        self._house = services

    async def get(self, request: web.Request) -> web.Response:
        """The calendar; 304 where nothing has changed, 404 where there is nothing, 503 without Slack."""
        try:
            found = await calendar(self._house, request.match_info["key"])
        except (PlanningError, NotInstalled):
            return web.Response(status=404, text="not found")
        except SLACK_FAILURES as failure:
            log.warning("a calendar was not given", extra={"error": type(failure).__name__})
            return web.Response(status=503, text="try again later", headers={"Retry-After": str(RETRY)})
        tag = f'"{found.tag}"'
        headers = {"ETag": tag, "Cache-Control": f"private, max-age={FRESH}"}
        if tag in [
            part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")
        ]:
            return web.Response(status=304, headers=headers)
        return web.Response(text=found.text, content_type="text/calendar", charset="utf-8", headers=headers)
