"""Calendar feeds: /calendar/<key>.ics. A wrong key gets 404, as if there were no calendar."""

import logging

from aiohttp import web

from handlers.calendar_feeds import calendar
from handlers.dispatch.interaction import Services
from handlers.slack.clients import NotInstalled
from handlers.slack.replies import SLACK_FAILURES
from planning.errors import PlanningError

log = logging.getLogger(__name__)

CACHE_SECONDS = 900  # seconds
RETRY_AFTER = 300  # seconds


class CalendarFeeds:
    """Serves the calendar feeds."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def get(self, request: web.Request) -> web.Response:
        """The calendar; 304 if it hasn't changed, 404 if there is none, 503 if Slack can't be reached."""
        try:
            found = await calendar(self._services, request.match_info["key"])
        except (PlanningError, NotInstalled):
            return web.Response(status=404, text="not found")
        except SLACK_FAILURES as failure:
            log.warning("calendar feed failed", extra={"error": type(failure).__name__})
            return web.Response(status=503, text="try again later", headers={"Retry-After": str(RETRY_AFTER)})
        tag = f'"{found.tag}"'
        headers = {"ETag": tag, "Cache-Control": f"private, max-age={CACHE_SECONDS}"}
        if tag in [
            part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")
        ]:
            return web.Response(status=304, headers=headers)
        return web.Response(text=found.text, content_type="text/calendar", charset="utf-8", headers=headers)
