"""The `oncourse` commands that keep the data: copies and files."""

import argparse
from collections.abc import Sequence

from bot.clock import wall_clock
from bot.commands import Commands, Once, a_file, say
from bot.commands.progress import bar
from bot.config import read_database_url
from planning.records import Unreadable
from storage.engine.sync import open_for_cli
from storage.engine.transactions import GlobalTx
from storage.engine.urls import standing
from storage.readable import unreadable
from storage.transfer import backup as backups
from storage.transfer import copy as copying
from storage.transfer import export as documents
from storage.transfer import import_ as intake
from storage.transfer.export import DocumentRefused
from storage.transfer.files import new_file
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
    export = commands.add_parser("export", help="write everything to a new JSON file, without loss")
    export.add_argument("file", type=a_file, help="the new file; never one that is there already")
    export.add_argument("--workspace", action=Once, metavar="T...", help="only this workspace")
    export.set_defaults(do=_export)
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
    with bar("Backing up") as tell:
        backups.back_up(read_database_url(), chosen.file, tell)
    say(f"Backed up to {chosen.file}, and verified.")


def _restore(chosen: argparse.Namespace) -> None:
    url, now = read_database_url(), wall_clock()
    with bar("Restoring") as tell:
        aside = backups.restore(url, chosen.file, replacing=chosen.replace, now=now, tell=tell)
    put = f" What was there is now {aside}." if aside else ""
    say(f"Restored from {chosen.file}.{put} Start the bot with: oncourse run")


def _export(chosen: argparse.Namespace) -> None:
    url = read_database_url()
    with new_file(chosen.file) as fresh, bar("Exporting") as tell:
        text, lost = _exported(url, chosen.workspace, tell)
        fresh.write_bytes(text.encode())
    say(f"Exported to {chosen.file}.")
    for one in lost:
        say(f"⚠ Left out, since it can't be read: {one.table} {one.key}")


def _exported(url: str, workspace: str | None, tell: Progress) -> tuple[str, Sequence[Unreadable]]:
    with open_for_cli(url, now=wall_clock) as store, store.reading_all() as tx:
        return _export_text(tx, workspace, tell)


def _export_text(tx: GlobalTx, workspace: str | None, tell: Progress) -> tuple[str, tuple[Unreadable, ...]]:
    """A workspace, or for None all of them, as the text of a file, and what was left out of it."""
    known = documents.workspaces(tx)
    if workspace is not None and workspace not in known:
        there = f"Known ids: {', '.join(known)}." if known else "The database is empty."
        raise DocumentRefused(f"I don't know the workspace “{workspace}”. {there}")
    document = documents.whole(tx, [workspace] if workspace else known, tell)
    return documents.text(document), unreadable(tx)


def _import(chosen: argparse.Namespace) -> None:
    try:
        document = documents.read(chosen.file.read_bytes().decode())
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it isn't text"
        raise DocumentRefused(
            f"{chosen.file} cannot be read: {why}. Name a file of oncourse export."
        ) from error
    others = sorted(document["workspaces"].keys() - {chosen.workspace})
    if chosen.workspace is not None and others:
        raise DocumentRefused(f"The file is of another workspace: {', '.join(others)}. Nothing was taken in.")
    with bar("Importing") as tell:
        count = _imported(read_database_url(), document, tell)
    say(f"Imported {count} rows from {chosen.file}.")


def _imported(url: str, document: documents.Document, tell: Progress) -> int:
    with open_for_cli(url, now=wall_clock, creating=True) as store, store.writing_all() as tx:
        return intake.put(tx, document, tell)


def _copy(chosen: argparse.Namespace) -> None:
    source, target = chosen.source, read_database_url()
    copying.require_apart(source, target)
    copying.require_source(standing(source, to_write=False))
    with bar("Copying") as tell:
        count = _copied(source, target, tell)
    say(f"Copied {count} rows into the database of DATABASE_URL. What they came from is as it was.")


def _copied(source: str, target: str, tell: Progress) -> int:
    with (
        open_for_cli(source, now=wall_clock) as old,
        open_for_cli(target, now=wall_clock, creating=True) as new,
    ):
        return copying.copy(old, new, tell)
