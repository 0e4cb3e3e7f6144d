"""`oncourse` as an operator runs it: a process of its own, with nothing but its settings."""

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from sandbox import Sandbox
from tests.bot.forked import run_forked

ROOT = Path(__file__).parents[2]
ONCOURSE = (sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())")


def settings_of(slack: Sandbox, folder: Path) -> dict[str, str]:
    """What an operator sets to live in this Slack, the database in `folder`."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": f"sqlite:///{folder / 'oncourse.db'}",
    }


async def started(
    verb: str, settings: Mapping[str, str], folder: Path, before: Sequence[str] = ()
) -> asyncio.subprocess.Process:
    """`oncourse <verb>`, run in `folder`, perhaps by a command that goes `before`."""
    return await asyncio.create_subprocess_exec(
        *before,
        *ONCOURSE,
        *verb.split(),
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def ran(
    verb: str, settings: Mapping[str, str], folder: Path, before: Sequence[str] = ()
) -> tuple[int | None, str, str]:
    """The exit code, standard output and standard error of `oncourse <verb>`."""
    if not before:
        environment = {"PATH": os.environ["PATH"], **settings}
        return await asyncio.to_thread(run_forked, verb.split(), environment, folder, "")
    process = await started(verb, settings, folder, before)
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()
