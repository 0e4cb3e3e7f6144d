"""Databases of earlier versions come along with all that is in them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, column, create_engine, table, update

from planning.deliveries import Kind
from planning.people import Person
from planning.tactics import State
from storage import check_ins, daily_messages, deliveries, homes, people, plans, tactics
from storage.daily_messages import DailyMessageState
from storage.engine import schema
from storage.engine.store import Store
from tests import postgresql
from tests.storage.stored import FEATURES, NOW, SEGMENT, W, a_plan, a_tactic, now
from tests.transactions import reading, transacting

THEN = "2027-01-04 09:00:00.000000"
NEXT_MONDAY = datetime(2027, 1, 11, 7, tzinfo=UTC)  # 09:00 in Riga
# The rows of a database at 0001, by table.
KEPT_AT_0001: dict[str, list[dict[str, object]]] = {
    "plans": [
        {
            "id": id_,
            "version": 1,
            "channel": f"C{id_}",
            "name": "Campfire 2027",
            "starts_on": "2027-01-01",
            "ends_on": "2027-12-31",
            "creator": "UHAILEY",
            "created_at": THEN,
            "zone": zone,
            "owners": '["UBRIAN"]',
            "rating_days": 3,
            "check_in_weekday": 0,
            "check_in_hour": 9,
            "closed_at": closed_at,
        }
        for id_, zone, closed_at in (
            ("plan", "Europe/Riga", None),
            ("pacific", "Pacific/Auckland", None),
            ("closed", "UTC", THEN),
        )
    ],
    "company_goals": [
        {"plan": plan, "id": goal.id, "position": position, "title": goal.title}
        for plan in ("plan", "closed")
        for position, goal in enumerate((SEGMENT, FEATURES))
    ],
    "goals": [
        {
            "id": f"goal of {plan}",
            "version": 1,
            "plan": plan,
            "number": 1,
            "title": "A goal",
            "folded": "a goal",
            "company_goal": "segment",
            "created_at": THEN,
            "metrics": "[]",
            "dropped": False,
        }
        for plan in ("plan", "closed")
    ],
    "tactics": [
        {
            "id": id_,
            "version": 1,
            "plan": plan,
            "number": number,
            "title": "List 100 influencers in our niche",
            "folded": "list 100 influencers in our niche",
            "goal": f"goal of {plan}",
            "notes": "",
            "created_by": "UBRIAN",
            "created_at": THEN,
            "rate_by": "2027-01-07 09:00:00.000000",
            "finish": "any",
            "state": state,
            "finished": "[]",
            "dropped_because": "",
            "round": 1,
            "is_open": state == "proposed",
            "place": 5,
            "minus_ratio": 0,
            "minus_value": 0,
            "due_on": "9999-12-31",
        }
        for id_, plan, number, state in (
            ("tactic", "plan", 1, "proposed"),
            ("done", "plan", 2, "done"),
            ("in closed plan", "closed", 1, "proposed"),
        )
    ],
    "tactic_owners": [
        {"tactic": tactic, "person": person, "position": position, "plan": plan}
        for tactic, person, position, plan in (
            ("tactic", "UMAYA", 0, "plan"),
            ("tactic", "UBRIAN", 1, "plan"),
            ("done", "UDONE", 0, "plan"),
            ("in closed plan", "UCLOSED", 0, "closed"),
        )
    ],
    "people": [
        {
            "id": "UBRIAN",
            "name": "Brian",
            "zone": "Europe/London",
            "locale": "en-GB",
            "deleted": False,
            "bot": False,
            "guest": True,
            "stranger": False,
            "fetched_at": THEN,
        }
    ],
    "deliveries": [
        {
            "id": "request",
            "kind": "rating request",
            "recipient": "UMAYA",
            "subject": "tactic",
            "occasion": "tactic:1",
            "due_at": THEN,
            "state": "due",
            "attempts": 0,
            "channel": "",
            "ts": "",
            "redraw": 0,
            "error": "",
            "next_try_at": THEN,
        }
    ],
}


@pytest.fixture
def kept_at_0001(bare_database: str) -> Iterator[str]:
    """A database as 0001 left it."""
    engine = create_engine(bare_database)
    with engine.begin() as connection:
        schema.upgrade(connection, NOW, "0001")
        for name, rows in KEPT_AT_0001.items():
            for row in rows:
                insert(connection, name, {"workspace": W} | row)
    yield bare_database
    engine.dispose()


def insert(connection: Connection, table: str, row: dict[str, object]) -> None:
    """Put in a row as it is written here, which the database knows how to read."""
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    marks = ", ".join([mark] * len(row))
    connection.exec_driver_sql(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})",  # noqa: S608 - all of it stands here
        tuple(row.values()),
    )


@pytest.fixture
def kept_at_0002(kept_at_0001: str) -> Iterator[str]:
    """The same database as 0002 left it, with a tactic that was judged."""
    engine = create_engine(kept_at_0001)
    with engine.begin() as connection:
        schema.upgrade(connection, NOW, "0002")
        done = table("tactics", column("id"), column("actual_value"))
        connection.execute(update(done).where(done.c.id == "done").values(actual_value=4))
    yield kept_at_0001
    engine.dispose()


def backups(folder: Path) -> list[str]:
    return [backup.name for backup in folder.glob("*.backup")]


def expected(backup: str) -> list[str]:
    """The backup of a file; those of a server's database are its operator's."""
    return [] if postgresql.wanted() else [f"oncourse.db.{backup}.backup"]


async def test_everything_of_0001_comes_along(kept_at_0001: str, tmp_path: Path) -> None:
    store = await Store.open(kept_at_0001, now=now)
    with transacting(store, W) as tx:
        assert plans.get(tx, "plan") == a_plan(channel="Cplan")
        owned = a_tactic(goal="goal of plan", owners=("UMAYA", "UBRIAN"))
        assert tactics.get(tx, "tactic") == owned
        done = tactics.get(tx, "done")
        judged = tactics.save(tx, done.judged(4, 5))
        assert (judged.state, judged.actual_value, judged.actual_complexity) == (State.DONE, 4, 5)
        brian = Person("UBRIAN", "Brian", "Europe/London", "en-GB", guest=True)
        assert people.get(tx, ["UBRIAN"]) == {"UBRIAN": brian}
        # The next daily message asks for the rating.
        assert deliveries.find(tx, Kind.RATING_REQUEST, "UMAYA", "tactic:1") is None
    await store.close()
    assert backups(tmp_path) == expected("0001")


async def test_open_plans_of_0001_get_their_next_check_in(kept_at_0001: str) -> None:
    store = await Store.open(kept_at_0001, now=now)
    with reading(store, W) as tx:
        assert check_ins.next_of(tx, "plan") == NEXT_MONDAY
        assert check_ins.next_of(tx, "pacific") == datetime(2027, 1, 10, 20, tzinfo=UTC)
        assert check_ins.next_of(tx, "closed") is None
    await store.close()


async def test_who_owned_something_at_0001_is_looked_at_soon(kept_at_0001: str) -> None:
    store = await Store.open(kept_at_0001, now=now)
    with reading(store, W) as tx:
        assert sorted(daily_messages.due(tx, NOW, 10)) == [(W, "UBRIAN"), (W, "UMAYA")]
        assert daily_messages.state(tx, "UMAYA") == DailyMessageState(NOW)
        assert daily_messages.state(tx, "UDONE") == DailyMessageState()
    await store.close()


async def test_everything_of_0002_comes_along(kept_at_0002: str, tmp_path: Path) -> None:
    store = await Store.open(kept_at_0002, now=now)
    with transacting(store, W) as tx:
        owned = a_tactic(goal="goal of plan", owners=("UMAYA", "UBRIAN"))
        assert tactics.get(tx, "tactic") == owned
        assert (tactics.get(tx, "done")).actual_value == 4
        linked = tactics.save(tx, replace(owned, permalink="https://slack.example/p1"))
        assert tactics.get(tx, "tactic") == linked
    await store.close()
    assert backups(tmp_path) == expected("0002")


async def test_nobody_of_0002_has_a_home_before_they_open_it(kept_at_0002: str) -> None:
    store = await Store.open(kept_at_0002, now=now)
    with transacting(store, W) as tx:
        homes.plan_changed(tx, "plan")
        assert deliveries.find(tx, Kind.HOME, "UMAYA", "home") is None
        homes.opened(tx, "UMAYA", NOW)
        homes.set_shown_plans(tx, "UMAYA", ["plan"])
        assert deliveries.find(tx, Kind.HOME, "UMAYA", "home") is not None
    await store.close()
