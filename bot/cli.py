"""The `oncourse` command."""

import argparse
import asyncio
import json
import signal
import sys
from importlib.metadata import version

from bot.app import run, wall_clock
from bot.config import CURES, Settings, SettingsRefused, hide_environment, read_settings
from bot.doctor import examine
from bot.heartbeat import complaint
from bot.logs import set_up_logs
from bot.manifest import link, manifest, require_prefix
from bot.slack import SlackRefused
from storage.store import DatabaseRefused


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand; gives the exit code."""
    parser = argparse.ArgumentParser(prog="oncourse", description="A social media plan that people keep to.")
    parser.add_argument("--version", action="version", version=version("oncourse"))
    commands = parser.add_subparsers(dest="verb", required=True)
    commands.add_parser("run", help="connect to Slack and serve, until stopped")
    describe = commands.add_parser("manifest", help="print the app manifest to create the Slack app from")
    describe.add_argument(
        "--prefix", type=_prefix, default="", help="begin each command's name with this: oc-"
    )
    describe.add_argument("--link", action="store_true", help="print a link that creates the app from it")
    commands.add_parser("doctor", help="check settings, tokens, scopes, clock, database and channels")
    look = commands.add_parser(
        "health", help="ask whether the bot that runs here is well (needs HEARTBEAT_FILE)"
    )
    look.add_argument("--alive", action="store_true", help="being without Slack for a while is well enough")
    chosen = parser.parse_args(arguments)
    return VERBS[chosen.verb](chosen)


def _prefix(typed: str) -> str:
    try:
        return require_prefix(typed)
    except ValueError as refused:
        raise argparse.ArgumentTypeError(f"{typed} {refused}") from refused


def _manifest(chosen: argparse.Namespace) -> int:
    described = manifest(chosen.prefix)
    said = link(described) if chosen.link else json.dumps(described, indent=2)
    sys.stdout.write(f"{said}\n")
    if chosen.prefix:
        sys.stderr.write(f"Set COMMAND_PREFIX={chosen.prefix} for the bot, too.\n")
    return 0


def _doctor(_: argparse.Namespace) -> int:
    return asyncio.run(_told())


async def _told() -> int:
    """Say each finding as it is made; gives 1 when something is wrong."""
    wrong = 0
    async for finding in examine(wall_clock):
        wrong |= finding.verdict == "problem"
        sys.stdout.write(f"{finding.verdict:8} {finding.about}: {finding.said}\n")
        sys.stdout.flush()
    return wrong


def _health(chosen: argparse.Namespace) -> int:
    try:
        file = read_settings().heartbeat_file
    except SettingsRefused as refused:
        return _unable(refused)
    if file is None:
        return _unable(f"HEARTBEAT_FILE is not set. It is {CURES['HEARTBEAT_FILE']}.")
    if wrong := complaint(file, wall_clock(), alive_only=chosen.alive):
        sys.stdout.write(f"{wrong}\n")
        return 1
    return 0


def _unable(why: object) -> int:
    sys.stderr.write(f"{why}\n")
    return 2


def _run(_: argparse.Namespace) -> int:
    try:
        settings = read_settings()
        hide_environment()
        set_up_logs(settings.log_level)
        asyncio.run(_until_stopped(settings))
    except (SettingsRefused, DatabaseRefused, SlackRefused) as refused:
        return _unable(refused)
    return 0


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


VERBS = {"run": _run, "manifest": _manifest, "doctor": _doctor, "health": _health}
