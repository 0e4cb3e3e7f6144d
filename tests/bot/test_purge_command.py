"""`oncourse purge`, as an operator types it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.bot.commands import oncourse
from tests.bot.test_export_import import database
from tests.storage.stored import OTHER, W

__all__ = ["database"]


def exported(path: Path, name: str) -> str:
    """All that is kept."""
    file = path.with_name(name)
    assert oncourse(path, "export", file)[0] == 0
    return file.read_text()


def test_a_workspace_is_purged_once_its_id_is_typed(database: Path) -> None:
    before = exported(database, "before.json")
    code, said, refused = oncourse(database, "purge", "--workspace", W, typed="yes\n")
    assert (code, refused) == (2, "\nNothing was deleted. Type it exactly as shown, or add --yes.\n")
    assert said == f"This can't be undone. Type {W} to delete everything stored for it: "
    assert oncourse(database, "purge", "--workspace", W)[0] == 2, "nobody is there to type"
    assert exported(database, "still.json") == before

    assert oncourse(database, "purge", "--workspace", W, typed=f"{W}\n")[0] == 0
    with closing(sqlite3.connect(database)) as file:
        assert file.execute("PRAGMA freelist_count").fetchone() == (0,), "pages that held it are gone"
    after = exported(database, "after.json")
    assert (W in before, W in after, OTHER in after) == (True, False, True)


def test_a_person_is_purged_from_every_workspace_and_from_the_file(database: Path) -> None:
    assert b"UHAILEY" in database.read_bytes()
    code, said, _ = oncourse(database, "purge", "--person", "UHAILEY", "--yes")
    assert code == 0
    assert said.endswith(" rows. Backups and exports you made still have them.\n")
    assert "UHAILEY" not in exported(database, "after.json")
    left = b"".join(path.read_bytes() for path in database.parent.glob("oncourse.db*"))
    assert b"UHAILEY" not in left
    assert b"UBRIAN" in left


def test_one_of_both_is_to_be_named(database: Path) -> None:
    code, _, said = oncourse(database, "purge", "--yes")
    assert code == 2
    assert "one of the arguments --workspace --person is required" in said
