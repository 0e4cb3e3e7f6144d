"""Databases of 0008 and before: what they had sent stays, what they were about to ask comes with the day."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import create_engine
from sqlmodel import select

from planning.deliveries import RETIRED, Delivery, DeliveryState, Kind
from storage import check_ins, deliveries, redraws
from storage.engine import schema
from storage.engine.store import Store
from storage.engine.transactions import Tx
from storage.tables import DeliveryRow
from tests.storage.stored import NOW, W, now
from tests.storage.test_upgrades import KEPT_AT_0001, THEN, insert
from tests.transactions import reading, transacting

LEASE = timedelta(minutes=2)
ITEMS = ("due:tactic:2027-01-04", "rating:tactic", "answer:open")
TOMORROW, CLOSING = "2027-01-05 09:00:00.000000", "2027-01-06 09:00:00.000000"
UNSENT = (DeliveryState.DUE, DeliveryState.SENDING, DeliveryState.UNKNOWN)
ENDED = (DeliveryState.SENT, DeliveryState.FAILED)


def a_row(kind: str, state: str, recipient: str = "UMAYA") -> dict[str, object]:
    """A delivery at 0008 that is to be sent or, if it was sent, to be redrawn."""
    is_sent = state == DeliveryState.SENT
    return {
        "id": f"{kind} {state} {recipient}",
        "kind": kind,
        "recipient": recipient,
        "subject": "tactic",
        "occasion": f"2027-01-04 {state}",
        "due_at": THEN,
        "state": state,
        "attempts": 0,
        "channel": "D1" if is_sent else "",
        "ts": "1.1" if is_sent else "",
        "redraw": int(is_sent),
        "error": "",
        "next_try_at": None if state == DeliveryState.FAILED else THEN,
        "plan": "",
        "items": '["due:tactic:2027-01-04", "rating:tactic", "answer:open"]',
    }


def a_check_in(id_: str, state: str, due_at: str | None) -> dict[str, object]:
    """A check-in at 0008."""
    return {
        "id": id_,
        "plan": "plan",
        '"on"': "2027-01-04",
        "state": state,
        "opened_at": THEN,
        "nudge_at": TOMORROW,
        "closes_at": CLOSING,
        "due_at": due_at,
    }


@pytest.fixture
def kept_at_0008(bare_database: str) -> Iterator[str]:
    """A database as 0008 left it: digests, requests and nudges in every state, and a check-in to nudge."""
    engine = create_engine(bare_database)
    kept_since_0001 = [(name, row) for name, rows in KEPT_AT_0001.items() for row in rows]
    kinds = ("digest", *RETIRED)
    kept = [
        *(("deliveries", a_row(kind, state)) for kind in kinds for state in (*UNSENT, *ENDED)),
        ("check_ins", a_check_in("open", "open", TOMORROW)),
        ("check_ins", a_check_in("closed", "closed", None)),
    ]
    with engine.begin() as connection:
        schema.upgrade(connection, NOW, "0001")
        for name, row in kept_since_0001:
            insert(connection, name, {"workspace": W} | row)
        schema.upgrade(connection, NOW, "0008")
        for name, row in kept:
            insert(connection, name, {"workspace": W} | row)
    yield bare_database
    engine.dispose()


def states(tx: Tx, kind: Kind) -> set[str]:
    """The states in which deliveries of a kind are kept."""
    return set(tx.exec(select(DeliveryRow.state).where(DeliveryRow.kind == kind)))


def claimed(tx: Tx) -> list[Delivery]:
    return deliveries.claim(tx, NOW + timedelta(days=1), LEASE, 99)


async def test_digests_are_daily_messages_and_as_they_were(kept_at_0008: str) -> None:
    store = await Store.open(kept_at_0008, now=now)
    with transacting(store, W) as tx:
        for state in (*UNSENT, *ENDED):
            found = deliveries.find(tx, Kind.DAILY_MESSAGE, "UMAYA", f"2027-01-04 {state}")
            assert found
            assert (found.state, found.items, found.ts) == (state, ITEMS, "1.1" if found.redraw else "")
        assert {(one.kind, one.redraw) for one in claimed(tx)} == {
            (Kind.DAILY_MESSAGE, False),
            (Kind.DAILY_MESSAGE, True),
        }
    await store.close()


@pytest.mark.parametrize("kind", RETIRED)
async def test_what_was_not_sent_goes_and_what_was_sent_stays_as_it_is(kept_at_0008: str, kind: Kind) -> None:
    store = await Store.open(kept_at_0008, now=now)
    with transacting(store, W) as tx:
        assert states(tx, kind) == set(ENDED)
        redraws.redraw(tx, "tactic")
        redraws.redraw_at(tx, "D1", "1.1")
        assert kind not in {one.kind for one in claimed(tx)}
        sent = deliveries.find(tx, kind, "UMAYA", "2027-01-04 sent")
        assert sent
        assert (sent.channel, sent.ts, sent.redraw) == ("D1", "1.1", False)
    await store.close()


async def test_a_check_in_that_was_to_nudge_is_due_when_it_closes(kept_at_0008: str) -> None:
    store = await Store.open(kept_at_0008, now=now)
    with reading(store, W) as tx:
        check_in = check_ins.get(tx, "open")
        assert check_ins.due(tx, check_in.closes_at - timedelta(seconds=1), 9) == []
        assert check_ins.due(tx, check_in.closes_at, 9) == [(W, "open")]
    await store.close()
