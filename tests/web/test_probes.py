"""How the bot is: /livez, /readyz and /metrics, by HTTP and in Socket Mode."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from bot.app import running
from bot.config import SettingsRefused
from bot.manifest import manifest
from handlers.support.timeouts import Timeouts
from planning.news import QUIET_FOR
from sandbox import Clock, Sandbox
from storage.engine import schema
from storage.engine.store import Store
from tests.databases import begin
from tests.stories.stage import START, Campfire, settings_for
from tests.timeouts import BUSY
from tests.transactions import transacting
from tests.web.stage import PUBLIC, raised_over_http, settings_over_http


async def get(address: str, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(address + path) as answer:
        return answer.status, await answer.text()


async def samples(campfire: Campfire) -> dict[tuple[str, ...], float]:
    """What is counted, by name and labels."""
    status, said = await get(campfire.bot.address, "/metrics")
    assert status == 200
    return sampled(said)


def sampled(said: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(said)
        for sample in family.samples
    }


async def test_it_lives_and_is_ready(campfire: Campfire) -> None:
    assert await get(campfire.bot.address, "/livez") == (200, '{"alive": true}')
    assert await get(campfire.bot.address, "/readyz") == (200, '{"ready": true}')


TAKEN_AWAY = (
    "ALTER TABLE alembic_version RENAME TO elsewhere",
    "CREATE TABLE alembic_version (other INTEGER)",
)
GIVEN_BACK = ("DROP TABLE alembic_version", "ALTER TABLE elsewhere RENAME TO alembic_version")


async def execute(store: Store, *statements: str) -> None:
    """Do something to the database that the bot would never do."""
    with transacting(store) as tx:
        for statement in statements:
            tx.connection().execute(text(statement))


async def test_it_is_not_ready_with_another_schema(campfire: Campfire) -> None:
    await execute(campfire.bot.store, "UPDATE alembic_version SET version_num = '9999'")
    assert await get(campfire.bot.address, "/readyz") == (
        503,
        '{"ready": false, "database": "other_revision"}',
    )
    assert (await get(campfire.bot.address, "/livez"))[0] == 200
    await execute(campfire.bot.store, f"UPDATE alembic_version SET version_num = '{schema.newest()}'")  # noqa: S608 - it is ours
    assert (await get(campfire.bot.address, "/readyz"))[0] == 200


async def test_it_is_not_ready_without_its_database(campfire: Campfire) -> None:
    await execute(campfire.bot.store, *TAKEN_AWAY)
    status, said = await get(campfire.bot.address, "/readyz")
    assert (status, said) == (503, '{"ready": false, "database": "silent"}')
    await execute(campfire.bot.store, *GIVEN_BACK)
    assert (await get(campfire.bot.address, "/readyz"))[0] == 200


async def test_what_is_counted(campfire: Campfire) -> None:
    await campfire.start_plan()
    await campfire.add_goal("Build relationships with influencers")
    await campfire.wait_until("2027-01-04 15:00")  # 10:00 where Brian is
    await campfire.add_tactic("List 100 influencers @brian by 1 February")
    await campfire.slack.clock.advance(QUIET_FOR)
    counted = await samples(campfire)
    assert counted["oncourse_request_seconds_count", "command", "ok"] == 3
    assert counted["oncourse_request_seconds_count", "view_submission", "ok"] == 3
    assert counted["oncourse_slack_call_seconds_count", "views.open", "ok"] == 3
    assert counted["oncourse_deliveries_total", "new for you", "sent"] == 1
    assert counted["oncourse_deliveries_due",] == 0
    assert counted["oncourse_tick_lag_seconds",] == 0
    assert counted["process_resident_memory_bytes",] > 0
    assert counted["oncourse_database_up",] == 1


async def test_what_waits_is_counted(campfire: Campfire) -> None:
    await campfire.start_plan()
    campfire.slack.clock._followers.clear()  # time passes, and the bot does not notice
    await campfire.slack.clock.advance(timedelta(days=8))
    assert (await samples(campfire))["oncourse_tick_lag_seconds",] >= 3600


async def test_no_person_channel_or_workspace_is_in_it(campfire: Campfire) -> None:
    await campfire.live_a_year()
    _, said = await get(campfire.bot.address, "/metrics")
    for hidden in (campfire.maya.id, "C0SOCIAL", "social", campfire.slack.workspace.team.id, "influencers"):
        assert hidden not in said


async def test_in_socket_mode_the_server_tells_how_the_bot_is_and_takes_nothing(tmp_path: Path) -> None:
    clock = Clock(START)
    begin(tmp_path)
    async with Sandbox(manifest(), clock) as slack:
        settings = settings_for(slack, tmp_path).model_copy(update={"port": 0})
        async with running(settings, clock.now, clock.seconds, ticking=False) as bot:
            await slack.connected()
            assert await get(bot.address, "/readyz") == (200, '{"ready": true}')
            assert (await get(bot.address, "/metrics"))[0] == 200
            assert (await get(bot.address, "/slack/events"))[0] == 404


async def test_where_nobody_can_listen_it_says_so(tmp_path: Path) -> None:
    async with raised_over_http(tmp_path) as campfire:
        port = int(campfire.bot.address.rpartition(":")[2])
        settings = settings_over_http(campfire.slack, tmp_path).model_copy(update={"port": port})
        with pytest.raises(SettingsRefused, match="I can't listen at HOST and PORT"):
            async with running(
                settings, campfire.slack.clock.now, campfire.slack.clock.seconds, ticking=False
            ):
                pass


async def test_a_stop_says_so_ends_what_was_begun_and_then_closes(tmp_path: Path) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()
    clock = Clock(START)
    begin(tmp_path)
    async with AsyncExitStack() as outer:
        slack = await outer.enter_async_context(Sandbox(manifest("", PUBLIC), clock, ack_seconds=BUSY))
        bot_ends = AsyncExitStack()
        settings = settings_over_http(slack, tmp_path)
        bot = await bot_ends.enter_async_context(running(settings, clock.now, clock.seconds, ticking=False))
        await slack.connect_app(bot.address)

        async def wait() -> None:
            begun.set()
            await go_on.wait()

        bot.tasks.start(wait())
        await begun.wait()
        ending = asyncio.ensure_future(bot_ends.aclose())
        while await get(bot.address, "/readyz") == (200, '{"ready": true}'):
            pass
        assert await get(bot.address, "/readyz") == (503, '{"ready": false, "bot": "stopping"}')
        await slack.person("Maya").command("/plan help", "#social")
        assert "/plan new" in slack.person("Maya").news()
        go_on.set()
        await ending
        with pytest.raises(aiohttp.ClientConnectorError):
            await get(bot.address, "/livez")


async def test_without_its_database_it_lives_on_and_says_so(tmp_path: Path) -> None:
    timeouts = Timeouts(heartbeat=0.01, probe=BUSY)
    clock, alive = Clock(START), tmp_path / "oncourse.alive"
    begin(tmp_path)

    async def until(holds: Callable[[int], bool]) -> None:
        async with asyncio.timeout(BUSY):
            while not (alive.exists() and (beats := alive.read_text()) and holds(int(beats))):  # noqa: ASYNC110 - there is nothing to await
                await asyncio.sleep(0.01)

    async with Sandbox(manifest(), clock) as slack:
        settings = settings_for(slack, tmp_path).model_copy(update={"heartbeat_file": alive})
        async with running(settings, clock.now, clock.seconds, ticking=False, timeouts=timeouts) as bot:
            await slack.connected()
            await until(lambda apart: apart == 0)
            await execute(bot.store, *TAKEN_AWAY)
            await until(lambda apart: apart > 1)
            await execute(bot.store, *GIVEN_BACK)
            await until(lambda apart: apart == 0)
