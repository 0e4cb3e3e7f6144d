"""The `oncourse` command."""

import argparse
import asyncio
import json
import signal
import sys
from importlib.metadata import version

from bot import keeping
from bot.app import run
from bot.config import Settings, SettingsRefused, read_settings
from bot.logs import set_up_logs
from bot.manifest import manifest
from bot.slack import SlackRefused
from storage.documents import DocumentRefused
from storage.store import DatabaseRefused

REFUSALS = (SettingsRefused, DatabaseRefused, DocumentRefused, SlackRefused)


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand; gives the exit code."""
    parser = argparse.ArgumentParser(prog="oncourse", description="A social media plan that people keep to.")
    parser.add_argument("--version", action="version", version=version("oncourse"))
    commands = parser.add_subparsers(dest="command", required=True)
    run_ = commands.add_parser("run", help="connect to Slack and serve, until stopped")
    run_.set_defaults(do=_run)
    manifest_ = commands.add_parser("manifest", help="print the app manifest to create the Slack app from")
    manifest_.set_defaults(do=_manifest)
    keeping.add_commands(commands)
    chosen = parser.parse_args(arguments)
    try:
        chosen.do(chosen)
    except REFUSALS as refused:
        sys.stderr.write(f"{refused}\n")
        return 2
    return 0


def _manifest(_chosen: argparse.Namespace) -> None:
    sys.stdout.write(json.dumps(manifest(), indent=2) + "\n")


def _run(_chosen: argparse.Namespace) -> None:
    settings = read_settings()
    set_up_logs(settings.log_level)
    asyncio.run(_until_stopped(settings))


async def _until_stopped(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT, then end what was begun."""
    task = asyncio.ensure_future(run(settings))
    loop = asyncio.get_running_loop()
    for stop in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(stop, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        return
