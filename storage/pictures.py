"""Pictures: on which surfaces people see them, and those at an address of the bot."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col

from planning.pictures import TEST_SHOWN_FOR, Sighting, Sightings, Source, Surface
from storage import homes, rows
from storage.rows import hashed, insert_all, rows_of
from storage.store import Tx
from storage.tables import PictureRow, SightingRow


async def sightings(tx: Tx, workspace: str) -> Sightings:
    """What is known of the workspace, by surface."""
    known = rows_of(SightingRow, workspace, col(SightingRow.seen).is_not(None))
    return {
        Surface(row.surface): Sighting(bool(row.seen), Source(row.source), row.person, row.at)
        for row in await tx.exec(known)
        if row.at is not None
    }


async def ask(tx: Tx, workspace: str, surface: Surface, person: str, now: datetime) -> None:
    """A person is shown the test picture there; what is known stays until they answer."""
    row = await _row(tx, workspace, surface)
    await rows.put(tx, row.model_copy(update={"asked": person, "asked_at": now}))
    await _redraw_home(tx, workspace, surface, row.asked, person)


async def answer(tx: Tx, workspace: str, surface: Surface, sighting: Sighting) -> None:
    """A person has said whether they see it: from now on that is what is known."""
    row = await _row(tx, workspace, surface)
    known = {
        "seen": sighting.seen,
        "source": sighting.source,
        "person": sighting.person,
        "at": sighting.at,
        "asked": "",
        "asked_at": None,
    }
    await rows.put(tx, row.model_copy(update=known))
    await _redraw_home(tx, workspace, surface, row.asked, sighting.person)


async def is_asked(tx: Tx, workspace: str, surface: Surface, person: str, now: datetime) -> bool:
    """Whether the person is being shown the test picture there, and it is not long ago."""
    row = await _row(tx, workspace, surface)
    return row.asked == person and row.asked_at is not None and now < row.asked_at + TEST_SHOWN_FOR


async def put(tx: Tx, workspace: str, secret: str, png: bytes, expires_at: datetime, now: datetime) -> None:
    """Insert a picture that can be fetched by `secret` until it expires; delete the expired ones."""
    expired = (col(PictureRow.workspace) == workspace, col(PictureRow.expires_at) <= now)
    await tx.exec(delete(PictureRow).where(*expired))
    picture = {"workspace": workspace, "secret": hashed(secret), "png": png, "expires_at": expires_at}
    await insert_all(tx, PictureRow, [picture])


async def of_secret(tx: Tx, workspace: str, secret: str, now: datetime) -> bytes | None:
    """The PNG with that secret; None if it has expired, or never existed."""
    kept = rows_of(
        PictureRow, workspace, PictureRow.secret == hashed(secret), col(PictureRow.expires_at) > now
    )
    row = (await tx.exec(kept)).one_or_none()
    return row.png if row else None


async def _row(tx: Tx, workspace: str, surface: Surface) -> SightingRow:
    found = (await tx.exec(rows_of(SightingRow, workspace, SightingRow.surface == surface))).one_or_none()
    if found is None:
        return SightingRow(workspace=workspace, surface=surface)
    return SightingRow(**{name: getattr(found, name) for name in SightingRow.model_fields})


async def _redraw_home(tx: Tx, workspace: str, surface: Surface, *people: str) -> None:
    """Queue an update of these people's Homes, which show the test picture, or no longer do."""
    if surface is Surface.HOME:
        await homes.changed(tx, workspace, filter(None, people))
