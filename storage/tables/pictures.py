"""Pictures: on which surfaces people see them, and those at an address of the bot."""

from datetime import datetime

from sqlmodel import Field

from storage.tables.base import STAYS, Row


class SightingRow(Row, table=True):
    """`planning.pictures.Sighting`, `seen` being None until someone has answered.

    `asked` is who was shown the test picture last, at `asked_at`, and has not answered yet.
    """

    __tablename__ = "picture_sightings"

    surface: str = Field(primary_key=True)
    seen: bool | None = None
    source: str = ""
    person: str = ""
    at: datetime | None = None
    asked: str = ""
    asked_at: datetime | None = None


class PictureRow(Row, table=True):
    """A PNG that can be fetched until `expires_at`; `secret` is the SHA-256 of the key in its address."""

    __tablename__ = "pictures"
    __table_args__ = STAYS

    secret: str = Field(primary_key=True)
    png: bytes
    expires_at: datetime
