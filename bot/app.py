"""The wiring: settings become a running bot."""

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
from bot.heartbeat import beating
from bot.installations.authorize import Authorize, Workspaces
from bot.installations.mode import mode_of
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
from scheduler.clock import Ticker
from scheduler.trusted_clock import Ahead
from storage.daily_message_data import gather_daily_message_data
from storage.engine.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that is connected. `idle` returns once nothing is under way, `tick` does what is due.

    `address` is where its web server listens, "" without one.
    """

    store: Store
    ticker: Ticker
    tasks: TaskTracker
    address: str

    async def idle(self) -> None:
        """Wait until everything begun has ended."""
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
    """A connected bot; leaving stops taking requests, then ends what was begun, then closes.

    Without `ticking` time passes only when somebody calls `bot.ticker.tick`, as a movable clock does, which
    counts its seconds `steadily`, too. Raises DatabaseRefused, SlackRefused or SettingsRefused.
    """
    metrics, slack_time = Metrics(), SlackTime(settings.slack_api_url, steadily)
    store = await Store.open(settings.database_url, now=now)
    try:
        tracing = (metrics.tracing(), slack_time.tracing())
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
    there = await mode_of(settings, store, api, tasks, now, timeouts)
    workspaces = there.workspaces
    to_socket = await _to_socket(settings, api)

    def owed() -> None:
        tasks.start(ticker.tick())

    services = _house(settings, store, workspaces, tasks, now, owed, timeouts)
    notifier = metrics.counting(SlackNotifier(services, workspaces))
    ticker = Ticker(store, notifier, now, ahead_of_slack)
    app = _app(api, workspaces, services)
    doors = Transports(settings, services, workspaces, app, ticker, metrics, there.pages(services))
    async with beating(settings.heartbeat_file, tasks, doors.is_well, timeouts.heartbeat):
        try:
            if ticking:
                ticker.start()
            owed()  # what was left when the bot last stopped
            await doors.open(to_socket)
            log.info("connected", extra={"workspace": there.where, "address": doors.address})
            yield Bot(store, ticker, tasks, doors.address)
        finally:
            await doors.announce_closing()
            await ticker.stop()
            await doors.close()


def _house(
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


async def _to_socket(settings: Settings, api: Api) -> str:
    """Where to connect to; "" where Slack connects to the bot."""
    return await socket_address(api, settings.secret("SLACK_APP_TOKEN")) if settings.mode == "socket" else ""


def _app(api: Api, workspaces: Workspaces, services: Services) -> AsyncApp:
    """Bolt, answering everything a person can do."""
    log = logging.getLogger("bot.bolt")
    log.setLevel(logging.ERROR)  # its warnings quote requests
    app = AsyncApp(
        logger=log,
        name="oncourse",  # without one, Bolt reads the sources of all its callers to find one
        client=api.posting(),
        authorize=Authorize(workspaces),  # type: ignore[arg-type]  # Bolt takes None for "not here"
        request_verification_enabled=False,  # what comes by HTTP is vouched for before Bolt sees it
        process_before_response=True,
        raise_error_for_unhandled_request=False,
        ssl_check_enabled=False,  # Slack has long stopped to ask
        attaching_function_token_enabled=False,  # for steps of workflows, of which there are none
        attaching_conversation_kwargs_enabled=False,  # for assistants, too
    )
    app.use(_with_our_client(workspaces))
    register(app, services)
    return app


def _with_our_client(workspaces: Workspaces) -> Callable[..., Awaitable[BoltResponse]]:
    """Listeners get our client, which takes odd answers, in place of the one that Bolt makes each time."""

    async def hand_over(
        context: AsyncBoltContext, next_: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        found = context.authorize_result
        if found and found.bot_token:  # an event about a removal brings none, and needs no client
            context["client"] = await workspaces.posting(str(found.team_id))
        return await next_()

    return hand_over


async def run(settings: Settings) -> None:
    """Run until cancelled."""
    async with running(settings):
        await asyncio.Event().wait()


def tune_gc() -> None:
    """Let the collector leave alone all that was imported, which stays, and look less often at the rest.

    A process that serves makes many short-lived objects and few circles: this is a fifth of its work.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(5000, 20, 50)
