"""Whatever is wrong with one stored record: what time brings and what is read goes on for all others."""

import logging
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.logs import JsonLines
from planning.deliveries import Delivery
from scheduler.clock import Ticker
from scheduler.delivery import Absent, Check, Outcome, Sent
from storage import (
    check_ins,
    deliveries,
    goals,
    homes,
    people,
    plans,
    preferences,
    ratings,
    snoozes,
    tactic_lists,
    tactics,
)
from storage import history as logbook
from storage.engine.store import Store
from storage.engine.transactions import Tx
from tests.databases import lay
from tests.scheduler.poison import OWN, spoil
from tests.storage.everything import BRIAN, HAILEY, METRIC, fill
from tests.storage.stored import NOW, W
from tests.transactions import reading, transacting


class Postman:
    """Takes whatever is sent, and records each recipient."""

    def __init__(self) -> None:
        self.sent: list[Delivery] = []

    async def send(self, delivery: Delivery, until: datetime) -> Outcome:
        self.sent.append(delivery)
        return Sent("D1", f"{len(self.sent)}.0")

    async def find(self, delivery: Delivery) -> Check:
        return Absent()


@pytest.mark.parametrize("table", OWN)
async def test_a_spoilt_record_stops_nobody_else(
    table: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "oncourse.db"
    lay(path)
    moment = NOW.astimezone(UTC)
    store = await Store.open(f"sqlite:///{path}", now=lambda: moment)
    try:
        with transacting(store, W) as tx:
            fill(tx)
        assert spoil(path, table) > 0
        postman = Postman()
        ticker = Ticker(store, postman, lambda: moment)
        with caplog.at_level(logging.WARNING):
            for _ in range(10):
                moment += timedelta(hours=12)
                await ticker.tick()
            with reading(store) as tx:
                read_all(tx)
    finally:
        await store.close()
    to_whom = Counter((delivery.kind.value, delivery.recipient) for delivery in postman.sent)
    for person in (BRIAN, HAILEY):
        assert to_whom["daily message", person], to_whom
        theirs = [
            item for delivery in postman.sent if delivery.recipient == person for item in delivery.items
        ]
        assert [item for item in theirs if item.startswith("answer:")], theirs
        assert "news:tactic:moved:UMAYA" in theirs
    assert to_whom["check-in", "CSOCIAL"], to_whom
    told = Counter(
        (vars(record)["table"], vars(record)["id"]) for record in caplog.records if hasattr(record, "table")
    )
    assert set(told.values()) <= {1}
    words = [JsonLines().format(record) for record in caplog.records if "nonsense" not in record_id(record)]
    assert "nonsense" not in "".join(words)


def record_id(record: logging.LogRecord) -> str:
    """The id that a line of the log names, which may be what was spoilt."""
    named = vars(record)
    return str(named.get("id") or named.get("delivery"))


def read_all(tx: Tx) -> None:
    """What was there before a record was spoilt is read as it was."""
    (plan,) = plans.open_among(tx, ["CSOCIAL"])
    assert plan.id == "plan"
    assert {"tactic", "t2"} <= {one.id for one in (tactics.open_of_plan(tx, "plan"))}
    assert "t2" in {one.id for one in tactics.page(tx, "plan", tactics.Filter(), 0, 500).tactics}
    assert "t3" in {one.id for one in tactic_lists.all_of_plan(tx, "plan")}
    assert "tactic" in {one.id for one in tactic_lists.owned(tx, HAILEY)}
    assert "goal" in {one.id for one in goals.of_plan(tx, "plan")}
    assert (goals.newest_readings(tx, "plan"))[METRIC.id].value == 12.25
    assert set(people.get(tx, [BRIAN, HAILEY])) == {BRIAN, HAILEY}
    assert {one.hour for one in preferences.of(tx, [BRIAN, HAILEY]).values()} == {8}
    assert {rating.person for rating in ratings.all_of(tx, "tactic")[1]} >= {BRIAN, HAILEY}
    assert "tactic" in (snoozes.of(tx, BRIAN))
    assert (homes.get(tx, HAILEY)).note
    assert BRIAN in {answer.person for answer in check_ins.answers(tx, "check-in")}
    assert set(check_ins.people(tx, "check-in")) >= {BRIAN}
    assert any(entry.number == 1 for entry in logbook.page(tx, "plan", 0, 500)[0])
    assert deliveries.undelivered(tx, "plan", [BRIAN], NOW) is not None
