"""The `oncourse` commands that look at how things are: doctor, health."""

import argparse
import asyncio
import sys

from bot.clock import wall_clock
from bot.commands import Commands, say
from bot.config import CURES, SettingsRefused, read_settings
from bot.heartbeat import complaint


def add_commands(commands: Commands) -> None:
    """Let the parser know these commands; each says in `do` what carries it out."""
    doctor = commands.add_parser(
        "doctor", help="check settings, tokens, scopes, clock, database and channels"
    )
    doctor.set_defaults(do=_doctor)
    health = commands.add_parser("health", help="ask whether the bot that runs here is well (HEARTBEAT_FILE)")
    health.add_argument("--alive", action="store_true", help="being without Slack for a while is well enough")
    health.set_defaults(do=_health)


def _doctor(_chosen: argparse.Namespace) -> int:
    return asyncio.run(_told())


async def _told() -> int:
    """Say each finding as it is made; gives 1 when something is wrong."""
    from bot.commands.doctor import examine  # with all that speaks to Slack, which health needs not wait for

    wrong = 0
    async for finding in examine(wall_clock):
        wrong |= finding.verdict == "problem"
        say(f"{finding.verdict:8} {finding.about}: {finding.said}")
        sys.stdout.flush()
    return wrong


def _health(chosen: argparse.Namespace) -> int:
    file = read_settings().heartbeat_file
    if file is None:
        raise SettingsRefused(f"HEARTBEAT_FILE is not set. It is {CURES['HEARTBEAT_FILE']}.")
    if wrong := complaint(file, wall_clock(), alive_only=chosen.alive):
        say(wrong)
        return 1
    return 0
