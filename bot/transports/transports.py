"""Where Slack's requests come in: through a connection that the bot makes, or its own web server."""

import asyncio
from contextlib import suppress

from slack_bolt.async_app import AsyncApp

from bot.config import CURES, Settings, SettingsRefused
from bot.installations.authorize import Workspaces
from bot.manifest import REQUESTS
from bot.metrics import Metrics
from bot.transports.calendar_feeds import Calendars
from bot.transports.dedup import Answers
from bot.transports.pictures import PicturePages
from bot.transports.probes import Probes
from bot.transports.server import Page, Routes, Web
from bot.transports.slack_requests import SlackRequests
from bot.transports.socket_mode import OncourseSocket
from handlers.calendar_feeds import PATH
from handlers.dispatch.interaction import Services
from handlers.slack.picture_hosts import PATH as PICTURE_PATH
from scheduler.clock import Ticker

ENDING_SECONDS = 10  # at most; somebody may come all the time


class Transports:
    """The connection, the server, or both: in Socket Mode the server only tells how the bot is."""

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
        self._background = services.tasks
        timeouts = services.timeouts
        answers = Answers(app, services.tasks, metrics.answered, timeouts)
        self._probes = Probes(services.store, ticker, metrics, self.is_connected, services.now, timeouts)
        routes: dict[tuple[str, str], Page] = {
            **pages,
            ("GET", "/livez"): self._probes.live,
            ("GET", "/readyz"): self._probes.ready,
            ("GET", "/metrics"): self._probes.metrics,
        }
        self._socket: OncourseSocket | None = None
        if settings.mode == "socket":
            app_token = settings.secret("SLACK_APP_TOKEN")
            self._socket = OncourseSocket(app, app_token, answers, services.tasks, timeouts.ping)
        else:
            secret = settings.secret("SLACK_SIGNING_SECRET")
            requests = SlackRequests(secret, workspaces, answers, services.now, metrics.answered, timeouts)
            routes |= {
                ("GET", REQUESTS): requests.check,
                ("POST", REQUESTS): requests.answer,
            }
        if services.public_url:
            routes["GET", f"{PATH}/{{key}}.ics"] = Calendars(services).get
            for method in ("GET", "HEAD"):
                routes[method, f"{PICTURE_PATH}/{{key}}"] = PicturePages(services).get
        port = settings.listens_on
        self._web = None if port is None else Web(routes, settings.host, port)

    @property
    def address(self) -> str:
        """Where the server listens; "" without one."""
        return self._web.address if self._web else ""

    async def is_connected(self) -> bool:
        """Whether Slack can reach the bot, as far as the bot can see."""
        return self._socket is None or await self._socket.client.is_connected()

    async def is_well(self) -> bool:
        """Whether people can be served."""
        return await self._probes.database_fault() is None and await self.is_connected()

    async def open(self, socket_address: str) -> None:
        """Let requests in; raises SettingsRefused where nobody can listen at HOST and PORT."""
        if self._web:
            try:
                await self._web.start()
            except OSError as failure:
                raise SettingsRefused(
                    f"Nobody can listen at HOST and PORT ({failure.strerror}). HOST is {CURES['HOST']}. "
                    f"PORT is {CURES['PORT']}."
                ) from failure
        if self._socket:
            await self._socket.connect(socket_address)

    async def announce_closing(self) -> None:
        """Say that others are to be asked from now on, while what is under way ends; who comes is served."""
        self._probes.stopping = True
        if self._web:  # without it nobody can ask
            with suppress(TimeoutError):
                async with asyncio.timeout(ENDING_SECONDS):
                    await self._background.idle()

    async def close(self) -> None:
        """Take nothing more, end and answer what was taken, then hang up."""
        if self._web:
            await self._web.stop()
        if self._socket:
            await self._socket.drain_and_close()
        await self._background.idle()
        await self._probes.close()
