"""Homes: what each shows besides the state of things, and whose are to be drawn anew when something changes.

A Home is drawn by a delivery of its own, which exists from the moment its person first opens it. It counts as
sent from the beginning, since Slack has an empty Home for everybody: drawing it anew is all there is to do.
"""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from planning.deliveries import DeliveryState, Kind
from storage import deliveries, redraws, rows
from storage.engine.transactions import Tx
from storage.readable import MAX_TITLE, read, require
from storage.rows import batched, rows_of
from storage.tables import HomePlanRow, HomeRow

_OCCASION = "home"  # there is one for each person, ever
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Home:
    """What a person's Home shows besides the state of things.

    `welcomed` says that the welcome was read, `note` (mrkdwn) what was done on it last; tactics are shown
    from `tactics_from` on, plans from `plans_from` on.
    """

    welcomed: bool = False
    note: str = ""
    tactics_from: int = 0
    plans_from: int = 0


def opened(tx: Tx, person: str, now: datetime) -> None:
    """A person looks at their Home: it is drawn, and from now on drawn anew whenever it changes."""
    _put(tx, person, replace(get(tx, person), note=""))
    deliveries.enqueue(
        tx,
        replace(
            deliveries.new_delivery(tx, Kind.HOME, person, subject=person, occasion=_OCCASION, due_at=now),
            state=DeliveryState.SENT,
        ),
    )
    changed(tx, [person])


def get(tx: Tx, person: str) -> Home:
    """A person's Home; as it is at first for one who never opened it."""
    found = read(tx, rows_of(HomeRow, tx.workspace, HomeRow.person == person), HomeRow, _home)
    return found[0] if found else Home()


def change(tx: Tx, /, person: str, **fields: Any) -> None:
    """Let a person's Home show something else of what `Home` has; it is drawn anew."""
    _put(tx, person, replace(get(tx, person), **fields))
    changed(tx, [person])


def set_shown_plans(tx: Tx, person: str, plans: Collection[str]) -> None:
    """A person's Home is about to show these plans (ids), and no others.

    To be said before they are read, so that no change of them falls between.
    """
    before = set(tx.exec(_shown_to(tx.workspace, person)))
    if before == set(plans):
        return
    of_person = (col(HomePlanRow.workspace) == tx.workspace, col(HomePlanRow.person) == person)
    tx.exec(delete(HomePlanRow).where(*of_person))
    tx.add_all(HomePlanRow(workspace=tx.workspace, plan=plan, person=person) for plan in set(plans))
    tx.flush()


def changed(tx: Tx, people: Iterable[str]) -> None:
    """What the Homes of these people show has changed; nothing happens for one who never opened theirs."""
    for some in batched(sorted(set(people)), _AT_ONCE):  # perhaps a channel's thousands
        redraws.redraw_kind(tx, Kind.HOME, some)


def plan_changed(tx: Tx, plan: str) -> None:
    """What every Home that shows the plan says of it has changed."""
    redraws.redraw_homes_with(tx, plan)


def _shown_to(workspace: str, person: str) -> SelectOfScalar[str]:
    return select(HomePlanRow.plan).where(HomePlanRow.workspace == workspace, HomePlanRow.person == person)


def _home(row: HomeRow) -> Home:
    require(row.tactics_from >= 0 and row.plans_from >= 0, "tactics_from")
    require(len(row.note) <= MAX_TITLE, "note")
    return Home(row.welcomed, row.note, row.tactics_from, row.plans_from)


def _put(tx: Tx, person: str, home: Home) -> None:
    rows.put(tx, HomeRow(workspace=tx.workspace, person=person, **asdict(home)))
