"""Where the bot is: in the one workspace of its settings, or wherever somebody installs it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.config import Settings
from bot.installations.authorize import Installed, Workspaces
from bot.installations.many_workspaces import ManyWorkspaces
from bot.installations.oauth import Installing
from bot.installations.single_workspace import OneWorkspace
from bot.installations.token_cipher import Seals
from bot.installations.token_exchange import Grants
from bot.installations.token_refresh import Renewal
from bot.manifest import INSTALL, REDIRECT
from bot.slack_client import Api, sign_in
from bot.transports.server import Routes
from handlers.dispatch.interaction import House
from handlers.support.task_tracker import Background
from storage.engine.store import Store


@dataclass(frozen=True, slots=True)
class Presence:
    """The workspaces, said in a word `where`, and the pages by which there come more of them."""

    workspaces: Workspaces
    where: str
    pages: Callable[[House], Routes]


async def presence(
    settings: Settings, store: Store, api: Api, background: Background, now: Callable[[], datetime]
) -> Presence:
    """As the settings' mode has it. Raises SlackRefused or SettingsRefused."""
    if settings.mode == "workspaces":
        return await _many(settings, store, api, background, now)
    token = settings.secret("SLACK_BOT_TOKEN")
    workspace, bot = await sign_in(api, token)
    one = OneWorkspace(store, api, Installed(workspace, bot, token), now)
    await one.wake()
    return Presence(one, workspace, lambda _house: {})


async def _many(
    settings: Settings, store: Store, api: Api, background: Background, now: Callable[[], datetime]
) -> Presence:
    public_url = str(settings.public_url)
    seals = Seals(settings.secret("TOKEN_KEYS"))
    grants = Grants(api, str(settings.slack_client_id), settings.secret("SLACK_CLIENT_SECRET"))
    renewal = Renewal(store, grants, seals, f"{public_url}{INSTALL}", now)
    many = ManyWorkspaces(store, api, seals, renewal, background, now)
    await many.require_keys()

    def pages(house: House) -> Routes:
        installing = Installing(house, many, grants, seals, public_url)
        return {("GET", INSTALL): installing.begin, ("GET", REDIRECT): installing.end}

    return Presence(many, "wherever it is installed", pages)
