"""Reminders: how people want them, who is looked at when, and what is put off."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

from planning.reminders import Preferences
from storage import digests, preferences, snoozes
from storage.digests import DigestState
from storage.store import Store, Tx
from tests.storage.stored import LATER, NOW, OTHER, W, furnish_with_tactic, now

DAY = timedelta(days=1)
MONDAY = NOW.date()
OWN = Preferences("UBRIAN", 7, (14, 3), date(2027, 2, 1), date(2027, 2, 14), "LV")


def see_to(tx: Tx, person: str = "UBRIAN", looked: date | None = MONDAY) -> bool:
    """Monday's digest is seen to, Tuesday's comes next; whether nobody was first."""
    after = DigestState(NOW + DAY, MONDAY, looked)
    return digests.seen_to(tx, W, {person: DigestState(NOW)}, {person: after}) == 1


async def test_preferences_come_back_as_they_were(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(preferences.put, W, OWN)
    async with store.reading() as tx:
        assert await tx.run(preferences.get, W, "UBRIAN") == OWN


async def test_who_chose_nothing_has_the_defaults(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.run(preferences.get, W, "UMAYA") == Preferences("UMAYA")
        await tx.run(preferences.put, W, OWN)
        assert await tx.run(preferences.of, W, ["UMAYA", "UBRIAN"]) == {
            "UMAYA": Preferences("UMAYA"),
            "UBRIAN": OWN,
        }
        assert await tx.run(preferences.of, W, iter(["UBRIAN"])) == {"UBRIAN": OWN}
        assert await tx.run(preferences.of, W, []) == {}


async def test_the_newest_choice_counts_in_its_workspace(store: Store) -> None:
    back = replace(OWN, away_from=None, away_to=None, lead_days=())
    async with store.transaction() as tx:
        await tx.run(preferences.put, W, OWN)
        await tx.run(preferences.put, OTHER, replace(OWN, hour=20))
        await tx.run(preferences.put, W, back)
        assert await tx.run(preferences.get, W, "UBRIAN") == back
        assert await tx.run(preferences.get, OTHER, "UBRIAN") == replace(OWN, hour=20)


async def test_a_person_is_looked_at_from_the_earliest_moment_asked_for(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.run(digests.state, W, "UBRIAN") == DigestState()
        for asked, expected in ((LATER, LATER), (NOW + DAY, LATER), (NOW, NOW), (LATER, NOW)):
            await tx.run(digests.enlist, W, "UBRIAN", asked)
            assert await tx.run(digests.state, W, "UBRIAN") == DigestState(expected)


async def test_the_longest_waiting_are_looked_at_first_in_every_workspace(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.run(digests.next_at) is None
        await tx.run(digests.enlist, W, "UBRIAN", LATER)
        await tx.run(digests.enlist, OTHER, "UBRIAN", NOW)
        await tx.run(digests.enlist, W, "UMAYA", NOW + DAY)
        assert await tx.run(digests.next_at) == NOW
        assert await tx.run(digests.due, NOW - timedelta(microseconds=1), 10) == []
        assert await tx.run(digests.due, LATER, 10) == [(OTHER, "UBRIAN"), (W, "UBRIAN")]
        assert await tx.run(digests.due, LATER, 1) == [(OTHER, "UBRIAN")]


async def test_a_day_that_was_seen_to_moves_the_next_look(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(digests.enlist, W, "UBRIAN", NOW)
        assert await tx.run(see_to)
        assert await tx.run(digests.state, W, "UBRIAN") == DigestState(NOW + DAY, MONDAY, MONDAY)
        assert not await tx.run(see_to)
        assert not await tx.run(see_to, "UNKNOWN")


async def test_who_has_nothing_to_be_reminded_of_is_left_alone_until_enlisted(store: Store) -> None:
    resting = DigestState(None, MONDAY, None)
    async with store.transaction() as tx:
        await tx.run(digests.enlist, W, "UBRIAN", NOW)
        assert await tx.run(digests.seen_to, W, {"UBRIAN": DigestState(NOW)}, {"UBRIAN": resting}) == 1
        assert await tx.run(digests.state, W, "UBRIAN") == resting
        assert await tx.run(digests.next_at) is None
        await tx.run(digests.reschedule, W, "UBRIAN", LATER)
        await tx.run(digests.reschedule, W, "UNKNOWN", LATER)
        assert await tx.run(digests.state, W, "UBRIAN") == resting
        assert await tx.run(digests.due, NOW + DAY, 10) == []
        await tx.run(digests.enlist, W, "UBRIAN", LATER)
        assert await tx.run(digests.state, W, "UBRIAN") == replace(resting, digest_at=LATER)


async def test_another_hour_moves_the_next_look_either_way(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(digests.enlist, W, "UBRIAN", NOW)
        await tx.run(digests.enlist, OTHER, "UBRIAN", NOW)
        for moment in (LATER, NOW - DAY):
            await tx.run(digests.reschedule, W, "UBRIAN", moment)
            assert await tx.run(digests.state, W, "UBRIAN") == DigestState(moment)
        assert await tx.run(digests.state, OTHER, "UBRIAN") == DigestState(NOW)


async def test_where_several_people_stand(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(digests.enlist, W, "UBRIAN", NOW)
        await tx.run(see_to, looked=None)
        await tx.run(digests.enlist, W, "UMAYA", LATER)
        await tx.run(digests.enlist, OTHER, "UNEW", LATER)
        assert await tx.run(digests.states, W, ["UNEW", "UMAYA", "UBRIAN"]) == {
            "UNEW": DigestState(),
            "UMAYA": DigestState(LATER),
            "UBRIAN": DigestState(NOW + DAY, MONDAY, None),
        }


async def test_two_processes_never_see_to_the_same_day(file_store: Store, database: str) -> None:
    other = await Store.open(database, now=now)
    async with file_store.transaction() as tx:
        await tx.run(digests.enlist, W, "UBRIAN", NOW)

    async def one(store: Store) -> bool:
        async with store.transaction() as tx:
            return await tx.run(see_to)

    turns = await asyncio.gather(*(one(store) for store in (file_store, other) for _ in range(5)))
    await other.close()
    assert sorted(turns) == [False] * 9 + [True]


async def test_workspaces_do_not_share_digests(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(digests.enlist, W, "UBRIAN", NOW)
        await tx.run(digests.enlist, OTHER, "UBRIAN", NOW)
        assert await tx.run(see_to)
        assert await tx.run(digests.state, OTHER, "UBRIAN") == DigestState(NOW)


async def test_snoozes_are_kept_by_person_and_workspace(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish_with_tactic)
        await tx.run(furnish_with_tactic, OTHER)
        await tx.run(snoozes.put, W, "UBRIAN", "tactic", MONDAY)
        await tx.run(snoozes.put, W, "UMAYA", "tactic", MONDAY + DAY)
        await tx.run(snoozes.put, OTHER, "UBRIAN", "tactic", MONDAY + 2 * DAY)
        await tx.run(snoozes.put, W, "UBRIAN", "tactic", MONDAY + 7 * DAY)
        assert await tx.run(snoozes.of, W, "UBRIAN") == {"tactic": MONDAY + 7 * DAY}
        assert await tx.run(snoozes.of_people, W, ["UMAYA", "UBRIAN", "UNKNOWN"]) == {
            "UMAYA": {"tactic": MONDAY + DAY},
            "UBRIAN": {"tactic": MONDAY + 7 * DAY},
            "UNKNOWN": {},
        }
        assert await tx.run(snoozes.of, W, "UMAYA") == {"tactic": MONDAY + DAY}
        assert await tx.run(snoozes.of, OTHER, "UBRIAN") == {"tactic": MONDAY + 2 * DAY}
