"""`oncourse doctor`: is everything in place? A line for each check; nothing is changed, no secret told.

With `--pictures` somebody gets a message that asks whether they see pictures.
"""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from pathlib import Path

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.commands import picture_checks
from bot.commands.checks import (
    Check,
    clock_of,
    of_address,
    of_files,
    of_records,
    of_slack,
    of_workspaces,
    of_zones,
)
from bot.config import ENV_FILE, Settings, SettingsRefused, read_settings
from bot.slack_client import Api, SlackRefused, SlackUnreachable, missing_scopes, refusing, shared_session
from handlers.slack.directory import A_PAGE, CHANNELS
from handlers.slack.errors import headers_of, name_of, part, text_part
from handlers.slack.replies import SLACK_FAILURES
from storage import plans
from storage.engine.database import IN_MEMORY, DatabaseRefused, Standing
from storage.engine.sync import open_for_cli
from storage.engine.urls import standing

MIN_FREE = 100 * 1024 * 1024  # bytes: a backup of a large plan, and a while of logs
OF_APP = re.compile(r"xapp-\d+-(A[A-Z0-9]+)-")  # an app-level token names its app


async def examine(now: Callable[[], datetime], ask: str = "") -> AsyncIterator[Check]:
    """Everything, one finding after the other; without readable settings, those alone.

    `ask` is who is to be asked whether they see pictures.
    """
    try:
        settings = read_settings()
    except SettingsRefused as refused:
        for complaint in str(refused).splitlines():
            yield Check("problem", "settings", complaint)
        return
    yield Check("ok", "settings", "readable")
    stands, said = await asyncio.to_thread(_database, settings)
    for finding in said:
        yield finding
    if stands and stands.is_current:
        for check in (of_records, of_zones):
            async for finding in check(settings, now):
                yield finding
    yield of_files(ENV_FILE, stands.path if stands else None)
    async with shared_session(settings.slack_timeout) as session:
        findings = _many if settings.mode == "workspaces" else _slack
        async for finding in findings(settings, session, stands, now, ask):
            yield finding
        async for finding in of_address(settings, session):
            yield finding
    for finding in _unseen(settings):
        yield finding


def _database(settings: Settings) -> tuple[Standing | None, list[Check]]:
    try:
        stands = standing(settings.database_url)
    except DatabaseRefused as refused:
        return None, [Check("problem", "database", str(refused))]
    return stands, [Check("ok", "database", database(stands)), *_disk(stands)]


def database(stands: Standing) -> str:
    """What is to be known of a database that can be used."""
    if stands.place == IN_MEMORY:
        return "kept in memory only: it is gone when the bot stops"
    if stands.revision is None:
        return f"{stands.place} is {'not there' if stands.path else 'empty'} yet: `oncourse run` creates it"
    if stands.is_current:
        return f"{stands.place} can be written, and is at the newest revision ({stands.revision})"
    first = "puts a backup beside it and" if stands.path else "(after you made a backup)"
    return (
        f"{stands.place} is at revision {stands.revision}: `oncourse run` {first} upgrades it to "
        f"{stands.newest}"
    )


def _disk(stands: Standing) -> Iterator[Check]:
    if stands.path is not None:
        folder = stands.path.absolute().parent
        yield disk(folder, shutil.disk_usage(folder).free)


def disk(folder: Path, free: int) -> Check:
    """Whether `free` bytes are enough."""
    said = f"{free // (1024 * 1024):,} MB free in {folder}"
    if free >= MIN_FREE:
        return Check("ok", "disk", said)
    return Check("problem", "disk", f"{said}. Make room: it takes {MIN_FREE // (1024 * 1024)} MB.")


async def _slack(
    settings: Settings,
    session: aiohttp.ClientSession,
    stands: Standing | None,
    now: Callable[[], datetime],
    ask: str,
) -> AsyncIterator[Check]:
    token, address = settings.secret("SLACK_BOT_TOKEN"), settings.slack_api_url
    client = Api(address, session).reading(token)
    bot: AsyncSlackResponse | None = None
    try:
        with refusing("SLACK_BOT_TOKEN", address):
            bot = await client.auth_test()
            user, team, workspace = (str(part(bot, name)) for name in ("user", "team", "team_id"))
    except SlackUnreachable as unreachable:
        yield Check("problem", "Slack", str(unreachable))
        return
    except SlackRefused as refused:
        yield Check("ok", "Slack", f"answers at {address}")
        match refused.__cause__:
            case SlackApiError() as error:
                yield clock_of(headers_of(error), now())
        yield Check("problem", "bot token", str(refused))
    else:
        yield Check("ok", "Slack", f"answers at {address}")
        yield clock_of(bot.headers, now())
        yield Check("ok", "bot token", f"{user} in {team}")
        yield _scopes(bot)
    if settings.mode == "socket":
        yield await _socket(client, settings, bot)
    if bot is not None:
        async for finding in _places(client, settings, stands, workspace, now):
            yield finding
        if stands is not None and stands.is_current:
            async for finding in picture_checks.known(settings, workspace, now):
                yield finding
        if ask:
            yield await picture_checks.ask(Api(address, session).posting(token), ask)


async def _many(
    settings: Settings,
    session: aiohttp.ClientSession,
    stands: Standing | None,
    now: Callable[[], datetime],
    ask: str,
) -> AsyncIterator[Check]:
    async for finding in of_slack(Api(settings.slack_api_url, session), settings, now):
        yield finding
    if stands and stands.is_current:
        async for finding in of_workspaces(settings, now):
            yield finding
    if ask:
        said = "with many workspaces, the welcome asks the person who installs the app"
        yield Check("problem", "pictures", f"{ask} wasn't asked: {said}.")


def _scopes(bot: AsyncSlackResponse) -> Check:
    if missing := missing_scopes(bot):
        return Check(
            "problem",
            "scopes",
            f"missing: {', '.join(missing)}. Put the manifest (`oncourse manifest`) into the app's settings, "
            "under App Manifest, then install the app again.",
        )
    return Check("ok", "scopes", "all that the manifest asks for")


async def _socket(client: AsyncWebClient, settings: Settings, bot: AsyncSlackResponse | None) -> Check:
    """Whether a connection could be had; none is made, since Slack would send it what the bot waits for."""
    app_token = settings.secret("SLACK_APP_TOKEN")
    try:
        with refusing("SLACK_APP_TOKEN", settings.slack_api_url):
            await client.apps_connections_open(app_token=app_token)
    except SlackRefused as refused:
        return Check("problem", "app token", str(refused))
    if bot is not None and (theirs := OF_APP.match(app_token)):
        try:
            app = text_part(await client.bots_info(bot=part(bot, "bot_id")), "bot", "app_id")
        except SLACK_FAILURES as failure:
            return Check("unknown", "app token", f"accepted, but is it of the same app? {_silence(failure)}")
        if app != theirs[1]:
            return Check(
                "problem",
                "app token",
                f"it is of the app {theirs[1]}, the bot token of {app}. Take both from the same app.",
            )
    return Check("ok", "app token", "accepted, and Socket Mode is on")


async def _places(
    client: AsyncWebClient,
    settings: Settings,
    stands: Standing | None,
    workspace: str,
    now: Callable[[], datetime],
) -> AsyncIterator[Check]:
    """Where the bot is, and where it should be."""
    try:
        first = await client.users_conversations(types=CHANNELS, limit=A_PAGE)
        channels = {channel["id"] async for page in first for channel in page.get("channels") or ()}
    except SLACK_FAILURES as failure:
        yield Check("unknown", "channels", _silence(failure))
        return
    if channels:
        yield Check("ok", "channels", f"the bot is in {len(channels):,}")
    else:
        yield Check("ok", "channels", "the bot is in none yet: in your team's channel, /invite @Oncourse")
    if stands is None or not stands.is_current:
        return
    left = sorted(_plans(settings, workspace, now) - channels)
    for channel in left:
        yield Check(
            "problem",
            "plans",
            f"one lives in {channel}, where the bot is not any more. In that channel, /invite @Oncourse",
        )
    if not left:
        yield Check("ok", "plans", "the bot is in the channel of each open plan")


def _plans(settings: Settings, workspace: str, now: Callable[[], datetime]) -> frozenset[str]:
    with open_for_cli(settings.database_url, now=now) as store, store.reading(workspace) as tx:
        return plans.channels(tx)


def _silence(failure: Exception) -> str:
    why = name_of(failure) if isinstance(failure, SlackApiError) else type(failure).__name__
    return f"Slack does not tell ({why})."


def _unseen(settings: Settings) -> Iterator[Check]:
    """What Slack tells nobody with these tokens."""
    yield Check(
        "unknown",
        "messages tab",
        "Slack does not say whether it is on. It has to be, in the app's settings, under App Home.",
    )
    yield Check(
        "unknown",
        "commands",
        f"Slack does not say what they are called. /{settings.command_prefix}plan help has to answer.",
    )
