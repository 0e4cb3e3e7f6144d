"""Start the bot: wire settings, store, Slack client and scheduler together."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from bot.clock import SlackTime, steady_clock, wall_clock
from bot.config import Settings
from bot.heartbeat import heartbeat
from bot.installations.authorize import Authorize, Workspaces
from bot.installations.mode import open_workspaces
from bot.metrics import Metrics
from bot.notifier import SlackNotifier
from bot.slack_client import Api, shared_session, socket_address
from bot.transports.transports import Transports
from handlers import register
from handlers.dispatch.interaction import Services
from handlers.slack.directory import Directory
from handlers.slack.pictures import Pictures
from handlers.support.batch_loader import BatchLoader
from handlers.support.task_tracker import TaskTracker
from handlers.support.timeouts import DEFAULT_TIMEOUTS, Timeouts
from handlers.views.common.commands import CommandNames
from planning import public_holidays
from scheduler.clock import Ticker
from scheduler.trusted_clock import Ahead
from storage.daily_message_data import gather_daily_message_data
from storage.engine.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bot:
    """A connected bot. `address` is where its web server listens, "" without one."""

    store: Store
    ticker: Ticker
    tasks: TaskTracker
    address: str

    async def idle(self) -> None:
        """Wait until all background tasks have ended."""
        await self.tasks.idle()


@asynccontextmanager
async def running(
    settings: Settings,
    now: Callable[[], datetime] = wall_clock,
    steadily: Callable[[], float] = steady_clock,
    *,
    ticking: bool = True,
    timeouts: Timeouts = DEFAULT_TIMEOUTS,
) -> AsyncIterator[Bot]:
    """A connected bot. On exit it stops taking requests, waits for background tasks, then disconnects.

    Without `ticking`, only calls to `bot.ticker.tick` run the schedule; tests do so with their own clocks,
    `now` and `steadily` (monotonic seconds). Raises DatabaseRefused, SlackRefused or SettingsRefused.
    """
    public_holidays.load()
    metrics, slack_time = Metrics(), SlackTime(settings.slack_api_url, steadily)
    store = await Store.open(settings.database_url, now=now)
    try:
        tracing = (metrics.trace_config(), slack_time.trace_config())
        async with shared_session(settings.slack_timeout, *tracing) as session:
            api = Api(settings.slack_api_url, session)
            ahead = partial(slack_time.ahead, api)
            async with _connected(settings, store, api, metrics, now, ahead, ticking, timeouts) as bot:
                yield bot
    finally:
        await store.close()


@asynccontextmanager
async def _connected(
    settings: Settings,
    store: Store,
    api: Api,
    metrics: Metrics,
    now: Callable[[], datetime],
    ahead_of_slack: Ahead,
    ticking: bool,
    timeouts: Timeouts,
) -> AsyncIterator[Bot]:
    tasks = TaskTracker()
    mode = await open_workspaces(settings, store, api, tasks, now, timeouts)
    workspaces = mode.workspaces
    address = await _socket_address(settings, api)

    def notify_due() -> None:
        tasks.start(ticker.tick())

    services = _services(settings, store, workspaces, tasks, now, notify_due, timeouts)
    notifier = metrics.count_outcomes(SlackNotifier(services, workspaces))
    ticker = Ticker(store, notifier, now, ahead_of_slack)
    app = _app(api, workspaces, services)
    transports = Transports(settings, services, workspaces, app, ticker, metrics, mode.pages(services))
    async with heartbeat(settings.heartbeat_file, tasks, transports.is_healthy, timeouts.heartbeat):
        try:
            if ticking:
                ticker.start()
            notify_due()  # what was due while the bot was stopped
            await transports.open(address)
            log.info("connected", extra={"workspace": mode.name, "address": transports.address})
            yield Bot(store, ticker, tasks, transports.address)
        finally:
            await transports.announce_closing()
            await ticker.stop()
            await transports.close()


def _services(
    settings: Settings,
    store: Store,
    workspaces: Workspaces,
    tasks: TaskTracker,
    now: Callable[[], datetime],
    notify_due: Callable[[], None],
    timeouts: Timeouts,
) -> Services:
    return Services(
        store=store,
        clients=workspaces,
        directory=Directory(store, workspaces, now, timeouts),
        digests=BatchLoader(store, gather_daily_message_data),
        pictures=Pictures(workspaces, store, now, timeouts, settings.public_url or ""),
        tasks=tasks,
        now=now,
        notify_due=notify_due,
        timeouts=timeouts,
        public_url=settings.public_url or "",
        commands=CommandNames(settings.command_prefix),
    )


async def _socket_address(settings: Settings, api: Api) -> str:
    """The WebSocket URL for Socket Mode; "" in HTTP mode."""
    return await socket_address(api, settings.secret("SLACK_APP_TOKEN")) if settings.mode == "socket" else ""


def _app(api: Api, workspaces: Workspaces, services: Services) -> AsyncApp:
    """Bolt, with every listener registered."""
    log = logging.getLogger("bot.bolt")
    log.setLevel(logging.ERROR)  # its warnings quote request payloads
    app = AsyncApp(
        logger=log,
        name="oncourse",  # without it, Bolt reads its callers' source files to find one
        client=api.posting(),
        authorize=Authorize(workspaces),  # type: ignore[arg-type]  # Bolt accepts None for "not installed"
        request_verification_enabled=False,  # HTTP requests are verified before Bolt
        process_before_response=True,
        raise_error_for_unhandled_request=False,
        ssl_check_enabled=False,  # Slack no longer sends these checks
        attaching_function_token_enabled=False,  # only for workflow steps
        attaching_conversation_kwargs_enabled=False,  # only for assistants
    )
    app.use(_with_our_client(workspaces))
    register(app, services)
    return app


def _with_our_client(workspaces: Workspaces) -> Callable[..., Awaitable[BoltResponse]]:
    """Middleware: replace the client that Bolt creates per request by ours, which survives odd responses."""

    async def set_client(
        context: AsyncBoltContext, next_: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        found = context.authorize_result
        if found and found.bot_token:  # an uninstall event has no token and needs no client
            context["client"] = await workspaces.posting(str(found.team_id))
        return await next_()

    return set_client


async def run(settings: Settings) -> None:
    """Run until cancelled."""
    async with running(settings):
        await asyncio.Event().wait()


def tune_gc() -> None:
    """Exempt imported modules from garbage collection, and collect less often.

    A server creates many short-lived objects and few cycles: collecting at the defaults takes a fifth of
    its CPU time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(5000, 20, 50)
