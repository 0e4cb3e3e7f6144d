"""Reminders: how people want them, who is looked at when, and what is put off."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

from planning.reminders import Preferences
from storage import daily_messages, preferences, snoozes
from storage.daily_messages import DailyMessageState
from storage.engine.store import Store
from storage.engine.transactions import Tx, in_workspace
from tests.storage.stored import LATER, NOW, OTHER, W, furnish_with_tactic, now
from tests.transactions import reading, transacting

DAY = timedelta(days=1)
MONDAY = NOW.date()
OWN = Preferences("UBRIAN", 7, (14, 3), date(2027, 2, 1), date(2027, 2, 14), "LV")


def see_to(tx: Tx, person: str = "UBRIAN", last_checked: date | None = MONDAY) -> bool:
    """Monday's message is seen to, Tuesday's comes next; whether nobody was first."""
    after = DailyMessageState(NOW + DAY, MONDAY, last_checked)
    return daily_messages.advance(tx, {person: DailyMessageState(NOW)}, {person: after}) == 1


async def test_preferences_come_back_as_they_were(store: Store) -> None:
    with transacting(store, W) as tx:
        preferences.put(tx, OWN)
    with reading(store, W) as tx:
        assert preferences.get(tx, "UBRIAN") == OWN


async def test_who_chose_nothing_has_the_defaults(store: Store) -> None:
    with transacting(store, W) as tx:
        assert preferences.get(tx, "UMAYA") == Preferences("UMAYA")
        preferences.put(tx, OWN)
        assert preferences.of(tx, ["UMAYA", "UBRIAN"]) == {
            "UMAYA": Preferences("UMAYA"),
            "UBRIAN": OWN,
        }
        assert preferences.of(tx, iter(["UBRIAN"])) == {"UBRIAN": OWN}
        assert preferences.of(tx, []) == {}


async def test_the_newest_choice_counts_in_its_workspace(store: Store) -> None:
    back = replace(OWN, away_from=None, away_to=None, lead_days=())
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        preferences.put(tx, OWN)
        preferences.put(other, replace(OWN, hour=20))
        preferences.put(tx, back)
        assert preferences.get(tx, "UBRIAN") == back
        assert preferences.get(other, "UBRIAN") == replace(OWN, hour=20)


async def test_a_person_is_looked_at_from_the_earliest_moment_asked_for(store: Store) -> None:
    with transacting(store, W) as tx:
        assert daily_messages.state(tx, "UBRIAN") == DailyMessageState()
        for asked, expected in ((LATER, LATER), (NOW + DAY, LATER), (NOW, NOW), (LATER, NOW)):
            daily_messages.schedule(tx, "UBRIAN", asked)
            assert daily_messages.state(tx, "UBRIAN") == DailyMessageState(expected)


async def test_the_longest_waiting_are_looked_at_first_in_every_workspace(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        assert daily_messages.next_at(tx) is None
        daily_messages.schedule(tx, "UBRIAN", LATER)
        daily_messages.schedule(other, "UBRIAN", NOW)
        daily_messages.schedule(tx, "UMAYA", NOW + DAY)
        assert daily_messages.next_at(tx) == NOW
        assert daily_messages.due(tx, NOW - timedelta(microseconds=1), 10) == []
        assert daily_messages.due(tx, LATER, 10) == [(OTHER, "UBRIAN"), (W, "UBRIAN")]
        assert daily_messages.due(tx, LATER, 1) == [(OTHER, "UBRIAN")]


async def test_a_day_that_was_seen_to_moves_the_next_look(store: Store) -> None:
    with transacting(store, W) as tx:
        daily_messages.schedule(tx, "UBRIAN", NOW)
        assert see_to(tx)
        assert daily_messages.state(tx, "UBRIAN") == DailyMessageState(NOW + DAY, MONDAY, MONDAY)
        assert not see_to(tx)
        assert not see_to(tx, "UNKNOWN")


async def test_who_has_nothing_to_be_reminded_of_is_left_alone_until_enlisted(store: Store) -> None:
    resting = DailyMessageState(None, MONDAY, None)
    with transacting(store, W) as tx:
        daily_messages.schedule(tx, "UBRIAN", NOW)
        assert daily_messages.advance(tx, {"UBRIAN": DailyMessageState(NOW)}, {"UBRIAN": resting}) == 1
        assert daily_messages.state(tx, "UBRIAN") == resting
        assert daily_messages.next_at(tx) is None
        daily_messages.reschedule(tx, "UBRIAN", LATER)
        daily_messages.reschedule(tx, "UNKNOWN", LATER)
        assert daily_messages.state(tx, "UBRIAN") == resting
        assert daily_messages.due(tx, NOW + DAY, 10) == []
        daily_messages.schedule(tx, "UBRIAN", LATER)
        assert daily_messages.state(tx, "UBRIAN") == replace(resting, due_at=LATER)


async def test_another_hour_moves_the_next_look_either_way(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        daily_messages.schedule(tx, "UBRIAN", NOW)
        daily_messages.schedule(other, "UBRIAN", NOW)
        for moment in (LATER, NOW - DAY):
            daily_messages.reschedule(tx, "UBRIAN", moment)
            assert daily_messages.state(tx, "UBRIAN") == DailyMessageState(moment)
        assert daily_messages.state(other, "UBRIAN") == DailyMessageState(NOW)


async def test_where_several_people_stand(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        daily_messages.schedule(tx, "UBRIAN", NOW)
        see_to(tx, last_checked=None)
        daily_messages.schedule(tx, "UMAYA", LATER)
        daily_messages.schedule(other, "UNEW", LATER)
        assert daily_messages.states(tx, ["UNEW", "UMAYA", "UBRIAN"]) == {
            "UNEW": DailyMessageState(),
            "UMAYA": DailyMessageState(LATER),
            "UBRIAN": DailyMessageState(NOW + DAY, MONDAY, None),
        }


async def test_two_processes_never_see_to_the_same_day(file_store: Store, database: str) -> None:
    other = await Store.open(database, now=now)
    with transacting(file_store, W) as tx:
        daily_messages.schedule(tx, "UBRIAN", NOW)

    async def one(store: Store) -> bool:
        with transacting(store) as tx:
            return see_to(tx)

    turns = await asyncio.gather(*(one(store) for store in (file_store, other) for _ in range(5)))
    await other.close()
    assert sorted(turns) == [False] * 9 + [True]


async def test_workspaces_do_not_share_daily_messages(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        daily_messages.schedule(tx, "UBRIAN", NOW)
        daily_messages.schedule(other, "UBRIAN", NOW)
        assert see_to(tx)
        assert daily_messages.state(other, "UBRIAN") == DailyMessageState(NOW)


async def test_snoozes_are_kept_by_person_and_workspace(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish_with_tactic(tx)
        furnish_with_tactic(other)
        snoozes.put(tx, "UBRIAN", "tactic", MONDAY)
        snoozes.put(tx, "UMAYA", "tactic", MONDAY + DAY)
        snoozes.put(other, "UBRIAN", "tactic", MONDAY + 2 * DAY)
        snoozes.put(tx, "UBRIAN", "tactic", MONDAY + 7 * DAY)
        assert snoozes.of(tx, "UBRIAN") == {"tactic": MONDAY + 7 * DAY}
        assert snoozes.of_people(tx, ["UMAYA", "UBRIAN", "UNKNOWN"]) == {
            "UMAYA": {"tactic": MONDAY + DAY},
            "UBRIAN": {"tactic": MONDAY + 7 * DAY},
            "UNKNOWN": {},
        }
        assert snoozes.of(tx, "UMAYA") == {"tactic": MONDAY + DAY}
        assert snoozes.of(other, "UBRIAN") == {"tactic": MONDAY + 2 * DAY}
