"""How the bot is, for whoever looks after it: /livez, /readyz and /metrics. No secret is in any of them."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from aiohttp import web

from bot.bounded import Bounded
from bot.metrics import Metrics, Waiting
from handlers.support.timeouts import Timeouts
from scheduler.clock import Ticker
from storage import deliveries
from storage.engine.health import UNAVAILABLE, Fault, fault
from storage.engine.store import Store


class Probes:
    """The answers; `stopping` is set once the bot is about to stop."""

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
        self._waiting = Bounded(self._ask_waiting, timeouts)
        self.stopping = False

    async def database_fault(self) -> Fault | None:
        """What keeps the database from being used; one that takes too long is silent."""
        try:
            return await self._fault.get()
        except TimeoutError:
            return "silent"

    async def live(self, _request: web.Request) -> web.Response:
        """The process answers."""
        return web.json_response({"alive": True})

    async def ready(self, _request: web.Request) -> web.Response:
        """Whether people can be served: 200, or 503 and what keeps them from it."""
        wrong = {
            "database": await self.database_fault(),
            "slack": None if await self._is_connected() else "not_connected",
            "bot": "stopping" if self.stopping else None,
        }
        faults = {what: why for what, why in wrong.items() if why}
        return web.json_response({"ready": not faults, **faults}, status=503 if faults else 200)

    async def metrics(self, _request: web.Request) -> web.Response:
        """What can be counted; how much is waiting is looked up when it is asked for."""
        try:
            waiting = await self._waiting.get()
        except UNAVAILABLE:
            waiting = None
        text = self._metrics.text(waiting)
        return web.Response(body=text, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    async def close(self) -> None:
        """Ask no more."""
        await self._waiting.close()
        await self._fault.close()

    async def _ask_waiting(self) -> Waiting:
        now = self._now()
        earliest = await self._ticker.next_due()
        backlog = await self._store.read_all(deliveries.count_due, now)
        return Waiting(max((now - earliest).total_seconds(), 0) if earliest else 0, backlog)
