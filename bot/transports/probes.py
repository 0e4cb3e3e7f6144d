"""Probes for monitoring: /livez, /readyz and /metrics. No response has a secret in it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from aiohttp import web

from bot.bounded import Bounded
from bot.metrics import Backlog, Metrics
from handlers.support.timeouts import Timeouts
from scheduler.clock import Ticker
from storage import deliveries
from storage.engine.health import UNAVAILABLE, Fault, fault
from storage.engine.store import Store


class Probes:
    """Serves the probes; set `stopping` before shutting down."""

    def __init__(
        self,
        store: Store,
        ticker: Ticker,
        metrics: Metrics,
        is_connected: Callable[[], Awaitable[bool]],
        now: Callable[[], datetime],
        timeouts: Timeouts,
    ) -> None:
        self._store = store
        self._fault = Bounded(partial(fault, store), timeouts)
        self._ticker = ticker
        self._metrics = metrics
        self._is_connected = is_connected
        self._now = now
        self._backlog = Bounded(self._read_backlog, timeouts)
        self.stopping = False

    async def database_fault(self) -> Fault | None:
        """Why the database can't be used, "silent" after a timeout; None if it can."""
        try:
            return await self._fault.get()
        except TimeoutError:
            return "silent"

    async def live(self, _request: web.Request) -> web.Response:
        """200 as long as the process responds."""
        return web.json_response({"alive": True})

    async def ready(self, _request: web.Request) -> web.Response:
        """200 if the bot can serve requests, else 503 with the faults."""
        wrong = {
            "database": await self.database_fault(),
            "slack": None if await self._is_connected() else "not_connected",
            "bot": "stopping" if self.stopping else None,
        }
        faults = {what: why for what, why in wrong.items() if why}
        return web.json_response({"ready": not faults, **faults}, status=503 if faults else 200)

    async def metrics(self, _request: web.Request) -> web.Response:
        """All metrics; the backlog is queried on each request."""
        try:
            backlog = await self._backlog.get()
        except UNAVAILABLE:
            backlog = None
        text = self._metrics.render(backlog)
        return web.Response(body=text, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    async def close(self) -> None:
        """Cancel running queries."""
        await self._backlog.close()
        await self._fault.close()

    async def _read_backlog(self) -> Backlog:
        now = self._now()
        earliest = await self._ticker.next_due()
        backlog = await self._store.read_all(deliveries.count_due, now)
        return Backlog(max((now - earliest).total_seconds(), 0) if earliest else 0, backlog)
