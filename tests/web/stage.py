"""Campfire's Slack, whose requests the bot gets by HTTP, and hostile requests beside them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.app import Bot, running
from bot.config import Settings
from bot.manifest import manifest
from handlers.support.timeouts import Timeouts
from sandbox import Clock, Company, Sandbox, Team, Workspace
from sandbox.browser import Page
from tests.databases import address, begin
from tests.stories.stage import START, Campfire
from tests.timeouts import BUSY, PATIENT

PUBLIC = "https://oncourse.example"
KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


def settings_over_http(slack: Sandbox, folder: Path, public_url: str | None = None) -> Settings:
    """What the bot has to know to be reached by this Slack."""
    return Settings(
        _env_file=None,
        slack_bot_token=slack.bot_token,
        slack_signing_secret=slack.signing_secret,
        slack_api_url=slack.api_url,
        database_url=address(folder),
        public_url=public_url,
        port=0,
    )


@asynccontextmanager
async def raised_over_http(
    folder: Path, public_url: str | None = None, *, timeouts: Timeouts = PATIENT
) -> AsyncIterator[Campfire]:
    """The stage of the stories, in HTTP mode; at the end, Slack has found no fault with the bot."""
    clock = Clock(START)
    begin(folder)
    async with (
        Sandbox(manifest("", PUBLIC), clock, ack_seconds=BUSY, trigger_seconds=BUSY) as slack,
        running(
            settings_over_http(slack, folder, public_url),
            clock.now,
            clock.seconds,
            ticking=False,
            timeouts=timeouts,
        ) as bot,
    ):
        clock.follow(bot.ticker.next_due, bot.ticker.tick)
        slack.after_action = bot.idle
        await slack.connect_app(bot.address)
        names = ("Maya", "Brian", "Hailey", "Theo", "Priya", "Noor")
        yield Campfire(slack, bot, *(slack.person(name) for name in names))
        assert slack.problems == []


def lantern() -> Workspace:
    """Another company, whose people and channels have ids that Campfire has, too."""
    workspace = Workspace(Team("T0LANTERN", "Lantern <Ltd>", "lantern"))
    for name in ("Maya", "Ruth"):
        workspace.add_person(name, tz="Europe/Riga")
    workspace.add_channel("social", ["Maya", "Ruth"])
    workspace.app_channels.append("C0SOCIAL")
    return workspace


def settings_for_many(slack: Sandbox, folder: Path, *keys: str) -> Settings:
    """What the bot has to know for whoever installs it in this Slack."""
    return Settings(
        _env_file=None,
        slack_signing_secret=slack.signing_secret,
        slack_client_id=slack.client_id,
        slack_client_secret=slack.client_secret,
        token_keys=",".join(keys or (KEY,)),
        public_url=PUBLIC,
        slack_api_url=slack.api_url,
        database_url=address(folder),
        port=0,
    )


@dataclass
class TwoCompanies:
    """A Slack of two companies, in neither of which the app is yet, and the bot that waits for them."""

    slack: Sandbox
    lantern: Company
    bot: Bot
    folder: Path

    async def install(self, company: Company, name: str = "Maya") -> Page:
        """Somebody installs it from its page; gives the page they end on."""
        page = await company.person(name).install(f"{PUBLIC}/slack/install")
        await self.bot.idle()
        return page


@asynccontextmanager
async def two_companies(folder: Path, timeouts: Timeouts = PATIENT) -> AsyncIterator[TwoCompanies]:
    """The stage; at the end, Slack has found no fault with the bot in either."""
    clock = Clock(START)
    begin(folder)
    described = manifest("", PUBLIC, many=True)
    async with Sandbox(
        described,
        clock,
        installed=False,
        ack_seconds=BUSY,
        trigger_seconds=BUSY,
        retry_delays=(0, 0, 0),
    ) as slack:
        other = slack.add_company(lantern(), installed=False)
        async with running(
            settings_for_many(slack, folder), clock.now, clock.seconds, ticking=False, timeouts=timeouts
        ) as bot:
            clock.follow(bot.ticker.next_due, bot.ticker.tick)
            slack.after_action = bot.idle
            await slack.connect_app(bot.address)
            yield TwoCompanies(slack, other, bot, folder)
            assert [*slack.problems, *other.problems] == []
