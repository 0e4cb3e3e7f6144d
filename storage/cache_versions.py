"""Versions of cached responses: how one process expires what every process has cached.

Slack sends each event to one process only, and each process caches Slack's responses. So the version of a
topic, stored here, is part of each cache key. An event increments it, and then older entries miss.
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
    """The version of a topic for each of these (ids, or "" for everything): how often it has changed."""
    asked = tuple(about)
    found = tx.exec(_OF_TOPIC, params=tx.bound(of_topic=topic, asked=asked))
    return dict.fromkeys(asked, 0) | {row.about: row.version for row in found}


def changed(tx: Tx, topic: str, about: Iterable[str]) -> None:
    """Expire what is cached of a topic about these ids, in every process, once this transaction commits."""
    for each, version in versions(tx, topic, about).items():
        rows.put(tx, CacheVersionRow(workspace=tx.workspace, topic=topic, about=each, version=version + 1))
