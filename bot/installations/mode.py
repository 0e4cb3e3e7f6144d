"""Set up single-workspace or multi-workspace mode, by the settings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.config import Settings
from bot.installations.authorize import BotCredentials, Workspaces
from bot.installations.many_workspaces import ManyWorkspaces
from bot.installations.oauth import OAuthPages
from bot.installations.single_workspace import SingleWorkspace
from bot.installations.token_cipher import TokenCipher
from bot.installations.token_exchange import OAuthClient
from bot.installations.token_refresh import TokenRefresher
from bot.manifest import INSTALL, REDIRECT
from bot.slack_client import Api, sign_in
from bot.transports.server import Routes
from handlers.dispatch.interaction import Services
from handlers.support.task_tracker import TaskTracker
from handlers.support.timeouts import Timeouts
from storage.engine.store import Store


@dataclass(frozen=True, slots=True)
class WorkspaceMode:
    """The bot's workspaces, their `name` for the log, and the OAuth pages to install the app in more."""

    workspaces: Workspaces
    name: str
    pages: Callable[[Services], Routes]


async def open_workspaces(
    settings: Settings,
    store: Store,
    api: Api,
    tasks: TaskTracker,
    now: Callable[[], datetime],
    timeouts: Timeouts,
) -> WorkspaceMode:
    """Validate the token or keys of the settings' mode. Raises SlackRefused or SettingsRefused."""
    if settings.mode == "workspaces":
        return await _many(settings, store, api, tasks, now, timeouts)
    token = settings.secret("SLACK_BOT_TOKEN")
    workspace, bot = await sign_in(api, token)
    one = SingleWorkspace(store, api, BotCredentials(workspace, bot, token), now)
    await one.resume()
    return WorkspaceMode(one, workspace, lambda _services: {})


async def _many(
    settings: Settings,
    store: Store,
    api: Api,
    tasks: TaskTracker,
    now: Callable[[], datetime],
    timeouts: Timeouts,
) -> WorkspaceMode:
    public_url = str(settings.public_url)
    cipher = TokenCipher(settings.secret("TOKEN_KEYS"))
    oauth = OAuthClient(api, str(settings.slack_client_id), settings.secret("SLACK_CLIENT_SECRET"))
    refresher = TokenRefresher(store, oauth, cipher, f"{public_url}{INSTALL}", now)
    many = ManyWorkspaces(store, api, cipher, refresher, tasks, now, timeouts)
    await many.require_keys()

    def pages(services: Services) -> Routes:
        oauth_pages = OAuthPages(services, many, oauth, cipher, public_url)
        return {("GET", INSTALL): oauth_pages.start, ("GET", REDIRECT): oauth_pages.callback}

    return WorkspaceMode(many, "any that installs the app", pages)
