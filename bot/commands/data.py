"""The `oncourse` commands that keep the data: copies and files."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from bot.clock import wall_clock
from bot.commands import Commands, Once, a_file, say
from bot.commands.progress import bar
from bot.config import read_database_url
from planning.records import Unreadable
from storage.engine.sync import open_for_cli
from storage.engine.urls import database_status
from storage.readable import unreadable
from storage.transfer import backup as backups
from storage.transfer import copy as copying
from storage.transfer import export, reading
from storage.transfer import import_ as importing
from storage.transfer.files import new_file
from storage.transfer.format import DocumentRefused
from storage.transfer.progress import Progress


def add_commands(commands: Commands) -> None:
    """Let the parser know these commands; each says in `do` what carries it out."""
    backup = commands.add_parser("backup", help="copy the database to a new file, while the bot runs")
    backup.add_argument("file", type=a_file, help="the new file; never one that is there already")
    backup.set_defaults(do=_backup)
    restore = commands.add_parser("restore", help="put a backup in the place of the database")
    restore.add_argument("file", type=a_file, help="a file that oncourse backup made")
    restore.add_argument("--replace", action="store_true", help="put the present database aside, renamed")
    restore.set_defaults(do=_restore)
    export_ = commands.add_parser("export", help="write everything to a new JSON file, without loss")
    export_.add_argument("file", type=a_file, help="the new file; never one that is there already")
    export_.add_argument("--workspace", action=Once, metavar="T...", help="only this workspace")
    export_.set_defaults(do=_export)
    import_ = commands.add_parser("import", help="take in a file of oncourse export or /plan export")
    import_.add_argument("file", type=a_file, help="the JSON file")
    import_.add_argument(
        "--workspace", action=Once, metavar="T...", help="refuse a file of any other workspace"
    )
    import_.set_defaults(do=_import)
    copy = commands.add_parser("copy-database", help="copy everything of another database into an empty one")
    copy.add_argument("source", metavar="URL", help="where it is now, such as sqlite:///oncourse.db")
    copy.set_defaults(do=_copy)


def _backup(chosen: argparse.Namespace) -> None:
    with bar("Backing up") as report:
        backups.back_up(read_database_url(), chosen.file, report)
    say(f"Backed up to {chosen.file}, and verified.")


def _restore(chosen: argparse.Namespace) -> None:
    url, now = read_database_url(), wall_clock()
    with bar("Restoring") as report:
        aside = backups.restore(url, chosen.file, replacing=chosen.replace, now=now, report=report)
    put = f" What was there is now {aside}." if aside else ""
    say(f"Restored from {chosen.file}.{put} Start the bot with: oncourse run")


def _export(chosen: argparse.Namespace) -> None:
    url = read_database_url()
    with new_file(chosen.file) as fresh, bar("Exporting") as progress:
        lost = _write_export(url, chosen.workspace, fresh, progress)
    say(f"Exported to {chosen.file}.")
    for one in lost:
        say(f"⚠ Left out, since it can't be read: {one.table} {one.key}")


def _write_export(url: str, workspace: str | None, target: Path, progress: Progress) -> Sequence[Unreadable]:
    """Export a workspace, or for None all of them; returns what was left out."""
    with open_for_cli(url, now=wall_clock) as store, store.reading_all() as tx:
        known = export.workspaces(tx)
        if workspace is not None and workspace not in known:
            there = f"Known ids: {', '.join(known)}." if known else "The database is empty."
            raise DocumentRefused(f"I don't know the workspace “{workspace}”. {there}")
        with target.open("w", encoding="utf-8", newline="\n") as file:
            export.write(tx, [workspace] if workspace else known, file, progress)
        return unreadable(tx)


def _import(chosen: argparse.Namespace) -> None:
    with reading.opened(chosen.file, wall_clock()) as file:
        _require_only(chosen.workspace, file)
        count = _import_file(read_database_url(), file)
    say(f"Imported {count} rows from {chosen.file}.")


def _require_only(workspace: str | None, file: reading.ExportFile) -> None:
    others = sorted({*file.workspaces} - {workspace})
    if workspace is not None and others:
        raise DocumentRefused(f"The file is of another workspace: {', '.join(others)}. Nothing was taken in.")


def _import_file(url: str, file: reading.ExportFile) -> int:
    with bar("Importing") as progress, open_for_cli(url, now=wall_clock, creating=True) as store:
        return importing.import_file(store, file, wall_clock, progress)


def _copy(chosen: argparse.Namespace) -> None:
    source, target = chosen.source, read_database_url()
    copying.require_apart(source, target)
    copying.require_source(database_status(source, to_write=False))
    with bar("Copying") as report:
        count = _copied(source, target, report)
    say(f"Copied {count} rows into the database of DATABASE_URL. What they came from is as it was.")


def _copied(source: str, target: str, report: Progress) -> int:
    with (
        open_for_cli(source, now=wall_clock) as old,
        open_for_cli(target, now=wall_clock, creating=True) as new,
    ):
        return copying.copy(old, new, report)
