"""Start and stop Socket Mode and the web server."""

import asyncio
from contextlib import suppress

from slack_bolt.async_app import AsyncApp

from bot.config import SETTING_HELP, Settings, SettingsRefused
from bot.installations.authorize import Workspaces
from bot.manifest import REQUESTS
from bot.metrics import Metrics
from bot.transports.calendar_feeds import CalendarFeeds
from bot.transports.dedup import RequestDeduplicator
from bot.transports.pictures import PicturePages
from bot.transports.probes import Probes
from bot.transports.server import Page, Routes, WebServer
from bot.transports.slack_requests import SlackEndpoint
from bot.transports.socket_mode import SocketModeTransport
from handlers.calendar_feeds import PATH
from handlers.dispatch.interaction import Services
from handlers.slack.picture_hosts import PATH as PICTURE_PATH
from scheduler.clock import Ticker

DRAIN_SECONDS = 10  # at most, since new requests may keep coming


class Transports:
    """Socket Mode, the web server, or both: in Socket Mode the server is for probes only."""

    def __init__(
        self,
        settings: Settings,
        services: Services,
        workspaces: Workspaces,
        app: AsyncApp,
        ticker: Ticker,
        metrics: Metrics,
        pages: Routes,
    ) -> None:
        self._tasks = services.tasks
        timeouts = services.timeouts
        deduplicator = RequestDeduplicator(app, services.tasks, metrics.record_request, timeouts)
        self._probes = Probes(services.store, ticker, metrics, self.is_connected, services.now, timeouts)
        routes: dict[tuple[str, str], Page] = {
            **pages,
            ("GET", "/livez"): self._probes.live,
            ("GET", "/readyz"): self._probes.ready,
            ("GET", "/metrics"): self._probes.metrics,
        }
        self._socket: SocketModeTransport | None = None
        if settings.mode == "socket":
            app_token = settings.secret("SLACK_APP_TOKEN")
            self._socket = SocketModeTransport(app, app_token, deduplicator, services.tasks, timeouts.ping)
        else:
            secret = settings.secret("SLACK_SIGNING_SECRET")
            endpoint = SlackEndpoint(
                secret, workspaces, deduplicator, services.now, metrics.record_request, timeouts
            )
            routes |= {
                ("GET", REQUESTS): endpoint.get,
                ("POST", REQUESTS): endpoint.post,
            }
        if services.public_url:
            routes["GET", f"{PATH}/{{key}}.ics"] = CalendarFeeds(services).get
            for method in ("GET", "HEAD"):
                routes[method, f"{PICTURE_PATH}/{{key}}"] = PicturePages(services).get
        port = settings.listen_port
        self._web = None if port is None else WebServer(routes, settings.host, port)

    @property
    def address(self) -> str:
        """The URL where the server listens; "" without one."""
        return self._web.address if self._web else ""

    async def is_connected(self) -> bool:
        """Whether Socket Mode is connected; always True in HTTP mode."""
        return self._socket is None or await self._socket.client.is_connected()

    async def is_healthy(self) -> bool:
        """Whether both Slack and the database can be reached."""
        return await self._probes.database_fault() is None and await self.is_connected()

    async def open(self, socket_address: str) -> None:
        """Start taking requests; raises SettingsRefused if HOST and PORT can't be used."""
        if self._web:
            try:
                await self._web.start()
            except OSError as failure:
                raise SettingsRefused(
                    "I can't listen at HOST and PORT "
                    f"({failure.strerror}). HOST is {SETTING_HELP['HOST']}. PORT is {SETTING_HELP['PORT']}."
                ) from failure
        if self._socket:
            await self._socket.connect(socket_address)

    async def announce_closing(self) -> None:
        """Fail the readiness probe, and keep serving while requests in progress end."""
        self._probes.stopping = True
        if self._web:  # without it, no load balancer checks readiness
            with suppress(TimeoutError):
                async with asyncio.timeout(DRAIN_SECONDS):
                    await self._tasks.idle()

    async def close(self) -> None:
        """Stop taking requests, respond to those in progress, then disconnect."""
        if self._web:
            await self._web.stop()
        if self._socket:
            await self._socket.drain_and_close()
        await self._tasks.idle()
        await self._probes.close()
