"""Where the bot is: in the one workspace of its settings, or wherever somebody installs it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.config import Settings
from bot.installations.authorize import Installed, Workspaces
from bot.installations.many_workspaces import ManyWorkspaces
from bot.installations.oauth import Installing
from bot.installations.single_workspace import OneWorkspace
from bot.installations.token_cipher import TokenCipher
from bot.installations.token_exchange import Grants
from bot.installations.token_refresh import TokenRefresher
from bot.manifest import INSTALL, REDIRECT
from bot.slack_client import Api, sign_in
from bot.transports.server import Routes
from handlers.dispatch.interaction import Services
from handlers.support.task_tracker import TaskTracker
from handlers.support.timeouts import Timeouts
from storage.engine.store import Store


@dataclass(frozen=True, slots=True)
class Mode:
    """The workspaces, said in a word `where`, and the pages by which there come more of them."""

    workspaces: Workspaces
    where: str
    pages: Callable[[Services], Routes]


async def mode_of(
    settings: Settings,
    store: Store,
    api: Api,
    tasks: TaskTracker,
    now: Callable[[], datetime],
    timeouts: Timeouts,
) -> Mode:
    """As the settings' mode has it. Raises SlackRefused or SettingsRefused."""
    if settings.mode == "workspaces":
        return await _many(settings, store, api, tasks, now, timeouts)
    token = settings.secret("SLACK_BOT_TOKEN")
    workspace, bot = await sign_in(api, token)
    one = OneWorkspace(store, api, Installed(workspace, bot, token), now)
    await one.wake()
    return Mode(one, workspace, lambda _house: {})


async def _many(
    settings: Settings,
    store: Store,
    api: Api,
    tasks: TaskTracker,
    now: Callable[[], datetime],
    timeouts: Timeouts,
) -> Mode:
    public_url = str(settings.public_url)
    cipher = TokenCipher(settings.secret("TOKEN_KEYS"))
    grants = Grants(api, str(settings.slack_client_id), settings.secret("SLACK_CLIENT_SECRET"))
    refresher = TokenRefresher(store, grants, cipher, f"{public_url}{INSTALL}", now)
    many = ManyWorkspaces(store, api, cipher, refresher, tasks, now, timeouts)
    await many.require_keys()

    def pages(services: Services) -> Routes:
        installing = Installing(services, many, grants, cipher, public_url)
        return {("GET", INSTALL): installing.begin, ("GET", REDIRECT): installing.end}

    return Mode(many, "wherever it is installed", pages)
