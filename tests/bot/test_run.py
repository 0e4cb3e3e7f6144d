"""`oncourse run`, as a process of its own: it lives, says so, and stops without losing anything."""

import asyncio
import json
import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from bot.heartbeat import INTERVAL, MAX_AGE, MAX_DISCONNECTED, heartbeat, heartbeat_problem
from bot.manifest import manifest
from handlers.support.task_tracker import TaskTracker
from sandbox import Clock, Fault, Sandbox
from tests.bot.processes import ran, settings_of, started
from tests.databases import lay

GRACE = 35  # seconds; what compose.yaml and the files in deploy give is more
PATIENT = 60


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    """Campfire's Slack at this moment, patient with a busy machine."""
    clock = Clock(datetime.now(UTC))
    async with Sandbox(manifest(), clock, ack_seconds=PATIENT, trigger_seconds=PATIENT) as slack:
        yield slack


@asynccontextmanager
async def serving(
    slack: Sandbox, settings: Mapping[str, str], folder: Path
) -> AsyncIterator[list[dict[str, str]]]:
    """Meanwhile the bot runs; leaving stops it as services are stopped, and it ends well within the grace.

    Afterwards there is what it has logged, which was nothing to worry about.
    """
    logged: list[dict[str, str]] = []
    process = await started("run", settings, folder)
    try:
        await slack.connected()
        yield logged
        process.terminate()
        async with asyncio.timeout(GRACE):
            _, err = await process.communicate()
        logged += map(json.loads, err.decode().splitlines())
        assert (process.returncode, {line["level"] for line in logged}) == (0, {"INFO"})
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def until(holds: Callable[[], object]) -> None:
    """Wait for what another process does."""
    async with asyncio.timeout(PATIENT):
        while not holds():  # noqa: ASYNC110 - there is nothing to await
            await asyncio.sleep(0.05)


async def make_plan(slack: Sandbox) -> None:
    """A plan of a goal in #social."""
    maya = slack.person("Maya")
    year = slack.clock.now().year
    await maya.command("/plan new", "#social")
    await until(lambda: maya.modal)
    await maya.fill_in(
        {
            "Name": "Social media",
            "Starts on": f"{year}-01-01",
            "Ends on": f"{year + 1}-12-31",
            "Company goals": "Expand into a new market segment",
        }
    )
    await maya.submit()
    await maya.command("/goal add Build relationships with influencers", "#social")
    await until(lambda: maya.modal)
    await maya.choose("Which company goal does it help?", "Expand into a new market segment")
    await maya.submit()


async def add_tactic(slack: Sandbox) -> None:
    """A tactic that Brian, Hailey and Theo are asked to rate."""
    maya = slack.person("Maya")
    await maya.command("/tactic add List 100 influencers @brian @hailey @theo in 3 weeks", "#social")
    await until(lambda: maya.modal)
    await maya.submit()
    assert maya.modal is None, maya.form()


class Stopping:
    """Slack answers slowly when something is delivered, and `begun` is set once that is under way."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()

    def __call__(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        """What befalls a call."""
        if method != "chat.postMessage":
            return None
        self.begun.set()
        return Fault.slow(1)


async def test_a_stop_ends_what_was_begun_and_the_next_start_goes_on(slack: Sandbox, tmp_path: Path) -> None:
    settings = settings_of(slack, tmp_path)
    stopping = Stopping()
    async with serving(slack, settings, tmp_path):
        slack.faults.rule = stopping
        await make_plan(slack)
        await stopping.begun.wait()
    slack.faults.clear()
    async with serving(slack, settings, tmp_path):
        await until(lambda: announcements(slack))
    assert len(announcements(slack)) == 1
    assert slack.problems == []


def announcements(slack: Sandbox) -> list[str]:
    """What the bot has told the channel."""
    (channel,) = (place for place in slack.workspace.channels.values() if place.name == "social")
    texts = [message.text for message in channel.messages.values() if message.only_for is None]
    return [text for text in texts if "has started" in text]


async def test_it_says_what_it_does_and_nothing_that_people_write(slack: Sandbox, tmp_path: Path) -> None:
    settings = {**settings_of(slack, tmp_path), "LOG_LEVEL": "info"}
    async with serving(slack, settings, tmp_path) as logged:
        maya = slack.person("Maya")
        await make_plan(slack)
        await add_tactic(slack)
        await maya.command("/tactic done nothing-of-that-name", "#social")
        await maya.command("/plan sesame", "#social")
    assert [line["message"] for line in logged if line["message"] != "answered"] == [
        "starting",
        "the database was created",
        "connected",
        "stopping",
        "stopped",
    ]
    starting, connected = logged[0], next(line for line in logged if line["message"] == "connected")
    assert starting["version"] == version("oncourse")
    assert (starting["mode"], starting["database"]) == ("socket", "sqlite")
    assert starting["place"] == str(tmp_path / "oncourse.db")
    assert connected["workspace"] == slack.workspace.team.id
    asked = [(line["asked"], line["outcome"]) for line in logged if line["message"] == "answered"]
    assert ("plan new", "done") in asked
    assert ("tactic add", "done") in asked
    assert [outcome for name, outcome in asked if name == "tactic done"] == ["refused: reference_unknown"]
    said = json.dumps(logged)
    assert not any(words in said for words in ("influencers", "nothing-of-that-name", "sesame", "segment"))
    assert not any(secret in said for secret in (slack.bot_token, slack.app_token))


async def test_health_tells_how_the_bot_is(slack: Sandbox, tmp_path: Path) -> None:
    alive = tmp_path / "oncourse.alive"
    settings = {**settings_of(slack, tmp_path), "HEARTBEAT_FILE": str(alive)}

    async def health(verb: str = "health") -> tuple[int | None, str, str]:
        return await ran(verb, settings, tmp_path)

    said = f"There is no heartbeat in {alive}. Start the bot: oncourse run.\n"
    assert await health() == (1, said, "")
    async with serving(slack, settings, tmp_path):
        await until(lambda: alive.exists() and alive.read_text())
        assert await health() == (0, "", "")
        assert await health("health --alive") == (0, "", "")
    assert await health() == (1, said, "")

    del settings["HEARTBEAT_FILE"]
    said = "HEARTBEAT_FILE isn't set. It is a file that the bot can write, such as /data/oncourse.alive.\n"
    assert await health() == (2, "", said)


NOW = datetime(2027, 1, 4, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("silent", "apart", "well", "alive"),
    [
        (0, 0, True, True),
        (MAX_AGE, 0, True, True),
        (MAX_AGE + 1, 0, False, False),
        (-MAX_AGE, 0, True, True),
        (-365 * 86400, 0, False, False),  # written while the clock was ahead
        (0, MAX_DISCONNECTED // INTERVAL, True, True),
        (0, MAX_DISCONNECTED // INTERVAL + 1, False, True),
    ],
)
def test_silence_is_illness_and_being_apart_for_long_is(
    silent: int, apart: int, well: bool, alive: bool, tmp_path: Path
) -> None:
    file = tmp_path / "oncourse.alive"
    file.write_text(str(apart))
    last = NOW.timestamp() - silent
    os.utime(file, (last, last))
    assert (heartbeat_problem(file, NOW, alive_only=False) is None) == well
    assert (heartbeat_problem(file, NOW, alive_only=True) is None) == alive


@pytest.mark.parametrize(
    ("put", "said"),
    [
        (lambda file: file.mkdir(), "can't be read: Is a directory."),
        (lambda file: file.write_text("Dear diary"), "isn't a heartbeat file."),
        (lambda file: file.write_bytes(b"\xff"), "isn't a heartbeat file."),
        (lambda file: file.symlink_to(file), "can't be read: Too many levels of symbolic links."),
    ],
)
def test_a_sign_of_life_that_cannot_be_read_is_told(
    put: Callable[[Path], object], said: str, tmp_path: Path
) -> None:
    put(file := tmp_path / "oncourse.alive")
    assert (heartbeat_problem(file, datetime.now(UTC), alive_only=False) or "").startswith(f"{file} {said}")


async def test_a_sign_of_life_that_cannot_be_written_is_said_once(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    beats = 0

    async def connected() -> bool:
        nonlocal beats
        beats += 1
        return True

    async with heartbeat(tmp_path / "missing" / "alive", TaskTracker(), connected, interval=0):
        while beats < 5:  # noqa: ASYNC110 - there is nothing to await
            await asyncio.sleep(0)
    (said,) = caplog.records
    assert said.getMessage().startswith("HEARTBEAT_FILE can't be written")


async def test_what_else_the_environment_says_of_slack_misleads_nobody(
    slack: Sandbox, tmp_path: Path
) -> None:
    others = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "abc", "SLACK_SIGNING_SECRET": "def"}
    async with serving(slack, {**settings_of(slack, tmp_path), **others}, tmp_path):
        await slack.person("Maya").command("/plan", "#social")
        assert "This channel has no plan yet." in slack.person("Maya").news()


async def test_without_slack_it_does_not_start_and_says_why(slack: Sandbox, tmp_path: Path) -> None:
    settings = {**settings_of(slack, tmp_path), "SLACK_API_URL": "http://127.0.0.1:9/api/"}
    code, out, err = await ran("run", settings, tmp_path)
    assert (code, out) == (2, "")
    said = err.splitlines()[-1]
    assert said.startswith("Slack can't be reached at http://127.0.0.1:9/api/ (ClientConnectorError).")


async def test_while_another_process_holds_the_database_it_does_not_start(
    slack: Sandbox, tmp_path: Path
) -> None:
    lay(tmp_path / "oncourse.db")
    with closing(sqlite3.connect(tmp_path / "oncourse.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        code, out, err = await ran("run", settings_of(slack, tmp_path), tmp_path)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].startswith("Another process is using the database.")
