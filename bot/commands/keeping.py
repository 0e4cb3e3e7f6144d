"""The `oncourse` commands that keep the data, or let it go: copies, files, and purging."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.clock import wall_clock
from bot.commands import Commands
from bot.config import read_database_url
from storage import backups, copying, documents, intake
from storage.documents import DocumentRefused
from storage.purge import purge_person, purge_workspace
from storage.store import at_hand, database_at, standing


def add_commands(commands: Commands) -> None:
    """Let the parser know these commands; each says in `do` what carries it out."""
    backup = commands.add_parser("backup", help="copy the database to a new file, while the bot runs")
    backup.add_argument("file", type=Path, help="the new file; never one that is there already")
    backup.set_defaults(do=_backup)
    restore = commands.add_parser("restore", help="put a backup in the place of the database")
    restore.add_argument("file", type=Path, help="a file that oncourse backup made")
    restore.add_argument("--replace", action="store_true", help="put the present database aside, renamed")
    restore.set_defaults(do=_restore)
    export = commands.add_parser("export", help="write everything to a new JSON file, without loss")
    export.add_argument("file", type=Path, help="the new file; never one that is there already")
    export.add_argument("--workspace", metavar="T...", help="only this workspace")
    export.set_defaults(do=_export)
    import_ = commands.add_parser("import", help="take in a file of oncourse export or /plan export")
    import_.add_argument("file", type=Path, help="the JSON file")
    import_.add_argument("--workspace", metavar="T...", help="refuse a file of any other workspace")
    import_.set_defaults(do=_import)
    copy = commands.add_parser("copy-database", help="copy everything of another database into an empty one")
    copy.add_argument("source", metavar="URL", help="where it is now, such as sqlite:///oncourse.db")
    copy.set_defaults(do=_copy)
    purge = commands.add_parser("purge", help="delete what is kept of a workspace or a person, for good")
    whose = purge.add_mutually_exclusive_group(required=True)
    whose.add_argument("--workspace", metavar="T...", help="everything of this workspace")
    whose.add_argument("--person", metavar="U...", help="what is this person's, in every workspace")
    purge.add_argument("--yes", action="store_true", help="do not ask")
    purge.set_defaults(do=_purge)


def _backup(chosen: argparse.Namespace) -> None:
    backups.back_up(read_database_url(), chosen.file)
    _say(f"Backed up to {chosen.file}, and verified.")


def _restore(chosen: argparse.Namespace) -> None:
    aside = backups.restore(read_database_url(), chosen.file, replacing=chosen.replace, now=wall_clock())
    put = f" What was there is now {aside}." if aside else ""
    _say(f"Restored from {chosen.file}.{put} Start the bot with: oncourse run")


def _export(chosen: argparse.Namespace) -> None:
    url = read_database_url()
    database_at(url).require_there()
    written = asyncio.run(_exported(url, chosen.workspace))
    with backups.new_file(chosen.file) as fresh:
        fresh.write_bytes(written.encode())
        fresh.replace(chosen.file)
    _say(f"Exported to {chosen.file}.")


async def _exported(url: str, workspace: str | None) -> str:
    async with at_hand(url, now=wall_clock) as store, store.reading() as tx:
        known = await documents.workspaces(tx)
        if workspace is not None and workspace not in known:
            raise DocumentRefused(f"Nothing is kept of the workspace {workspace}. {_known(known)}")
        return documents.text(await documents.whole(tx, [workspace] if workspace else known))


def _known(workspaces: Sequence[str]) -> str:
    return f"There are: {', '.join(workspaces)}." if workspaces else "The database is empty."


def _import(chosen: argparse.Namespace) -> None:
    try:
        document = documents.read(chosen.file.read_bytes().decode())
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentRefused(
            f"{chosen.file} cannot be read: {error}. Name a file of oncourse export."
        ) from error
    others = sorted(document["workspaces"].keys() - {chosen.workspace})
    if chosen.workspace is not None and others:
        raise DocumentRefused(f"The file is of another workspace: {', '.join(others)}. Nothing was taken in.")
    count = asyncio.run(_imported(read_database_url(), document))
    _say(f"Imported {count} rows from {chosen.file}.")


async def _imported(url: str, document: documents.Document) -> int:
    async with at_hand(url, now=wall_clock) as store, store.transaction() as tx:
        return await intake.put(tx, document)


def _copy(chosen: argparse.Namespace) -> None:
    copying.require_source(standing(chosen.source))
    count = asyncio.run(_copied(chosen.source, read_database_url()))
    _say(f"Copied {count} rows into the database of DATABASE_URL. What they came from is as it was.")


async def _copied(source: str, target: str) -> int:
    async with at_hand(source, now=wall_clock) as old, at_hand(target, now=wall_clock) as new:
        return await copying.copy(old, new)


def _purge(chosen: argparse.Namespace) -> None:
    url = read_database_url()
    database_at(url).require_there()
    whose = chosen.workspace or chosen.person
    if not chosen.yes:
        _require_confirmation(whose)
    count = asyncio.run(_purged(url, chosen.workspace, chosen.person))
    database_at(url).compact()
    _say(f"Deleted or changed {count} rows. Backups and exports that you made still have them.")


def _require_confirmation(whose: str) -> None:
    sys.stdout.write(f"This cannot be undone. Type {whose} to delete what is kept of it: ")
    sys.stdout.flush()
    if sys.stdin.readline().strip() != whose:
        raise DocumentRefused("\nNothing was deleted. Type it exactly so, or add --yes.")


async def _purged(url: str, workspace: str | None, person: str | None) -> int:
    async with at_hand(url, now=wall_clock) as store, store.transaction() as tx:
        if workspace:
            return await purge_workspace(tx, workspace)
        every = await documents.workspaces(tx)
        return sum([await purge_person(tx, each, str(person), wall_clock()) for each in every])


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
