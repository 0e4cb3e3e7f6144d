"""Ratings by round and person, and the end of a round."""

from dataclasses import replace
from datetime import timedelta

from planning.deliveries import Delivery, DeliveryState, Kind
from planning.logbook import Action
from planning.priorities import Rating, score
from planning.tactics import State
from storage import deliveries, logbook, ratings, tactics
from storage.changes.rating_rounds import settle
from storage.store import Store
from tests.storage.stored import LATER, NOW, OTHER, W, a_tactic, furnish, furnish_with_tactic, statements

BRIAN = Rating("UBRIAN", 5, 2, "Everybody asks for it", LATER)
MAYA = Rating("UMAYA", 2, 5, "", NOW)


async def test_ratings_of_a_round_stand_in_the_order_of_time(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish_with_tactic)
        await tx.run(ratings.put, W, "tactic", 1, BRIAN)
        await tx.run(ratings.put, W, "tactic", 1, MAYA)
        await tx.run(ratings.put, W, "tactic", 2, replace(BRIAN, value=3))
        assert await tx.run(ratings.of_round, W, "tactic", 1) == (MAYA, BRIAN)
        assert await tx.run(ratings.of_round, W, "tactic", 3) == ()
        assert await tx.run(ratings.all_of, W, "tactic") == {1: (MAYA, BRIAN), 2: (replace(BRIAN, value=3),)}
        assert await tx.run(ratings.of_person, W, "tactic", 1, "UBRIAN") == BRIAN
        assert await tx.run(ratings.of_person, W, "tactic", 2, "UMAYA") is None


async def test_a_person_may_think_again(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish_with_tactic)
        await tx.run(ratings.put, W, "tactic", 1, MAYA)
        await tx.run(ratings.put, W, "tactic", 1, replace(MAYA, value=4, at=LATER))
        assert await tx.run(ratings.of_round, W, "tactic", 1) == (replace(MAYA, value=4, at=LATER),)


async def test_raters_of_many_tactics_take_one_statement(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish_with_tactic)
        for number in (2, 3):
            await tx.run(tactics.add, W, a_tactic(f"t{number}", number))
        await tx.run(ratings.put, W, "tactic", 1, BRIAN)
        await tx.run(ratings.put, W, "tactic", 2, MAYA)
        await tx.run(ratings.put, W, "t2", 1, BRIAN)
        await tx.run(ratings.put, W, "t2", 1, MAYA)
    asked = [("tactic", 2), ("t2", 1), ("t3", 1)]
    with statements(store) as sent:
        async with store.reading() as tx:
            found = await tx.run(ratings.raters, W, asked)
    assert found == {"tactic": {"UMAYA"}, "t2": {"UBRIAN", "UMAYA"}, "t3": set()}
    assert len(sent) == 1


async def test_workspaces_do_not_share_ratings(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish_with_tactic)
        await tx.run(furnish_with_tactic, OTHER)
        await tx.run(ratings.put, W, "tactic", 1, BRIAN)
        await tx.run(ratings.put, OTHER, "tactic", 1, replace(BRIAN, value=1))
        assert await tx.run(ratings.of_round, W, "tactic", 1) == (BRIAN,)
        assert await tx.run(ratings.raters, OTHER, [("tactic", 1)]) == {"tactic": {"UBRIAN"}}
        assert await tx.run(ratings.of_person, OTHER, "tactic", 1, "UBRIAN") == replace(BRIAN, value=1)


async def test_a_round_ends_when_every_owner_has_rated(store: Store) -> None:
    tactic = a_tactic(owners=("UBRIAN", "UMAYA"))
    request = Delivery("d", W, Kind.RATING_REQUEST, "UBRIAN", "tactic", "tactic:1", NOW)
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(tactics.add, W, tactic)
        await tx.run(deliveries.owe, replace(request, state=DeliveryState.SENT))
        await tx.run(ratings.put, W, "tactic", 1, BRIAN)
        assert await tx.run(settle, W, tactic, NOW) == tactic
        assert await tx.run(logbook.last_of, W, "plan", "tactic") is None
        await tx.run(ratings.put, W, "tactic", 1, MAYA)
        revealed = await tx.run(settle, W, tactic, LATER)
        assert revealed == replace(tactic, revealed_at=LATER, score=score([BRIAN, MAYA]))
        assert await tx.run(tactics.get, W, "tactic") == revealed
        entry = await tx.run(logbook.last_of, W, "plan", "tactic")
        assert entry
        assert (entry.action, entry.person, entry.at) == (Action.RATINGS_REVEALED, None, LATER)
        owed = await tx.run(deliveries.of, W, Kind.RATING_REQUEST, "UBRIAN", "tactic:1")
        assert owed
        assert owed.redraw


async def test_a_round_ends_at_its_deadline_even_without_ratings(store: Store) -> None:
    tactic = a_tactic(rate_by=LATER)
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(tactics.add, W, tactic)
        assert await tx.run(settle, W, tactic, LATER - timedelta(seconds=1)) == tactic
        assert await tx.run(settle, W, tactic, LATER) == replace(tactic, revealed_at=LATER)
        assert await tx.run(tactics.rounds_due, LATER, 10) == []


async def test_a_round_of_a_closed_tactic_stays_as_it_is(store: Store) -> None:
    tactic = a_tactic(state=State.DROPPED, rate_by=NOW)
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(tactics.add, W, tactic)
        assert await tx.run(settle, W, tactic, LATER) == tactic
