"""The `oncourse` commands that look at how things are: doctor, health."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from bot.clock import wall_clock
from bot.commands import Commands, say
from bot.config import CURES, SettingsRefused, read_settings
from bot.heartbeat import complaint

if TYPE_CHECKING:
    from bot.commands.checks import Check


def add_commands(commands: Commands) -> None:
    """Let the parser know these commands; each says in `do` what carries it out."""
    doctor = commands.add_parser(
        "doctor", help="check settings, tokens, scopes, clock, database and channels"
    )
    doctor.add_argument(
        "--blocks", action="store_true", help="check one of each screen with Slack's validator instead"
    )
    doctor.add_argument(
        "--pictures",
        metavar="U...",
        type=_person_id,
        help="ask this person where Slack shows them pictures",
    )
    doctor.set_defaults(do=_doctor)
    health = commands.add_parser("health", help="ask whether the bot that runs here is well (HEARTBEAT_FILE)")
    health.add_argument("--alive", action="store_true", help="being without Slack for a while is well enough")
    health.set_defaults(do=_health)


def _doctor(chosen: argparse.Namespace) -> int:
    # With all that speaks to Slack, which health needs not wait for.
    from bot.commands.doctor import examine
    from bot.commands.screen_checks import examine_screens

    findings = examine_screens() if chosen.blocks else examine(wall_clock, chosen.pictures or "")
    return asyncio.run(_told(findings))


def _person_id(typed: str) -> str:
    from bot.commands.picture_checks import person_id

    return person_id(typed)


async def _told(findings: AsyncIterator["Check"]) -> int:
    """Say each finding as it is made; gives 1 when something is wrong."""
    wrong = 0
    async for finding in findings:
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
