"""What processes tell each other."""

from sqlmodel import Field

from storage.tables.base import STAYS, Row


class TopicRow(Row, table=True):
    """How often something has changed that processes remember; nothing that would have to be kept."""

    __tablename__ = "topics"
    __table_args__ = STAYS

    topic: str = Field(primary_key=True)
    about: str = Field(primary_key=True)
    version: int
