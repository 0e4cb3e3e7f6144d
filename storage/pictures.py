"""Pictures: on which surfaces people see them, and those at an address of the bot."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col

from planning.pictures import TEST_SHOWN_FOR, Sighting, Sightings, Source, Surface
from storage import homes, rows
from storage.engine.transactions import Tx
from storage.rows import hashed, insert_all, rows_of
from storage.tables import PictureRow, SightingRow


def sightings(tx: Tx) -> Sightings:
    """What is known of the workspace, by surface."""
    known = rows_of(SightingRow, tx.workspace, col(SightingRow.seen).is_not(None))
    return {
        Surface(row.surface): Sighting(bool(row.seen), Source(row.source), row.person, row.at)
        for row in tx.exec(known)
        if row.at is not None
    }


def ask(tx: Tx, surface: Surface, person: str, now: datetime) -> None:
    """A person is shown the test picture there; what is known stays until they answer."""
    row = _row(tx, surface)
    rows.put(tx, row.model_copy(update={"asked": person, "asked_at": now}))
    _redraw_home(tx, surface, row.asked, person)


def answer(tx: Tx, surface: Surface, sighting: Sighting) -> None:
    """A person has said whether they see it: from now on that is what is known."""
    row = _row(tx, surface)
    known = {
        "seen": sighting.seen,
        "source": sighting.source,
        "person": sighting.person,
        "at": sighting.at,
        "asked": "",
        "asked_at": None,
    }
    rows.put(tx, row.model_copy(update=known))
    _redraw_home(tx, surface, row.asked, sighting.person)


def is_asked(tx: Tx, surface: Surface, person: str, now: datetime) -> bool:
    """Whether the person is being shown the test picture there, and it is not long ago."""
    row = _row(tx, surface)
    return row.asked == person and row.asked_at is not None and now < row.asked_at + TEST_SHOWN_FOR


def put(tx: Tx, secret: str, png: bytes, expires_at: datetime, now: datetime) -> None:
    """Insert a picture that can be fetched by `secret` until it expires; delete the expired ones."""
    expired = (col(PictureRow.workspace) == tx.workspace, col(PictureRow.expires_at) <= now)
    tx.exec(delete(PictureRow).where(*expired))
    picture = {"workspace": tx.workspace, "secret": hashed(secret), "png": png, "expires_at": expires_at}
    insert_all(tx, PictureRow, [picture])


def of_secret(tx: Tx, secret: str, now: datetime) -> bytes | None:
    """The PNG with that secret; None if it has expired, or never existed."""
    kept = rows_of(
        PictureRow, tx.workspace, PictureRow.secret == hashed(secret), col(PictureRow.expires_at) > now
    )
    row = tx.exec(kept).one_or_none()
    return row.png if row else None


def _row(tx: Tx, surface: Surface) -> SightingRow:
    found = tx.exec(rows_of(SightingRow, tx.workspace, SightingRow.surface == surface)).one_or_none()
    if found is None:
        return SightingRow(workspace=tx.workspace, surface=surface)
    return SightingRow(**{name: getattr(found, name) for name in SightingRow.model_fields})


def _redraw_home(tx: Tx, surface: Surface, *people: str) -> None:
    """Queue an update of these people's Homes, which show the test picture, or no longer do."""
    if surface is Surface.HOME:
        homes.changed(tx, filter(None, people))
