"""Homes: the view state of each, and which ones to redraw when something changes.

A Home is published by a delivery of its own, enqueued when its person first opens it. Its state is SENT from
the start, since everyone has an empty Home in Slack: it is only ever updated.
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
    """The view state of a person's Home.

    `welcomed` says that the welcome was read, `note` (mrkdwn) what was done on it last; tactics are shown
    from `tactics_from` on, plans from `plans_from` on.
    """

    welcomed: bool = False
    note: str = ""
    tactics_from: int = 0
    plans_from: int = 0


def opened(tx: Tx, person: str, now: datetime) -> None:
    """A person opens their Home: draw it, and from now on redraw it whenever it changes."""
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
    """Update fields of `Home` for a person, and redraw theirs."""
    _put(tx, person, replace(get(tx, person), **fields))
    changed(tx, [person])


def set_shown_plans(tx: Tx, person: str, plans: Collection[str]) -> None:
    """Record that a person's Home is about to show exactly these plans (ids).

    Call it before the plans are read: then a change in between is not missed.
    """
    before = set(tx.exec(_shown_to(tx.workspace, person)))
    if before == set(plans):
        return
    of_person = (col(HomePlanRow.workspace) == tx.workspace, col(HomePlanRow.person) == person)
    tx.exec(delete(HomePlanRow).where(*of_person))
    tx.add_all(HomePlanRow(workspace=tx.workspace, plan=plan, person=person) for plan in set(plans))
    tx.flush()


def changed(tx: Tx, people: Iterable[str]) -> None:
    """Redraw the Homes of these people, as far as they have ever opened theirs."""
    for some in batched(sorted(set(people)), _AT_ONCE):  # perhaps a channel's thousands
        redraws.redraw_kind(tx, Kind.HOME, some)


def plan_changed(tx: Tx, plan: str) -> None:
    """Redraw every Home that shows the plan (id)."""
    redraws.redraw_homes_with(tx, plan)


def _shown_to(workspace: str, person: str) -> SelectOfScalar[str]:
    return select(HomePlanRow.plan).where(HomePlanRow.workspace == workspace, HomePlanRow.person == person)


def _home(row: HomeRow) -> Home:
    require(row.tactics_from >= 0 and row.plans_from >= 0, "tactics_from")
    require(len(row.note) <= MAX_TITLE, "note")
    return Home(row.welcomed, row.note, row.tactics_from, row.plans_from)


def _put(tx: Tx, person: str, home: Home) -> None:
    rows.put(tx, HomeRow(workspace=tx.workspace, person=person, **asdict(home)))
