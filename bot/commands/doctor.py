"""`oncourse doctor`: check the configuration, one line for each check, without changes or secrets.

With `--pictures` it also sends a person the question whether they see pictures.
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
    check_address,
    check_clock_header,
    check_files,
    check_records,
    check_slack,
    check_workspaces,
    check_zones,
)
from bot.config import ENV_FILE, Settings, SettingsRefused, read_settings
from bot.slack_client import (
    Api,
    SlackRefused,
    SlackUnreachable,
    missing_scopes,
    refusal_on_failure,
    shared_session,
)
from handlers.slack.directory import CHANNELS, PAGE_SIZE
from handlers.slack.errors import headers_of, name_of, part, text_part
from handlers.slack.replies import SLACK_FAILURES
from storage import plans
from storage.engine.database import IN_MEMORY, DatabaseRefused, DatabaseStatus
from storage.engine.sync import open_for_cli
from storage.engine.urls import database_status

MIN_FREE = 100 * 1024 * 1024  # bytes: for a backup of a large plan, and logs
OF_APP = re.compile(r"xapp-\d+-(A[A-Z0-9]+)-")  # an app-level token contains its app's id


async def run_checks(now: Callable[[], datetime], ask: str = "") -> AsyncIterator[Check]:
    """Run all checks and yield each result; stops at the settings if they can't be read.

    `ask` is the user id of a person to ask whether they see pictures, "" for no one.
    """
    try:
        settings = read_settings()
    except SettingsRefused as refused:
        for complaint in str(refused).splitlines():
            yield Check("problem", "settings", complaint)
        return
    yield Check("ok", "settings", "readable")
    db_status, message = await asyncio.to_thread(_database, settings)
    for finding in message:
        yield finding
    if db_status and db_status.is_current:
        for check in (check_records, check_zones):
            async for finding in check(settings, now):
                yield finding
    yield check_files(ENV_FILE, db_status.path if db_status else None)
    async with shared_session(settings.slack_timeout) as session:
        findings = _many if settings.mode == "workspaces" else _slack
        async for finding in findings(settings, session, db_status, now, ask):
            yield finding
        async for finding in check_address(settings, session):
            yield finding
    for finding in _unseen(settings):
        yield finding


def _database(settings: Settings) -> tuple[DatabaseStatus | None, list[Check]]:
    try:
        db_status = database_status(settings.database_url)
    except DatabaseRefused as refused:
        return None, [Check("problem", "database", str(refused))]
    return db_status, [Check("ok", "database", describe_database(db_status)), *_disk(db_status)]


def describe_database(db_status: DatabaseStatus) -> str:
    """Describe a database that can be used."""
    if db_status.place == IN_MEMORY:
        return "in memory only: everything is lost when the bot stops"
    if db_status.revision is None:
        how = "doesn't exist yet" if db_status.path else "is still empty"
        return f"{db_status.place} {how}: `oncourse run` creates it"
    if db_status.is_current:
        return f"{db_status.place} is writable and at the newest revision ({db_status.revision})"
    first = "makes a backup beside it and" if db_status.path else "(make a backup first)"
    return (
        f"{db_status.place} is at revision {db_status.revision}: `oncourse run` {first} upgrades it to "
        f"{db_status.newest}"
    )


def _disk(db_status: DatabaseStatus) -> Iterator[Check]:
    if db_status.path is not None:
        folder = db_status.path.absolute().parent
        yield disk(folder, shutil.disk_usage(folder).free)


def disk(folder: Path, free: int) -> Check:
    """Check that `free` bytes are enough."""
    message = f"{free // (1024 * 1024):,} MB free in {folder}"
    if free >= MIN_FREE:
        return Check("ok", "disk", message)
    return Check("problem", "disk", f"{message}. Free some space: it needs {MIN_FREE // (1024 * 1024)} MB.")


async def _slack(
    settings: Settings,
    session: aiohttp.ClientSession,
    db_status: DatabaseStatus | None,
    now: Callable[[], datetime],
    ask: str,
) -> AsyncIterator[Check]:
    token, address = settings.secret("SLACK_BOT_TOKEN"), settings.slack_api_url
    client = Api(address, session).reading(token)
    bot: AsyncSlackResponse | None = None
    try:
        with refusal_on_failure("SLACK_BOT_TOKEN", address):
            bot = await client.auth_test()
            user, team, workspace = (str(part(bot, name)) for name in ("user", "team", "team_id"))
    except SlackUnreachable as unreachable:
        yield Check("problem", "Slack", str(unreachable))
        return
    except SlackRefused as refused:
        yield Check("ok", "Slack", f"responds at {address}")
        match refused.__cause__:
            case SlackApiError() as error:
                yield check_clock_header(headers_of(error), now())
        yield Check("problem", "bot token", str(refused))
    else:
        yield Check("ok", "Slack", f"responds at {address}")
        yield check_clock_header(bot.headers, now())
        yield Check("ok", "bot token", f"{user} in {team}")
        yield _scopes(bot)
    if settings.mode == "socket":
        yield await _socket(client, settings, bot)
    if bot is not None:
        async for finding in _places(client, settings, db_status, workspace, now):
            yield finding
        if db_status is not None and db_status.is_current:
            async for finding in picture_checks.known(settings, workspace, now):
                yield finding
        if ask:
            yield await picture_checks.ask(Api(address, session).posting(token), ask)


async def _many(
    settings: Settings,
    session: aiohttp.ClientSession,
    db_status: DatabaseStatus | None,
    now: Callable[[], datetime],
    ask: str,
) -> AsyncIterator[Check]:
    async for finding in check_slack(Api(settings.slack_api_url, session), settings, now):
        yield finding
    if db_status and db_status.is_current:
        async for finding in check_workspaces(settings, now):
            yield finding
    if ask:
        message = "with many workspaces, the welcome asks the person who installs the app"
        yield Check("problem", "pictures", f"{ask} wasn't asked: {message}.")


def _scopes(bot: AsyncSlackResponse) -> Check:
    if missing := missing_scopes(bot):
        return Check(
            "problem",
            "scopes",
            f"missing: {', '.join(missing)}. Put the manifest (`oncourse manifest`) into the app's settings, "
            "under App Manifest, then install the app again.",
        )
    return Check("ok", "scopes", "the bot has all that the manifest asks for")


async def _socket(client: AsyncWebClient, settings: Settings, bot: AsyncSlackResponse | None) -> Check:
    """Check the app token without connecting: Slack would send this connection some of the bot's requests."""
    app_token = settings.secret("SLACK_APP_TOKEN")
    try:
        with refusal_on_failure("SLACK_APP_TOKEN", settings.slack_api_url):
            await client.apps_connections_open(app_token=app_token)
    except SlackRefused as refused:
        return Check("problem", "app token", str(refused))
    if bot is not None and (theirs := OF_APP.match(app_token)):
        try:
            app = text_part(await client.bots_info(bot=part(bot, "bot_id")), "bot", "app_id")
        except SLACK_FAILURES as failure:
            return Check("unknown", "app token", f"accepted, maybe for another app: {_silence(failure)}")
        if app != theirs[1]:
            return Check(
                "problem",
                "app token",
                f"it's from app {theirs[1]}, but the bot token is from {app}. Take both from the same app.",
            )
    return Check("ok", "app token", "accepted, and Socket Mode is on")


async def _places(
    client: AsyncWebClient,
    settings: Settings,
    db_status: DatabaseStatus | None,
    workspace: str,
    now: Callable[[], datetime],
) -> AsyncIterator[Check]:
    """Check the channels that the bot is in, and that it is in each open plan's."""
    try:
        first = await client.users_conversations(types=CHANNELS, limit=PAGE_SIZE)
        channels = {channel["id"] async for page in first for channel in page.get("channels") or ()}
    except SLACK_FAILURES as failure:
        yield Check("unknown", "channels", _silence(failure))
        return
    if channels:
        yield Check("ok", "channels", f"the bot is in {len(channels):,}")
    else:
        yield Check("ok", "channels", "the bot isn't in any yet. In your team's channel, /invite @Oncourse")
    if db_status is None or not db_status.is_current:
        return
    left = sorted(_plans(settings, workspace, now) - channels)
    for channel in left:
        yield Check(
            "problem",
            "plans",
            f"{channel} has a plan, but the bot isn't there any more. In that channel, /invite @Oncourse",
        )
    if not left:
        yield Check("ok", "plans", "the bot is in the channel of each open plan")


def _plans(settings: Settings, workspace: str, now: Callable[[], datetime]) -> frozenset[str]:
    with open_for_cli(settings.database_url, now=now) as store, store.reading(workspace) as tx:
        return plans.channels(tx)


def _silence(failure: Exception) -> str:
    why = name_of(failure) if isinstance(failure, SlackApiError) else type(failure).__name__
    return f"Slack didn't say ({why})."


def _unseen(settings: Settings) -> Iterator[Check]:
    """What these tokens can't check."""
    yield Check(
        "unknown",
        "messages tab",
        "I can't see whether it's on. Turn it on in the app's settings, under App Home.",
    )
    yield Check(
        "unknown",
        "commands",
        f"I can't see their names. Check that /{settings.command_prefix}plan help works in Slack.",
    )
