"""`oncourse purge`: deletes what is stored about a workspace or a person, for good."""

import argparse
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bot.clock import wall_clock
from bot.commands import Commands, Once, require_confirmation, say
from bot.commands.progress import bar
from bot.config import read_database_url
from storage.engine.sync import open_for_cli
from storage.engine.transactions import GlobalTx, in_workspace
from storage.engine.urls import advice, database_at
from storage.transfer.format import DocumentRefused
from storage.transfer.progress import Progress, part
from storage.transfer.purge import known_people, known_workspaces, purge_person, purge_workspace

_NAMED = 20  # ids at most, of those that could have been meant


def add_commands(commands: Commands) -> None:
    """Let the parser know this command; it says in `do` what carries it out."""
    purge = commands.add_parser("purge", help="delete what is kept of a workspace or a person, for good")
    whose = purge.add_mutually_exclusive_group(required=True)
    whose.add_argument("--workspace", action=Once, metavar="T...", help="everything of this workspace")
    whose.add_argument(
        "--person", action=Once, metavar="U...", help="everything about this person, in every workspace"
    )
    purge.add_argument("--yes", action="store_true", help="don't ask first")
    purge.set_defaults(do=_purge)


def _purge(chosen: argparse.Namespace) -> None:
    url = read_database_url()
    places = _places(url, chosen.workspace, chosen.person)
    if not chosen.yes:
        whose = chosen.workspace or chosen.person
        require_confirmation(whose, "delete everything stored for it")
    with bar("Purging") as report:
        count = _purged(url, places, chosen.person, report)
        _compact(url, count)
    say(f"Deleted or changed {count} rows. Backups and exports you made still have them.")


def _places(url: str, workspace: str | None, person: str | None) -> list[str]:
    """The workspaces in which something will be deleted; raises DocumentRefused if there are none."""
    with open_for_cli(url, now=wall_clock) as store, store.reading_all() as tx:
        return _known_places(tx, workspace, person)


def _known_places(tx: GlobalTx, workspace: str | None, person: str | None) -> list[str]:
    known = known_workspaces(tx)
    if workspace is not None:
        _require_known("workspace", workspace, known)
        return [workspace]
    people = {each: known_people(tx, each) for each in known}
    _require_known("person", str(person), sorted(frozenset().union(*people.values())))
    return [each for each in known if person in people[each]]


def _require_known(kind: str, typed: str, known: Sequence[str]) -> None:
    if typed in known:
        return
    there = f"Known ids: {', '.join(known[:_NAMED])}" if known else "The database is empty"
    more = f" and {len(known) - _NAMED:,} more" if len(known) > _NAMED else ""
    raise DocumentRefused(f"I don't know the {kind} “{typed}”, so nothing was deleted. {there}{more}.")


def _purged(url: str, workspaces: Sequence[str], person: str | None, report: Progress) -> int:
    with open_for_cli(url, now=wall_clock) as store, store.writing_all() as tx:
        return _purge_all(tx, workspaces, person, report)


def _purge_all(tx: GlobalTx, workspaces: Sequence[str], person: str | None, report: Progress) -> int:
    return sum(
        _purge_in(tx, each, person, part(report, number, len(workspaces)))
        for number, each in enumerate(workspaces)
    )


def _purge_in(tx: GlobalTx, workspace: str, person: str | None, report: Progress) -> int:
    if person is None:
        return purge_workspace(tx, workspace, report)
    with in_workspace(tx, workspace) as own:
        return purge_person(own, person, wall_clock(), report)


def _compact(url: str, count: int) -> None:
    """Compact the database, so that nothing that was deleted stays in the file.

    It can't be interrupted: what is gone could not be purged a second time.
    """
    with _ignoring_interrupts():
        try:
            database_at(url).compact()
        except Exception as error:
            if not (why := advice(error)):
                raise
            raise DocumentRefused(
                f"Deleted or changed {count} rows, but the old data may still be in the file. {why} Then "
                "compact the database: sqlite3 oncourse.db VACUUM, or VACUUM FULL on PostgreSQL."
            ) from error


@contextmanager
def _ignoring_interrupts() -> Iterator[None]:
    """Ignore Ctrl-C, and SIGTERM, which does what Ctrl-C does (`bot.commands.errors`)."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
