"""A workspace to measure in: the sandbox with the bot, and beside it a Bolt app that does nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import Bot, running
from bot.config import Settings
from bot.manifest import manifest
from planning.goals import GoalDraft, new_goal
from planning.plan import PlanDraft, new_plan
from planning.tactics import TacticDraft, new_tactic
from sandbox import Clock, Sandbox
from storage import goals, plans
from storage.store import Store
from storage.tactic_rows import owner_rows, tactic_row

START = datetime(2027, 1, 4, 7, tzinfo=UTC)
CHANNEL = "C0SOCIAL"


@asynccontextmanager
async def with_bot() -> AsyncIterator[tuple[Sandbox, Bot]]:
    """The sandbox and the bot in it."""
    clock = Clock(START)
    with TemporaryDirectory() as folder:
        async with Sandbox(manifest(), clock) as slack:
            settings = Settings(
                _env_file=None,
                slack_bot_token=slack.bot_token,
                slack_app_token=slack.app_token,
                slack_api_url=slack.api_url,
                database_url=f"sqlite:///{Path(folder) / 'oncourse.db'}",
            )
            async with running(settings, clock.now, ticking=False) as bot:
                await slack.connected()
                yield slack, bot


@asynccontextmanager
async def with_empty_app(*, process_before_response: bool) -> AsyncIterator[Sandbox]:
    """The floor: a Bolt app that acknowledges `/plan` and does nothing else."""
    async with Sandbox(manifest(), Clock(START)) as slack, aiohttp.ClientSession() as session:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, session=session)
        app = AsyncApp(client=client, process_before_response=process_before_response)

        @app.command("/plan")
        async def acknowledge(ack: object) -> None:
            await ack("Here")  # type: ignore[operator]  # Bolt's ack

        handler = AsyncSocketModeHandler(app, slack.app_token)
        await handler.connect_async()  # type: ignore[no-untyped-call]  # the library's own
        await slack.connected()
        yield slack
        await handler.close_async()  # type: ignore[no-untyped-call]  # the library's own


async def fill_plan(store: Store, workspace: str, count: int, channel: str = CHANNEL) -> str:
    """A plan with `count` tactics in `channel`; gives its id."""
    year = PlanDraft("Social media 2027", START.date(), START.date() + timedelta(days=360))
    marks = {"workspace": workspace, "channel": channel, "creator": "U0MAYA", "now": START}
    plan = new_plan(year, id_=f"plan-{channel}", new_ids=(), **marks)  # type: ignore[arg-type]  # as named
    goal = new_goal(GoalDraft("Grow", "community"), plan, id_=f"goal-{channel}", number=1, now=START)
    async with store.transaction() as tx:
        await plans.add(tx, plan)
        await goals.add(tx, workspace, goal)
        added = []
        for number in range(1, count + 1):
            draft = TacticDraft(f"Tactic {number}", goal.id, ("U0BRIAN",), plan.ends_on)
            tactic = new_tactic(
                draft,
                plan,
                id_=f"tactic-{channel}-{number}",
                number=number,
                by="U0MAYA",
                now=START,
                rate_by=START + timedelta(days=3),
            )
            added.append(tactic)
        tx.add_all([tactic_row(workspace, tactic) for tactic in added])
        await tx.flush()
        tx.add_all([row for tactic in added for row in owner_rows(workspace, tactic)])
    return plan.id
