"""What processes tell each other: that what they remember about a topic is old.

Slack tells each event to one process only, and every process remembers answers of Slack's. So a memory is
kept under its topic's version, which an event moves on, and is asked for with the version that is read first:
what was remembered before is found no more, by nobody.
"""

from collections.abc import Iterable

from sqlalchemy import bindparam

from storage import rows
from storage.engine.transactions import WORKSPACE, Tx
from storage.rows import columns_of, rows_of
from storage.tables import CacheVersionRow

MEMBERS = "members"  # about channels: who is in them
CHANNELS = "channels"  # about people: which channels they are in
ITSELF = ""  # the bot, as one that is in channels
EVERYONE = "*"

_VERSIONS = columns_of(CacheVersionRow)
_OF_TOPIC = rows_of(
    CacheVersionRow,
    WORKSPACE,
    _VERSIONS.topic == bindparam("of_topic"),
    _VERSIONS.about.in_(bindparam("asked", expanding=True)),
)


def versions(tx: Tx, topic: str, about: Iterable[str]) -> dict[str, int]:
    """How often a topic has changed about each of these (ids, or "" for all there is)."""
    asked = tuple(about)
    found = tx.exec(_OF_TOPIC, params=tx.bound(of_topic=topic, asked=asked))
    return dict.fromkeys(asked, 0) | {row.about: row.version for row in found}


def changed(tx: Tx, topic: str, about: Iterable[str]) -> None:
    """What anybody remembers of a topic about these is old as soon as the transaction is committed."""
    for each, version in versions(tx, topic, about).items():
        rows.put(tx, CacheVersionRow(workspace=tx.workspace, topic=topic, about=each, version=version + 1))
