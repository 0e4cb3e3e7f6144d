"""The setting of the stories: Campfire's people, the plan they start from, and screens as text."""

import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import dedent
from typing import Any

from bot.app import Bot, running
from bot.config import Settings
from handlers.support.timeouts import Timeouts
from handlers.views.common.commands import PREFIX_MARK
from sandbox import Clock, Person, Sandbox
from tests.databases import address, begin
from tests.stories.beginning import Beginning
from tests.timeouts import BUSY, PATIENT

# Monday 4 January 2027, 09:00 in Riga, where Maya makes the plan.
START = datetime(2027, 1, 4, 7, 0, tzinfo=UTC)
COMPANY_GOALS = """Expand into a new market segment
Ship 3 major new product features
Improve the NPS score among our MVU customers"""


@dataclass
class BotClock:
    """How far the bot's clock is `ahead` of everyone else's; negative if it is behind."""

    ahead: timedelta = timedelta()


@dataclass
class Campfire:
    """The workspace, its bot and its people."""

    slack: Sandbox
    bot: Bot
    maya: Person
    brian: Person
    hailey: Person
    theo: Person
    priya: Person
    noor: Person

    async def start_plan(self, company_goals: str = COMPANY_GOALS, channel: str = "#social") -> None:
        """Maya starts a plan for the year, without a message in its channel."""
        await self.maya.command("/plan new", channel)
        await self.maya.fill_in(
            {
                "Name": "Social media 2027",
                "It starts on": "2027-01-01",
                "It ends on": "2027-12-31",
                "The company's goals that this plan serves": company_goals,
            }
        )
        await self.maya.choose("Channel message")
        await self.maya.submit()
        assert self.maya.modal is None, self.maya.form()

    async def add_goal(self, title: str, serves: str = "Expand into a new market segment") -> None:
        """Maya adds a goal."""
        await self.maya.command(f"/goal add {title}", "#social")
        await self.maya.choose("Which goal of the company does it help?", serves)
        await self.maya.submit()
        assert self.maya.modal is None, self.maya.form()

    async def add_measured_goal(self) -> None:
        """Maya adds a goal that is measured by answers a week, from 10 to 50.5."""
        await self.maya.command("/goal add Build relationships with influencers", "#social")
        await self.maya.choose("Which goal of the company does it help?", "Expand into a new market segment")
        await self.maya.fill_in(
            {"What is measured": "answers", "Unit": "a week", "It starts at": "10", "It should reach": "50.5"}
        )
        await self.maya.submit()

    async def add_tactic(self, sentence: str) -> None:
        """Maya adds a tactic under the only goal."""
        await self.maya.command(f"/tactic add {sentence}", "#social")
        await self.maya.submit()
        assert self.maya.modal is None, self.maya.form()

    async def live_a_year(self) -> None:
        """A plan of two goals, one measured, with a tactic done, one of Brian's and a rhythm of Hailey's."""
        await self.start_plan()
        await self.maya.command("/goal add Build relationships with influencers", "#social")
        await self.maya.choose("Which goal of the company does it help?", "Expand into a new market segment")
        await self.maya.fill_in({"What is measured": "replies", "It should reach": "50"})
        await self.maya.submit()
        await self.add_goal("Raise awareness of the new features", "Ship 3 major new product features")
        for sentence in (
            "Buy a map @maya by 11 January",
            "List 100 influencers @brian by 1 February",
            "Write a report on the last Friday of every month @hailey",
        ):
            await self.maya.command(f"/tactic add {sentence}", "#social")
            await self.maya.choose("For which goal?", "1. ")
            await self.maya.submit()
        await self.maya.command("/tactic done 1", "#social")

    async def close_plan(self) -> None:
        """Maya closes the plan, without a message in its channel."""
        await self.maya.command("/plan close", "#social")
        await self.maya.choose("Channel message")
        await self.maya.submit()

    async def wait_until(self, moment: str) -> None:
        """Advance the clock to `moment` (ISO format, UTC); the bot does whatever becomes due."""
        await self.slack.clock.advance_to(datetime.fromisoformat(moment).replace(tzinfo=UTC))

    @property
    def everybody(self) -> tuple[Person, ...]:
        """All six."""
        return (self.maya, self.brian, self.hailey, self.theo, self.priya, self.noor)

    def hush(self) -> None:
        """Mark everything as read by everyone."""
        for person in self.everybody:
            person.news()

    def nobody_else_hears(self) -> None:
        """Assert that no one has unread messages."""
        heard = {person.user.name: news for person in self.everybody if (news := person.news())}
        assert heard == {}


@asynccontextmanager
async def raised(
    folder: Path,
    manifest: Mapping[str, Any],
    *,
    timeouts: Timeouts = PATIENT,
    prefix: str = "",
    beginning: Beginning | None = None,
    bot_clock: BotClock | None = None,
) -> AsyncIterator[Campfire]:
    """The stage with the bot installed as `manifest` says, its database in `folder`; from `beginning` on.

    The bot's machine has a `bot_clock`. The bot believes that its commands begin with `prefix`. Slack waits
    as long for it as a busy machine may need.
    At the end, Slack has found no fault with anything the bot sent, and every command in it has its name.
    """
    workspace, read = beginning.slack() if beginning else (None, {})
    clock = workspace.clock if workspace else Clock(START)
    wrong = bot_clock or BotClock()

    def now() -> datetime:
        return clock.now() + wrong.ahead

    begin(folder, beginning.database if beginning else None)
    async with (
        Sandbox(manifest, clock, workspace, ack_seconds=BUSY, trigger_seconds=BUSY) as slack,
        running(
            settings_for(slack, folder, prefix), now, clock.seconds, ticking=False, timeouts=timeouts
        ) as bot,
    ):
        clock.follow(bot.ticker.next_due, bot.ticker.tick)
        slack.after_action = bot.idle
        await slack.connected()
        for person, place in read.items():
            slack.person(person)._read = place
        names = ("Maya", "Brian", "Hailey", "Theo", "Priya", "Noor")
        yield Campfire(slack, bot, *(slack.person(name) for name in names))
        assert slack.problems == []
        assert PREFIX_MARK not in json.dumps(list(everything_sent(slack)), ensure_ascii=False)


def everything_sent(slack: Sandbox) -> Iterator[object]:
    """All messages, forms and Homes that are there now."""
    for channel in slack.workspace.channels.values():
        yield from ((message.text, message.blocks) for message in channel.messages.values())
    for person in slack.workspace.users:
        yield from (view.definition for view in slack.workspace.stack(person))
    yield from (view.definition for view in slack.workspace.homes.values())


def settings_for(slack: Sandbox, folder: Path, prefix: str = "") -> Settings:
    """The bot's settings for this sandbox."""
    return Settings(
        _env_file=None,
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_api_url=slack.api_url,
        database_url=address(folder),
        command_prefix=prefix,
    )


def screen(drawn: str) -> str:
    """An expected screen: dedented, with each line that is indented by four joined to the line above it, so
    that long lines can be wrapped in the code.
    """
    return re.sub(r"\n    (?=\S)", " ", dedent(drawn).strip("\n"))


def errors(form: str) -> dict[str, str]:
    """A form's errors, by the label of their field."""
    found, label = {}, ""
    for line in form.splitlines():
        if not line.startswith(" "):
            label = line.removesuffix(" (optional)")
        elif line.startswith("  ! "):
            found[label] = line.removeprefix("  ! ")
    return found
