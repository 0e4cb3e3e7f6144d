"""The `oncourse` command."""

import argparse
import asyncio
import json
import logging
import signal
import sys
from collections.abc import Callable, Coroutine
from importlib.metadata import version
from typing import Any

from bot.addresses import require_public
from bot.app import tune_gc
from bot.commands import Parser, data, diagnostics, keys, say
from bot.commands import purge as purging
from bot.commands.errors import run_guarded
from bot.config import SettingsRefused, hide_environment, read_command_prefix, read_settings
from bot.logs import set_up_logs
from bot.manifest import link, manifest, require_prefix
from storage.engine.urls import database_at, passwords

log = logging.getLogger(__name__)


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand and return its exit code."""
    return run_guarded(lambda: _run_command(_parser().parse_args(arguments)))


def _run_command(chosen: argparse.Namespace) -> int:
    return int(chosen.do(chosen) or 0)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="oncourse", description="A social media plan that people keep to.")
    parser.add_argument("--version", action="version", version=version("oncourse"))
    commands = parser.add_subparsers(dest="command", required=True)
    run_ = commands.add_parser("run", help="connect to Slack and serve, until stopped")
    run_.set_defaults(do=_run)
    manifest_ = commands.add_parser("manifest", help="print the app manifest to create the Slack app from")
    manifest_.add_argument(
        "--prefix",
        type=_as_setting(require_prefix),
        help="start each command's name with this, such as oc- (default: COMMAND_PREFIX)",
    )
    manifest_.add_argument(
        "--http", type=_as_setting(require_public), help="the https address where Slack reaches the bot"
    )
    manifest_.add_argument(
        "--workspaces", action="store_true", help="with --http: let many workspaces install the app there"
    )
    manifest_.add_argument("--link", action="store_true", help="print a link that creates the app from it")
    manifest_.set_defaults(do=_manifest)
    for each in (diagnostics, data, purging, keys):
        each.add_commands(commands)
    return parser


def _as_setting(require: Callable[[str], str]) -> Callable[[str], str]:
    """An argparse type that validates an argument like the setting of the same meaning."""

    def parse(typed: str) -> str:
        try:
            return require(typed)
        except ValueError as refused:
            raise argparse.ArgumentTypeError(f"it {refused}") from refused

    return parse


def _manifest(chosen: argparse.Namespace) -> None:
    if chosen.workspaces and not chosen.http:
        raise SettingsRefused("--workspaces needs --http: browsers return to that address after installing.")
    prefix = read_command_prefix() if chosen.prefix is None else chosen.prefix
    described = manifest(prefix, chosen.http or "", many=chosen.workspaces)
    say(link(described) if chosen.link else json.dumps(described, indent=2))
    if chosen.prefix:
        sys.stderr.write(f"Set COMMAND_PREFIX={chosen.prefix} for the bot, too.\n")
    if chosen.http:
        sys.stderr.write(f"Set PUBLIC_URL={chosen.http} for the bot, too.\n")


def _run(_chosen: argparse.Namespace) -> None:
    from bot.app import run  # slow: imports Bolt and all listeners, half a second

    settings = read_settings()
    hide_environment()
    set_up_logs(settings.log_level, (*settings.secrets(), *passwords(settings.database_url)))
    database = database_at(settings.database_url)
    log.info(
        "starting",
        extra={
            "version": version("oncourse"),
            "mode": settings.mode,
            "database": database.kind,
            "place": database.place,
        },
    )
    tune_gc()
    asyncio.run(_until_stopped(run(settings)))
    log.info("stopped")


async def _until_stopped(serving: Coroutine[Any, Any, None]) -> None:
    """Serve until SIGTERM or SIGINT, then shut down cleanly."""
    task = asyncio.ensure_future(serving)
    loop = asyncio.get_running_loop()

    def stop(by: signal.Signals) -> None:
        log.info("stopping", extra={"signal": by.name})
        task.cancel()

    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop, each)
    try:
        await task
    except asyncio.CancelledError:
        return
