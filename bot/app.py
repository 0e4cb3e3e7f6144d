"""The wiring: settings become a running bot."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Settings
from bot.heartbeat import beating
from bot.notifier import SlackNotifier
from bot.slack import posting_client, reading_client, shared_session, sign_in
from bot.socket import OncourseSocket
from handlers import register
from handlers.background import Background
from handlers.directory import Directory
from handlers.facts import facts_of
from handlers.pictures import Pictures
from handlers.together import Together
from handlers.visit import House
from scheduler.clock import Ticker
from storage.store import Store


def wall_clock() -> datetime:
    """The real time, aware UTC; the only place that asks for it."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that is connected. `idle` returns once nothing is under way, `tick` does what is due."""

    store: Store
    ticker: Ticker
    background: Background

    async def idle(self) -> None:
        """Wait until everything begun has ended."""
        await self.background.idle()


@asynccontextmanager
async def running(
    settings: Settings, now: Callable[[], datetime] = wall_clock, *, ticking: bool = True
) -> AsyncIterator[Bot]:
    """A connected bot; leaving stops taking requests, then ends what was begun, then closes.

    Without `ticking` time passes only when somebody calls `bot.ticker.tick`, as a movable clock does. Raises
    DatabaseRefused or SlackRefused.
    """
    store = await Store.open(settings.database_url, now=now)
    try:
        async with (
            shared_session(settings.slack_timeout) as session,
            _connected(settings, store, session, now, ticking) as bot,
        ):
            yield bot
    finally:
        await store.close()


@asynccontextmanager
async def _connected(
    settings: Settings,
    store: Store,
    session: aiohttp.ClientSession,
    now: Callable[[], datetime],
    ticking: bool,
) -> AsyncIterator[Bot]:
    token = settings.slack_bot_token.get_secret_value()
    posting = posting_client(token, settings.slack_api_url, session)
    reading = reading_client(token, settings.slack_api_url, session)
    background = Background()

    def owed() -> None:
        background.start(ticker.tick())

    house = House(
        store=store,
        directory=Directory(store, reading, now),
        digests=Together(partial(facts_of, store)),
        pictures=Pictures(posting),
        background=background,
        now=now,
        owed=owed,
    )
    ticker = Ticker(store, SlackNotifier(house, posting), now)
    app = _app(posting, house, settings.command_prefix)
    app_token = settings.slack_app_token.get_secret_value()
    address = await sign_in(posting, app_token)
    socket = OncourseSocket(app, app_token, background)
    async with beating(settings.heartbeat_file, background, _health(ticker, socket)):
        try:
            if ticking:
                ticker.start()
            owed()  # what was left when the bot last stopped
            await socket.connect(address)
            yield Bot(store, ticker, background)
        finally:
            await ticker.stop()
            await socket.drain_and_close()


def _health(ticker: Ticker, socket: OncourseSocket) -> Callable[[], Awaitable[bool]]:
    async def is_well() -> bool:
        await ticker.next_due()  # the database answers
        return await socket.client.is_connected()

    return is_well


def _app(slack: AsyncWebClient, house: House, prefix: str) -> AsyncApp:
    """Bolt, answering everything a person can do."""
    app = AsyncApp(
        name="oncourse",  # without one, Bolt reads the sources of all its callers to find one
        client=slack,
        process_before_response=True,
        raise_error_for_unhandled_request=False,
        ssl_check_enabled=False,  # Slack has long stopped to ask
        attaching_function_token_enabled=False,  # for steps of workflows, of which there are none
        attaching_conversation_kwargs_enabled=False,  # for assistants, too
    )
    register(app, house, prefix)
    return app


async def run(settings: Settings) -> None:
    """Run until cancelled."""
    async with running(settings):
        await asyncio.Event().wait()
