"""`oncourse doctor` and `oncourse health`."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from bot.clock import wall_clock
from bot.commands import Commands, say
from bot.config import SETTING_HELP, SettingsRefused, read_settings
from bot.heartbeat import heartbeat_problem

if TYPE_CHECKING:
    from bot.commands.checks import Check


def add_commands(commands: Commands) -> None:
    """Add these commands to the parser, each with its function as `do`."""
    doctor = commands.add_parser(
        "doctor", help="check settings, tokens, scopes, clock, database and channels"
    )
    doctor.add_argument(
        "--blocks", action="store_true", help="validate one of each screen with Slack instead"
    )
    doctor.add_argument(
        "--pictures",
        metavar="U...",
        type=_person_id,
        help="ask this person where Slack shows them pictures",
    )
    doctor.set_defaults(do=_doctor)
    health = commands.add_parser("health", help="check that the bot runs and is connected (HEARTBEAT_FILE)")
    health.add_argument("--alive", action="store_true", help="only check that it runs, connected or not")
    health.set_defaults(do=_health)


def _doctor(chosen: argparse.Namespace) -> int:
    # Slow imports that `health` doesn't need.
    from bot.commands.doctor import run_checks
    from bot.commands.screen_checks import check_screens

    findings = check_screens() if chosen.blocks else run_checks(wall_clock, chosen.pictures or "")
    return asyncio.run(_print_findings(findings))


def _person_id(typed: str) -> str:
    from bot.commands.picture_checks import person_id

    return person_id(typed)


async def _print_findings(findings: AsyncIterator["Check"]) -> int:
    """Print each check as it ends; returns 1 if there is a problem."""
    wrong = 0
    async for finding in findings:
        wrong |= finding.verdict == "problem"
        say(f"{finding.verdict:8} {finding.subject}: {finding.message}")
        sys.stdout.flush()
    return wrong


def _health(chosen: argparse.Namespace) -> int:
    file = read_settings().heartbeat_file
    if file is None:
        raise SettingsRefused(f"HEARTBEAT_FILE isn't set. It is {SETTING_HELP['HEARTBEAT_FILE']}.")
    if wrong := heartbeat_problem(file, wall_clock(), alive_only=chosen.alive):
        say(wrong)
        return 1
    return 0
