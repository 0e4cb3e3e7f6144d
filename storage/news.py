"""What others changed for people, until their next daily message says so."""

from collections.abc import Collection, Iterable

from sqlalchemy import bindparam, delete

from planning.news import News, NewsKind, newest_of_each
from storage import rows
from storage.engine.transactions import WORKSPACE, Tx
from storage.readable import read
from storage.rows import columns_of, rows_of, table_of
from storage.tables import NewsRow

_NEWS = columns_of(NewsRow)
_OF_PEOPLE = rows_of(NewsRow, WORKSPACE, _NEWS.person.in_(bindparam("people", expanding=True)))


def put(tx: Tx, news: Iterable[News]) -> None:
    """Keep news; the same kind of news of the same tactic takes the place of what was kept before."""
    for one in news:
        rows.put(
            tx,
            NewsRow(
                workspace=tx.workspace,
                person=one.person,
                tactic=one.tactic,
                kind=one.kind,
                changed_by=one.by,
                at=one.at,
            ),
        )


def of_people(tx: Tx, people: Collection[str]) -> dict[str, list[News]]:
    """The news for each of these people, by person, in order of time; the newest of each tactic."""
    found: dict[str, list[News]] = {person: [] for person in people}
    kept = read(tx, _OF_PEOPLE, NewsRow, _news, people=tuple(people))
    for one in newest_of_each(kept):
        found[one.person].append(one)
    return found


def remove(tx: Tx, people: Collection[str]) -> None:
    """Remove the news for these people: they were told."""
    table = table_of(NewsRow)
    theirs = (table.c.workspace == tx.workspace, table.c.person.in_(tuple(people)))
    tx.connection().execute(delete(table).where(*theirs))


def _news(row: NewsRow) -> News:
    return News(row.person, row.tactic, NewsKind(row.kind), row.changed_by, row.at)
