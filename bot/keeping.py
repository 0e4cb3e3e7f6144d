"""The `oncourse` commands that keep the data: backup and restore."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import wall_clock
from bot.config import read_database_url
from storage import backups

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - it has no public name


def add_commands(commands: "Commands") -> None:
    """Let the parser know these commands; each says in `do` what carries it out."""
    backup = commands.add_parser("backup", help="copy the database to a new file, while the bot runs")
    backup.add_argument("file", type=Path, help="the new file; never one that is there already")
    backup.set_defaults(do=_backup)
    restore = commands.add_parser("restore", help="put a backup in the place of the database")
    restore.add_argument("file", type=Path, help="a file that oncourse backup made")
    restore.add_argument("--replace", action="store_true", help="put the present database aside, renamed")
    restore.set_defaults(do=_restore)


def _backup(chosen: argparse.Namespace) -> None:
    backups.back_up(read_database_url(), chosen.file)
    _say(f"Backed up to {chosen.file}, and verified.")


def _restore(chosen: argparse.Namespace) -> None:
    aside = backups.restore(read_database_url(), chosen.file, replacing=chosen.replace, now=wall_clock())
    put = f" What was there is now {aside}." if aside else ""
    _say(f"Restored from {chosen.file}.{put} Start the bot with: oncourse run")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
